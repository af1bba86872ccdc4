"""What a key of searching costs among 100,000 opinions, and one of typing beside similar opinions.

Usage: python -m tests.benchmarks.search [--issues 100000] [--sessions 5000]

Queries are typed letter by letter. "First answer" is what the key waits for: the newest hits.
"Longest slice" is how long any key could have to wait while the rest is counted, and "complete" is
when the number of all hits is known. Before every query, and in "after a change" before every key,
something is recorded, which forgets what was worked out before. Every key is pressed three times in
all and the median counts, so that other programs do not. The goal is one frame of the display.
"""

import argparse
import gc
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from danvan_tui.archive.archive import Archive, Reading
from danvan_tui.archive.issues import Meeting, Prepared, Raised
from danvan_tui.archive.similar import similar
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import IssueState
from tests.benchmarks.figures import at
from tests.benchmarks.opinions import readings

FRAME = 16.0  # milliseconds
ROUNDS = 3

QUERIES = {
    "with marks": [
        "đường thôn hỏng",
        "nước sạch Đồng Mận",
        "cống tiêu ngập vào nhà",
        "Nguyễn Văn Thịnh",
        "mở rộng đường",
        "đ đ đ",
    ],
    "without marks": [
        "duong thon hong",
        "nuoc sach",
        "de nghi mo rong duong noi dong",
        "22/11/2026",
        "nvt",
        "d n t x",
    ],
    "no hits": ["xyzq", "zz duong", "đường zzz", "thon thon thon thon thon zz"],
    "one letter": [*"abcdeghiklmnopqrstuvxy0123456789ăâđêôơư"],
}
PASTED = [
    "Đề nghị mở rộng đường nội đồng khu Gò Cao cho máy gặt vào được, bà con đồng ý hiến mỗi bên",
    "nuoc may hay mat tu 17 gio den 20 gio co hom duc nhu nuoc vo gao",
    "a b c d e g h i k l m n o p q r s t u v x y",
]
TYPED = [
    "nuoc may hay mat buoi chieu va duc nhu nuoc vo gao",
    "Cột đèn đường đoạn nghĩa trang hỏng mấy bóng, buổi tối đi làm ca về rất sợ",
]


@dataclass
class Times:
    """What several keys took, in milliseconds."""

    first: list[float] = field(default_factory=list)
    slices: list[float] = field(default_factory=list)
    complete: list[float] = field(default_factory=list)

    def search(self, archive: Archive, query: str) -> None:
        """Press one key more of a query."""
        times: list[float] = []
        started = time.perf_counter()
        search = archive.search(query)
        while not search.complete:
            search.go_on()
            now = time.perf_counter()
            times.append((now - started) * 1e3)
            started = now
        self.first.append(times[0])
        self.slices.append(max(times))
        self.complete.append(sum(times))


def median_of(rounds: Sequence[Times]) -> Times:
    """Key by key the median of several rounds."""
    first, slices, complete = (
        [median(times) for times in zip(*lists, strict=True)]
        for lists in (
            [one.first for one in rounds],
            [one.slices for one in rounds],
            [one.complete for one in rounds],
        )
    )
    return Times(first, slices, complete)


def main() -> int:
    """Print the figures; 1 where a key waits longer than a frame."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--issues", type=int, default=100_000)
    parser.add_argument("--sessions", type=int, default=5_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        shelf = Shelf(Path(name))
        archive = built(shelf, arguments.issues, arguments.sessions)
        waits = _searching(archive)
        small = built(shelf, 13_000, 640)
        waits.append(_comparing(small))
    return int(max(waits) > FRAME)


def built(shelf: Shelf, issues: int, sessions: int) -> Archive:
    """An archive of so many generated opinions; says what it took."""
    archive = Archive(shelf, {})
    gc.collect()
    before, took, longest = _resident(), 0.0, 0.0
    for reading in readings(issues, sessions):
        for issue in reading.issues:
            _ = issue.texts, issue.packed  # done on a thread, where the disk is read
        started = time.perf_counter()
        archive.take(reading)
        spent = time.perf_counter() - started
        took, longest = took + spent, max(longest, spent)
    gc.collect()
    print(f"{issues} opinions in {sessions} sessions")
    print(f"  taken in: {took:.1f} s, a session {took / sessions * 1e3:.1f} ms", end="")
    print(f" (longest {longest * 1e3:.0f}); memory {_resident() - before:.0f} MiB")
    return archive


def _resident() -> float:
    if sys.platform != "linux":
        return 0.0
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 2**20


def _searching(archive: Archive) -> list[float]:
    typed = {what: [list(_keys([one])) for one in queries] for what, queries in QUERIES.items()}
    everything = [[key] for queries in typed.values() for keys in queries for key in keys]
    pasted = [[query] for query in PASTED]
    groups = {**typed, "pasted at once": pasted, "after a change": [*everything, *pasted]}
    rows = {what: _timed(archive, queries) for what, queries in groups.items()}
    print(f"{'a key of searching, ms':<24}{'p50':>7}{'p95':>7}{'p99':>7}{'worst':>7}{'goal':>7}")
    for what, times in rows.items():
        _print(f"{what}", times.first)
    every = [one for times in rows.values() for one in times.slices]
    _print("longest slice, all", every)
    _print("complete, all", [one for times in rows.values() for one in times.complete], goal=False)
    return [*(max(times.first) for times in rows.values()), max(every)]


def _timed(archive: Archive, queries: Sequence[Sequence[str]]) -> Times:
    """What the keys of several queries take."""
    rounds = [Times() for _round in range(ROUNDS)]
    for times in rounds:
        for keys in queries:
            _change(archive)
            for key in keys:
                times.search(archive, key)
    return median_of(rounds)


def _keys(queries: Iterable[str]) -> Iterable[str]:
    return (query[: end + 1] for query in queries for end in range(len(query)))


def _change(archive: Archive) -> None:
    """Record something, as far as the archive can tell."""
    name = f"changed-{archive.edition}"
    meeting = Meeting(name, "DT-2026-999", "2026-11-22", ())
    raised = Raised("new", 1, "", "", "", f"Đường mới {archive.edition}", IssueState.NOTED)
    archive.take(Reading(name, 0, None, meeting, [Prepared(meeting, raised)]))


def _comparing(archive: Archive) -> float:
    times: list[float] = []
    for typed in _keys(TYPED):
        started = time.perf_counter()
        similar(archive, typed, village="Thôn Văn Xá")
        times.append((time.perf_counter() - started) * 1e3)
    _print("a key beside similar", times)
    return max(times)


def _print(what: str, times: Sequence[float], *, goal: bool = True) -> None:
    shares = "".join(f"{at(times, share):>7.1f}" for share in (0.5, 0.95, 0.99))
    against = f"{f'≤ {FRAME:.0f}':>7}{'' if max(times) <= FRAME else '  missed'}" if goal else ""
    print(f"  {what:<22}{shares}{max(times):>7.1f}{against}")


if __name__ == "__main__":
    sys.exit(main())
