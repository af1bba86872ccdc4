"""Opinions that say nearly the same as what is being typed: by the rare syllables they share."""

from collections.abc import Iterable, Sequence
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
_LOOKED_AT = 64  # documents scored exactly, those that share most
_STEPS = 240  # of the rough score
_UNKNOWN = 0.5  # how much a syllable counts that was never said before: it may be half typed

_SAY_LITTLE = """
ai anh ay ba bac bi boi bao cac cai can cang chau chi cho chua chung co con cu cua cung da dang day
de den deu di do dong duoc gi gia giua hay het hon khi khong la lai lam len luc luon ma mot moi
muon nam nay nen neu nghi nghe nhieu nhu nhung noi o ong qua quan ra rang rat roi sao sau se ta tai
the theo thi thoi thon thuong toi trong truoc tu tung va van vao ve vi viec voi vua xa xin
"""
_EMPTY_WORDS = frozenset(_SAY_LITTLE.split())
"""Syllables, folded, that say nothing of the matter."""


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
    said = _meaningful(fold(word) for word in words_of(text))
    if len(set(said)) < _MEANINGFUL:
        return []
    weights = _weights(index, len(archive), said)
    place = _meaningful(fold(word) for word in words_of(village))
    near = []
    for document in _sharing_most(archive, weights, place):
        issue = archive.issue(document)
        score = _score(said, _meaningful(index.syllables(document)), weights)
        if score >= _ENOUGH:
            score += _SAME_VILLAGE * (fold(issue.raised.village) == fold(village))
            score += _SAME_SESSION * (issue.meeting.folder == folder)
            near.append((Similar(issue, score), issue.meeting.date, document))
    near.sort(key=lambda one: (one[0].score, *one[1:]), reverse=True)
    return [one[0] for one in near[:limit]]


def _meaningful(syllables: Iterable[str]) -> list[str]:
    return [syllable for syllable in syllables if syllable and syllable not in _EMPTY_WORDS]


def _weights(index: Index, size: int, said: Sequence[str]) -> dict[str, float]:
    """How much each syllable says: the fewer opinions hold it, the more."""
    weights = {}
    for syllable in said:
        count = index.standing(syllable).bit_count()
        weight = log(1 + (size + 10) / (count + 1))
        weights[syllable] = weight if count else weight * _UNKNOWN
    return weights


def _score(said: Sequence[str], held: Sequence[str], weights: dict[str, float]) -> float:
    """How much of what is said is held, single syllables and pairs of neighbours."""
    known = set(held)
    if len(known.intersection(weights)) < _MEANINGFUL:
        return 0
    single = sum(weights[one] for one in weights if one in known) / sum(weights.values())
    pairs = set(pairwise(said))
    beside = set(pairwise(held))
    of_pairs = {pair: weights[pair[0]] + weights[pair[1]] for pair in pairs}
    shared = sum(weight for pair, weight in of_pairs.items() if pair in beside)
    return (1 - _OF_PAIRS) * single + _OF_PAIRS * shared / sum(of_pairs.values())


def _sharing_most(
    archive: Archive, weights: dict[str, float], place: Sequence[str]
) -> Iterable[int]:
    """The documents that hold most of what is said, by a rough sum over all of them at once."""
    index = archive.index
    unit = sum(weights.values()) / _STEPS
    counted = [(index.standing(one), ceil(weight / unit)) for one, weight in weights.items()]
    counted += [(index.standing(one), round(_STEPS * _SAME_VILLAGE / len(place))) for one in place]
    planes = _sums(counted)
    found = 0
    for wanted in range(_STEPS, round(_STEPS * _ENOUGH * 0.8), -_STEPS // 24):
        found = _at_least(planes, wanted)
        if found.bit_count() >= _LOOKED_AT:
            break
    return islice(among(archive.newest_first(), found, index.size), _LOOKED_AT)


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
