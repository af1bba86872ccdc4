"""The orders in which a syllable can be typed: every mark anywhere behind its letter."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import strategies as st

from danvan_tui.vietnamese.composer import Method

_TONES = {"\u0300": "f2", "\u0309": "r3", "\u0303": "x4", "\u0301": "s1", "\u0323": "j5"}
_SHAPES = {"\u0306": "w8", "\u031b": "w7"}


def orders(word: str, method: Method) -> st.SearchStrategy[str]:
    """Keys for a syllable, its marks in any order."""
    index = 0 if method == "telex" else 1
    bases: list[str] = []
    marks: list[tuple[str, int]] = []  # a key and the letter it must stand behind
    for place, letter in enumerate(word):
        base, *signs = list(unicodedata.normalize("NFD", letter))
        if letter in "đĐ":
            base = "D" if letter == "Đ" else "d"
            marks.append(("d9"[index], place))
        bases.append(base)
        for sign in signs:
            if sign in _TONES:
                marks.append((_TONES[sign][index], _nucleus(word)))
            else:
                keys = _SHAPES.get(sign, base.lower() + "6")
                marks.append((keys[index], place))
    return st.composite(_mixed)("".join(bases), marks)


def _nucleus(word: str) -> int:
    """The first letter a tone can stand on."""
    plain = "".join(unicodedata.normalize("NFD", letter)[0] for letter in word).lower()
    found = re.match("qu|[^aeiouy]*", plain)
    assert found is not None
    return found.end()


def _mixed(draw: st.DrawFn, bases: str, marks: list[tuple[str, int]]) -> str:
    behind: list[str] = [""] * len(bases)
    horns = [mark for mark in marks if mark[0] in "w7"]
    if len(horns) == 2:
        # ươ takes one horn behind any of its letters, or one at once and another behind the o.
        marks = [mark for mark in marks if mark not in horns]
        at_once = draw(st.booleans())
        behind[horns[0][1]] = horns[0][0] if at_once else ""
        marks.append(horns[1] if at_once else draw(st.sampled_from(horns)))
    for key, least in draw(st.permutations(marks)):
        behind[draw(st.integers(least, len(bases) - 1))] += key
    return "".join(base + after for base, after in zip(bases, behind, strict=True))
