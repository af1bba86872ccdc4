"""Reading what was found of a promise: ``1 bà con đã thấy``, ``6 chờ vốn, đến 31/3``."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from danvan_tui.capture.context import Context
from danvan_tui.capture.cursor import Cursor
from danvan_tui.capture.moved_deadline import moved_deadline
from danvan_tui.capture.places import words_of
from danvan_tui.capture.reading import Chip
from danvan_tui.capture.units import take_units
from danvan_tui.language import _
from danvan_tui.model.records import Result
from danvan_tui.model.standing import result_name

RESULTS: Mapping[str, Result] = MappingProxyType(
    {
        "1": Result.CONFIRMED,
        "2": Result.CONFIRMED_IN_PART,
        "3": Result.NOT_AS_PROMISED,
        "4": Result.IN_PROGRESS,
        "5": Result.NOT_DONE,
        "6": Result.POSTPONED,
        "7": Result.REPORTED_DONE,
        "8": Result.REASSIGNED,
        "9": Result.CANCELLED,
        "0": Result.NOT_REVIEWED,
    }
)
"""What a digit at the beginning of the line says; without one it is a remark."""

WITH_REASON = frozenset({Result.NOT_DONE, Result.POSTPONED, Result.REASSIGNED, Result.CANCELLED})
"""What nobody may say without saying why."""

_NUMBER = re.compile(r"[0-9](?:[0-9/%]|[.,:–-][0-9]|(?:h[0-9]*|km|kg|m2?|tr)(?!\w))")
_DIGIT = re.compile(r"[0-9](?:[.):](?=\s|$))?")
_PERCENT = re.compile(r"(?<![\w.,])([0-9]{1,6})(?:[.,][0-9]+)?\s*(?:%|phần trăm)", re.IGNORECASE)
_NAMED_UNIT = re.compile(r"([^,;:|]{1,80}?)(?:\s*([,;:|])|\s+[-–](?=\s))\s*(?=\S)")
_MORE_IN_NAME = 3  # words behind the name in the list: Điện lực "Hà Đông"


@dataclass(frozen=True)
class Finding:
    """A line as understood; none of its words is lost."""

    result: Result | None = None
    """None while nothing is written."""
    note: str = ""
    reason: str = ""
    due: str = ""
    due_text: str = ""
    due_how: str = ""
    progress: int | None = None
    unit: str = ""
    doubts: tuple[str, ...] = ()
    """What to look at twice, one phrase each."""
    chips: tuple[Chip, ...] = ()
    problem: str = ""
    """Why it cannot be recorded, in one sentence; empty where it can."""


_Reader = Callable[[Cursor, Context, Finding], Finding]


def read_review(line: str, context: Context, promise_date: date) -> Finding:
    """What somebody found who looked at a promise of this day again; never raises.

    Deadlines are counted from the day of the review, that of the context.
    """
    cursor = Cursor(line.strip())
    if not cursor.text:
        return Finding(problem=lacking(Finding()))
    is_number = _NUMBER.match(cursor.text) is not None
    digit = None if is_number else _DIGIT.match(cursor.text)
    result = RESULTS[digit[0][0]] if digit else Result.NOTED
    cursor.take(digit.end() if digit else 0)
    found = _READERS.get(result, _noted)(cursor, context, Finding(result))
    if is_number:
        doubt = _("a number, not a result; with a space behind its first digit it is one")
        found = replace(found, doubts=(doubt,))
    problem = lacking(found) or too_early(found.due, promise_date)
    return replace(found, problem=problem, chips=_chips(found, context))


def lacking(found: Finding) -> str:
    """What a result cannot do without, in one sentence; empty where nothing is missing."""
    if found.result is None or (found.result is Result.NOTED and not found.note):
        return _("Nothing is written yet; please say what was found.")
    if found.progress is not None and not 0 <= found.progress <= 100:
        return _("{percent}% is no progress: please write a number from 0 to 100.").format(
            percent=found.progress
        )
    if found.result is Result.REASSIGNED and not found.unit:
        return _("Who takes it over? Please write the unit first, with a colon behind it.")
    if found.result is Result.POSTPONED and not (found.due or found.due_text):
        return _("Until when? Please add the new deadline, such as 31/3/2027.")
    if found.result in WITH_REASON and not found.reason:
        return _("“{result}” needs a reason; please add why.").format(
            result=result_name(found.result)
        )
    return ""


def too_early(due: str, promised_on: date) -> str:
    """Why a deadline cannot be the new one of what was promised on this day."""
    if not due or due >= promised_on.isoformat():
        return ""
    return _(
        "The new deadline {due} is before the meeting of {day} at which it was promised; "
        "please correct the day."
    ).format(due=_day(due), day=_day(promised_on.isoformat()))


def _noted(cursor: Cursor, _context: Context, found: Finding) -> Finding:
    return replace(found, note=cursor.content())


def _reasoned(cursor: Cursor, _context: Context, found: Finding) -> Finding:
    return replace(found, reason=cursor.content())


def _in_progress(cursor: Cursor, context: Context, found: Finding) -> Finding:
    percents = _PERCENT.findall(cursor.unquoted())
    several = _("several percentages are named, the last one was taken")
    return replace(
        _noted(cursor, context, found),
        progress=int(percents[-1]) if percents else None,
        doubts=(several,) if len(set(percents)) > 1 else (),
    )


def _postponed(cursor: Cursor, context: Context, found: Finding) -> Finding:
    if cursor.is_quoted():
        return _reasoned(cursor, context, found)
    moved = moved_deadline(cursor.content(), context)
    return replace(
        found,
        reason=moved.reason,
        due=moved.due,
        due_text=moved.due_text,
        due_how=moved.due_how,
        doubts=moved.doubts,
    )


def _reassigned(cursor: Cursor, context: Context, found: Finding) -> Finding:
    said = cursor.rest()
    units = take_units(cursor, context)
    taken = said[: len(said) - len(cursor.rest())]
    named = None if taken or cursor.is_quoted() else _NAMED_UNIT.match(said)
    if named and units and (named[2] != ":" or _more_words(named[1], units[0]) > _MORE_IN_NAME):
        named = None  # the unit stands in full in front of the words, and belongs to these too
    if named:
        cursor.take(named.end())
        return replace(found, unit=named[1], reason=cursor.content())
    if not units:
        return _reasoned(cursor, context, found)
    others = taken.strip(" ,;:|-–") if units[1:] else ""
    is_only_unit = words_of(cursor.rest()) == words_of(units[0])
    reason = "" if is_only_unit else cursor.content()
    return replace(found, unit=units[0], note=others, reason=reason)


def _more_words(name: str, known: str) -> int:
    return len(name.split()) - len(known.split())


_READERS: Mapping[Result, _Reader] = MappingProxyType(
    {
        Result.IN_PROGRESS: _in_progress,
        Result.NOT_DONE: _reasoned,
        Result.POSTPONED: _postponed,
        Result.REASSIGNED: _reassigned,
        Result.CANCELLED: _reasoned,
        Result.NOT_REVIEWED: _reasoned,
    }
)


def _chips(found: Finding, context: Context) -> tuple[Chip, ...]:
    """What was understood and what is missing; what is to be looked at comes first."""
    chips = [Chip(_("Note"), doubt, False) for doubt in found.doubts]
    if found.result is not None:
        chips.append(Chip(_("Result"), result_name(found.result), True))
    if found.due_text:
        said = _day(found.due) or _("{words} (no day)").format(words=found.due_text)
        chips.append(Chip(_("New deadline"), said, bool(found.due)))
    elif found.result is Result.POSTPONED:
        chips.append(Chip("", _("no new deadline yet"), False))
    if found.progress is not None:
        chips.append(Chip(_("Progress"), f"{found.progress}%", True))
    if found.unit:
        is_known = any(found.unit.startswith(name) for name in context.catalogues.units.by_name)
        said = found.unit if is_known else _("{unit} (not in the list)").format(unit=found.unit)
        chips.append(Chip(_("Unit"), said, is_known))
    elif found.result is Result.REASSIGNED:
        chips.append(Chip("", _("no unit yet"), False))
    if found.result in WITH_REASON and not found.reason:
        chips.append(Chip("", _("no reason yet"), False))
    return tuple(sorted(chips, key=lambda chip: chip.clear))


def _day(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))
