"""Promise: the name of a denouncer is on no screen, unless somebody said yes to seeing it."""

from __future__ import annotations

import re

import pytest

from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import Table
from danvan_tui.tui.screens.form import RecordForm
from danvan_tui.tui.screens.help import HelpScreen
from danvan_tui.tui.screens.session import SessionScreen
from danvan_tui.tui.widgets.line import Line
from danvan_tui.vietnamese.fold import fold
from tests.tui.meeting import Meeting, opened

NAME, PHONE, SAID = "Đặng Quý Khoát", "0912345678", "Nhận phong bì"
_WORDS = re.compile(r"\bkhoat\b|0912345678|phong bi")


def betrays(meeting: Meeting) -> list[str]:
    """What on any screen could name the speaker."""
    return _WORDS.findall(fold(meeting.shown))


async def denounce(meeting: Meeting) -> None:
    await meeting.write(
        f"@{NAME}, Thôn Gò Vối: tc {SAID}",
        f"> hd Đã hướng dẫn ông Khoát, {NAME}",
        f"! Thanh tra xã | 15/12 | Trả lời {NAME}",
    )


@pytest.mark.parametrize("size", [(80, 24), (160, 40)])
async def test_no_list_chip_message_or_title_names_the_speaker(
    shelf: Shelf, code: str, size: tuple[int, int]
) -> None:
    async with opened(shelf, code, size=size) as meeting:
        await meeting.put(f"@{NAME}, Thôn Gò Vối: tc {SAID}")
        chips = meeting.seen.replace(meeting.line.value, "")
        assert "protected person" in chips
        assert not _WORDS.search(fold(chips.partition("›")[0]))
        await meeting.press("enter")
        assert not betrays(meeting)
        await meeting.write(f"> hd Đã hướng dẫn ông Khoát, {NAME}", f"! Thanh tra | 15/12 | {NAME}")
        assert not betrays(meeting)
        for key in ("up", "up", "up", "down", "f3", "f5", "f4"):
            await meeting.press(key)
            assert not betrays(meeting), key
        await meeting.write(f"@{NAME}, tc x")
        await meeting.put("x")
        await meeting.press("ctrl+u")
        assert not betrays(meeting)
        await meeting.press("f1")
        assert isinstance(meeting.app.screen, HelpScreen)
        assert not betrays(meeting)
        await meeting.press("escape", "f9")
        assert not betrays(meeting)
        await meeting.press("escape", "ctrl+z", "f8", "ctrl+z", "escape")
        assert not betrays(meeting)


async def test_a_kind_changed_to_denunciation_hides_the_speaker(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write(f"@{NAME}, Thôn Gò Vối: kn {SAID}")
        assert betrays(meeting)
        await meeting.press("f2")
        await meeting.fill("kind", "tc")
        await meeting.press("ctrl+s")
        assert not betrays(meeting)
        await meeting.press("ctrl+z")
        assert not betrays(meeting)


@pytest.mark.parametrize("record", [Table.ISSUES, Table.ANSWERS, Table.COMMITMENTS])
async def test_only_a_yes_shows_what_names_the_speaker(
    shelf: Shelf, code: str, record: Table
) -> None:
    async with opened(shelf, code) as meeting:
        await denounce(meeting)
        meeting.session.editing.open(record, next(iter(meeting.state.fold.rows[record])))
        await meeting.settle()
        assert "Keep them hidden" in meeting.seen
        assert not betrays(meeting)
        await meeting.press("enter")
        assert isinstance(meeting.app.screen, RecordForm)
        assert not betrays(meeting)
        await meeting.press("ctrl+s")
        await meeting.on(SessionScreen)
        meeting.session.editing.open(record, next(iter(meeting.state.fold.rows[record])))
        await meeting.settle()
        await meeting.press("right", "enter")
        assert betrays(meeting)
        await meeting.press("escape")
        await meeting.on(SessionScreen)
        assert not betrays(meeting)


async def test_a_hidden_form_changes_nothing_it_does_not_show(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await denounce(meeting)
        issue = next(iter(meeting.state.fold.rows[Table.ISSUES]))
        before = dict(meeting.state.fold.rows[Table.ISSUES][issue])
        meeting.session.editing.open(Table.ISSUES, issue)
        await meeting.settle()
        await meeting.press("enter")
        await meeting.fill("competence", "xã")
        await meeting.fill("resolved", "1/12/2026")
        await meeting.press("ctrl+s")
        assert not betrays(meeting)
        after = dict(meeting.state.fold.rows[Table.ISSUES][issue])
        assert after == before | {"competence": "commune", "resolved": "2026-12-01"}


async def test_a_line_corrected_into_a_denunciation_tells_of_nobody(
    shelf: Shelf, code: str
) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("2 ông trưởng thôn nhận quà")
        assert [one.presence for one in meeting.state.attendance()][1] == "present"
        meeting.said.clear()
        await meeting.press("ctrl+r", "ctrl+t", "enter")
        assert [one.protected for one in meeting.state.issues()] == [True]
        assert [one.presence for one in meeting.state.attendance()][1] == "present"
        await meeting.press("ctrl+z", "ctrl+y")
        told = [said for said in meeting.said if said]
        assert not any("articipant" in said for said in told)
        assert told[0] == "A protected entry"
        assert told[-1].endswith("a protected entry")


async def test_a_denouncer_taken_off_the_list_is_not_told_and_stays_known(
    shelf: Shelf, code: str
) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("2 tc Nhận tiền", "1 kn Đường", "2 pa Cầu")
        for number in (1, 2):
            person = meeting.state.attendance()[0].id
            await meeting.press("f3")
            meeting.session.move_to(Table.ATTENDANCE, person)
            await meeting.press("f8")
            assert f"Participant {number} was taken out. It can be brought back." in meeting.said
        named = [one.speaker_name for one in meeting.state.issues()]
        assert named == ["", "Lê Thị Hòa", "Trịnh Thị Mùi"]
        issue = next(iter(meeting.state.fold.rows[Table.ISSUES]))
        meeting.session.editing.open(Table.ISSUES, issue)
        await meeting.settle()
        await meeting.press("right", "enter")
        assert meeting.app.screen.query_one("#speaker", Line).value == "Trịnh Thị Mùi"
