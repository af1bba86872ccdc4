"""Postings: in which documents a word stands, as one bit a document in a Python integer."""

from array import array
from collections.abc import Iterable, Iterator

_SETTLED = 512  # documents kept as numbers; so many more, and bits take less room
_UNSET, _SET = b"\0", 1
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
    flags = bytearray(_UNSET) * size
    for posting in postings:
        bits |= posting.bits
        for document in posting.recent:
            flags[document] = _SET
    return bits | _bits(flags)


def among(order: Iterable[range], bits: int, size: int) -> Iterator[int]:
    """The documents whose bit is set, in the order of these runs of numbers."""
    flags = f"{bits:0{size}b}"[::-1]
    for run in order:
        at = flags.find("1", run.start, run.stop)
        while at >= 0:
            yield at
            at = flags.find("1", at + 1, run.stop)


def runs(documents: Iterable[int]) -> list[range]:
    """The same documents in the same order, with rising neighbours together."""
    found: list[range] = []
    for document in documents:
        if found and found[-1].stop == document:
            found[-1] = range(found[-1].start, document + 1)
        else:
            found.append(range(document, document + 1))
    return found


def _bits(flags: bytearray) -> int:
    flags.reverse()
    return int(flags.translate(_AS_DIGITS), 2) if flags else 0
