"""Takes numbers of phones and identity cards, and protected names, out of posted text."""

import re
from collections.abc import Collection

from danvan_tui.vietnamese.fold import fold

HIDDEN = "●●●"
_GAP = r"[ \u00a0.\-–]?"
_DATE = r"(?:0?[1-9]|[12]\d|3[01])[.\- ](?:0?[1-9]|1[0-2])[.\- ]\d{4}(?!\d)"
_NUMBER = re.compile(
    rf"(?<!\d)(?<!\d[.,])(?!{_DATE})"
    rf"(?:(?:\+{_GAP}84|\(0\d{{1,3}}\)|0)(?:{_GAP}\d){{7,11}}|84\d{{9}}|\d{{9}}|\d{{12}})(?!\d)"
)


def without_numbers(text: str) -> str:
    """The text with phone and card numbers hidden; dates, areas and sums of money stay."""
    return _NUMBER.sub(HIDDEN, text)


def without_names(text: str, names: Collection[str]) -> str:
    """The text with full names hidden, however marks and capitals were typed.

    A name of one word is left: it is everybody's.
    """
    wanted = [folded for name in names if len(folded := fold(name).split()) > 1]
    if not wanted:
        return text
    words = list(re.finditer(r"\w+", text))
    spoken = [fold(word[0]) for word in words]
    pieces, end = [], 0
    for place, word in enumerate(words):
        lengths = [len(name) for name in wanted if spoken[place : place + len(name)] == name]
        if lengths and word.start() >= end:
            pieces += [text[end : word.start()], HIDDEN]
            end = words[place + max(lengths) - 1].end()
    return "".join([*pieces, text[end:]])
