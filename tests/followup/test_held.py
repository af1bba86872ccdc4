"""A session that was taken over into another one is followed up there: once, and never nowhere."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_tui.exchange.errors import MergeError
from danvan_tui.exchange.merging import merge_sessions
from danvan_tui.followup.index.follow_up import FollowUp
from danvan_tui.ledger.closing import close_session
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.ledger.taking_in import take_in
from danvan_tui.model.records import Table
from tests.ledger.sessions import NOW, step


class Laptop:
    """A shelf on which two notes of one meeting stand, both open for writing."""

    def __init__(self, root: Path, mark: str) -> None:
        numbers = itertools.count(1)
        self.shelf = Shelf(root, clock=lambda: NOW, new_id=lambda: f"id-{next(numbers):03d}-{mark}")
        self.open: dict[str, Notebook] = {}

    def begin(self, promise: str) -> str:
        """New notes with a promise; gives their id."""
        notebook = self.shelf.open(self.shelf.create(villages=["Nà Pù"]))
        step(notebook, "live")
        session = notebook.state.session.id
        self.open[session] = notebook
        self.promise(session, promise)
        return session

    def promise(self, session: str, content: str) -> None:
        notebook = self.open[session]
        issue = notebook.new(Table.ISSUES, content=f"Xin {content}", kind="proposal")
        fields = {"content": content, "issue": issue.record, "lead_unit": "Xã", "due": "2026-12-15"}
        notebook.record([issue, notebook.new(Table.COMMITMENTS, **fields)])

    def merge(self, into: str, other: str) -> None:
        reason = "" if self.open[into].are_minutes_open else "hai thư ký cùng ghi"
        merge_sessions(self.open[into], self.open[other], {}, reason)

    def hear(self, other: "Laptop") -> None:
        """All that stands on another laptop."""
        for session, notebook in other.open.items():
            operations = notebook.state.fold.ordered()
            if session not in self.open:
                self.open[session] = self.shelf.open(self.shelf.adopt(operations))
            take_in(self.open[session], operations)

    def followed(self) -> tuple[list[str], list[str]]:
        """What is promised, and what people are told."""
        index = FollowUp(self.shelf)
        index.bring_up_to_date()
        return sorted(one.content for one in index.promises), index.problems


@pytest.fixture
def laptops(tmp_path: Path) -> Iterator[tuple[Laptop, Laptop]]:
    both = Laptop(tmp_path / "mai", "mai"), Laptop(tmp_path / "ha", "han")
    yield both
    for laptop in both:
        for notebook in laptop.open.values():
            notebook.close()


def test_what_was_taken_over_is_followed_up_once(laptops: tuple[Laptop, Laptop]) -> None:
    mai, ha = laptops
    ours, theirs = mai.begin("sửa đường"), ha.begin("mắc điện")
    mai.hear(ha)
    mai.merge(ours, theirs)
    assert mai.followed() == (["mắc điện", "sửa đường"], [])


@pytest.mark.parametrize("closed", [False, True])
def test_two_laptops_that_took_them_over_into_each_other_still_show_all(
    laptops: tuple[Laptop, Laptop], *, closed: bool
) -> None:
    mai, ha = laptops
    ours, theirs = mai.begin("sửa đường"), ha.begin("mắc điện")
    mai.hear(ha)
    ha.hear(mai)
    if closed:
        close_session(mai.open[ours])
        close_session(ha.open[theirs])
    mai.merge(ours, theirs)
    ha.merge(theirs, ours)
    mai.hear(ha)
    ha.hear(mai)
    assert mai.followed()[0] == ha.followed()[0] == ["mắc điện", "sửa đường"]
    mai.merge(theirs, ours)  # somebody says which of them it is to be
    assert mai.open[theirs].state.session.merged_into == ""
    assert mai.followed() == (["mắc điện", "sửa đường"], [])
    with pytest.raises(MergeError):
        mai.merge(ours, theirs)


def test_what_was_written_after_the_taking_over_is_told_until_it_is_taken_over_too(
    laptops: tuple[Laptop, Laptop],
) -> None:
    mai, ha = laptops
    ours, theirs = mai.begin("sửa đường"), ha.begin("mắc điện")
    mai.hear(ha)
    mai.merge(ours, theirs)
    ha.promise(theirs, "xây cầu")  # she does not know of it
    mai.hear(ha)
    shown, told = mai.followed()
    assert shown == ["mắc điện", "sửa đường"]
    assert [words for words in told if "take it over once more" in words] == told != []
    mai.merge(ours, theirs)
    assert mai.followed() == (["mắc điện", "sửa đường", "xây cầu"], [])


def test_closing_what_was_taken_over_is_nothing_more_to_take_over(
    laptops: tuple[Laptop, Laptop],
) -> None:
    mai, ha = laptops
    ours, theirs = mai.begin("sửa đường"), ha.begin("mắc điện")
    mai.hear(ha)
    mai.merge(ours, theirs)
    close_session(ha.open[theirs])
    mai.hear(ha)
    assert mai.followed()[1] == []
