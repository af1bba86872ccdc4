"""What the archive keeps of one opinion, and the words it is found by."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import msgspec

from danvan_tui.ledger.rows import Rows
from danvan_tui.model.catalogue import Field
from danvan_tui.model.records import Attendee, Issue, IssueState
from danvan_tui.model.rules import issue_state
from danvan_tui.vietnamese.search import words_of


class Meeting(msgspec.Struct, frozen=True):
    """The session in which something was raised."""

    folder: str
    """The name of its folder, by which the shelf finds it."""
    code: str
    date: str
    villages: tuple[str, ...]
    commune: str = ""
    """Whose session it is, where those of several communes stand together; else empty."""


class Raised(msgspec.Struct, frozen=True, array_like=True):
    """What was raised, as everybody may see it."""

    issue: str
    number: int
    speaker: str
    village: str
    field: str
    """Its name, as people read it."""
    content: str
    state: IssueState


@dataclass(frozen=True)
class ArchivedIssue:
    """One opinion and the session it stands in."""

    meeting: Meeting
    raised: Raised


@dataclass(frozen=True)
class Prepared:
    """An opinion on its way into the archive."""

    meeting: Meeting
    raised: Raised

    @cached_property
    def packed(self) -> bytes:
        """The opinion in a third of its room, the same as long as nothing changed."""
        return msgspec.msgpack.encode(self.raised)

    @cached_property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        """The words it is found by: who and where may be typed before or after what."""
        meeting, raised = self.meeting, self.raised
        day = "/".join(reversed(meeting.date.split("-")))
        who = f"{raised.village} {meeting.commune} {raised.speaker}"
        whole = f"{who} {raised.content} {who} {raised.field} {meeting.code} {day}"
        return words_of(whole), words_of(raised.speaker)


def meeting_of(folder: str, rows: Rows, *, of_communes: bool = False) -> Meeting:
    """The session that rows belong to; ``of_communes``: with its own."""
    session = rows.session
    commune = session.commune if of_communes else ""
    return Meeting(folder, session.code, session.date, tuple(session.villages), commune)


def raised_in(rows: Rows, fields: Mapping[str, Field]) -> Iterator[Raised]:
    """The opinions of a session, the newest first and none of them protected."""
    people = {person.id: person for person in rows.attendance}
    answered = {answer.issue for answer in rows.answers}
    promised = {promise.issue for promise in rows.commitments}
    for issue in sorted(rows.issues, key=lambda issue: issue.number, reverse=True):
        if not issue.protected:
            stands = issue_state(issue, issue.id in answered, issue.id in promised)
            yield _raised(issue, people.get(issue.speaker), stands, fields)


def _raised(
    issue: Issue, person: Attendee | None, stands: IssueState, fields: Mapping[str, Field]
) -> Raised:
    known = fields.get(issue.field)
    return Raised(
        issue=issue.id,
        number=issue.number,
        speaker=person.name if person else issue.speaker_name,
        village=issue.village or (person.village if person else ""),
        field=known.name if known else issue.field,
        content=issue.content,
        state=stands,
    )


def unpack(packed: bytes) -> Raised:
    """The opinion that was packed."""
    return msgspec.msgpack.decode(packed, type=Raised)
