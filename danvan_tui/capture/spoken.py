"""The kind and the field of an issue as its own words tell them, by the lists in the catalogues."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from danvan_tui.model.catalogue import Catalogues, Field, Kind
from danvan_tui.vietnamese.fold import canonical, fold

_LONGEST = 2000  # characters that are looked at
_TOKEN = re.compile(r"[^\W_]+|[.?!;:,…]")
_QUOTED = re.compile(r'"[^"]*"|“[^”]*”')
_ENDS = frozenset(".?!;")
_GAP, _POLITE = "…", "ạ"
_TELLING = 5  # letters of a single word that still tells something without its marks


class Phrase(NamedTuple):
    """Words that speak of an entry: ``last``, where there are any, end the sentence."""

    words: tuple[str, ...]
    last: tuple[str, ...]
    entry: str
    """Id of the entry; empty where the words speak of none."""


class Phrases:
    """The phrases of one catalogue, found in a text longest first."""

    def __init__(self, entries: Iterable[Kind | Field], *, folded: bool) -> None:
        """``folded`` for texts typed without marks, where every marking fits.

        Short words, of which there are many that differ in marks only, are left out then.
        """
        self._by_word: dict[str, list[Phrase]] = defaultdict(list)
        for entry in entries:
            for said in entry.words:
                self._add(said, entry.id, folded)
            for said in entry.not_words:
                self._add(said, "", folded)
        for phrases in self._by_word.values():
            phrases.sort(key=lambda phrase: -len(phrase.words))

    def counted(self, words: Sequence[str]) -> Counter[str]:
        """How much speaks of each entry: every mention counts one, and one more for each word."""
        counts: Counter[str] = Counter()
        at = 0
        while at < len(words):
            found = self.at(words, at)
            for phrase in found:
                if phrase.entry:
                    counts[phrase.entry] += 1 + len(phrase.words) + len(phrase.last)
            at += len(found[0].words) if found else 1
        return counts

    def at(self, words: Sequence[str], at: int) -> list[Phrase]:
        """The longest phrases that stand at a place."""
        found: list[Phrase] = []
        for phrase in self._by_word.get(words[at], ()):
            length = len(phrase.words)
            if found and length < len(found[0].words):
                break
            if tuple(words[at : at + length]) == phrase.words and _ends(phrase, words, at):
                found.append(phrase)
        return found

    def _add(self, said: str, entry: str, folded: bool) -> None:
        first, _gap, last = (fold(said) if folded else said).partition(_GAP)
        words = tokens(first)
        short = folded and len(words) == 1 and words[0].isalnum() and len(words[0]) < _TELLING
        if words and not short:
            self._by_word[words[0]].append(Phrase(tuple(words), tuple(tokens(last)), entry))


class Spoken:
    """What the words of an issue tell about its kind and its field."""

    def __init__(self, catalogues: Catalogues) -> None:
        self._kinds = [kind for kind in catalogues.kinds.choices if not kind.protected]
        self._fields = catalogues.fields.choices
        self._ranks = {kind.id: kind.rank for kind in self._kinds}

    @cached_property
    def _marked(self) -> tuple[Phrases, Phrases]:
        return Phrases(self._kinds, folded=False), Phrases(self._fields, folded=False)

    @cached_property
    def _folded(self) -> tuple[Phrases, Phrases]:
        return Phrases(self._kinds, folded=True), Phrases(self._fields, folded=True)

    def understood(self, said: str) -> tuple[str, str]:
        """The ids of the kind and the field that the words speak of, empty where that is open.

        A protected kind is never among them; quotations are left alone.
        """
        words = tokens(_QUOTED.sub(" ", said[:_LONGEST]))
        kinds, fields = self._folded if said.isascii() else self._marked
        meant = kinds.counted(words)
        highest = max((self._ranks[kind] for kind in meant), default=0)
        ranked = Counter({k: n for k, n in meant.items() if self._ranks[k] == highest})
        return _first(ranked), _first(fields.counted(words))

    def names_field(self, said: str) -> bool:
        """Whether the text begins with words that speak of a field: then it is no person's name."""
        words = tokens(said)
        found = self._marked[1].at(words, 0) if words else []
        return any(phrase.entry for phrase in found)


def tokens(text: str) -> list[str]:
    """The words in lower case and canonical, with the signs that end a sentence or part it."""
    return _TOKEN.findall(canonical(text).lower())


def _ends(phrase: Phrase, words: Sequence[str], at: int) -> bool:
    """Whether the last words of a phrase with a gap end the sentence."""
    if not phrase.last:
        return True
    start = at + len(phrase.words)
    end = next((i for i in range(start, len(words)) if words[i] in _ENDS), len(words))
    if words[end - 1] == _POLITE:
        end -= 1
    return end - len(phrase.last) >= start and tuple(words[end - len(phrase.last) : end]) == (
        phrase.last
    )


def _first(counts: Counter[str]) -> str:
    """What counts most; empty where nothing does, or two count the same."""
    most = counts.most_common(2)
    if not most or (len(most) > 1 and most[0][1] == most[1][1]):
        return ""
    return most[0][0]
