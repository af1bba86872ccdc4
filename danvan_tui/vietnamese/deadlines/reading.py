"""What the rules work on and give back."""

from datetime import date
from typing import NamedTuple

from danvan_tui.vietnamese.deadlines.deadline import Certainty
from danvan_tui.vietnamese.deadlines.words import Words
from danvan_tui.vietnamese.workdays import WEEKDAYS, Calendar

WHOLE, APART, ANYWHERE = range(3)  # where words may stand in a sentence and still be a deadline


class Scene(NamedTuple):
    """The words of a sentence, the day they were said, and the days that are worked.

    ``whole`` says that the words are nothing but a deadline.
    """

    words: Words
    base: date
    calendar: Calendar
    whole: bool = False


class Reading(NamedTuple):
    """What the words up to ``end`` mean: a day, or a period ``name`` from ``first`` to ``day``."""

    end: int
    day: date | None
    how: str
    certainty: Certainty = Certainty.exact
    hint: str | None = None
    first: date | None = None
    name: str = ""
    place: int = ANYWHERE
    guessed_year: bool = False


def begun(said: str) -> str:
    """The hint that a day on which something begins is no day by which it is done."""
    return f"nói “{said}”: chưa nêu ngày phải xong"


def say(day: date) -> str:
    """A day as papers write it: 05/12/2026."""
    return f"{day:%d/%m/}{day.year:04}"


def say_day(day: date) -> str:
    """A day with its weekday: thứ Bảy 05/12/2026."""
    return f"{WEEKDAYS[day.weekday()]} {say(day)}"
