"""Promise: the office sees what a file would bring before it takes it, and can take it back."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import Table, Value
from danvan_tui.office.office import Office
from danvan_tui.office.receiving.importing import ImportCancelledError, import_files
from danvan_tui.office.register.outcomes import Verdict
from danvan_tui.tui.receiving import Receiving
from danvan_tui.tui.screens.receiving import ReceivingScreen
from danvan_tui.tui.screens.receiving_rows import packages
from danvan_tui.tui.widgets.tabs import Tabs
from tests.office.carried import FieldLaptop, exported, put, written_differently
from tests.tui.carrying import asked, is_idle, look, receiving, rows
from tests.tui.meeting import Meeting
from tests.tui.test_keymap import not_bound


@pytest.fixture
def stranger(tmp_path: Path, office: Office) -> FieldLaptop:
    return FieldLaptop(tmp_path / "stranger", office.public, "Máy [b]lạ[/b]")


def brought(laptop: FieldLaptop, office: Office, *contents: str) -> str:
    """A session whose package stands in the inbox; gives its code."""
    notebook = laptop.session(*contents)
    laptop.send(notebook, office.inbox)
    code = notebook.state.session.code
    notebook.close()
    return code


def shown(meeting: Meeting) -> list[tuple[str, ...]]:
    return [row.cells for row in rows(meeting)]


def silent(_done: int, _total: int) -> None:
    """Nobody hears how far it is."""


def fates(meeting: Meeting) -> list[str]:
    """What becomes of each file, without how much it brings."""
    return [cells[-1].rpartition(" · ")[2] for cells in shown(meeting)]


def in_the_register(office: Office) -> int:
    return len(office.register.summaries())


async def done(meeting: Meeting) -> str:
    """Wait until it is over, and give the last message."""
    await meeting.until(lambda: meeting.said and is_idle(meeting), "for the end")
    await meeting.settle()
    return meeting.said[-2]


async def agree(meeting: Meeting) -> None:
    await meeting.press("right", "enter")
    await meeting.on(ReceivingScreen)


# Taking


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_what_came_is_shown_before_it_is_taken_and_taken_by_one_key(
    office: Office, laptop: FieldLaptop, shelf: Shelf, size: tuple[int, int]
) -> None:
    laptop.name = "Máy thôn Gò Vối, của bà Nguyễn Thị Thanh"
    notebook = laptop.session("Đường hỏng")
    villages: dict[str, Value] = {"villages": ["Thôn Văn Xá"]}
    notebook.record([Edit(Table.SESSION, notebook.state.session.id, villages)])
    code = notebook.state.session.code
    laptop.send(notebook, office.inbox)
    async with receiving(office, shelf, size=size) as meeting:
        [(shown_code, _date, sender, what)] = shown(meeting)
        assert (shown_code, what) == (code, "3 entries · new session")
        assert sender == f"{laptop.name} · Thôn Văn Xá"
        assert what in meeting.seen  # not cut for the sake of the names
        assert "new session: 1" in meeting.seen
        assert in_the_register(office) == 0
        await meeting.press("enter")
        assert await done(meeting) == "1 file taken."
        assert in_the_register(office) == 1
        assert shown(meeting) == []
        assert "last import" in meeting.seen


async def test_what_needs_a_look_comes_first_with_its_reason_in_full(
    office: Office, laptop: FieldLaptop, shelf: Shelf
) -> None:
    brought(laptop, office, "Đường hỏng")
    name, data = laptop.parcel(b"{}")
    put(office.inbox, name, data[:-20])
    async with receiving(office, shelf) as meeting:
        assert fates(meeting) == ["cannot be taken", "new session"]
        whole = " ".join(meeting.seen.split())
        assert rows(meeting)[0].below in whole
        await meeting.press("enter")
        said = await done(meeting)
        assert "1 file taken." in said
        assert "1 cannot be taken; the reason stands with it." in said
        assert shown(meeting) == []
        await meeting.press("tab")
        assert [row.cells[-1] for row in rows(meeting)] == [name]
        await meeting.press("shift+tab")
        brought(laptop, office, "Mương tắc")
        await look(meeting)
        meeting.said.clear()
        await meeting.press("enter")
        assert await done(meeting) == "1 file taken."  # what waits from before is no news


async def test_a_file_that_comes_while_one_looks_is_shown(
    office: Office, laptop: FieldLaptop, shelf: Shelf
) -> None:
    async with receiving(office, shelf) as meeting:
        assert "Nothing new came in." in meeting.seen
        await meeting.press("enter")
        assert meeting.said[-2] == "There is nothing new to take."
        code = brought(laptop, office)
        await look(meeting)
        assert [cells[0] for cells in shown(meeting)] == [code]


def test_a_file_that_is_still_being_written_is_not_touched(
    office: Office, laptop: FieldLaptop
) -> None:
    receiving = Receiving(office, "Minh")
    name, data = laptop.parcel(exported(laptop.session("Đường hỏng")))
    path = put(office.inbox, name, data[:100])
    receiving.has_changed()
    path.write_bytes(data)
    receiving.has_changed()
    assert receiving.overview(silent).came == []
    receiving.has_changed()
    assert [item.verdict for item in receiving.overview(silent).came] == [Verdict.NEW]


async def test_two_values_are_told_before_they_are_taken(
    office: Office, laptop: FieldLaptop, shelf: Shelf, tmp_path: Path
) -> None:
    notebook, other = written_differently(laptop, tmp_path)
    laptop.send(notebook, office.inbox)
    async with receiving(office, shelf) as meeting:
        await meeting.press("enter")
        await done(meeting)
        laptop.send(other, office.inbox)
        await look(meeting)
        [row] = rows(meeting)
        assert fates(meeting) == ["in conflict"]
        assert row.below == "1 field has two values; both are kept until somebody chooses."
        assert "in conflict: 1" in meeting.seen


async def test_taking_back_asks_and_leaves_the_register_as_it_was(
    office: Office, laptop: FieldLaptop, shelf: Shelf
) -> None:
    brought(laptop, office)
    async with receiving(office, shelf) as meeting:
        await meeting.press("enter")
        await done(meeting)
        await meeting.press("ctrl+z")
        assert "Take back the import of 22/11/2026" in await asked(meeting)
        await meeting.press("escape")
        await meeting.on(ReceivingScreen)
        assert in_the_register(office) == 1
        await meeting.press("ctrl+z")
        await asked(meeting)
        await agree(meeting)
        assert "was taken back" in await done(meeting)
        assert in_the_register(office) == 0
        await meeting.until(lambda: fates(meeting) == ["new session"])
        await meeting.press("ctrl+z")
        assert meeting.said[-2] == "There is no import to take back."


# Laptops nobody confirmed yet


async def test_a_laptop_is_confirmed_by_its_fingerprint_and_its_files_are_taken(
    office: Office, stranger: FieldLaptop, shelf: Shelf
) -> None:
    code = brought(stranger, office)
    async with receiving(office, shelf) as meeting:
        assert stranger.public.fingerprint in " ".join(meeting.seen.split())
        await meeting.press("f9")
        await done(meeting)
        await meeting.press("shift+tab")
        assert [row.cells[-1] for row in rows(meeting)] == ["1 file waits"]
        await meeting.press("enter")
        question = await asked(meeting)
        assert "“Máy [b]lạ[/b]”" in question
        assert stranger.public.fingerprint in question
        await agree(meeting)
        assert await done(meeting) == "1 file taken."
        assert [one.summary.code for one in office.register.summaries()] == [code]
        await meeting.until(lambda: [row.cells[-1] for row in rows(meeting)] == ["confirmed"])


def test_taking_what_waits_can_be_stopped_and_is_taken_later(
    office: Office, stranger: FieldLaptop
) -> None:
    brought(stranger, office, "Đường hỏng")
    brought(stranger, office, "Mương tắc")
    import_files(office, [office.inbox], commit=True)
    taking = Receiving(office, "Minh")

    def stop(_done: int, _total: int) -> None:
        taking.stop()

    with pytest.raises(ImportCancelledError):
        taking.confirm(stop, stranger.public)
    taking.begin()
    with pytest.raises(ImportCancelledError):
        taking.try_again(stop)
    assert in_the_register(office) == 0
    assert [one.keys for one in office.register.laptops()] == [stranger.public]
    taking.begin()
    taking.try_again(silent)
    assert in_the_register(office) == 2


def test_what_is_stopped_before_it_comes_to_its_turn_takes_nothing(
    office: Office, laptop: FieldLaptop
) -> None:
    brought(laptop, office, "Đường hỏng")
    taking = Receiving(office, "Minh")
    for _look in range(2):
        taking.has_changed()
    taking.begin()
    taking.stop()
    with pytest.raises(ImportCancelledError):
        taking.take(silent)
    assert in_the_register(office) == 0


async def test_a_laptop_that_is_trusted_no_more_is_listed_and_confirmed_again(
    office: Office, laptop: FieldLaptop, shelf: Shelf
) -> None:
    office.register.distrust(laptop.public.id, "Minh")
    async with receiving(office, shelf) as meeting:
        await meeting.press("shift+tab")
        (row,) = rows(meeting)
        assert row.cells == (laptop.public.name, laptop.public.fingerprint, "not trusted")
        assert row.tone == "muted"
        assert "by Minh. Enter confirms it again." in row.below
        assert "Enter confirm" in meeting.seen
        await meeting.press("enter")
        question = await asked(meeting)
        assert laptop.public.fingerprint in question
        assert "is not trusted any more" in question
        await agree(meeting)
        await meeting.until(lambda: [row.cells[-1] for row in rows(meeting)] == ["confirmed"])
        assert meeting.said[-2] == "The laptop is confirmed."


async def test_what_a_laptop_sends_that_is_trusted_no_more_waits_for_its_confirmation(
    office: Office, laptop: FieldLaptop, shelf: Shelf
) -> None:
    office.register.distrust(laptop.public.id, "Minh")
    brought(laptop, office)
    async with receiving(office, shelf) as meeting:
        await meeting.press("shift+tab")
        assert [row.cells[-1] for row in rows(meeting)] == ["1 file waits"]


async def test_a_laptop_is_confirmed_where_its_file_waits(
    office: Office, stranger: FieldLaptop, shelf: Shelf
) -> None:
    code = brought(stranger, office)
    async with receiving(office, shelf) as meeting:
        (row,) = shown(meeting)
        assert (row[0], row[2], row[-1]) == (code, "Máy [b]lạ[/b]", "waits for confirmation")
        await meeting.press("f9")
        assert "1 waits in quarantine until its laptop is confirmed." in await done(meeting)
        await meeting.press("tab", "enter")
        assert stranger.public.fingerprint in await asked(meeting)
        await agree(meeting)
        assert await done(meeting) == "1 file taken."
        await meeting.press("ctrl+z")
        assert "from “Quarantine”" in await asked(meeting)


async def test_enter_on_a_file_that_waits_asks_at_once_and_what_came_is_taken_then(
    office: Office, stranger: FieldLaptop, shelf: Shelf
) -> None:
    brought(stranger, office)
    async with receiving(office, shelf) as meeting:
        assert "Laptops to confirm 1" in meeting.seen
        seen = " ".join(meeting.seen.split())
        assert "Enter confirms this laptop" in seen
        assert "Enter confirm F9 take all" in seen
        await meeting.press("enter")
        assert stranger.public.fingerprint in await asked(meeting)
        await agree(meeting)
        assert await done(meeting) == "The laptop is confirmed. Enter takes what it sent."
        await meeting.until(lambda: fates(meeting) == ["new session"])
        assert "to confirm" not in meeting.seen
        assert in_the_register(office) == 0
        meeting.said.clear()
        await meeting.press("enter")
        assert await done(meeting) == "1 file taken."


async def test_a_laptop_that_is_not_confirmed_sends_in_vain(
    office: Office, stranger: FieldLaptop, shelf: Shelf
) -> None:
    brought(stranger, office)
    async with receiving(office, shelf) as meeting:
        await meeting.press("f9")
        await done(meeting)
        await meeting.press("shift+tab", "enter")
        await asked(meeting)
        await meeting.press("enter")  # the careful answer
        await meeting.on(ReceivingScreen)
        assert office.register.laptops() == []
        assert in_the_register(office) == 0


async def test_what_nobody_signed_is_taken_only_knowingly(
    office: Office, laptop: FieldLaptop, shelf: Shelf
) -> None:
    put(office.inbox, "export.json", exported(laptop.session("Đường hỏng")))
    async with receiving(office, shelf) as meeting:
        assert fates(meeting) == ["cannot be taken"]
        await meeting.press("f8")
        assert "bears no signature" in await asked(meeting)
        await meeting.press("escape")
        await meeting.on(ReceivingScreen)
        assert in_the_register(office) == 0
        await meeting.press("f8")
        await asked(meeting)
        await agree(meeting)
        assert await done(meeting) == "1 file taken."
        assert in_the_register(office) == 1


# What never came


async def test_numbers_that_never_came_are_listed(
    office: Office, laptop: FieldLaptop, shelf: Shelf
) -> None:
    for number in (1, 2, 6, 8):
        name, data = laptop.parcel(exported(laptop.session()), number=number)
        put(office.inbox, name, data)
    async with receiving(office, shelf) as meeting:
        await meeting.press("enter")
        await done(meeting)
        await meeting.press("tab", "tab")
        assert shown(meeting) == [(laptop.name, "files no. 3–5, 7")]


@pytest.mark.parametrize(
    ("numbers", "said"),
    [([7], "file no. 7"), ([3, 4], "files no. 3–4"), ([9, 1, 2, 3, 5], "files no. 1–3, 5, 9")],
)
def test_numbers_that_follow_each_other_are_one_span(numbers: list[int], said: str) -> None:
    assert packages(numbers) == said


# Where to look


# Going about


async def test_tab_goes_through_the_lists_and_back(
    office: Office, laptop: FieldLaptop, shelf: Shelf
) -> None:
    del laptop
    async with receiving(office, shelf) as meeting:
        tabs = meeting.app.screen.query_one(Tabs)
        went = []
        for _turn in range(4):
            await meeting.press("tab")
            went.append(tabs._here)
            assert not_bound(meeting) == []
        assert went == ["held", "missing", "laptops", "came"]
        await meeting.press("escape")
        await meeting.until(lambda: not isinstance(meeting.app.screen, ReceivingScreen))
