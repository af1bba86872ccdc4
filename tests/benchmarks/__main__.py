"""How fast danvan is beside an app that is one stock Textual Input, in the same run.

Usage: python -m tests.benchmarks [--quick] [keys] [saving] [start] [search]

Both run at the same time in pseudo-terminals of 80×24 and 200×50, the same Python and settings,
and take turns line by line, start by start: only the ratios say something, the times are of this
machine. Danvan has 200 sessions on its shelf; the open one has 300 people, 60 issues and
60 commitments. Every key is sent 10 to 40 ms after the glyph of the one before; "saving" are the
keys pressed right after Enter, once more on a disk whose every flush lasts 0.3 s longer.
"""

import argparse
import gc
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import keys, meeting, starting
from tests.benchmarks.figures import Figure, table
from tests.benchmarks.window import Programs

PARTS = ("keys", "saving", "start", "search")


def main() -> int:
    """Measure what was asked for; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--quick", action="store_true", help="a minute instead of several")
    arguments = parser.parse_args()
    if sys.platform != "linux":
        print("The benchmark needs Linux: it reads /proc and uses pseudo-terminals.")
        return 2
    gc.disable()  # the clock must not stop for it
    parts = arguments.parts or PARTS
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        session = meeting.prepare(root / "data")
        programs = Programs(root, root / "data")
        starting.starting(programs, session, 1)  # compiles everything
        if "start" in parts:
            figures += starting.starting(programs, session, 3 if arguments.quick else 15)
        if "keys" in parts:
            figures += keys.writing(programs, session, 2 if arguments.quick else 10)
        if "saving" in parts:
            figures += keys.saving(programs, session, 8 if arguments.quick else 40)
    print(table(figures))
    return int(not all(figure.is_met for figure in figures))


if __name__ == "__main__":
    sys.exit(main())
