"""The commune's own changes to the catalogues, and what no change can reach."""

from pathlib import Path

import pytest

from danvan_tui.model.catalogue import CatalogueError, Catalogues, load_catalogues
from danvan_tui.model.folders import shipped_data
from tests.model.conftest import NEW_FIELD, with_file


def test_a_new_id_is_added_after_the_shipped_ones(own: Path, shipped: Catalogues) -> None:
    fields = with_file(own, "fields", NEW_FIELD).fields
    assert list(fields) == [*shipped.fields, "tourism"]
    assert fields.by_code["dul"].name == "Du lịch"
    assert fields.choices[-1].id == "tourism"


def test_a_known_id_changes_what_it_says_and_keeps_its_place(
    own: Path, shipped: Catalogues
) -> None:
    units = with_file(own, "units", '[[unit]]\nid = "police"\nname = "Công an phường"\n').units
    assert units["police"].name == "Công an phường"
    assert units["police"].code == shipped.units["police"].code
    assert list(units) == list(shipped.units)
    assert "Công an xã" not in units.by_name


def test_a_hidden_entry_is_offered_nowhere_but_old_minutes_find_it(own: Path) -> None:
    fields = with_file(own, "fields", '[[field]]\nid = "land"\nhidden = true\n').fields
    assert fields["land"].name == "Đất đai"
    assert fields["land"] not in fields.choices
    assert "dt" not in fields.by_code
    assert "Đất đai" not in fields.by_name


def test_the_code_and_name_of_a_hidden_entry_are_free_again(own: Path) -> None:
    text = (
        '[[field]]\nid = "land"\nhidden = true\n'
        '[[field]]\nid = "soil"\nname = "Đất đai"\ncode = "dt"\n'
    )
    assert with_file(own, "fields", text).by_code("dt") is not None


def test_the_day_of_a_commune_takes_the_place_of_the_shipped_day(own: Path) -> None:
    text = '[[day]]\ndate = 2026-11-24\noff = false\nname = "Làm bù"\nsource = "x"\n'
    days = [
        day for day in with_file(own, "days_off", text).days_off if str(day.date) == "2026-11-24"
    ]
    assert [(day.off, day.name) for day in days] == [(False, "Làm bù")]


def test_days_off_stand_in_the_order_of_the_calendar(own: Path) -> None:
    text = '[[day]]\ndate = 2020-01-01\noff = true\nname = "Tết Dương lịch"\n'
    dates = [day.date for day in with_file(own, "days_off", text).days_off]
    assert dates[0].year == 2020
    assert dates == sorted(dates)


def test_files_from_notepad_and_from_a_mac_are_read_as_the_same_text(own: Path) -> None:
    decomposed = NEW_FIELD.replace("Du lịch", " Du li\u0323ch ").replace("\n", "\r\n")
    fields = with_file(own, "fields", b"\xef\xbb\xbf" + decomposed.encode()).fields
    assert fields["tourism"].name == "Du lịch"


def test_a_data_folder_without_catalogues_changes_nothing(
    tmp_path: Path, shipped: Catalogues
) -> None:
    loaded = load_catalogues(shipped_data(), tmp_path / "not yet there")
    assert list(loaded.fields.values()) == list(shipped.fields.values())


def test_words_that_tell_a_field_are_given_as_lists_and_replaced_as_a_whole(own: Path) -> None:
    text = NEW_FIELD + 'words = ["hang động"]\n[[field]]\nid = "land"\nwords = ["nương"]\n'
    fields = with_file(own, "fields", text).fields
    assert fields["tourism"].words == ("hang động",)
    assert fields["tourism"].not_words == ()
    assert fields["land"].words == ("nương",)
    assert fields["land"].not_words


def test_a_commune_gives_a_clock_another_limit_and_keeps_the_rest(
    own: Path, shipped: Catalogues
) -> None:
    text = '[[deadline]]\nid = "complaint_settle"\nlimit = 45\n'
    clock = with_file(own, "deadlines", text).deadlines["complaint_settle"]
    known = shipped.deadlines["complaint_settle"]
    assert (known.limit, clock.limit) == (30, 45)
    assert (clock.starts, clock.next) == (known.starts, known.next)


def test_a_commune_stops_a_clock_or_adds_one_of_its_own(own: Path) -> None:
    text = (
        '[[deadline]]\nid = "party_notice"\nowed = ""\n'
        '[[deadline]]\nid = "report_back"\nname = "Báo cáo huyện"\nlimit = 2\n'
        'unit = "months"\nbasis = "Quy chế"\nmark = "M"\nowed = "meeting"\n'
        'starts = "dialogue_publish"\n'
    )
    clocks = with_file(own, "deadlines", text).deadlines
    assert clocks["party_notice"].owed == ""
    assert (clocks["report_back"].per, clocks["report_back"].starts) == (
        "session",
        "dialogue_publish",
    )


@pytest.mark.parametrize(
    "line",
    [
        'starts = "someday"',
        'starts = "dialogue_publish"',
        'owed = "party"',
        'per = "hour"',
        "least = 0",
        'kinds = "x"',
    ],
)
def test_a_clock_that_cannot_run_is_refused_with_its_line(own: Path, line: str) -> None:
    text = f'[[deadline]]\nid = "dialogue_publish"\n{line}\n'
    with pytest.raises(CatalogueError, match=r"deadlines\.toml, line 1: ") as caught:
        with_file(own, "deadlines", text)
    assert line.split(maxsplit=1)[0] in str(caught.value)


# Whose speaker is secret


@pytest.mark.parametrize("kind", ["denunciation", "proposal"])
def test_no_catalogue_decides_whose_speaker_is_secret(own: Path, kind: str) -> None:
    text = f'[[kind]]\nid = "{kind}"\nprotected = false\n'
    with pytest.raises(CatalogueError, match="protected"):
        with_file(own, "kinds", text)


def test_renaming_denunciations_keeps_them_secret(own: Path) -> None:
    kinds = with_file(own, "kinds", '[[kind]]\nid = "denunciation"\nname = "Đơn tố cáo"\n').kinds
    assert kinds["denunciation"].protected
    assert kinds["denunciation"].name == "Đơn tố cáo"


@pytest.mark.parametrize("change", ["hidden = true", 'code = ""'])
def test_the_kind_of_denunciations_stays_and_has_a_code(own: Path, change: str) -> None:
    with pytest.raises(CatalogueError, match=r"kinds\.toml, line 2: ") as caught:
        with_file(own, "kinds", f'\n[[kind]]\nid = "denunciation"\n{change}\n')
    assert change.split(maxsplit=1)[0] in str(caught.value)
