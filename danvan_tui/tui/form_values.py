"""Between what stands in a form's fields and what a record holds."""

import re
from collections.abc import Callable
from datetime import date

from danvan_tui.capture.context import Context
from danvan_tui.language import _, ngettext
from danvan_tui.model.records import Value
from danvan_tui.tui import form_names
from danvan_tui.tui.understood import Understood
from danvan_tui.vietnamese.deadlines import Certainty, read_deadline
from danvan_tui.vietnamese.fold import fold
from danvan_tui.vietnamese.search import matches, search_key
from danvan_tui.wording.fields import FormField, Shape
from danvan_tui.wording.words import day

_DATE = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:\s*[/.-]\s*(\d{4}))?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_BETWEEN = re.compile("[,;]")
_TIME = re.compile(r"(\d{1,2})\s*[:hg.]\s*(\d{1,2})?")

Row = dict[str, Value]


def written(field: FormField, row: Row, context: Context) -> str:
    """What stands in the field for a record."""
    value = row.get(field.name)
    if field.shape is Shape.SPEAKER:
        listed = context.people.with_id(str(row.get("speaker") or ""))
        return str(listed.number) if listed else str(row.get("speaker_name") or "")
    if value is None:
        return ""
    if field.shape is Shape.CHOICE:
        names = {choice: name for choice, _code, name in field.choices}
        return names.get(str(value), str(value))
    if field.shape is Shape.DATE:
        return day(str(value))
    return "; ".join(value) if isinstance(value, list) else str(value)


def understood(field: FormField, text: str, context: Context) -> Understood:
    """What the text in a field means."""
    text = text.strip()
    read_here = _READ_HERE.get(field.shape)
    if read_here and (text or field.shape in _MORE_THAN_ONE):
        return read_here(field.name, text, context)
    if field.shape is Shape.CHOICE and text:
        return _choice(field, text)
    if field.shape in _SHAPED and text:
        read, problem = _SHAPED[field.shape]
        value = read(text)
        return Understood({} if value is None else {field.name: value}, "", problem(value))
    return Understood({field.name: text or None})


def picked(field: FormField, text: str, name: str) -> str:
    """What stands in the field once a name was chosen from its list."""
    before = text.strip(" ,;") if field.shape is Shape.UNITS else ""
    return "; ".join(filter(None, [before, name]))


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


def _villages(name: str, text: str, _context: Context) -> Understood:
    parts = (part.strip() for part in _BETWEEN.split(text))
    named: list[str] = list(dict.fromkeys(filter(None, parts)))
    said = ngettext("{count} village: {names}", "{count} villages: {names}", len(named))
    hint = said.format(count=len(named), names=" · ".join(named)) if named else ""
    return Understood({name: named or None}, hint)


def _deadline(_name: str, text: str, context: Context) -> Understood:
    if not text:
        return Understood({"due_text": None, "due": None, "due_how": None})
    read = read_deadline(text, context.base, context.calendar)
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


def _date(name: str, text: str, context: Context) -> Understood:
    """A day; without a year it is one of the year in which the meeting is held."""
    iso, said = _ISO.fullmatch(text), _DATE.fullmatch(text)
    parts = iso.groups() if iso else said.groups()[::-1] if said else ()
    year = context.base.year
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


def _unless(read: bool, problem: str) -> str:
    return "" if read else problem


_READ_HERE: dict[Shape, Callable[[str, str, Context], Understood]] = {
    Shape.SPEAKER: form_names.speaker,
    Shape.UNIT: form_names.unit,
    Shape.UNITS: form_names.units,
    Shape.VILLAGES: _villages,
    Shape.DEADLINE: _deadline,
    Shape.DATE: _date,
}
"""What is read against the session: the name of the field, its text, and the session."""

_MORE_THAN_ONE = frozenset({Shape.SPEAKER, Shape.DEADLINE})
"""What is kept in more than one field of the record, so that nothing empties them all."""

_SHAPED: dict[Shape, tuple[Callable[[str], Value], Callable[[Value], str]]] = {
    Shape.NUMBER: (_number, lambda value: _unless(value is not None, _("A whole number, please"))),
    Shape.TIME: (
        _time,
        lambda value: _unless(value is not None, _("A time, please, such as 8:30")),
    ),
}
