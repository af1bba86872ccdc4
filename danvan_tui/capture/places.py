"""Comparing names of people and villages as they are typed with those that are known."""

from collections.abc import Iterable
from functools import lru_cache

from danvan_tui.vietnamese.fold import canonical, fold

_KINDS_OF_PLACE = tuple(
    tuple(kind.split())
    for kind in (
        "to dan pho", "khu dan cu", "khu pho", "thon", "ban", "xom", "khu", "to", "ap", "lang",
        "buon", "khoi", "khom", "pho", "phum", "soc", "tdp",
    )
)  # fmt: skip


@lru_cache(maxsize=2048)  # the same villages are compared at every key
def words_of(name: str) -> tuple[str, ...]:
    """The words in lower case, every tone where we put it."""
    return tuple(canonical(name).lower().split())


def word_agrees(typed: str, known: str) -> bool:
    """Whether a typed word is the known one; without marks it is every marking of it."""
    return typed == known or (typed == fold(typed) and typed == fold(known))


def same_words(typed: str, known: str) -> bool:
    """Whether what was typed, with marks or without, is the whole of what is known."""
    return _agree(words_of(typed), words_of(known))


def same_place(typed: str, known: str) -> bool:
    """Whether both are one place, though only one may say "Thôn" before "Gò Vối"."""
    words, place = words_of(typed), words_of(known)
    return (
        _agree(words, place)
        or _agree(words, place[kind_of_place(place) :])
        or _agree(words[kind_of_place(words) :], place)
    )


@lru_cache(maxsize=2048)
def kind_of_place(words: tuple[str, ...]) -> int:
    """How many words at the beginning only say what kind of place it is: thôn, tổ dân phố."""
    folded = tuple(fold(word) for word in words[:3])
    return next((len(kind) for kind in _KINDS_OF_PLACE if folded[: len(kind)] == kind), 0)


def known_place(typed: str, known: Iterable[str]) -> str:
    """The one known place that was typed, as it was spelled first; empty for none or several."""
    found = [place for place in known if same_place(typed, place)]
    return found[0] if found and all(same_place(place, found[0]) for place in found) else ""


def is_village(typed: str) -> bool:
    """Whether a name behind a word such as "Thôn" follows, with a number only at its end."""
    words = words_of(typed)
    name = words[kind_of_place(words) :]
    return len(words) > len(name) > 0 and not any(map(has_digit, name[:-1]))


def name_of_place(typed: str) -> list[str]:
    """The words, as typed, behind those that only say what kind of place it is."""
    return typed.split()[kind_of_place(words_of(typed)) :]


def has_digit(text: str) -> bool:
    """Whether a figure stands anywhere in the text."""
    return any(char.isdigit() for char in text)


def _agree(typed: tuple[str, ...], known: tuple[str, ...]) -> bool:
    return bool(typed) and len(typed) == len(known) and all(map(word_agrees, typed, known))
