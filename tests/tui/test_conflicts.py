"""Promise: both values are seen with who wrote them and when; one key chooses, one undoes it."""

from __future__ import annotations

from errno import ENOSPC
from pathlib import Path

import pytest

from danvan_tui.ledger.closing import close_session, seal_holds
from danvan_tui.ledger.conflicts import conflicts
from danvan_tui.ledger.errors import SaveError
from danvan_tui.ledger.folder_store import FolderStore
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.read_back import corrections
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.ledger.store import Entry
from danvan_tui.ledger.taking_in import take_in
from danvan_tui.model.records import DENUNCIATION, Table, Value
from danvan_tui.office.shelf import RegisterShelf
from danvan_tui.tui.screens.conflicts import ConflictsScreen
from danvan_tui.tui.screens.dialogs import AskLine, Pick
from danvan_tui.tui.screens.home import HomeScreen
from tests.ledger.two import beside, put
from tests.office.carried import begun_office
from tests.office.shelf.registered import DEAR, bring
from tests.tui.meeting import Meeting, new_session, opened

OURS = "Cống thôn tắc nặng, nước tràn vào nhà dân mỗi khi mưa to"
THEIRS = "Cống thôn hơi tắc"


@pytest.fixture
def disagreeing(shelf: Shelf, code: str) -> str:
    """The code of a session in which two people wrote without knowing each other."""
    return disagree(shelf, code, {"content": OURS, "people": 7}, {"content": THEIRS, "people": 9})


def disagree(
    shelf: Shelf,
    code: str,
    ours: dict[str, Value],
    theirs: dict[str, Value],
    *,
    closed: bool = False,
) -> str:
    notebook = shelf.open(code, person="Mai")
    issue = notebook.new(Table.ISSUES, content="Cống thôn tắc", kind="report")
    session = notebook.state.session.id
    notebook.record([issue, Edit(Table.SESSION, session, {"state": "live"})])
    other = beside(notebook, "Hà")
    notebook.record([Edit(Table.ISSUES, issue.record, ours)])
    if closed:
        close_session(notebook, "chưa rõ")
    put(other, Edit(Table.ISSUES, issue.record, theirs))
    take_in(notebook, other.state.fold.ordered())
    notebook.close()
    return code


async def look(meeting: Meeting) -> ConflictsScreen:
    """Open the conflicts from the session."""
    await meeting.session.run_action("conflicts")
    await meeting.settle()
    screen = meeting.app.screen
    assert isinstance(screen, ConflictsScreen)
    return screen


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_both_values_stand_beside_each_other(
    shelf: Shelf, disagreeing: str, size: tuple[int, int]
) -> None:
    async with opened(shelf, disagreeing, size=size) as meeting:
        assert "≠ 2 written twice (Ctrl+B)" in meeting.seen
        await meeting.press("ctrl+b")
        assert isinstance(meeting.app.screen, ConflictsScreen)
        assert "1 left one" in meeting.seen
        assert "2 right one" in meeting.seen
        seen = " ".join(meeting.seen.split())
        for said in ("Opinion 1 · Content", "Mai", "Hà", "22/11/2026", "1 (shows now)", "2 to"):
            assert said in seen
        for words in ("nước", "mưa to", "hơi tắc"):
            assert words in seen


@pytest.mark.parametrize("key", ["1", "2"])
async def test_a_digit_chooses_and_ctrl_z_takes_it_back(
    shelf: Shelf, disagreeing: str, key: str
) -> None:
    async with opened(shelf, disagreeing, size=(80, 24)) as meeting:
        await look(meeting)
        (content, _people) = before = conflicts(meeting.state)
        await meeting.press(key)
        wanted = content.alternatives[int(key) - 1].values[0][1]
        assert meeting.state.issues()[0].content == wanted
        assert [one.field for one in conflicts(meeting.state)] == ["people"]
        await meeting.press("ctrl+z")
        assert conflicts(meeting.state) == before
        await meeting.press("ctrl+z")
        assert conflicts(meeting.state) == before
        assert "Nothing was chosen" in meeting.said[-2]


