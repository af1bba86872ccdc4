"""Finding names and sentences by a few letters: with marks or without, by words or initials."""

import re
from functools import lru_cache
from typing import NamedTuple

from danvan_tui.vietnamese.fold import canonical, fold
from danvan_tui.vietnamese.letters import TO_SHAPE, tone_of

_WORDS = re.compile(r"[^\W_]+")
_LONGEST_NAME = 8  # words; initials of a whole sentence would match nearly everything


class SearchKey(NamedTuple):
    """What is computed once for a searchable text."""

    text: str
    words: tuple[str, ...]
    initials: str


class Query(NamedTuple):
    """What is looked for: words, and initials where it is one word of several letters."""

    folded: tuple[str, ...]
    words: tuple[str, ...]
    initials: str


def search_key(text: str) -> SearchKey:
    """The key of a text, to be kept beside it and given to ``matches``."""
    words = words_of(text)
    return SearchKey(_spaced(words), words, initials_of(words))


def initials_of(words: tuple[str, ...]) -> str:
    """The first letters of a name without tones; nothing for more words than a name has."""
    initials = "".join(word[0] for word in words) if len(words) <= _LONGEST_NAME else ""
    return initials.translate(TO_SHAPE)


def matches(query: str, key: SearchKey) -> bool:
    """Whether the words of the query begin words of the text, in this order, or are its initials.

    Marks in the query must agree, wherever the tone stands; without marks anything does.
    """
    wanted = read_query(query)
    return _matches_words(wanted, key) or _matches_initials(wanted.initials, key.initials)


@lru_cache(maxsize=64)
def read_query(query: str) -> Query:
    """What the words typed look for."""
    words = words_of(query)
    initials = words[0].translate(TO_SHAPE) if len(words) == 1 and len(words[0]) > 1 else ""
    return Query(tuple(fold(word) for word in words), words, initials)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, every tone where official papers place it."""
    return tuple(_WORDS.findall(canonical(text).lower()))


def _spaced(words: tuple[str, ...]) -> str:
    return " " + " ".join(fold(word) for word in words)


def _matches_words(query: Query, key: SearchKey) -> bool:
    if not all(f" {part}" in key.text for part in query.folded):
        return False
    position = 0
    for folded, word in zip(query.folded, query.words, strict=True):
        while position < len(key.words) and not begins(folded, word, key.words[position]):
            position += 1
        if position == len(key.words):
            return False
        position += 1
    return True


def begins(folded: str, word: str, candidate: str) -> bool:
    """Whether a word of a query (given folded, too) begins a word of a text, as to its marks."""
    if not fold(candidate).startswith(folded):
        return False
    if folded == word:
        return True
    if len(word) == len(candidate):
        return word == candidate
    return tone_of(word) in (0, tone_of(candidate)) and _shapes_agree(word, candidate)


def _shapes_agree(word: str, candidate: str) -> bool:
    letters = zip(word.translate(TO_SHAPE), candidate.translate(TO_SHAPE), strict=False)
    return all(typed in (letter, fold(letter)) for typed, letter in letters)


def _matches_initials(typed: str, initials: str) -> bool:
    return len(typed) > 1 and (typed in initials or typed in fold(initials))
