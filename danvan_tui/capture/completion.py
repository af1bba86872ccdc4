"""Completing who is meant while a name or a number is being typed: the number takes its place."""

import re
from typing import NamedTuple

from danvan_tui.capture import signs
from danvan_tui.capture.context import Context
from danvan_tui.capture.who import described, is_code
from danvan_tui.model.records import Attendee, Presence

_MOST = 8
_LONGEST = 60  # letters of what can still be a name
_AT_SIGN = re.compile(rf"((?:[{signs.ANSWER}]|.*\s)?)@([^\W_][^@:,;\"“|]*)")
_ATTENDANCE = re.compile(
    rf"([{re.escape(signs.ATTENDANCE)}]\s*(?:(?:[0-9]+(?:[-–][0-9]+)?|@\S+)[\s,;]+)*)@?([0-9]+|[^\W\d_][^\d,;:@\"“|]*)"
)
_BARE = re.compile(r"()([0-9]{1,6}|[^\W\d_][^\d,;:.@\"“|]*)")
_HEAD_WORD = re.compile(rf"[{signs.ANSWER}][0-9]*:?|x[0-9]+")


class Completion(NamedTuple):
    """The line with one person put in for what was being typed, and who that is."""

    line: str
    cursor: int
    label: str


def complete(line: str, cursor: int, context: Context) -> list[Completion]:
    """The people whom the words before the cursor may mean, best first; empty anywhere else.

    Who is present goes first, or with those who arrive who is not; then as names are sorted.
    """
    head, rest = line[:cursor], line[cursor:]
    if not head or head[-1].isspace() or (rest and not rest[0].isspace()):
        return []
    begun = _being_typed(head, context)
    if begun is None or len(begun[1]) > _LONGEST:
        return []
    before, part = begun
    here = not before.startswith(tuple(signs.ARRIVAL))
    found = context.people.fitting(part)
    exact = [one for one in found if part == str(one.number)]
    found = exact + sorted(
        (one for one in found if one not in exact),
        key=lambda one: (one.presence is Presence.PRESENT) is not here,
    )
    return [_put(before, one, rest, context) for one in found[:_MOST]]


def _being_typed(head: str, context: Context) -> tuple[str, str] | None:
    """What stands before the name or number that is being typed, and its part."""
    if head[0] in signs.ATTENDANCE:
        found = _ATTENDANCE.fullmatch(head)
    else:
        found = _AT_SIGN.fullmatch(head)
        if found and not all(_may_lead(word, context) for word in found[1].split()):
            return None
        found = found or _BARE.fullmatch(head)
    return (found[1], found[2].rstrip()) if found else None


def _may_lead(word: str, context: Context) -> bool:
    """Whether a word may stand before a name behind the sign @: a sign, a number or a code."""
    return bool(_HEAD_WORD.fullmatch(word)) or is_code(word.lstrip(signs.ANSWER), context)


def _put(before: str, one: Attendee, rest: str, context: Context) -> Completion:
    if before.startswith(tuple(signs.ATTENDANCE)):
        who = _number(one, context) or f"@{one.name}"
    elif before.startswith(tuple(signs.ANSWER)):
        who = f"{_number(one, context)}: " if _number(one, context) else _in_full(one)
    else:
        number = _number(one, context)
        who = (f"@{number} " if before.strip() else f"{number} ") if number else _in_full(one)
    done = before + who
    return Completion(
        done + (rest.lstrip() if who.endswith(" ") else rest), len(done), described(one)
    )


def _number(one: Attendee, context: Context) -> str:
    """The number, if it is this person's alone."""
    return str(one.number) if len(context.people.numbered(one.number)) == 1 else ""


def _in_full(one: Attendee) -> str:
    year = str(one.birth_year) if one.birth_year else ""
    return f"@{', '.join(filter(None, (one.name, one.village, year)))}: "