def disagree_all(shelf: Shelf, code: str, contents: list[str]) -> list[str]:
    """A session in which each wrote another content; gives them as they are to be chosen."""
    notebook = shelf.open(code, person="Mai")
    issue = notebook.new(Table.ISSUES, content="Cống thôn tắc", kind="report")
    notebook.record([issue])
    others = [beside(notebook, f"other{number}") for number in range(len(contents))]
    for other, content in zip(others, contents, strict=True):
        put(other, Edit(Table.ISSUES, issue.record, {"content": content}))
    for other in others:
        take_in(notebook, other.state.fold.ordered())
    (choice,) = conflicts(notebook.state)
    notebook.close()
    return [str(one.values[0][1]) for one in choice.alternatives]


@pytest.mark.parametrize(
    "keys", [["5"], ["left", "left", "right", "enter"], [*["right"] * 6, "enter"]]
)
async def test_of_five_values_each_can_be_seen_and_chosen(
    shelf: Shelf, code: str, keys: list[str]
) -> None:
    contents = disagree_all(shelf, code, [f"Nội dung của người {number}" for number in range(5)])
    async with opened(shelf, code, size=(80, 24)) as meeting:
        await look(meeting)
        assert "Values 1 to 3 of 5" in meeting.seen
        await meeting.press("enter")  # nothing is marked yet
        assert len(conflicts(meeting.state)) == 1
        await meeting.press(*keys[:-1])
        if len(keys) > 1:
            assert "Values 3 to 5 of 5" in meeting.seen
        await meeting.press(keys[-1])
        assert meeting.state.issues()[0].content == contents[4]


async def test_of_eleven_values_the_arrows_reach_those_no_digit_names(
    shelf: Shelf, code: str
) -> None:
    contents = disagree_all(shelf, code, [f"Nội dung của người {number}" for number in range(11)])
    async with opened(shelf, code, size=(80, 24)) as meeting:
        await look(meeting)
        await meeting.press(*["right"] * 10)
        assert "Values 8 to 10 of 11" in meeting.seen
        await meeting.press("enter")
        assert meeting.state.issues()[0].content == contents[9]


async def test_a_value_longer_than_the_window_is_read_to_its_end(shelf: Shelf, code: str) -> None:
    long = "Cống đầu thôn bị tắc từ tháng năm, chưa ai xuống xem. " * 8 + "HẾT."
    disagree_all(shelf, code, [long, *"abcd"])
    async with opened(shelf, code, size=(80, 24)) as meeting:
        await look(meeting)
        await meeting.press("left")
        assert "HẾT." not in meeting.seen
        await meeting.press(*["pagedown"] * 4)
        await meeting.until(lambda: "HẾT." in meeting.seen)


