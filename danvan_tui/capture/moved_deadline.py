"""Finding the new deadline in the words of a postponement, and the reason in what is left."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from danvan_tui.capture.context import Context
from danvan_tui.language import _
from danvan_tui.vietnamese.deadlines import (
    Certainty,
    Found,
    deadline_at_start,
    find_deadlines,
)
from danvan_tui.vietnamese.fold import fold

_WORD = re.compile(r"(?<!\S)\S+")
_SIGNS: Final = " ,;:.–-"
_TRIED: Final = 40  # words at which a day may begin that other words hide
_SAYS_ONLY_THAT = frozenset(
    {
        *("xin", "de", "nghi", "hen", "lui", "doi", "gia", "han", "chuyen", "keo", "dai"),
        *("them", "lai", "sang", "den", "toi", "tan", "vao", "ngay", "thoi"),
    }
)
"""Words that say no more than that a deadline is moved."""


@dataclass(frozen=True)
class Moved:
    """The new deadline and why; each word of the postponement stands in one of the two."""

    reason: str = ""
    due: str = ""
    due_text: str = ""
    due_how: str = ""
    doubts: tuple[str, ...] = ()


def moved_deadline(words: str, context: Context) -> Moved:
    """What the words of a postponement say; of several days the last exact one counts."""
    found = _found(words, context)
    if not found:
        return Moved(reason=words)
    exact = [one for one in found if one.deadline.certainty is Certainty.exact] or found
    meant = exact[-1]
    days = {one.deadline.date for one in found}
    several = _("several days are named, the last one was taken")
    doubts = (several if len(days) > 1 else "", meant.deadline.hint or "")
    return Moved(
        reason=_reason(words, meant),
        due=meant.deadline.date.isoformat() if meant.deadline.date else "",
        due_text=meant.deadline.said,
        due_how=meant.deadline.how,
        doubts=tuple(filter(None, doubts)),
    )


def _found(words: str, context: Context) -> list[Found]:
    """The days that are named, else a time such as "sau vụ mùa".

    What is waited for is no deadline, but hides the day behind it: "chờ vốn đến 31/3".
    """
    found = find_deadlines(words, context.base, context.calendar)
    dated = [one for one in found if one.deadline.date] or list(_hidden(words, context))
    return dated or [one for one in found if _words(one.deadline.said)[:1] != ["cho"]]


def _hidden(words: str, context: Context) -> Iterator[Found]:
    end = 0
    for word in list(_WORD.finditer(words))[:_TRIED]:
        if word.start() < end:
            continue
        found = deadline_at_start(words[word.start() :], context.base, context.calendar)
        if found is not None and found.deadline.date:
            end = word.start() + found.end
            yield Found(word.start(), end, found.deadline)


def _reason(words: str, meant: Found) -> str:
    """Why, without the deadline where that stands at an end of the words."""
    before, behind = words[: meant.start].strip(_SIGNS), words[meant.end :].strip(_SIGNS)
    reason = words if before and behind else before or behind
    says_more = set(_words(f"{before} {behind}")) - _SAYS_ONLY_THAT
    return reason if says_more else ""


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))
