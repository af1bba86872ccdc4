"""Feasts and public holidays by name, and the working days before and after them."""

from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from danvan_tui.vietnamese.deadlines.deadline import Certainty
from danvan_tui.vietnamese.deadlines.lunar_days import next_lunar
from danvan_tui.vietnamese.deadlines.numbers import number, year_after
from danvan_tui.vietnamese.deadlines.reading import ANYWHERE, APART, Reading, Scene, begun, say_day
from danvan_tui.vietnamese.deadlines.words import Words, after, choose, skip

_TET: Final = (True, 1, 1, "Tết Nguyên đán")
_FEASTS: Final = MappingProxyType(  # whether lunar, day, month, name
    {
        "tết": _TET, "tết nguyên đán": _TET, "tết âm lịch": _TET, "tết ta": _TET,
        "tết cổ truyền": _TET, "nguyên đán": _TET, "tết âm": _TET,
        "giao thừa": (True, 0, 1, "giao thừa"),
        "ông công ông táo": (True, 23, 12, "ngày ông Công ông Táo"),
        "giỗ tổ": (True, 10, 3, "Giỗ Tổ Hùng Vương"),
        "giỗ tổ hùng vương": (True, 10, 3, "Giỗ Tổ Hùng Vương"),
        "đoan ngọ": (True, 5, 5, "Tết Đoan Ngọ"), "tết đoan ngọ": (True, 5, 5, "Tết Đoan Ngọ"),
        "vu lan": (True, 15, 7, "lễ Vu Lan"),
        "trung thu": (True, 15, 8, "Tết Trung thu"),
        "tết trung thu": (True, 15, 8, "Tết Trung thu"),
        "tết dương lịch": (False, 1, 1, "Tết Dương lịch"),
        "tết tây": (False, 1, 1, "Tết Dương lịch"), "tết dương": (False, 1, 1, "Tết Dương lịch"),
        "quốc tế phụ nữ": (False, 8, 3, "ngày Quốc tế Phụ nữ"),
        "giải phóng miền nam": (False, 30, 4, "ngày Giải phóng miền Nam"),
        "quốc tế lao động": (False, 1, 5, "ngày Quốc tế Lao động"),
        "quốc tế thiếu nhi": (False, 1, 6, "ngày Quốc tế Thiếu nhi"),
        "thương binh liệt sĩ": (False, 27, 7, "ngày Thương binh - Liệt sĩ"),
        "quốc khánh": (False, 2, 9, "Quốc khánh"),
        "nhà giáo việt nam": (False, 20, 11, "ngày Nhà giáo Việt Nam"),
        "văn hóa việt nam": (False, 24, 11, "ngày Văn hóa Việt Nam"),
        "noel": (False, 25, 12, "Noel"), "giáng sinh": (False, 25, 12, "lễ Giáng sinh"),
    }
)  # fmt: skip
_SIDES: Final = MappingProxyType(
    {"trước": -1, "chậm nhất trước": -1, "xong trước": -1, "sau": 1, "ra": 1, "qua": 1}
)
_STEMS: Final = "giáp ất bính đinh mậu kỷ canh tân nhâm quý"
_BRANCHES: Final = "tý sửu dần mão thìn tỵ ngọ mùi thân dậu tuất hợi"


def festival(scene: Scene, at: int) -> Reading | None:
    """A feast, the last working day before it, or the first one after it."""
    words = scene.words
    side, behind = choose(words, at, _SIDES) or (0, at)
    behind = skip(words, behind, "ngày", "dịp", "ngày lễ", "lễ", "dịp lễ", "kỳ nghỉ", "dịp nghỉ")
    feast = choose(words, behind, _FEASTS)
    if feast is None:
        return None
    (lunar, day, month, name), end = feast
    year = _year(words, end, scene.base)
    found = _day(scene.base, lunar, day, month, year[0] if year else None)
    if found is None:
        return None
    end = year[1] if year else end
    return _days_before(words, end, found, name, side) or _beside(scene, side, found, name, end)


def _days_before(words: Words, at: int, feast: date, name: str, side: int) -> Reading | None:
    """Trước Tết 10 ngày."""
    count = number(words, at) if side < 0 else None
    end = after(words, count[1], "ngày", "hôm") if count else None
    if count is None or end is None:
        return None
    how = f"{count[0]} ngày trước {name}, {say_day(feast)}"
    return Reading(end, feast - timedelta(days=count[0]), how, Certainty.convention)


def _year(words: Words, at: int, base: date) -> tuple[int, int] | None:
    """The year by number or by its stem and branch (Đinh Mùi), or both."""
    at = skip(words, at, "xuân", "năm")
    stem = choose(words, at, {name: rank for rank, name in enumerate(_STEMS.split())})
    branches = {name: rank for rank, name in enumerate(_BRANCHES.split())} | {
        "tí": 0,
        "tị": 5,
        "mẹo": 3,
    }
    branch = choose(words, stem[1], branches) if stem else None
    if stem is None or branch is None:
        return year_after(words, at, base)
    numbered = year_after(words, branch[1], base)
    for year in range(base.year, base.year + 60):
        if (year - 4) % 10 == stem[0] and (year - 4) % 12 == branch[0]:
            return numbered or (year, branch[1])
    return numbered


def _day(base: date, lunar: bool, day: int, month: int, year: int | None) -> date | None:
    if day == 0:  # the eve
        first = next_lunar(base + timedelta(days=1), 1, month, year)
        return first - timedelta(days=1) if first else None
    if lunar:
        return next_lunar(base, day, month, year)
    found = date(year or base.year, month, day)
    return found if year or found >= base else found.replace(year=base.year + 1)


def _beside(scene: Scene, side: int, feast: date, name: str, end: int) -> Reading:
    calendar = scene.calendar
    how = f"{name} là {say_day(feast)}"
    hint = begun("sau") if side > 0 else None
    if side == 0 or calendar.is_working(feast):
        sure = side < 0 or (side == 0 and calendar.is_working(feast))
        certainty = Certainty.exact if sure else Certainty.convention
        return Reading(end, feast, how, certainty, hint, place=ANYWHERE if side else APART)
    if side < 0:
        day = calendar.last_working(feast - timedelta(days=1))
        how += f"; ngày làm việc cuối cùng trước kỳ nghỉ là {say_day(day)}"
    else:
        day = calendar.next_working(feast + timedelta(days=1))
        how += f"; ngày làm việc đầu tiên sau kỳ nghỉ là {say_day(day)}"
    return Reading(end, day, how, Certainty.convention, hint)
