"""What became of the promises a report is about: in all, by unit and by village."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from statistics import median
from typing import NamedTuple

from danvan_tui.followup.figures.figure import UNSET, Figure, Part, count
from danvan_tui.followup.figures.matters import Said
from danvan_tui.followup.figures.outcomes import KEPT, Outcome
from danvan_tui.followup.figures.villages import Places
from danvan_tui.followup.promises import Followed
from danvan_tui.vietnamese.fold import fold

COMPETENT = "commune"
"""The competence of those who keep these figures."""

_WORDS = re.compile(r"\w+")


class Judged(NamedTuple):
    """A promise with what became of it."""

    promise: Followed
    outcome: Outcome


def promised(judged: Sequence[Judged]) -> tuple[Figure, ...]:
    """Promises made, then every outcome."""
    made = [promise for promise, _outcome in judged]
    return (count("promises", made), *_outcomes("", judged).values())


def _outcomes(prefix: str, judged: Iterable[Judged]) -> dict[Outcome, Figure]:
    found: dict[Outcome, list[Followed]] = {one: [] for one in Outcome}
    for promise, became in judged:
        found[became].append(promise)
    return {one: count(f"{prefix}{one}", promises) for one, promises in found.items()}


def moved(judged: Iterable[Judged]) -> tuple[Figure, ...]:
    """Promises postponed, how often, and the median of days from promise to done."""
    postponed = [one.promise for one in judged if one.promise.postponed]
    kept = [one.promise for one in judged if one.outcome in KEPT]
    timed = [(promise, days) for promise in kept if (days := _days(promise)) is not None]
    middle = median(days for _promise, days in timed) if timed else None
    return (
        count("postponed", postponed),
        Figure("postponements", sum(promise.postponed for promise in postponed), postponed),
        Figure("median_days", middle, [promise for promise, _days in timed]),
    )


def _days(promise: Followed) -> int | None:
    """How many days it took; None where one of the days is not known."""
    try:
        made, done = date.fromisoformat(promise.date), date.fromisoformat(promise.done_on)
    except ValueError:
        return None
    return (done - made).days


def by_unit(judged: Iterable[Judged]) -> Iterator[Part]:
    """The promises of each unit that has to do them now."""
    found: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        found[one.promise.unit].append(one)
    alike: dict[str, list[str]] = defaultdict(list)
    for unit in sorted(found, key=lambda unit: -len(found[unit])):
        alike[fold(unit)].append(unit)
    for units in alike.values():
        yield _part(
            f"unit:{_slug(units[0])}", units[0], [one for unit in units for one in found[unit]]
        )


def by_village(judged: Iterable[Judged], villages: Places) -> Iterator[Part]:
    """A promise to several villages is one of each."""
    named: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    found: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        spelled = (one.promise.commune, one.promise.villages)
        names = named.get(spelled) or named.setdefault(spelled, villages.names_of(*spelled) or [""])
        for name in names:
            found[name].append(one)
    slugs: Counter[str] = Counter()
    for name in sorted(found):  # two villages may differ by nothing but their marks
        slug = _slug(name)
        slugs[slug] += 1
        yield _part(f"village:{slug}{slugs[slug] if slugs[slug] > 1 else ''}", name, found[name])


def _slug(name: str) -> str:
    return "-".join(_WORDS.findall(fold(name))) or UNSET


def _part(part_id: str, name: str, judged: Sequence[Judged]) -> Part:
    made = [promise for promise, _outcome in judged]
    return Part(
        id=part_id,
        name=name,
        made=count(part_id, made),
        outcomes=_outcomes(f"{part_id}:", judged),
    )


def settled(said: Iterable[Said], judged: Iterable[Judged]) -> Figure:
    """Settled: with a day it was settled on, or with promises that are all confirmed."""
    within = [one for one in said if one.raised.competence == COMPETENT]
    promised, owed = set(), set()
    for promise, became in judged:
        promised.add(promise.issue)
        if became not in KEPT:
            owed.add(promise.issue)
    kept = promised - owed
    settled = [one for one in within if one.raised.resolved or one.raised.id in kept]
    percent = 100 * len(settled) / len(within) if within else None
    return Figure("settled", percent, settled, of=len(within))
