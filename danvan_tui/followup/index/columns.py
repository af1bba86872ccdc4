"""Promises put field by field: what many of them share stands there once, and is read fastest."""

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeAlias

import msgspec

from danvan_tui.followup.promises import Followed

_Column: TypeAlias = tuple[list[Any], list[int]]
"""The values of one field, and for each promise which of them; empty where each has its own."""


def in_columns(promises: Sequence[Followed]) -> bytes:
    """Promises as they are kept in a file."""
    columns = [_column([getattr(one, field.name) for one in promises]) for field in _fields()]
    return msgspec.msgpack.encode(columns)


def from_columns(data: bytes | msgspec.Raw) -> list[Followed]:
    """The promises again, equal values being one; raises ValueError, IndexError."""
    values = [_spread(column) for column in _decoder().decode(data)]
    if len({len(column) for column in values}) != 1:
        raise ValueError("columns of different lengths")
    return list(map(Followed, *values))


def _column(values: list[Any]) -> _Column:
    once = list(dict.fromkeys(values))
    if 2 * len(once) > len(values):
        return values, []
    places = {value: place for place, value in enumerate(once)}
    return once, [places[value] for value in values]


def _spread(column: _Column) -> list[Any]:
    values, places = column
    return list(map(values.__getitem__, places)) if places else values


@cache
def _fields() -> tuple[msgspec.structs.FieldInfo, ...]:
    return msgspec.structs.fields(Followed)


@cache
def _decoder() -> msgspec.msgpack.Decoder[tuple[_Column, ...]]:
    columns: Any = tuple[tuple(tuple[list[one.type], list[int]] for one in _fields())]  # type: ignore[misc,name-defined]
    return msgspec.msgpack.Decoder(columns)
