"""One review in short pieces: of which promise, what was found, and what was said of it."""

from collections.abc import Callable

from danvan_tui.language import _
from danvan_tui.ledger.veil import HIDDEN
from danvan_tui.model.records import Result, Review
from danvan_tui.model.standing import result_name
from danvan_tui.wording.words import day, one_line


def is_secret(review: Review) -> bool:
    """Whether it is of a promise that the law keeps secret in the session it was made in."""
    return review.session == HIDDEN


def name_of(review: Review) -> str:
    """What people call a promise of another session: DT-2026-003/7."""
    return HIDDEN if is_secret(review) else f"{review.promised_in}/{review.promised_number}"


def of_promise(review: Review, number: str) -> str:
    """Which promise it looks at; ``number`` is its number where it was made here."""
    if review.session:
        return _("promise {number}").format(number=name_of(review))
    return _("promise {number}").format(number=number)


def finding(review: Review, say_day: Callable[[str], str] = day) -> str:
    """What was found, in a few words."""
    if review.result is Result.POSTPONED:
        return _("postponed from {before} to {after}").format(
            before=_deadline(review.was_due, review.was_due_text, say_day) or _("no deadline"),
            after=_deadline(review.due, review.due_text, say_day) or _("no deadline"),
        )
    if review.result is Result.REASSIGNED and review.unit:
        return _("{unit} takes it over").format(unit=review.unit)
    if review.result is None:
        return _("to be reviewed")
    name = result_name(review.result)
    if review.progress is None:
        return name
    return _("{finding}, {percent}% done").format(finding=name, percent=review.progress)


def beside(review: Review) -> list[str]:
    """What was said of it, why, and what proves it; nothing of what the law hides."""
    proof = ", ".join(filter(None, (_shown(review.document), _shown(review.file))))
    said, why, agreed = map(_shown, (review.note, review.reason, review.agreed_by))
    return [
        *([f"“{said}”"] if said else []),
        *([_("reason: {reason}").format(reason=why)] if why else []),
        *([_("agreed by: {who}").format(who=agreed)] if agreed else []),
        *([_("proof: {proof}").format(proof=proof)] if proof else []),
    ]


def where_from(review: Review) -> str:
    """The day it was found and who said so."""
    return ", ".join(filter(None, (day(review.on), _shown(review.by))))


def _deadline(due: str, said: str, say_day: Callable[[str], str]) -> str:
    return say_day(due) or one_line(said)


def _shown(text: str) -> str:
    return "" if text == HIDDEN else one_line(text)
