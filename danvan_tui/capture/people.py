"""Finding people on the list by number, by whole name, or by a part of the name."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from danvan_tui.capture.places import has_digit, same_place, word_agrees, words_of
from danvan_tui.model.records import Attendee
from danvan_tui.vietnamese.fold import canonical, fold
from danvan_tui.vietnamese.order import SortKey, name_key
from danvan_tui.vietnamese.search import SearchKey, matches, search_key

LONGEST_NAME = 8  # words


class _Named(NamedTuple):
    attendee: Attendee
    words: tuple[str, ...]
    key: SearchKey


class People:
    """The named attendees with their search keys, computed once."""

    def __init__(self, attendance: Iterable[Attendee]) -> None:
        self.attendance = tuple(attendance)
        self._by_id = {attendee.id: attendee for attendee in self.attendance}
        self._by_number: dict[int, list[Attendee]] = defaultdict(list)
        self._by_name: dict[str, list[_Named]] = defaultdict(list)
        self._by_word: dict[str, list[_Named]] = defaultdict(list)
        self._named: list[_Named] = []
        for attendee in self.attendance:
            if attendee.count is None and attendee.name:
                self._add(attendee)

    def with_id(self, attendee_id: str) -> Attendee | None:
        """The attendee with this id, if the list has one."""
        return self._by_id.get(attendee_id)

    def numbered(self, number: int) -> tuple[Attendee, ...]:
        """Those with this attendance number: one, unless lists were put together."""
        return tuple(self._by_number.get(number, ()))

    def named(self, name: str, about: Sequence[str] = ()) -> tuple[Attendee, ...]:
        """Those with this whole name and, if told, this village or year of birth.

        Without marks every marking fits; a name written exactly as on the list goes first.
        """
        words = words_of(name)
        fitting = [
            named
            for named in self._by_name.get(fold(name), ())
            if all(map(word_agrees, words, named.words))
        ]
        exact = [named for named in fitting if named.words == words]
        return tuple(
            named.attendee
            for named in exact or fitting
            if all(_is_about(named.attendee, detail) for detail in about)
        )

    def called(self, part: str) -> tuple[Attendee, ...]:
        """Those with this word in their name; failing that, those it begins, or its initials."""
        word = canonical(part).lower()
        whole = [
            named.attendee
            for named in self._by_word.get(fold(part), ())
            if any(word_agrees(word, own) for own in named.words)
        ]
        begun = (named.attendee for named in self._named if matches(part, named.key))
        return tuple(whole or begun) if word else ()

    def fitting(self, part: str) -> list[Attendee]:
        """Those whom a part of a name, initials or the beginning of a number fits, best first.

        First who has this very number, or whose last word it begins; then in Vietnamese order.
        """
        if part.isdecimal():
            numbered = [one for one in self._named if str(one.attendee.number).startswith(part)]
            return sorted((one.attendee for one in numbered), key=lambda one: one.number)
        begun = fold(part)
        found = [named for named in self._named if begun and matches(part, named.key)]
        found.sort(key=lambda one: (not fold(one.words[-1]).startswith(begun), _order(one)))
        return [named.attendee for named in found]

    def opening(self, words: Sequence[str]) -> tuple[int, tuple[Attendee, ...]]:
        """How many of the first words are, in order, words of a listed name, and who fits them.

        Who is called exactly so goes first.
        """
        first = fold(words[0]) if words else ""
        fitting, count = [(named, 0) for named in self._by_word.get(first, ())], 0
        for typed in words[:LONGEST_NAME]:
            word = canonical(typed).lower()
            further = [
                (named, place + 1)
                for named, at in fitting
                if (place := _place(word, named.words, at)) is not None
            ]
            if not further:
                break
            fitting, count = further, count + 1
        if not count:
            return 0, ()
        whole = self.named(" ".join(words[:count]))
        return count, whole or tuple(named.attendee for named, _ in fitting)

    def _add(self, attendee: Attendee) -> None:
        named = _Named(attendee, words_of(attendee.name), search_key(attendee.name))
        self._named.append(named)
        self._by_number[attendee.number].append(attendee)
        self._by_name[fold(attendee.name)].append(named)
        for word in {fold(word) for word in named.words}:
            self._by_word[word].append(named)


def _order(named: _Named) -> SortKey:
    return _name_key(named.attendee.name)


@lru_cache(maxsize=4096)
def _name_key(name: str) -> SortKey:
    """The key of a name, kept while the list changes around it."""
    return name_key(name)


def is_name(text: str) -> bool:
    """Whether every word begins with a capital, as a new name must."""
    words = text.split()
    return bool(words) and all(word[0].isupper() for word in words)


def could_be_name(text: str) -> bool:
    """Whether nothing in the text rules out a name: a figure, the sign @, or too many words."""
    return len(text.split()) <= LONGEST_NAME and "@" not in text and not has_digit(text)


def year_in(text: str) -> int | None:
    """The year of birth that these words are, if they are one."""
    digits = text.split()[-1:]
    if not digits or not digits[0].isascii() or not digits[0].isdigit() or len(digits[0]) != 4:
        return None
    leading = fold(text[: -len(digits[0])])
    return int(digits[0]) if leading in ("", "sinh", "sinh nam", "sn", "nam sinh") else None


def _place(word: str, words: Sequence[str], start: int) -> int | None:
    return next((at for at in range(start, len(words)) if word_agrees(word, words[at])), None)


def _is_about(attendee: Attendee, detail: str) -> bool:
    year = year_in(detail)
    return attendee.birth_year == year if year else same_place(detail, attendee.village)
