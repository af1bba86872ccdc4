"""What comes from outside holds no value that no notebook would have recorded."""

from __future__ import annotations

import msgspec
import pytest

from danvan_tui.ledger.checking import check_operation
from danvan_tui.ledger.fold import DELETED
from danvan_tui.ledger.operation import Change, Operation
from danvan_tui.model.records import Table, Value

_LARGEST = 2**53 - 1


def _saying(table: Table, fields: dict[str, Value]) -> Operation:
    change = Change(table=table, record="r1", fields=fields)
    return Operation(id="a.1", time=1, at="2026-11-22T12:00:00+07:00", changes=[change])


@pytest.mark.parametrize(
    ("table", "name"),
    [
        (Table.ISSUES, "number"),
        (Table.ISSUES, "people"),
        (Table.ATTENDANCE, "birth_year"),
        (Table.COMMITMENTS, DELETED),
    ],
)
def test_numbers_are_as_large_as_everybody_counts(table: Table, name: str) -> None:
    check_operation(_saying(table, {name: _LARGEST}))
    for number in (_LARGEST + 1, -_LARGEST - 1, 2**64, -(2**70)):
        with pytest.raises(msgspec.ValidationError):
            check_operation(_saying(table, {name: number}))
