"""Comparing what the program shows with what was counted by hand, and looking for secrets in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from tests.followup.commune import DENOUNCERS

_SECRET = re.compile(rf"TC-\d{{5}}|{DENOUNCERS} |khoang ", re.IGNORECASE)
_FEW = 5  # differences that are printed of each kind


class Checks:
    """How much was compared, what differed, and what was shown that must not be."""

    def __init__(self) -> None:
        self.compared: Counter[str] = Counter()
        self.different: Counter[str] = Counter()
        self.shown = 0
        """Texts that were looked through for secrets."""
        self.exposed = 0

    def same(self, what: str, found: object, wanted: object, where: str = "") -> None:
        """Note whether two are the same; says of a few which are not."""
        self.compared[what] += 1
        if found != wanted:
            self.different[what] += 1
            if self.different[what] <= _FEW:
                print(f"  differs: {what} {where}\n    shown:   {found}\n    by hand: {wanted}")

    def all_same(
        self, what: str, found: Mapping[str, object], wanted: Mapping[str, object]
    ) -> None:
        """Note for each name whether both have the same under it."""
        for name in sorted(found.keys() | wanted.keys()):
            self.same(what, found.get(name), wanted.get(name), name)

    def show(self, *texts: str) -> None:
        """Look through what is shown for what must not be."""
        for text in texts:
            self.shown += 1
            if match := _SECRET.search(text):
                self.exposed += 1
                print(f"  exposed: {match[0]!r} in {text[:200]!r}")

    def table(self) -> str:
        """All counts, and how many of them are wrong."""
        lines = [f"{'':<34}{'compared':>10}{'different':>11}"]
        lines += [
            f"{what:<34}{count:>10}{self.different[what]:>11}"
            for what, count in self.compared.items()
        ]
        lines.append(f"{'texts shown, exposing a secret':<34}{self.shown:>10}{self.exposed:>11}")
        return "\n".join(lines)

    @property
    def wrong(self) -> int:
        """How much of it all is wrong."""
        return self.different.total() + self.exposed
