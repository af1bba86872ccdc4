"""Fills a small disk while recording, makes room again, and goes on in the same program.

Usage: python -m tests.evidence.full_disk [--rounds 3] (needs the right to mount an image)
"""

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from danvan_tui.ledger.errors import LedgerError, SaveError
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.opening import open_notebook
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import Table
from tests.evidence.recording import Account, save

IMAGE = 16 * 1024 * 1024
REFUSALS = 5
BAD = ("missing", "unopened", "invented", "never full", "stuck")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, small_disk(Path(name)) as disk:
        if disk is None:
            print("skipped: no image can be mounted here")
            return 0
        total = Counter[str]()
        for seed in range(arguments.rounds):
            total += fill(disk, random.Random(seed), close_full=seed % 2 == 0)
    for one in ("saved", "refused", *BAD):
        print(f"{one:<12}{total[one]:>7}")
    return int(any(total[one] for one in BAD))


@contextmanager
def small_disk(folder: Path) -> Iterator[Path | None]:
    """A small ext4 disk of its own; None where this machine does not allow it.

    Its blocks are those of larger disks: SQLite's shared memory dies where they are smaller.
    """
    image, disk = folder / "image", folder / "disk"
    disk.mkdir()
    with image.open("wb") as file:
        file.truncate(IMAGE)
    made = _done("mkfs.ext4", "-q", "-F", "-b", "4096", "-m", "0", str(image)) and _done(
        "mount", "-o", "loop", str(image), str(disk)
    )
    try:
        yield disk if made else None
    finally:
        if made:
            subprocess.run(["umount", str(disk)], check=True)


def _done(*command: str) -> bool:
    if shutil.which(command[0]) is None:
        return False
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def fill(disk: Path, chance: random.Random, *, close_full: bool) -> Counter[str]:
    """Record until the disk refuses, make room, record again, open and compare."""
    total: Counter[str] = Counter()
    account = Account()
    shelf = Shelf(disk / "data")
    folder = shelf.find(shelf.create())
    first = set(open_notebook(folder, write=False).state.fold.operations)
    notebook = shelf.open(folder.name)

    def record() -> bool:
        content = "".join(chance.choices("aăâbcdđeê ", k=chance.randint(1, 9000)))
        return save(
            notebook,
            notebook.prepare([notebook.new(Table.ISSUES, content=content)]),
            lambda line: account.hear([line + "\n"]),
        )

    for _ in range(3):
        record()
    filler = disk / "filler"
    use_up(filler)
    for _ in range(2000):
        record()
        if len(account.failed) >= REFUSALS:
            break
    total["never full"] += not account.failed
    if close_full:  # on the full disk the state cannot be written; the entries are safe
        notebook = reopened(notebook, folder)
        total["stuck"] += notebook.read_only
    filler.unlink()
    total["stuck"] += sum(not record() for _ in range(20))
    notebook.close()
    try:
        again = open_notebook(folder, write=False)
    except LedgerError as error:
        print(error, file=sys.stderr)
        return total + Counter(unopened=1)
    total += Counter(saved=len(account.saved), refused=len(account.failed))
    total["missing"] += account.missing(again)
    total["invented"] += account.invented(again, first)
    shutil.rmtree(disk / "data")
    return total


def reopened(notebook: Notebook, folder: Path) -> Notebook:
    """Closed and opened on the full disk."""
    try:
        notebook.close()
    except SaveError as error:
        print(f"closing said: {error}")
    return open_notebook(folder)


def use_up(filler: Path) -> None:
    """Write until not one more byte fits."""
    with filler.open("wb", buffering=0) as file:
        for piece in (1 << 16, 1 << 10, 1):
            try:
                while True:
                    file.write(b"x" * piece)
            except OSError:
                continue


if __name__ == "__main__":
    sys.exit(main())
