"""Periods by name: tháng 3/2027, tháng Chạp, quý II, 6 tháng đầu năm, năm sau, tuần tới."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final, NamedTuple

from danvan_tui.vietnamese.deadlines.deadline import Certainty
from danvan_tui.vietnamese.deadlines.lunar_days import lunar_month_said, next_lunar
from danvan_tui.vietnamese.deadlines.numbers import TIMES, number, roman, year_after, year_in_full
from danvan_tui.vietnamese.deadlines.reading import ANYWHERE, APART, Scene
from danvan_tui.vietnamese.deadlines.relative import WEEKS
from danvan_tui.vietnamese.deadlines.spans import add_months, month_end
from danvan_tui.vietnamese.deadlines.words import (
    Words,
    after,
    choose,
    digits,
    listed,
    touches,
    word_at,
)
from danvan_tui.vietnamese.lunar import lunar_to_solar

_DOCUMENTS: Final = "số định tư hoạch văn bản luật nđ qđ tt kh nq nghị quyết"


class Period(NamedTuple):
    """A named stretch of days and the place behind its name."""

    end: int
    first: date
    last: date
    name: str
    place: int = APART
    guessed_year: bool = False
    certainty: Certainty = Certainty.exact
    hint: str | None = None


def bare_period(scene: Scene, at: int, count: int) -> Period | None:
    """This week, month, quarter or year (``count`` 0) or the next, said by the bare word."""
    kind = choose(scene.words, at, {"tuần": "tuần", "tháng": "tháng", "quý": "quý", "năm": "năm"})
    if kind is None or word_at(scene.words, kind[1]) == "học":
        year = year_in_full(scene.words, at)
        return _year(at + 1, year) if year else None
    if kind[0] == "tuần":
        return _week(scene, kind[1], count)
    months = {"tháng": 1, "quý": 3, "năm": 12}[kind[0]]
    return _months(scene, kind[1], months, count)


def _week(scene: Scene, end: int, count: int) -> Period:
    first = scene.base + timedelta(days=7 * count - scene.base.weekday())
    last = first + timedelta(days=6)
    return Period(end, first, last, f"tuần {first:%d/%m}-{last:%d/%m}", ANYWHERE)


def _months(scene: Scene, end: int, length: int, count: int) -> Period:
    """The running month, quarter or year of ``length`` months, or the ``count``-th after it."""
    month = (scene.base.month - 1) // length * length + 1
    first = add_months(date(scene.base.year, month, 1), length * count)
    return _run(end, first, length)


def _run(end: int, first: date, length: int, place: int = ANYWHERE) -> Period:
    last = month_end(add_months(first, length - 1))
    if length == 12:
        name = f"năm {first.year}"
    elif length == 3:
        name = f"quý {('I', 'II', 'III', 'IV')[first.month // 3]}/{first.year}"
    elif length == 1:
        name = f"tháng {first:%m}/{first.year}"
    else:
        name = f"{length} tháng {'đầu' if first.month == 1 else 'cuối'} năm {first.year}"
    return Period(end, first, last, name, place)


def _year(end: int, year: int) -> Period:
    return _run(end, date(year, 1, 1), 12, APART)


def _said(
    end: int, first_month: int, length: int, year: tuple[int, int] | None, base: date
) -> Period:
    """Months of the year said, or of the first year in which they are not past."""
    if year:
        return _run(year[1], date(year[0], first_month, 1), length)
    found = _run(end, date(base.year, first_month, 1), length)
    if found.last < base:
        found = _run(end, date(base.year + 1, first_month, 1), length)
    return found._replace(guessed_year=True)


def _week_by_name(scene: Scene, at: int) -> Period | None:
    found = choose(scene.words, at, WEEKS)
    return _week(scene, found[1], found[0]) if found else None


def _week_of_month(scene: Scene, at: int) -> Period | None:
    """Tuần đầu tháng 12, tuần thứ hai của tháng sau: the n-th seven days."""
    words = scene.words
    nth = choose(
        words, at,
        {"tuần đầu": 1, "tuần đầu tiên": 1, "tuần thứ nhất": 1, "tuần thứ hai": 2,
         "tuần thứ 2": 2, "tuần thứ ba": 3, "tuần thứ 3": 3, "tuần cuối": 4, "tuần cuối cùng": 4},
    )  # fmt: skip
    if nth is None:
        return None
    behind = after(words, nth[1], "của")
    month = _month(scene, nth[1] if behind is None else behind)
    if month is None:
        return None
    first = month.first + timedelta(days=7 * (nth[0] - 1))
    last = month.last if nth[0] == 4 else first + timedelta(days=6)
    name = f"tuần thứ {nth[0]} của {month.name}"
    return month._replace(first=first, last=last, name=name, certainty=Certainty.convention)


def _month(scene: Scene, at: int) -> Period | None:
    words, base = scene.words, scene.base
    relative = choose(words, at, {"tháng này": 0, "tháng nay": 0, "tháng sau": 1, "tháng tới": 1,
                                  "tháng sau nữa": 2})  # fmt: skip
    if relative:
        return _doubted(words, at, _months(scene, relative[1], 1, relative[0]))
    behind = after(words, at, "tháng")
    named = number(words, behind) if behind is not None else _short_month(words, at, base)
    if named is None or not 1 <= named[0] <= 12 or after(words, named[1], *TIMES) is not None:
        return None
    return _said(named[1], named[0], 1, year_after(words, named[1], base), base)


def _doubted(words: Words, at: int, found: Period) -> Period:
    """The coming month, with a word of doubt: tháng Sáu typed without marks looks the same."""
    if (words[at].text, word_at(words, at + 1)) != ("thang", "sau"):
        return found
    hint = "“thang sau” được hiểu là tháng tới, không phải tháng Sáu"
    return found._replace(certainty=Certainty.convention, hint=hint)


def _short_month(words: Words, at: int, base: date) -> tuple[int, int] | None:
    """T12, T3/2027; a lone t6 is Friday."""
    month = digits(words, at + 1, 2) if word_at(words, at) == "t" and touches(words, at + 1) else 0
    return (month, at + 2) if month and (month > 7 or year_after(words, at + 2, base)) else None


def _month_in_figures(scene: Scene, at: int) -> Period | None:
    """12/2026, but not behind the name of a document."""
    words = scene.words
    month = digits(words, at, 2)
    if not month or month > 12 or word_at(words, at + 1) not in ("/", "-"):
        return None
    year = year_in_full(words, at + 2)
    if year is None or not touches(words, at + 2):
        return None
    inside = touches(words, at) or listed(words, at - 1, _DOCUMENTS)
    goes_on = touches(words, at + 3) and word_at(words, at + 3) in ("/", "-")
    return None if inside or goes_on else _run(at + 3, date(year, month, 1), 1, APART)


def _lunar_month(scene: Scene, at: int) -> Period | None:
    said = lunar_month_said(scene, at)
    if said is None:
        return None
    first = next_lunar(scene.base - timedelta(days=28), 1, said.month, said.year)
    if first is None:
        return None
    last = _last_of_lunar_month(said.month, first)
    name = f"{said.name} ({first:%d/%m}-{last:%d/%m/}{last.year})"
    return Period(said.end, first, last, name, ANYWHERE, certainty=Certainty.convention)


def _last_of_lunar_month(month: int, first: date) -> date:
    year = first.year - (month > 10 and first.month < 4)
    try:
        return lunar_to_solar(30, month, year)
    except ValueError:
        return first + timedelta(days=28)


def _quarter(scene: Scene, at: int) -> Period | None:
    words, base = scene.words, scene.base
    relative = choose(words, at, {"quý này": 0, "quý nay": 0, "quý sau": 1, "quý tới": 1})
    if relative:
        return _months(scene, relative[1], 3, relative[0])
    named = choose(words, at, {"quý đầu": 1, "quý đầu tiên": 1, "quý cuối": 4})
    behind = after(words, at, "quý", "q")
    if named is None and behind is not None:
        named = roman(words, behind) or number(words, behind)
    if named is None or not 1 <= named[0] <= 4:
        return None
    return _said(named[1], 3 * named[0] - 2, 3, year_after(words, named[1], base), base)


def _months_of_year(scene: Scene, at: int) -> Period | None:
    """6 tháng đầu năm 2027, ba tháng cuối năm."""
    words, base = scene.words, scene.base
    count = number(words, at)
    if count is None or not 1 <= count[0] <= 11:
        return None
    side = choose(words, count[1], {"tháng đầu": "đầu", "tháng đầu của": "đầu",
                                    "tháng cuối": "cuối", "tháng cuối của": "cuối"})  # fmt: skip
    behind = after(words, side[1], "năm") if side else None
    if side is None or behind is None:
        return None
    first = 1 if side[0] == "đầu" else 13 - count[0]
    return _said(behind, first, count[0], year_after(words, side[1], base), base)


def _year_by_name(scene: Scene, at: int) -> Period | None:
    words = scene.words
    named = after(words, at, "năm", "sang") is not None
    found = year_after(words, at, scene.base) if named or scene.whole else None
    return _year(found[1], found[0]) if found else None


def _running(scene: Scene, at: int) -> Period | None:
    return bare_period(scene, at, 0)


def _edge_of_period(scene: Scene, at: int) -> Period | None:
    """Ngày làm việc đầu tiên của tháng 12, ngày cuối cùng của quý I."""
    words, calendar = scene.words, scene.calendar
    edge = choose(words, at, {"ngày làm việc đầu tiên": 1, "ngày đầu tiên": 1, "ngày đầu": 1,
                              "ngày làm việc cuối cùng": -1, "ngày cuối cùng": -1,
                              "ngày cuối": -1})  # fmt: skip
    if edge is None:
        return None
    behind = after(words, edge[1], "của", "trong")
    inner = edge[1] if behind is None else behind
    found = [p for rule in (_week_by_name, _month, _quarter, _year_by_name, _running)
             if (p := rule(scene, inner))]  # fmt: skip
    if not found:
        return None
    outer = max(found, key=lambda p: p.end)
    day = outer.first if edge[0] > 0 else outer.last
    if after(words, at, "ngày làm việc") is not None:
        day = calendar.next_working(day) if edge[0] > 0 else calendar.last_working(day)
    name = f"ngày {'đầu' if edge[0] > 0 else 'cuối'} của {outer.name}"
    return outer._replace(first=day, last=day, name=name, place=ANYWHERE)


PERIODS: Final[tuple[Callable[[Scene, int], Period | None], ...]] = (
    _edge_of_period,
    _week_by_name,
    _week_of_month,
    _month,
    _month_in_figures,
    _lunar_month,
    _quarter,
    _months_of_year,
    _year_by_name,
)
