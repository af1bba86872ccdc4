"""Words of a sentence with their places, and matching them whether their marks are typed or not."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple, TypeVar

from danvan_tui.vietnamese.fold import canonical, fold
from danvan_tui.vietnamese.letters import TO_SHAPE

_TOKEN = re.compile("[0-9]+|(?:[^\\W\\d_][\u0300-\u036f]*)+|[^\\w\\s]")
_T = TypeVar("_T")


class Word(NamedTuple):
    """A number, a run of letters or a sign; ``text`` is in lower case and canonical.

    ``capital`` marks a word written as a sentence begins, not one all in capitals.
    """

    start: int
    end: int
    text: str
    capital: bool


Words = Sequence[Word]


def split_words(text: str) -> Words:
    """The words of a text; the places are those of the text as given."""
    return tuple(_word(found) for found in _TOKEN.finditer(text))


def _word(found: re.Match[str]) -> Word:
    return Word(found.start(), found.end(), *_form(found[0]))


@lru_cache(maxsize=4096)
def _form(typed: str) -> tuple[str, bool]:
    raw = unicodedata.normalize("NFC", typed)
    return canonical(raw).lower(), raw[:1].isupper() and not raw.isupper()


def after(words: Words, at: int, *phrases: str) -> int | None:
    """The place behind the longest of the phrases that stands at ``at``, if one does."""
    phrase = _standing(words, at, phrases)
    return None if phrase is None else at + len(phrase.words)


def skip(words: Words, at: int, *phrases: str) -> int:
    """The place behind the longest of the phrases, or ``at`` itself."""
    end = after(words, at, *phrases)
    return at if end is None else end


def choose(words: Words, at: int, table: Mapping[str, _T]) -> tuple[_T, int] | None:
    """The value of the longest phrase of the table that stands at ``at``, and the place behind."""
    phrase = _standing(words, at, tuple(table))
    return None if phrase is None else (table[phrase.text], at + len(phrase.words))


def digits(words: Words, at: int, longest: int = 4) -> int | None:
    """The number written in figures at ``at``."""
    text = word_at(words, at)
    return int(text) if "0" <= text[:1] <= "9" and len(text) <= longest else None


def word_at(words: Words, at: int) -> str:
    """The word at a place, empty outside the sentence."""
    return words[at].text if 0 <= at < len(words) else ""


def listed(words: Words, at: int, listing: str) -> bool:
    """Whether the word at a place is one of those in the listing, which spaces separate."""
    return f" {word_at(words, at)} " in f" {listing} "


def touches(words: Words, at: int) -> bool:
    """Whether the word follows the one before it without a space."""
    return 0 < at < len(words) and words[at - 1].end == words[at].start


class _Phrase(NamedTuple):
    text: str
    words: tuple[frozenset[str], ...]  # each word in the forms it may be typed in


def _standing(words: Words, at: int, phrases: tuple[str, ...]) -> _Phrase | None:
    if not 0 <= at < len(words):
        return None
    for phrase in _by_first_word(phrases).get(words[at].text, ()):
        follow = words[at : at + len(phrase.words)]
        if len(follow) == len(phrase.words) and all(
            word.text in forms for word, forms in zip(follow, phrase.words, strict=True)
        ):
            return phrase
    return None


@cache  # phrases are literals of this package: there are some hundreds
def _by_first_word(phrases: tuple[str, ...]) -> Mapping[str, tuple[_Phrase, ...]]:
    """The phrases by the forms of their first word, the longest first."""
    compiled = [_Phrase(text, tuple(map(_forms, text.split()))) for text in phrases]
    compiled.sort(key=lambda phrase: -len(phrase.words))
    firsts = {form for phrase in compiled for form in phrase.words[0]}
    return {form: tuple(p for p in compiled if form in p.words[0]) for form in firsts}


@cache
def _forms(word: str) -> frozenset[str]:
    """The word with its marks, without its tone, and without any: people type in a hurry."""
    return frozenset({word, word.translate(TO_SHAPE), fold(word)})
