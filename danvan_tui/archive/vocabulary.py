"""The vocabulary: every word of all documents, a letter that stands for it, and where it stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from danvan_tui.archive.postings import Posting, union
from danvan_tui.vietnamese.fold import fold
from danvan_tui.vietnamese.search import begins

_FIRST = 0x100  # beyond all signs that mean something in a pattern
_REMEMBERED = 500  # words of queries
_BLOCK = 64  # letters of words that begin alike stand side by side, so that patterns stay short


class Wanted(NamedTuple):
    """The words that one word of a query begins."""

    letters: Sequence[str]
    ranges: str
    """The same letters and unused ones as a pattern says them shortly; empty where it cannot."""
    bits: int
    """The documents in which one of them stands."""


@dataclass
class _Alike:
    """All words with the same first letter or two, folded: they are asked for most."""

    posting: Posting = field(default_factory=Posting)
    letters: list[str] = field(default_factory=list)


class Vocabulary:
    """Words by letters, and where they stand by their beginnings."""

    def __init__(self) -> None:
        self._letters: dict[str, str] = {}
        self._words: dict[str, tuple[str, str]] = {}
        """The word of each letter, and the same folded."""
        self._postings: dict[str, Posting] = {}
        self._by_fold: dict[str, list[str]] = {}
        self._alike: dict[str, _Alike] = {}
        self._blocks: dict[str, list[int]] = {}
        self._next: dict[str, int] = {}
        self._end = _FIRST
        self._begun: dict[str, tuple[int, list[str]]] = {}
        """What words of queries begin, and how many of the words alike were looked at for that."""

    def letter(self, word: str) -> str:
        """The letter that stands for a word."""
        return self._letters.get(word) or self._add(word)

    def post(self, document: int, letters: Iterable[str]) -> None:
        """Note that words stand in a document; each only once, and documents in rising order."""
        beginnings = set()
        for letter in letters:
            self._postings[letter].add(document)
            beginnings.update(_beginnings(self._words[letter][1]))
        for beginning in beginnings:
            self._alike[beginning].posting.add(document)

    def wanted(self, folded: str, word: str, size: int) -> Wanted:
        """The words that a word of a query (given folded, too) begins, as to its marks."""
        alike = self._alike.get(folded[:2], _Alike())
        if folded == word and len(word) <= 2:
            return Wanted(alike.letters, self._ranges(word), union([alike.posting], size))
        letters = self._begun_by(folded, word, alike.letters)
        return Wanted(letters, "", union((self._postings[one] for one in letters), size))

    def standing(self, syllable: str, size: int) -> int:
        """The documents in which a folded syllable stands, a bit each."""
        return union((self._postings[one] for one in self._by_fold.get(syllable, ())), size)

    def _begun_by(self, folded: str, word: str, alike: Sequence[str]) -> list[str]:
        if len(self._begun) > _REMEMBERED:
            self._begun.clear()
        looked_at, letters = self._begun.get(word, (0, []))
        new = (alike[place] for place in range(looked_at, len(alike)))
        letters += [one for one in new if self._is_begun(folded, word, one)]
        self._begun[word] = len(alike), letters
        return letters

    def _is_begun(self, folded: str, word: str, letter: str) -> bool:
        candidate, known = self._words[letter]
        return known.startswith(folded) and (folded == word or begins(folded, word, candidate))

    def _ranges(self, word: str) -> str:
        blocks = self._blocks.get(word, ()) if word else ()
        return "".join(f"{chr(block)}-{chr(block + _BLOCK - 1)}" for block in blocks)

    def _add(self, word: str) -> str:
        folded = fold(word)
        letter = self._letters[word] = self._new_letter(folded[:1])
        self._words[letter] = (word, folded)
        self._postings[letter] = Posting()
        self._by_fold.setdefault(folded, []).append(letter)
        for beginning in _beginnings(folded):
            self._alike.setdefault(beginning, _Alike()).letters.append(letter)
        return letter

    def _new_letter(self, first: str) -> str:
        first = first if first.isascii() else ""  # of other scripts there are too many for blocks
        code = self._next.get(first, 0)
        if code % _BLOCK == 0:
            code = self._end
            self._end += _BLOCK
            self._blocks.setdefault(first, []).append(code)
        self._next[first] = code + 1
        return chr(code)


def _beginnings(folded: str) -> set[str]:
    return {folded[:1], folded[:2]}
