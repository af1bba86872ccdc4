"""Merging: a colleague's file of the same session, or two sessions that are one meeting."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from danvan_tui.exchange.colleague import read_colleague
from danvan_tui.exchange.errors import MergeError
from danvan_tui.exchange.matching import Same
from danvan_tui.exchange.taking_over import Said, Together, taking_over
from danvan_tui.language import _
from danvan_tui.ledger.conflicts import conflicts
from danvan_tui.ledger.errors import ClosedError, NotWritableError, ReadOnlyError
from danvan_tui.ledger.fold import Fold, RecordKey
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Change, Edit, Operation
from danvan_tui.ledger.shelf import NoSuchSessionError, Shelf
from danvan_tui.ledger.store import Entry
from danvan_tui.ledger.taken_over import has_grown
from danvan_tui.ledger.taking_in import put, take_in
from danvan_tui.model.records import DENUNCIATION, Table


@dataclass(frozen=True)
class Joined:
    """What became of a colleague's file."""

    folder: str
    """The session it is of."""
    is_new: bool
    """Whether that session was not on the shelf before."""
    entries: int
    """How many entries were not here before."""
    conflicts: int
    """How much waits to be chosen in the session now."""
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Merged:
    """What taking over did."""

    operations: tuple[str, ...]
    """The entries it took; none where everything was here before."""
    conflicts: int
    """How much waits to be chosen in the session now."""


def merge_file(shelf: Shelf, path: Path, *, person: str = "") -> Joined:
    """Join a colleague's file with the session it is of, by union.

    A session that is not here stands on the shelf afterwards. Raises MergeError, LedgerError;
    then nothing was taken in.
    """
    session, operations = read_colleague(path)
    try:
        folder = shelf.find(session).name
    except NoSuchSessionError:
        return _adopted(shelf, operations, person)
    notebook = shelf.open(folder, person=person)
    try:
        count = take_in(notebook, operations)
        left = len(conflicts(notebook.state))
        return Joined(folder, False, count, left, tuple(notebook.notices))
    finally:
        notebook.close()


def _adopted(shelf: Shelf, operations: Sequence[Operation], person: str) -> Joined:
    folder = shelf.adopt(operations, person=person)
    state = shelf.open(folder, write=False).state
    return Joined(folder, True, len(operations), len(conflicts(state)))


def merge_sessions(ours: Notebook, theirs: Notebook, same: Same, reason: str = "") -> Merged:
    """Take over into ours what theirs holds of the same meeting; ``same`` is what is here already.

    Done again after theirs grew, it takes over what is new. Theirs stays as it is, and says from
    now on where it went. Closed minutes need a reason. Raises MergeError, LedgerError.
    """
    check_mergeable(ours, theirs, reason)
    _protect_theirs(ours, theirs, same)
    done = [
        _put(ours, _entry(ours, together, reason))
        for together in taking_over(ours.state, theirs.state, same)
    ]
    done += [_put(ours, ours.prepare(edits, reason=reason)) for edits in _found(ours, same)]
    _protect_theirs(ours, theirs, same)
    _say_where_it_went(ours, theirs)
    return Merged(tuple(done), len(conflicts(ours.state)))


def _say_where_it_went(ours: Notebook, theirs: Notebook) -> None:
    """Note which session holds all of it; of two that were taken into each other, ours does."""
    mine, other = ours.state.session, theirs.state.session
    if mine.merged_into:
        ours.record([Edit(Table.SESSION, mine.id, {"merged_into": None})])
    if other.merged_into != mine.id or has_grown(theirs.state):
        theirs.record([Edit(Table.SESSION, other.id, {"merged_into": mine.id})])


def _put(notebook: Notebook, entry: Entry) -> str:
    put(notebook, [entry])
    return entry.operation.id


