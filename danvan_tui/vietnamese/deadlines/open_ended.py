"""Words that are understood and name no day: thường xuyên, sau vụ mùa, thứ Năm hằng tuần."""

from datetime import date
from itertools import product
from types import MappingProxyType
from typing import Final

from danvan_tui.vietnamese.deadlines.clauses import clause_end
from danvan_tui.vietnamese.deadlines.dates import day_of_month
from danvan_tui.vietnamese.deadlines.deadline import Certainty
from danvan_tui.vietnamese.deadlines.numbers import TIMES, number, roman, year_after, year_in_full
from danvan_tui.vietnamese.deadlines.reading import (
    ANYWHERE,
    APART,
    WHOLE,
    Reading,
    Scene,
    say_day,
)
from danvan_tui.vietnamese.deadlines.relative import weekday
from danvan_tui.vietnamese.deadlines.words import Words, after, choose, skip, word_at

_ONGOING: Final = "việc làm thường xuyên, không có ngày xong"
_UNSAID: Final = "không nêu thời hạn"
_UNKNOWN: Final = "chưa xác định thời hạn"
_SOON: Final = "nói “sớm”, không nêu ngày"
_VAGUE: Final = "không nêu rõ bao nhiêu ngày"
_BY_RULE: Final = "theo quy định hoặc kế hoạch, không nêu ngày"
_EVENT: Final = "gắn với một việc, chưa rõ ngày nào"
_SAYINGS: Final = MappingProxyType(
    {
        "thường xuyên": (_ONGOING, APART), "thường xuyên liên tục": (_ONGOING, APART),
        "thường xuyên , liên tục": (_ONGOING, APART), "liên tục": (_ONGOING, APART),
        "lâu dài": (_ONGOING, APART), "quanh năm": (_ONGOING, APART),
        "không nêu thời hạn": (_UNSAID, ANYWHERE), "không nêu hạn": (_UNSAID, ANYWHERE),
        "chưa nêu thời hạn": (_UNSAID, ANYWHERE), "không có thời hạn": (_UNSAID, ANYWHERE),
        "không có hạn": (_UNSAID, APART), "không thời hạn": (_UNSAID, ANYWHERE),
        "không hẹn": (_UNSAID, APART), "không rõ thời hạn": (_UNSAID, ANYWHERE),
        "không nói": (_UNSAID, WHOLE), "không": (_UNSAID, WHOLE),
        "chưa có thời hạn": (_UNKNOWN, ANYWHERE), "chưa có hạn": (_UNKNOWN, ANYWHERE),
        "chưa xác định": (_UNKNOWN, APART), "chưa xác định thời hạn": (_UNKNOWN, ANYWHERE),
        "chưa xác định thời gian": (_UNKNOWN, ANYWHERE), "không xác định": (_UNKNOWN, APART),
        "chưa rõ": (_UNKNOWN, APART), "chưa rõ thời hạn": (_UNKNOWN, ANYWHERE),
        "chưa rõ thời gian": (_UNKNOWN, ANYWHERE), "chưa rõ hạn": (_UNKNOWN, ANYWHERE),
        "chưa biết": (_UNKNOWN, WHOLE), "chưa có kinh phí": (_UNKNOWN, APART),
        "không có": (_UNSAID, WHOLE), "chưa hẹn": (_UNKNOWN, APART),
        "chưa chốt": (_UNKNOWN, APART), "chưa có": (_UNKNOWN, WHOLE),
        "càng sớm càng tốt": (_SOON, ANYWHERE), "sớm nhất có thể": (_SOON, ANYWHERE),
        "sớm nhất": (_SOON, APART), "sớm": (_SOON, WHOLE), "ngay": (_SOON, WHOLE),
        "trong thời gian sớm nhất": (_SOON, ANYWHERE), "trong thời gian tới": (_SOON, ANYWHERE),
        "thời gian tới": (_SOON, ANYWHERE), "ngay lập tức": (_SOON, APART),
        "khẩn trương": (_SOON, WHOLE), "sắp tới": (_SOON, APART), "tới đây": (_SOON, APART),
        "theo quy định": (_BY_RULE, APART), "theo kế hoạch": (_BY_RULE, APART),
        "theo lộ trình": (_BY_RULE, APART), "theo tiến độ": (_BY_RULE, APART),
        "đúng thời hạn": (_BY_RULE, APART), "đúng hạn": (_BY_RULE, APART),
    }
)  # fmt: skip
_VAGUE_TERMS: Final = tuple(
    " ".join(words)
    for words in product(
        ("vài", "mấy", "ít", "dăm"), ("ngày", "hôm", "bữa", "tuần", "tháng", "năm")
    )
)
_BESIDE: Final = ("trước", "sau", "đến", "hết", "trong", "vào", "qua", "xong", "đầu", "cuối", "tại",
                  "kết thúc", "trước khi vào", "sau khi kết thúc", "chậm nhất", "sang")  # fmt: skip
