"""Promise: a denouncer is not named by chips, problems, messages or the list of those present."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_tui.capture import Context, read_line, record_line
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.model.records import Presence, Table
from tests.capture.conftest import context_of, open_notebook
from tests.capture.denouncer import (
    BETRAYING,
    CODES,
    NAME,
    SPEAKERS,
    VILLAGE,
    assert_silent,
    list_denouncer,
    shown,
)

OTHERS = [["kn"], ["gt"], ["x6"], ["kn", "gt"], ["gt", "x6"], []]


@pytest.mark.parametrize("speaker", SPEAKERS)
def test_the_speaker_of_a_denunciation_is_never_shown(listed: Context, speaker: str) -> None:
    for others in OTHERS:
        for order in itertools.permutations(["tc", *others]):
            for line in _placed(speaker, list(order)):
                assert_silent(read_line(f"{line} nhận tiền", listed))
                assert_silent(read_line(line, listed))


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("speaker", SPEAKERS)
def test_the_code_is_taken_however_it_is_typed(listed: Context, code: str, speaker: str) -> None:
    for line in _placed(speaker, [code]):
        reading = read_line(f"{line} nhận tiền", listed)
        assert_silent(reading)
        assert reading.protected
        assert reading.problem or (reading.kind, reading.content) == ("denunciation", "nhận tiền")


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("speaker", ["1", "1:", "@1", "@mùi", f"@{NAME},", f"@{NAME}, {VILLAGE}"])
def test_the_speaker_before_the_code_is_kept(once: Context, code: str, speaker: str) -> None:
    reading = read_line(f"{speaker} {code} nhận tiền", once)
    assert (reading.problem, reading.speaker) == ("", once.people.attendance[0].id)
    assert (reading.kind, reading.content) == ("denunciation", "nhận tiền")


@pytest.mark.parametrize("code", ["tc", "TC", "Tc", "tc:", "TC,", "tccv", "cvtc"])
def test_the_code_is_taken_glued_to_the_number(once: Context, code: str) -> None:
    reading = read_line(f"1{code} nhận tiền", once)
    assert (reading.problem, reading.speaker) == ("", once.people.attendance[0].id)
    assert (reading.kind, reading.content) == ("denunciation", "nhận tiền")
    assert reading.protected
    assert_silent(reading)


@pytest.mark.parametrize(
    "line", ["1kntc nhận", "1“tc” nhận", "999tc nhận", "1tc/x", "1TCx, tố cáo"]
)
def test_glued_otherwise_it_is_no_name_in_the_open(listed: Context, line: str) -> None:
    reading = read_line(f"{line} tiền", listed)
    assert reading.problem or not (reading.speaker or reading.speaker_name)
    assert_silent(reading)


@pytest.mark.parametrize("cut", ["tc nhận tiền", "TC: nhận tiền", "Tố cáo ông Ba: nhận tiền"])
def test_a_written_name_ends_before_a_denunciation(once: Context, cut: str) -> None:
    reading = read_line(f"{NAME}, {VILLAGE} {cut}", once)
    assert reading.protected
    assert reading.problem or reading.speaker == once.people.attendance[0].id
    assert_silent(reading)


def test_a_speaker_of_another_kind_is_shown(listed: Context) -> None:
    chips = read_line("1 kn nhận tiền", listed).chips
    assert any(NAME in chip.text for chip in chips)


@given(text=st.text(max_size=60), speaker=st.sampled_from(SPEAKERS))
def test_whatever_follows(hidden: Context, text: str, speaker: str) -> None:
    said = shown(read_line(f"{speaker} tc {text}", hidden))
    assert not BETRAYING.search(said) or BETRAYING.search(text)


@pytest.fixture(scope="module")
def hidden(tmp_path_factory: pytest.TempPathFactory, catalogues: Catalogues) -> Context:
    """The denouncer on the list, and a denunciation as the last issue."""
    notebook = open_notebook(tmp_path_factory.mktemp("hidden"))
    list_denouncer(notebook, 2)
    context = context_of(notebook, catalogues)
    record_line(notebook, context, "1 tc nhận tiền")
    return context.refreshed(notebook.state)


@pytest.mark.parametrize(
    "line",
    [
        ". nói tiếp",
        "> @mùi đã nghe",
        f"> @{NAME}, {VILLAGE}: đã nghe",
        "> @thị mùi đã nghe",
        "> 1: bà Mùi đã nghe",
        "/1: bà Mùi đã nghe",
        ";kt gặp bà Mùi trước 15/12",
        f"; {NAME}, kt: gặp",
        f"; Trưởng thôn {NAME}, mai gặp",
        f"! {NAME} | mai | gặp",
        "! kt | gặp bà Mùi xong | gặp",
        "! kt | trước ngày bà Mùi đi | gặp",
        f"! Công an xã, {NAME} | mai | gặp",
        f"! kt gặp {NAME}",
    ],
)
def test_what_hangs_on_a_denunciation_does_not_show_the_name(hidden: Context, line: str) -> None:
    assert_silent(read_line(line, hidden))


def test_the_speaker_of_a_denunciation_cannot_be_repeated(hidden: Context) -> None:
    reading = read_line(". gt nói tiếp", hidden)
    assert "who speaks" in reading.problem
    assert (reading.speaker, reading.speaker_name) == ("", "")


def test_recording_a_denunciation_says_no_name_and_marks_nobody(
    notebook: Notebook, catalogues: Catalogues
) -> None:
    notebook.record([notebook.new(Table.ATTENDANCE, name=NAME, village=VILLAGE)])
    recorded = record_line(notebook, context_of(notebook, catalogues), "@mùi tc nhận tiền")
    assert not BETRAYING.search(recorded.message)
    assert notebook.state.attendance()[0].presence is Presence.LISTED
    (issue,) = notebook.state.issues()
    assert notebook.state.protected_speaker(issue.id).speaker == notebook.state.attendance()[0].id
    assert not issue.speaker


@pytest.mark.parametrize("speaker", SPEAKERS)
def test_nothing_is_assumed_about_a_denunciation(listed: Context, speaker: str) -> None:
    for words in ("Đề nghị sửa đường", "tố cáo sửa đường"):
        reading = read_line(f"{speaker} tc {words}", listed)
        assert (reading.assumed, reading.field) == ((), "")
    assert read_line(f"{speaker} Tố cáo lấn đất", listed).field == ""


def test_a_neutral_line_is_recorded_without_anybody(
    notebook: Notebook, catalogues: Catalogues
) -> None:
    record_line(notebook, context_of(notebook, catalogues), "tc")
    (issue,) = notebook.state.issues()
    secret = notebook.state.protected_speaker(issue.id)
    assert (secret.kind, secret.speaker, secret.speaker_name) == ("denunciation", "", "")
    assert (secret.content, secret.village, secret.assumed) == ("", "", [])


def test_a_denunciation_needs_no_words(listed: Context) -> None:
    assert not read_line("tc", listed).problem


def _placed(speaker: str, codes: list[str]) -> list[str]:
    """The line with the speaker first, and behind the first code where @ allows it."""
    lines = [" ".join([speaker, *codes])]
    if speaker.startswith("@"):
        lines.append(" ".join([codes[0], speaker, *codes[1:]]))
    return lines
