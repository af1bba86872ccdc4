"""Reading a deadline by itself, and finding one in a sentence."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from danvan_tui.vietnamese.deadlines.counted import counted
from danvan_tui.vietnamese.deadlines.dates import dated, day_of_month
from danvan_tui.vietnamese.deadlines.deadline import Certainty, Deadline, Found
from danvan_tui.vietnamese.deadlines.documents import of_document
from danvan_tui.vietnamese.deadlines.festivals import festival
from danvan_tui.vietnamese.deadlines.leads import AFTER, FROM, IN, Lead, Rule, from_to, lead_at, led
from danvan_tui.vietnamese.deadlines.lunar_days import ambiguous_lunar, lunar_day
from danvan_tui.vietnamese.deadlines.open_ended import clause, event, recurring, saying
from danvan_tui.vietnamese.deadlines.opening import beginning
from danvan_tui.vietnamese.deadlines.periods import period
from danvan_tui.vietnamese.deadlines.reading import ANYWHERE, APART, WHOLE, Reading, Scene, say
from danvan_tui.vietnamese.deadlines.relative import date_with_weekday, relative_day, weekday
from danvan_tui.vietnamese.deadlines.spans import add_months
from danvan_tui.vietnamese.deadlines.words import Words, choose, listed, skip, split_words, word_at
from danvan_tui.vietnamese.workdays import Calendar

_LONGEST_SAID: Final = 300  # characters: a deadline is a phrase
_LONGEST_SENTENCE: Final = 2000
_LONGEST_DENIED: Final = 8  # words between "không" and the deadline
_DAYS: Final[tuple[Rule, ...]] = (
    festival, lunar_day, dated, date_with_weekday, day_of_month, weekday, relative_day, period,
)  # fmt: skip
_BEFORE: Final = ("phải", "sẽ", "cần", "xin hẹn", "hẹn", "đề nghị", "thời gian", ":", "-", "(")
_BEHIND: Final = ("phải xong", "là xong", "xong", "hoàn thành", "phải hoàn thành", "nhé", "ạ",
                  "thôi", "này", ".", ",", ";", ":", ")", "/", "!")  # fmt: skip
_SIGNS: Final = ",;:.(–-"


def read_deadline(said: str, base: date, calendar: Calendar) -> Deadline:
    """The deadline that the words mean when said on the day ``base``; never raises."""
    if len(said) > _LONGEST_SAID:
        return Deadline(said, None, "quá dài cho một thời hạn", Certainty.unclear)
    scene = Scene(split_words(said), base, calendar, whole=True)
    if not scene.words:
        return Deadline(said, None, "không nêu thời hạn", Certainty.open)
    try:
        return _read(scene, said)
    except (OverflowError, ValueError):  # beyond the years that dates can hold
        return Deadline(said, None, "ngày quá xa, ngoài lịch", Certainty.unclear)


def find_deadline(text: str, base: date, calendar: Calendar) -> Found | None:
    """The leftmost, longest deadline in a sentence, if one gives a date or is plainly open.

    Only the first 2,000 characters are looked at. Bare numbers, quantities and days of the past
    are left alone.
    """
    scene = Scene(split_words(text[:_LONGEST_SENTENCE]), base, calendar)
    try:
        return next(_finds(scene, text, 0), None)
    except (OverflowError, ValueError):
        return None


def find_deadlines(text: str, base: date, calendar: Calendar) -> tuple[Found, ...]:
    """Every deadline that ``find_deadline`` could find in a sentence, from left to right."""
    scene = Scene(split_words(text[:_LONGEST_SENTENCE]), base, calendar)
    try:
        return tuple(_finds(scene, text, 0))
    except (OverflowError, ValueError):
        return ()


def deadline_at_start(text: str, base: date, calendar: Calendar) -> Found | None:
    """What ``find_deadline`` finds if that stands at the very beginning; much quicker otherwise."""
    scene = Scene(split_words(text[:_LONGEST_SENTENCE]), base, calendar)
    try:
        found = _found_at(scene, text, 0)
    except (OverflowError, ValueError):
        return None
    return None if found is None or found[0].start else found[0]


def _read(scene: Scene, said: str) -> Deadline:
    start = _passed(scene, 0, *_BEFORE)
    reading = _read_at(scene, start)
    if reading and _passed(scene, reading.end, *_BEHIND) == len(scene.words):
        return _deadline(scene, reading, said)
    found = list(_finds(scene._replace(whole=False), said, 0))
    if not found:
        return Deadline(said, None, "không hiểu là ngày nào", Certainty.unclear)
    return _in_part(said, found)


def _in_part(said: str, found: list[Found]) -> Deadline:
    """What to make of words that are more than one plain deadline."""
    days = {f.deadline.date for f in found if f.deadline.date}
    first, deadline = found[0], found[0].deadline
    if len(days) > 1:
        named = ", ".join(say(day) for day in sorted(days))
        return Deadline(said, None, f"nêu nhiều ngày: {named}", Certainty.unclear)
    if deadline.certainty is Certainty.open and days:
        later = next(f for f in found if f.deadline.date)
        words = said[first.end : later.end].strip(" ,;.:-")
        how = f"{deadline.how}; “{words}” là {say(days.pop())}"
        return Deadline(said, None, how, Certainty.open, deadline.hint)
    understood = said[first.start : first.end]
    hint = "; ".join(filter(None, (f"chỉ hiểu phần “{understood}”", deadline.hint)))
    certainty = Certainty.convention if deadline.date else deadline.certainty
    return deadline._replace(said=said, certainty=certainty, hint=hint)


def _passed(scene: Scene, at: int, *phrases: str) -> int:
    while (behind := skip(scene.words, at, *phrases)) > at:
        at = behind
    return at


def _read_at(scene: Scene, at: int) -> Reading | None:
    """The longest reading of the words that begin at ``at``; the first rule wins a tie."""
    best = _longest(_RULES, scene, at)
    lead = lead_at(scene.words, at) if best and best.day else None
    return ambiguous_lunar(scene, lead.end, best) if best and lead else best


def _longest(rules: tuple[Rule, ...], scene: Scene, at: int) -> Reading | None:
    readings = [found for rule in beginning(rules, scene, at) if (found := rule(scene, at))]
    return max(readings, key=lambda reading: reading.end, default=None)


def _under_lead(scene: Scene, at: int) -> Reading | None:
    lead = lead_at(scene.words, at)
    day = _longest(_DAYS, scene, lead.end) if lead.end > at else None
    return led(lead, day) if day else None


def _from_to(scene: Scene, at: int) -> Reading | None:
    return from_to(scene, at, _DAYS)


_RULES: Final[tuple[Rule, ...]] = (
    *_DAYS, counted, recurring, event, saying, clause, _under_lead, _from_to,
)  # fmt: skip


def _finds(scene: Scene, text: str, at: int) -> Iterator[Found]:
    while at < len(scene.words):
        if of_document(scene.words, at):
            passed = _read_at(scene, at)
            at = passed.end if passed else at + 1
            continue
        found = _found_at(scene, text, at)
        if found:
            yield found[0]
        at = found[1] if found else at + 1


def _found_at(scene: Scene, text: str, at: int) -> tuple[Found, int] | None:
    """The deadline that begins with the word at a place, and the place behind it."""
    reading = _read_at(scene, at)
    if reading is None or not _is_meant(scene, at, reading):
        return None
    denied = _denied(scene.words, at) if reading.day else ""
    if denied:
        hint = f"có “{denied}” ở trước: xem lại hạn"
        reading = reading._replace(hint="; ".join(filter(None, (hint, reading.hint))))
    start, end = scene.words[at].start, scene.words[reading.end - 1].end
    return Found(start, end, _deadline(scene, reading, text[start:end])), reading.end


def _denied(words: Words, at: int) -> str:
    """The word that denies what is done by a deadline: "không thể xong" trước 15/12."""
    for place in range(at - 1, max(-1, at - 1 - _LONGEST_DENIED), -1):
        if not words[place].text.isalnum():
            break
        found = choose(words, place, {"không": "không", "chưa": "chưa", "chẳng": "chẳng"})
        if found:
            return "" if listed(words, found[1], "chỉ những ngừng") else found[0]
    return ""


def _is_meant(scene: Scene, at: int, reading: Reading) -> bool:
    """Whether words in a sentence are a deadline there, and not a mere mention."""
    if reading.certainty is Certainty.unclear:
        return False
    alone = at == 0 and reading.end == len(scene.words)
    apart = at == 0 or word_at(scene.words, at - 1) in _SIGNS
    if reading.day and reading.day < scene.base:
        return alone or _may_be_past(lead_at(scene.words, at), reading, apart)
    needed = WHOLE if alone else APART if apart else ANYWHERE
    return reading.place >= needed


def _may_be_past(lead: Lead, reading: Reading, apart: bool) -> bool:
    """A past day counts when it is called a deadline, or stands in full where one is written."""
    if not lead.kinds:
        return apart and reading.place == ANYWHERE and reading.first is None
    return lead.kinds[-1] not in (FROM, AFTER, IN)


def _deadline(scene: Scene, reading: Reading, said: str) -> Deadline:
    hints = (reading.hint, _warning(scene.base, reading))
    hint = "; ".join(filter(None, hints)) or None
    return Deadline(said, reading.day, reading.how, reading.certainty, hint)


def _warning(base: date, reading: Reading) -> str | None:
    """What looks wrong about a day: past already, or far away in a year that nobody said."""
    if reading.day is None:
        return None
    if reading.day < base:
        return f"đã qua trước ngày họp {say(base)}"
    if reading.guessed_year and reading.day > add_months(base, 9):
        return f"còn hơn chín tháng: có phải năm {reading.day.year}?"
    if reading.day > add_months(base, 60):
        return "còn hơn năm năm: xin xem lại năm"
    return None
