"""From a line to the journal: the edits of one operation, and the word that it is saved."""

from collections.abc import Iterable
from dataclasses import dataclass

from danvan_tui.capture.context import Context
from danvan_tui.capture.grammar import read_line
from danvan_tui.capture.reading import Reading, What
from danvan_tui.language import _, ngettext
from danvan_tui.ledger.attending import arrival_edits, beginning_edits, leaving_edits, recount_edit
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit, Operation
from danvan_tui.model.records import Presence, Table, Value


@dataclass(frozen=True)
class Recorded:
    """What became of a line; ``operation`` is None where nothing was recorded."""

    reading: Reading
    operation: Operation | None
    message: str
    """One sentence for people; it never names a protected speaker."""
    number: int = 0
    """The number of the new issue, answer, commitment or attendee."""


def record_line(notebook: Notebook, context: Context, line: str) -> Recorded:
    """Read a line and record it in one operation; raises LedgerError.

    A line with a problem is not recorded; afterwards the context needs to be refreshed.
    """
    reading = read_line(line, context)
    if reading.problem or reading.what is What.EMPTY:
        return Recorded(reading, None, reading.problem)
    edits = edits_for(reading, notebook, context)
    if not edits:
        return Recorded(reading, None, _("Nothing changes: the list says so already."))
    operation = notebook.record(edits)
    return Recorded(reading, operation, acknowledgement(reading, edits), _number(edits))


def edits_for(reading: Reading, notebook: Notebook, context: Context) -> list[Edit]:
    """The edits of one operation; the first of a session also makes it live.

    Raises ValueError for a reading that cannot be recorded.
    """
    if reading.problem:
        raise ValueError(reading.problem)
    makers = {
        What.ISSUE: _issue,
        What.ANSWER: _answer,
        What.COMMITMENT: _commitment,
        What.ATTENDANCE: _attendance,
    }
    maker = makers.get(reading.what)
    edits = maker(reading, notebook, context) if maker else []
    return [*edits, *beginning_edits(notebook.state.session)] if edits else []


def acknowledgement(reading: Reading, edits: list[Edit]) -> str:
    """What to say once the edits are on the disk."""
    number = _number(edits)
    if reading.what is What.ISSUE:
        return _("Opinion {number} recorded.").format(number=number)
    if reading.what is What.ANSWER:
        return _("Answer to opinion {number} recorded.").format(number=reading.issue_number)
    if reading.what is What.COMMITMENT:
        return _("Promise {number} on opinion {issue} recorded.").format(
            number=number, issue=reading.issue_number
        )
    if reading.newcomer:
        return _("New on the list, number {number}.").format(number=number)
    if reading.head_count:
        return _("Count recorded: {count}.").format(count=reading.head_count.count)
    changed = sum(edit.table is Table.ATTENDANCE for edit in edits)
    return ngettext("{count} person noted.", "{count} people noted.", changed).format(count=changed)


def _issue(reading: Reading, notebook: Notebook, context: Context) -> list[Edit]:
    issue = notebook.new(
        Table.ISSUES,
        **_given(
            speaker=reading.speaker,
            speaker_name=reading.speaker_name,
            village=reading.village,
            kind=reading.kind,
            field=reading.field,
            people=reading.people,
            content=reading.content,
            assumed=list(reading.assumed),
        ),
    )
    if reading.protected:  # to mark the speaker present now would say who it was
        return [issue]
    return [issue, *_arriving([reading.speaker], notebook, context)]


def _answer(reading: Reading, notebook: Notebook, context: Context) -> list[Edit]:
    del context
    given = _given(outcome=reading.outcome, by=reading.by, content=reading.content)
    return [notebook.new(Table.ANSWERS, issue=reading.issue, **given)]


def _commitment(reading: Reading, notebook: Notebook, context: Context) -> list[Edit]:
    del context
    given = _given(
        content=reading.content,
        lead_unit=reading.lead_unit,
        supporting_units=list(reading.supporting_units),
        due_text=reading.due_text,
        due=reading.due,
        due_how=reading.due_how,
    )
    return [notebook.new(Table.COMMITMENTS, issue=reading.issue, **given)]


def _attendance(reading: Reading, notebook: Notebook, context: Context) -> list[Edit]:
    if reading.newcomer:
        new = reading.newcomer._asdict()
        return [
            notebook.new(
                Table.ATTENDANCE,
                **_given(**new, presence=Presence.PRESENT.value, arrived=_now(notebook)),
            )
        ]
    if reading.head_count:
        return [_head_count(reading, notebook, context)]
    now = notebook.clock()
    leaving = map(context.people.with_id, reading.leaving)
    return [
        *_arriving(reading.arriving, notebook, context),
        *(edit for person in leaving if person for edit in leaving_edits(person, now)),
    ]


def _arriving(people: Iterable[str], notebook: Notebook, context: Context) -> list[Edit]:
    now = notebook.clock()
    listed = map(context.people.with_id, people)
    return [edit for person in listed if person for edit in arrival_edits(person, now)]


def _head_count(reading: Reading, notebook: Notebook, context: Context) -> Edit:
    counted = reading.head_count
    assert counted is not None
    known = context.people.with_id(counted.record)
    if known is not None:
        return recount_edit(known, counted.count, notebook.clock())
    return notebook.new(
        Table.ATTENDANCE,
        **_given(
            count=counted.count,
            group=counted.group,
            village=counted.village,
            presence=Presence.PRESENT.value,
            arrived=_now(notebook),
        ),
    )


def _given(**fields: Value) -> dict[str, Value]:
    """The fields that were given; empty ones would only stand in the way of merging."""
    return {name: value for name, value in fields.items() if value not in ("", None, [])}


def _number(edits: list[Edit]) -> int:
    number = edits[0].fields.get("number")
    return number if isinstance(number, int) else 0


def _now(notebook: Notebook) -> str:
    return f"{notebook.clock():%H:%M}"
