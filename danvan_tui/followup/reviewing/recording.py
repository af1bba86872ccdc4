"""Recording what was found when promises were looked at again, wherever they were made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from danvan_tui.capture.places import same_place
from danvan_tui.capture.review_line import Finding, lacking, too_early
from danvan_tui.followup.writing import Recorded, Writing
from danvan_tui.language import _
from danvan_tui.ledger.errors import InvalidChangeError
from danvan_tui.ledger.guard import SHORT_LIMIT
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.veil import HIDDEN
from danvan_tui.model.records import Commitment, Result, Review, Table, Value
from danvan_tui.model.standing import result_name, standing

if TYPE_CHECKING:
    from danvan_tui.followup.promises import Followable
    from danvan_tui.ledger.notebook import Notebook
    from danvan_tui.ledger.operation import Operation
    from danvan_tui.ledger.sessions import Sessions

__all__ = [
    "Found",
    "Recorded",
    "found_from",
    "name_of",
    "place_of",
    "problem",
    "record_reviews",
    "review_edits",
    "take_back",
]


_PLACE = (
    "commitment",
    "issue",
    "session",
    "promised_in",
    "promised_number",
    "promise",
    "promised_by",
    "promised_due",
    "promised_village",
)
"""What ties a review to its promise, and says what was promised."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a person says of a promise that was looked at again."""

    result: Result | None = None
    on: str = ""
    """The day it was found; today where nothing is said."""
    by: str = ""
    note: str = ""
    reason: str = ""
    progress: int | None = None
    document: str = ""
    file: str = ""
    digest: str = ""
    due: str = ""
    due_text: str = ""
    due_how: str = ""
    agreed_by: str = ""
    unit: str = ""


def found_from(finding: Finding, **more: Any) -> Found:  # noqa: ANN401 - fields of Found
    """What a typed line says, with what was said beside it."""
    found = Found(
        result=finding.result,
        note=finding.note,
        reason=finding.reason,
        progress=finding.progress,
        due=finding.due,
        due_text=finding.due_text,
        due_how=finding.due_how,
        unit=finding.unit,
    )
    return replace(found, **more)


def problem(found: Found, followable: Followable, today: date) -> str:
    """Why this cannot be recorded of a promise, in one sentence; empty where it can."""
    promised = followable.session.date
    return (
        lacking(_as_typed(found))
        or _misdated(found.on or today.isoformat(), promised, today)
        or _too_early(found, promised)
    )


def review_edits(
    notebook: Notebook, followable: Followable, found: Found, *, unseen: Iterable[Review] = ()
) -> list[Edit]:
    """The edits that record a review in the promise's own session or in a later one.

    What the opening review of a session lists is filled in there. ``unseen`` are reviews that
    stand in it and of which the writer did not know. Raises InvalidChangeError.
    """
    place = place_of(notebook, followable)
    promise = followable.promise.id
    standing_here = known_reviews(notebook, followable)
    hidden = {one.id for one in unseen}
    known = {one: review for one, review in standing_here.items() if one not in hidden}
    fields: dict[str, Value] = {
        **asdict(found),
        "result": found.result.value if found.result else None,
        "on": found.on or notebook.clock().date().isoformat(),
        "after": sorted({*known, *(one for has in known.values() for one in has.after)}),
    }
    if found.result is Result.POSTPONED:
        fields |= _moved_from(_fresh(notebook, followable.promise), known.values())
    said: dict[str, Value] = {
        name: value for name, value in fields.items() if value not in (None, "", [])
    }
    listed = next((one for one in _of(notebook, promise) if one.result is None), None)
    if listed is None:
        return [notebook.new(Table.REVIEWS, **place, **said)]
    if is_named(listed, standing_here.values()):
        return written_anew(notebook, listed, said)
    return [Edit(Table.REVIEWS, listed.id, said)]


def is_named(review: Review, known: Iterable[Review]) -> bool:
    """Whether one of these was written with a review in mind.

    What it says then came before them: filled in anew, both would claim to be the later one.
    """
    return any(review.id in one.after for one in known if one.id != review.id)


