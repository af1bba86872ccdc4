"""What the lists of the session screen show: rows of plain text with keys that name the record."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from danvan_tui.language import _
from danvan_tui.ledger.conflicts import Choice
from danvan_tui.ledger.state import State
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.model.records import (
    Answer,
    Attendee,
    Commitment,
    Issue,
    IssueState,
    Presence,
    Table,
)
from danvan_tui.model.rules import gaps, issue_state, same_matter
from danvan_tui.tui.widgets.columns import Column
from danvan_tui.tui.widgets.table import Row
from danvan_tui.wording import overview, words

_MARKS = {Presence.PRESENT: words.TICK, Presence.LEFT: "→", Presence.LISTED: "·"}


@dataclass(frozen=True)
class Lists:
    """The rows of the three lists."""

    attendance: list[Row]
    issues: list[Row]
    commitments: list[Row]


def key_of(table: Table, record: str) -> str:
    """The key of a row: which record it shows."""
    return f"{table.value}:{record}"


def record_of(key: str) -> tuple[Table, str]:
    """The record that a row shows."""
    table, _colon, record = key.partition(":")
    return Table(table), record


def columns(table: Table) -> list[Column]:
    """The columns of a list; their meaning is plain, so the titles of the lists are enough."""
    number = Column("", 4, right=True, tone="muted")
    if table is Table.ATTENDANCE:
        return [
            Column("", 1, tone="success"),
            number,
            Column(""),
            Column("", 22),
            Column("", 11, right=True),
        ]
    if table is Table.ISSUES:
        return [number, Column("", tone="strong"), Column("", 30), Column("", 13, right=True)]
    return [number, Column("", tone="strong"), Column("", 18, right=True)]


def lists(state: State, catalogues: Catalogues, today: str, waiting: Iterable[Choice]) -> Lists:
    """All rows of a session; ``today`` is ISO 8601, ``waiting`` what two people wrote."""
    attendance, commitments = state.attendance(), state.commitments()
    twice = _written_twice(waiting)
    issues = _Issues(state, catalogues, attendance, commitments, today, twice)
    return Lists(
        attendance=[
            _attendee(person, catalogues, is_twice=person.id in twice) for person in attendance
        ],
        issues=list(issues.rows()),
        commitments=[issues.commitment(promise) for promise in commitments],
    )


def _written_twice(waiting: Iterable[Choice]) -> set[str]:
    """The records of which something waits to be chosen; a promise says so of its own day."""
    by_day = (Table.COMMITMENTS, "due_text"), (Table.COMMITMENTS, "due")
    found = [one for one in waiting if (one.table, one.field) not in by_day]
    return {one.record for one in found} | {id_ for one in found for _table, id_ in one.others}


def _twice(said: str, *, is_so: bool) -> str:
    return f"{words.DIFFERS} {said}" if is_so else said


def _attendee(person: Attendee, catalogues: Catalogues, *, is_twice: bool) -> Row:
    return Row(
        key_of(Table.ATTENDANCE, person.id),
        (
            "#" if person.count is not None else _MARKS[person.presence],
            str(person.number),
            _twice(words.person_name(person, catalogues), is_so=is_twice),
            person.village,
            words.presence(person).removeprefix(words.TICK).strip(),
        ),
        tone="muted",
    )


class _Issues:
    """The rows of the opinions, each with its answers and promises under it."""

    def __init__(
        self,
        state: State,
        catalogues: Catalogues,
        attendance: list[Attendee],
        commitments: list[Commitment],
        today: str,
        twice: set[str],
    ) -> None:
        self._catalogues = catalogues
        self._today = today
        self._twice = twice
        self._people: Mapping[str, Attendee] = {person.id: person for person in attendance}
        self._issues = state.issues()
        self._numbers = {issue.id: issue.number for issue in self._issues}
        self._behind = same_matter(self._issues)
        self._lacking = {gap.record for gap in gaps([], commitments)}
        self._answers: dict[str, list[Answer]] = defaultdict(list)
        self._promises: dict[str, list[Commitment]] = defaultdict(list)
        for answer in state.answers():
            self._answers[answer.issue].append(answer)
        for promise in commitments:
            self._promises[promise.issue].append(promise)

    def rows(self) -> Iterator[Row]:
        for issue in self._issues:
            answers, promises = self._answers[issue.id], self._promises[issue.id]
            stands = issue_state(issue, bool(answers), bool(promises))
            yield Row(
                key_of(Table.ISSUES, issue.id),
                (
                    str(issue.number),
                    words.speaker_from(issue, self._people),
                    self._sort(issue),
                    words.issue_state(stands),
                ),
                tone="warning" if stands is IssueState.NOTED else "success",
                below=self._content(issue),
            )
            for answer in answers:
                outcome = words.named(self._catalogues.outcomes, answer.outcome)
                said = ": ".join(filter(None, [answer.by, words.one_line(answer.content)]))
                said = self._marked(answer.id, said)
                yield Row(
                    key_of(Table.ANSWERS, answer.id), (f"› {said}", outcome), "muted", spans=True
                )
            for promise in promises:
                said = f"{words.units(promise)} — {words.one_line(promise.content)}"
                cells = (f"! {self._marked(promise.id, said)}", words.deadline(promise))
                key = key_of(Table.COMMITMENTS, promise.id)
                yield Row(key, cells, self._tone(promise), spans=True)

    def commitment(self, promise: Commitment) -> Row:
        number = self._numbers.get(promise.issue, "?")
        return Row(
            key_of(Table.COMMITMENTS, promise.id),
            (
                str(promise.number),
                self._marked(promise.id, words.units(promise)),
                words.deadline(promise),
            ),
            tone=self._tone(promise),
            below=_("({number}) {content}").format(
                number=number, content=words.one_line(promise.content)
            ),
        )

    def _tone(self, promise: Commitment) -> str:
        if promise.due and promise.due < self._today:
            return "error"
        return "warning" if promise.id in self._lacking else ""

    def _sort(self, issue: Issue) -> str:
        """Kind and field, what was only assumed with a sign before it; five or more are flagged."""
        kind = words.named(self._catalogues.kinds, issue.kind) or _("no kind")
        field = words.named(self._catalogues.fields, issue.field)
        named = [
            words.assumed(text) if name in issue.assumed else text
            for name, text in (("kind", kind), ("field", field))
            if text
        ]
        return " · ".join(filter(None, [overview.group_mark(self._behind[issue.id]), *named]))

    def _content(self, issue: Issue) -> str:
        like = words.like(issue, self._numbers)
        said = " · ".join(filter(None, [like and f"≡ {like}", words.content(issue)]))
        return self._marked(issue.id, said)

    def _marked(self, record: str, said: str) -> str:
        return _twice(said, is_so=record in self._twice)
