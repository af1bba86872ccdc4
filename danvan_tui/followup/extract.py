"""What the follow-up keeps of one session: veiled rows only, without what nobody asks for there."""

from collections.abc import Mapping

import msgspec

from danvan_tui.capture.places import same_place
from danvan_tui.ledger.rows import Rows
from danvan_tui.model.records import Attendee, Commitment, Duty, Issue, Review, SessionState
from danvan_tui.model.rules import attended
from danvan_tui.vietnamese.fold import fold

SHORT = 200
"""Letters of an issue that are kept beside its promises."""


class Raised(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An issue as far as boards, clocks and figures need it."""

    id: str
    number: int
    kind: str
    field: str
    competence: str
    village: str
    """That of the issue, else of its speaker; empty where the law protects him."""
    speaker: str
    """The id of who spoke, else his name: tells speakers apart, is never shown."""
    people: int
    same_as: str
    resolved: str
    referred: bool
    answered: bool
    protected: bool
    content: str
    """Its beginning, in one line; empty where the law protects its speaker."""
    name: str = ""
    """The name of who spoke, folded: tells him in another session, is never shown."""
    outcomes: tuple[str, ...] = ()
    """How it was answered on the spot."""


class Extract(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One session: what it is, what was raised and promised, and what was looked at again in it."""

    folder: str
    """The name of its folder, by which the shelf finds it."""
    session: str
    code: str = ""
    kind: str = ""
    state: str = ""
    date: str = ""
    villages: tuple[str, ...] = ()
    chair: str = ""
    attended: int = 0
    issues: tuple[Raised, ...] = ()
    promises: tuple[Commitment, ...] = ()
    reviews: tuple[Review, ...] = ()
    """With a result, of promises made here or elsewhere; the words stay in the session."""
    reviewed_in_vain: tuple[str, ...] = ()
    """Promises of other sessions of which something was said here that was taken back."""
    duties: tuple[Duty, ...] = ()
    commune: str = ""
    """Whose session it is, where those of several communes are kept together; else empty."""
    merged_into: str = ""
    """Id of the session of the same meeting that holds all of this one."""
    has_grown: bool = False
    """Whether something was written here that the other one does not hold."""
    has_secrets: bool = False
    """Whether the law protects anything of it, taken out or not."""

    @property
    def is_held(self) -> bool:
        """Whether it is more than a date, whatever the clock of this computer says."""
        is_begun = self.state not in ("", SessionState.DRAFT)
        return is_begun or bool(self.issues) or bool(self.attended)


def extract_of(
    folder: str, rows: Rows, *, letters: int | None = SHORT, of_communes: bool = False
) -> Extract:
    """What is kept of a session whose rows are as everybody may see them.

    Of an issue so many letters; None: all of them. ``of_communes``: it is told apart by its own.
    """
    session = rows.session
    people = {person.id: person for person in rows.attendance}
    answers: dict[str, list[str]] = {}
    for answer in rows.answers:
        answers.setdefault(answer.issue, []).append(answer.outcome)
    return Extract(
        folder=folder,
        session=session.id,
        code=session.code,
        kind=session.kind,
        state=session.state.value,
        date=session.date,
        villages=tuple(session.villages),
        chair=session.chair,
        attended=attended(rows.attendance, same_place),
        issues=tuple(
            _raised(issue, people, answers.get(issue.id), letters) for issue in rows.issues
        ),
        promises=tuple(rows.commitments),
        reviews=tuple(map(_in_short, rows.reviews)),
        reviewed_in_vain=tuple(
            sorted(rows.reviewed_in_vain - {promise.id for promise in rows.commitments})
        ),
        duties=tuple(rows.duties),
        commune=session.commune if of_communes else "",
        merged_into=session.merged_into,
        has_grown=rows.has_grown,
        has_secrets=rows.has_secrets,
    )


def _raised(
    issue: Issue,
    people: Mapping[str, Attendee],
    outcomes: list[str] | None,
    letters: int | None,
) -> Raised:
    """``outcomes`` are those of its answers; None where it has none."""
    speaker = None if issue.protected else people.get(issue.speaker)
    return Raised(
        id=issue.id,
        number=issue.number,
        kind=issue.kind,
        field=issue.field,
        competence=issue.competence,
        village=issue.village or (speaker.village if speaker else ""),
        speaker=issue.speaker or issue.speaker_name.casefold() or issue.id,
        people=issue.people or 1,
        same_as=issue.same_as,
        resolved=issue.resolved,
        referred=bool(issue.referred_to),
        answered=outcomes is not None,
        protected=issue.protected,
        content=" ".join(issue.content.split())[:letters],
        name="" if issue.protected else fold(speaker.name if speaker else issue.speaker_name),
        outcomes=tuple(filter(None, outcomes or ())),
    )


def _in_short(review: Review) -> Review:
    """A review without its words: they are read in its session when somebody asks for them."""
    return msgspec.structs.replace(
        review,
        note="",
        reason="",
        document="",
        file="",
        digest="",
        agreed_by="",
        promise="",
        promised_by="",
    )
