"""Deadlines as people say them ("trong 15 ngày làm việc", "quý I năm 2027"), read into dates."""

from danvan_tui.vietnamese.deadlines.deadline import Certainty, Deadline, Found
from danvan_tui.vietnamese.deadlines.read import (
    deadline_at_start,
    find_deadline,
    find_deadlines,
    read_deadline,
)

__all__ = [
    "Certainty",
    "Deadline",
    "Found",
    "deadline_at_start",
    "find_deadline",
    "find_deadlines",
    "read_deadline",
]
