"""Matching: what two note-takers of one meeting wrote of the same person and the same opinion.

Proposes only; a person decides. What the law protects is compared here and shown nowhere.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from danvan_tui.archive.similar import Likeness
from danvan_tui.capture.places import same_place, same_words
from danvan_tui.ledger.fold import Row
from danvan_tui.ledger.speakers import with_speaker
from danvan_tui.ledger.state import State
from danvan_tui.ledger.taken_over import known_pairs
from danvan_tui.model.records import Table
from danvan_tui.vietnamese.fold import fold as folded

Same = Mapping[tuple[Table, str], str]
"""For what the others wrote, by table and id, which of ours a person found to be the same."""

_ENOUGH = 0.5
_SURE = 0.9
_SPEAKER = 0.3  # one word in two is enough where the same person says both

_HANGING = (Table.ANSWERS, Table.COMMITMENTS)


@dataclass(frozen=True)
class Proposal:
    """Two records that may be one."""

    table: Table
    ours: str
    theirs: str
    score: float
    """From 0 to 1."""

    @property
    def is_sure(self) -> bool:
        """Whether nobody needs to look at it: the same name in the same village."""
        return self.table is Table.ATTENDANCE and self.score >= _SURE


def likeness_of(ours: State, theirs: State) -> Likeness:
    """What compares the texts of both: made once where they are compared again and again."""
    return Likeness(
        [
            _text(row)
            for state in (ours, theirs)
            for table in (Table.ISSUES, *_HANGING)
            for row in state.fold.rows[table].values()
        ]
    )


def proposals(ours: State, theirs: State, likeness: Likeness | None = None) -> list[Proposal]:
    """The same people and the same opinions as far as can be told, the likeliest first.

    What was decided before is not asked again.
    """
    people = _best(Table.ATTENDANCE, ours, theirs, _same_person)
    known = known_pairs(ours) | {(one.table, one.theirs): one.ours for one in people}
    likeness = likeness or likeness_of(ours, theirs)

    def score(mine: Row, other: Row) -> float:
        speaker = known.get((Table.ATTENDANCE, str(other.get("speaker"))))
        met = bool(speaker) and speaker == mine.get("speaker")
        return _same_opinion(
            with_speaker(ours.fold, mine), with_speaker(theirs.fold, other), likeness, met=met
        )

    return [*people, *_best(Table.ISSUES, ours, theirs, score)]


def proposals_under(
    ours: State, theirs: State, same: Same, likeness: Likeness | None = None
) -> list[Proposal]:
    """The same answers and promises under the opinions that were found to be one."""
    likeness = likeness or likeness_of(ours, theirs)

    def score(mine: Row, other: Row) -> float:
        if same.get((Table.ISSUES, str(other.get("issue")))) != mine.get("issue"):
            return 0
        unit = bool(mine.get("lead_unit")) and mine.get("lead_unit") == other.get("lead_unit")
        day = bool(mine.get("due")) and mine.get("due") == other.get("due")
        text = likeness.of(_text(mine), _text(other))
        return min(1, text + 0.15 * unit + 0.15 * day)

    return [one for table in _HANGING for one in _best(table, ours, theirs, score)]


def _best(
    table: Table, ours: State, theirs: State, score: Callable[[Row, Row], float]
) -> list[Proposal]:
    """Pairs, each record in one of them at most, the likeliest first."""
    taken = {key: one for key, one in known_pairs(ours).items() if theirs.fold.knows(*key)}
    open_ours = ours.fold.rows[table].keys() - set(taken.values()) - theirs.fold.rows[table].keys()
    others = [
        row
        for record, row in theirs.fold.rows[table].items()
        if (table, record) not in taken and not ours.fold.knows(table, record)
    ]
    scored = [
        Proposal(table, record, str(row["id"]), round(points, 4))
        for record in open_ours
        for row in others
        if (points := score(ours.fold.rows[table][record], row)) >= _ENOUGH
    ]
    return list(_one_to_one(sorted(scored, key=lambda one: (-one.score, one.ours, one.theirs))))


def _one_to_one(scored: Iterable[Proposal]) -> Iterator[Proposal]:
    ours: set[str] = set()
    theirs: set[str] = set()
    for one in scored:
        if one.ours not in ours and one.theirs not in theirs:
            ours.add(one.ours)
            theirs.add(one.theirs)
            yield one


def _same_person(mine: Row, other: Row) -> float:
    if (mine.get("count") is None) != (other.get("count") is None):
        return 0
    here, there = str(mine.get("village") or ""), str(other.get("village") or "")
    together = same_place(here, there) if here and there else None
    if mine.get("count") is not None:
        same = here == there or bool(together)
        group = mine.get("group") == other.get("group")
        return 0.7 + 0.3 * (mine.get("count") == other.get("count")) if same and group else 0
    name, called = str(mine.get("name") or ""), str(other.get("name") or "")
    if not name or not same_words(folded(name), folded(called)):
        return 0
    points = 0.6 + 0.1 * (same_words(name, called) or same_words(called, name))
    points += {True: 0.25, None: 0.05, False: -0.3}[together]
    year, born = mine.get("birth_year"), other.get("birth_year")
    points += (0.15 if year == born else -0.4) if year and born else 0
    return max(0.0, min(1.0, points))


def _same_opinion(mine: Row, other: Row, likeness: Likeness, *, met: bool) -> float:
    points = likeness.of(_text(mine), _text(other))
    name, called = (str(row.get("speaker_name") or "") for row in (mine, other))
    met = met or bool(name and called and same_words(folded(name), folded(called)))
    here, there = (str(row.get("village") or "") for row in (mine, other))
    points += _SPEAKER * met + 0.05 * bool(here and there and same_place(here, there))
    return min(1, points)


def _text(row: Row) -> str:
    return str(row.get("content") or "")
