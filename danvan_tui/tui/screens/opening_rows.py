"""What the opening review shows: a row for each promise made before, the results, the words."""

from __future__ import annotations

from datetime import date

from danvan_tui.capture.review_line import RESULTS
from danvan_tui.followup.promises import Followed
from danvan_tui.language import _
from danvan_tui.model.records import Result, Review
from danvan_tui.tui.keymap import KeyPlan
from danvan_tui.tui.widgets.bars import Key
from danvan_tui.tui.widgets.columns import Column
from danvan_tui.tui.widgets.digits import Choice
from danvan_tui.tui.widgets.table import Row
from danvan_tui.wording import words
from danvan_tui.wording.earlier import deadline, in_short, result_of, short_result
from danvan_tui.wording.promises import overdue_words
from danvan_tui.wording.reviewed import name_of

_TONES = {
    Result.CONFIRMED: "success",
    Result.REPORTED_DONE: "success",
    Result.CONFIRMED_IN_PART: "warning",
    Result.POSTPONED: "warning",
    Result.REASSIGNED: "warning",
    Result.NOT_AS_PROMISED: "error",
    Result.NOT_DONE: "error",
    Result.NOT_REVIEWED: "muted",
    Result.CANCELLED: "muted",
    Result.NOTED: "muted",
}


def columns() -> list[Column]:
    """The columns of the list; who promised what stands below them."""
    return [
        Column("", 1, tone="warning"),
        Column(_("Promise"), 16, tone="strong"),
        Column(_("Deadline"), 48),
        Column(_("Result")),
    ]


def row_of(review: Review, stood: Followed, today: date, *, is_waiting: bool) -> Row:
    """One promise as it stood before this session, with what became of it."""
    sign = words.TICK if review.result else "!" if overdue_words(stood, today) else "·"
    result = _("… saving") if is_waiting else result_of(review)
    cells = (sign, name_of(review), deadline(stood, today), result)
    tone = _TONES.get(review.result, "") if review.result else "muted"
    return Row(review.id, cells, tone, in_short(review, stood))


def about(review: Review, stood: Followed) -> str:
    """What was said of it now; before that when and to whom it was promised, and what was last."""
    if review.result is not None:
        said = [review.unit, words.one_line(review.note), review.reason, review.by]
        return " · ".join(filter(None, [f"{words.TICK} {result_of(review)}", *said]))
    promised = _("promised {day}").format(day=words.day(stood.date)) if stood.date else ""
    first = stood.first_due if stood.first_due != stood.due else ""
    firstly = _("first deadline {day}").format(day=words.day(first)) if first else ""
    last = ""
    if stood.last_result is not None:
        result, day = short_result(stood.last_result), words.day(stood.last_on)
        last = _("last: {result} {day}").format(result=result, day=day).strip()
    return " · ".join(filter(None, [review.promised_village, promised, firstly, last]))


def choices() -> list[Choice]:
    """The ten results in two lines, 1 to 5 above 6 to 0."""
    digits = list(RESULTS)
    half = len(digits) // 2
    pairs = zip(digits[:half], digits[half:], strict=True)
    return [Choice(one, short_result(RESULTS[one])) for pair in pairs for one in pair]


def count_of(done: int, total: int) -> str:
    """How many have a result."""
    return _("{done}/{total} with a result").format(done=done, total=total) if total else ""


def keys(plan: KeyPlan, *, writable: bool) -> list[Key]:
    """The keys that do something here, the ones needed most first."""
    away = [plan.bar_key("board"), plan.bar_key("leave"), plan.bar_key("help")]
    if not writable:
        return [plan.bar_key("edit"), *away]
    recording = [Key("Enter", _("record"), "record"), plan.bar_key("edit")]
    return [*recording, plan.bar_key("not_reviewed"), plan.bar_key("undo"), *away]
