"""The figures of a report over all sessions, each with the entries behind it.

A denunciation counts in the totals and by its kind alone; the entries behind a figure leave it out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from danvan_tui.followup.extract import Extract
from danvan_tui.followup.figures.figure import Figure, Part
from danvan_tui.followup.figures.heard import (
    Scope,
    by_id,
    called_in,
    heard_in,
    is_there,
    matters_in,
    meetings,
    spellings,
)
from danvan_tui.followup.figures.judged import Judged, by_unit, by_village, moved, promised, settled
from danvan_tui.followup.figures.outcomes import outcome
from danvan_tui.followup.figures.villages import Places
from danvan_tui.followup.promises import Followed


@dataclass(frozen=True)
class Figures:
    """The figures of one scope."""

    scope: Scope
    today: str
    meetings: tuple[Figure, ...]
    """Sessions, visits, people, matters, groups of five or more, entries."""
    kinds: tuple[Figure, ...]
    fields: tuple[Figure, ...]
    competences: tuple[Figure, ...]
    """The last one: settled of those within competence, in percent."""
    promises: tuple[Figure, ...]
    """Promises made, then every outcome: they add up."""
    moved: tuple[Figure, ...]
    """Promises postponed, how often, and the median of days from promise to done."""
    units: tuple[Part, ...]
    villages: tuple[Part, ...]

    def all(self) -> Iterator[Figure]:
        """Every figure."""
        yield from self.meetings
        yield from self.kinds
        yield from self.fields
        yield from self.competences
        yield from self.promises
        yield from self.moved
        for part in (*self.units, *self.villages):
            yield from part.figures()

    def find(self, figure_id: str) -> Figure | None:
        """The figure of this id."""
        return next((one for one in self.all() if one.id == figure_id), None)


def figures(
    extracts: Iterable[Extract], promises: Iterable[Followed], scope: Scope, today: date
) -> Figures:
    """Count what the sessions of a scope hold; ``extracts`` and ``promises`` are all there are.

    Repetitions are known across all sessions, also where what they repeat is out of scope.
    """
    known = list(extracts)
    villages = Places(spellings(known))
    where = villages.called(scope.village) if scope.village else None
    owed = list(promises)
    heard = list(heard_in(known, scope, where))
    said = [one for meeting in heard for one in meeting.said]
    folders = {meeting.session.folder for meeting in heard}
    day = today.isoformat()
    judged = [
        Judged(promise, outcome(promise, day))
        for promise in owed
        if promise.folder in folders
        and is_there(promise.villages, called_in(where, promise.commune))
    ]
    seen = [one for one in said if not one.raised.protected]
    return Figures(
        scope=scope,
        today=day,
        meetings=(*meetings(heard, said), *matters_in(known, said, villages)),
        kinds=by_id("kind", ((one.raised.kind, one) for one in said)),
        fields=by_id("field", ((one.raised.field, one) for one in seen)),
        competences=(
            *by_id("competence", ((one.raised.competence, one) for one in seen)),
            settled(seen, judged),
        ),
        promises=promised(judged),
        moved=moved(judged),
        units=_in_order(by_unit(judged)),
        villages=_in_order(by_village(judged, villages)),
    )


def _in_order(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Those with the most promises first, in the end the one without a name."""
    return tuple(sorted(parts, key=lambda one: (not one.name, -len(one.made.behind), one.name)))
