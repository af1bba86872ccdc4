"""How fast danvan is beside an app that is one stock Textual Input, in the same run.

Usage: python -m tests.benchmarks [--quick] [start] [keys] [saving] [search] [board] [register]
       [sealing]

Both run at the same time in pseudo-terminals of 80×24 and 200×50, the same Python and settings,
and take turns line by line, start by start: only the ratios say something, the times are of this
machine. Danvan has 200 sessions on its shelf; the open one has 300 people, 60 issues and
60 commitments. Every key is sent 10 to 40 ms after the glyph of the one before; "saving" are the
keys pressed right after Enter, once more on a disk whose every flush lasts 0.3 s longer. "search",
"board", "register" and "sealing" have programs of their own, which say what they measure.
"""

import argparse
import gc
import subprocess
import sys
import tempfile
from collections.abc import Collection
from pathlib import Path

from tests.benchmarks.figures import Figure, table

_APART = {
    "search": ("Searching as one types", ("--issues", "20000", "--sessions", "1000")),
    "board": ("The board after ten years", ("--quick",)),
    "register": ("Taking 10,000 exports into the office's register", ("--quick",)),
    "sealing": ("Signing and sealing an export", ("--rounds", "20")),
}
"""What has a program of its own: its heading, and what makes it quick."""
PARTS = ("start", "keys", "saving", *_APART)


def main() -> int:
    """Measure what was asked for; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--quick", action="store_true", help="two minutes instead of ten")
    arguments = parser.parse_args()
    parts = arguments.parts or PARTS
    if unknown := set(parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    if sys.platform != "linux":
        print("The benchmark needs Linux: it reads /proc and uses pseudo-terminals.")
        return 2
    missed = False
    if set(parts) - set(_APART):
        figures = measured(parts, quick=arguments.quick)
        print(table(figures), flush=True)
        missed = not all(figure.is_met for figure in figures)
    for part, (heading, quick) in _APART.items():
        if part in parts:
            print(f"\n{heading}", flush=True)
            command = [sys.executable, "-m", f"tests.benchmarks.{part}"]
            command += quick if arguments.quick else ()
            missed |= subprocess.run(command, check=False).returncode != 0
    return int(missed)


def measured(parts: Collection[str], *, quick: bool) -> list[Figure]:
    """The figures of the parts that compare with the reference."""
    from tests.benchmarks import keys, meeting, starting
    from tests.benchmarks.window import Programs

    gc.disable()  # the clock must not stop for it
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        session = meeting.prepare(root / "data")
        programs = Programs(root, root / "data")
        starting.starting(programs, session, 1)  # compiles everything
        if "start" in parts:
            figures += starting.starting(programs, session, 3 if quick else 15)
        if "keys" in parts:
            figures += keys.writing(programs, session, 2 if quick else 8)
        if "saving" in parts:
            figures += keys.saving(programs, session, 6 if quick else 20)
    return figures


if __name__ == "__main__":
    sys.exit(main())
