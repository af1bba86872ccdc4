"""Promise: one key sends what is not sent, and the screen never says more than is true."""

from __future__ import annotations

import shutil
import socket
import threading
from pathlib import Path

import pytest
from textual.events import Key

from danvan_tui.exchange.merging import merge_sessions
from danvan_tui.exchange.targets.drives import Drive
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.ledger.taking_in import take_in
from danvan_tui.model.records import Table
from danvan_tui.model.settings import Settings
from danvan_tui.model.target_setting import TargetSetting
from danvan_tui.tui.screens.conflicts import ConflictsScreen
from danvan_tui.tui.screens.sync import SyncScreen
from tests.exchange.notes import merge_crosswise
from tests.office.carried import raise_issue
from tests.tui.carrying import (
    closed,
    rows,
    sending,
    sent,
    sent_files,
    states,
)
from tests.tui.meeting import new_session, opened


@pytest.fixture
def deaf() -> str:
    """An address at which nothing listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{taken.getsockname()[1]}"


# Sending


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_one_key_sends_all_that_is_closed_and_says_when_the_stick_may_go(
    trusting: Shelf, stick: Path, size: tuple[int, int]
) -> None:
    first, second = closed(trusting), closed(trusting)
    live = new_session(trusting)
    async with sending(trusting, stick, size=size) as meeting:
        assert states(meeting) == dict.fromkeys((live, second, first), "not sent")
        assert "STICK" in meeting.seen
        assert "to send: 2" in meeting.seen
        await meeting.press("enter")
        said = await sent(meeting)
        assert "2 sessions were sent and read back there." in said
        assert "You can take the stick out now. Bring it to the office; when it is back, F5" in said
        await meeting.until(lambda: states(meeting)[first] == "sent")
        assert states(meeting) == {first: "sent", second: "sent", live: "not sent"}
        names = sent_files(stick)
        assert len(names) == 2
        assert all(name.endswith(".danvan.age") for name in names)


async def test_a_folder_of_the_settings_is_no_stick_to_take_out(
    trusting: Shelf, stick: Path
) -> None:
    closed(trusting)
    settings = Settings(targets={"share": TargetSetting(url=str(stick))})
    async with sending(trusting, settings=settings) as meeting:
        await meeting.press("f5")
        said = await sent(meeting)
        assert "1 session was sent" in said
        assert "take the stick out" not in said
        assert "Everything stands at share." in said


async def test_a_place_of_the_settings_on_a_stick_is_one_to_take_out(
    trusting: Shelf, stick: Path
) -> None:
    closed(trusting)
    settings = Settings(targets={"usb": TargetSetting(url=str(stick / "xa"))})
    (stick / "xa").mkdir()
    async with sending(trusting, stick, settings=settings) as meeting:
        await meeting.press("f2")
        await meeting.until(lambda: "Where to?" in meeting.seen)
        await meeting.press("down", "enter")
        await meeting.until(lambda: "usb (" in meeting.seen and not meeting.app.screen.is_modal)
        await meeting.press("enter")
        assert "You can take the stick out now." in await sent(meeting)


async def test_a_session_that_is_not_closed_goes_when_it_is_asked_for(
    trusting: Shelf, stick: Path
) -> None:
    live = new_session(trusting)
    async with sending(trusting, stick) as meeting:
        await meeting.press("enter")
        assert "nothing to send" in await sent(meeting)
        assert sent_files(stick) == []
        meeting.said.clear()
        await meeting.press("f8")
        assert "1 session was sent" in await sent(meeting)
        assert len(sent_files(stick)) == 1
        await meeting.until(lambda: states(meeting)[live] == "sent")
    notebook = trusting.open(live)
    notebook.record([notebook.new(Table.ISSUES, content="Mương tắc")])
    notebook.close()
    async with sending(trusting, stick) as meeting:
        [row] = rows(meeting)
        assert row.below.startswith("Something was recorded since it was sent. The minutes are not")
        assert "to send" not in meeting.seen  # sending all leaves it here


async def test_notes_that_another_session_took_over_are_not_waited_for(
    trusting: Shelf, stick: Path
) -> None:
    whole, taken, begun = closed(trusting), closed(trusting, "Mương tắc"), new_session(trusting)
    ours = trusting.open(whole)
    for code in (taken, begun):
        theirs = trusting.open(code)
        merge_sessions(ours, theirs, {}, "hai thư ký ghi")
        theirs.close()
    ours.close()
    async with sending(trusting, stick) as meeting:
        put = f"now in {whole}"
        await meeting.until(lambda: states(meeting)[taken] == put)
        assert states(meeting) == {whole: "not sent", taken: put, begun: put}
        assert "to send: 1" in meeting.seen
        assert "not closed yet" not in meeting.shown
        await meeting.press("enter")
        await sent(meeting)
        await meeting.until(lambda: states(meeting)[taken] == "sent")
        assert states(meeting)[begun] == put


async def test_of_notes_that_were_put_into_each_other_one_is_still_to_be_sent(
    trusting: Shelf, stick: Path
) -> None:
    code, other = closed(trusting), new_session(trusting)
    merge_crosswise(trusting, code, other)
    async with sending(trusting, stick) as meeting:
        await meeting.until(lambda: states(meeting) == {code: "not sent", other: f"now in {code}"})
        assert "to send: 1" in meeting.seen
        assert "were put into" not in rows(meeting)[1].below


async def test_what_is_recorded_after_sending_is_not_sent(trusting: Shelf, stick: Path) -> None:
    code = closed(trusting)
    async with sending(trusting, stick) as meeting:
        await meeting.press("enter")
        await sent(meeting)
    notebook = trusting.open(code)
    notebook.record([notebook.new(Table.ISSUES, content="Mương tắc")], reason="bỏ sót")
    notebook.close()
    async with sending(trusting, stick) as meeting:
        assert states(meeting) == {code: "not sent"}
        assert rows(meeting)[0].below == "Something was recorded since it was sent."


async def test_two_values_from_a_colleague_lead_to_where_one_is_chosen_before_any_receipt(
    trusting: Shelf, stick: Path, tmp_path: Path
) -> None:
    code = new_session(trusting)
    notebook = trusting.open(code)
    issue = raise_issue(notebook, content="Đường hỏng").record
    shutil.copytree(trusting.root, tmp_path / "colleague")
    notebook.record([Edit(Table.ISSUES, issue, {"content": "Đường thôn hỏng"})])
    theirs = Shelf(tmp_path / "colleague").open(code)
    theirs.record([Edit(Table.ISSUES, issue, {"content": "Đường xóm hỏng"})])
    take_in(notebook, list(theirs.state.fold.operations.values()))
    notebook.close()
    async with sending(trusting, stick) as meeting:
        await meeting.press("f4")
        await meeting.on(ConflictsScreen)
        assert meeting.session.notebook.state.session.code == code
        await meeting.press("escape")
        await meeting.on(SyncScreen)
        assert meeting.app.sessions == []


async def test_a_place_that_is_not_there_is_told_and_nothing_is_called_sent(
    trusting: Shelf, tmp_path: Path
) -> None:
    code = closed(trusting)
    settings = Settings(targets={"share": TargetSetting(url=str(tmp_path / "not-mounted"))})
    async with sending(trusting, settings=settings) as meeting:
        await meeting.press("enter")
        assert "“share” is not there" in await sent(meeting)
        line = meeting.app.screen.query_one("#going")
        assert line.has_class("failed")
        assert not line.has_class("ended")  # the colour of what went well
        assert states(meeting) == {code: "waiting"}


async def test_esc_stops_while_a_server_does_not_answer(trusting: Shelf, deaf: str) -> None:
    code = closed(trusting)
    settings = Settings(targets={"server": TargetSetting(url=f"http://{deaf}/danvan")})
    async with sending(trusting, settings=settings) as meeting:
        await meeting.press("enter")
        await meeting.until(lambda: "No answer there" in meeting.seen)
        await meeting.press("escape")
        assert "Stopped." in await sent(meeting)
        assert isinstance(meeting.app.screen, SyncScreen)
        assert states(meeting) == {code: "not sent"}


# What is pressed in one breath


async def test_what_is_typed_before_the_question_is_there_answers_it(
    trusting: Shelf, tmp_path: Path
) -> None:
    closed(trusting)
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
    drives = [Drive(path=folder, label=folder.name.upper()) for folder in folders]
    asked_for = threading.Event()

    def slowly() -> list[Drive]:
        asked_for.wait(2)
        return drives

    async with sending(trusting, *folders) as meeting:
        screen = meeting.app.screen
        assert isinstance(screen, SyncScreen)
        screen._drives = slowly
        for key in ("f2", *"two", "enter"):
            meeting.app.post_message(Key(key, key if len(key) == 1 else None))
        await meeting.settle()
        asked_for.set()
        await meeting.until(lambda: "stick TWO" in meeting.seen and meeting.app.screen is screen)
        await meeting.press("enter")
        await sent(meeting)
        assert len(sent_files(folders[1])) == 1


async def test_what_is_pressed_before_the_sessions_are_read_is_done_then(
    trusting: Shelf, stick: Path
) -> None:
    closed(trusting)
    drives = [Drive(path=stick, label="STICK")]
    async with opened(trusting) as meeting:
        meeting.app.push_screen(SyncScreen(trusting, drives=lambda: drives))
        meeting.app.post_message(Key("enter", None))
        await meeting.on(SyncScreen)
        await meeting.until(lambda: sent_files(stick), "for the file")
        assert "1 session was sent" in await sent(meeting)


async def test_while_it_sends_only_the_key_that_stops_it_is_offered(
    trusting: Shelf, deaf: str
) -> None:
    closed(trusting)
    settings = Settings(targets={"server": TargetSetting(url=f"http://{deaf}/danvan")})
    async with sending(trusting, settings=settings) as meeting:
        await meeting.press("enter")
        await meeting.until(lambda: "No answer there" in meeting.seen)
        assert "Esc stop" in meeting.seen
        assert "where to" not in meeting.seen
        await meeting.press("escape")
        await meeting.until(lambda: "where to" in meeting.seen)
