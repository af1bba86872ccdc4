"""What four clocks of the law ask for, reckoned plainly from what stands in the raw operations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from holidays import country_holidays

from tests.evidence.by_hand import Record, Session

_DAY = timedelta(days=1)


class Owed(NamedTuple):
    """One duty, and where it stands."""

    clock: str
    folder: str
    issue: str
    state: str


CLOCKS = frozenset(
    {"dialogue_announce", "dialogue_publish", "reception_status", "denunciation_first"}
)


def owed(sessions: Iterable[Session], today: date) -> Iterator[Owed]:
    """What these clocks ask for, what was done included."""
    for session in sessions:
        day = date.fromisoformat(session.record["date"])
        done = {(one["clock"], one.get("issue", "")) for one in session.rows("duties")}
        answered = {one["issue"] for one in session.rows("answers")}
        if session.record["kind"] == "dialogue":
            announced = ("dialogue_announce", "") in done
            yield Owed("dialogue_announce", session.folder, "", "met" if announced else "missed")
            last = _worked(day + 10 * _DAY)
            published = ("dialogue_publish", "") in done
            yield Owed("dialogue_publish", session.folder, "", _state(published, last, today))
        for issue in session.rows("issues"):
            clock, days = _clock_of(session.record["kind"], issue)
            if clock:
                is_answered = clock == "reception_status" and issue["id"] in answered
                met = (clock, issue["id"]) in done or "resolved" in issue or is_answered
                last = _after_working_days(day, days)
                yield Owed(clock, session.folder, issue["id"], _state(met, last, today))


def _clock_of(kind: str, issue: Record) -> tuple[str, int]:
    if issue["kind"] == "denunciation":
        here = issue["competence"] in {"commune", "unknown"}
        return ("denunciation_first", 7) if here else ("", 0)
    asked = kind == "reception" and issue["kind"] in {"proposal", "report", "complaint"}
    return ("reception_status", 10) if asked else ("", 0)


def _state(met: bool, last: date, today: date) -> str:
    return "met" if met else "overdue" if last < today else "due"


@cache
def _off(year: int) -> frozenset[date]:
    off = set(country_holidays("VN", years=year))
    return frozenset(off | ({date(year, 11, 24)} if year >= 2026 else set()))


def _is_worked(day: date) -> bool:
    return day.weekday() < 5 and day not in _off(day.year)


def _worked(day: date) -> date:
    while not _is_worked(day):
        day += _DAY
    return day


def _after_working_days(day: date, count: int) -> date:
    while count:
        day += _DAY
        count -= _is_worked(day)
    return day
