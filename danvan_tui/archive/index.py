"""The index: finds exactly the documents that ``vietnamese.search.matches``, fast enough to type.

A document is kept as a string of letters that stand for its words, so that the order of the words
is checked by a regular expression at the speed of C.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from danvan_tui.archive.postings import Posting, among, union
from danvan_tui.archive.vocabulary import Vocabulary, Wanted
from danvan_tui.vietnamese.fold import fold
from danvan_tui.vietnamese.search import initials_of, read_query

SLICE = 2048
"""Documents looked at in one go: a few milliseconds."""

_FEW = 200  # documents a word of the query: fewer are checked before a pattern is compiled
_PART = "\0"


class Search:
    """The answer to one query: what was found so far, the newest first."""

    def __init__(
        self,
        candidates: Iterator[int],
        sift: Callable[[list[int]], list[int]] | None,
        *,
        count: int,
        limit: int,
    ) -> None:
        """``sift`` leaves the hits of some of ``count`` candidates; None where all are hits."""
        self._candidates = candidates
        self._sift = sift
        self._limit = limit
        self.hits: list[int] = []
        """The newest documents found, at most as many as were asked for."""
        self.count = 0 if sift else count
        """How many documents were found; final when the search is complete."""
        self.complete = False

    def go_on(self, documents: int = SLICE) -> None:
        """Look at so many more documents."""
        if self._sift is None:
            self.hits = list(islice(self._candidates, self._limit))
            self.complete = True
            return
        looked_at = list(islice(self._candidates, documents))
        found = self._sift(looked_at)
        self.count += len(found)
        self.hits += found[: self._limit - len(self.hits)]
        self.complete = len(looked_at) < documents

    def finish(self) -> None:
        """Look at everything."""
        while not self.complete:
            self.go_on()


class Index:
    """Documents of one or several short texts, found by their words or by initials."""

    def __init__(self) -> None:
        self._vocabulary = Vocabulary()
        self._documents: list[str] = []
        self._alive = 0
        self._initials: dict[str, Posting] = {}
        """By initials with marks, a space, and the same without."""
        self._wanted: dict[str, Wanted] = {}
        self._standing: dict[str, int] = {}

    @property
    def size(self) -> int:
        """How many documents were ever added."""
        return len(self._documents)

    def add(self, texts: Sequence[tuple[str, ...]]) -> int:
        """Add a document, found where one of its texts (their words) matches; gives its number."""
        document = len(self._documents)
        parts = ["".join(map(self._vocabulary.letter, words)) for words in texts]
        self._vocabulary.post(document, set().union(*parts))
        for initials in {initials_of(words) for words in texts} - {""}:
            both = f"{initials} {fold(initials)}"
            self._initials.setdefault(both, Posting()).add(document)
        self._documents.append(_PART.join(parts))
        self._alive |= 1 << document
        self._forget_answers()
        return document

    def remove(self, document: int) -> None:
        """Take a document out for good; its number is not given again."""
        self._documents[document] = ""
        self._alive &= ~(1 << document)
        self._forget_answers()

    def search(self, query: str, order: Iterable[range], limit: int = 50) -> Search:
        """Begin a search among the documents of ``order``: runs of numbers, the newest first."""
        read = read_query(query)
        wanted = [self._beginning(*pair) for pair in zip(read.folded, read.words, strict=True)]
        bits = self._alive
        for one in wanted:
            bits &= one.bits
        if read.initials:
            bits |= self._alive & self._with_initials(read.initials)
        sift = self._in_order(wanted, bits) if len(wanted) > 1 else None
        found = among(order, bits, self.size)
        return Search(found, sift, count=bits.bit_count(), limit=limit)

    def standing(self, syllable: str) -> int:
        """The documents in which this folded syllable stands, a bit each."""
        bits = self._standing.get(syllable)
        if bits is None:
            bits = self._alive & self._vocabulary.standing(syllable, self.size)
            self._standing[syllable] = bits
        return bits

    def _forget_answers(self) -> None:
        self._wanted.clear()
        self._standing.clear()

    def _beginning(self, folded: str, word: str) -> Wanted:
        known = self._wanted.get(word)
        if known is None:
            known = self._wanted[word] = self._vocabulary.wanted(folded, word, self.size)
        return known

    def _with_initials(self, typed: str) -> int:
        return union((one for both, one in self._initials.items() if typed in both), self.size)

    def _in_order(self, wanted: list[Wanted], bits: int) -> Callable[[list[int]], list[int]]:
        """Leaves of documents that hold all words those with one text that holds them in order."""
        documents = self._documents
        if bits.bit_count() <= _FEW * len(wanted):
            sets = [frozenset(one.letters) for one in wanted]
            return lambda some: [one for one in some if _follow(sets, documents[one])]
        match = _pattern(wanted).match
        return lambda some: [one for one in some if match(documents[one])]


def _follow(sets: list[frozenset[str]], document: str) -> bool:
    for part in document.split(_PART):
        at = 0
        for letter in part:
            if letter in sets[at]:
                at += 1
                if at == len(sets):
                    return True
    return False


def _pattern(wanted: list[Wanted]) -> re.Pattern[str]:
    """Skips texts until one holds the words in order; never goes back inside a text."""
    letters = (one.ranges or "".join(one.letters) for one in wanted)
    steps = "".join(f"[^{_PART}{one}]*+[{one}]" for one in letters)
    return re.compile(f"(?:[^{_PART}]*+{_PART})*?{steps}")
