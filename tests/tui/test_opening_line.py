"""Promise: what the hall says of an earlier promise costs three keys, and is never lost."""

from __future__ import annotations

import errno
import os
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from textual.events import Key, Paste

from danvan_tui.ledger import disk
from danvan_tui.ledger.draft import DraftFile
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import Result, SessionState, Value
from danvan_tui.tui.screens.form import RecordForm
from danvan_tui.tui.widgets.digits import Digits
from danvan_tui.tui.widgets.text import Text
from tests.capture.fast_lines import Line as Typed
from tests.capture.fast_lines import Part, extra_keys
from tests.tui.made_before import (
    PROMISES,
    answer,
    begun,
    go_through,
    here,
    line,
    promised,
    results,
    screen,
)
from tests.tui.meeting import NOW, opened, rendered

MAX_KEYS = 3
"""What a result may cost beside its words."""


@pytest.fixture(autouse=True)
def nothing_is_listed_unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let only what a test does make the app look for what was promised."""
    monkeypatch.setattr("danvan_tui.tui.screens.session.QUIET", 3600)


@pytest.fixture
def code(shelf: Shelf) -> str:
    """A new session in a village that was promised three things before."""
    promised(shelf, *PROMISES)
    return begun(shelf)


# Going through them


async def test_the_longest_owed_comes_first_with_how_late_it_is(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code, size=(80, 24)) as meeting:
        await go_through(meeting)
        assert list(results(meeting)) == ["Sửa đường [/b]", "Nạo vét mương", "Lắp đèn đường"]
        assert "DT-2026-001/2 30/09/2026 · 53 days overdue" in meeting.seen
        assert "Phòng Kinh tế xã — Sửa đường [/b]" in meeting.seen
        assert here(meeting) == "Sửa đường [/b]"
        assert "0/3 with a result" in meeting.seen
        assert meeting.app.focused is line(meeting)


LINES: tuple[tuple[str, str, dict[str, object]], ...] = (
    ("1", "bà con đã thấy", {"result": Result.CONFIRMED, "note": "bà con đã thấy"}),
    ("2", "mới xong một đoạn", {"result": Result.CONFIRMED_IN_PART, "note": "mới xong một đoạn"}),
    ("3", "còn ổ gà", {"result": Result.NOT_AS_PROMISED, "note": "còn ổ gà"}),
    ("4", "được 60%", {"result": Result.IN_PROGRESS, "progress": 60, "note": "được 60%"}),
    ("5", "hết vốn", {"result": Result.NOT_DONE, "reason": "hết vốn"}),
    ("6", "chờ vốn, đến 31/3/2027", {"result": Result.POSTPONED, "due": "2027-03-31"}),
    ("7", "cán bộ nói xong", {"result": Result.REPORTED_DONE, "note": "cán bộ nói xong"}),
    ("8", "kt: đúng việc của phòng", {"result": Result.REASSIGNED, "unit": "Phòng Kinh tế xã"}),
    ("9", "dân không cần nữa", {"result": Result.CANCELLED, "reason": "dân không cần nữa"}),
    ("0", "hết giờ", {"result": Result.NOT_REVIEWED, "reason": "hết giờ"}),
    ("", "bà con nhắc lại", {"result": Result.NOTED, "note": "bà con nhắc lại"}),
)


async def test_what_the_hall_says_costs_three_keys_beside_its_words(shelf: Shelf) -> None:
    promises: list[dict[str, Value]] = [
        {"content": f"Việc {number}", "due": "2026-09-30"} for number in range(len(LINES))
    ]
    promised(shelf, *promises)
    async with opened(shelf, begun(shelf), size=(80, 24)) as meeting:
        await go_through(meeting)
        for promise, (digit, words, fields) in zip(promises, LINES, strict=True):
            keys = tuple(digit) + ((" ",) if digit == "8" else ())
            typed: Typed = (Part(keys=keys), Part(said=words, keys=("enter",)))
            assert extra_keys(typed) <= MAX_KEYS
            assert here(meeting) == promise["content"]
            for part in typed:
                if part.said:
                    meeting.app.post_message(Paste(part.said))
                for key in part.keys:
                    meeting.app.post_message(Key(key, key if len(key) == 1 else None))
            await meeting.settle()
            said = answer(meeting, str(promise["content"]))
            assert {name: getattr(said, name) for name in fields} == fields
            assert said.on == "2026-11-22"
        assert f"{len(LINES)}/{len(LINES)} with a result" in meeting.seen
        assert meeting.state.session.state is SessionState.LIVE


async def test_keys_that_come_at_once_are_taken_in_their_order(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await go_through(meeting)
        for text in ("1 chắc xong", "3 một nửa"):
            for letter in text.replace("ắ", "a\x7fă\x7fắ"):
                known = {"\x7f": "backspace", " ": "space"}.get(letter)
                character = None if known == "backspace" else letter
                meeting.app.post_message(Key(known or letter, character))
            meeting.app.post_message(Key("enter", None))
        await meeting.settle()
        first, second = answer(meeting, "Sửa đường [/b]"), answer(meeting, "Nạo vét mương")
        assert (first.result, first.note) == (Result.CONFIRMED, "chắc xong")
        assert (second.result, second.note) == (Result.NOT_AS_PROMISED, "một nửa")
        assert here(meeting) == "Lắp đèn đường"


async def test_what_is_understood_stands_out_while_one_types(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code, size=(80, 24)) as meeting:
        await go_through(meeting)
        for said in ("1 confirmed", "6 postponed", "0 not reviewed", "5 not done"):
            assert said in rendered(screen(meeting).query_one(Digits))
        await meeting.put("6 chờ vốn, đến 31/3/2027")
        found = rendered(screen(meeting).query_one("#found", Text))
        assert "31/03/2027" in found
        await meeting.press("enter")
        assert results(meeting)["Sửa đường [/b]"] == "postponed 31/03/2027"


async def test_a_click_types_the_digit_of_a_result(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code, size=(80, 24)) as meeting:
        await go_through(meeting)
        await meeting.put("còn ổ gà")
        at = rendered(screen(meeting).query_one(Digits)).index("3 not as said")
        await meeting.pilot.click("#digits", offset=(at + 2, 0))
        assert line(meeting).value == "3 còn ổ gà"
        await meeting.pilot.click("#digits", offset=(at + 2, 1))
        assert line(meeting).value == "8 còn ổ gà"


async def test_what_cannot_be_recorded_stays_in_the_line(shelf: Shelf, code: str) -> None:
    refused = {
        "5": "needs a reason",
        "6 chờ vốn": "Until when?",
        "6 chờ vốn, đến 1/1/2026": "before the meeting",
        "8": "Who takes it over?",
        "4 xong 160%": "is no progress",
    }
    async with opened(shelf, code) as meeting:
        await go_through(meeting)
        for typed, why in refused.items():
            await meeting.write(typed)
            assert why in meeting.said[-2]
            assert line(meeting).value == typed
            assert line(meeting).has_class("refused")
            assert here(meeting) == "Sửa đường [/b]"
            assert not meeting.session.recorder.waiting
            await meeting.press("escape")
        assert answer(meeting, "Sửa đường [/b]").result is None


async def test_a_new_line_takes_the_place_of_a_wrong_one(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await go_through(meeting)
        await meeting.write("6 chờ vốn đến 31/3/2027")
        await meeting.press("up")
        assert here(meeting) == "Sửa đường [/b]"
        await meeting.write("1 nghe nhầm, đã xong")
        said = answer(meeting, "Sửa đường [/b]")
        assert (said.result, said.note) == (Result.CONFIRMED, "nghe nhầm, đã xong")
        assert (said.reason, said.due, said.was_due, said.after) == ("", "", "", [])
        assert len(meeting.state.reviews()) == 3
        await meeting.press("ctrl+z")
        said = answer(meeting, "Sửa đường [/b]")
        assert (said.result, said.due) == (Result.POSTPONED, "2027-03-31")
        await meeting.press("ctrl+z")
        assert answer(meeting, "Sửa đường [/b]").result is None
        assert here(meeting) == "Sửa đường [/b]"
        assert meeting.state.session.state is SessionState.DRAFT
        await meeting.press("ctrl+y")
        assert answer(meeting, "Sửa đường [/b]").result is Result.POSTPONED


async def test_the_form_has_all_of_it_by_the_same_rules(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await go_through(meeting)
        await meeting.press("f2")
        assert isinstance(meeting.app.screen, RecordForm)
        await meeting.fill("result", "postponed")
        await meeting.fill("reason", "chờ vốn")
        await meeting.press("ctrl+s")
        await meeting.until(lambda: any("Until when?" in said for said in meeting.said))
        await meeting.on(RecordForm)
        await meeting.fill("due_text", "31/3/2027")
        await meeting.fill("by", "Trưởng thôn")
        await meeting.press("ctrl+s")
        await meeting.until(lambda: answer(meeting, "Sửa đường [/b]").result)
        said = answer(meeting, "Sửa đường [/b]")
        assert (said.result, said.due, said.reason) == (Result.POSTPONED, "2027-03-31", "chờ vốn")
        assert (said.was_due, said.on, said.by) == ("2026-09-30", "2026-11-22", "Trưởng thôn")


async def test_the_rest_was_not_reviewed_for_one_reason(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await go_through(meeting)
        await meeting.write("1 xong")
        await meeting.press("f8", "enter")
        assert sum(one.result is None for one in meeting.state.reviews()) == 2
        await meeting.press("f8")
        await meeting.put("Hết giờ")
        await meeting.press("enter")
        await meeting.until(lambda: all(one.result for one in meeting.state.reviews()))
        rest = [one for one in meeting.state.reviews() if one.promise != "Sửa đường [/b]"]
        assert {(one.result, one.reason) for one in rest} == {(Result.NOT_REVIEWED, "Hết giờ")}
        await meeting.press("ctrl+z")
        assert sum(one.result is None for one in meeting.state.reviews()) == 2


async def test_esc_empties_the_line_before_it_leaves_and_f3_goes_to_the_board(
    shelf: Shelf, code: str
) -> None:
    async with opened(shelf, code) as meeting:
        await go_through(meeting)
        await meeting.put("1 dở")
        await meeting.press("escape")
        assert line(meeting).value == ""
        await meeting.press("ctrl+z")
        assert line(meeting).value == "1 dở"
        await meeting.press("escape", "f3")
        assert getattr(meeting.app.screen, "PLACE", "") == "board"
        await meeting.press("escape", "escape")
        await meeting.until(lambda: meeting.app.screen is meeting.session)


async def test_a_laptop_whose_clock_is_a_year_behind_still_records(tmp_path: Path) -> None:
    behind = datetime(2025, 11, 22, 8, 30, tzinfo=NOW.tzinfo)
    shelf = Shelf(tmp_path / "data", clock=lambda: behind)
    promised(shelf, PROMISES[0])
    async with opened(shelf, begun(shelf)) as meeting:
        await go_through(meeting)
        await meeting.write("1 xong")
        said = answer(meeting, "Lắp đèn đường")
        assert (said.result, said.on) == (Result.CONFIRMED, "2026-11-22")


async def test_a_session_that_is_gone_from_the_shelf_takes_no_result_away(
    shelf: Shelf, code: str
) -> None:
    async with opened(shelf, code) as meeting:
        await go_through(meeting)
    shutil.rmtree(shelf.find("DT-2026-001"))
    async with opened(shelf, code) as meeting:
        await meeting.press("ctrl+n")
        assert here(meeting) == "Sửa đường [/b]"
        assert "30/09/2026 · 53 days overdue" in meeting.seen
        await meeting.write("6 chờ vốn đến 31/3/2027")
        said = answer(meeting, "Sửa đường [/b]")
        assert (said.result, said.was_due) == (Result.POSTPONED, "2026-09-30")


# What is typed is never lost


async def test_a_line_survives_the_program_and_is_offered_where_it_was_typed(
    shelf: Shelf, code: str, tmp_path: Path
) -> None:
    folder = shelf.find(code)
    async with opened(shelf, code) as meeting:
        await go_through(meeting)
        await meeting.write("1 xong")
        await meeting.put("3 còn dở da")
        draft = DraftFile(folder / "opening.log")
        await meeting.until(lambda: "3 còn dở da" in draft.read().values(), "for the draft")
        copy = tmp_path / "killed"
        shutil.copytree(shelf.root, copy)
        await meeting.press("enter")
    killed = Shelf(copy, clock=lambda: NOW)
    async with opened(killed, code) as meeting:
        assert line(meeting).value == "3 còn dở da"
        assert here(meeting) == "Nạo vét mương"
        await meeting.press("enter")
        assert answer(meeting, "Nạo vét mương").note == "còn dở da"
        await meeting.press("escape")
    for once_more in (killed, shelf):
        async with opened(once_more, code) as meeting:
            assert meeting.app.screen is meeting.session


async def test_what_was_recorded_just_before_the_end_is_not_offered_again(
    shelf: Shelf, code: str
) -> None:
    async with opened(shelf, code) as meeting:
        await go_through(meeting)
        await meeting.write("3 còn dở")
        review = answer(meeting, "Sửa đường [/b]").id
    draft = DraftFile(shelf.find(code) / "opening.log")
    draft.write({f"0000 {review}": "3 còn dở"})
    async with opened(shelf, code) as meeting:
        assert meeting.app.screen is meeting.session
    assert draft.read() == {}


async def test_a_full_disk_keeps_every_result_in_order(
    shelf: Shelf, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(shelf, code, size=(80, 24)) as meeting:
        await go_through(meeting)

        def full(*_how: object) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr(disk, "write_at", full)
        await meeting.write("1 xong", "3 còn dở")
        assert "✗ Not saved: No space left on device." in meeting.seen
        assert here(meeting) == "Lắp đèn đường"
        assert all(one.result is None for one in meeting.state.reviews())
        monkeypatch.undo()
        await meeting.press("enter")
        assert "✓ Saved" in meeting.seen
        assert answer(meeting, "Sửa đường [/b]").note == "xong"
        assert answer(meeting, "Nạo vét mương").note == "còn dở"
