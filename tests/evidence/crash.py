"""Kills a recording program at random moments and compares what it was told with what is there.

Usage: python -m tests.evidence.crash [--kills 1000] [--seed 1] [--folder DIR]
"""

import argparse
import os
import random
import select
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from danvan_tui.ledger.errors import LedgerError
from danvan_tui.ledger.opening import open_notebook
from danvan_tui.ledger.shelf import Shelf
from tests.evidence.recording import Account, Recorder, exposed

KILLS_A_NOTEBOOK = 25
LONGEST = 0.25  # seconds that a recorder lives


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=None, help="on the disk to be tried")
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    total: Counter[str] = Counter()
    started = time.monotonic()
    with tempfile.TemporaryDirectory(dir=arguments.folder) as root:
        shelf = Shelf(Path(root))
        while total["kills"] < arguments.kills:
            folder = shelf.find(shelf.create())
            count = min(KILLS_A_NOTEBOOK, arguments.kills - total["kills"])
            total += live_through(folder, count, chance)
    print(f"seed {arguments.seed}, {time.monotonic() - started:.0f} s")
    bad = ("missing", "unopened", "invented", "exposed")
    for name in ("kills", "acknowledged", "in flight and kept", "with a notice", *bad):
        print(f"{name:<20}{total[name]:>8}")
    return int(any(total[name] for name in bad))


def live_through(folder: Path, kills: int, chance: random.Random) -> Counter[str]:
    """One notebook, killed again and again; what is wrong is counted."""
    total: Counter[str] = Counter()
    known = set(open_notebook(folder, write=False).state.fold.operations)
    for _ in range(kills):
        account = killed(folder, chance.random() * LONGEST, chance.getrandbits(32))
        total["kills"] += 1
        total["acknowledged"] += len(account.saved)
        try:
            notebook = open_notebook(folder)
        except LedgerError as error:
            print(f"does not open: {error}", file=sys.stderr)
            total["unopened"] += 1
            break
        found = notebook.state.fold.operations.keys()
        total["with a notice"] += bool(notebook.notices)
        total["missing"] += account.missing(notebook) + len(known - found)
        total["invented"] += account.invented(notebook, known)
        total["in flight and kept"] += len(found - known - account.saved)
        total["exposed"] += exposed(notebook)
        known = set(found)
        notebook.close()
    return total


def killed(folder: Path, after: float, seed: int) -> Account:
    """What a recorder said before it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        record_until_killed(folder, writing, seed)
    os.close(writing)
    deadline = time.monotonic() + after
    heard = b""
    while (rest := deadline - time.monotonic()) > 0:
        if select.select([reading], [], [], rest)[0]:
            heard += os.read(reading, 1 << 16)
    os.kill(child, signal.SIGKILL)
    while piece := os.read(reading, 1 << 16):
        heard += piece
    os.close(reading)
    _, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
        raise RuntimeError("the recorder ended by itself")
    account = Account()
    account.hear(heard.decode().splitlines(keepends=True))
    return account


def record_until_killed(folder: Path, pipe: int, seed: int) -> None:
    """The recorder's whole life; it never returns."""
    try:
        notebook = open_notebook(folder, person="Lò Thị Mai")
        recorder = Recorder(
            notebook, random.Random(seed), lambda line: _say(pipe, line.encode() + b"\n")
        )
        while True:
            recorder.go_on()
    finally:
        os._exit(1)


def _say(pipe: int, line: bytes) -> None:
    while line:
        line = line[os.write(pipe, line) :]


if __name__ == "__main__":
    sys.exit(main())
