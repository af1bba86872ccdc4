"""Reading a promise: ``;kt sửa cống trước 15/12``, or ``; unit | deadline | content``."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from danvan_tui.capture.context import Context
from danvan_tui.capture.cursor import Cursor
from danvan_tui.capture.reading import Reading, Taken
from danvan_tui.capture.units import take_units, units_in
from danvan_tui.language import _
from danvan_tui.vietnamese.deadlines import (
    Certainty,
    Deadline,
    Found,
    deadline_at_start,
    find_deadlines,
    read_deadline,
)
from danvan_tui.vietnamese.deadlines.dates import dated, day_of_month
from danvan_tui.vietnamese.deadlines.leads import lead_at
from danvan_tui.vietnamese.deadlines.reading import Scene
from danvan_tui.vietnamese.deadlines.words import split_words

_LONGEST_DEADLINE = 120  # characters in which a deadline at the head must end
_BEHIND_DEADLINE = re.compile(r"\s*[,;:.–-]+(?=\s)|\s*")
_OR = re.compile(r"\s+(?:hoặc|hay)(?!\w)|,\s*mai(?!\w)", re.IGNORECASE)
_DENIAL = re.compile(
    r"[\s,]+(?:không|chưa|chẳng)\s+(?!quá|muộn|chậm|trễ|chỉ|những|ngừng)", re.IGNORECASE
)
_WORDS_OF_OPEN_DEADLINE = 5  # at most, as in "trước khi vào năm học"; an event takes more
_PARTS = 3


def read_promise(cursor: Cursor, context: Context, reading: Reading) -> Reading:
    """Unit, deadline and content, parted by "|" or, without it, by a code and the words."""
    whole, promised = cursor.rest(), reading
    noted = len(cursor.taken)
    promised = _with_units(promised, take_units(cursor, context))
    promised = _with_deadline_at_head(cursor, context, promised)
    if "|" in cursor.rest() and not cursor.is_quoted():
        del cursor.taken[noted:]
        return _read_parts(whole, context, reading)
    promised = replace(promised, content=cursor.content())
    return promised if promised.due_text else _with_deadline_inside(cursor, context, promised)


def _read_parts(text: str, context: Context, reading: Reading) -> Reading:
    parts = [part.strip() for part in text.split("|", _PARTS - 1)]
    if len(parts) < _PARTS:
        return replace(reading, content=text, problem=reading.problem or _two_bars())
    units, due, content = parts
    reading = _with_units(reading, units_in(units, context))
    if due:
        reading = _with_deadline(reading, read_deadline(due, context.base, context.calendar))
    return replace(reading, content=Cursor(content).content())


def _with_units(reading: Reading, units: tuple[str, ...]) -> Reading:
    return replace(reading, lead_unit=units[0] if units else "", supporting_units=units[1:])


def _with_deadline_at_head(cursor: Cursor, context: Context, reading: Reading) -> Reading:
    head = cursor.rest()[:_LONGEST_DEADLINE]
    found = deadline_at_start(head, context.base, context.calendar) or _impossible(head, context)
    if found is None or head[found.end : found.end + 1].isalnum():  # "1/1A" is another word
        return reading
    rest, start = cursor.rest(), cursor.at
    behind = find_deadlines(rest[found.end :], context.base, context.calendar)
    days = _days(one.deadline for one in behind)
    if days and not found.deadline.date:
        return reading  # the day that is named further on counts
    reading = _with_deadline(reading, found.deadline)
    doubt = _doubt_behind(found.deadline, rest[found.end :], days)
    if doubt or _hangs_on_event(found.deadline, rest):
        cursor.taken.append(Taken(start, start + found.end, start, "due"))
        return replace(reading, doubts=(*reading.doubts, *filter(None, [doubt])))
    parted = _BEHIND_DEADLINE.match(rest, found.end)
    cursor.take(parted.end() if parted else found.end)
    cursor.note("due", start)
    return reading


def _doubt_behind(deadline: Deadline, behind: str, days: set[date]) -> str:
    """Why the deadline at the head may be only a part of what the words say; then they stay whole.

    ``days`` are those named further on.
    """
    days = days | _days([deadline])
    if deadline.date and len(days) > 1:
        return _several_days(len(days), deadline.date)
    if _OR.match(behind):
        return _("the deadline goes on behind “or”; only its first part was taken")
    return (
        _("the words deny what is to be done; is it a deadline?") if _DENIAL.match(behind) else ""
    )


def _hangs_on_event(deadline: Deadline, said: str) -> bool:
    """Whether a deadline that names an event and no day is all there is: then it is also the task.

    Nothing tells where the event ends and the task begins.
    """
    is_open = deadline.certainty is Certainty.open
    return (
        is_open
        and deadline.said == said.rstrip(" .,;")
        and len(said.split()) > _WORDS_OF_OPEN_DEADLINE
    )


def _with_deadline_inside(cursor: Cursor, context: Context, reading: Reading) -> Reading:
    """The deadline that the content names, which stays part of it; of several, the last exact."""
    if cursor.is_quoted():
        return reading
    start, said = cursor.at, cursor.rest()
    found = [
        one
        for one in find_deadlines(said, context.base, context.calendar)
        if not said[one.end : one.end + 1].isalnum()
    ]
    if not found:
        return reading
    dated = [one for one in found if one.deadline.date] or found[:1]
    exact = [one for one in dated if one.deadline.certainty is Certainty.exact] or dated
    meant = exact[-1]
    cursor.taken.append(Taken(start + meant.start, start + meant.end, start, "due"))
    days = _days(one.deadline for one in dated)
    taken = meant.deadline.date
    doubts = (_several_days(len(days), taken),) if taken and len(days) > 1 else ()
    return replace(_with_deadline(reading, meant.deadline), doubts=(*reading.doubts, *doubts))


def _impossible(head: str, context: Context) -> Found | None:
    """A day at the head that no calendar has, such as 31/2; the user is to see why it is none."""
    scene = Scene(split_words(head), context.base, context.calendar)
    lead = lead_at(scene.words, 0)
    try:
        day = dated(scene, lead.end) or day_of_month(scene, lead.end)
    except (OverflowError, ValueError):  # beyond the years that dates can hold
        return None
    if day is None or day.certainty is not Certainty.unclear:
        return None
    end = scene.words[day.end - 1].end
    return Found(0, end, Deadline(head[:end], None, day.how, day.certainty))


def _with_deadline(reading: Reading, deadline: Deadline) -> Reading:
    understood = deadline.certainty is not Certainty.unclear
    return replace(
        reading,
        due_text=deadline.said,
        due=deadline.date.isoformat() if deadline.date else "",
        due_how=deadline.how if understood else "",
        due_hint=deadline.hint or ("" if understood else deadline.how),
    )


def _days(deadlines: Iterable[Deadline]) -> set[date]:
    return {one.date for one in deadlines if one.date}


def _several_days(count: int, taken: date) -> str:
    return _("{count} different days are named, {day} was taken").format(
        count=count, day=f"{taken:%d/%m/}{taken.year:04}"
    )


def _two_bars() -> str:
    return _(
        "The long form has two bars: “! unit | deadline | what”. Nothing was recorded; please add "
        "the second bar, or put what was said in double quotes."
    )
