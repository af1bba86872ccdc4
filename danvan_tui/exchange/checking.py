"""Whether operations from outside set only what records have, each with a value of its type."""

from typing import Any, Final

import msgspec

from danvan_tui.ledger.fold import DELETED
from danvan_tui.ledger.operation import Operation
from danvan_tui.model.records import RECORDS, Table, Value, fields_of

_MOST_LETTERS: Final = 100  # of an id; those of this program have at most 36
_LATEST: Final = 2**53  # logical times that every database and every JSON reader keeps exactly


def check_operation(operation: Operation) -> None:
    """Raise msgspec.ValidationError for what no notebook would have recorded."""
    if not 0 <= operation.time < _LATEST:
        raise msgspec.ValidationError("time")
    check_id(operation.id)
    for change in operation.changes:
        check_id(change.record)
        msgspec.convert(change.fields, _SETTABLE[change.table])


def check_id(name: str) -> None:
    """Raise msgspec.ValidationError unless this can be an id."""
    if not (0 < len(name) <= _MOST_LETTERS and name.isprintable()):
        raise msgspec.ValidationError("id")


def _settable(table: Table) -> type[msgspec.Struct]:
    """What may be set in a table, each field of its type or None, which takes it back."""
    record = RECORDS[table]
    types = {field.name: field.type for field in msgspec.structs.fields(record)}
    fields: list[tuple[str, Any, Any]] = [
        (name, types[name] | None, None) for name in sorted(fields_of(table))
    ]
    fields.append((DELETED, Value, None))
    return msgspec.defstruct(record.__name__, fields, forbid_unknown_fields=True, gc=False)


_SETTABLE: Final = {table: _settable(table) for table in Table}
