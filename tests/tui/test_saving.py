"""Promise: what is shown as saved is on the disk, and what cannot be saved waits in its order."""

from __future__ import annotations

import errno
import os

import pytest

from danvan_tui.ledger import disk
from danvan_tui.ledger.draft import Draft, DraftFile
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import Table
from danvan_tui.tui.line_draft import Typed, draft_of, not_recorded
from danvan_tui.tui.screens.dialogs import Confirm
from danvan_tui.tui.screens.form import RecordForm
from danvan_tui.tui.screens.home import HomeScreen
from danvan_tui.tui.screens.session import SessionScreen
from danvan_tui.tui.widgets.area import Area
from tests.tui.meeting import Meeting, opened


class Disk:
    """The disk of the machine, which can be full."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.full = False
        self._write = disk.write_at
        monkeypatch.setattr(disk, "write_at", self._write_unless_full)

    def _write_unless_full(self, fd: int, data: bytes, offset: int) -> None:
        if self.full:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self._write(fd, data, offset)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Disk:
    return Disk(monkeypatch)


def contents(meeting: Meeting) -> list[str]:
    return [issue.content for issue in meeting.state.issues()]


@pytest.mark.parametrize("size", [(80, 24), (160, 36)])
async def test_a_full_disk_keeps_everything_in_order_until_there_is_room(
    shelf: Shelf, code: str, machine: Disk, size: tuple[int, int]
) -> None:
    async with opened(shelf, code, size=size) as meeting:
        await meeting.write("1 kn Một")
        machine.full = True
        await meeting.write("2 kn Hai", "> tr Ba")
        assert "✗ Not saved: No space left on device." in meeting.seen
        seen = " ".join(meeting.seen.split())
        assert "2 entries are waiting here." in seen
        assert "✓ Saved" not in meeting.seen
        assert contents(meeting) == ["Một"]
        await meeting.press("f2")
        await meeting.fill("note", "bốn")
        await meeting.press("ctrl+s")
        assert "3 entries are waiting here." in " ".join(meeting.seen.split())
        await meeting.press("enter")
        assert "✗ Not saved" in meeting.seen
        machine.full = False
        await meeting.press("enter")
        assert "✓ Saved at" in meeting.seen
        assert contents(meeting) == ["Một", "Hai"]
    kept = shelf.open(code, write=False).state
    first, second = kept.issues()
    assert (first.note, second.content) == ("bốn", "Hai")
    assert [answer.issue for answer in kept.answers()] == [second.id]


async def test_a_folder_that_was_pulled_away_saves_nothing_until_it_is_back(
    shelf: Shelf, code: str
) -> None:
    folder = shelf.find(code)
    away = folder.with_name(".pulled")
    async with opened(shelf, code) as meeting:
        await meeting.write("1 kn Một")
        folder.rename(away)
        await meeting.write("2 kn Hai")
        assert "✗ Not saved" in meeting.seen
        assert contents(meeting) == ["Một"]
        away.rename(folder)
        await meeting.press("enter")
        assert "✓ Saved at" in meeting.seen
    kept = shelf.open(code, write=False).state
    assert [issue.content for issue in kept.issues()] == ["Một", "Hai"]


async def test_leaving_with_something_unsaved_asks_first(
    shelf: Shelf, code: str, machine: Disk
) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 kn Một")
        machine.full = True
        await meeting.write("2 kn Hai")
        for key in ("escape", "ctrl+q"):
            await meeting.press(key)
            assert isinstance(meeting.app.screen, Confirm)
            assert "1 entry could not be saved" in meeting.seen
            await meeting.press("enter")
            assert isinstance(meeting.app.screen, SessionScreen)
        await meeting.press("f9", "f9", "right", "enter")
        assert meeting.state.session.state.value == "live"
        machine.full = False
        await meeting.press("escape")  # out of the list of what is missing
        await meeting.press("escape")
        await meeting.on(HomeScreen)
    kept = shelf.open(code, write=False).state
    assert [issue.content for issue in kept.issues()] == ["Một", "Hai"]


async def test_a_checkpoint_that_fails_is_no_entry_that_is_not_saved(
    shelf: Shelf, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(shelf, code) as meeting:
        monkeypatch.setattr("danvan_tui.tui.recorder.CHECKPOINT_EVERY", 1)

        def fail(*_paths: object) -> None:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

        monkeypatch.setattr(disk, "replace", fail)
        await meeting.write("1 kn Một")
        assert "✓ Saved" in meeting.seen
        monkeypatch.undo()


async def test_a_line_is_on_the_disk_within_a_second_and_offered_again(
    shelf: Shelf, code: str
) -> None:
    folder = shelf.find(code)
    async with opened(shelf, code) as meeting:
        await meeting.write("1 kn Một")
        await meeting.put("2 kn Hai dở")
        draft = DraftFile(folder / "line.log")
        await meeting.until(lambda: "2 kn Hai dở" in draft.read().values(), "for the draft")
        await meeting.press("f8")  # an entry beside the line that is being typed
        kept = draft.read()
        assert not_recorded(kept, meeting.state.fold.operations) == [Typed("2 kn Hai dở")]
    async with opened(shelf, code) as meeting:
        assert meeting.line.value == "2 kn Hai dở"
        assert "is in the line again" in meeting.said[0]
        await meeting.press("enter")
        assert contents(meeting) == ["Hai dở"]
    async with opened(shelf, code) as meeting:
        assert meeting.line.value == ""


@pytest.mark.parametrize(
    ("typed", "recorded", "left"),
    [
        (["a"], 0, ["a"]),
        (["a"], 1, []),
        (["a", "b"], 1, ["b"]),
        (["", "a"], 1, ["a"]),
        (["", "a", "b"], 2, ["b"]),
        (["a", *"bcdefghijkl"], 2, [*"cdefghijkl"]),
        (["", ""], 0, []),
        (["a"], -3, ["a"]),
    ],
)
def test_a_draft_knows_what_of_it_is_recorded(
    typed: list[str], recorded: int, left: list[str]
) -> None:
    before = [f"here.{number}" for number in range(40)]
    after = [f"here.{number}" for number in range(40 + recorded)]
    elsewhere = [f"there.{number}" for number in range(7)]
    draft = draft_of([Typed(text) for text in typed], "here", before)
    assert [one.text for one in not_recorded(draft, [*after, *elsewhere])] == left


def test_a_draft_knows_what_a_line_corrects() -> None:
    typed = [Typed("a"), Typed("b", "here.3"), Typed("c", "here.1")]
    assert not_recorded(draft_of(typed, "here", ["here.1"]), ["here.1", "here.2"]) == typed[1:]


async def test_several_lines_that_waited_come_back_one_after_the_other(
    shelf: Shelf, code: str
) -> None:
    notebook = shelf.open(code)
    waiting = [Typed("1 kn Một"), Typed("> tr Hai"), Typed("2 kn Ba")]
    notebook.line_draft.write(draft_of(waiting, "gone", notebook.state.fold.operations))
    notebook.close()
    async with opened(shelf, code) as meeting:
        assert meeting.line.value == "1 kn Một"
        await meeting.press("enter", "enter", "enter")
        assert contents(meeting) == ["Một", "Ba"]
        assert [answer.content for answer in meeting.state.answers()] == ["Hai"]
        assert meeting.line.value == ""


async def test_a_form_is_offered_again_until_it_is_recorded(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 kn Một")
        await meeting.press("f2")
        await meeting.fill("note", "đang ghi dở")
    async with opened(shelf, code) as meeting:
        assert isinstance(meeting.app.screen, RecordForm)
        assert "here it is again" in meeting.said[0]
        assert meeting.app.screen.query_one("#note", Area).text == "đang ghi dở"
        await meeting.press("ctrl+s")
        assert meeting.state.issues()[0].note == "đang ghi dở"
        draft = {"where": f"issues:{meeting.state.issues()[0].id}", "note": "đang ghi dở"}
    DraftFile(shelf.find(code) / "form.log").write(draft)  # the program was killed in between
    async with opened(shelf, code) as meeting:
        assert isinstance(meeting.app.screen, SessionScreen)
        assert meeting.said == []


async def typed_into_a_hidden_form(shelf: Shelf, code: str) -> Draft:
    """A denunciation whose form was being changed when the program ended; what was typed."""
    async with opened(shelf, code) as meeting:
        await meeting.write("1 tc Một")
        issue = next(iter(meeting.state.fold.rows[Table.ISSUES]))
    draft = {"where": f"issues:{issue}", "content": "Một và hai"}
    DraftFile(shelf.find(code) / "form.log").write(draft)
    return draft


async def test_a_hidden_form_that_was_interrupted_keeps_what_was_typed(
    shelf: Shelf, code: str
) -> None:
    draft = await typed_into_a_hidden_form(shelf, code)
    async with opened(shelf, code) as meeting:
        await meeting.press("enter")
        assert isinstance(meeting.app.screen, SessionScreen)
    assert DraftFile(shelf.find(code) / "form.log").read() == draft


async def test_what_was_typed_into_a_hidden_form_outlives_every_other_form(
    shelf: Shelf, code: str
) -> None:
    draft = await typed_into_a_hidden_form(shelf, code)
    async with opened(shelf, code) as meeting:
        await meeting.press("enter")
        await meeting.write("2 kn Đường")
        await meeting.press("f2")
        await meeting.fill("note", "đang ghi dở")
        await meeting.press("escape", "right", "enter")
        await meeting.on(SessionScreen)
        await meeting.press("f2")
        await meeting.fill("note", "dở nữa")
        await meeting.press("ctrl+s")
        assert meeting.state.issues()[1].note == "dở nữa"
        assert [one.read() for one in meeting.session.notebook.form_drafts.waiting()] == [draft]
        await meeting.press("f2")
        await meeting.fill("note", "dở mãi")
    async with opened(shelf, code) as meeting:
        assert "Show them on this screen?" in meeting.seen
        await meeting.press("right", "enter")
        assert meeting.app.screen.query_one("#content", Area).text == "Một và hai"
        await meeting.press("ctrl+s")
        assert meeting.app.screen.query_one("#note", Area).text == "dở mãi"
        await meeting.press("ctrl+s")
        assert meeting.state.issues()[1].note == "dở mãi"
        issue = draft["where"].removeprefix("issues:")
        assert meeting.state.protected_speaker(issue).content == "Một và hai"
        assert meeting.session.notebook.form_drafts.waiting() == []


async def test_a_form_goes_on_with_what_waits_for_its_record(shelf: Shelf, code: str) -> None:
    await typed_into_a_hidden_form(shelf, code)
    async with opened(shelf, code) as meeting:
        await meeting.press("enter")
        await meeting.press("f2", "enter")
        assert "Một và hai" not in meeting.shown
        await meeting.press("escape", "f2", "right", "enter")
        assert meeting.app.screen.query_one("#content", Area).text == "Một và hai"
        await meeting.press("escape", "right", "enter")
        assert meeting.session.notebook.form_drafts.waiting() == []


async def test_a_line_is_offered_again_whatever_the_command_line_recorded_meanwhile(
    shelf: Shelf, code: str
) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.put("2 kn Hai dở")
    notebook = shelf.open(code)
    notebook.record([notebook.new(Table.ISSUES, content="Một")])
    notebook.close()
    async with opened(shelf, code) as meeting:
        assert meeting.line.value == "2 kn Hai dở"
        assert meeting.line.cursor_position == len("2 kn Hai dở")


async def test_escape_goes_back_one_step_and_loses_nothing(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.press("f3")
        await meeting.put("1 kn Một")
        await meeting.press("escape")
        assert meeting.line.value == ""
        await meeting.press("ctrl+z")
        assert meeting.line.value == "1 kn Một"
        await meeting.press("escape", "escape")
        assert isinstance(meeting.app.screen, SessionScreen)
        await meeting.press("escape")
        await meeting.on(HomeScreen)


async def test_what_was_taken_back_or_out_is_said(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 kn Đường hỏng")
        await meeting.press("ctrl+z")
        assert "Took back" in " ".join(meeting.said[-2:])
        await meeting.press("ctrl+y", "f8")
        assert "It can be brought back" in " ".join(meeting.said[-2:])
