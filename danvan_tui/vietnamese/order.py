"""Sorting as a Vietnamese dictionary does, and people by their last word (tên)."""

import re
from typing import TypeAlias

from danvan_tui.vietnamese.fold import canonical
from danvan_tui.vietnamese.letters import ALPHABET, TO_SHAPE, TO_TONE

SortKey: TypeAlias = tuple[str, ...]

_DIGITS = re.compile("[0-9]+")
_RANKS = str.maketrans(  # a private letter each, so that strings compare in alphabet order
    {letter: chr(0xE000 + rank) for rank, letter in enumerate(ALPHABET)}
)


def sort_key(text: str) -> SortKey:
    """A key that sorts by letters (a ă â b c d đ …), then by tones, then by the text itself.

    Numbers sort by value, so that "Thôn 2" stands before "Thôn 10".
    """
    return (*_levels(text), text)


def name_key(name: str) -> SortKey:
    """A key that sorts people by their last word, then by the rest of the name."""
    rest, _, last = " ".join(name.split()).rpartition(" ")
    return (*_levels(last), *_levels(rest), name)


def _levels(text: str) -> tuple[str, str]:
    lowered = _DIGITS.sub(_by_value, canonical(text).lower())
    return lowered.translate(TO_SHAPE).translate(_RANKS), lowered.translate(TO_TONE)


def _by_value(found: re.Match[str]) -> str:
    digits = found[0].lstrip("0")
    return f"{len(digits):04}{digits}"
