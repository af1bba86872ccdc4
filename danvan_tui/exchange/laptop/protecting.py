"""Before anything is packed: what became secret in one session is put away in all of them."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from danvan_tui.exchange.matching import known_pairs
from danvan_tui.followup.index.follow_up import FollowUp
from danvan_tui.followup.reviewing.protecting import protect_all, put_off, told
from danvan_tui.followup.writing import Writing
from danvan_tui.language import _
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit, Operation
from danvan_tui.ledger.sessions import Sessions
from danvan_tui.ledger.state import State
from danvan_tui.model.records import DENUNCIATION, Table


@dataclass(frozen=True)
class Protected:
    """What people are told of it, and where it could not be done yet."""

    sentences: Sequence[str] = ()
    exposed: Set[str] = frozenset()
    """The folders of sessions that still say it openly: they are not packed."""


def protect(shelf: Sessions, person: str) -> Protected:
    """Put it away everywhere; raises LedgerError where the shelf cannot be read."""
    if len(shelf.folders()) < 2:
        return Protected()
    together, open_still = _protect_together(shelf, person)
    follow_up = FollowUp(shelf)
    follow_up.bring_up_to_date()
    sentences = [*together, *protect_all(shelf, follow_up, person)]
    exposed = set(follow_up.exposed()) if sentences else set[str]()
    return Protected(sentences, exposed | open_still)


def _protect_together(shelf: Sessions, person: str) -> tuple[list[str], set[str]]:
    """Do so in two notes that were put together, whichever of them it became secret in.

    Says what people are told, and the folders where it could not be done.
    """
    writing = Writing(shelf, person, {})
    exposed = dict(_exposed_together(shelf))
    for folder, issues in exposed.items():

        def record(notebook: Notebook, these: Set[str] = issues) -> Operation:
            edits = [Edit(Table.ISSUES, one, {"kind": DENUNCIATION}) for one in sorted(these)]
            reason = "" if notebook.are_minutes_open else _("found to be what the law protects")
            return notebook.record(edits, reason=reason)

        writing.write(folder, put_off(shelf.called(folder)), record)
    done = {folder for folder, _operation in writing.recorded.operations}
    return (told(writing.recorded) if exposed else []), exposed.keys() - done


def _exposed_together(shelf: Sessions) -> Iterator[tuple[str, Set[str]]]:
    """By folder, the opinions that stand openly there, though the same is secret in other notes."""
    found = [one for one in shelf.sessions() if one.summary is not None]
    folders = {one.summary.id: one.folder.name for one in found if one.summary}
    exposed: dict[str, set[str]] = {}
    for one in found:
        holding = folders.get(one.summary.merged_into) if one.summary else None
        if holding is None:
            continue
        ours = shelf.open(holding, write=False).state
        theirs = shelf.open(one.folder.name, write=False).state
        for mine, other in _pairs(ours, theirs):
            if mine in ours.fold.protected and other not in theirs.fold.protected:
                exposed.setdefault(one.folder.name, set()).add(other)
            if other in theirs.fold.protected and mine not in ours.fold.protected:
                exposed.setdefault(holding, set()).add(mine)
    yield from exposed.items()


def _pairs(ours: State, theirs: State) -> Iterator[tuple[str, str]]:
    """What is one opinion in both."""
    here, there = ours.fold.rows[Table.ISSUES], theirs.fold.rows[Table.ISSUES]
    yield from ((one, one) for one in here.keys() & there.keys())
    for (table, other), mine in known_pairs(ours).items():
        if table is Table.ISSUES and other in there and mine in here:
            yield mine, other
