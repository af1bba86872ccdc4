"""Promise: what is sent is sealed for an office whose key somebody compared, or open knowingly."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan_tui.exchange.laptop.laptop import Laptop
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.office.office import Office
from danvan_tui.tui.screens.dialogs import AskLine
from danvan_tui.tui.screens.sync import SyncScreen
from tests.tui.carrying import (
    OFFICE,
    answer,
    asked,
    begun,
    closed,
    sending,
    sent,
    sent_files,
    states,
)


async def test_the_key_of_the_office_is_found_on_the_stick_and_compared_once(
    shelf: Shelf, stick: Path, office: Office
) -> None:
    closed(shelf)
    (stick / "office.danvan-office").write_bytes(
        (office.folder / "office.danvan-office").read_bytes()
    )
    async with sending(shelf, stick) as meeting:
        assert "not sealed" in meeting.seen
        await meeting.press("enter")
        question = await asked(meeting)
        assert OFFICE in question
        assert office.public.fingerprint in question
        await answer(meeting, yes=True)
        assert "1 session was sent" in await sent(meeting)
        assert [name.rpartition(".")[2] for name in sent_files(stick)] == ["age"]
        await meeting.until(lambda: f"Sealed for   {OFFICE}" in meeting.seen)
        await meeting.press("f6")  # what is trusted already is not offered again
        await meeting.on(AskLine)


async def test_a_name_no_file_can_have_is_no_key(shelf: Shelf, tmp_path: Path) -> None:
    closed(shelf)
    async with sending(shelf) as meeting:
        await meeting.press("f6")
        await meeting.on(AskLine)
        await meeting.write(f"{tmp_path}/{'x' * 300}")
        await meeting.on(SyncScreen)
        await meeting.until(lambda: any("no other key" in one for one in meeting.said))


async def test_without_a_key_nothing_goes_unsealed_unless_it_was_said(
    shelf: Shelf, stick: Path
) -> None:
    closed(shelf)
    async with sending(shelf, stick) as meeting:
        await meeting.press("enter")
        assert "cannot be sealed" in await asked(meeting)
        await answer(meeting, yes=False)
        assert await sent(meeting) == "Nothing was sent."
        assert sent_files(stick) == []
        await meeting.press("enter")
        await asked(meeting)
        await answer(meeting, yes=True)
        assert "1 session was sent" in await sent(meeting)
        assert [name.rpartition(".")[2] for name in sent_files(stick)] == ["danvan"]
        await meeting.until(lambda: set(states(meeting).values()) == {"sent, NOT sealed"})


@pytest.mark.parametrize("key", ["enter", "f8"])
async def test_a_key_that_is_not_compared_now_ends_the_sending_and_sends_sealed_later(
    shelf: Shelf, stick: Path, office: Office, key: str
) -> None:
    code = closed(shelf)
    file = stick / "office.danvan-office"
    async with sending(shelf, stick) as meeting:
        await meeting.press("enter")
        await asked(meeting)
        await answer(meeting, yes=True)  # open, knowingly: no key is there
        await sent(meeting)
        file.write_bytes((office.folder / file.name).read_bytes())
        await meeting.press("f8")
        assert office.public.fingerprint in await asked(meeting)
        await meeting.press("escape")
        assert "Nothing was sent; everything waits here." in await sent(meeting)
        assert not meeting.app.screen.is_modal  # nor is there another question
        await meeting.press(key)
        await asked(meeting)
        await answer(meeting, yes=True)
        assert "1 session was sent" in await sent(meeting)
        assert "please delete it there" in " ".join(meeting.seen.split())
        await meeting.until(lambda: states(meeting) == {code: "sent"})
        suffixes = sorted(name.rpartition(".")[2] for name in sent_files(stick))
        assert suffixes == ["age", "danvan"]


async def test_another_key_on_the_stick_never_replaces_the_one_that_is_trusted(
    trusting: Shelf, stick: Path, tmp_path: Path, office: Office
) -> None:
    closed(trusting)
    other = begun(tmp_path / "other")
    (stick / "x.danvan-office").write_bytes((other.folder / "office.danvan-office").read_bytes())
    async with sending(trusting, stick) as meeting:
        await meeting.press("enter")
        assert "1 session was sent" in await sent(meeting)
        await meeting.press("f6")
        question = await asked(meeting)
        assert other.public.fingerprint in question
        assert office.public.fingerprint in question
        await answer(meeting, yes=False)
        await meeting.settle()
        assert Laptop(trusting.root).office == office.public


async def test_the_file_that_was_looked_at_is_kept_whatever_stands_there_by_then(
    shelf: Shelf, stick: Path, tmp_path: Path, office: Office
) -> None:
    file = stick / "office.danvan-office"
    file.write_bytes((office.folder / file.name).read_bytes())
    async with sending(shelf, stick) as meeting:
        await meeting.press("f6")
        assert office.public.fingerprint in await asked(meeting)
        file.write_bytes((begun(tmp_path / "other").folder / file.name).read_bytes())
        await answer(meeting, yes=True)
        await meeting.until(lambda: f"Sealed for   {OFFICE}" in meeting.seen)
    assert Laptop(shelf.root).office == office.public


async def test_the_file_of_the_office_may_be_named(
    shelf: Shelf, stick: Path, office: Office
) -> None:
    async with sending(shelf, stick) as meeting:
        await meeting.press("f6")
        await meeting.on(AskLine)
        await meeting.write(str(office.folder / "office.danvan-office"))
        assert office.public.fingerprint in await asked(meeting)
        await answer(meeting, yes=True)
        await meeting.until(lambda: f"Sealed for   {OFFICE}" in meeting.seen)
