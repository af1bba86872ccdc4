"""Makes system calls fail, come up short or kill the program, one at a time, while it records.

Usage: python -m tests.evidence.faults [--step 1] [--entries 30] [--folder DIR]
Every ``step``-th call of each kind is tried; the default is quick, 1 tries them all.
"""

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from random import Random

from danvan_tui.ledger.errors import LedgerError
from danvan_tui.ledger.opening import open_notebook
from danvan_tui.ledger.shelf import Shelf
from tests.evidence.recording import Account, Recorder, exposed

FAULTS = (
    ("pwrite64", "error=ENOSPC"),
    ("pwrite64", "error=EIO"),
    ("pwrite64", "retval=0"),
    ("fdatasync", "error=EIO"),
    ("fsync", "error=EIO"),
    ("rename", "error=EIO"),
    ("pwrite64", "signal=KILL"),
    ("fdatasync", "signal=KILL"),
    ("fsync", "signal=KILL"),
    ("rename", "signal=KILL"),
)
BAD = ("missing", "unopened", "invented", "exposed", "stopped")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--step", type=int, default=7)
    parser.add_argument("--entries", type=int, default=30)
    parser.add_argument("--folder", type=Path, default=None, help="on the disk to be tried")
    arguments = parser.parse_args()
    print(f"{'call':<11}{'fault':<14}{'runs':>6}{'failed saves':>14}" + "".join(map(_wide, BAD)))
    wrong = _report("any write", "short", short_writes(arguments.folder, arguments.entries))
    if not can_trace():
        print("skipped the rest: strace cannot trace here")
        return wrong
    for call, fault in FAULTS:
        total: Counter[str] = Counter()
        number = 1
        while one := strike(call, fault, number, arguments.entries, arguments.folder):
            total += one
            number += arguments.step
        wrong |= _report(call, fault, total)
    return wrong


def can_trace() -> bool:
    """Whether faults can be injected on this machine."""
    strace = shutil.which("strace")
    if strace is None:
        return False
    probe = [strace, "-f", "-qq", "-e", "inject=fsync:error=EIO:when=9", "true"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


def strike(call: str, fault: str, number: int, entries: int, folder: Path | None) -> Counter[str]:
    """One recording with the fault at one call; empty where there are fewer calls."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        root, log = Path(name, "data"), Path(name, "trace")
        names = "rename,renameat,renameat2" if call == "rename" else call
        command = ["strace", "-f", "-qq", "-o", str(log), "-e", f"trace={names}"]
        command += ["-e", f"inject={names}:{fault}:when={number}"]
        command += [sys.executable, "-m", "tests.evidence.recording", str(root)]
        command += ["--entries", str(entries)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        traced = log.read_text(encoding="utf-8", errors="replace")
        struck = "(INJECTED)" in traced or "killed by SIGKILL" in traced
        lines = done.stdout.splitlines(keepends=True)
        if not struck:
            return Counter()
        return compare(root, lines, killed="KILL" in fault, words=done.stderr)


def compare(root: Path, lines: list[str], *, killed: bool, words: str = "") -> Counter[str]:
    """What is on the disk against what the recorder said."""
    account = Account()
    account.hear(lines)
    total = Counter(runs=1, failed=len(account.failed))
    if not killed and lines[-1:] != ["end\n"]:
        print(words[-2000:], file=sys.stderr)
        total["stopped"] += 1
    try:
        shelved = Shelf(root).sessions()
        wanted = range(0, 2) if killed else range(1, 2)
        total["invented"] += len(shelved) not in wanted
        if not shelved:
            total["missing"] += len(account.saved)
            return total
        first = {one for one in _operations(shelved[0].folder) if one not in account.tried}
        notebook = open_notebook(shelved[0].folder)
    except LedgerError as error:
        print(f"does not open: {error}", file=sys.stderr)
        total["unopened"] += 1
        return total
    total["missing"] += account.missing(notebook)
    total["invented"] += account.invented(notebook, first) + (len(first) - 1)
    total["exposed"] += exposed(notebook)
    notebook.close()
    return total


def _operations(folder: Path) -> set[str]:
    return set(open_notebook(folder, write=False).state.fold.operations)


def short_writes(folder: Path | None, entries: int) -> Counter[str]:
    """Every entry is first cut short by a limit on the size of files, then written again."""
    lines: list[str] = []
    with tempfile.TemporaryDirectory(dir=folder) as name:
        shelf = Shelf(Path(name))
        notebook = shelf.open(shelf.create())
        recorder = Recorder(notebook, Random(1), lambda line: lines.append(line + "\n"))
        recorder.go_on()
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        for number in range(entries):
            newest = max(notebook.folder.glob("journal-*.log"))
            end = len(newest.read_bytes().rstrip(b"\0"))
            resource.setrlimit(resource.RLIMIT_FSIZE, (end + number * 7, hard))
            recorder.go_on()
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            recorder.go_on()
        notebook.close()
        return compare(Path(name), [*lines, "end\n"], killed=False)


def _wide(name: str) -> str:
    return f"{name:>10}"


def _report(call: str, fault: str, total: Counter[str]) -> int:
    figures = "".join(_wide(str(total[name])) for name in BAD)
    print(f"{call:<11}{fault:<14}{total['runs']:>6}{total['failed']:>14}{figures}", flush=True)
    return int(any(total[name] for name in BAD))


if __name__ == "__main__":
    sys.exit(main())
