"""The veiled rows of a session in the register, read as cheaply as they can be."""

from collections.abc import Iterable
from typing import TypeVar

import msgspec

from danvan_tui.exchange.secrecy import secret_issues
from danvan_tui.ledger.operation import Operation
from danvan_tui.ledger.rows import Rows, rows_of
from danvan_tui.ledger.state import State, in_minutes
from danvan_tui.model.records import (
    Answer,
    Attendee,
    Commitment,
    Duty,
    Issue,
    Review,
    Session,
    Table,
)
from danvan_tui.office.register.outcomes import Whole
from danvan_tui.office.register.summing_up import rows_of_one_writer

_NumberedT = TypeVar("_NumberedT", Answer, Attendee, Commitment, Duty, Review)


def state_of(whole: Whole) -> State:
    """A session as it is shown: what the office said of what was taken back waits for it."""
    return State(whole.operations, whole.protected, only_begun=True)


def veiled_rows(whole: Whole) -> Rows:
    """What everybody may see of a session; raises msgspec.ValidationError."""
    return _plain(whole) or rows_of(state_of(whole))


def _plain(whole: Whole) -> Rows | None:
    """The rows of a session in which nothing is secret and nothing is to be weighed; else None."""
    if secret_issues(whole.operations, (), whole.protected):
        return None
    found = rows_of_one_writer(whole.operations)
    if found is None:
        return None
    rows = {table: [*of.values()] for table, of in found.items()}
    session = msgspec.convert(rows[Table.SESSION][:1], list[Session])
    if session and session[0].merged_into:
        return None  # the history says whether it has grown since
    return Rows(
        session=session[0] if session else Session(id=""),
        attendance=_by_number(msgspec.convert(rows[Table.ATTENDANCE], list[Attendee])),
        issues=sorted(msgspec.convert(rows[Table.ISSUES], list[Issue]), key=in_minutes),
        answers=_by_number(msgspec.convert(rows[Table.ANSWERS], list[Answer])),
        commitments=_by_number(msgspec.convert(rows[Table.COMMITMENTS], list[Commitment])),
        reviews=_by_number(msgspec.convert(rows[Table.REVIEWS], list[Review])),
        duties=_by_number(msgspec.convert(rows[Table.DUTIES], list[Duty])),
        reviewed_in_vain=_in_vain(whole.operations, found[Table.REVIEWS].keys()),
    )


def _by_number(rows: list[_NumberedT]) -> list[_NumberedT]:
    return sorted(rows, key=lambda row: row.number)


def _in_vain(operations: Iterable[Operation], shown: Iterable[str]) -> set[str]:
    """The promises of which something was said that was taken back."""
    reviews = {*shown}
    return {
        str(promise)
        for operation in operations
        for change in operation.changes
        if change.table is Table.REVIEWS
        and (promise := change.fields.get("commitment"))
        and change.record not in reviews
    }
