"""The grammar of the capture line: one line, one event, told apart by its first sign.

``grammar_help`` in ``help.py`` says the same to people; a change belongs in both.
"""

import re
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from danvan_tui.capture import signs, slots
from danvan_tui.capture.assuming import with_assumed
from danvan_tui.capture.attendance import read_arrival, read_departure
from danvan_tui.capture.chips import chips_of
from danvan_tui.capture.context import Context
from danvan_tui.capture.counting import counts
from danvan_tui.capture.cursor import Cursor
from danvan_tui.capture.denunciation import (
    code_of,
    mentions_one,
    says_so,
    sounds_like_one,
    typed_code,
)
from danvan_tui.capture.glued import hides_code, joints_in
from danvan_tui.capture.promise import read_promise
from danvan_tui.capture.reading import Reading, What
from danvan_tui.capture.units import is_unit_code
from danvan_tui.language import _
from danvan_tui.ledger.guard import LONG_LIMIT, SHORT_LIMIT
from danvan_tui.vietnamese.clean import clean

_ISSUE_SLOTS: Final = (slots.speaker, slots.kind, slots.field, slots.people)
_CODE_SLOTS: Final = (slots.kind, slots.field, slots.people)
_ANSWER_SLOTS: Final = (slots.outcome, slots.answerer)
_ON_ISSUE = re.compile(r"([0-9]{1,6})(?:(?=([a-z]+)(?:[\s,;:|]|$))|:|(?=\s)|$)")


def read_line(line: str, context: Context) -> Reading:
    """What the line means, in this session; never raises."""
    text = clean(line).strip()
    if not text:
        return Reading(what=What.EMPTY)
    reader = _READERS.get(text[0], _read_issue)
    reading = reader(text, context)
    reading = _with_limits(reading)
    return replace(reading, chips=chips_of(reading, context))


def _read_issue(text: str, context: Context) -> Reading:
    cursor = Cursor(text, joints=joints_in(text, context))
    reading = slots.read_head(cursor, context, Reading(what=What.ISSUE), _ISSUE_SLOTS)
    reading = _with_second_kind(cursor, context, _without_names(reading))
    reading = _with_kind_in_words(cursor, context, reading)
    doubted = bool(reading.doubts)
    counting = slots.counting_number(cursor, context)
    if counting and not reading.protected:
        reading = replace(reading, doubts=(*reading.doubts, _counts(counting)))
    number = slots.unlisted_number(cursor, context) if cursor.at == 0 else None
    if number is not None:
        reading = replace(reading, doubts=(*reading.doubts, _nobody_has(number)))
        reading = _with_code_behind(cursor, context, reading, number)
    reading = replace(reading, content=cursor.content(), taken=tuple(cursor.taken))
    reading = with_assumed(reading, context, quoted=cursor.is_quoted(), kind_is_open=doubted)
    if reading.content or reading.protected:
        return reading
    return replace(reading, problem=reading.problem or _no_content())


def _read_answer(text: str, context: Context) -> Reading:
    cursor, reading = _on_issue(text, context, What.ANSWER)
    if not reading.problem:
        reading = slots.read_head(cursor, context, reading, _ANSWER_SLOTS)
        reading = _without_names(reading, _unclear_answerer())
    reading = replace(reading, content=cursor.content(), taken=tuple(cursor.taken))
    if reading.content or reading.outcome:
        return reading
    return replace(reading, problem=reading.problem or _no_content())


def _read_commitment(text: str, context: Context) -> Reading:
    cursor, reading = _on_issue(text, context, What.COMMITMENT)
    reading = replace(read_promise(cursor, context, reading), taken=tuple(cursor.taken))
    if reading.content:
        return reading
    return replace(reading, problem=reading.problem or _no_content())


def _on_issue(text: str, context: Context, what: What) -> tuple[Cursor, Reading]:
    """The issue that a line hangs on: the last one, or the one whose number touches the sign."""
    named = _ON_ISSUE.match(text, 1)
    if named and named[2] and not (what is What.COMMITMENT and is_unit_code(named[2], context)):
        named = None
    counting = named[1] if named and counts(text, 1) else ""
    if counting:
        named = None
    cursor = Cursor(text, 1)
    if named:
        cursor.take(len(named[0]))
        cursor.note("issue", 1)
    last = context.last_issue
    found = context.issues_numbered(int(named[1])) if named else (last,) if last else ()
    if len(found) != 1:
        problem = _no_such_issue(named[1]) if named else _no_issue_yet()
        return cursor, Reading(what=what, problem=problem)
    issue = found[0]
    either = counting and context.issues_numbered(int(counting))
    return cursor, Reading(
        what=what,
        issue=issue.id,
        issue_number=issue.number,
        protected=issue.protected,
        doubts=(_counts_or_names(text[0], counting),) if either else (),
    )


