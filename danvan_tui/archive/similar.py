"""Opinions that say nearly the same as what is being typed: by the rare syllables they share."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from math import ceil, log

from danvan_tui.archive.archive import Archive
from danvan_tui.archive.index import Index
from danvan_tui.archive.issues import ArchivedIssue
from danvan_tui.archive.postings import among
from danvan_tui.vietnamese.fold import fold
from danvan_tui.vietnamese.search import words_of

_ENOUGH = 0.5
"""The score from which two texts are called similar; all shared gives 1."""
_MEANINGFUL = 3  # syllables; fewer say too little
_OF_PAIRS = 0.3  # how much of the score comes from syllables that stand beside each other
_SAME_VILLAGE, _SAME_SESSION = 0.08, 0.04
_LOOKED_AT = 32  # documents scored exactly, those that share most
_STEPS = 240  # of the rough score
_UNKNOWN = 0.5  # of what the others count: a syllable never said before may be half typed

_SAY_LITTLE = """
ai anh ấy bà bác bị bởi bao các cái cần càng cháu chỉ chị cho chưa chúng có còn cô của cũng cứ đã
đang đây để đề nghị đều đi do được gì giữa hay hết hơn khi không là lại làm lên lúc luôn mà một mọi
mỗi muốn năm nay này nên nếu nghe nhiều như những nơi nói ở ông qua quá ra rằng rất rồi sao sau sẽ
ta tại thì theo thôi thôn thường tôi trong trước từ và vẫn vào về vì việc với vừa xã xin
"""
_EMPTY_WORDS = frozenset(_SAY_LITTLE.split())
_EMPTY_FOLDED = frozenset(map(fold, _EMPTY_WORDS))


@dataclass(frozen=True)
class Similar:
    """An opinion raised before, and how near it comes: 1 where everything typed is in it."""

    issue: ArchivedIssue
    score: float


def similar(
    archive: Archive, text: str, *, village: str = "", folder: str = "", limit: int = 3
) -> list[Similar]:
    """Opinions that say nearly what is typed so far, the nearest first; none is the usual answer.

    ``village`` and ``folder`` are where it is being said: nearer opinions come first.
    """
    index = archive.index
    said = _meaningful(text)
    if len(set(said)) < _MEANINGFUL:
        return []
    weights = _weights(index, len(archive), said)
    if not any(weights.values()):
        return []
    place = _meaningful(village)
    near = []
    for document in _sharing_most(archive, weights, place):
        issue = archive.issue(document)
        score = _score(said, f"{issue.raised.village} {issue.raised.content}", weights)
        if score >= _ENOUGH:
            score += _SAME_VILLAGE * (village != "" and fold(issue.raised.village) == fold(village))
            score += _SAME_SESSION * (issue.meeting.folder == folder)
            near.append((Similar(issue, score), issue.meeting.date, -document))
    near.sort(key=lambda one: (one[0].score, *one[1:]), reverse=True)
    return [one[0] for one in near[:limit]]


def _meaningful(text: str) -> list[str]:
    """The words that say something of the matter, folded; typed without marks the doubtful go."""
    folded = ((word, fold(word)) for word in words_of(text))
    return [
        syllable
        for word, syllable in folded
        if word not in (_EMPTY_WORDS if word != syllable else _EMPTY_FOLDED)
    ]


def _weights(index: Index, size: int, said: Sequence[str]) -> dict[str, float]:
    """How much each syllable says: the fewer opinions hold it, the more."""
    counts = {syllable: index.standing(syllable).bit_count() for syllable in said}
    weights = {one: log(1 + (size + 10) / (count + 1)) for one, count in counts.items()}
    known = [weights[one] for one, count in counts.items() if count]
    unknown = _UNKNOWN * sum(known) / max(1, len(known))
    return {one: weight if counts[one] else unknown for one, weight in weights.items()}


def _score(said: Sequence[str], text: str, weights: dict[str, float]) -> float:
    """How much of what is said is in the text, single syllables and pairs of neighbours."""
    folded = map(fold, words_of(text))
    held = [one for one in folded if one in weights or one not in _EMPTY_FOLDED]
    if len(weights.keys() & set(held)) < _MEANINGFUL:
        return 0
    return _shared(said, held, weights)


def _shared(said: Sequence[str], held: Sequence[str], weights: Mapping[str, float]) -> float:
    known = set(held)
    single = sum(weights[one] for one in weights if one in known) / sum(weights.values())
    pairs = set(pairwise(said))
    beside = set(pairwise(held))
    of_pairs = {pair: weights[pair[0]] + weights[pair[1]] for pair in pairs}
    shared = sum(weight for pair, weight in of_pairs.items() if pair in beside)
    if not of_pairs:
        return single
    return (1 - _OF_PAIRS) * single + _OF_PAIRS * shared / sum(of_pairs.values())


class Likeness:
    """Compares some texts with each other, each of which is taken apart once."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._said = {text: _meaningful(text) for text in texts}
        counts = Counter(syllable for text in texts for syllable in set(self._said[text]))
        most = max(counts.values(), default=0)
        self._weights = {one: log(2 + most / (1 + count)) for one, count in counts.items()}

    def of(self, one: str, other: str) -> float:
        """How much of the shorter of two of the texts is in the longer: 1 where all of it is.

        A few syllables alone say little.
        """
        said, held = sorted((self._said[one], self._said[other]), key=len)
        if not said:
            return 0
        weights = {syllable: self._weights[syllable] for syllable in said}
        return _shared(said, held, weights) * min(1, len(weights) / _MEANINGFUL)


def _sharing_most(archive: Archive, weights: dict[str, float], place: Sequence[str]) -> list[int]:
    """The documents that hold most of what is said, by a rough sum over all of them at once."""
    index = archive.index
    unit = sum(weights.values()) / _STEPS
    counted = [(index.standing(one), ceil(weight / unit)) for one, weight in weights.items()]
    counted += [(index.standing(one), round(_STEPS * _SAME_VILLAGE / len(place))) for one in place]
    planes = _sums(counted)
    documents: list[int] = []
    taken = 0
    for wanted in range(_STEPS * 5 // 4, round(_STEPS * _ENOUGH * 0.8), -_STEPS // 24):
        found = _at_least(planes, wanted) & ~taken
        if found:
            nearest = among(archive.newest_first(), found, index.size)
            documents += islice(nearest, _LOOKED_AT - len(documents))
            taken |= found
        if len(documents) == _LOOKED_AT:
            break
    return documents


def _sums(counted: Iterable[tuple[int, int]]) -> list[int]:
    """Adds up numbers for all documents at once: plane k holds bit k of every document's sum."""
    planes = [0] * 12
    for documents, number in counted:
        for k in range(number.bit_length()):
            carry = documents if number >> k & 1 else 0
            place = k
            while carry:
                planes[place], carry = planes[place] ^ carry, planes[place] & carry
                place += 1
    return planes


def _at_least(planes: Sequence[int], wanted: int) -> int:
    """The documents whose sum is as large as wanted."""
    above, equal = 0, -1
    for k in reversed(range(len(planes))):
        if wanted >> k & 1:
            equal &= planes[k]
        else:
            above |= equal & planes[k]
            equal &= ~planes[k]
    return above | equal
