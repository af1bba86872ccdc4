"""Laptops and an office with files carried between them at random: seeded, so every run can recur.

Usage: python -m tests.evidence.carrying [--runs 1000] [--seed 1] [--steps 8] [--workers 2]
       [--folder DIR]

Two to five laptops and an office: random entries, corrections of closed minutes, shared sessions,
two notes of one meeting merged, two people writing of the same and choosing against each other,
files carried up to three times in any order or cut at a random byte, lost from the stick, receipts
lost and replayed, imports taken back, laptops distrusted and confirmed again, clocks a year wrong,
backups of laptops and of the office restored, the register made anew with a kept file damaged.

At any time: nothing is called received that the office did not have at the moment the laptop was
last told of, or later, and no number of a line is given twice. Once everything has arrived all hold
the same entries and show the same rows and conflicts; every value ever typed can be reached, but
for what went with its last copy; every choice shows, was replaced knowingly, or is listed.
"""

import argparse
import gc
import multiprocessing
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

from tests.evidence.carrying.living import Run, run

_MEMORY = Path("/dev/shm")
_TOLD = {
    "Written": (
        "entries",
        "corrections of closed minutes",
        "reviews of the office",
        "changed by two",
        "notes merged",
        "records matched",
        "refused by the rules",
    ),
    "Chosen": (
        "choices of laptops",
        "choices of the office",
        "chosen by two",
        "choices taken back",
    ),
    "Carried": (
        "imports",
        "cut",
        "lost from sticks",
        "old receipts after new ones",
        "imports taken back",
        "distrusted",
    ),
    "Mishaps": (
        "restored anew",
        "restored in place",
        "restored what differs",
        "office restored",
        "rebuilt",
        "kept files damaged",
        "lost with all copies",
    ),
    "Looked at": (
        "received",
        "sessions",
        "sessions compared",
        "operations",
        "values",
        "choices checked",
        "choices replaced",
        "choices disputed",
        "conflicts open at the end",
    ),
}
"""What the runs did and found, as it is counted under these words."""


def main() -> int:
    """Print what happened and what was wrong; 1 where anything was."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1, help="of the first run")
    parser.add_argument("--steps", type=int, default=8)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument(
        "--folder",
        type=Path,
        default=_MEMORY if _MEMORY.is_dir() else None,
        help="where to work; in memory where there is such a place",
    )
    asked = parser.parse_args()
    started = time.monotonic()
    total: Counter[str] = Counter()
    wrong: list[int] = []
    seeds = range(asked.seed, asked.seed + asked.runs)
    with multiprocessing.Pool(asked.workers, _collect_seldom) as pool:
        work = [(seed, asked.steps, asked.folder) for seed in seeds]
        for done, one in enumerate(pool.imap_unordered(_run, work), 1):
            total += one.counts
            wrong += [one.seed] if one.wrong else []
            for sentence in one.wrong[:5]:
                print(f"seed {one.seed}: {sentence}", flush=True)
            if done % 500 == 0:
                print(f"{done} runs, {time.monotonic() - started:.0f} s", flush=True)
    print(f"{time.monotonic() - started:.0f} s; {asked.steps} steps; seeds {seeds[0]}-{seeds[-1]}")
    for title, names in _TOLD.items():
        print(f"{title}: " + "; ".join(f"{name} {total[name]:,}" for name in names))
    print(f"wrong: {len(wrong)} of {len(seeds)} runs")
    if wrong:
        print(f"to repeat: python -m tests.evidence.carrying --runs 1 --seed {min(wrong)}")
    return int(bool(wrong))


def _collect_seldom() -> None:
    """A run leaves little behind: looking for it often costs more than keeping it."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _run(asked: tuple[int, int, Path | None]) -> Run:
    seed, steps, folder = asked
    with tempfile.TemporaryDirectory(dir=folder) as name:
        try:
            return run(seed, steps, Path(name))
        except Exception:  # noqa: BLE001 - the other runs go on, and this one counts as wrong
            return Run(seed, [traceback.format_exc()], Counter(), "")


if __name__ == "__main__":
    sys.exit(main())
