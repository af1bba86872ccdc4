"""Promises put field by field come back the same, what they share being one."""

from __future__ import annotations

import msgspec
import pytest

from danvan_tui.followup.extract import Extract
from danvan_tui.followup.index.columns import from_columns, in_columns
from danvan_tui.followup.promises import Followable, Followed, joined
from danvan_tui.model.records import Commitment, Result, Review

UNIT = "Phòng Kinh tế xã"


def promises(count: int) -> list[Followed]:
    """Promises of one session, every other one reviewed."""
    made = [
        Commitment(id=f"c{number}", number=number, lead_unit=UNIT, supporting_units=["UBND xã"])
        for number in range(count)
    ]
    session = Extract(folder="f", session="s", code="DT-2026-001", promises=tuple(made))
    review = Review(id="r", result=Result.IN_PROGRESS, progress=40, on="2026-11-20")
    return [
        joined(Followable(one, session, None, (review,) if one.number % 2 else ())) for one in made
    ]


@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_promises_come_back_as_they_were(count: int) -> None:
    assert from_columns(in_columns(promises(count))) == promises(count)


def test_what_promises_share_is_kept_once() -> None:
    first, *others = from_columns(in_columns(promises(5)))
    assert all(one.unit is first.unit for one in others)
    assert all(one.supporting is first.supporting for one in others)


def test_columns_that_do_not_fit_together_are_refused() -> None:
    columns = msgspec.msgpack.decode(in_columns(promises(5)))
    columns[0] = [columns[0][0][:3], []]
    with pytest.raises(ValueError, match="columns"):
        from_columns(msgspec.msgpack.encode(columns))


def test_a_place_that_is_not_there_is_refused() -> None:
    columns = msgspec.msgpack.decode(in_columns(promises(5)))
    columns[1][1][0] = 99
    with pytest.raises(IndexError):
        from_columns(msgspec.msgpack.encode(columns))
