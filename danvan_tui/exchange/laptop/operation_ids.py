"""Exact sets of operation ids, written as runs of counters: a session makes a hundred bytes."""

from collections.abc import Iterable

import msgspec

_Run = tuple[int, int]


class OperationIds(msgspec.Struct, frozen=True, omit_defaults=True):
    """Some operations; ids of one replica that follow each other are one run."""

    runs: dict[str, list[_Run]] = {}
    """For each replica the first and the last counter of every run, in order."""
    others: list[str] = []
    """Ids that are not written as a replica and a counter."""


def ids_of(ids: Iterable[str]) -> OperationIds:
    """The set of these ids."""
    counters: dict[str, list[_Run]] = {}
    others = set()
    for one in ids:
        replica, _dot, text = one.rpartition(".")
        counter = int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else -1
        if f"{replica}.{counter}" == one:
            counters.setdefault(replica, []).append((counter, counter))
        else:
            others.add(one)
    return OperationIds({name: _joined(runs) for name, runs in counters.items()}, sorted(others))


def union(sets: Iterable[OperationIds]) -> OperationIds:
    """Every id that is in one of the sets."""
    runs: dict[str, list[_Run]] = {}
    others: set[str] = set()
    for one in sets:
        others.update(one.others)
        for replica, these in one.runs.items():
            runs.setdefault(replica, []).extend(these)
    return OperationIds({name: _joined(these) for name, these in runs.items()}, sorted(others))


def covers(whole: OperationIds, part: OperationIds) -> bool:
    """Whether every id of a part is in the whole, a set as ``union`` gives it."""
    return set(part.others) <= set(whole.others) and all(
        any(first <= run[0] and run[1] <= last for first, last in whole.runs.get(replica, ()))
        for replica, runs in part.runs.items()
        for run in runs
    )


def _joined(runs: Iterable[_Run]) -> list[_Run]:
    joined: list[_Run] = []
    for first, last in sorted(runs):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return joined
