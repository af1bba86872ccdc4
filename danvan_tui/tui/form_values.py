"""Between what stands in a form's fields and what a record holds."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from danvan_tui.language import _
from danvan_tui.model.records import Attendee, Value
from danvan_tui.vietnamese.deadlines import Certainty, read_deadline
from danvan_tui.vietnamese.fold import fold
from danvan_tui.vietnamese.search import matches, search_key
from danvan_tui.vietnamese.workdays import Calendar
from danvan_tui.wording.fields import FormField, Shape
from danvan_tui.wording.words import day

_DATE = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:\s*[/.-]\s*(\d{4}))?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_TIME = re.compile(r"(\d{1,2})\s*[:hg.]\s*(\d{1,2})?")

Row = dict[str, Value]


@dataclass(frozen=True)
class Surroundings:
    """What a form needs to know to understand its fields."""

    attendance: Sequence[Attendee]
    today: date
    calendar: Calendar


@dataclass(frozen=True)
class Understood:
    """What a field's text means: values to record, a word on it, or what is wrong with it."""

    values: Row
    hint: str = ""
    problem: str = ""


def written(field: FormField, row: Row, around: Surroundings) -> str:
    """What stands in the field for a record."""
    value = row.get(field.name)
    if field.shape is Shape.SPEAKER:
        listed = {person.id: person for person in around.attendance}.get(str(row.get("speaker")))
        return str(listed.number) if listed else str(row.get("speaker_name") or "")
    if value is None:
        return ""
    if field.shape is Shape.CHOICE:
        names = {choice: name for choice, _code, name in field.choices}
        return names.get(str(value), str(value))
    if field.shape is Shape.DATE:
        return day(str(value))
    return "; ".join(value) if isinstance(value, list) else str(value)


def understood(field: FormField, text: str, around: Surroundings) -> Understood:
    """What the text in a field means."""
    text = text.strip()
    if field.shape is Shape.SPEAKER:
        return _speaker(text, around)
    if field.shape is Shape.DEADLINE:
        return _deadline(text, around)
    if field.shape is Shape.CHOICE and text:
        return _choice(field, text)
    if field.shape is Shape.DATE and text:
        return _date(field.name, text, around.today.year)
    if field.shape in _SHAPED and text:
        read, problem = _SHAPED[field.shape]
        value = read(text)
        return Understood({} if value is None else {field.name: value}, "", problem(value))
    return Understood({field.name: text or None})


def _choice(field: FormField, text: str) -> Understood:
    exact = [
        choice
        for choice, code, name in field.choices
        if text in (code, choice) or fold(text) == fold(name)
    ]
    near = exact or [
        choice for choice, _code, name in field.choices if matches(text, search_key(name))
    ]
    names = {choice: name for choice, _code, name in field.choices}
    if len(near) == 1:
        return Understood({field.name: near[0]}, names[near[0]])
    if not near:
        return Understood({}, "", _("Not in the list of what can be chosen"))
    return Understood({}, "", " · ".join(names[choice] for choice in near[:4]))


def _speaker(text: str, around: Surroundings) -> Understood:
    if not text:
        return Understood({"speaker": None, "speaker_name": None})
    named = [person for person in around.attendance if person.count is None]
    if text.isdecimal():
        person = next((one for one in named if one.number == int(text)), None)
        if person is None:
            return Understood({}, "", _("No participant has this number"))
    else:
        same = [one for one in named if fold(one.name) == fold(text)]
        if len(same) > 1:
            numbers = ", ".join(str(one.number) for one in same)
            problem = _("Several participants have this name; their numbers: {numbers}")
            return Understood({}, "", problem.format(numbers=numbers))
        if not same:
            return Understood({"speaker": None, "speaker_name": text}, _("not on the list"))
        person = same[0]
    hint = ", ".join(filter(None, [person.name, person.village]))
    return Understood({"speaker": person.id, "speaker_name": None}, hint)


def _deadline(text: str, around: Surroundings) -> Understood:
    if not text:
        return Understood({"due_text": None, "due": None, "due_how": None})
    read = read_deadline(text, around.today, around.calendar)
    clear = read.certainty is not Certainty.unclear
    values: Row = {
        "due_text": text,
        "due": read.date.isoformat() if read.date else None,
        "due_how": read.how if clear else None,
    }
    shown = day(read.date.isoformat()) if read.date else ""
    return Understood(values, " — ".join(filter(None, [shown, read.how, read.hint or ""])))


def _number(text: str) -> Value:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None


def _date(name: str, text: str, year: int) -> Understood:
    """A day; without a year it is one of the year in which the meeting is held."""
    iso, said = _ISO.fullmatch(text), _DATE.fullmatch(text)
    parts = iso.groups() if iso else said.groups()[::-1] if said else ()
    try:
        found = date(*(int(part or year) for part in parts)).isoformat() if parts else ""
    except ValueError:
        found = ""
    if not found:
        return Understood({}, "", _("A date, please, such as 22/11/2026"))
    return Understood({name: found}, "" if all(parts) else day(found))


def _time(text: str) -> Value:
    match = _TIME.fullmatch(text)
    hours, minutes = (int(match[1]), int(match[2] or 0)) if match else (99, 99)
    return f"{hours:02d}:{minutes:02d}" if hours < 24 and minutes < 60 else None


def _list(text: str) -> Value:
    return [part.strip() for part in text.split(";") if part.strip()]


def _unless(read: bool, problem: str) -> str:
    return "" if read else problem


_SHAPED: dict[Shape, tuple[Callable[[str], Value], Callable[[Value], str]]] = {
    Shape.LIST: (_list, lambda _value: ""),
    Shape.NUMBER: (_number, lambda value: _unless(value is not None, _("A whole number, please"))),
    Shape.TIME: (
        _time,
        lambda value: _unless(value is not None, _("A time, please, such as 8:30")),
    ),
}
