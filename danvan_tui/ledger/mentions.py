"""Finds where words name somebody: whole, by initials, or in short as people speak of each other.

Nothing that is everybody's word counts: a given name alone, “cụ thể”, “cơ quan”, “văn hóa”.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from danvan_tui.vietnamese.fold import canonical, fold

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_CLOSE = re.compile(r"[^\w.,;:!?/]+")
_FORMS = frozenset(
    {"ông", "bà", "anh", "chị", "cô", "chú", "bác", "cụ", "em"}
    | {"bá", "cháu", "thầy", "dì", "cậu", "mợ", "đc"}
)
_FORMS_IN_TWO = frozenset({("đồng", "chí"), ("dong", "chi"), ("đ", "c"), ("d", "c")})
_UNMARKED_FORMS = frozenset(map(fold, _FORMS))
_SET_PHRASES = frozenset(
    {
        ("anh", "em"),
        ("anh", "hung"),
        ("anh", "minh"),
        ("ba", "con"),
        ("ba", "me"),
        ("bac", "ai"),
        ("bac", "si"),
        ("chi", "em"),
        ("chi", "tiet"),
        ("chu", "tam"),
        ("chu", "trong"),
        ("chu", "y"),
        ("co", "lap"),
        ("cu", "the"),
        ("em", "ut"),
    }
)
"""What in small letters is no form of address with a name, whoever is called so."""
_MIDDLE_NAMES = frozenset({"văn", "van", "thị", "thi"})
"""What follows the name of a family: then it is somebody else's, as in “ông Vũ Văn Ba”."""


class _Word(NamedTuple):
    typed: str
    plain: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        return canonical(self.typed).lower()

    @property
    def is_capital(self) -> bool:
        return self.typed[0].isupper()


class _Name(NamedTuple):
    name: str
    words: tuple[_Word, ...]


class Mention(NamedTuple):
    """A stretch of a text that names somebody."""

    start: int
    end: int
    name: str


class Mentions:
    """What to look for in texts, laid out once."""

    def __init__(self, names: Iterable[str], whole: Iterable[str] = ()) -> None:
        """``names`` of people; ``whole`` is found only as it stands, even one word alone."""
        self._names = _by_last_word(names)
        self._whole = _by_last_word(whole)

    def found(self, text: str) -> Iterator[Mention]:
        """Every mention in a text; they may overlap."""
        if not (self._names or self._whole):
            return
        words = _words(text)
        for place, word in enumerate(words):
            here = _Place(text, words, place)
            for name in self._whole.get(word.plain, ()):
                if here.ends_whole(name.words):
                    yield Mention(words[place + 1 - len(name.words)].start, word.end, name.name)
            for name in self._names.get(word.plain, ()):
                count = here.words_of(name.words)
                if count:
                    yield Mention(words[place + 1 - count].start, word.end, name.name)

    def without(self, text: str, sign: str) -> str:
        """The text with the sign in place of every mention."""
        pieces, end = [], 0
        for start, stop in _joined(self.found(text)):
            pieces += [text[end:start], sign]
            end = stop
        return "".join([*pieces, text[end:]])


class _Place:
    """A word of a text, with what stands around it."""

    def __init__(self, text: str, words: list[_Word], place: int) -> None:
        self._text, self._words, self._place = text, words, place

    def ends_whole(self, name: tuple[_Word, ...]) -> bool:
        """Whether the name ends here, however marks and capitals were typed."""
        said = self._words[max(self._place + 1 - len(name), 0) : self._place + 1]
        return [word.plain for word in said] == [word.plain for word in name]

    def words_of(self, name: tuple[_Word, ...]) -> int:
        """How many words up to this one name the person; 0 where they do not."""
        if len(name) > 1 and (self.ends_whole(name) or self._ends_initials(name)):
            return len(name)
        if not _agrees(self._words[self._place], name[-1]):
            return 0
        if len(name) > 2 and self._ends_pair(name[-2:]):
            form = self._form_before(self._place - 1, any_case=True)
            if form or self._is_bare_pair():
                return 2 + form
        form = self._form_before(self._place, any_case=False)
        return 1 + form if form else 0

    def _ends_initials(self, name: tuple[_Word, ...]) -> bool:
        """T.T.Kín, Tr. Thị Kín."""
        first = self._place + 1 - len(name)
        if first < 0 or not _agrees(self._words[self._place], name[-1]):
            return False
        return all(
            said.plain == own.plain
            or (own.plain.startswith(said.plain) and self._text[said.end : said.end + 1] == ".")
            for said, own in zip(self._words[first : self._place], name, strict=False)
        )

    def _ends_pair(self, pair: tuple[_Word, ...]) -> bool:
        said = self._words[max(self._place - 1, 0) : self._place + 1]
        return len(said) == 2 and all(map(_agrees, said, pair)) and self._is_close(self._place)

    def _is_bare_pair(self) -> bool:
        """Whether two words are written as a name, and not the end of somebody else's."""
        first, last = self._words[self._place - 1 : self._place + 1]
        if not (first.is_capital and last.is_capital):
            return False
        before = self._words[self._place - 2] if self._place > 1 else None
        is_family = (
            before is not None
            and before.is_capital
            and not (before.typed.isupper() and last.typed.isupper())
            and self._is_close(self._place - 1)
            and self._is_close(self._place - 2)  # a sentence may begin with any capital
        )
        return not is_family

    def _form_before(self, place: int, *, any_case: bool) -> int:
        """How many words before a place are a form of address."""
        if place < 1 or not self._is_close(place):
            return 0
        form, said = self._words[place - 1], self._words[place]
        if place > 1 and (self._words[place - 2].lower, form.lower) in _FORMS_IN_TWO:
            return 2
        is_unmarked = form.lower in _UNMARKED_FORMS and (said.is_capital or _is_unmarked(said))
        if not (form.lower in _FORMS or is_unmarked):
            return 0
        if any_case:
            return 1
        if not said.is_capital and (form.plain, said.plain) in _SET_PHRASES:
            return 0
        return 0 if self._is_family_name(place) else 1

    def _is_family_name(self, place: int) -> bool:
        follows = self._words[place + 1 : place + 2]
        return bool(follows) and follows[0].lower in _MIDDLE_NAMES and self._is_close(place + 1)

    def _is_close(self, place: int) -> bool:
        """Whether nothing that parts sentences stands before the word at a place."""
        if place < 1:
            return False
        between = self._text[self._words[place - 1].end : self._words[place].start]
        return _CLOSE.fullmatch(between) is not None


def _agrees(typed: _Word, known: _Word) -> bool:
    """Whether it is the known word; without marks it is every marking of it."""
    return typed.lower == known.lower or (_is_unmarked(typed) and typed.plain == known.plain)


def _is_unmarked(word: _Word) -> bool:
    return word.typed.isascii()


def _by_last_word(names: Iterable[str]) -> dict[str, list[_Name]]:
    found: dict[str, list[_Name]] = defaultdict(list)
    for name in sorted(set(names)):
        words = _words(name)
        if words:
            found[words[-1].plain].append(_Name(name, tuple(words)))
    return found


def _words(text: str) -> list[_Word]:
    return [_Word(one[0], fold(one[0]), one.start(), one.end()) for one in _WORD.finditer(text)]


def _joined(mentions: Iterable[Mention]) -> Iterator[tuple[int, int]]:
    """The stretches in order, those that overlap as one."""
    at, end = 0, 0
    for start, stop, _name in sorted(mentions):
        if start >= end:
            if end:
                yield at, end
            at = start
        end = max(end, stop)
    if end:
        yield at, end
