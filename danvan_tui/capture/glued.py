"""Codes glued to what begins a line: ``12kn``, ``12kngt``, ``.gt``; and ``.said`` without a space.

Only where the whole word is a number, or the point, and codes: nothing that was said is taken.
"""

import re
from collections.abc import Sequence
from itertools import accumulate

from danvan_tui.capture.context import Context
from danvan_tui.capture.cursor import Cursor
from danvan_tui.capture.denunciation import code_of

_GLUED = re.compile(r"([0-9]{1,6}|\.)([A-Za-z]+)(?=([:.,;])|\s|$)")
_HEAD = re.compile(r"[0-9]{1,6}|\.")
_COUNT = re.compile(r"^x[1-9][0-9]{0,4}")
_SIGNS = ":.,;"
_POINT = re.compile(r"\.(?=[^\W_]|[\"“(])")


def joints_in(text: str, context: Context) -> tuple[int, ...]:
    """The places at the head of a line where a word ends although no space follows."""
    glued = _GLUED.match(text)
    codes = _codes(glued[2], context) if glued else []
    if glued and codes and _may_follow(codes, glued[1], glued[3], context):
        return tuple(accumulate([len(glued[1]), *map(len, codes[:-1])]))
    return (1,) if _POINT.match(text) else ()


def hides_code(cursor: Cursor, context: Context) -> bool:
    """Whether the code of a denunciation comes next, glued to others or behind some left over."""
    for word in cursor.rest().split():
        codes = split_codes(word, context)
        if not codes or code_of(context) in codes:
            return bool(codes)
    return False


def split_codes(word: str, context: Context) -> list[str]:
    """The number, codes and count of people that a whole word is made of, in lower case.

    Empty where it is anything else.
    """
    head = _HEAD.match(word)
    number, letters = (head[0], word[head.end() :]) if head else ("", word)
    lists = context.catalogues
    known = (*lists.kinds.by_code, *lists.fields.by_code, code_of(context))
    codes = _split(letters.rstrip(_SIGNS).lower(), known)
    return [number, *codes] if number and codes else codes


def _split(letters: str, known: Sequence[str]) -> list[str]:
    for part in (*known, *_COUNT.findall(letters)):
        if part == letters:
            return [part]
        if letters.startswith(part) and (rest := _split(letters[len(part) :], known)):
            return [part, *rest]
    return []


def _may_follow(codes: list[str], head: str, sign: str | None, context: Context) -> bool:
    """Behind the point only one code, as two can make a word; before a sign only the secret one."""
    if sign and codes[-1].lower() != code_of(context):
        return False
    return head != "." or len(codes) == 1


def _codes(letters: str, context: Context) -> list[str]:
    """The letters as one code, or as a kind and a field; empty where they are neither."""
    if _is_kind(letters, context) or letters in context.catalogues.fields.by_code:
        return [letters]
    for at in range(2, len(letters) - 1):
        first, second = letters[:at], letters[at:]
        fields = context.catalogues.fields.by_code
        if (_is_kind(first, context) and second in fields) or (
            first in fields and _is_kind(second, context)
        ):
            return [first, second]
    return []


def _is_kind(letters: str, context: Context) -> bool:
    """Whether this is the code of a kind; that of denunciations is one in any case."""
    return letters in context.catalogues.kinds.by_code or letters.lower() == code_of(context)
