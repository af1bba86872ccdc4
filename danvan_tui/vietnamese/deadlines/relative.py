"""Days said from the meeting's own day: ngày mai, thứ Sáu tuần sau, ngay sau hội nghị."""

from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from danvan_tui.vietnamese.deadlines.dates import dated
from danvan_tui.vietnamese.deadlines.deadline import Certainty
from danvan_tui.vietnamese.deadlines.reading import APART, WHOLE, Reading, Scene, say, say_day
from danvan_tui.vietnamese.deadlines.words import Words, after, choose, digits, skip, touches
from danvan_tui.vietnamese.workdays import WEEKDAYS

MEETING: Final = ("hội nghị", "cuộc họp", "buổi họp", "họp", "đối thoại", "hội nghị đối thoại",
                  "buổi đối thoại", "buổi tiếp dân", "buổi tiếp công dân")  # fmt: skip
WEEKS: Final = MappingProxyType(
    {
        "tuần này": 0, "tuần nay": 0, "tuần sau": 1, "tuần tới": 1, "tuần kế tiếp": 1,
        "tuần tiếp theo": 1, "tuần sau nữa": 2, "tuần tới nữa": 2,
    }
)  # fmt: skip
_DAYS: Final = MappingProxyType(
    {
        "hôm nay": 0, "ngày hôm nay": 0, "trong ngày": 0, "trong ngày hôm nay": 0,
        "trong hôm nay": 0, "sáng nay": 0, "trưa nay": 0, "chiều nay": 0, "tối nay": 0,
        "đêm nay": 0, "ngay hôm nay": 0, "ngày mai": 1, "sáng mai": 1, "chiều mai": 1,
        "tối mai": 1, "trưa mai": 1, "ngay ngày mai": 1, "hôm sau": 1, "ngày hôm sau": 1,
        "ngày kia": 2, "sáng kia": 2, "ngày mốt": 2, "ngày kìa": 3,
    }
)  # fmt: skip
_WEEKDAYS: Final = MappingProxyType(
    {
        "thứ hai": 0, "thứ 2": 0, "thứ ba": 1, "thứ 3": 1, "thứ tư": 2, "thứ 4": 2,
        "thứ năm": 3, "thứ 5": 3, "thứ sáu": 4, "thứ 6": 4, "thứ bảy": 5, "thứ bẩy": 5,
        "thứ 7": 5, "chủ nhật": 6, "chúa nhật": 6, "cn": 6,
    }
)  # fmt: skip
_TIMES_OF_DAY: Final = ("sáng", "trưa", "chiều", "tối", "sáng ngày", "chiều ngày", "ngày", "vào")


def relative_day(scene: Scene, at: int) -> Reading | None:
    """A day named from today, or from the end of the meeting."""
    words, base = scene.words, scene.base
    found = choose(words, at, _DAYS)
    if found:
        day = base + timedelta(days=found[0])
        place = APART if found[0] == 0 else 2
        return Reading(found[1], day, _from(base, day, found[0]), place=place)
    if words[at : at + 1] and not words[at].capital and (end := after(words, at, "mai")):
        day = base + timedelta(days=1)
        return Reading(end, day, _from(base, day, 1), place=WHOLE)
    return _after_meeting(scene, at)


def _from(base: date, day: date, count: int) -> str:
    return f"{say_day(day)}, {count} ngày sau {say(base)}" if count else f"chính ngày {say(day)}"


def _after_meeting(scene: Scene, at: int) -> Reading | None:
    """The next working day, for what is to be done at once after the meeting."""
    words, base, calendar = scene.words, scene.base, scene.calendar
    end = after(words, at, "ngày làm việc tiếp theo", "ngày làm việc kế tiếp",
                "ngày làm việc sau", "ngày làm việc hôm sau")  # fmt: skip
    certainty = Certainty.exact
    if end is None:
        side = after(words, at, "ngay sau", "sau", "ngay sau khi", "kết thúc",
                     "ngay sau khi kết thúc", "sau khi kết thúc")  # fmt: skip
        end = after(words, side, *MEETING) if side is not None else None
        if end is None:
            return _at_meeting(scene, at)
        end = skip(words, end, "xong", "này", "hôm nay", "kết thúc")
        certainty = Certainty.convention
    day = calendar.add_working_days(base, 1)
    return Reading(end, day, f"ngày làm việc đầu tiên sau {say(base)}: {say_day(day)}", certainty)


def _at_meeting(scene: Scene, at: int) -> Reading | None:
    side = after(scene.words, at, "tại", "ngay tại")
    end = after(scene.words, side, *MEETING, "chỗ") if side is not None else None
    if end is None:
        return None
    return Reading(end, scene.base, f"chính ngày {say(scene.base)}", Certainty.convention,
                   place=APART)  # fmt: skip


def weekday_at(words: Words, at: int) -> tuple[int, int] | None:
    """The weekday said at ``at`` (Monday is 0) and the place behind: thứ Sáu, thứ 6, t6, CN."""
    found = choose(words, skip(words, at, *_TIMES_OF_DAY), _WEEKDAYS)
    if found:
        return found
    short = digits(words, at + 1, 1) if after(words, at, "t") and touches(words, at + 1) else None
    return (short - 2, at + 2) if short and 2 <= short <= 7 else None


def weekday(scene: Scene, at: int) -> Reading | None:
    """A weekday, with its week or its date: thứ Sáu tuần sau, thứ Hai ngày 30/11."""
    words = scene.words
    found = weekday_at(words, at)
    if found is None:
        return None
    wanted, end = found
    on_date = dated(scene, skip(words, end, ",", "(", "-", "này", "tuần này"))
    if on_date and on_date.day:
        return _checked(on_date, wanted)._replace(end=skip(words, on_date.end, ")"))
    return _in_week(scene, wanted, end)


def date_with_weekday(scene: Scene, at: int) -> Reading | None:
    """A date with its weekday behind it: 27/11 (thứ Sáu)."""
    words = scene.words
    on_date = dated(scene, at)
    named = weekday_at(words, skip(words, on_date.end, ",", "(")) if on_date else None
    if on_date is None or named is None:
        return None
    return _checked(on_date, named[0])._replace(end=skip(words, named[1], ")"))


def _checked(reading: Reading, wanted: int) -> Reading:
    if reading.day is None or reading.day.weekday() == wanted:
        return reading
    return reading._replace(
        certainty=Certainty.convention, hint=f"{say(reading.day)} là {say_day(reading.day)[:-11]}"
    )


def _in_week(scene: Scene, wanted: int, end: int) -> Reading:
    words, base = scene.words, scene.base
    monday = base - timedelta(days=base.weekday())
    end = skip(words, end, "đầu", "của", "trong")
    week = choose(words, end, {**WEEKS, "này": 0})
    if week:
        day = monday + timedelta(days=wanted + 7 * week[0])
        if day < base and after(words, end, "này") is not None:
            day += timedelta(days=7)
        return Reading(week[1], day, f"{say_day(day)}, tuần tính từ thứ Hai đến Chủ nhật")
    end = skip(words, end, "tới", "sau", "gần nhất", "đầu tuần", "cuối tuần")
    day = base + timedelta(days=(wanted - base.weekday() - 1) % 7 + 1)
    how = f"{say_day(day)}, gần nhất sau {say(base)}"
    if wanted != base.weekday():
        return Reading(end, day, how, place=APART)
    hint = f"{say(base)} cũng là {WEEKDAYS[wanted]}"
    return Reading(end, day, how, Certainty.convention, hint, place=APART)