def _with_limits(reading: Reading) -> Reading:
    """A problem where a text is longer than its field may be."""
    count, newcomer = reading.head_count, reading.newcomer
    short = (
        reading.speaker_name,
        reading.village,
        reading.by,
        reading.lead_unit,
        reading.due_text,
        *(newcomer[:2] if newcomer else ()),
        *((count.group, count.village) if count else ()),
    )
    if len(reading.content) > LONG_LIMIT or max(map(len, short)) > SHORT_LIMIT:
        return replace(reading, problem=reading.problem or _too_long())
    return reading


_READERS: Final = MappingProxyType(
    dict.fromkeys(signs.ANSWER, _read_answer)
    | dict.fromkeys(signs.PROMISE, _read_commitment)
    | dict.fromkeys(signs.ARRIVAL, read_arrival)
    | dict.fromkeys(signs.DEPARTURE, read_departure)
)


def _with_second_kind(cursor: Cursor, context: Context, reading: Reading) -> Reading:
    """A problem where a kind that protects the speaker follows one that does not."""
    follows = typed_code(cursor, context) or (reading.kind and hides_code(cursor, context))
    if reading.protected or not follows:
        return reading
    problem = _unclear_speaker() if reading.problem else _two_kinds()
    return replace(reading, protected=True, problem=problem)


def _with_kind_in_words(cursor: Cursor, context: Context, reading: Reading) -> Reading:
    """A problem where the words sound like a kind that protects the speaker, and none is given.

    Only a doubt where another kind is given, or where the words merely mention it.
    """
    if reading.protected:
        return reading
    said = cursor.unquoted()
    meant = sounds_like_one(cursor, context) or says_so(said, context)
    if not reading.kind and (meant or hides_code(cursor, context)):
        return replace(reading, protected=True, problem=_is_it_denunciation(code_of(context)))
    if meant or mentions_one(said):
        return replace(reading, doubts=(_sounds_like_denunciation(code_of(context)),))
    return reading


def _with_code_behind(cursor: Cursor, context: Context, reading: Reading, number: int) -> Reading:
    """A problem where a code follows a number that nobody has: then it was meant as a speaker."""
    behind = Cursor(cursor.text, cursor.at + len(cursor.word()), cursor.joints)
    head = slots.read_head(behind, context, reading, _CODE_SLOTS)
    if reading.problem or not (head.kind or head.field):
        return reading
    return _without_names(replace(head, doubts=(), problem=_no_participant(number)))


def _without_names(reading: Reading, neutral: str = "") -> Reading:
    """Where the speaker is protected, a problem without a name that could be his."""
    if not (reading.protected and reading.problem):
        return reading
    return replace(reading, problem=neutral or _unclear_speaker())


def _unclear_speaker() -> str:
    return _("It is not clear who speaks. Nothing was recorded; please give the attendance number.")


def _unclear_answerer() -> str:
    return _(
        "It is not clear who answers. Nothing was recorded; please give the attendance number, as "
        "in “> @12 …”."
    )


def _two_kinds() -> str:
    return _("Two kinds are named. Nothing was recorded; please give each a line of its own.")


def _is_it_denunciation(code: str) -> str:
    return _(
        "These words sound like a denunciation. Nothing was recorded; if it is one, please type "
        "{code} before the words, as in “12 {code} …”, otherwise put the words in double quotes."
    ).format(code=code)


def _sounds_like_denunciation(code: str) -> str:
    return _("sounds like a denunciation: if it is one, type {code} before it").format(code=code)


def _nobody_has(number: int) -> str:
    return _("nobody has number {number}").format(number=number)


def _counts(number: str) -> str:
    return _(
        "{number} is read as part of the words; for speaker {number} type “{number}: …”"
    ).format(number=number)


def _counts_or_names(sign: str, number: str) -> str:
    return _(
        "{number} is read as part of the words; for opinion {number} type “{sign}{number}: …”"
    ).format(number=number, sign=sign)


def _no_participant(number: int) -> str:
    return _(
        "No participant has number {number}. Nothing was recorded; please check the number, or put "
        "the words in double quotes."
    ).format(number=number)


def _no_content() -> str:
    return _("There is no text yet. Nothing was recorded; please type what was said.")


def _no_issue_yet() -> str:
    return _(
        "No opinion has been recorded yet. Nothing was recorded; please begin with the opinion."
    )


def _no_such_issue(number: str) -> str:
    return _(
        "There is no single opinion number {number}. Nothing was recorded; please check the number."
    ).format(number=number)


def _too_long() -> str:
    return _(
        "The line is too long for one entry. Nothing was recorded; please split it, or use "
        "the form."
    )
