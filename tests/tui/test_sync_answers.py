"""Promise: only the office's own answer says on the sending screen that the office has it."""

from __future__ import annotations

import shutil
from pathlib import Path

from danvan_tui.ledger.conflicts import choose, conflicts
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import Table
from danvan_tui.office.office import Office
from danvan_tui.office.receiving.importing import import_files
from danvan_tui.office.receiving.retrying import confirm, waiting_laptops
from danvan_tui.office.receiving.undoing import undo
from danvan_tui.tui.screens.conflicts import ConflictsScreen
from danvan_tui.tui.screens.sync import SyncScreen
from tests.office.carried import FieldLaptop, raise_issue
from tests.tui.carrying import (
    closed,
    sending,
    sent,
    states,
)
from tests.tui.meeting import new_session


def confirm_all(office: Office) -> None:
    for one in waiting_laptops(office):
        confirm(office, one.keys.fingerprint)


async def test_only_a_receipt_says_that_the_office_has_it(
    trusting: Shelf, stick: Path, office: Office
) -> None:
    code = closed(trusting)
    async with sending(trusting, stick) as meeting:
        await meeting.press("enter")
        await sent(meeting)
        import_files(office, [stick], commit=True)
        meeting.said.clear()
        await meeting.press("enter")
        await sent(meeting)
        assert states(meeting) == {code: "sent"}  # an unknown laptop: nothing was taken yet
        confirm_all(office)
        meeting.said.clear()
        await meeting.press("enter")
        assert "The office has 1 session more" in await sent(meeting)
        await meeting.until(lambda: states(meeting) == {code: "the office has it"})
        assert "to send" not in meeting.seen


async def test_an_import_that_was_taken_back_says_that_nothing_has_to_be_done(
    trusting: Shelf, stick: Path, office: Office
) -> None:
    code = closed(trusting)
    async with sending(trusting, stick) as meeting:
        await meeting.press("enter")
        await sent(meeting)
        import_files(office, [stick], commit=True)
        confirm_all(office)
        await meeting.press("enter")
        await sent(meeting)
        undo(office, places=[stick])
        await meeting.press("enter")
        said = await sent(meeting)
        assert said.startswith(f"{code}: The office took back the import it came in. Nothing has ")
        assert said.endswith("You can take the stick out now.")
        assert "nothing new from the office" not in said
        assert states(meeting) == {code: "taken back there"}


async def test_two_values_are_told_and_lead_to_where_one_is_chosen(
    trusting: Shelf, stick: Path, office: Office, tmp_path: Path
) -> None:
    code = new_session(trusting)
    notebook = trusting.open(code)
    issue = raise_issue(notebook, content="Đường hỏng").record
    shutil.copytree(trusting.root, tmp_path / "colleague")
    notebook.record([Edit(Table.ISSUES, issue, {"content": "Đường thôn hỏng"})])
    notebook.close()
    colleague = FieldLaptop(tmp_path / "colleague", office.public)
    theirs = Shelf(colleague.root).open(code)
    theirs.record([Edit(Table.ISSUES, issue, {"content": "Đường xóm hỏng"})])
    async with sending(trusting, stick) as meeting:
        await meeting.press("f4")
        await meeting.until(lambda: "Nothing in this session has two values." in meeting.said)
        await meeting.press("f8")
        await meeting.until(lambda: states(meeting) == {code: "sent"})
        colleague.send(theirs, stick)
        import_files(office, [stick], commit=True)
        confirm_all(office)
        await meeting.press("enter")
        await meeting.until(lambda: states(meeting) == {code: "the office has it · ≠1"})
        assert "The office has it. 1 field has two values" in meeting.seen
        await meeting.press("f4")
        await meeting.on(ConflictsScreen)
        assert meeting.session.notebook.state.session.code == code
        (choice,) = conflicts(meeting.state)
        choose(meeting.session.notebook, choice, 0)
        await meeting.press("escape")
        await meeting.on(SyncScreen)
        await meeting.until(lambda: "F4" not in meeting.seen, "for the key to go")
