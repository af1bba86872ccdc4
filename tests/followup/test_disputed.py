"""A deadline that two people wrote differently is marked wherever it is shown, until one counts."""

from danvan_tui.followup.index.follow_up import FollowUp
from danvan_tui.followup.promises import Followed
from danvan_tui.followup.reviewing.recording import Found
from danvan_tui.ledger.conflicts import choose, conflicts
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.taking_in import take_in
from danvan_tui.model.catalogue import load_catalogues
from danvan_tui.model.folders import shipped_data
from danvan_tui.model.records import Result, Table, Value
from danvan_tui.tui.screens.board_rows import when
from danvan_tui.wording import earlier, words
from danvan_tui.wording.story import story
from tests.followup.office import Office
from tests.ledger.two import beside, put

OTHER: dict[str, Value] = {"due": "2026-12-20", "due_how": "ngày"}


def disagreeing(office: Office) -> str:
    """A session in which a colleague gave the second promise another deadline."""
    folder = office.meeting({"content": "Kéo điện"}, {"content": "Sửa cống"}, closed=False)
    notebook = office.open(folder)
    promise = notebook.state.commitments()[1].id
    other = beside(notebook, "Hà")
    notebook.record([Edit(Table.COMMITMENTS, promise, {"due": "2026-12-18", "due_how": "ngày"})])
    put(other, Edit(Table.COMMITMENTS, promise, OTHER))
    take_in(notebook, other.state.fold.ordered())
    notebook.close()
    return folder


def promises_of(office: Office) -> list[Followed]:
    index = FollowUp(office.shelf)
    index.bring_up_to_date()
    return sorted(index.promises, key=lambda one: one.number)


def test_only_the_promise_on_which_they_differ_is_marked(office: Office) -> None:
    folder = disagreeing(office)
    for _time in range(2):  # read afresh, then from what was kept
        plain, disputed = promises_of(office)
        today = office.now.date()
        assert "≠" not in when(plain, today)
        assert "20/12 ≠" in when(disputed, today) or "18/12 ≠" in when(disputed, today)
        assert "≠" in earlier.deadline(disputed, today)
    state = office.open(folder).state
    assert [words.deadline(one)[-1] for one in state.commitments()] == ["6", "≠"]
    followable = office.promise(folder, 2)
    catalogues = load_catalogues(shipped_data(), None)
    told = " ".join(one.text for one in story(followable, catalogues, office.extracts()))
    assert "Two notes give different deadlines" in told


def test_the_mark_goes_once_one_is_chosen(office: Office) -> None:
    folder = disagreeing(office)
    notebook = office.open(folder)
    (choice,) = conflicts(notebook.state)
    choose(notebook, choice, 1)
    notebook.close()
    assert not any(one.is_due_disputed for one in promises_of(office))


def test_a_deadline_that_was_moved_since_is_no_longer_disputed(office: Office) -> None:
    folder = disagreeing(office)
    moved = Found(result=Result.POSTPONED, due="2027-01-15", due_text="đến 15/1", reason="mưa")
    office.review(folder, moved, number=2)
    assert not any(one.is_due_disputed for one in promises_of(office))
