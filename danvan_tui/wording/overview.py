"""What the screen says at a glance: who speaks, what was said last, what is open, who is here."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from danvan_tui.capture.places import same_place
from danvan_tui.language import _, ngettext
from danvan_tui.ledger.state import State
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.model.records import (
    Answer,
    Attendee,
    Commitment,
    Issue,
    Session,
    SessionState,
    Table,
)
from danvan_tui.model.rules import (
    GROUP_OF_PEOPLE,
    Disagreement,
    OpenPoints,
    disagreements,
)
from danvan_tui.wording import words

_ONGOING = frozenset({SessionState.LIVE, SessionState.READING})
_LONGEST = timedelta(hours=24)  # of a meeting: beyond it some clock is wrong
_Said = Issue | Answer | Commitment


def speaking(state: State) -> str:
    """Who spoke last: the number on the list, the name and the village."""
    issue = max(state.issues(), key=lambda issue: issue.number, default=None)
    if issue is None:
        return ""
    people = {person.id: person for person in state.attendance()}
    who = words.speaker_from(issue, people)
    listed = None if issue.protected else people.get(issue.speaker)
    return f"{listed.number} {who}" if listed else who


def last_said(state: State, catalogues: Catalogues) -> str:
    """The opinion, answer or promise that was recorded last, in one line."""
    record = _last_recorded(state)
    if record is None:
        return ""
    if isinstance(record, Issue):
        said = words.said(record, {issue.id: issue.number for issue in state.issues()})
        return _("Opinion {number}: {said}").format(number=record.number, said=said)
    issue = state.row(Table.ISSUES, record.issue)
    number = str(issue.get("number", "?")) if issue else "–"
    if isinstance(record, Answer):
        said = words.answer(record, catalogues)
        return _("Answer to opinion {number}: {said}").format(number=number, said=said)
    said = words.one_line(record.content)
    parts = filter(None, (said, words.units(record), words.deadline(record)))
    return _("Promise {number} on opinion {issue}: {said}").format(
        number=record.number, issue=number, said=" · ".join(parts)
    )


def _last_recorded(state: State) -> _Said | None:
    tables: dict[Table, list[_Said]] = {
        Table.ISSUES: [*state.issues()],
        Table.ANSWERS: [*state.answers()],
        Table.COMMITMENTS: [*state.commitments()],
    }
    newest = [
        (table, max(records, key=lambda record: record.number))
        for table, records in tables.items()
        if records
    ]
    if not newest:
        return None
    return max(newest, key=lambda found: _recorded(state, found[0], found[1].id))[1]


def _recorded(state: State, table: Table, record: str) -> tuple[int, str]:
    """When a record was made: that is when it got its number."""
    return next((made.order for made in state.fold.versions(table, record, "number")), (0, ""))


def still_open(points: OpenPoints) -> str:
    """What is still open, or that nothing is."""
    said = (
        (
            points.unanswered,
            ngettext(
                "{count} opinion unanswered", "{count} opinions unanswered", points.unanswered
            ),
        ),
        (
            points.without_unit,
            ngettext(
                "{count} promise without unit", "{count} promises without unit", points.without_unit
            ),
        ),
        (
            points.without_deadline,
            ngettext(
                "{count} promise without deadline",
                "{count} promises without deadline",
                points.without_deadline,
            ),
        ),
        (
            points.without_kind,
            ngettext(
                "{count} opinion without kind", "{count} opinions without kind", points.without_kind
            ),
        ),
        (
            points.unconfirmed,
            ngettext(
                "{count} opinion to confirm", "{count} opinions to confirm", points.unconfirmed
            ),
        ),
    )
    parts = [text.format(count=count) for count, text in said if count]
    return " · ".join(parts) or _("nothing open")


def since_start(state: State, now: datetime) -> str:
    """How long the meeting goes on; nothing where it is not today's or some clock is wrong."""
    session = state.session
    if session.state not in _ONGOING or session.date not in ("", now.date().isoformat()):
        return ""
    start = _start(session, now) or _went_live(state, now)
    if start is None or not timedelta(0) <= now - start < _LONGEST:
        return ""
    hours, minutes = divmod((now - start) // timedelta(minutes=1), 60)
    if not hours:
        return _("{minutes} min").format(minutes=minutes)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=minutes)


def _start(session: Session, now: datetime) -> datetime | None:
    try:
        return datetime.combine(now.date(), time.fromisoformat(session.start), now.tzinfo)
    except ValueError:
        return None


def _went_live(state: State, now: datetime) -> datetime | None:
    """When the first entry was made, which is when the session went live."""
    fold = state.fold
    for version in fold.versions(Table.SESSION, state.session.id, "state"):
        if version.value == SessionState.LIVE and fold.active(version.operation):
            return _moment(fold.operations[version.operation].at, now)
    return None


def _moment(at: str, now: datetime) -> datetime | None:
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo)


def hall_warnings(attendance: Iterable[Attendee]) -> list[str]:
    """What to look at again: head counts that the list does not bear out."""
    return [_warning(found) for found in disagreements(attendance, same_place)]


def _warning(found: Disagreement) -> str:
    numbers = {"counted": found.counted, "listed": found.listed}
    if not found.village:
        return _("Counted {counted}, but the list has {listed}").format(**numbers)
    return _("{village}: counted {counted}, but the list has {listed}").format(
        village=found.village, **numbers
    )


def group_mark(count: int) -> str:
    """The mark of five or more people with the same matter; nothing for fewer."""
    return f"◆ {count}" if count >= GROUP_OF_PEOPLE else ""
