"""What the lists of the session screen show: rows of plain text with keys that name the record."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from danvan_tui.language import _
from danvan_tui.ledger.state import State
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.model.records import Answer, Attendee, Commitment, Issue, Table
from danvan_tui.model.rules import issue_state
from danvan_tui.tui.widgets.columns import Column
from danvan_tui.wording import words

TableRow = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class Lists:
    """The rows of the three lists."""

    attendance: list[TableRow]
    issues: list[TableRow]
    commitments: list[TableRow]


def key_of(table: Table, record: str) -> str:
    """The key of a row: which record it shows."""
    return f"{table.value}:{record}"


def record_of(key: str) -> tuple[Table, str]:
    """The record that a row shows."""
    table, _colon, record = key.partition(":")
    return Table(table), record


def columns(table: Table) -> list[Column]:
    """The columns of a list."""
    if table is Table.ATTENDANCE:
        return [
            Column(_("No."), 3, right=True),
            Column(_("Name")),
            Column(_("Village"), 13),
            Column(_("Here"), 8),
        ]
    if table is Table.ISSUES:
        return [
            Column(_("No."), 4, right=True),
            Column(_("Who"), 18),
            Column(_("Kind"), 10),
            Column(_("Content")),
            Column(_("State"), 10),
        ]
    return [
        Column(_("No."), 3, right=True),
        Column(_("Promise")),
        Column(_("Unit"), 14),
        Column(_("Deadline"), 10),
    ]


def lists(state: State, catalogues: Catalogues) -> Lists:
    """All rows of a session."""
    people = {person.id: person for person in state.attendance()}
    commitments = state.commitments()
    return Lists(
        attendance=[
            (
                key_of(Table.ATTENDANCE, person.id),
                (
                    str(person.number),
                    words.person_name(person, catalogues),
                    person.village,
                    words.presence(person),
                ),
            )
            for person in people.values()
        ],
        issues=list(_issue_rows(state, catalogues, people, commitments)),
        commitments=[_commitment_row(promise) for promise in commitments],
    )


def _issue_rows(
    state: State,
    catalogues: Catalogues,
    people: Mapping[str, Attendee],
    commitments: list[Commitment],
) -> Iterator[TableRow]:
    answers_of: dict[str, list[Answer]] = defaultdict(list)
    promises_of: dict[str, list[Commitment]] = defaultdict(list)
    for answer in state.answers():
        answers_of[answer.issue].append(answer)
    for promise in commitments:
        promises_of[promise.issue].append(promise)
    for issue in state.issues():
        answers, promises = answers_of[issue.id], promises_of[issue.id]
        stands = issue_state(issue, bool(answers), bool(promises))
        yield (
            key_of(Table.ISSUES, issue.id),
            (
                str(issue.number),
                words.speaker(issue, people),
                words.named(catalogues.kinds, issue.kind),
                _content(issue, catalogues),
                words.issue_state(stands),
            ),
        )
        for answer in answers:
            outcome = words.named(catalogues.outcomes, answer.outcome)
            said = words.one_line(answer.content)
            cells = ("", f"  > {answer.by or _('answer')}", outcome, said, "")
            yield key_of(Table.ANSWERS, answer.id), cells
        for promise in promises:
            said = words.one_line(promise.content)
            cells = ("", f"  ! {words.units(promise)}", _("promise"), said, words.deadline(promise))
            yield key_of(Table.COMMITMENTS, promise.id), cells


def _content(issue: Issue, catalogues: Catalogues) -> str:
    field = words.named(catalogues.fields, issue.field)
    return " · ".join(filter(None, [field, words.content(issue)]))


def _commitment_row(promise: Commitment) -> TableRow:
    return (
        key_of(Table.COMMITMENTS, promise.id),
        (
            str(promise.number),
            words.one_line(promise.content),
            words.units(promise),
            words.deadline(promise),
        ),
    )
