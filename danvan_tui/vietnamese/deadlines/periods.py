"""Weeks, months, quarters and years, whole or in part: cuối tháng này, quý I, giữa tháng 12.

Customary points of a part, shown for the user to confirm: the beginning ends with the first
month of a year or quarter, the 10th of a month, Monday of a week; the middle is 30/06, the 15th,
Wednesday. The end is the last day.
"""

from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from danvan_tui.vietnamese.deadlines.deadline import Certainty
from danvan_tui.vietnamese.deadlines.named_periods import PERIODS, Period, bare_period
from danvan_tui.vietnamese.deadlines.reading import ANYWHERE, APART, Reading, Scene, say, say_day
from danvan_tui.vietnamese.deadlines.spans import month_end
from danvan_tui.vietnamese.deadlines.words import choose, skip

_PARTS: Final = MappingProxyType(
    {
        "hết": "hết", "trong": "hết", "nội trong": "hết", "ngay trong": "hết",
        "đến hết": "hết", "cuối": "cuối", "vào cuối": "cuối",
        "nửa cuối": "cuối", "nửa sau": "cuối", "hạ tuần": "cuối", "những ngày cuối": "cuối",
        "đầu": "đầu", "vào đầu": "đầu", "ngay đầu": "đầu", "thượng tuần": "đầu",
        "những ngày đầu": "đầu", "giữa": "giữa", "vào giữa": "giữa", "nửa đầu": "giữa",
        "trung tuần": "trung tuần",
    }
)  # fmt: skip


def period(scene: Scene, at: int) -> Reading | None:
    """A period or a part of one, read as its last day."""
    words = scene.words
    part, behind = choose(words, at, _PARTS) or (None, at)
    behind = skip(words, behind, "của") if part else behind
    found = [p for rule in PERIODS if (p := rule(scene, behind))]
    if found:
        named = max(found, key=lambda p: p.end)
        return _whole(named) if part is None else _part(named, part)
    return _bare_part(scene, behind, part) if part else None


def _bare_part(scene: Scene, at: int, part: str) -> Reading | None:
    """Part of a period without a name ("cuối năm"): of this one, or the next if that is past."""
    for count in (0, 1):
        found = bare_period(scene, at, count)
        if found is None:
            return None
        reading = _part(found, part)
        if reading.day and reading.day >= scene.base:
            return reading._replace(place=APART)
    return None


def _whole(found: Period) -> Reading:
    return Reading(
        found.end, found.last, f"hết {found.name}, {say_day(found.last)}", found.certainty,
        found.hint, first=found.first, name=found.name, place=found.place,
        guessed_year=found.guessed_year,
    )  # fmt: skip


def _part(found: Period, part: str) -> Reading:
    if part in ("hết", "cuối"):
        return _whole(found)._replace(first=None, place=max(found.place, ANYWHERE))
    day = _point(found, part)
    how = f"{part} {found.name}, theo lệ tính đến {say(day)}"
    return Reading(found.end, day, how, Certainty.convention, found.hint,
                   guessed_year=found.guessed_year)  # fmt: skip


def _point(found: Period, part: str) -> date:
    length = (found.last - found.first).days + 1
    if length <= 7:
        offset = {"đầu": 0}.get(part, 2)
    elif length <= 31:
        offset = {"đầu": 9, "giữa": 14}.get(part, 19)
    elif part == "đầu":
        return month_end(found.first)
    else:
        middle = found.first + timedelta(days=length // 2 - 2)
        return middle.replace(day=15) if length < 100 else month_end(middle)
    return found.first + timedelta(days=offset)