async def test_a_disk_that_fails_takes_no_other_choice_back(
    shelf: Shelf, disagreeing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(shelf, disagreeing) as meeting:
        await look(meeting)
        await meeting.press("1", "1")
        assert conflicts(meeting.state) == []

        def full(_store: FolderStore, _entry: Entry) -> None:
            raise SaveError(OSError(ENOSPC, "No space left on device"))

        with monkeypatch.context() as patched:
            patched.setattr(FolderStore, "write", full)
            await meeting.press("ctrl+z")
            await meeting.session.recorder.rest()
        await meeting.session.recorder.drain()
        assert [one.field for one in conflicts(meeting.state)] == ["people"]


async def test_what_was_chosen_is_on_the_disk(shelf: Shelf, disagreeing: str) -> None:
    async with opened(shelf, disagreeing) as meeting:
        await look(meeting)
        await meeting.press("2", "2")
        assert "Nothing waits to be chosen" in meeting.seen
        await meeting.press("escape")
        assert meeting.app.screen is meeting.session
        assert "written twice" not in meeting.seen
    state = shelf.open(disagreeing, write=False).state
    assert conflicts(state) == []


async def test_all_that_one_person_wrote_is_taken_at_once(shelf: Shelf, disagreeing: str) -> None:
    async with opened(shelf, disagreeing) as meeting:
        await look(meeting)
        await meeting.press("f8")
        assert isinstance(meeting.app.screen, Pick)
        await meeting.put("ha")
        await meeting.press("enter")
        issue = meeting.state.issues()[0]
        assert (issue.content, issue.people) == (THEIRS, 9)
        await meeting.press("ctrl+z")
        assert len(conflicts(meeting.state)) == 2


async def test_closed_minutes_ask_why(shelf: Shelf, code: str) -> None:
    disagree(shelf, code, {"content": OURS}, {"content": THEIRS}, closed=True)
    async with opened(shelf, code) as meeting:
        await look(meeting)
        assert "came in after closing" in " ".join(meeting.seen.split())
        await meeting.press("2")
        assert isinstance(meeting.app.screen, AskLine)
        await meeting.press("escape")
        assert len(conflicts(meeting.state)) == 1
        await meeting.press("2")
        await meeting.put("hai người ghi khác nhau")
        await meeting.press("enter")
        assert meeting.state.issues()[0].content == THEIRS
        assert [one.reason for one in corrections(meeting.state)] == ["hai người ghi khác nhau"]
        await meeting.press("ctrl+z")
        assert len(conflicts(meeting.state)) == 1
        assert seal_holds(meeting.state)


async def test_the_reason_given_last_is_offered_and_an_empty_one_is_asked_for_again(
    shelf: Shelf, code: str
) -> None:
    ours: dict[str, Value] = {"content": OURS, "people": 7}
    disagree(shelf, code, ours, {"content": THEIRS, "people": 9}, closed=True)
    async with opened(shelf, code, size=(80, 24)) as meeting:
        await look(meeting)
        await meeting.press("2", "enter")
        assert "A correction needs its reason" in meeting.seen
        assert len(conflicts(meeting.state)) == 2
        await meeting.put("hai người ghi khác nhau")
        await meeting.press("enter", "2")
        assert isinstance(meeting.app.screen, AskLine)
        await meeting.press("enter")
        assert conflicts(meeting.state) == []
        reasons = [one.reason for one in corrections(meeting.state)]
        assert reasons == ["hai người ghi khác nhau"] * 2


async def test_another_reason_is_typed_in_place_of_the_offered_one(shelf: Shelf, code: str) -> None:
    ours: dict[str, Value] = {"content": OURS, "people": 7}
    disagree(shelf, code, ours, {"content": THEIRS, "people": 9}, closed=True)
    async with opened(shelf, code, size=(80, 24)) as meeting:
        await look(meeting)
        await meeting.press("2")
        await meeting.put("nghe lại băng")
        await meeting.press("enter", "2")
        await meeting.put("đếm lại")
        await meeting.press("enter")
        reasons = {one.reason for one in corrections(meeting.state)}
        assert reasons == {"nghe lại băng", "đếm lại"}


async def test_values_without_a_name_are_chosen_one_by_one(shelf: Shelf, code: str) -> None:
    notebook = shelf.open(code)
    issue = notebook.new(Table.ISSUES, content="Cống thôn tắc", kind="report")
    notebook.record([issue])
    other = beside(notebook, "x")
    other.person = ""
    notebook.record([Edit(Table.ISSUES, issue.record, {"content": OURS})])
    put(other, Edit(Table.ISSUES, issue.record, {"content": THEIRS}))
    take_in(notebook, other.state.fold.ordered())
    notebook.close()
    async with opened(shelf, code) as meeting:
        await look(meeting)
        await meeting.press("f8")
        assert "These values carry no name" in meeting.said[-2]


async def test_a_protected_name_is_not_shown(shelf: Shelf, code: str) -> None:
    disagree(
        shelf,
        code,
        {"speaker_name": "Sùng Thị Pàng", "kind": DENUNCIATION},
        {"speaker_name": "Sùng A Pàng"},
    )
    async with opened(shelf, code) as meeting:
        await look(meeting)
        assert "Pàng" not in meeting.shown
        assert "kept secret by law" in meeting.shown
        seen = " ".join(meeting.seen.split())
        assert "choose by who wrote it and when, or leave it open." in seen
        await meeting.press("1")
        assert conflicts(meeting.state) == []
        assert "Pàng" not in meeting.shown


async def test_markup_in_a_value_is_text(shelf: Shelf, code: str) -> None:
    disagree(shelf, code, {"content": "[/b] [@click=app.quit]x"}, {"content": "\x1b[31mđỏ"})
    async with opened(shelf, code) as meeting:
        await look(meeting)
        assert "[@click=app.quit]x" in meeting.seen


async def test_nothing_to_choose_is_said(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await look(meeting)
        assert "Nothing waits to be chosen" in meeting.seen
        await meeting.press("1", "2", "f8", "ctrl+z")
        assert conflicts(meeting.state) == []


async def test_the_office_chooses_over_its_register(shelf: Shelf, tmp_path: Path) -> None:
    code = new_session(shelf, commune=DEAR)
    disagree(shelf, code, {"content": OURS}, {"content": THEIRS})
    office = begun_office(tmp_path / "office")
    notebook = shelf.open(code, write=False)
    bring(office, notebook)
    register = RegisterShelf(office)
    async with opened(register, code, office=office) as meeting:
        await look(meeting)
        await meeting.press("2")
        await meeting.put("hỏi lại hai người")
        await meeting.press("enter")
        assert conflicts(meeting.state) == []
        await meeting.press("ctrl+z")
        assert len(conflicts(meeting.state)) == 1
        await meeting.press("1")
        await meeting.put("hỏi lại hai người")
        await meeting.press("enter")
    assert conflicts(register.open(code, write=False).state) == []
    office.close()


def disagree_at_other_times(shelf: Shelf, code: str) -> str:
    """Two people wrote differently, and no two entries bear the same logical time."""
    notebook = shelf.open(code, person="Mai")
    issue = notebook.new(Table.ISSUES, content="Cống thôn tắc", kind="report")
    answer = notebook.new(Table.ANSWERS, issue=issue.record, content="Xã ghi nhận")
    promise = notebook.new(
        Table.COMMITMENTS, issue=issue.record, content="Nạo vét", due="2026-12-15"
    )
    notebook.record([issue])
    notebook.record([answer])
    notebook.record([promise])
    other = beside(notebook, "Hà")
    for edit, fields in (
        (issue, {"content": "ours"}),
        (answer, {"content": "ours"}),
        (promise, {"due": "2026-12-20"}),
    ):
        notebook.record([Edit(edit.table, edit.record, {**fields})])
    for number in range(3):  # the other one wrote more before that
        put(other, other.new(Table.ATTENDANCE, name=f"Người {number}"))
    for edit, fields in (
        (issue, {"content": "theirs"}),
        (answer, {"content": "theirs"}),
        (promise, {"due": "2026-12-25"}),
    ):
        put(other, Edit(edit.table, edit.record, {**fields}))
    ours = {one.time for one in notebook.state.fold.ordered()}
    wanted = [one for one in other.state.fold.ordered() if one.time not in ours]
    take_in(notebook, wanted)
    times = [one.time for one in notebook.state.fold.ordered()]
    assert len(times) == len(set(times))
    notebook.close()
    return code


async def test_what_waits_is_said_whenever_it_was_written(shelf: Shelf, code: str) -> None:
    disagree_at_other_times(shelf, code)
    async with opened(shelf, code, size=(80, 24)) as meeting:
        assert "≠ 3 written twice (Ctrl+B)" in meeting.seen
        await meeting.press("ctrl+b", "1", "1", "1", "escape")
        assert "written twice" not in meeting.seen


async def test_every_record_written_twice_is_marked_in_the_lists(shelf: Shelf, code: str) -> None:
    disagree_at_other_times(shelf, code)
    async with opened(shelf, code, size=(80, 24)) as meeting:
        for said in ("≠ theirs", "› ≠ theirs", "25/12/2026 ≠"):
            assert said in meeting.seen
        assert "! ≠" not in meeting.seen  # its day says it


async def test_the_list_of_sessions_says_what_waits(shelf: Shelf, disagreeing: str) -> None:
    async with opened(shelf, size=(80, 24)) as meeting:
        assert "≠2 · live" in meeting.seen
        meeting.app.open_session(disagreeing)
        await meeting.settle()
        await meeting.press("ctrl+b", "1", "1", "escape", "escape")
        await meeting.on(HomeScreen)
        await meeting.settle()
        assert "≠" not in meeting.seen