_EVENTS: Final = (
    "vụ mùa", "vụ xuân", "vụ đông", "vụ đông xuân", "vụ chiêm", "vụ chiêm xuân", "vụ hè thu",
    "vụ hè", "vụ thu", "vụ thu hoạch", "vụ gặt", "mùa vụ", "mùa mưa", "mùa mưa bão", "mùa bão",
    "mùa mưa lũ", "mùa lũ", "mùa khô", "mùa gặt", "năm học", "năm học mới", "học kỳ", "kỳ nghỉ hè",
    "đại hội", "bầu cử", "khai giảng", "hè", "nghỉ hè", "thu hoạch", "gặt", "nhiệm kỳ", "giai đoạn",
)  # fmt: skip
_MEETINGS: Final = (
    "kỳ họp", "kỳ họp hđnd", "kỳ họp hđnd xã", "kỳ họp hđnd tỉnh", "kỳ họp hội đồng nhân dân",
    "kỳ họp hội đồng nhân dân xã", "kỳ họp hội đồng nhân dân tỉnh", "kỳ họp hội đồng",
)  # fmt: skip
_NEXT_TIMES: Final = tuple(
    " ".join(words)
    for words in product(
        ("hội nghị", "cuộc họp", "buổi họp", "kỳ đối thoại", "buổi đối thoại", "lần họp", "kỳ họp",
         "lần đối thoại", "buổi tiếp dân", "kỳ tiếp dân", "buổi tiếp công dân"),
        ("sau", "tới", "lần sau", "lần tới", "kế tiếp", "tiếp theo", "gần nhất"),
    )
)  # fmt: skip
_WHICH: Final = ("cuối năm", "giữa năm", "đầu năm", "gần nhất", "tới", "sau", "thường lệ", "này",
                 "tiếp theo", "kế tiếp", "chuyên đề", "xong", "lần", "thứ", "của")  # fmt: skip
_WHEN: Final = ("khi có", "khi nào có", "sau khi có", "khi được", "chờ", "đợi", "tùy", "tùy theo",
                "tùy thuộc", "phụ thuộc", "phụ thuộc vào")  # fmt: skip
_RESOURCES: Final = (
    "kinh phí", "vốn", "tiền", "chủ trương", "hướng dẫn", "văn bản", "quyết định", "kết quả",
    "ngân sách", "nguồn", "nguồn vốn", "ý kiến", "chỉ đạo", "điều kiện", "thời tiết", "tỉnh", "cấp",
    "cấp trên", "phân bổ", "phê duyệt", "cấp kinh phí", "đủ", "nguồn kinh phí",
)  # fmt: skip
_EVERY: Final = MappingProxyType(
    {
        f"{every} {unit}": unit
        for every, unit in product(
            ("hằng", "hàng", "mỗi", "từng"), ("ngày", "tuần", "tháng", "quý", "năm")
        )
    }
)


def saying(scene: Scene, at: int) -> Reading | None:
    """A set phrase: thường xuyên, chưa xác định, càng sớm càng tốt, vài ngày nữa."""
    words = scene.words
    vague = after(words, skip(words, at, "trong", "sau", "trong vòng"), *_VAGUE_TERMS)
    if vague is not None:
        return _open(skip(words, vague, "nữa", "tới", "sau"), _VAGUE, APART)
    found = choose(words, at, _SAYINGS)
    return _open(found[1], found[0][0], found[0][1]) if found else None


