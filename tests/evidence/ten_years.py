"""Takes generated ten years through every view of the follow-up and recounts them by hand.

Usage: python -m tests.evidence.ten_years [--sessions 640] [--issues 13000] [--commitments 13000]
       [--reviews 40000] [--seed 1] [--folder DIR]

What is shown is compared with a plain recount over the raw operations. In between the derived
index is deleted and damaged in many ways: it must come back the same. Everything that was shown,
and the derived file itself, is looked through for names and words of denunciations.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from danvan_tui.followup.index.follow_up import FollowUp
from danvan_tui.ledger.shelf import Shelf
from tests.evidence.by_hand import promises_in, sessions_in
from tests.evidence.checking import Checks
from tests.evidence.views import Views
from tests.followup.ten_years import make
from tests.followup.years import UNTIL

TODAY = UNTIL + timedelta(days=2)
_FLIPS = 12


def main() -> int:
    """Print what was compared; 1 where anything differs or is exposed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sessions", type=int, default=640)
    parser.add_argument("--issues", type=int, default=13_000)
    parser.add_argument("--commitments", type=int, default=13_000)
    parser.add_argument("--reviews", type=int, default=40_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=None, help="on the disk to be tried")
    size = vars(parser.parse_args())
    started = time.monotonic()
    checks = Checks()
    with tempfile.TemporaryDirectory(dir=size.pop("folder")) as name:
        root = Path(name, "data")
        make(root, **size)
        print(f"made after {time.monotonic() - started:.0f} s", flush=True)
        _look_at_everything(root, checks)
        print(f"seen after {time.monotonic() - started:.0f} s", flush=True)
        _damage_the_index(root, checks, Path(name, "other"))
    print(f"{time.monotonic() - started:.0f} s; {size}")
    print(checks.table())
    return int(bool(checks.wrong))


def _look_at_everything(root: Path, checks: Checks) -> None:
    sessions = sessions_in(root)
    promises = list(promises_in(sessions))
    views = Views(checks, sessions, promises, opened(root), TODAY)
    views.go_through()


def opened(root: Path) -> FollowUp:
    """The follow-up of a data folder as a program that has just been started has it."""
    follow_up = FollowUp(Shelf(root))
    follow_up.load()
    follow_up.bring_up_to_date()
    follow_up.store()
    return follow_up


def _damage_the_index(root: Path, checks: Checks, elsewhere: Path) -> None:
    wanted = _held(opened(root))
    derived = root / "derived" / "followup.msgpack"
    good = derived.read_bytes()
    checks.show(good.decode("utf-8", errors="replace"))
    checks.same("index read again", _held(opened(root)) == wanted, True)
    make(elsewhere, sessions=6, issues=60, commitments=60, reviews=100, seed=2)
    opened(elsewhere)
    foreign = (elsewhere / "derived" / "followup.msgpack").read_bytes()
    chance = random.Random(1)
    damages: list[tuple[str, Callable[[], object]]] = [
        ("deleted", derived.unlink),
        ("empty", lambda: derived.write_bytes(b"")),
        ("cut", lambda: derived.write_bytes(good[: len(good) // 2])),
        ("zeros", lambda: derived.write_bytes(bytes(len(good)))),
        ("noise", lambda: derived.write_bytes(chance.randbytes(len(good)))),
        ("of another folder", lambda: derived.write_bytes(foreign)),
        ("a folder of that name", lambda: _folder_instead(derived)),
        *[("one bit", lambda: derived.write_bytes(_flipped(good, chance)))] * _FLIPS,
    ]
    for what, damage in damages:
        damage()
        found = opened(root)
        checks.same(f"index {what}", _held(found) == wanted, True)
        if what != "of another folder":  # whose sessions are missing here, and told of
            checks.same("problems", found.problems, [])
        if derived.is_dir():
            derived.rmdir()
    _take_a_session_away(root, checks, wanted)


def _folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _held(follow_up: FollowUp) -> tuple[object, ...]:
    """All that the index knows."""
    promises = sorted(follow_up.promises, key=lambda one: one.commitment)
    extracts = sorted(follow_up.extracts(), key=lambda one: one.folder)
    return tuple(promises), tuple(extracts)


def _flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _take_a_session_away(root: Path, checks: Checks, wanted: tuple[object, ...]) -> None:
    """A session that is gone is gone from the index too, and comes back with it."""
    folder = sorted((root / "sessions").iterdir())[0]
    aside = root / "aside"
    folder.rename(aside)
    found = opened(root)
    checks.same("session missing, told of", bool(found.problems), True)
    checks.same("session gone", any(one.folder == folder.name for one in found.extracts()), False)
    aside.rename(folder)
    checks.same("session back", _held(opened(root)) == wanted, True)


if __name__ == "__main__":
    sys.exit(main())
