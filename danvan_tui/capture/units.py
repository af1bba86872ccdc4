"""Which units take over a promise: one lead and those that support it."""

import re

from danvan_tui.capture.context import Context
from danvan_tui.capture.places import words_of

_CODE = re.compile(r"([^\s,]+)(?=[\s,]|$)\s*(,?)\s*")
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


def units_at_start(text: str, context: Context) -> tuple[tuple[str, ...], int]:
    """The units whose codes, joined by commas, begin the text; and where the words behind begin."""
    names: dict[str, None] = {}
    end = 0
    while found := _CODE.match(text, end):
        entry = context.catalogues.units.by_code.get(found[1])
        if entry is None:
            break
        names[entry.name] = None
        end = found.end()
        if not found[2]:
            break
    return tuple(names), end


def _known(part: str, context: Context) -> str:
    """The unit's name for a code; other words as said, spelled as in the catalogue."""
    entry = context.catalogues.units.by_code.get(part)
    return entry.name if entry else context.unit_names.get(words_of(part), "")