def written_anew(notebook: Notebook, listed: Review, said: Mapping[str, Value]) -> list[Edit]:
    """Edits that take a listed promise out, and list it with what is said of it now."""
    row = notebook.state.row(Table.REVIEWS, listed.id) or {}
    kept = {name: row[name] for name in _PLACE if row.get(name)}
    return [
        notebook.delete(Table.REVIEWS, listed.id),
        notebook.new(Table.REVIEWS, **kept, **said),
    ]


def place_of(notebook: Notebook, followable: Followable) -> dict[str, Value]:
    """The fields that tie a review to its promise; raises InvalidChangeError.

    Elsewhere it carries along what was promised, so that the minutes there stand alone.
    """
    promise, session, raised = followable.promise, followable.session, followable.raised
    if notebook.state.session.id == session.session:
        row = notebook.state.row(Table.COMMITMENTS, promise.id)
        if row is None:
            raise InvalidChangeError(
                _(
                    "The promise {name} was taken out of its session. Nothing was recorded; "
                    "please bring it back first."
                ).format(name=name_of(followable))
            )
        return {"commitment": promise.id, "issue": row.get("issue")}
    if followable.is_secret:
        raise InvalidChangeError(
            _(
                "What the law keeps secret about {name} may stand in its own session only. "
                "Nothing was recorded; please review it from the office."
            ).format(name=name_of(followable))
        )
    stands = standing(promise, followable.reviews)
    return {
        "commitment": promise.id,
        "session": session.session,
        "promised_in": session.code,
        "promised_number": promise.number,
        "promise": promise.content,
        "promised_by": stands.unit,
        "promised_due": stands.due,
        "promised_village": (raised.village if raised else "")
        or _named(session.villages, notebook.state.session.villages),
    }


def _named(villages: Sequence[str], here: Sequence[str]) -> str:
    """Those a promise is owed to, the ones of this meeting first, as far as a field holds them."""
    ordered = sorted(
        villages, key=lambda one: not any(same_place(one, village) for village in here)
    )
    text = ", ".join(ordered)
    return text if len(text) <= SHORT_LIMIT else text[: SHORT_LIMIT - 1] + "…"


def name_of(followable: Followable) -> str:
    """What people call a promise: DT-2026-003/7."""
    return f"{followable.session.code or followable.session.folder}/{followable.promise.number}"


def record_reviews(
    shelf: Sessions,
    followables: Iterable[Followable],
    found: Found,
    person: str = "",
    *,
    meeting: str = "",
) -> Recorded:
    """Record one finding for one or several promises, as one operation a session.

    ``meeting`` is the folder of the later session it was said at; else each goes into its own.
    What cannot be written is told, and leaves the others as they are.
    """
    sessions: dict[str, list[Followable]] = {}
    for one in {one.promise.id: one for one in followables}.values():
        sessions.setdefault(meeting or one.session.folder, []).append(one)
    writing = Writing(shelf, person)
    for folder, promises in sessions.items():

        def record(notebook: Notebook, these: Sequence[Followable] = promises) -> Operation | None:
            edits, subjects = _edits(notebook, these, found, writing)
            operation = notebook.record(edits) if edits else None
            writing.add(subjects)
            return operation

        writing.write(folder, ", ".join(map(name_of, promises)), record)
    return writing.recorded


def take_back(shelf: Sessions, operations: Iterable[tuple[str, str]], person: str = "") -> Recorded:
    """Take back what was recorded, or bring back what was; gives the operations that did so."""
    writing = Writing(shelf, person)
    for folder, operation in operations:

        def undo(notebook: Notebook, one: str = operation) -> Operation:
            return notebook.put(notebook.prepare_undo_of(one))

        writing.write(folder, folder, undo)
    return writing.recorded


def _edits(
    notebook: Notebook,
    promises: Iterable[Followable],
    found: Found,
    writing: Writing,
) -> tuple[list[Edit], list[str]]:
    """The edits of one operation, each new record with a number of its own, and for which."""
    today = notebook.clock().date()
    edits: list[Edit] = []
    subjects: list[str] = []
    for one in promises:
        refused = problem(found, one, today) or _before_it(notebook, one)
        if refused:
            writing.refuse(refused)
            continue
        try:
            unseen = _unseen(notebook, one)
            edits += review_edits(notebook, one, found, unseen=unseen)
            subjects.append(one.promise.id)
            if unseen:
                writing.notice(_meanwhile(one, unseen[-1]))
        except InvalidChangeError as error:
            writing.refuse(str(error))
    return numbered(notebook, edits), subjects


