"""What the office gets: everything, with what the law protects clearly apart."""

from collections.abc import Iterable
from typing import TypeVar

import msgspec

from danvan_tui.exchange.document import (
    AnswerPart,
    AttendeePart,
    CommitmentPart,
    IssuePart,
    OfficeCounts,
    OfficeDocument,
    ProtectedPart,
    SessionPart,
    UnattachedPart,
)
from danvan_tui.exchange.secrecy import Secrecy
from danvan_tui.ledger.fold import Row
from danvan_tui.ledger.state import State
from danvan_tui.model.records import Issue, Record, Table

NOTICE = "Danh tính người tố cáo được giữ bí mật theo Luật Tố cáo; chỉ người thụ lý được đọc."
_Part = TypeVar("_Part", bound=msgspec.Struct)


def office_document(state: State, *, program: str, written: str) -> OfficeDocument:
    """The whole of a session; the same operations always give the same document."""
    secrecy = Secrecy(state.fold)
    operations = state.fold.ordered()
    open_answers, secret_answers = secrecy.split(Table.ANSWERS, _rows(state, Table.ANSWERS))
    open_promises, secret_promises = secrecy.split(
        Table.COMMITMENTS, _rows(state, Table.COMMITMENTS)
    )
    people = sorted(state.attendance(), key=lambda person: (person.number, person.id))
    issues = state.issues()
    full = [state.protected_speaker(issue.id) for issue in issues if issue.protected]
    protected = ProtectedPart(
        notice=NOTICE,
        issues=_with_what_hangs_on(full, secret_answers, secret_promises),
        unattached=_unattached(full, secret_answers, secret_promises),
        operations=[operation for operation in operations if secrecy.touches(operation)],
    )
    unprotected = [issue for issue in issues if not issue.protected]
    whole = _with_what_hangs_on(unprotected, open_answers, open_promises)
    listed = {issue.id: issue for issue in whole}
    return OfficeDocument(
        program=program,
        written=written,
        session=_part(state.session, SessionPart),
        counts=OfficeCounts(
            attendance=len(people),
            issues=len(issues),
            answers=len(open_answers) + len(secret_answers),
            commitments=len(open_promises) + len(secret_promises),
            operations=len(operations),
        ),
        attendance=[_part(person, AttendeePart) for person in people],
        issues=[listed.get(issue.id) or _only_that_it_is(issue) for issue in issues],
        unattached=_unattached(unprotected, open_answers, open_promises),
        operations=[operation for operation in operations if not secrecy.touches(operation)],
        protected=protected,
        sha256="",
    )


def _only_that_it_is(issue: Issue) -> IssuePart:
    return IssuePart(id=issue.id, number=issue.number, kind=issue.kind, protected=True)


def _rows(state: State, table: Table) -> list[Row]:
    rows = state.fold.rows[table].values()
    return sorted(rows, key=lambda row: (int(str(row.get("number", 0))), str(row["id"])))


def _with_what_hangs_on(
    issues: Iterable[Issue], answers: list[Row], promises: list[Row]
) -> list[IssuePart]:
    answered, promised = _by_issue(answers), _by_issue(promises)
    return [
        msgspec.structs.replace(
            _part(issue, IssuePart),
            answers=[msgspec.convert(row, AnswerPart) for row in answered.get(issue.id, [])],
            commitments=[
                msgspec.convert(row, CommitmentPart) for row in promised.get(issue.id, [])
            ],
        )
        for issue in issues
    ]


def _unattached(issues: Iterable[Issue], answers: list[Row], promises: list[Row]) -> UnattachedPart:
    known = {issue.id for issue in issues}
    return UnattachedPart(
        answers=[msgspec.convert(r, AnswerPart) for r in answers if r.get("issue") not in known],
        commitments=[
            msgspec.convert(r, CommitmentPart) for r in promises if r.get("issue") not in known
        ],
    )


def _by_issue(rows: list[Row]) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(str(row.get("issue", "")), []).append(row)
    return grouped


def _part(record: Record, part: type[_Part]) -> _Part:
    return msgspec.convert(msgspec.to_builtins(record), part)
