"""Which units take over a promise: one lead and those that support it."""

import re

from danvan_tui.capture.context import Context
from danvan_tui.capture.places import words_of

_JOINTS = re.compile(r"\s*[,;]\s*|\s+phối hợp(?:\s+với)?\s+", re.IGNORECASE)


def units_in(said: str, context: Context) -> tuple[str, ...]:
    """The lead unit, then the others; words that are not all known units stay one name as said."""
    said = said.strip()
    if not said:
        return ()
    whole = _known(said, context)
    if whole:
        return (whole,)
    parts = [_known(part, context) for part in _JOINTS.split(said)]
    known = tuple(part for part in parts if part)
    return known if len(known) == len(parts) else (said,)


def units_by_code(word: str, context: Context) -> tuple[str, ...]:
    """The units whose codes these are, joined by commas; none where one is not a code."""
    entries = [context.catalogues.units.by_code.get(code) for code in word.split(",")]
    names = tuple(entry.name for entry in entries if entry is not None)
    return names if len(names) == len(entries) else ()


def _known(part: str, context: Context) -> str:
    """The unit's name for a code; other words as said, spelled as in the catalogue."""
    entry = context.catalogues.units.by_code.get(part)
    return entry.name if entry else context.unit_names.get(words_of(part), "")
