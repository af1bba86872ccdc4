"""Terms that are counted: trong 15 ngày làm việc, hai tuần nữa, 30 ngày kể từ ngày 01/12.

The first day does not count, and a last day that is a day off moves to the next working day.
"""

from datetime import date, timedelta
from types import MappingProxyType
from typing import Final, NamedTuple

from danvan_tui.vietnamese.deadlines.clauses import clause_end
from danvan_tui.vietnamese.deadlines.dates import dated
from danvan_tui.vietnamese.deadlines.deadline import Certainty
from danvan_tui.vietnamese.deadlines.festivals import festival
from danvan_tui.vietnamese.deadlines.numbers import number
from danvan_tui.vietnamese.deadlines.reading import ANYWHERE, APART, Reading, Scene, say
from danvan_tui.vietnamese.deadlines.relative import MEETING, relative_day, weekday
from danvan_tui.vietnamese.deadlines.spans import add_months
from danvan_tui.vietnamese.deadlines.words import Words, after, choose, listed, skip
from danvan_tui.vietnamese.workdays import Calendar

_LEADS: Final = (
    "trong", "trong vòng", "trong thời hạn", "trong thời gian", "thời hạn", "hạn", "sau",
    "ngay sau", "không quá", "trong không quá", "không quá thời hạn", "tối đa", "tối đa trong",
    "nội trong",
    "chậm nhất", "chậm nhất là", "chậm nhất sau", "chậm nhất trong", "muộn nhất", "muộn nhất sau",
    "thêm", "trong tối đa", "trong vòng không quá", "trong vòng tối đa",
)  # fmt: skip
_ABOUT: Final = ("khoảng", "trong khoảng", "sau khoảng", "chừng", "độ", "tầm")
_WORKED, _DAYS, _MONTHS, _HOURS, _WORKED_HOURS = "nlv", "ngày", "tháng", "giờ", "giờ làm việc"
_UNITS: Final = MappingProxyType(  # how to count, how many of them, and the word to show
    {
        "ngày làm việc": (_WORKED, 1, "ngày làm việc"), "nlv": (_WORKED, 1, "ngày làm việc"),
        "ngày lv": (_WORKED, 1, "ngày làm việc"), "tuần làm việc": (_WORKED, 5, "tuần làm việc"),
        "ngày": (_DAYS, 1, "ngày"), "hôm": (_DAYS, 1, "ngày"), "tuần": (_DAYS, 7, "tuần"),
        "tuần lễ": (_DAYS, 7, "tuần"), "tháng": (_MONTHS, 1, "tháng"),
        "quý": (_MONTHS, 3, "quý"), "năm": (_MONTHS, 12, "năm"), "giờ": (_HOURS, 1, "giờ"),
        "tiếng": (_HOURS, 1, "giờ"), "h": (_HOURS, 1, "giờ"),
        "tiếng đồng hồ": (_HOURS, 1, "giờ"), "giờ làm việc": (_WORKED_HOURS, 1, "giờ làm việc"),
    }
)  # fmt: skip
_HALVES: Final = MappingProxyType({"nửa tháng": (_DAYS, 15), "nửa năm": (_MONTHS, 6)})
_NOT_A_TERM: Final = "nay qua rồi liền vừa công đầu cuối tuổi / một mỗi nghỉ phép trước đây rưỡi"
_ANCHORS: Final = ("kể từ", "tính từ", "từ", "kể từ sau", "sau", "bắt đầu từ", "kể từ khi",
                   "sau khi", "từ khi", ", kể từ", ", tính từ")  # fmt: skip
_TODAY: Final = ("nay", "hôm nay", "bây giờ", "giờ", *MEETING)
_LONGEST: Final = 1000


class _Term(NamedTuple):
    end: int
    amount: int
    unit: str
    said: str
    doubt: str | None = None  # why the number is not to be taken at its word


def counted(scene: Scene, at: int) -> Reading | None:
    """A number of days, weeks, months or hours from the meeting, or from a day that is named."""
    lead, about = after(scene.words, at, *_LEADS), after(scene.words, at, *_ABOUT)
    term = _term(scene.words, max(lead or at, about or at))
    if term is None:
        return None
    if about is not None:
        term = term._replace(doubt="nói áng chừng")
    place = APART if lead is None else ANYWHERE
    beside = _before_a_day(scene, term)
    if beside or listed(scene.words, term.end, _NOT_A_TERM):
        return beside
    behind = after(scene.words, term.end, "nữa", "tới", "tiếp theo", "thôi")
    if behind is None:
        return _anchored(scene, term, place)
    return _from(scene, term._replace(end=behind), scene.base, ANYWHERE)


