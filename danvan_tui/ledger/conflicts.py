"""Conflicts: what two people wrote without knowing each other, until somebody chooses.

Both values stay in the history whatever is chosen. What is typed together is chosen together: a
deadline is its words and its day, and a review is one thing that was found.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from danvan_tui.language import _
from danvan_tui.ledger.contested import brought_back, contested
from danvan_tui.ledger.errors import InvalidChangeError
from danvan_tui.ledger.fold import DELETED, Conflict, Fold, RecordKey
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.numbering import given, numbered_alike, numbering
from danvan_tui.ledger.operation import Edit, Operation
from danvan_tui.ledger.state import State
from danvan_tui.ledger.store import Entry
from danvan_tui.model.records import IDENTIFYING, Table, Value, fields_of


class Sort(StrEnum):
    """What people disagree about."""

    VALUES = "values"
    """Two values of the same fields."""
    TAKEN_OUT = "taken_out"
    """One took a record out, the other went on writing in it."""
    LEFT_OVER = "left_over"
    """One took a record out, the other wrote something that belongs to it."""
    SAME_NUMBER = "same_number"
    """Both gave the same number; those that were made later can be given others."""


@dataclass(frozen=True)
class Alternative:
    """What one of them wrote."""

    operation: str
    by: str
    at: str
    """Wall time, ISO 8601; laptops have it wrong."""
    values: tuple[tuple[str, Value], ...]
    """The fields it sets and their values; empty where the law hides them."""
    takes_out: bool = False
    """Whether it takes the record out."""
    is_late: bool = False
    """Whether the minutes were closed without it."""


@dataclass(frozen=True)
class Choice:
    """Something to choose between; the one that shows now comes first."""

    sort: Sort
    table: Table
    record: str
    """Empty where it is about several."""
    field: str
    """The field that gives it its name; empty where it is about the whole record."""
    alternatives: tuple[Alternative, ...]
    is_secret: bool = False
    """Whether the law hides what was written: who and when is all that may be shown."""
    others: tuple[RecordKey, ...] = ()
    """The records left over by the one that was taken out, or to be numbered anew."""

    @property
    def key(self) -> str:
        """Names it as long as it waits to be chosen."""
        return f"{self.table}:{self.record}:{self.field or DELETED}"


_TOGETHER: dict[Table, tuple[tuple[str, ...], ...]] = {
    Table.SESSION: (("seal", "sealed_over"),),
    Table.ATTENDANCE: (("presence", "arrived", "left"),),
    Table.ISSUES: (("speaker", "speaker_name"),),
    Table.COMMITMENTS: (("due_text", "due", "due_how", "first_due", "first_due_text"),),
    Table.REVIEWS: (tuple(sorted(fields_of(Table.REVIEWS) - {"result", "number", "issue"})),),
}
_TOGETHER[Table.REVIEWS] = (("result", *_TOGETHER[Table.REVIEWS][0]),)

_OF_ITSELF = {
    Table.SESSION: frozenset({"state", "sealed_over"}),
    Table.ATTENDANCE: frozenset({"taken_from"}),
    Table.ISSUES: frozenset({"assumed", "taken_from"}),
    Table.ANSWERS: frozenset({"taken_from"}),
    Table.COMMITMENTS: frozenset({"taken_from"}),
}
"""What nobody typed: which of two values shows is settled without asking."""


def conflicts(state: State) -> list[Choice]:
    """Everything that waits for somebody to choose, in the order of the tables."""
    return conflicts_in(state.fold)


def conflicts_in(fold: Fold) -> list[Choice]:
    """The same where only the operations were added up."""
    found = [*_of_values(fold), *_taken_out(fold), *_numbered_alike(fold)]
    tables = list(Table)
    return sorted(found, key=lambda one: (tables.index(one.table), _number(fold, one)))


def written_by(choices: Iterable[Choice], person: str) -> list[tuple[Choice, int]]:
    """The choices in which a person wrote just one of the values, and the number of that one."""
    wanted = person.strip().casefold()
    found = []
    for choice in choices:
        own = [at for at, one in enumerate(choice.alternatives) if one.by.casefold() == wanted]
        if len(own) == 1:
            found.append((choice, own[0]))
    return found


def choose(notebook: Notebook, choice: Choice, number: int, reason: str = "") -> Operation:
    """Take one of the alternatives, counted from 0, as one entry; raises LedgerError.

    Closed minutes need a reason.
    """
    return notebook.put(prepare_choice(notebook, [(choice, number)], reason))


def prepare_choice(
    notebook: Notebook, chosen: Sequence[tuple[Choice, int]], reason: str = ""
) -> Entry:
    """The one entry that makes these choices; raises LedgerError.

    It replaces what the chooser saw and nothing else, so what came in meanwhile is refused.
    """
    waiting = {choice.key: choice for choice in conflicts(notebook.state)}
    edits: list[Edit] = []
    for choice, number in chosen:
        if waiting.get(choice.key) != choice or number not in range(len(choice.alternatives)):
            raise InvalidChangeError(
                _(
                    "Something else was written or chosen here meanwhile. Nothing was changed; "
                    "please look again."
                )
            )
        edits += _edits(notebook, choice, number)
    return notebook.prepare(edits, reason=reason)


def _edits(notebook: Notebook, choice: Choice, number: int) -> Iterable[Edit]:
    fold, place = notebook.state.fold, (choice.table, choice.record)
    alternative = choice.alternatives[number]
    if choice.sort is Sort.VALUES:
        yield Edit(*place, _fields(fold, choice, alternative.operation))
    elif choice.sort is Sort.SAME_NUMBER:
        yield from numbering(fold, choice.table, [record for _table, record in choice.others])
    elif alternative.takes_out:
        yield from notebook.removal(*place)
    else:
        yield Edit(*place, brought_back(fold, *place))


def _fields(fold: Fold, choice: Choice, operation: str) -> dict[str, Value]:
    """The fields that an operation stands for in a choice."""
    return {
        name: head.value
        for name in _group(choice.table, choice.field)
        for head in fold.heads(choice.table, choice.record, name)
        if head.operation == operation and len(fold.heads(choice.table, choice.record, name)) > 1
    }


# Two values


def _of_values(fold: Fold) -> Iterator[Choice]:
    groups: dict[tuple[Table, str, tuple[str, ...]], list[Conflict]] = {}
    for one in fold.conflicts():
        is_shown = one.record in fold.rows[one.table]
        if one.field != DELETED and is_shown and one.field not in _OF_ITSELF.get(one.table, ()):
            key = (one.table, one.record, _group(one.table, one.field))
            groups.setdefault(key, []).append(one)
    for (table, record, names), together in groups.items():
        together.sort(key=lambda one: names.index(one.field))
        field = together[0].field
        secret = any(_is_secret(fold, table, record, one.field) for one in together)
        yield Choice(
            Sort.VALUES, table, record, field, _alternatives(fold, together, secret), secret
        )


def _group(table: Table, field: str) -> tuple[str, ...]:
    """The fields that are chosen together with one, itself among them."""
    return next((names for names in _TOGETHER.get(table, ()) if field in names), (field,))


def _alternatives(
    fold: Fold, together: Sequence[Conflict], secret: bool
) -> tuple[Alternative, ...]:
    """One for every operation that gave any of these fields its value, the shown one first."""
    values: dict[str, list[tuple[str, Value]]] = {}
    for conflict in together:
        for version in conflict.versions:
            said = values.setdefault(version.operation, [])
            said.append((conflict.field, version.value))
    return tuple(
        _alternative(fold, operation, () if secret else tuple(said))
        for operation, said in values.items()
    )


def _alternative(
    fold: Fold,
    operation: str,
    values: tuple[tuple[str, Value], ...] = (),
    *,
    takes_out: bool = False,
) -> Alternative:
    made = fold.operations[operation]
    return Alternative(operation, made.by, made.at, values, takes_out, fold.is_late(operation))


def _is_secret(fold: Fold, table: Table, record: str, field: str) -> bool:
    if table is Table.ISSUES and field == "same_as":
        heads = fold.heads(table, record, field)
        return record in fold.protected or any(one.value in fold.protected for one in heads)
    if table is Table.ISSUES:
        return record in fold.protected and field in IDENTIFYING
    return fold.is_hidden(table, record)


# Taken out by one, written in by the other


def _taken_out(fold: Fold) -> Iterator[Choice]:
    for one in contested(fold):
        secret = one.record in fold.protected or fold.is_hidden(one.table, one.record)
        by = max((head for _name, head in one.written), key=lambda head: head.order)
        values = () if secret else tuple((name, head.value) for name, head in one.written)
        kept = _alternative(fold, by.operation, () if one.hanging else values)
        out = _alternative(fold, one.taken_out, takes_out=True)
        is_shown = one.record in fold.rows[one.table]
        yield Choice(
            Sort.LEFT_OVER if one.hanging else Sort.TAKEN_OUT,
            one.table,
            one.record,
            "",
            (kept, out) if is_shown else (out, kept),
            secret,
            () if secret else one.hanging,
        )


# Two records of one number


def _numbered_alike(fold: Fold) -> Iterator[Choice]:
    for table, records in numbered_alike(fold):
        edits = numbering(fold, table, records)
        one = _alternative(fold, given(fold, table, records[0]).operation)
        numbers = tuple(("number", edit.fields["number"]) for edit in edits)
        others = tuple((table, record) for record in records)
        anew = replace(one, values=numbers)
        yield Choice(Sort.SAME_NUMBER, table, "", "number", (anew,), others=others)


def _number(fold: Fold, choice: Choice) -> tuple[int, str, str]:
    numbers = fold.versions(choice.table, choice.record, "number")
    number = numbers[-1].value if numbers else 0
    return (number if isinstance(number, int) else 0, choice.record, choice.field)