def check_mergeable(ours: Notebook, theirs: Notebook, reason: str) -> None:
    """Say why `merge_sessions` would take over nothing, if so; raises MergeError, LedgerError."""
    for notebook in (ours, theirs):
        if notebook.read_only:
            writer = notebook.writer
            raise ReadOnlyError(writer) if writer else NotWritableError(notebook.folder)
    mine, other = ours.state.session, theirs.state.session
    if mine.id == other.id:
        raise MergeError(_("This is one and the same session. Nothing was changed."))
    if mine.merged_into and (mine.merged_into, other.merged_into) != (other.id, mine.id):
        raise MergeError(
            _(
                "{code} was taken over into another session itself. Nothing was changed; please "
                "name that one."
            ).format(code=mine.code)
        )
    if other.merged_into not in ("", mine.id):
        raise MergeError(
            _(
                "{code} was taken over into another session before. Nothing was changed; a "
                "meeting has one session that holds all of it."
            ).format(code=other.code)
        )
    if not ours.are_minutes_open and not reason.strip():
        raise ClosedError


def _protect_theirs(ours: Notebook, theirs: Notebook, same: Same) -> None:
    """Keep secret there what is a denunciation here: its words stand openly nowhere."""
    exposed = [
        record
        for (table, record), mine in sorted(same.items())
        if table is Table.ISSUES
        and mine in ours.state.fold.protected
        and record not in theirs.state.fold.protected
    ]
    if exposed:
        edits = [Edit(Table.ISSUES, record, {"kind": DENUNCIATION}) for record in exposed]
        reason = "" if theirs.are_minutes_open else _("found to be what the law protects")
        _put(theirs, theirs.prepare(edits, reason=reason))


def _entry(ours: Notebook, together: Together, reason: str) -> Entry:
    """What one person wrote, in his name; what stands here otherwise stays beside it.

    The reason is that of whoever puts the notes together, and says so.
    """
    by = together.by or ours.person
    if reason and ours.person and by != ours.person:
        reason = f"{ours.person}: {reason}"
    edits = [
        Edit(*key, {name: said.value for name, said in fields.items()})
        for key, fields in together.records.items()
    ]
    entry = ours.prepare(edits, reason=reason)
    changes = [
        _beside(ours.state.fold, change, together.records.get((change.table, change.record), {}))
        for change in entry.operation.changes
    ]
    operation = replace(entry.operation, changes=changes, by=by, at=together.at)
    return Entry(operation, entry.secret, entry.moves)


def _beside(fold: Fold, change: Change, fields: dict[str, Said]) -> Change:
    """The change that replaces only what its writer knew, with the first deadline as it was."""
    replaces = dict(change.replaces)
    for name, said in fields.items():
        if said.knew is not None:
            heads = fold.heads(change.table, change.record, name)
            replaces[name] = [head.operation for head in heads if head.value in said.knew]
    firsts = {name: said.value for name, said in fields.items() if name.startswith("first_")}
    known = {name: one for name, one in replaces.items() if one}
    return replace(change, fields=change.fields | firsts, replaces=known)


def _found(ours: Notebook, same: Same) -> Iterator[list[Edit]]:
    """Edits that remember what was found to be the same, each protected opinion on its own."""
    fold = ours.state.fold
    taken: dict[RecordKey, list[str]] = {}
    for (table, record), mine in sorted(same.items()):
        row = fold.rows[table].get(mine)
        if row is not None:
            known = row.get("taken_from")
            ids = taken.setdefault((table, mine), [*known] if isinstance(known, list) else [])
            ids += [record] if record not in ids else []
    edits = [
        Edit(*key, {"taken_from": list[str](ids)})
        for key, ids in taken.items()
        if fold.rows[key[0]][key[1]].get("taken_from") != ids
    ]
    secret = [edit for edit in edits if _is_secret(fold, edit)]
    yield from filter(None, [[edit for edit in edits if edit not in secret]])
    yield from ([edit] for edit in secret)


def _is_secret(fold: Fold, edit: Edit) -> bool:
    return edit.record in fold.protected or fold.is_hidden(edit.table, edit.record)
