"""What stands beside the board where there is room: one promise, its opinion, its last reviews."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rich.cells import cell_len
from textual.content import Content

from danvan_tui.followup.promises import Followable, Followed
from danvan_tui.followup.urgency import last_near_day, urgency
from danvan_tui.language import _
from danvan_tui.model.records import Result, Review
from danvan_tui.model.standing import result_name, standing
from danvan_tui.tui.screens.board_rows import INDENT, TONES, below, moved, state_of, when
from danvan_tui.vietnamese.clean import clean_lines
from danvan_tui.wording import words

_LAST = 5
"""Reviews that are shown; all of them stand in the story."""


def panel(promise: Followed, followable: Followable | None, today: date) -> Content:
    """One promise in short."""
    parts = [*_promise(promise, today), *_opinion(promise)]
    if followable is not None:
        parts += _reviews(followable)
    return Content.assemble(*((clean_lines(text), style) for text, style in parts))


def in_two_lines(promise: Followed, room: int) -> Content:
    """What the list has no room for: the end of a long promise, else the opinion behind it."""
    content = words.one_line(promise.content)
    if cell_len(below(promise)) > room - INDENT:
        return Content(clean_lines(content))
    if promise.protected:
        return Content.assemble((_("the law protects who raised it"), "$text-muted"))
    number = _("Opinion {number}").format(number=promise.issue_number)
    told = f"{number}, {words.day(promise.date)}: "
    return Content.assemble((told, "$text-muted"), clean_lines(promise.issue_text))


def _promise(promise: Followed, today: date) -> Iterator[tuple[str, str]]:
    tone = TONES.get(urgency(promise, today.isoformat(), last_near_day(today)), "")
    yield (f"{promise.name}\n", "bold $accent")
    yield (f"{promise.content}\n\n", "bold")
    yield (f"{promise.unit or _('no unit')}\n", "")
    yield (f"{when(promise, today)}\n", f"$text-{tone}" if tone else "")
    if moved(promise):
        yield (f"{moved(promise)}\n", "$text-muted")
    yield (f"{state_of(promise)}\n", "")


def _opinion(promise: Followed) -> Iterator[tuple[str, str]]:
    yield (f"\n{_('The opinion')}\n", "bold $accent")
    if promise.protected:
        yield (f"{_('the law protects who raised it')}\n", "$text-muted")
        return
    where = " · ".join([words.day(promise.date), words.villages([*promise.villages])])
    yield (f"{where}\n", "$text-muted")
    yield (f"{promise.issue_text}\n", "")


def _reviews(followable: Followable) -> Iterator[tuple[str, str]]:
    reviews = standing(followable.promise, followable.reviews).reviews
    yield (f"\n{_('Last reviews')}\n", "bold $accent")
    if not reviews:
        yield (f"{_('never reviewed')}\n", "$text-muted")
    for review in reversed(reviews[-_LAST:]):
        yield (f"{words.day(review.on)}  ", "$text-muted")
        yield (f"{_found(review)}\n", "")


def _found(review: Review) -> str:
    said = result_name(review.result or Result.NOTED)
    if review.result is Result.POSTPONED:
        said = _("{result} to {day}").format(
            result=said, day=words.day(review.due) or review.due_text
        )
    percent = "" if review.progress is None else f"{review.progress}%"
    return " · ".join(filter(None, [said, percent, review.unit, review.by]))
