"""The sample issues as a practised person types them: what was said, and the keys besides.

What is not a character of what was said (the content, a name and village on no list, the name of a
unit that no catalogue has, the words of the deadline) is an extra key: codes, numbers, signs,
separators, Enter, Ctrl+T.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from danvan_tui.capture import Context, Reading, protect, read_line
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.model.records import Attendee
from danvan_tui.vietnamese.deadlines import read_deadline

Sample = dict[str, Any]

_SHIFTED = frozenset('~!@#$%^&*()_+{}|:"<>?')
_PROTECT, _ENTER = "ctrl+t", "enter"


class Part(NamedTuple):
    """A stretch of a line: characters of what was said, or extra keys by their names."""

    said: str = ""
    keys: tuple[str, ...] = ()


Line = tuple[Part, ...]


def issue_line(sample: Sample, context: Context) -> Line:
    """The issue, with at most the code of what its words do not tell."""
    kind, field = _codes(sample, context.catalogues)
    who = listed(sample, context)
    said = Part(sample["content"])
    if kind == "tc":
        lines = [(*_speaker(sample, who, end=""), _keys(f"\\{field} "), said)]
    elif who:
        lines = [(_keys(f"{who.number}{code} "), said) for code in ("", kind, field)]
    else:
        lines = [(*_speaker(sample, None, end=": ", comma=", "), said)]
        lines += [(*_speaker(sample, None, end=f":{code} "), said) for code in (kind, field)]
    return _first(lines, lambda reading: as_in(sample, reading, context), context)


def same_speaker_line(sample: Sample) -> Line:
    """The same said again by whoever spoke last."""
    return (_keys("."), Part(sample["content"]), Part(keys=(_ENTER,)))


def answer_line(sample: Sample, context: Context) -> Line:
    """The answer to the last issue."""
    answer = sample["answer"]
    lines = [(_keys(sign), Part(answer)) for sign in ("/", "/ ")]
    return _first(lines, lambda reading: reading.content == answer and not reading.by, context)


def promise_line(sample: Sample, context: Context) -> Line:
    """Who does what by when, on the last issue."""
    promise = sample["commitment"]
    units = tuple(_unit_parts(promise["unit"], context.catalogues))
    due, content = Part(promise["due_text"]), Part(promise["content"])
    lines = [
        (_keys(";"), *units, _keys(separator), due, _keys(separator), content)
        for separator in (" ", "|")
    ]
    return _first(lines, lambda reading: promised(sample, reading, context), context)


def arrival_line(number: int) -> Line:
    """Somebody listed comes in."""
    return (_keys(f"={number}"), Part(keys=(_ENTER,)))


def as_in(sample: Sample, reading: Reading, context: Context) -> bool:
    """Whether the issue is understood as the sample has it."""
    lists, who = context.catalogues, listed(sample, context)
    unlisted = ("", "") if who else (sample["speaker_name"], sample["village"])
    return (
        reading.kind == lists.kinds.by_name[sample["kind"]].id
        and reading.field == lists.fields.by_name[sample["field"]].id
        and reading.content == sample["content"]
        and reading.speaker == (who.id if who else "")
        and (reading.speaker_name, reading.village) == unlisted
    )


def promised(sample: Sample, reading: Reading, context: Context) -> bool:
    """Whether the promise is understood as the sample has it."""
    promise = sample["commitment"]
    deadline = read_deadline(promise["due_text"], context.base, context.calendar)
    return (
        [reading.lead_unit, *reading.supporting_units] == units_of(sample, context.catalogues)
        and reading.due_text == promise["due_text"]
        and reading.due == (deadline.date.isoformat() if deadline.date else "")
        and reading.content == promise["content"]
    )


def units_of(sample: Sample, catalogues: Catalogues) -> list[str]:
    """The units of a sample, the lead first, as the catalogue names those it has."""
    known = catalogues.units.by_name
    return [known[unit].name if unit in known else unit for unit in _parted(sample, catalogues)]


def listed(sample: Sample, context: Context) -> Attendee | None:
    """The speaker where he is on the list."""
    found = context.people.named(sample["speaker_name"], [sample["village"]])
    return found[0] if found else None


def typed(line: Line, context: Context) -> str:
    """What stands on the line before Enter."""
    text = ""
    for part in line:
        text += part.said
        for key in part.keys:
            text = protect(text, context) if key == _PROTECT else text + _character(key)
    return text


def extra_keys(line: Line, *, shift: bool = False) -> int:
    """How many keys are no characters of what was said; Shift counted as a key where asked."""
    keys = [key for part in line for key in part.keys]
    return len(keys) + (sum(key in _SHIFTED for key in keys) if shift else 0)


def _speaker(sample: Sample, who: Attendee | None, *, end: str, comma: str = ",") -> Iterator[Part]:
    if who:
        yield _keys(str(who.number))
        return
    yield Part(sample["speaker_name"])
    yield _keys(comma)
    yield Part(sample["village"])
    yield _keys(end)


def _unit_parts(said: str, catalogues: Catalogues) -> Iterator[Part]:
    known = catalogues.units.by_name
    for place, unit in enumerate(_split(said, catalogues)):
        if place:
            yield _keys(",")
        yield _keys(known[unit].code) if unit in known else Part(unit)


def _parted(sample: Sample, catalogues: Catalogues) -> list[str]:
    return _split(sample["commitment"]["unit"], catalogues)


def _split(said: str, catalogues: Catalogues) -> list[str]:
    return [said] if said in catalogues.units.by_name else re.split(r", | phối hợp ", said)


def _codes(sample: Sample, catalogues: Catalogues) -> tuple[str, str]:
    kind = catalogues.kinds.by_name[sample["kind"]]
    return kind.code, catalogues.fields.by_name[sample["field"]].code


def _keys(text: str) -> Part:
    """The keys of a text; a backslash stands for Ctrl+T."""
    return Part(keys=tuple(_PROTECT if letter == "\\" else letter for letter in text))


def _character(key: str) -> str:
    return "" if key == _ENTER else key


def _first(lines: Iterable[Line], fits: Callable[[Reading], bool], context: Context) -> Line:
    """The first line that is understood as it should be, or the last, with Enter behind it."""
    chosen: Line = ()
    for line in lines:
        chosen = (*line, Part(keys=(_ENTER,)))
        reading = read_line(typed(chosen, context), context)
        if not reading.problem and fits(reading):
            break
    return chosen
