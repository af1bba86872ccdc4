"""Numbers in figures and in words, up to 99, and years as they follow a day, month or quarter."""

from datetime import date
from types import MappingProxyType
from typing import Final

from danvan_tui.vietnamese.deadlines.words import Words, after, choose, digits, touches, word_at

TIMES: Final = ("lần", "buổi", "cuộc", "đợt", "lượt", "phiên")
_ONES: Final = MappingProxyType(
    {
        "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
        "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
    }
)  # fmt: skip
_FIRST_WORDS: Final = ("mười", "hăm", "băm", *_ONES)
_ROMAN: Final = MappingProxyType({"i": 1, "ii": 2, "iii": 3, "iv": 4})


def number(words: Words, at: int) -> tuple[int, int] | None:
    """The number at ``at`` and the place behind it: "15", "03", "mười lăm", "15 (mười lăm)"."""
    value = digits(words, at)
    if value is None:
        return _in_words(words, at)
    if word_at(words, at + 1) == "(":
        repeated = _in_words(words, at + 2)
        if repeated and repeated[0] == value and word_at(words, repeated[1]) == ")":
            return value, repeated[1] + 1
    return value, at + 1


def roman(words: Words, at: int) -> tuple[int, int] | None:
    """The Roman figure I to IV at ``at``."""
    value = _ROMAN.get(word_at(words, at))
    return None if value is None else (value, at + 1)


def year_after(words: Words, at: int, base: date) -> tuple[int, int] | None:
    """The year said behind a month or day: "/2027", "năm 2027", "năm nay", "sang năm"."""
    relative = choose(
        words, at,
        {"năm nay": 0, "năm này": 0, "năm sau": 1, "năm tới": 1, "sang năm": 1, "sang năm sau": 1},
    )  # fmt: skip
    if relative:
        return base.year + relative[0], relative[1]
    for lead in ("năm", ", năm", "của năm"):
        behind = after(words, at, lead)
        if behind is not None and (year := year_in_full(words, behind)):
            return year, behind + 1
    if word_at(words, at) in ("/", "-", ".") and touches(words, at):
        return _short_or_full(words, at + 1)
    year = year_in_full(words, at)
    return (year, at + 1) if year else None


def year_in_full(words: Words, at: int) -> int | None:
    """The year in four figures at ``at``, from 1900 to 2199."""
    year = digits(words, at)
    return year if year and 1900 <= year < 2200 else None


def _short_or_full(words: Words, at: int) -> tuple[int, int] | None:
    year = year_in_full(words, at) if touches(words, at) else None
    if year is None and touches(words, at) and len(word_at(words, at)) == 2:
        short = digits(words, at)
        year = None if short is None or short < 20 else 2000 + short
    return (year, at + 1) if year else None


def _in_words(words: Words, at: int) -> tuple[int, int] | None:
    if after(words, at, *_FIRST_WORDS) is None:
        return None
    tens, behind = _tens(words, at)
    ones = _ones(words, behind)
    if tens and after(words, behind, "năm") is not None:
        ones = None  # "mười năm" is ten years; fifteen is "mười lăm"
    if ones is None:
        return (tens, behind) if tens else None
    return tens + ones[0], ones[1]


def _tens(words: Words, at: int) -> tuple[int, int]:
    behind = after(words, at, "mười", "một chục")
    if behind is not None:
        return 10, behind
    short = choose(words, at, {"hăm": 20, "băm": 30})
    if short:
        return short
    ones = _ones(words, at)
    behind = after(words, ones[1], "mươi", "chục") if ones else None
    return (10 * ones[0], behind) if ones and behind is not None else (0, at)


def _ones(words: Words, at: int) -> tuple[int, int] | None:
    if word_at(words, at) == "sau":  # "sau" (after, next) is far more often meant than "sáu"
        return None
    return choose(words, at, _ONES)
