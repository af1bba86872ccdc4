"""The short words at the head of a line: who, which kind, which field, how many, which outcome."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from danvan_tui.capture.context import Context
from danvan_tui.capture.counting import counts
from danvan_tui.capture.cursor import Cursor
from danvan_tui.capture.denunciation import typed_code
from danvan_tui.capture.reading import Reading
from danvan_tui.capture.who import Who, chosen, number_in, read_at_sign
from danvan_tui.capture.written import read_written
from danvan_tui.language import _
from danvan_tui.model.records import DENUNCIATION


class Slot(Protocol):
    """Takes the next word if it is its own, and says what the line means with it."""

    __name__: str

    def __call__(self, cursor: Cursor, context: Context, reading: Reading, /) -> Reading | None:
        """The reading with the slot filled, or None where the word is not its own."""


_PEOPLE = re.compile("x([1-9][0-9]{0,4})")
_NUMBER_TOLD = re.compile("[0-9]{1,6}:(?![0-9])")
_NUMBER_AND_COLON = re.compile("([0-9]{1,6}):")


def read_head(cursor: Cursor, context: Context, reading: Reading, slots: Sequence[Slot]) -> Reading:
    """Fill every slot at most once, in any order, until a word belongs to none."""
    left = list(slots)
    while left:
        for slot in left:
            start = cursor.at
            filled = slot(cursor, context, reading)
            if filled is not None:
                cursor.note(slot.__name__, start)
                reading = filled
                left.remove(slot)
                break
        else:
            break
    return reading


def kind(cursor: Cursor, context: Context, reading: Reading) -> Reading | None:
    """The code of a kind; that of denunciations is taken however it is typed."""
    typed = typed_code(cursor, context)
    if typed:
        cursor.take(len(typed))
        return replace(reading, kind=DENUNCIATION, protected=True)
    entry = context.catalogues.kinds.by_code.get(cursor.word())
    if entry is None:
        return None
    cursor.take(len(entry.code))
    return replace(reading, kind=entry.id)


def field(cursor: Cursor, context: Context, reading: Reading) -> Reading | None:
    """The code of a field."""
    entry = context.catalogues.fields.by_code.get(cursor.word())
    if entry is None:
        return None
    cursor.take(len(entry.code))
    return replace(reading, field=entry.id)


def outcome(cursor: Cursor, context: Context, reading: Reading) -> Reading | None:
    """The code of an outcome."""
    entry = context.catalogues.outcomes.by_code.get(cursor.word())
    if entry is None:
        return None
    cursor.take(len(entry.code))
    return replace(reading, outcome=entry.id)


def people(cursor: Cursor, context: Context, reading: Reading) -> Reading | None:
    """How many came with the same matter: x12."""
    del context
    found = _PEOPLE.fullmatch(cursor.word())
    if found is None:
        return None
    cursor.take(len(found[0]))
    return replace(reading, people=int(found[1]))


def speaker(cursor: Cursor, context: Context, reading: Reading) -> Reading | None:
    """Who speaks: a number or a name at the very beginning, a name behind @, . for the same."""
    if cursor.word() == ".":
        cursor.take(1)
        return _same_speaker(context, reading)
    who = (
        read_at_sign(cursor, context) or _numbered(cursor, context) or read_written(cursor, context)
    )
    if who is None:
        return None
    listed = who.attendee
    return replace(
        reading,
        speaker=listed.id if listed else "",
        speaker_name=who.name,
        village=who.village,
        problem=who.problem,
    )


def answerer(cursor: Cursor, context: Context, reading: Reading) -> Reading | None:
    """Who answers: a name behind @, or a number and a colon."""
    who = read_at_sign(cursor, context) or _number_and_colon(cursor, context)
    if who is None:
        return None
    name = who.attendee.name if who.attendee else ", ".join(filter(None, (who.name, who.village)))
    return replace(reading, by=name, problem=reading.problem or who.problem)


def counting_number(cursor: Cursor, context: Context) -> str:
    """The number at the beginning that counts something though somebody on the list has it."""
    number = number_in(cursor.word()) if cursor.at == 0 and counts(cursor.text, 0) else None
    return cursor.word() if number is not None and context.people.numbered(number) else ""


def unlisted_number(cursor: Cursor, context: Context) -> int | None:
    """The number that comes next, if nobody on the list has it."""
    number = number_in(cursor.word().rstrip(":"))
    return None if number is None or context.people.numbered(number) else number


def _numbered(cursor: Cursor, context: Context) -> Who | None:
    told = _NUMBER_TOLD.match(cursor.text)
    word = told[0] if told else cursor.word()
    number = number_in(word.rstrip(":"))
    if cursor.at or number is None or counts(cursor.text, 0):
        return None
    found = context.people.numbered(number)
    if not found:
        return None
    cursor.take(len(word))
    return chosen(found)


def _number_and_colon(cursor: Cursor, context: Context) -> Who | None:
    found = _NUMBER_AND_COLON.match(cursor.word())
    listed = context.people.numbered(int(found[1])) if found else ()
    if found is None or not listed:
        return None
    cursor.take(len(found[0]))
    return chosen(listed)


def _same_speaker(context: Context, reading: Reading) -> Reading:
    """The speaker of the last issue; a protected one is veiled there, so nobody."""
    last = context.last_issue
    if last is None or not (last.speaker or last.speaker_name):
        return replace(reading, problem=_nobody_to_repeat())
    return replace(
        reading, speaker=last.speaker, speaker_name=last.speaker_name, village=last.village
    )


def _nobody_to_repeat() -> str:
    return _(
        "The opinion before names no speaker. Nothing was recorded; please say who speaks, by "
        "attendance number or name."
    )
