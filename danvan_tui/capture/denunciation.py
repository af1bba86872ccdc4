"""Knowing a denunciation however it is typed: taken for less, it would name its speaker."""

import re

from danvan_tui.capture.context import Context
from danvan_tui.capture.cursor import Cursor
from danvan_tui.capture.people import is_name
from danvan_tui.model.records import DENUNCIATION

_WORDS = r"(?:t[oốó][\s_-]*c[aá]o|tô[\s_-]*cáo)(?!\w)"  # not "tô cao", which is a name
_LONGEST_NAME = 120  # characters, the village with it
_SIGNS, _OPENING, _CLOSING = "[:.,;]", "[\"“'‘]", "[\"”'’]"


def code_of(context: Context) -> str:
    """The code of the kind whose speaker is protected."""
    return context.catalogues.kinds[DENUNCIATION].code


def typed_code(cursor: Cursor, context: Context) -> str:
    """The code as it comes next: in any case, with signs behind it or quotes around it."""
    code = code_of(context)
    quoted = f"{_OPENING}{code}{_SIGNS}*{_CLOSING}{_SIGNS}*"
    found = _match(rf"{code}(?:{_SIGNS}+|(?=\s|$))|{quoted}", cursor)
    return found[0] if found else ""


def sounds_like_one(cursor: Cursor, context: Context) -> bool:
    """Whether what comes next begins with the words or the code, or with somebody's name and these.

    A number may stand before them.
    """
    if cursor.is_quoted():
        return False
    begins = rf"\W*(?:[0-9]+\W*)?(?:{_WORDS}|{code_of(context)}(?!\w))"
    return _match(begins, cursor) is not None or _names_somebody_before_one(cursor, context)


def _names_somebody_before_one(cursor: Cursor, context: Context) -> bool:
    said = cursor.rest()[:_LONGEST_NAME]
    name = before_one(said, context)
    words = name.split()
    return len(name) < len(said) and len(words) > 1 and is_name(name)


def before_one(text: str, context: Context) -> str:
    """The text up to the words or the code inside it; all of it where it has none."""
    inside = rf"\s(?={_WORDS}|{_OPENING}?{code_of(context)}(?!\w))"
    return re.split(inside, text, maxsplit=1, flags=re.IGNORECASE)[0]


def _match(pattern: str, cursor: Cursor) -> re.Match[str] | None:
    return re.compile(pattern, re.IGNORECASE).match(cursor.text, cursor.at, cursor.edge)