def _term(words: Words, at: int) -> _Term | None:
    half = choose(words, at, _HALVES)
    if half:
        (kind, size), end = half
        return _Term(end, size, kind, f"{size} {kind}")
    count = number(words, at)
    if count is None or count[0] == 0:
        return None
    upper = _upper(words, count) or count
    unit = choose(words, upper[1], _UNITS)
    if unit is None or upper[0] * unit[0][1] > _LONGEST:
        return None
    (kind, size, name), end = unit
    doubt = None if upper == count else "nói một khoảng: lấy số lớn"
    return _Term(end, upper[0] * size, kind, f"{upper[0]} {name}", doubt)


def _upper(words: Words, count: tuple[int, int]) -> tuple[int, int] | None:
    """The larger number of a range, which is the one that binds."""
    joint = after(words, count[1], "-", "–", "đến", "hoặc", "tới")
    upper = number(words, joint) if joint is not None else None
    return upper if upper and upper[0] > count[0] else None


def _anchored(scene: Scene, term: _Term, place: int) -> Reading | None:
    words = scene.words
    anchor = after(words, term.end, *_ANCHORS)
    if anchor is None:
        return _from(scene, term, scene.base, place)
    named = skip(words, anchor, "ngày", "hôm", "khi", "thời điểm", "ngày kết thúc", "lúc",
                 "khi kết thúc")  # fmt: skip
    meeting = after(words, named, *_TODAY)
    if meeting is not None:
        end = skip(words, meeting, "này", "hôm nay", "xong")
        return _from(scene, term._replace(end=end), scene.base, ANYWHERE)
    start = dated(scene, anchor) or weekday(scene, anchor) or relative_day(scene, anchor)
    if start and start.day:
        return _from(scene, term._replace(end=start.end), start.day, ANYWHERE)
    plain = after(words, term.end, "sau")
    if plain == anchor:
        return _from(scene, term._replace(end=plain), scene.base, ANYWHERE)
    end = clause_end(scene, named)
    if end == named:
        return _from(scene, term, scene.base, place)
    how = f"{term.said} tính từ một việc chưa rõ ngày"
    return Reading(end, None, how, Certainty.open, place=place)


def _before_a_day(scene: Scene, term: _Term) -> Reading | None:
    """15 ngày trước Tết: counted backwards from a day that is named."""
    behind = after(scene.words, term.end, "trước", "trước ngày")
    start = (dated(scene, behind) or festival(scene, behind)) if behind is not None else None
    if start is None or start.day is None or term.unit != _DAYS:
        return None
    day = start.day - timedelta(days=term.amount)
    how = f"{term.said} trước {say(start.day)}"
    return Reading(start.end, day, how, Certainty.convention)


def _from(scene: Scene, term: _Term, start: date, place: int) -> Reading:
    day, how = _count(scene.calendar, term, start)
    certainty = Certainty.convention if term.doubt or term.unit == _HOURS else Certainty.exact
    return Reading(term.end, day, how, certainty, term.doubt, place=place)


def _count(calendar: Calendar, term: _Term, start: date) -> tuple[date, str]:
    how = f"{term.said} kể từ {say(start)}"
    if term.unit in (_WORKED, _WORKED_HOURS):
        count = term.amount if term.unit == _WORKED else -(-term.amount // 8)
        day = calendar.add_working_days(start, count)
        return day, how + ", không tính ngày đầu" + _skipped(calendar, start, day)
    if term.unit == _MONTHS:
        last = add_months(start, term.amount)
    elif term.unit == _HOURS:
        last = start + timedelta(days=-(-term.amount // 24))
    else:
        last = start + timedelta(days=term.amount)
        how += ", không tính ngày đầu"
    day = calendar.next_working(last)
    if day != last:
        how += f"; {say(last)} là ngày nghỉ ({calendar.name(last)}) nên dời sang {say(day)}"
    return day, how


def _skipped(calendar: Calendar, start: date, end: date) -> str:
    """The days off between, named: ", bỏ thứ Bảy, Chủ nhật, 24/11"."""
    between = [start + timedelta(days=step) for step in range(1, (end - start).days)]
    off = [day for day in between if not calendar.is_working(day)]
    weekends = [name for rank, name in ((5, "thứ Bảy"), (6, "Chủ nhật"))
                if any(day.weekday() == rank for day in off)]  # fmt: skip
    feasts = [f"{day:%d/%m}" for day in off if day.weekday() < 5]
    names = weekends + feasts[:8] + (["…"] if len(feasts) > 8 else [])
    return f", bỏ {', '.join(names)}" if names else ""
