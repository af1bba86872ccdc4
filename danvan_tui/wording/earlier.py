"""How promises made before are said: name, deadline as it stood, what became of them."""

from datetime import date

from danvan_tui.followup.promises import Followed
from danvan_tui.language import _
from danvan_tui.ledger.veil import HIDDEN
from danvan_tui.model.records import CommitmentState, Result, Review
from danvan_tui.wording import words
from danvan_tui.wording.promises import due_words, postponed_words, state_name


def in_short(review: Review, stood: Followed) -> str:
    """Who promised what."""
    return f"{stood.unit or _('no unit')} — {promise_of(review, stood)}"


def promise_of(review: Review, stood: Followed) -> str:
    """What was promised, in one line; nothing of it where it became a secret since."""
    return HIDDEN if stood.protected else words.one_line(review.promise)


def deadline(stood: Followed, today: date) -> str:
    """By when it should be done, how far that is, and how often it was moved."""
    reported = stood.state is CommitmentState.REPORTED_DONE
    running = state_name(stood.state) if reported else due_words(stood, today)
    day = words.day(stood.due) or stood.due_text or _("no deadline")
    day = words.disputed(day) if stood.is_due_disputed else day
    return " · ".join(filter(None, [day, running, postponed_words(stood)]))


def result_of(review: Review) -> str:
    """What became of it, in two or three words; empty where nobody said anything yet."""
    if review.result is None:
        return ""
    said = short_result(review.result)
    if review.result is Result.POSTPONED:
        return " ".join(filter(None, [said, words.day(review.due) or review.due_text]))
    if review.progress is not None:
        return f"{said} {review.progress}%"
    return said


def short_result(result: Result) -> str:
    """A result in at most three words: ten of them stand on two lines."""
    return {
        Result.NOTED: _("a remark"),
        Result.IN_PROGRESS: _("in progress"),
        Result.REPORTED_DONE: _("reported done"),
        Result.CONFIRMED: _("confirmed"),
        Result.CONFIRMED_IN_PART: _("in part"),
        Result.NOT_AS_PROMISED: _("not as said"),
        Result.NOT_DONE: _("not done"),
        Result.POSTPONED: _("postponed"),
        Result.REASSIGNED: _("handed over"),
        Result.CANCELLED: _("cancelled"),
        Result.NOT_REVIEWED: _("not reviewed"),
    }[result]
