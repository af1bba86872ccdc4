"""Days of the lunar calendar: rằm tháng Giêng, mùng 5 tháng Chạp, 10/3 âm lịch, 29 Tết."""

from datetime import date, timedelta
from typing import NamedTuple

from danvan_tui.vietnamese.deadlines.deadline import Certainty
from danvan_tui.vietnamese.deadlines.numbers import number, year_after
from danvan_tui.vietnamese.deadlines.reading import APART, Reading, Scene, say_day
from danvan_tui.vietnamese.deadlines.words import after, choose, digits, skip, word_at
from danvan_tui.vietnamese.lunar import lunar_to_solar, solar_to_lunar

_LUNAR = ("âm lịch", "âm", "al", "( âm lịch )", "( âl )", "âl", "lịch âm")
_DAY_MARKS = ("ngày", "mùng", "mồng", "ngày mùng", "ngày mồng")


class LunarMonth(NamedTuple):
    """A lunar month as said; ``year`` is the lunar year, None when left out."""

    end: int
    month: int
    year: int | None
    name: str


def lunar_month_said(scene: Scene, at: int, certain: bool = False) -> LunarMonth | None:
    """Tháng Giêng, tháng Chạp, or a numbered month marked as lunar (or ``certain`` to be)."""
    words = scene.words
    folk = choose(words, at, {"tháng giêng": 1, "tháng chạp": 12, "/ chạp": 12, "/ giêng": 1})
    joint = after(words, at, "tháng", "/")
    said = folk or (number(words, joint) if joint is not None else None)
    if said is None or not 1 <= said[0] <= 12:
        return None
    marked = after(words, said[1], *_LUNAR)
    year = year_after(words, said[1] if marked is None else marked, scene.base)
    end = year[1] if year else said[1] if marked is None else marked
    late = skip(words, end, *_LUNAR) if marked is None else end
    if not (folk or certain or (late > said[1] and (marked is not None or late > end))):
        return None
    name = {1: "tháng Giêng", 12: "tháng Chạp"}.get(said[0], f"tháng {said[0]}") + " âm lịch"
    return LunarMonth(late, said[0], year[0] if year else None, name)


def next_lunar(base: date, day: int, month: int, year: int | None) -> date | None:
    """The first day from ``base`` on with this lunar date, or the one in the lunar year said."""
    for candidate in (year,) if year else range(base.year - 1, base.year + 4):
        try:
            found = lunar_to_solar(day, month, candidate)
        except ValueError:
            continue
        if year or found >= base:
            return found
    return None


def lunar_day(scene: Scene, at: int) -> Reading | None:
    """A day of a lunar month, or the full moon (rằm)."""
    words = scene.words
    ram = after(words, at, "rằm", "ngày rằm")
    if ram is not None:
        return _full_moon(scene, ram)
    marked = after(words, at, *_DAY_MARKS)
    day = number(words, at if marked is None else marked)
    if day is None or not 1 <= day[0] <= 30:
        return None
    month = lunar_month_said(scene, day[1])
    if month is None:
        return _of_tet(scene, day, marked is not None)
    return _on(scene, month, day[0])


def _full_moon(scene: Scene, at: int) -> Reading | None:
    base = scene.base
    month = lunar_month_said(scene, at, certain=True)
    if month:
        return _on(scene, month, 15)
    lunar = solar_to_lunar(base)
    moved = choose(scene.words, at, {"tháng này": 0, "này": 0, "tháng sau": 1, "tháng tới": 1,
                                     "tới": 0})  # fmt: skip
    near = base - timedelta(days=lunar.day - 15)
    if (moved and moved[0]) or near < base:
        near += timedelta(days=30)
    near += timedelta(days=15 - solar_to_lunar(near).day)
    end = moved[1] if moved else at
    return Reading(end, near, f"rằm gần nhất, {say_day(near)}", place=APART)


def _on(scene: Scene, month: LunarMonth, day: int) -> Reading:
    found = next_lunar(scene.base, day, month.month, month.year)
    said = "rằm" if day == 15 else f"ngày {day}"
    if found is None:
        how = f"không có {said} {month.name} trong lịch"
        return Reading(month.end, None, how, Certainty.unclear)
    return Reading(month.end, found, f"{said} {month.name} là {say_day(found)}")


def _of_tet(scene: Scene, day: tuple[int, int], marked: bool) -> Reading | None:
    """Mùng 6 Tết, 28 Tết: counted from the first day of the lunar year."""
    end = after(scene.words, day[1], "tết", "tết nguyên đán", "âm lịch tết")
    if end is None or not (marked or day[0] >= 23):
        return None
    year = year_after(scene.words, end, scene.base)
    first = next_lunar(scene.base - timedelta(days=15), 1, 1, year[0] if year else None)
    if first is None:
        return None
    before = day[0] >= 23
    last_day = solar_to_lunar(first - timedelta(days=1)).day
    shift = min(day[0], last_day) - last_day - 1 if before else day[0] - 1
    found = first + timedelta(days=shift)
    name = f"{day[0]} Tết" if before else f"mùng {day[0]} Tết"
    return Reading(year[1] if year else end, found, f"{name} là {say_day(found)}")


def ambiguous_lunar(scene: Scene, at: int, reading: Reading) -> Reading:
    """A day with mùng in a numbered month may be lunar: the solar reading says the other."""
    words = scene.words
    marked = after(words, at, "mùng", "mồng", "ngày mùng", "ngày mồng")
    day = digits(words, marked, 2) if marked is not None else None
    month = number(words, marked + 2) if marked is not None else None
    if not day or not month or word_at(words, (marked or 0) + 1) not in ("tháng", "thang", "/"):
        return reading
    other = next_lunar(scene.base, day, month[0], None) if 1 <= month[0] <= 12 else None
    if other is None:
        return reading
    hint = f"hiểu theo dương lịch; theo âm lịch là {say_day(other)}"
    return reading._replace(certainty=Certainty.convention, hint=hint)
