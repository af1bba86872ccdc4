"""Numbers of a session, and nothing but numbers."""

import re
from collections import Counter
from collections.abc import Iterable

from danvan_tui.capture.places import same_place
from danvan_tui.exchange.document import Figures, StatisticsDocument, StatisticsSession
from danvan_tui.exchange.redact import without_numbers
from danvan_tui.exchange.secrecy import Secrecy
from danvan_tui.ledger.state import State
from danvan_tui.model.records import Attendee, Issue, Table
from danvan_tui.model.rules import beyond_list, came
from danvan_tui.vietnamese.fold import canonical

UNSET = "unset"
UNLISTED = "unlisted"
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
    all_issues = state.issues()
    issues = [issue for issue in all_issues if not issue.protected]
    answers = [a for a in state.answers() if not secrecy.hides(Table.ANSWERS, a.id)]
    promises = [c for c in state.commitments() if not secrecy.hides(Table.COMMITMENTS, c.id)]
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
        issues_by_village=_by_name(_village(issue, people) for issue in issues),
        issues_by_competence=_by_id(issue.competence for issue in issues),
        answers_by_outcome=_by_id(answer.outcome for answer in answers),
        commitments=len(promises),
        commitments_with_deadline=with_deadline,
        commitments_without_deadline=len(promises) - with_deadline,
        commitments_by_state=_by_id(promise.state.value for promise in promises),
    )


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