def numbered(notebook: Notebook, edits: Iterable[Edit]) -> list[Edit]:
    """The same edits, the records they make numbered one after another."""
    number = notebook.state.next_number(Table.REVIEWS)
    told = []
    for edit in edits:
        is_new = "number" in edit.fields
        told.append(edit._replace(fields=edit.fields | {"number": number}) if is_new else edit)
        number += is_new
    return told


def known_reviews(notebook: Notebook, followable: Followable) -> dict[str, Review]:
    """All reviews of a promise with a result, those of this session as they stand now."""
    here = [one for one in _of(notebook, followable.promise.id) if one.result is not None]
    elsewhere = [
        one
        for one in followable.reviews
        if one.result is not None and not notebook.state.fold.knows(Table.REVIEWS, one.id)
    ]
    return {review.id: review for review in (*elsewhere, *here)}


def _unseen(notebook: Notebook, followable: Followable) -> list[Review]:
    """What was said since the writer looked."""
    seen = {one.id for one in followable.reviews}
    return [one for one in known_reviews(notebook, followable).values() if one.id not in seen]


def _meanwhile(followable: Followable, review: Review) -> str:
    return _(
        "Meanwhile “{result}” was recorded of {name} by another window; both are kept, and "
        "shown as disagreeing where they differ."
    ).format(result=result_name(review.result) if review.result else "", name=name_of(followable))


def _of(notebook: Notebook, promise: str) -> list[Review]:
    return [one for one in notebook.state.reviews() if one.commitment == promise]


def _fresh(notebook: Notebook, promise: Commitment) -> Commitment:
    """The promise as its own session has it now, where that is this one."""
    return next((one for one in notebook.state.commitments() if one.id == promise.id), promise)


def _moved_from(promise: Commitment, known: Iterable[Review]) -> dict[str, Value]:
    stands = standing(promise, known)
    text = "" if stands.due_text == HIDDEN else stands.due_text
    return {"was_due": stands.due, "was_due_text": text}


def _as_typed(found: Found) -> Finding:
    """What a line would have to say for this; a proof says something without words."""
    return Finding(
        result=found.result,
        note=found.note or found.document or found.file,
        reason=found.reason,
        due=found.due,
        due_text=found.due_text,
        progress=found.progress,
        unit=found.unit,
    )


def _misdated(on: str, promised: str, today: date) -> str:
    day = _date(on)
    if day is None:
        return _(
            "“{day}” is no day; nothing was recorded. Please write it like 22/11/2026."
        ).format(day=on)
    if day > today:
        return _(
            "The day {day} is after today by this computer's clock ({today}); "
            "nothing was recorded; please correct the day, or the clock."
        ).format(day=_said_day(day), today=_said_day(today))
    meeting = _date(promised)
    if meeting is not None and day < meeting:
        return _(
            "The day {day} is before the meeting of {meeting} at which it was promised; "
            "nothing was recorded; please correct the day, or the clock."
        ).format(day=_said_day(day), meeting=_said_day(meeting))
    return ""


def _too_early(found: Found, promised: str) -> str:
    meeting = _date(promised)
    if meeting is None or found.result is not Result.POSTPONED:
        return ""
    return too_early(found.due, meeting)


def _before_it(notebook: Notebook, followable: Followable) -> str:
    """Why a promise cannot be reviewed at a meeting that was held before it was made."""
    held = notebook.state.session.date
    if not held or held >= followable.session.date:
        return ""
    return _(
        "{name} was promised on {day}, after this meeting; nothing was recorded. "
        "Please name a later meeting."
    ).format(name=name_of(followable), day=_said_day(date.fromisoformat(followable.session.date)))


def _date(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def _said_day(day: date) -> str:
    return f"{day:%d/%m/}{day.year:04}"
