"""What one saved entry costs beside the least a disk can do for as many bytes.

Usage: python -m tests.evidence.cost [--rounds 200] [--sizes 0 1000 10000] [--folder DIR]
The floor overwrites as many bytes of a file filled with zeros and waits for the device.
"""

import argparse
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from itertools import count
from pathlib import Path
from unittest import mock

from danvan_tui.ledger import disk
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import DENUNCIATION, Table

RECORD = 600  # bytes of a saved entry
GOAL = 1.3


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--sizes", type=int, nargs="*", default=[0, 1_000, 10_000])
    parser.add_argument("--folder", type=Path, default=None, help="on the disk to be measured")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=arguments.folder) as name:
        notebooks = {size: prepared(Path(name, str(size)), size) for size in arguments.sizes}
        ways: dict[str, Callable[[], None]] = {"floor": floor(Path(name, "floor"))}
        for size, notebook in notebooks.items():
            ways[f"at {size}"] = recording(notebook)
        medians = measured(ways, arguments.rounds)
        for notebook in notebooks.values():
            notebook.close()
    ratios = {way: median / medians["floor"] for way, median in medians.items()}
    print(f"{'entry':<10}{'median µs':>10}{'over the floor':>16}{'times the floor':>17}")
    for way, median in medians.items():
        over = (median - medians["floor"]) * 1e6
        print(f"{way:<10}{median * 1e6:>10.0f}{over:>16.0f}{ratios[way]:>17.2f}")
    calls = calls_an_entry(arguments.folder)
    print("calls an entry:", calls or "not counted, strace cannot trace here")
    return int(max(ratios.values()) > GOAL)


def prepared(root: Path, size: int) -> Notebook:
    """A notebook with so many entries, one of them a denunciation."""
    shelf = Shelf(root)
    notebook = shelf.open(shelf.create(), person="Lò Thị Mai")
    say = recording(notebook)
    with mock.patch.object(disk, "flush"):  # only while it is being filled
        for number in range(size):
            say()
            if number == size // 2:
                secret = notebook.new(Table.ISSUES, kind=DENUNCIATION, speaker_name="Pàng")
                notebook.record([secret])
    say()
    notebook.checkpoint()
    return notebook


def recording(notebook: Notebook) -> Callable[[], None]:
    """Records one entry that takes RECORD bytes on the disk, give or take a few."""
    content = "x" * (RECORD - 330)

    def record() -> None:
        notebook.record(
            [notebook.new(Table.ISSUES, speaker_name="Lo Van O", village="Na Pu", content=content)]
        )

    return record


def floor(path: Path) -> Callable[[], None]:
    """Overwrites the next RECORD bytes of a file filled with zeros."""
    room = 64 * 1024 * 1024
    with path.open("wb") as file:
        file.write(bytes(room))
        os.fsync(file.fileno())
    fd, data, places = disk.open_file(path), b"x" * RECORD, count(0, RECORD)

    def write() -> None:
        os.pwrite(fd, data, next(places))
        os.fdatasync(fd)

    return write


def measured(ways: dict[str, Callable[[], None]], rounds: int) -> dict[str, float]:
    """The median seconds of each way, taken in turns so that the machine's moods hit all."""
    times: dict[str, list[float]] = {way: [] for way in ways}
    order = list(ways)
    chance = random.Random(1)
    for _ in range(rounds):
        chance.shuffle(order)
        for way in order:
            started = time.perf_counter()
            ways[way]()
            times[way].append(time.perf_counter() - started)
    return {way: statistics.median(times[way]) for way in ways}


def calls_an_entry(folder: Path | None) -> dict[str, float]:
    """System calls by name: a recording of 60 entries against one of 10."""
    few, many = (_calls(entries, folder) for entries in (10, 60))
    if not few or not many:
        return {}
    return {name: (many[name] - few[name]) / 50 for name in many if many[name] - few[name] >= 5}


def _calls(entries: int, folder: Path | None) -> Counter[str]:
    strace = shutil.which("strace")
    if strace is None:
        return Counter()
    with tempfile.TemporaryDirectory(dir=folder) as name:
        log = Path(name, "trace")
        command = [strace, "-f", "-qq", "-o", str(log), sys.executable, "-c", _RECORDING]
        command += [str(Path(name, "data")), str(entries)]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            return Counter()
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return Counter(match[1] for line in lines if (match := re.match(r"\d+ +(\w+)\(", line)))


_RECORDING = """
import sys
from pathlib import Path
from danvan_tui.ledger.shelf import Shelf
from tests.evidence.cost import recording
shelf = Shelf(Path(sys.argv[1]))
record = recording(shelf.open(shelf.create()))
for _ in range(int(sys.argv[2])):
    record()
"""


if __name__ == "__main__":
    sys.exit(main())
