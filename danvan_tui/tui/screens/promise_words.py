"""What the screen of a promise shows: its facts, and its story in the order it happened."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from datetime import date

from rich.cells import cell_len
from textual.content import Content

from danvan_tui.followup.promises import Followable, Followed
from danvan_tui.followup.urgency import last_near_day, urgency
from danvan_tui.language import _
from danvan_tui.ledger.veil import HIDDEN
from danvan_tui.tui.screens.board_rows import TONES
from danvan_tui.vietnamese.clean import clean_lines
from danvan_tui.wording import words
from danvan_tui.wording.promises import due_words, postponed_words, standing_words
from danvan_tui.wording.story import Paragraph

Fact = tuple[str, str, str]
"""What it is called, what it is, and the tone it is shown in."""

_WIDEST = 110  # cells that are read without losing the line
_GAP = 2


def facts(promise: Followed, followable: Followable, today: date) -> list[Fact]:
    """What was promised by whom, to whom, by when; what nobody said is left out."""
    tone = TONES.get(urgency(promise, today.isoformat(), last_near_day(today)), "")
    told = [
        (_("Unit"), _unit(promise), ""),
        (_("Contact"), _open_words(followable.promise.contact), ""),
        (_("Deadline"), _deadline(promise, today), "" if promise.done_on else tone),
        (_("First deadline"), _first(promise), ""),
        (_("State"), _state(promise), tone if promise.done_on else ""),
        (_("Promised"), _promised(promise), ""),
    ]
    return [fact for fact in told if fact[1]]


def page(
    promise: Followed, told: Iterable[Fact], story: Iterable[Paragraph], width: int
) -> Content:
    """All of it for a width."""
    room = max(30, min(width, _WIDEST))
    said = _("“{promise}”").format(promise=words.one_line(promise.content))
    parts: list[tuple[str, str]] = [("\n".join(textwrap.wrap(said, room)) + "\n\n", "bold")]
    given = list(told)
    left = max((cell_len(name) for name, _said, _tone in given), default=0)
    for name, words_of_it, tone in given:
        parts += _in_two(name, words_of_it, left, room, f"$text-{tone}" if tone else "")
    parts.append(("\n" + _("What became of it") + "\n", "bold $accent"))
    for paragraph in story:
        parts.append(("" if paragraph.when else "\n", ""))
        parts += _in_two(paragraph.when, paragraph.text, 10, room, "" if paragraph.when else "bold")
    return Content.assemble(*((clean_lines(text), style) for text, style in parts))


def _in_two(left: str, right: str, width: int, room: int, style: str) -> Iterator[tuple[str, str]]:
    """A word on the left and what belongs to it on the right, wrapped under itself."""
    indent = width + _GAP
    lines = textwrap.wrap(right, max(20, room - indent)) or [""]
    yield (left + " " * max(0, indent - cell_len(left)), "$text-muted")
    yield (("\n" + " " * indent).join(lines) + "\n", style)


def _unit(promise: Followed) -> str:
    unit = promise.unit or _("no unit")
    if promise.first_unit and promise.first_unit != promise.unit:
        unit = _("{unit} (first {other})").format(unit=unit, other=promise.first_unit)
    helped = ", ".join(promise.supporting)
    return _("{unit}, with {others}").format(unit=unit, others=helped) if helped else unit


def _deadline(promise: Followed, today: date) -> str:
    said = _day(promise.due, promise.due_text) or _("no deadline")
    said = words.disputed(said) if promise.is_due_disputed else said
    return " · ".join(filter(None, [said, due_words(promise, today)]))


def _first(promise: Followed) -> str:
    """The first deadline, wherever it is no longer the present one."""
    first = _day(promise.first_due, promise.first_due_text)
    moved = postponed_words(promise)
    is_other = (promise.first_due, promise.first_due_text) != (promise.due, promise.due_text)
    return " · ".join(filter(None, [first, moved])) if moved or (first and is_other) else ""


def _state(promise: Followed) -> str:
    percent = "" if promise.progress is None else f"{promise.progress}%"
    since = words.day(promise.done_on)
    return " · ".join(filter(None, [standing_words(promise), percent, since]))


def _promised(promise: Followed) -> str:
    return " · ".join(
        filter(None, [words.day(promise.date), promise.code, words.villages([*promise.villages])])
    )


def _day(due: str, said: str) -> str:
    """A deadline by its day, with the words it was said in."""
    told = _open_words(words.one_line(said))
    day = words.day(due)
    return f"{day} (“{told}”)" if day and told and told != day else day or told


def _open_words(text: str) -> str:
    return "" if text == HIDDEN else text
