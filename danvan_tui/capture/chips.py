"""The chips: what was understood of a line, in words for the person who types."""

from collections.abc import Iterator
from textwrap import shorten
from typing import Final

from danvan_tui.capture.context import Context
from danvan_tui.capture.reading import Chip, Reading, What
from danvan_tui.language import _
from danvan_tui.model.catalogue import Field, Kind

_LONGEST_REASON: Final = 60  # characters: with the day it fits on eighty columns


def chips_of(reading: Reading, context: Context) -> tuple[Chip, ...]:
    """What was understood and what is missing; a protected speaker is never named.

    What is to be looked at comes first: where there is little room, the end is cut off.
    """
    makers = {
        What.ISSUE: _issue,
        What.ANSWER: _answer,
        What.COMMITMENT: _commitment,
        What.ATTENDANCE: _attendance,
    }
    maker = makers.get(reading.what)
    if maker is None:
        return ()
    doubts = (Chip(_("Note"), doubt, False) for doubt in reading.doubts)
    return tuple(sorted((*doubts, *maker(reading, context)), key=lambda chip: chip.clear))


def _issue(reading: Reading, context: Context) -> Iterator[Chip]:
    yield _speaker(reading, context)
    kind = context.catalogues.kinds.get(reading.kind)
    yield _told("kind", _("Kind"), kind, reading) if kind else _missing(_("no kind yet"))
    field = context.catalogues.fields.get(reading.field)
    if field:
        yield _told("field", _("Field"), field, reading)
    elif not reading.protected:
        yield _missing(_("no field yet"))
    if reading.people:
        yield Chip(_("People"), str(reading.people), True)


def _told(name: str, label: str, entry: Kind | Field, reading: Reading) -> Chip:
    """A kind or a field; not clear where nobody typed its code."""
    if name not in reading.assumed:
        return Chip(label, entry.name, True)
    if name == "field" and reading.carried:
        return Chip(label, _("{name} (as before)").format(name=entry.name), False)
    return Chip(label, _("{name} (from the words)").format(name=entry.name), False)


def _speaker(reading: Reading, context: Context) -> Chip:
    label = _("Speaker")
    if not (reading.speaker or reading.speaker_name):
        if reading.protected and not reading.problem:
            return Chip(label, _("named nowhere"), True)
        return _missing(_("no speaker yet"))
    if reading.protected:
        return Chip(label, _("protected person"), True)
    if reading.speaker:
        return Chip(label, _person(reading.speaker, context), True)
    unlisted = _("{person} (not on the list)").format(
        person=", ".join(filter(None, (reading.speaker_name, reading.village)))
    )
    return Chip(label, unlisted, bool(reading.village))


def _answer(reading: Reading, context: Context) -> Iterator[Chip]:
    yield _on_issue(reading)
    outcome = context.catalogues.outcomes.get(reading.outcome)
    if outcome:
        yield Chip(_("Outcome"), outcome.name, True)
    if reading.by:
        yield Chip(_("Answered by"), _unless_protected(reading.by, reading), True)
    if not reading.content:
        yield _missing(_("no text yet"))


def _commitment(reading: Reading, context: Context) -> Iterator[Chip]:
    del context
    yield _on_issue(reading)
    yield _deadline(reading)
    lead, supporting = reading.lead_unit, ", ".join(reading.supporting_units)
    shown = _unless_protected(lead, reading)
    yield Chip(_("Unit"), shown, True) if lead else _missing(_("no unit yet"))
    if supporting:
        yield Chip(_("Supported by"), _unless_protected(supporting, reading), True)


def _deadline(reading: Reading) -> Chip:
    """The day, and why it is that day; what is to be looked at twice goes before the reason."""
    if not reading.due_text:
        return _missing(_("no deadline yet"))
    hint = _unless_protected(reading.due_hint, reading)
    how = reading.due_how if reading.due else _unless_protected(reading.due_how, reading)
    day = "/".join(reversed(reading.due.split("-")))
    told = how.removeprefix(f"ngày {day}").strip(" ,") if day else how  # the day is said already
    why = hint or shorten(told, _LONGEST_REASON, placeholder=" …").replace("; …", " …")
    text = " — ".join(filter(None, (day, why)))
    return Chip(_("Deadline"), text, bool(reading.due_how and not hint))


def _attendance(reading: Reading, context: Context) -> Iterator[Chip]:
    for person in reading.arriving:
        yield Chip(_("Present"), _person(person, context), True)
    for person in reading.leaving:
        yield Chip(_("Left"), _person(person, context), True)
    new, count = reading.newcomer, reading.head_count
    if new:
        year = str(new.birth_year) if new.birth_year else ""
        yield Chip(_("New"), ", ".join(filter(None, (new.name, new.village, year))), True)
        if not new.village:
            yield _missing(_("no village yet"))
    if count:
        group = context.catalogues.groups.get(count.group)
        whose = ", ".join(filter(None, (group.name if group else count.group, count.village)))
        label = _("Counted instead") if count.record else _("Counted")
        yield Chip(label, f"{count.count} {whose}".strip(), True)


def _on_issue(reading: Reading) -> Chip:
    if not reading.issue:
        return _missing(_("no opinion yet"))
    return Chip(_("On opinion"), str(reading.issue_number), True)


def _missing(what: str) -> Chip:
    return Chip("", what, False)


def _unless_protected(text: str, reading: Reading) -> str:
    """Words that were typed, or only that they are there: they could name a protected speaker."""
    return _("noted") if text and reading.protected else text


def _person(attendee_id: str, context: Context) -> str:
    attendee = context.people.with_id(attendee_id)
    if attendee is None:
        return attendee_id
    return f"{attendee.number} " + ", ".join(filter(None, (attendee.name, attendee.village)))
