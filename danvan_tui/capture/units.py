"""Which units take over a promise: one lead and those that support it."""

import re
from typing import NamedTuple

from danvan_tui.capture.context import Context
from danvan_tui.capture.cursor import Cursor
from danvan_tui.capture.places import kind_of_place, known_place, words_of

_CODE = re.compile(r"([a-z]{2,6})(?=[\s,;:|]|$)")
_WORD = re.compile(r"\s*([^\s,;:|]+)(,?)")
_JOINT = re.compile(r"\s*[,;]\s*|\s+phối hợp(?:\s+với)?\s+", re.IGNORECASE)
_PARTED = re.compile(r"\s*[,;:]|\s+[-–](?=\s)|\s*(?=\||$)")
_LONGEST = 16  # words in the name of a unit
_LONGEST_VILLAGE = 4  # words behind "Trưởng thôn"


class _Unit(NamedTuple):
    name: str
    end: int
    coded: bool = False


class _Word(NamedTuple):
    text: str
    comma: str
    end: int


def is_unit_code(word: str, context: Context) -> bool:
    """Whether the word is the code of a unit."""
    return word in context.catalogues.units.by_code


def units_in(said: str, context: Context) -> tuple[str, ...]:
    """The lead unit, then the others; words that are not all known units stay one name as said."""
    said = said.strip()
    return known_units(said, context) or ((said,) if said else ())


def known_units(said: str, context: Context) -> tuple[str, ...]:
    """The units that the words name; empty where they name anything else too."""
    said = said.strip()
    units, _cut, end = _units_from(said, 0, context)
    return units if end == len(said) else ()


def take_units(cursor: Cursor, context: Context) -> tuple[str, ...]:
    """The units that come next, taken off the line with what parts them from the words behind.

    A unit named in full that nothing parts from the words behind it stays part of these too.
    """
    if cursor.is_quoted():
        return ()
    start = cursor.at
    units, cut, _end = _units_from(cursor.text, start, context)
    if cut > start:
        cursor.take(cut - start)
        cursor.note("unit", start)
    return units


def _units_from(text: str, at: int, context: Context) -> tuple[tuple[str, ...], int, int]:
    """The units, up to where they are taken off the line, and where the last one ends."""
    names: dict[str, None] = {}
    cut = end = at
    while unit := _coded_at(text, at, context) or _named_at(text, at, context):
        names[unit.name] = None
        end = unit.end
        parted = _PARTED.match(text, end)
        if parted or unit.coded:
            cut = parted.end() if parted else end
        joint = _JOINT.match(text, end)
        if not joint:
            break
        at = joint.end()
    return tuple(names), cut, end


def _coded_at(text: str, at: int, context: Context) -> _Unit | None:
    code = _CODE.match(text, at)
    entry = context.catalogues.units.by_code.get(code[1]) if code else None
    return _Unit(entry.name, at + len(entry.code), coded=True) if entry else None


def _named_at(text: str, at: int, context: Context) -> _Unit | None:
    """The unit whose longest name stands here; one word must be parted from what follows."""
    words = _words_from(text, at)
    first = words_of(words[0].text) if words else ()
    if not any(name[:1] == first for name in context.unit_names):
        return None
    for count in range(len(words), 0, -1):
        said = "".join(f"{word.text}{word.comma} " for word in words[:count]).strip(", ")
        name = context.unit_names.get(words_of(said), "")
        if not name:
            continue
        village, end = _village_behind(name, text, words[count:], context)
        end = end or words[count - 1].end
        joined = _PARTED.match(text, end) or _JOINT.match(text, end)
        return _Unit(f"{name} {village}".strip(), end) if joined or count > 1 else None
    return None


def _village_behind(name: str, text: str, words: list[_Word], context: Context) -> tuple[str, int]:
    """The village behind a name such as "Trưởng thôn", and where it ends; zero for none."""
    last = words_of(name)[-1:]
    if not kind_of_place(last) and words_of(name)[-3:] != ("tổ", "dân", "phố"):
        return "", 0
    for count in range(min(len(words), _LONGEST_VILLAGE), 0, -1):
        said, end = [word.text for word in words[:count]], words[count - 1].end
        if any(word.comma for word in words[: count - 1]):
            continue
        known = known_place(" ".join(said), context.villages)
        if known or (_PARTED.match(text, end) and all(word[0].isupper() for word in said)):
            return " ".join(said), end
    return "", 0


def _words_from(text: str, at: int) -> list[_Word]:
    words: list[_Word] = []
    while len(words) < _LONGEST and (found := _WORD.match(text, at)):
        words.append(_Word(found[1], found[2], found.end(1)))
        at = found.end()
    return words
