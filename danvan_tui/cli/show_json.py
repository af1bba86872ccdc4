"""A session for programs: its tables, each promise with where it stands."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from danvan_tui.ledger.state import State
from danvan_tui.model.records import Commitment, Review, Table
from danvan_tui.model.standing import standing


def as_record(state: State, today: date) -> dict[str, list[dict[str, Any]]]:
    """The veiled tables; where a promise stands follows from the reviews in this session."""
    tables = {name: list(rows.values()) for name, rows in state.tables.items()}
    reviews = state.reviews()
    standings = {one.id: _standing(one, reviews, today) for one in state.commitments()}
    promises = tables[Table.COMMITMENTS]
    tables[Table.COMMITMENTS] = [row | {"standing": standings[row["id"]]} for row in promises]
    return tables


def _standing(promise: Commitment, reviews: Sequence[Review], today: date) -> dict[str, Any]:
    now = standing(promise, (one for one in reviews if one.commitment == promise.id))
    return {
        "state": now.state,
        "unit": now.unit,
        "due": now.due,
        "due_text": now.due_text,
        "postponed": now.postponed,
        "progress": now.progress,
        "reopened": now.reopened,
        "disagreeing": bool(now.disagreeing),
        "done_on": now.done_on,
        "overdue": now.is_overdue(today.isoformat()),
    }
