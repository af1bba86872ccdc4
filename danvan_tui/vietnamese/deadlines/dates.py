"""Days of the solar calendar said by their numbers: 30/9, ngày 5 tháng 12 năm 2026, ngày 15."""

from datetime import date, timedelta
from typing import NamedTuple

from danvan_tui.vietnamese.deadlines.deadline import Certainty
from danvan_tui.vietnamese.deadlines.numbers import number, year_after
from danvan_tui.vietnamese.deadlines.reading import (
    ANYWHERE,
    APART,
    WHOLE,
    Reading,
    Scene,
    say,
    say_day,
)
from danvan_tui.vietnamese.deadlines.words import (
    Words,
    after,
    digits,
    listed,
    skip,
    touches,
    word_at,
)

MARKERS = ("ngày", "vào ngày", "hôm", "mùng", "mồng", "ngày mùng", "ngày mồng")
_COUNTED = (  # what a fraction or a range of numbers is a part of
    "diện số tổng kinh quãng hộ dân người đoạn chiều khối thời cử đại thành giá tiền mức vốn chi"
    " lượng công phần ruộng đất thôn bản xóm xã tuyến nhà cái bằng lần m km kg tấn triệu tỷ đồng"
    " ha buổi bữa ca chuyến em cháu bà ông đơn vụ con cây cột bóng bể ngôi gia trường ý kiến nghị"
    " trên dưới tuần tháng năm quý ngày giờ phút"
)
_MEASURED = (  # what stands before a fraction or an address
    "hơn gần chiếm còn được đạt bằng giảm tăng mất trên dưới miễn chỉ mới cả"
    " đổi số thửa tờ ngõ ngách nhà kiệt hẻm tổ đội khu km thứ điều khoản đường phố duong pho"
)
_LATER = "muộn chậm trễ muon cham tre"  # "không muộn hơn 15/12" is no measure


class _Parts(NamedTuple):
    day: int
    month: int
    end: int
    sign: str


def dated(scene: Scene, at: int) -> Reading | None:
    """A day with its month: 30/9, 30-9, 30.9.2027, ngày 5 tháng 12 năm 2026."""
    words = scene.words
    marked = after(words, at, *MARKERS)
    parts = _parts(words, at if marked is None else marked)
    if parts is None:
        return None
    year = year_after(words, parts.end, scene.base)
    place = ANYWHERE if marked is not None or year else _place(words, at, parts)
    if place is None or (marked is None and _is_inside_number(words, at, year or (0, parts.end))):
        return None
    end = year[1] if year else parts.end
    return on_day(scene, end, parts.day, parts.month, year[0] if year else None, place)


def on_day(
    scene: Scene, end: int, day: int, month: int, year: int | None, place: int = ANYWHERE
) -> Reading:
    """The reading of a day and month, in the year said or the next time it comes."""
    base = scene.base
    found = _first_from(base, day, month, (year,) if year else (base.year, base.year + 1))
    if found is None:
        said = f"{day:02}/{month:02}/{year}" if year else f"{day:02}/{month:02} trong một năm tới"
        return Reading(end, None, f"lịch không có ngày {said}", Certainty.unclear)
    how = f"ngày {say(found)} ({say_day(found).rsplit(' ', 1)[0]})"
    if year is None:
        how += f", là ngày {day:02}/{month:02} đầu tiên kể từ {say(base)}"
    return Reading(end, found, how, place=place, guessed_year=year is None)


def _first_from(base: date, day: int, month: int, years: tuple[int, ...]) -> date | None:
    for year in years:
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= base or len(years) == 1:
            return found
    return None


def day_of_month(scene: Scene, at: int) -> Reading | None:
    """A day without its month: ngày 15, ngày 15 tháng này, mùng 5 tháng sau."""
    words = scene.words
    marked = after(words, at, *MARKERS)
    day = digits(words, marked, 2) if marked is not None else None
    if marked is None or day is None or not 1 <= day <= 31:
        return None
    end = marked + 1
    this, coming = after(words, end, "tháng này"), after(words, end, "tháng sau", "tháng tới")
    if this is None and coming is None and _has_company(words, end):
        return None
    month = scene.base.replace(day=1)
    if coming is not None or (this is None and day < scene.base.day):
        month = (month + timedelta(days=31)).replace(day=1)
    named = coming if coming is not None else this
    found = on_day(scene, end if named is None else named, day, month.month, month.year)
    return found._replace(place=APART if named is None else ANYWHERE)


def _has_company(words: Words, at: int) -> bool:
    return word_at(words, at) in ("/", "-", ".") or listed(words, at, _COUNTED)


def _parts(words: Words, at: int) -> _Parts | None:
    """Day and month: the last day of a range such as 15-20/12 counts."""
    day = digits(words, at, 2)
    if day is None:
        return _spoken(words, at)
    sign = word_at(words, at + 1)
    month = digits(words, at + 2, 2)
    if sign in ("-", "–", "đến") and word_at(words, at + 3) == "/":
        later = _parts(words, at + 2)
        if later and later.sign == "/":
            return later
    if month is None or sign not in ("/", "-", "."):
        return _spoken(words, at)
    joined = touches(words, at + 1) and touches(words, at + 2)
    if not (joined or sign == "/") or not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    return _Parts(day, month, at + 3, sign)


def _spoken(words: Words, at: int) -> _Parts | None:
    day = number(words, at)
    joint = after(words, day[1], "tháng", "/ tháng", ", tháng") if day else None
    month = number(words, joint) if joint is not None else None
    if day is None or month is None or not (1 <= day[0] <= 31 and 1 <= month[0] <= 12):
        return None
    return _Parts(day[0], month[0], month[1], "tháng")


def _place(words: Words, at: int, parts: _Parts) -> int | None:
    """Where bare numbers may stand: a fraction, a range or a house number is no day."""
    if parts.sign == "tháng":
        return ANYWHERE
    zero = word_at(words, at).startswith("0") or word_at(words, at + 2).startswith("0")
    fraction = parts.day <= parts.month and not zero
    always = (parts.day, parts.month) == (24, 7) and not listed(words, at - 1, "trước hết")
    if always or (listed(words, at - 1, _MEASURED) and not listed(words, at - 2, _LATER)):
        return WHOLE if at == 0 else None
    if listed(words, parts.end, _COUNTED) and (fraction or parts.sign != "/"):
        return None
    if parts.sign == "/":
        return APART if fraction else ANYWHERE
    return WHOLE if fraction or parts.sign == "." else APART


def _is_inside_number(words: Words, at: int, end: tuple[int, int]) -> bool:
    """Whether the figures go on to either side, as in a document's number or an amount."""
    before = touches(words, at) and word_at(words, at - 1) in ("/", "-", ".", ",")
    behind = skip(words, end[1], "/", "-", ".", ",")
    goes_on = behind > end[1] and touches(words, end[1]) and touches(words, behind)
    return before or (goes_on and word_at(words, behind).isalnum())
