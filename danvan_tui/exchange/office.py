"""What the office gets: everything, with what the law protects clearly apart."""

from collections.abc import Iterable
from typing import TypeVar

import msgspec
from msgspec import UNSET

from danvan_tui.exchange.document import (
    AnswerPart,
    AttendeePart,
    CommitmentPart,
    DutyPart,
    IssuePart,
    OfficeCounts,
    OfficeDocument,
    ProtectedPart,
    ReviewPart,
    SessionPart,
    UnattachedPart,
)
from danvan_tui.exchange.secrecy import Secrecy
from danvan_tui.exchange.standing import standing_part
from danvan_tui.ledger.fold import Row
from danvan_tui.ledger.state import State
from danvan_tui.model.records import Commitment, Issue, Record, Review, Table
from danvan_tui.model.standing import in_order

NOTICE = "Danh tính người tố cáo được giữ bí mật theo Luật Tố cáo; chỉ người thụ lý được đọc."
_TOLD = (Table.ANSWERS, Table.COMMITMENTS, Table.REVIEWS, Table.DUTIES)
_Part = TypeVar("_Part", bound=msgspec.Struct)
_Hanging = TypeVar("_Hanging", AnswerPart, CommitmentPart, DutyPart)


def office_document(state: State, *, program: str, written: str) -> OfficeDocument:
    """The whole of a session; the same operations always give the same document."""
    secrecy = Secrecy(state.fold)
    operations = state.fold.ordered()
    rows = {table: secrecy.split(table, _rows(state, table)) for table in _TOLD}
    plain = _Side(*(rows[table][0] for table in _TOLD))
    secret = _Side(*(rows[table][1] for table in _TOLD))
    people = sorted(state.attendance(), key=lambda person: (person.number, person.id))
    issues = state.issues()
    full = [state.protected_speaker(issue.id) for issue in issues if issue.protected]
    unprotected = [issue for issue in issues if not issue.protected]
    whole = {issue.id: issue for issue in plain.under(unprotected)}
    loose = plain.loose_reviews()
    return OfficeDocument(
        program=program,
        written=written,
        session=_part(state.session, SessionPart),
        counts=OfficeCounts(
            attendance=len(people),
            issues=len(issues),
            operations=len(operations),
            **{table.value: sum(map(len, rows[table])) for table in _TOLD},
        ),
        attendance=[_part(person, AttendeePart) for person in people],
        opening_review=[review for review in loose if review.session] or UNSET,
        issues=[whole.get(issue.id) or _only_that_it_is(issue) for issue in issues],
        unattached=plain.unattached(
            unprotected, [review for review in loose if not review.session]
        ),
        operations=[operation for operation in operations if not secrecy.touches(operation)],
        protected=ProtectedPart(
            notice=NOTICE,
            issues=secret.under(full),
            unattached=secret.unattached(full, secret.loose_reviews()),
            operations=[operation for operation in operations if secrecy.touches(operation)],
        ),
        sha256="",
    )


def _only_that_it_is(issue: Issue) -> IssuePart:
    return IssuePart(id=issue.id, number=issue.number, kind=issue.kind, protected=True)


def _rows(state: State, table: Table) -> list[Row]:
    rows = state.fold.rows[table].values()
    return sorted(rows, key=lambda row: (int(str(row.get("number", 0))), str(row["id"])))


class _Side:
    """What was said and done: all that is open, or all that the law protects."""

    def __init__(
        self, answers: list[Row], promises: list[Row], reviews: list[Row], duties: list[Row]
    ) -> None:
        self._promised = {str(row["id"]) for row in promises}
        self._reviews: dict[str, list[Review]] = {}
        for review in in_order(msgspec.convert(row, Review) for row in reviews):
            self._reviews.setdefault(review.commitment, []).append(review)
        self._answers = [msgspec.convert(row, AnswerPart) for row in answers]
        self._promises = [self._promise(row) for row in promises]
        self._duties = [msgspec.convert(row, DutyPart) for row in duties]

    def _promise(self, row: Row) -> CommitmentPart:
        reviews = self._reviews.get(str(row["id"]), [])
        return msgspec.structs.replace(
            msgspec.convert(row, CommitmentPart),
            standing=standing_part(msgspec.convert(row, Commitment), reviews),
            reviews=[_part(review, ReviewPart) for review in reviews],
        )

    def under(self, issues: Iterable[Issue]) -> list[IssuePart]:
        """Issues with what hangs on them."""
        answers, promises = _by_issue(self._answers), _by_issue(self._promises)
        duties = _by_issue(self._duties)
        return [
            msgspec.structs.replace(
                _part(issue, IssuePart),
                answers=answers.get(issue.id, []),
                commitments=promises.get(issue.id, []),
                duties=duties.get(issue.id, []),
            )
            for issue in issues
        ]

    def unattached(self, issues: Iterable[Issue], reviews: list[ReviewPart]) -> UnattachedPart:
        """What hangs on none of these issues."""
        known = {issue.id for issue in issues}
        return UnattachedPart(
            answers=[one for one in self._answers if one.issue not in known],
            commitments=[one for one in self._promises if one.issue not in known],
            reviews=reviews,
            duties=[one for one in self._duties if one.issue not in known],
        )

    def loose_reviews(self) -> list[ReviewPart]:
        """Reviews of promises that are not told here, by their numbers."""
        found = [
            _part(review, ReviewPart)
            for promise, reviews in self._reviews.items()
            if promise not in self._promised
            for review in reviews
        ]
        return sorted(found, key=lambda review: (review.number, review.id))


def _by_issue(parts: Iterable[_Hanging]) -> dict[str, list[_Hanging]]:
    grouped: dict[str, list[_Hanging]] = {}
    for part in parts:
        grouped.setdefault(part.issue, []).append(part)
    return grouped


def _part(record: Record, part: type[_Part]) -> _Part:
    return msgspec.convert(msgspec.to_builtins(record), part)
