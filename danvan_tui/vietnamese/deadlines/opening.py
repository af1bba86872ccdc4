"""Which rules can begin at a word at all, learnt from the rules themselves.

A rule that refuses a word without asking what stands beside it refuses it in every sentence, and
most words are refused so by all of them.
"""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Final, overload

from danvan_tui.vietnamese.deadlines.leads import Rule
from danvan_tui.vietnamese.deadlines.reading import Scene
from danvan_tui.vietnamese.deadlines.words import Word, Words
from danvan_tui.vietnamese.workdays import Calendar

_AT: Final = 1
_WITHOUT_END: Final = 10**9
_ANY_DAY: Final = date(2000, 1, 1)


class _NotKnownError(Exception):
    """Raised where a rule asks for a word beside the one that is there."""


class _OneKnown(Sequence[Word]):
    """A sentence without end of which only one word is known."""

    def __init__(self, word: Word) -> None:
        self._word = word

    def __len__(self) -> int:
        return _WITHOUT_END

    @overload
    def __getitem__(self, at: int) -> Word: ...

    @overload
    def __getitem__(self, at: slice) -> Words: ...

    def __getitem__(self, at: int | slice) -> Word | Words:
        if at == _AT:
            return self._word
        if at == slice(_AT, _AT + 1):
            return (self._word,)
        raise _NotKnownError


def beginning(rules: tuple[Rule, ...], scene: Scene, at: int) -> tuple[Rule, ...]:
    """Those of the rules that may find something at a word, whatever stands beside it."""
    if at >= len(scene.words):
        return ()
    word = scene.words[at]
    return _beginning(rules, word.text, word.capital, scene.whole)


@lru_cache(maxsize=4096)
def _beginning(rules: tuple[Rule, ...], text: str, capital: bool, whole: bool) -> tuple[Rule, ...]:
    words = _OneKnown(Word(0, len(text), text, capital))
    scene = Scene(words, _ANY_DAY, Calendar(), whole)
    return tuple(rule for rule in rules if _may_find(rule, scene))


def _may_find(rule: Rule, scene: Scene) -> bool:
    try:
        return rule(scene, _AT) is not None
    except _NotKnownError:
        return True
