"""The figures of a report, counted plainly from what stands in the raw operations."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from statistics import median
from typing import NamedTuple

from tests.evidence.by_hand import Record, Session, Told

_ENDS = {"cancelled": "cancelled", "not_done": "broken", "reported_done": "reported"}
_LARGE = 5


class Asked(NamedTuple):
    """What is asked for; empty is everything."""

    since: str = ""
    until: str = ""
    village: str = ""
    kind: str = ""


class Counted(NamedTuple):
    """All figures by their ids; by unit and village the ends of promises."""

    values: Counter[str]
    settled: tuple[int, int]
    median_days: float | None
    units: dict[str, Counter[str]]
    villages: dict[str, Counter[str]]


def place(village: str) -> str:
    """What a village is called whether or not somebody said thôn, bản, xóm, khu before it."""
    kind, _blank, rest = village.lower().partition(" ")
    return rest if kind in {"thôn", "bản", "xóm", "khu"} else village.lower()


def counted(
    sessions: Iterable[Session], promises: Iterable[Told], asked: Asked, today: date
) -> Counted:
    """Count everything once."""
    values: Counter[str] = Counter()
    within: list[Record] = []
    held = [one for one in sessions if _is_asked_for(one, asked)]
    for session in held:
        issues = [one for one in session.rows("issues") if _is_from(session, one, asked)]
        within += _count_session(values, session, issues, asked)
    folders = {one.folder for one in held}
    made = [
        one for one in promises if one.session.folder in folders and _is_there(one.villages, asked)
    ]
    units: dict[str, Counter[str]] = defaultdict(Counter)
    villages: dict[str, Counter[str]] = defaultdict(Counter)
    for one in made:
        end = ended(one, today)
        values.update(("promises", end, *["postponed"][: one.postponed]))
        values["postponements"] += one.postponed
        units[one.unit.lower()][end] += 1
        for village in {place(village) for village in one.villages} or {""}:
            villages[village][end] += 1
    return Counted(+values, _settled(within, made, today), _median(made, today), units, villages)


def ended(told: Told, today: date) -> str:
    """What became of a promise."""
    if told.state == "confirmed":
        if not told.first_due or not told.done_on:
            return "kept_undated"
        return "kept_in_time" if told.done_on <= told.first_due else "kept_late"
    if told.state in _ENDS:
        return _ENDS[told.state]
    if not told.due:
        return "open_undated"
    return "overdue" if told.due < today.isoformat() else "open_in_time"


def _is_asked_for(session: Session, asked: Asked) -> bool:
    record = session.record
    if asked.kind and record["kind"] != asked.kind:
        return False
    return asked.since <= str(record["date"]) <= (asked.until or "9")


def _is_from(session: Session, issue: Record, asked: Asked) -> bool:
    village = session.village_of(issue)
    return _is_there((village,) if village else session.record.get("villages", ()), asked)


def _is_there(villages: Iterable[str], asked: Asked) -> bool:
    wanted = place(asked.village)
    return not wanted or wanted in {place(village) for village in villages}


def _count_session(
    values: Counter[str], session: Session, issues: Sequence[Record], asked: Asked
) -> list[Record]:
    """Count one session; gives the opinions within the competence of the commune."""
    here = session.record.get("villages", ())
    if not issues and (asked.village and not _is_there(here, asked)):
        return []
    spoke: Counter[str] = Counter()
    for issue in issues:
        who = _speaker(session, issue)
        spoke[who] = max(spoke[who], issue.get("people") or 1)
    is_alone = not asked.village or (bool(here) and {*map(place, here)} == {place(asked.village)})
    came = sum(map(_came, session.rows("attendance"))) if is_alone else 0
    values["sessions"] += 1
    values["visits"] += len(spoke)
    values["people"] += max(came, sum(spoke.values()))
    values["entries"] += len(issues)
    for matter in _matters(session, issues):
        people: Counter[str] = Counter()
        for issue in matter:
            who = _speaker(session, issue)
            people[who] = max(people[who], issue.get("people") or 1)
        values["matters"] += 1
        values["groups"] += sum(people.values()) >= _LARGE
    values.update(f"kind:{issue['kind']}" for issue in issues)
    seen = [issue for issue in issues if issue["id"] not in session.secret]
    values.update(f"field:{issue['field']}" for issue in seen)
    values.update(f"competence:{issue['competence']}" for issue in seen)
    return [issue for issue in seen if issue["competence"] == "commune"]


def _speaker(session: Session, issue: Record) -> str:
    if issue["id"] in session.secret:
        return str(issue["id"])
    return str(issue.get("speaker") or issue["speaker_name"].casefold())


def _came(person: Record) -> int:
    return int(person.get("count", person["presence"] != "listed"))


def _matters(session: Session, issues: Iterable[Record]) -> list[list[Record]]:
    """Opinions that repeat one another; here all repeat one that repeats nothing."""
    found: dict[str, list[Record]] = defaultdict(list)
    for issue in issues:
        first = issue["id"]
        while again := session.tables["issues"][first].get("same_as"):
            first = again
        found[first].append(issue)
    return list(found.values())


def _settled(within: Iterable[Record], made: Iterable[Told], today: date) -> tuple[int, int]:
    ends: dict[str, list[bool]] = defaultdict(list)
    for one in made:
        ends[one.issue["id"]].append(ended(one, today).startswith("kept"))
    settled = [
        bool(issue.get("resolved")) or (issue["id"] in ends and all(ends[issue["id"]]))
        for issue in within
    ]
    return sum(settled), len(settled)


def _median(made: Iterable[Told], today: date) -> float | None:
    days = [
        (date.fromisoformat(one.done_on) - date.fromisoformat(one.session.record["date"])).days
        for one in made
        if one.done_on and ended(one, today).startswith("kept")
    ]
    return median(days) if days else None