def event(scene: Scene, at: int) -> Reading | None:
    """A season, a session of the council or the next meeting, with no day of its own."""
    words = scene.words
    side = skip(words, at, *_BESIDE)
    end = after(words, side, *_MEETINGS, *_NEXT_TIMES)
    if end is None and (side > at or scene.whole):
        end = after(words, side, *_EVENTS)
    if end is None:
        return None
    return _open(_qualified(words, end, scene.base), _EVENT, ANYWHERE)


def clause(scene: Scene, at: int) -> Reading | None:
    """After, before or when something happens."""
    words = scene.words
    when = after(words, at, *_WHEN)
    waited = after(words, when, *_RESOURCES) if when is not None else None
    lead = after(words, at, "sau khi", "trước khi", "khi", "đến khi", "cho đến khi", "khi nào",
                 "ngay sau khi", "ngay khi", "tùy", "tùy theo", "chờ", "đợi")  # fmt: skip
    if waited is None and (lead is None or not (scene.whole or word_at(words, lead - 1) == "khi")):
        return None
    begun = waited if waited is not None else lead or at
    end = clause_end(scene, begun)
    if waited is None and end == begun:
        return None
    simple_when = waited is None and after(words, at, "khi") is not None
    place = ANYWHERE if waited is not None else WHOLE if simple_when else APART
    return _open(end, _EVENT, place)


def recurring(scene: Scene, at: int) -> Reading | None:
    """Again and again: thứ Năm hằng tuần, ngày 15 hằng tháng, mỗi quý một lần."""
    words = scene.words
    times = _times(words, at)
    if times is not None:
        return times
    begun = skip(words, at, "vào", "các", "định kỳ", "vào các", "các ngày", "trước", "mỗi")
    each = weekday(scene, begun) or day_of_month(scene, begun)
    every = choose(words, each.end if each else begun, _EVERY)
    if every is None:
        return _numbered(words, at) or _periodic(words, at)
    end = skip(words, every[1], "một lần", "1 lần")
    first = f", lần đầu {say_day(each.day)}" if each and each.day else ""
    how = f"lặp lại hằng {every[0]}{first}; không có ngày xong"
    return _open(end, how, ANYWHERE if each else APART)


def _periodic(words: Words, at: int) -> Reading | None:
    end = after(words, at, "định kỳ")
    return None if end is None else _open(end, "lặp lại định kỳ; không có ngày xong", APART)


def _times(words: Words, at: int) -> Reading | None:
    """Mỗi tháng 1 lần, quý một cuộc."""
    begun = skip(words, at, "mỗi", "hằng", "hàng", "từng", "định kỳ", "một", "1")
    unit = choose(words, begun, {unit: unit for unit in ("tuần", "tháng", "quý", "năm")})
    count = number(words, unit[1]) if unit else None
    end = after(words, count[1], *TIMES) if count else None
    if unit is None or count is None or end is None:
        return None
    how = f"lặp lại hằng {unit[0]}, {count[0]} lần; không có ngày xong"
    return _open(end, how, ANYWHERE)


def _numbered(words: Words, at: int) -> Reading | None:
    """3 tháng một lần."""
    count = number(words, skip(words, at, "cứ", "mỗi", "định kỳ"))
    unit = (
        choose(words, count[1], {u: u for u in ("ngày", "tuần", "tháng", "năm")}) if count else None
    )
    end = after(words, unit[1], "một lần", "1 lần", "/ lần", "/ 1 lần") if unit else None
    if count is None or unit is None or end is None:
        return None
    return _open(end, f"lặp lại {count[0]} {unit[0]} một lần; không có ngày xong", APART)


def _qualified(words: Words, end: int, base: date) -> int:
    """The place behind which session or season is meant: cuối năm, thứ 3, năm 2027."""
    for _step in range(4):
        year = year_after(words, end, base)
        more = roman(words, end) or number(words, end)
        if year_in_full(words, end) and after(words, end + 1, "-", "–"):
            behind = end + 3 if year_in_full(words, end + 2) else end + 1
        else:
            behind = year[1] if year else more[1] if more else skip(words, end, *_WHICH)
        if behind == end:
            break
        end = behind
    return end


def _open(end: int, how: str, place: int) -> Reading:
    return Reading(end, None, how, Certainty.open, place=place)
