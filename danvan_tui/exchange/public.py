"""What may be posted: nothing that the law keeps secret, no numbers, addresses or birth years."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TypeVar

import msgspec
from msgspec import UNSET

from danvan_tui.capture.places import same_place
from danvan_tui.exchange.document import (
    CitizenCount,
    Official,
    PublicAnswer,
    PublicAttendance,
    PublicCommitment,
    PublicCounts,
    PublicDocument,
    PublicIssue,
    PublicReview,
    PublicSession,
    StandingPart,
)
from danvan_tui.exchange.redact import without_numbers
from danvan_tui.exchange.secrecy import Secrecy
from danvan_tui.exchange.standing import standing_part, with_reviews
from danvan_tui.ledger.mentions import Mentions
from danvan_tui.ledger.state import State
from danvan_tui.ledger.veil import HIDDEN
from danvan_tui.model.records import (
    Answer,
    Attendee,
    Commitment,
    Issue,
    Result,
    Review,
    Table,
)
from danvan_tui.model.repeating import words_of
from danvan_tui.model.rules import beyond_list, came
from danvan_tui.model.standing import in_order

_CITIZEN_ROLES = frozenset({"", "citizen"})
_PLACE_WORDS = ("thôn ", "bản ", "xóm ", "khu ", "tổ ", "ấp ", "buôn ", "làng ", "khối ", "phố ")
_EXACT = frozenset(
    {"id", "code", "date", "due", "first_due", "same_as", "commitment", "last_review"}
)
_REMARKS = frozenset({None, Result.NOTED, Result.NOT_REVIEWED})
_NAMING = frozenset({"name", "speaker", "chair", "secretary", "by"})
"""Who spoke or held an office in the open: a name here is no denouncer's."""
_Part = TypeVar("_Part", bound=msgspec.Struct)


def public_document(state: State, *, program: str, written: str) -> PublicDocument:
    """The session as it may be posted.

    Issues carry no numbers here: a gap in them would tell where a denunciation was left out.
    """
    secrecy = Secrecy(state.fold)
    people = {person.id: person for person in state.attendance()}
    known = {issue.id: issue for issue in state.issues()}
    secret = secrecy.names()
    citizens = _citizens(people.values(), known.values())
    poster = _Poster(Mentions(secret), Mentions(secret | citizens))
    answers = [a for a in state.answers() if not secrecy.hides(Table.ANSWERS, a.id)]
    promises = [c for c in state.commitments() if not secrecy.hides(Table.COMMITMENTS, c.id)]
    reviews = [r for r in state.reviews() if not secrecy.hides(Table.REVIEWS, r.id)]
    reviewed = with_reviews(promises, reviews)
    issues = [
        poster.issue(
            _self_contained(issue, known),
            people.get(issue.speaker),
            [answer for answer in answers if answer.issue == issue.id],
            [(promise, of) for promise, of in reviewed if promise.issue == issue.id],
        )
        for issue in known.values()
        if not issue.protected
    ]
    opening = [poster.review(review) for review in reviews if review.session]
    return PublicDocument(
        program=program,
        written=written,
        session=poster.part(state.session, PublicSession),
        counts=PublicCounts(
            issues=len(issues),
            answers=sum(len(issue.answers) for issue in issues),
            commitments=sum(len(issue.commitments) for issue in issues),
            reviews=len(opening)
            + sum(len(promise.reviews) for issue in issues for promise in issue.commitments),
        ),
        attendance=poster.attendance(state.attendance()),
        opening_review=opening or UNSET,
        issues=issues,
        sha256="",
    )


def _self_contained(issue: Issue, known: Mapping[str, Issue]) -> Issue:
    """The issue tied to a posted one by its id alone, with the words of the one it repeats."""
    same_as = issue.same_as if issue.same_as in known else ""
    return msgspec.structs.replace(issue, same_as=same_as, content=words_of(issue, known))


def _citizens(people: Iterable[Attendee], issues: Iterable[Issue]) -> frozenset[str]:
    """Who was there or spoke without holding an office."""
    named = [person for person in people if person.name]
    citizens = {person.name for person in named if person.role in _CITIZEN_ROLES}
    citizens |= {issue.speaker_name for issue in issues if issue.speaker_name}
    return frozenset(citizens - {one.name for one in named if one.role not in _CITIZEN_ROLES})


class _Poster:
    """Makes records fit for posting: protected names and people's numbers out of every text."""

    def __init__(self, secret: Mentions, of_people: Mentions) -> None:
        """``of_people`` are the names of citizens too, which no review tells."""
        self._secret = secret
        self._of_people = of_people

    def issue(
        self,
        issue: Issue,
        attendee: Attendee | None,
        answers: list[Answer],
        promises: list[tuple[Commitment, list[Review]]],
    ) -> PublicIssue:
        """An issue under the name of its speaker or of his village."""
        village = issue.village or (attendee.village if attendee else "")
        name = issue.speaker_name or (attendee.name if attendee else "")
        speaker = name or _citizen_of(self._text(village))
        return msgspec.structs.replace(
            self.part(issue, PublicIssue, speaker=speaker, village=village),
            answers=[self.part(answer, PublicAnswer) for answer in answers],
            commitments=[self.commitment(promise, reviews) for promise, reviews in promises],
        )

    def commitment(self, promise: Commitment, reviews: list[Review]) -> PublicCommitment:
        """A promise with where it stands; a remark that changed nothing is not posted."""
        telling = [review for review in in_order(reviews) if review.result not in _REMARKS]
        now = standing_part(promise, telling)
        return msgspec.structs.replace(
            self.part(promise, PublicCommitment),
            standing=self.part(now, StandingPart) if now else None,
            reviews=[self.review(review) for review in telling],
        )

    def review(self, review: Review) -> PublicReview:
        """A review without the names of citizens, whoever told of them."""
        unnamed = _Poster(self._of_people, self._of_people)
        return unnamed.part(review, PublicReview, by=unnamed._text(review.by))

    def attendance(self, people: list[Attendee]) -> PublicAttendance:
        """Officials by name; citizens only counted, as nobody has to read who came."""
        counted: Counter[tuple[str, str]] = Counter()
        officials = []
        for person in filter(came, people):
            if person.count is not None:
                counted[person.group, self._text(person.village)] += came(person)
            elif person.role in _CITIZEN_ROLES:
                counted["citizens", self._text(person.village)] += 1
            else:
                officials.append(self.part(person, Official, unit=person.village))
        for village, heads in beyond_list(people, same_place).items():
            counted["", self._text(village)] += heads
        return PublicAttendance(
            officials=officials,
            counted=[
                CitizenCount(group=self._text(group), village=village, people=number)
                for (group, village), number in sorted(counted.items())
            ],
        )

    def part(self, record: msgspec.Struct, part: type[_Part], **more: str) -> _Part:
        """The fields of a record that this part has."""
        row = msgspec.to_builtins(record) | more
        return msgspec.convert(
            {name: self._value(name, row[name]) for name in part.__struct_fields__ if name in row},
            part,
        )

    def _value(self, name: str, value: object) -> object:
        if name in _EXACT:
            return value
        if isinstance(value, list):
            return [self._value(name, entry) for entry in value]
        if not isinstance(value, str):
            return value
        return without_numbers(value) if name in _NAMING else self._text(value)

    def _text(self, text: str) -> str:
        return self._secret.without(without_numbers(text), HIDDEN)


def _citizen_of(village: str) -> str:
    if not village:
        return "công dân"
    if village.lower().startswith(_PLACE_WORDS):
        village = village[0].lower() + village[1:]
    return f"công dân {village}"
