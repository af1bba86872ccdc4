"""Whether operations from outside set only what records have, each with a value of its type."""

import re
from collections.abc import Iterable
from functools import cache
from types import UnionType
from typing import Annotated, Any, Final, Union

import msgspec

from danvan_tui.ledger.fold import DELETED
from danvan_tui.ledger.operation import Operation
from danvan_tui.model.records import CODE, RECORDS, Table, Value, fields_of

_MOST_LETTERS: Final = 100  # of an id; those of this program have at most 36
_LARGEST: Final = 2**53  # what every database and every JSON reader keeps exactly
_Number = Annotated[int, msgspec.Meta(gt=-_LARGEST, lt=_LARGEST)]
_SESSION_ID: Final = re.compile(r"[0-9A-Za-z-]{1,64}")
_DEVICE: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)


def check_operation(operation: Operation) -> None:
    """Raise msgspec.ValidationError for what no notebook would have recorded."""
    if not 0 <= operation.time < _LARGEST:
        raise msgspec.ValidationError("time")
    check_id(operation.id)
    for change in operation.changes:
        check_id(change.record)
        if change.table is Table.SESSION:
            check_session_id(change.record)
            check_code(change.fields.get("code"))
        msgspec.convert(change.fields, _settable(change.table))


def check_id(name: str) -> None:
    """Raise msgspec.ValidationError unless this can be an id."""
    if not (0 < len(name) <= _MOST_LETTERS and name.isprintable()):
        raise msgspec.ValidationError("id")


def check_session_id(name: str) -> None:
    """Raise msgspec.ValidationError unless a folder on any system can have the name of this id."""
    if not _SESSION_ID.fullmatch(name) or _DEVICE.fullmatch(name):
        raise msgspec.ValidationError("session")


def check_code(code: Value) -> None:
    """Raise msgspec.ValidationError for what no session is called; it becomes part of names."""
    if isinstance(code, str) and code and not CODE.fullmatch(code):
        raise msgspec.ValidationError("code")


def check_numbers(values: Iterable[Value]) -> None:
    """Raise msgspec.ValidationError where a number is too large for those who count with it."""
    for value in values:
        if isinstance(value, int) and abs(value) >= _LARGEST:
            raise msgspec.ValidationError("number")


@cache
def _settable(table: Table) -> type[msgspec.Struct]:
    """What may be set in a table, each field of its type or None, which takes it back."""
    record = RECORDS[table]
    types = {field.name: field.type for field in msgspec.structs.fields(record)}
    fields: list[tuple[str, Any, Any]] = [
        (name, _bounded(types[name] | None), None) for name in sorted(fields_of(table))
    ]
    fields.append((DELETED, _bounded(Value), None))
    return msgspec.defstruct(record.__name__, fields, forbid_unknown_fields=True, gc=False)


def _bounded(of: Any) -> Any:  # noqa: ANN401 - types as msgspec knows them
    """A type without the numbers that are too large."""
    if isinstance(of, UnionType):
        return Union[tuple(map(_bounded, of.__args__))]  # noqa: UP007 - of so many
    return _Number if of is int else of
