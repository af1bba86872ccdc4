"""Laptops and an office with files carried between them at random: seeded, so every run can recur.

Usage: python -m tests.evidence.carrying [--runs 1000] [--seed 1] [--steps 30] [--workers 2]
       [--folder DIR]

Two to five laptops and an office: random entries, shared sessions, files carried up to three times
in any order or cut at a random byte, lost from the stick, receipts lost and replayed, imports taken
back, clocks a year wrong, backups of laptops and of the office restored, the register made anew
with a kept file damaged. After every step nothing may be called received that
the office never had. Once everything has arrived all hold the same entries and show the same rows,
and every value ever typed can be reached, but for what went with a laptop that nobody had sent.
"""

import argparse
import multiprocessing
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.evidence.carrying.checking import check
from tests.evidence.carrying.world import World


def run(seed: int, steps: int, folder: Path | None) -> tuple[int, list[str], Counter[str]]:
    """One world from its beginning to its end: what was wrong, and what happened in it."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        world = World(Path(name), seed)
        try:
            world.live(steps)
            world.settle()
            check(world)
        finally:
            world.close()
        return seed, world.wrong, world.counts


def main() -> int:
    """Print what happened and what was wrong; 1 where anything was."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=30)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--folder", type=Path, default=None, help="on the disk to be tried")
    asked = parser.parse_args()
    started = time.monotonic()
    total: Counter[str] = Counter()
    wrong = 0
    seeds = range(asked.seed, asked.seed + asked.runs)
    with multiprocessing.Pool(asked.workers) as pool:
        work = [(seed, asked.steps, asked.folder) for seed in seeds]
        for seed, found, counts in pool.imap_unordered(_run, work):
            total += counts
            total["runs"] += 1
            wrong += bool(found)
            for sentence in found[:5]:
                print(f"seed {seed}: {sentence}", flush=True)
            if total["runs"] % 500 == 0:
                print(f"{total['runs']} runs, {time.monotonic() - started:.0f} s", flush=True)
    print(f"{time.monotonic() - started:.0f} s; seeds {seeds[0]} to {seeds[-1]}")
    print("; ".join(f"{name} {count:,}" for name, count in sorted(total.items())))
    print(f"wrong: {wrong} of {total['runs']} runs")
    return int(bool(wrong))


def _run(asked: tuple[int, int, Path | None]) -> tuple[int, list[str], Counter[str]]:
    return run(*asked)


if __name__ == "__main__":
    sys.exit(main())
