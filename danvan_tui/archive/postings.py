"""Postings: in which documents a word stands, as one bit a document in a Python integer."""

from array import array
from collections.abc import Iterable, Iterator
from itertools import chain, compress

_SETTLED = 512  # documents kept as numbers; so many more, and bits take less room
_UNSET, _SET = b"\0", 1
_AS_FLAGS = bytes.maketrans(b"01", b"\0\1")
_AS_DIGITS = bytes.maketrans(b"\0\1", b"01")


class Posting:
    """The documents in which one word stands; added in rising order."""

    __slots__ = ("bits", "recent")

    def __init__(self) -> None:
        self.bits = 0
        self.recent = array("I")
        """Documents that are no bits yet; a rare word never has any."""

    def add(self, document: int) -> None:
        """Note that the word stands in one more document."""
        self.recent.append(document)
        if len(self.recent) == _SETTLED:
            first = self.recent[0]
            flags = bytearray(_UNSET) * (document - first + 1)
            for one in self.recent:
                flags[one - first] = _SET
            self.bits |= _bits(flags) << first
            self.recent = array("I")


def union(postings: Iterable[Posting], size: int) -> int:
    """The documents, of ``size``, in which any of the words stands."""
    bits = 0
    flags = bytearray()
    for posting in postings:
        bits |= posting.bits
        if posting.recent and not flags:
            flags = bytearray(_UNSET) * size
        for document in posting.recent:
            flags[document] = _SET
    return bits | _bits(flags)


def among(order: Iterable[range], bits: int, size: int) -> Iterator[int]:
    """The documents whose bit is set, in the order of these runs of numbers."""
    flags = f"{bits:0{size}b}"[::-1].encode("ascii").translate(_AS_FLAGS)
    return chain.from_iterable(compress(run, flags[run.start : run.stop]) for run in order)


def merged(order: Iterable[range]) -> list[range]:
    """The same numbers in the same order, with runs that follow each other put together."""
    found: list[range] = []
    start = stop = 0
    for run in order:
        if run.start != stop:
            found.append(range(start, stop))
            start = run.start
        stop = run.stop
    found.append(range(start, stop))
    return found if found[0] else found[1:]


def _bits(flags: bytearray) -> int:
    flags.reverse()
    return int(flags.translate(_AS_DIGITS), 2) if flags else 0
