"""Numbers of a session, and nothing but numbers."""

import re
from collections import Counter
from collections.abc import Iterable

from danvan_tui.capture.places import same_place
from danvan_tui.exchange.document import Figures, StatisticsDocument, StatisticsSession
from danvan_tui.exchange.redact import without_numbers
from danvan_tui.exchange.secrecy import Secrecy
from danvan_tui.exchange.standing import with_reviews
from danvan_tui.ledger.mentions import Mentions
from danvan_tui.ledger.state import State
from danvan_tui.ledger.veil import HIDDEN
from danvan_tui.model.records import Attendee, Issue, Result, Review, Table
from danvan_tui.model.rules import beyond_list, came
from danvan_tui.model.standing import standing
from danvan_tui.vietnamese.fold import canonical

UNSET = "unset"
UNLISTED = "unlisted"
_NOT_LOOKED_AT = frozenset({None, Result.NOT_REVIEWED})
_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")


def statistics_document(state: State, *, program: str, written: str) -> StatisticsDocument:
    """The numbers of a session."""
    session = state.session
    return StatisticsDocument(
        program=program,
        written=written,
        session=StatisticsSession(
            code=session.code,
            kind=session.kind,
            commune=without_numbers(session.commune),
            date=session.date,
        ),
        figures=figures(state),
        sha256="",
    )


def figures(state: State) -> Figures:
    """Counts by kind, field, village, competence and outcome; a denunciation by kind alone."""
    secrecy = Secrecy(state.fold)
    secret = Mentions(secrecy.names())
    all_issues = state.issues()
    issues = [issue for issue in all_issues if not issue.protected]
    answers = [a for a in state.answers() if not secrecy.hides(Table.ANSWERS, a.id)]
    promises = [c for c in state.commitments() if not secrecy.hides(Table.COMMITMENTS, c.id)]
    reviews = [r for r in state.reviews() if not secrecy.hides(Table.REVIEWS, r.id)]
    standings = [standing(promise, of) for promise, of in with_reviews(promises, reviews)]
    opening = [review for review in reviews if review.session]
    people = {person.id: person for person in state.attendance()}
    named = [person for person in people.values() if person.count is None]
    heads = [person for person in people.values() if person.count is not None]
    beyond = beyond_list(people.values(), same_place)
    with_deadline = sum(bool(promise.due) for promise in promises)
    return Figures(
        people_named=sum(map(came, named)),
        people_counted=sum(map(came, heads)) + sum(beyond.values()),
        issues=len(all_issues),
        issues_by_kind=_by_id(issue.kind for issue in all_issues),
        issues_by_field=_by_id(issue.field for issue in issues),
        issues_by_village=_by_name(
            secret.without(_village(issue, people), HIDDEN) for issue in issues
        ),
        issues_by_competence=_by_id(issue.competence for issue in issues),
        answers_by_outcome=_by_id(answer.outcome for answer in answers),
        commitments=len(promises),
        commitments_with_deadline=with_deadline,
        commitments_without_deadline=len(promises) - with_deadline,
        commitments_by_state=_by_id(now.state.value for now in standings),
        commitments_postponed=sum(bool(now.postponed) for now in standings),
        reviews_by_result=_by_id(review.result.value for review in reviews if review.result),
        opening_reviews=len({review.commitment for review in opening}),
        opening_reviews_not_reviewed=len(_not_looked_at(opening)),
    )


def _not_looked_at(opening: list[Review]) -> set[str]:
    """The promises of earlier sessions that were listed and nothing was found of."""
    looked_at = {one.commitment for one in opening if one.result not in _NOT_LOOKED_AT}
    return {one.commitment for one in opening} - looked_at


def _village(issue: Issue, people: dict[str, Attendee]) -> str:
    speaker = people.get(issue.speaker)
    return issue.village or (speaker.village if speaker else "")


def _by_id(ids: Iterable[str]) -> dict[str, int]:
    """Words that are no id of a list are counted without being repeated."""
    counted = Counter(
        entry if _ID.fullmatch(entry) else UNLISTED if entry else UNSET for entry in ids
    )
    return dict(sorted(counted.items()))


def _by_name(names: Iterable[str]) -> dict[str, int]:
    counted: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for name in names:
        words = " ".join(without_numbers(name).split())
        key = canonical(words).casefold()
        counted[shown.setdefault(key, words or UNSET)] += 1
    return dict(sorted(counted.items()))
