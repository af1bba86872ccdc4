"""The catalogues that are shipped, the commune's changes to them, and what is said of errors."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from danvan_tui.language import choose, chosen
from danvan_tui.model.catalogue import (
    CatalogueError,
    Catalogues,
    load_catalogues,
    survives_typing,
)
from danvan_tui.model.folders import shipped_data

NAMES = (
    "kinds fields units outcomes groups roles competences deadlines days_off".split()  # noqa: SIM905
)
ISSUES = json.loads((shipped_data() / "samples" / "issues.json").read_text(encoding="utf-8"))
NEW_FIELD = '[[field]]\nid = "tourism"\nname = "Du lịch"\ncode = "dul"\n'


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    before = chosen()
    choose("en")
    yield
    choose(before)


@pytest.fixture(scope="module")
def shipped() -> Catalogues:
    return load_catalogues(shipped_data(), None)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "catalogues").mkdir()
    return tmp_path


def _with(own: Path, name: str, text: str | bytes) -> Catalogues:
    data = text.encode("utf-8") if isinstance(text, str) else text
    (own / "catalogues" / f"{name}.toml").write_bytes(data)
    return load_catalogues(shipped_data(), own)


# What is shipped


def test_the_words_of_the_law_are_all_there(shipped: Catalogues) -> None:
    assert set(shipped.kinds) == {
        "proposal",
        "report",
        "question",
        "complaint",
        "denunciation",
        "unclear",
    }
    assert set(shipped.outcomes) == {
        "explained",
        "promised",
        "referred",
        "guided",
        "mediation",
        "settled_before",
    }
    assert set(shipped.competences) == {"commune", "higher", "other", "unknown"}
    assert set(shipped.roles) == {
        "chair",
        "co_chair",
        "secretary",
        "official",
        "village_head",
        "citizen",
    }


def test_only_a_denunciation_is_protected(shipped: Catalogues) -> None:
    assert [kind.id for kind in shipped.kinds.values() if kind.protected] == ["denunciation"]


def test_codes_are_one_to_one_and_survive_an_input_method(shipped: Catalogues) -> None:
    line = [
        entry.code
        for catalogue in (shipped.kinds, shipped.fields, shipped.outcomes)
        for entry in catalogue.values()
    ]
    units = [unit.code for unit in shipped.units.values()]
    assert len(line) == len(set(line))
    assert len(units) == len(set(units))
    for code in line + units:
        assert re.fullmatch("[a-z]{2,6}", code)
        assert survives_typing(code)


def test_a_code_leads_to_its_entry_whatever_its_catalogue(shipped: Catalogues) -> None:
    assert shipped.by_code("kn") is shipped.kinds["proposal"]
    assert shipped.by_code("gt") is shipped.fields["rural_roads"]
    assert shipped.by_code("ck") is shipped.outcomes["promised"]
    assert shipped.by_code("zz") is None
    assert shipped.units.by_code["ca"] is shipped.units["police"]


@pytest.mark.parametrize(
    "code",
    ["dien", "ho", "hoi", "ntm", "sx", "tr", "xd", "cds", "tinh", "kn", "zu", "fa"],
)
def test_which_codes_telex_leaves_alone(code: str) -> None:
    assert survives_typing(code)


@pytest.mark.parametrize(
    "code",
    [
        "dd",
        "dnd",
        "hdnd",
        "wa",
        "kw",
        "as",
        "angs",
        "hof",
        "ur",
        "ax",
        "oj",
        "yz",
        "ana",
        "eke",
        "ovo",
    ],
)
def test_which_codes_telex_would_change(code: str) -> None:
    assert not survives_typing(code)


@pytest.mark.parametrize("kind", sorted({issue["kind"] for issue in ISSUES}))
def test_every_kind_of_the_sample_is_known(shipped: Catalogues, kind: str) -> None:
    assert kind in shipped.kinds.by_name


@pytest.mark.parametrize("field", sorted({issue["field"] for issue in ISSUES}))
def test_every_field_of_the_sample_is_known(shipped: Catalogues, field: str) -> None:
    assert field in shipped.fields.by_name


def test_every_unit_of_the_sample_is_known(shipped: Catalogues) -> None:
    known = set(shipped.units.by_name)
    asked = {issue["commitment"]["unit"] for issue in ISSUES if issue["commitment"]}
    single = {unit for unit in asked if unit in known or not re.search(r", |\(| phối hợp ", unit)}
    villages = {issue["village"].removeprefix("Thôn ") for issue in ISSUES}
    assert len(single) >= 15
    for unit in single:
        head = unit.startswith("Trưởng thôn ") and unit.removeprefix("Trưởng thôn ") in villages
        assert ("Trưởng thôn" if head else unit) in known


def test_units_and_roles_of_the_sample_roster_are_known(shipped: Catalogues) -> None:
    text = (shipped_data() / "samples" / "roster.csv").read_text(encoding="utf-8-sig")
    for row in text.splitlines()[1:]:
        _name, role, _position, place, *_rest = row.split(";")
        assert role in shipped.roles.by_name
        assert place.startswith("Thôn ") or place in shipped.units.by_name


def test_the_clocks_are_those_of_the_law(shipped: Catalogues) -> None:
    clocks = {
        entry.id: (entry.limit, entry.unit, entry.direction, entry.mark)
        for entry in shipped.deadlines.values()
    }
    assert clocks["dialogue_announce"] == (7, "days", "before", "P")
    assert clocks["dialogue_publish"] == (10, "days", "after", "P")
    assert clocks["reception_status"] == (10, "working_days", "after", "V")
    assert clocks["complaint_accept"] == (7, "working_days", "after", "V")
    assert clocks["complaint_settle"] == (30, "days", "after", "V")
    assert clocks["denunciation_pass_on"] == (5, "working_days", "after", "V")


def test_days_off_are_read(shipped: Catalogues) -> None:
    off = {day.date.isoformat(): day for day in shipped.days_off}
    assert off["2026-11-24"].off


# The commune's own changes


def test_a_new_id_is_added_after_the_shipped_ones(own: Path, shipped: Catalogues) -> None:
    fields = _with(own, "fields", NEW_FIELD).fields
    assert list(fields) == [*shipped.fields, "tourism"]
    assert fields.by_code["dul"].name == "Du lịch"
    assert fields.choices[-1].id == "tourism"


def test_a_known_id_changes_what_it_says_and_keeps_its_place(
    own: Path, shipped: Catalogues
) -> None:
    units = _with(own, "units", '[[unit]]\nid = "police"\nname = "Công an phường"\n').units
    assert units["police"].name == "Công an phường"
    assert units["police"].code == shipped.units["police"].code
    assert list(units) == list(shipped.units)
    assert "Công an xã" not in units.by_name


def test_a_hidden_entry_is_offered_nowhere_but_old_minutes_find_it(own: Path) -> None:
    fields = _with(own, "fields", '[[field]]\nid = "land"\nhidden = true\n').fields
    assert fields["land"].name == "Đất đai"
    assert fields["land"] not in fields.choices
    assert "dt" not in fields.by_code
    assert "Đất đai" not in fields.by_name


def test_the_code_and_name_of_a_hidden_entry_are_free_again(own: Path) -> None:
    text = (
        '[[field]]\nid = "land"\nhidden = true\n'
        '[[field]]\nid = "soil"\nname = "Đất đai"\ncode = "dt"\n'
    )
    assert _with(own, "fields", text).by_code("dt") is not None


def test_the_day_of_a_commune_takes_the_place_of_the_shipped_day(own: Path) -> None:
    text = '[[day]]\ndate = 2026-11-24\noff = false\nname = "Làm bù"\nsource = "x"\n'
    days = [day for day in _with(own, "days_off", text).days_off if str(day.date) == "2026-11-24"]
    assert [(day.off, day.name) for day in days] == [(False, "Làm bù")]


def test_days_off_stand_in_the_order_of_the_calendar(own: Path) -> None:
    text = '[[day]]\ndate = 2020-01-01\noff = true\nname = "Tết Dương lịch"\n'
    dates = [day.date for day in _with(own, "days_off", text).days_off]
    assert dates[0].year == 2020
    assert dates == sorted(dates)


def test_files_from_notepad_and_from_a_mac_are_read_as_the_same_text(own: Path) -> None:
    decomposed = NEW_FIELD.replace("Du lịch", " Du li\u0323ch ").replace("\n", "\r\n")
    fields = _with(own, "fields", b"\xef\xbb\xbf" + decomposed.encode()).fields
    assert fields["tourism"].name == "Du lịch"


def test_a_data_folder_without_catalogues_changes_nothing(
    tmp_path: Path, shipped: Catalogues
) -> None:
    loaded = load_catalogues(shipped_data(), tmp_path / "not yet there")
    assert list(loaded.fields.values()) == list(shipped.fields.values())


# Errors name the file, the line and the remedy

BEFORE = "# ghi chú\n" + NEW_FIELD + "\n"
ENTRY = '[[field]]\nid = "x"\nname = "X"\ncode = "kx"\n'
ERRORS = {
    "syntax": (BEFORE + "[[field]]\nid = \n", 8, "rules of a catalogue file", "compare the line"),
    "unfinished": (BEFORE + '[[field]]\nname = "X', 8, "rules", "compare the line"),
    "missing id": (BEFORE + '[[field]]\nname = "X"\n', 7, "lacks “id”", "add a line id"),
    "missing name": (BEFORE + '[[field]]\nid = "x"\n', 7, "lacks “name”", "add a line name"),
    "missing code": (BEFORE + '[[field]]\nid="x"\nname="X"', 7, "lacks “code”", "2 to 6"),
    "wrong type": (BEFORE + ENTRY + 'hidden = "yes"', 7, "“hidden”", "true or false"),
    "wrong list": (BEFORE + ENTRY + 'aliases = "Y"', 7, "“aliases”", "a list of texts"),
    "bad id": (BEFORE + ENTRY.replace('"x"', '"X y"'), 7, "“id”", "lower-case"),
    "empty name": (BEFORE + ENTRY.replace('"X"', '"  "'), 7, "“name”", "short text"),
    "unknown key": (BEFORE + ENTRY + 'colour = "red"', 7, "“colour” is not known", "only: id"),
    "unknown table": (BEFORE + "[[fields]]\n", 7, "“fields” is not known", "[[field]]"),
    "table": ("\n[field]\n", 2, "not a list", "[[field]]"),
    "double id": (BEFORE + NEW_FIELD, 7, "“tourism” stands twice", "keep one"),
    "double code": (BEFORE + ENTRY.replace("kx", "dt"), 7, "code “dt” is already", "another"),
    "code of a kind": (
        BEFORE + ENTRY.replace("kx", "kn"),
        7,
        "used by the entry “proposal”",
        "hide",
    ),
    "code of an outcome": (
        BEFORE + ENTRY.replace("kx", "ck"),
        7,
        "used by the entry “promised”",
        "hide",
    ),
    "double name": (BEFORE + ENTRY.replace('"X"', '"Y tế"'), 7, "name “Y tế” is", "another"),
    "long code": (BEFORE + ENTRY.replace("kx", "toolong"), 7, "“code”", "2 to 6"),
    "accents": (BEFORE + ENTRY.replace("kx", "đx"), 7, "“code”", "2 to 6"),
    "input method": (BEFORE + ENTRY.replace("kx", "ddk"), 7, "would change the code", "without w"),
    "inline": ('\n\nfield = [{id = "x"}]\n', 3, "lacks “name”", "add a line name"),
    "control": (BEFORE + ENTRY.replace('"X"', '"X\\u001b[2J"'), 7, "invisible", "type it anew"),
    "two lines": (BEFORE + ENTRY.replace('"X"', '"""X\nY"""'), 7, "invisible", "one line"),
    "direction mark": (BEFORE + ENTRY.replace('"X"', '"X\u202eY"'), 7, "invisible", "anew"),
}


@pytest.mark.parametrize("case", ERRORS)
def test_an_error_names_file_line_and_remedy(own: Path, case: str) -> None:
    text, line, problem, remedy = ERRORS[case]
    with pytest.raises(CatalogueError) as caught:
        _with(own, "fields", text)
    error = caught.value
    assert error.path == own / "catalogues" / "fields.toml"
    assert error.line == line
    assert problem in error.problem
    assert remedy in error.remedy
    message = str(error)
    assert f"{error.path}, line {line}: {error.problem}" in message
    assert "left as they are" in message
    assert message.isprintable()


def test_an_encoding_other_than_utf_8_is_named_with_its_line(own: Path) -> None:
    with pytest.raises(CatalogueError, match=r"fields\.toml, line 3: .*UTF-8") as caught:
        _with(own, "fields", b'[[field]]\nid = "x"\nname = "\xd0\xe2t"\n')
    assert "save it with encoding UTF-8" in caught.value.remedy


def test_a_file_that_cannot_be_opened_is_named(own: Path) -> None:
    (own / "catalogues" / "fields.toml").mkdir()
    with pytest.raises(CatalogueError, match=r"fields\.toml, line 1: .*cannot be read"):
        load_catalogues(shipped_data(), own)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("deadlines", '[[deadline]]\nid = "complaint_accept"\nunit = "hours"\n', '"working_days"'),
        ("deadlines", '[[deadline]]\nid = "complaint_accept"\nlimit = 0\n', "from 1 to 1000"),
        ("kinds", '[[kind]]\nid = "report"\nmark = "X"\n', '"V", "P", "M"'),
        ("days_off", '[[day]]\ndate = 24\noff = true\nname = "x"\n', "a day such as 2026-11-24"),
    ],
)
def test_a_wrong_word_is_answered_with_the_right_ones(
    own: Path, name: str, text: str, expected: str
) -> None:
    with pytest.raises(CatalogueError) as caught:
        _with(own, name, text)
    assert expected in caught.value.remedy
    assert caught.value.line == 1


@pytest.mark.parametrize("kind", ["denunciation", "proposal"])
def test_no_catalogue_decides_whose_speaker_is_secret(own: Path, kind: str) -> None:
    text = f'[[kind]]\nid = "{kind}"\nprotected = false\n'
    with pytest.raises(CatalogueError, match="protected"):
        _with(own, "kinds", text)


def test_renaming_denunciations_keeps_them_secret(own: Path) -> None:
    kinds = _with(own, "kinds", '[[kind]]\nid = "denunciation"\nname = "Đơn tố cáo"\n').kinds
    assert kinds["denunciation"].protected
    assert kinds["denunciation"].name == "Đơn tố cáo"


@pytest.mark.parametrize("change", ["hidden = true", 'code = ""'])
def test_the_kind_of_denunciations_stays_and_has_a_code(own: Path, change: str) -> None:
    with pytest.raises(CatalogueError, match=r"kinds\.toml, line 2: ") as caught:
        _with(own, "kinds", f'\n[[kind]]\nid = "denunciation"\n{change}\n')
    assert change.split(maxsplit=1)[0] in str(caught.value)


def test_the_communes_file_is_at_fault_where_it_takes_a_later_shipped_code(own: Path) -> None:
    with pytest.raises(CatalogueError, match=r"kinds\.toml, line 2: .*“rural_roads”"):
        _with(own, "kinds", '\n[[kind]]\nid = "report"\ncode = "gt"\n')


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_file_that_is_missing_is_named(tmp_path: Path, name: str) -> None:
    shutil.copytree(shipped_data() / "catalogues", tmp_path / "catalogues")
    (tmp_path / "catalogues" / f"{name}.toml").unlink()
    with pytest.raises(CatalogueError, match=rf"{name}\.toml, line 1: "):
        load_catalogues(tmp_path, None)


# Whatever bytes stand in an own file

_FRAGMENTS = st.sampled_from(
    [
        *(
            "[[field]]",
            "[[day]]",
            "[field]",
            "field = ",
            "id = ",
            "name = ",
            "code = ",
            "hidden = ",
        ),
        *("aliases = ", "date = ", "protected = ", '"land"', '"x"', '"kn"', '"\\u001b"', "true"),
        *("2026-11-24", "2026-11-24T00:00:00", "07:00", "nan", "-1", "1e9", "[", "]", "{", "}"),
        *("\n", "\n", "\n", "\r", "=", ".", ",", "#", "'''", '"""', "\ufeff", "Đ", "\u0301"),
    ]
)
_BYTES = st.binary(max_size=80) | st.lists(_FRAGMENTS, max_size=25).map(
    lambda parts: "".join(parts).encode()
)


@settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(name=st.sampled_from(["fields", "kinds", "days_off"]), data=_BYTES)
@example(name="fields", data=b"a = " + b"[" * 5000)
@example(name="fields", data=b"a = 1" + b"0" * 5000)
@example(name="fields", data=b'[[field]]\nid = "x"\nname' + b".a" * 5000 + b" = 1")
@example(name="fields", data=b"[[field]]\nid = 0x" + b"f" * 9000)
@example(name="fields", data=b"[[field]]\nid = [1]\n")
@example(name="days_off", data=b"[[day]]\ndate = {}\n")
@example(name="days_off", data=b"[[day]]\ndate = 2026-11-24T00:00:00\noff=true\nname='x'\n")
@example(name="fields", data=b"\xff\xfe[\0")
def test_any_bytes_load_or_are_refused_politely(own: Path, name: str, data: bytes) -> None:
    for file in (own / "catalogues").iterdir():
        file.unlink()
    refusal = None
    try:
        _with(own, name, data)
    except CatalogueError as error:
        refusal = error
    if refusal:
        assert refusal.path == own / "catalogues" / f"{name}.toml"
        assert 1 <= refusal.line <= data.count(b"\n") + 1
        assert str(refusal).isprintable()
