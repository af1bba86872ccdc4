"""Comparing names of people and villages as they are typed with those that are known."""

from collections.abc import Iterable

from danvan_tui.vietnamese.fold import canonical, fold

_KINDS_OF_PLACE = tuple(
    tuple(kind.split())
    for kind in (
        "to dan pho", "khu dan cu", "khu pho", "thon", "ban", "xom", "khu", "to", "ap", "lang",
        "buon", "khoi", "khom", "pho", "phum", "soc", "tdp",
    )
)  # fmt: skip


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
    """Whether both are one place; "Gò Vối" is enough for "Thôn Gò Vối"."""
    words, place = words_of(typed), words_of(known)
    return _agree(words, place) or _agree(words, place[kind_of_place(place) :])


def kind_of_place(words: tuple[str, ...]) -> int:
    """How many words at the beginning only say what kind of place it is: thôn, tổ dân phố."""
    folded = tuple(fold(word) for word in words[:3])
    return next((len(kind) for kind in _KINDS_OF_PLACE if folded[: len(kind)] == kind), 0)


def known_place(typed: str, known: Iterable[str]) -> str:
    """The one known place that was typed; empty where none is, or more than one."""
    found = {place for place in known if same_place(typed, place)}
    return found.pop() if len(found) == 1 else ""


def _agree(typed: tuple[str, ...], known: tuple[str, ...]) -> bool:
    return bool(typed) and len(typed) == len(known) and all(map(word_agrees, typed, known))
