"""The promises of all sessions, each with what its reviews add up to, wherever these were said."""

from dataclasses import dataclass

import msgspec

from danvan_tui.followup.extract import Extract, Raised
from danvan_tui.ledger.veil import as_secret
from danvan_tui.model.records import Commitment, CommitmentState, Result, Review
from danvan_tui.model.standing import standing


class Followed(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One promise as the board shows it; what hangs on today is worked out when it is asked for."""

    commitment: str
    folder: str
    """The folder of the session it was made in."""
    code: str
    """The code of that session; with the number the name people say: DT-2026-003/7."""
    number: int
    date: str
    """The day it was made."""
    kind: str
    chair: str
    villages: tuple[str, ...]
    """Whom it was made to: the village of the opinion, else those of the session."""
    issue: str
    issue_number: int
    issue_text: str
    field: str
    content: str
    unit: str
    """Who has to do it now."""
    first_unit: str
    supporting: tuple[str, ...]
    state: CommitmentState
    due: str
    due_text: str
    first_due: str
    first_due_text: str
    postponed: int
    progress: int | None
    is_reviewed: bool
    is_reopened: bool
    is_disagreeing: bool
    done_on: str
    last_on: str
    last_result: Result | None
    protected: bool
    """Made to somebody the law protects: only its unit and its deadline may be seen."""
    commune: str = ""
    """Where it was made, where the promises of several communes stand together; else empty."""
    is_due_disputed: bool = False
    """Whether two people gave it different deadlines, and nobody chose or moved it yet."""

    @property
    def name(self) -> str:
        """What people call it."""
        return f"{self.code}/{self.number}"


@dataclass(frozen=True)
class Followable:
    """A promise with its session, its issue and the reviews of it in all sessions.

    What was said of it elsewhere is as secret as it is, whatever that session knows.
    """

    promise: Commitment
    session: Extract
    raised: Raised | None
    reviews: tuple[Review, ...]

    def __post_init__(self) -> None:
        """Hide the words of reviews that stand open where they were said."""
        if self.is_secret:
            object.__setattr__(self, "reviews", tuple(map(as_secret, self.reviews)))

    @property
    def is_secret(self) -> bool:
        """Whether it was made to somebody the law protects."""
        return self.promise.protected or (self.raised is not None and self.raised.protected)


def joined(one: Followable) -> Followed:
    """What the board shows of a promise."""
    promise, session, raised = one.promise, one.session, one.raised
    stands = standing(promise, one.reviews)
    last = stands.reviews[-1] if stands.reviews else None
    village = raised.village if raised else ""
    return Followed(
        commitment=promise.id,
        folder=session.folder,
        code=session.code,
        number=promise.number,
        date=session.date,
        kind=session.kind,
        chair=session.chair,
        villages=(village,) if village else session.villages,
        issue=promise.issue,
        issue_number=raised.number if raised else 0,
        issue_text=raised.content if raised else "",
        field=raised.field if raised and not one.is_secret else "",
        content=promise.content,
        unit=stands.unit,
        first_unit=promise.lead_unit,
        supporting=tuple(promise.supporting_units),
        state=stands.state,
        due=stands.due,
        due_text=stands.due_text,
        first_due=promise.first_due or promise.due,
        first_due_text=promise.first_due_text or promise.due_text,
        postponed=stands.postponed,
        progress=stands.progress,
        is_reviewed=stands.is_reviewed,
        is_reopened=stands.reopened,
        is_disagreeing=bool(stands.disagreeing),
        done_on=stands.done_on,
        last_on=last.on if last else "",
        last_result=last.result if last else None,
        protected=one.is_secret,
        commune=session.commune,
        is_due_disputed=promise.is_due_disputed and not stands.postponed,
    )
