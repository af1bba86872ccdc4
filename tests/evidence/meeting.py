"""Takes down a whole evening by keys in a pseudo-terminal; the files must be those expected.

Usage: python -m tests.evidence.meeting [--kills] [--minutes 90] [--seed 1] [--gap 0.01]

With --kills the program is killed with SIGKILL at a random moment of every minute and started
again: nothing that was shown as saved may be missing, nothing doubled, and of a line that was
being typed at most the last second.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.samples.meeting import EVENING
from tests.terminal.book import Book
from tests.terminal.edits import Corrected, Filled, Split
from tests.terminal.evening import check_exports, take_down
from tests.terminal.killing import BAD, GOOD, Killer, cut
from tests.terminal.steps import BroughtBack, TakenBack


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", action="store_true", help="kill the program every minute")
    parser.add_argument("--minutes", type=int, default=90, help="into which the evening is cut")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--gap", type=float, default=0.01, help="seconds between two keys")
    parser.add_argument("--folder", type=Path, default=None, help="on the disk to be tried")
    arguments = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        root = Path(folder, "data")
        counts: Counter[str] = Counter()
        if arguments.kills:
            killer = Killer(root, arguments.seed, gap=arguments.gap)
            killer.live_through(cut(EVENING, arguments.minutes), range(arguments.minutes))
            book, counts = killer.book, killer.counts
        else:
            book, typist = take_down(root, EVENING, gap=arguments.gap)
            counts["letters"] = typist.letters
        check_exports(root, book)
    print(f"seed {arguments.seed}, {time.monotonic() - started:.0f} s; the files are as expected")
    names = (*GOOD, *BAD) if arguments.kills else ("letters",)
    for name, count in (*held(book), *((name, counts[name]) for name in names)):
        print(f"{name:<26}{count:>8}")
    return int(any(counts[name] for name in BAD))


def held(book: Book) -> list[tuple[str, int]]:
    """What the evening came to."""
    edits = sum(isinstance(step, Filled | Corrected | Split) for step in EVENING)
    return [
        *((table, book.number_of(table)) for table in ("issues", "answers", "commitments")),
        ("taken back", sum(isinstance(step, TakenBack) for step in EVENING)),
        ("brought back", sum(isinstance(step, BroughtBack) for step in EVENING)),
        ("edits", edits),
    ]


if __name__ == "__main__":
    sys.exit(main())
