"""Knowing a denunciation however it is typed: taken for less, it would name its speaker."""

import re
from functools import cache

from danvan_tui.capture.context import Context
from danvan_tui.capture.cursor import Cursor
from danvan_tui.capture.people import is_name
from danvan_tui.model.records import DENUNCIATION
from danvan_tui.vietnamese.fold import fold

_WORDS = r"(?:t[oốó][\s_-]*c[aá]o|tô[\s_-]*cáo)(?!\w)"  # not "tô cao", which is a name
_LONGEST_NAME = 120  # characters, the village with it
_SIGNS, _OPENING, _CLOSING = "[:.,;]", "[\"“'‘]", "[\"”'’]"
_INSIDE = r"(?<!\w)t[oôốó][\s_-]*cáo(?!\w)"  # "yếu tố cao" and "cây to cao" are other words
_MENTIONED = re.compile(_INSIDE, re.IGNORECASE)
_UNMARKED = r"(?<!\w)to[\s_-]*cao(?!\w)"
_TITLES = "ông|bà|anh|chị|cô|chú|bác|thầy|cán bộ|lãnh đạo|trưởng|phó|chủ tịch|bí thư|giám đốc"
_SOMEBODY = f"{_TITLES}|công an|nhà thầu|công ty|doanh nghiệp|hàng xóm|việc|hành vi"
_LEADING = "tôi|em|cháu|mình|gia đình|xin|làm|gửi|có|đơn|muốn|được|phép"
_SAYING = "tôi|em|cháu|mình|gia đình|xin|đơn|muốn"  # up to three words may part them from it


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
    if not words or len(name) == len(said):
        return False
    return (len(words) > 1 and is_name(name)) or _is_listed(words, context)


def _is_listed(words: list[str], context: Context) -> bool:
    """Whether the words are, behind a title or none, part of the name of somebody listed."""
    title = len(words) > 1 and words[0].lower() in _TITLES.split("|")
    name = words[title:]
    return context.people.opening(name)[0] == len(name)


def before_one(text: str, context: Context) -> str:
    """The text up to the words or the code inside it; all of it where it has none."""
    inside = rf"\s(?=(?:(?:{_LEADING})\s+)*{_WORDS}|{_OPENING}?{code_of(context)}(?!\w))"
    return re.split(inside, text, maxsplit=1, flags=re.IGNORECASE)[0]


def says_so(text: str, context: Context) -> bool:
    """Whether somebody says in it that he denounces: “tôi xin tố cáo”, “tố cáo ông Ba”."""
    saying = _says_so(code_of(context), unmarked=text.isascii())
    named = (text[found.end() :].lstrip()[:1] for found in _MENTIONED.finditer(text))
    return saying.search(text) is not None or any(map(str.isupper, named))


def mentions_one(text: str) -> bool:
    """Whether the words stand anywhere in it, as in “giải quyết khiếu nại, tố cáo”."""
    return _MENTIONED.search(text) is not None


@cache
def _says_so(code: str, *, unmarked: bool) -> re.Pattern[str]:
    saying, somebody, titles = _SAYING, _SOMEBODY, _TITLES.replace("cán bộ|", "")
    words, sentence = _INSIDE, r"[.!?;:]\s*"
    if unmarked:  # "cay to cao ba met" is three metres high
        saying, somebody, titles = fold(saying), "ong|can bo|truong|chu tich|bi thu", "ong"
        words, sentence = _UNMARKED, "(?!)"
    return re.compile(
        rf"(?<!\w)(?:{saying})(?:\s+(?!bị\s)\w+){{0,3}}?\s+{words}|{sentence}{words}"
        rf"|{words}\s+(?:{somebody})(?!\w)|(?<!\w){code}\s+(?:{titles})(?!\w)",
        re.IGNORECASE,
    )


def _match(pattern: str, cursor: Cursor) -> re.Match[str] | None:
    return re.compile(pattern, re.IGNORECASE).match(cursor.text, cursor.at, cursor.edge)
