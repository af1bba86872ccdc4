"""The words before a day: trước, chậm nhất, hết, trong, từ, sau, khoảng, a time of day."""

from collections.abc import Callable
from datetime import timedelta
from types import MappingProxyType
from typing import Final, NamedTuple

from danvan_tui.vietnamese.deadlines.deadline import Certainty
from danvan_tui.vietnamese.deadlines.reading import ANYWHERE, Reading, Scene, begun, say_day
from danvan_tui.vietnamese.deadlines.words import Words, after, choose, digits, skip

Rule = Callable[[Scene, int], Reading | None]

BEFORE, BY, IN, FROM, AFTER, ABOUT = "before", "by", "in", "from", "after", "about"
_LEADS: Final = MappingProxyType(
    {
        "trước": BEFORE, "xong trước": BEFORE, "hoàn thành trước": BEFORE,
        "chậm nhất": BY, "chậm nhất là": BY, "muộn nhất": BY, "muộn nhất là": BY, "trễ nhất": BY,
        "không muộn hơn": BY, "không quá": BY, "không chậm quá": BY, "không trễ hơn": BY,
        "hết": BY, "đến": BY, "đến hết": BY, "tới": BY, "cho đến": BY, "đến trước": BEFORE,
        "hạn": BY, "thời hạn": BY, "hạn chót": BY, "hạn cuối": BY, "hạn là": BY, "thời hạn là": BY,
        "xong": BY, "là": BY, "phải xong": BY, "hoàn thành": BY,
        "trong": IN, "vào": IN, "ngay trong": IN, "trong vòng": IN, "nội trong": IN,
        "từ": FROM, "kể từ": FROM, "bắt đầu từ": FROM, "bắt đầu": FROM, "từ sau": FROM,
        "sau": AFTER, "qua": AFTER,
        "khoảng": ABOUT, "tầm": ABOUT, "chừng": ABOUT, "độ": ABOUT, "dự kiến": ABOUT,
        "vào khoảng": ABOUT,
    }
)  # fmt: skip


class Lead(NamedTuple):
    """What stands before a day, and the place behind it."""

    kinds: tuple[str, ...]
    end: int


def lead_at(words: Words, at: int) -> Lead:
    """All the leading words at a place; there may be none."""
    kinds: list[str] = []
    while len(kinds) < 4 and (found := choose(words, at, _LEADS)):
        kinds.append(found[0])
        at = found[1]
    timed = _time_of_day(words, at)
    return Lead((*kinds, BY), timed) if timed > at else Lead(tuple(kinds), at)


def _time_of_day(words: Words, at: int) -> int:
    """The place behind "17 giờ", "8h30 sáng", when a day follows."""
    if digits(words, at, 2) is None:
        return at
    end = after(words, at + 1, "giờ", "h", "g")
    if end is None:
        return at
    end = skip(words, end + (digits(words, end, 2) is not None), "phút", "rưỡi")
    return skip(words, skip(words, end, "sáng", "trưa", "chiều", "tối"), "của", ",")


def led(lead: Lead, core: Reading) -> Reading:
    """The reading of the day under its leading words."""
    day = core.day
    if day is None or not lead.kinds:
        return core
    if set(lead.kinds) != {ABOUT}:
        core = core._replace(place=ANYWHERE)
    if ABOUT in lead.kinds:
        core = core._replace(certainty=Certainty.convention, how=f"{core.how}, nói áng chừng")
    if lead.kinds[-1] == BEFORE and core.first:
        eve = core.first - timedelta(days=1)
        return core._replace(
            day=eve,
            certainty=Certainty.convention,
            how=f"trước {core.name}: chậm nhất {say_day(eve)}",
        )
    if FROM in lead.kinds:
        day = core.first or day
        how = f"bắt đầu từ {say_day(day)}; lấy ngày bắt đầu làm hạn"
        return core._replace(day=day, certainty=Certainty.convention, how=how, hint=begun("từ"))
    if lead.kinds[-1] == AFTER:
        how = f"{core.how}; nói “sau”, lấy ngày ấy làm mốc"
        return core._replace(certainty=Certainty.convention, how=how, hint=begun("sau"))
    return core


def from_to(scene: Scene, at: int, rules: tuple[Rule, ...]) -> Reading | None:
    """From one day to another: the last one counts."""
    words = scene.words
    first = after(words, at, "từ", "từ ngày", "từ nay", "từ đầu", "bắt đầu từ")
    if first is None:
        return None
    starts = [start.end for rule in rules if (start := rule(scene, first))]
    ends = {first, *starts, *([first + 1] if digits(words, first, 2) else [])}
    for end in sorted(ends, reverse=True):
        joint = after(words, end, "đến", "đến hết", "tới", "-", "–", "cho đến", "cho đến hết")
        if joint is None:
            continue
        lasts = [found for rule in rules if (found := rule(scene, joint)) and found.day]
        if lasts:
            last = max(lasts, key=lambda reading: reading.end)
            return last._replace(how=f"{last.how}; là ngày cuối của khoảng đã nói", place=ANYWHERE)
    return None
