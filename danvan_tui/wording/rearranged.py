"""Rearrangements in words: split, joined, moved, now belonging to another opinion."""

from collections.abc import Callable, Sequence

from danvan_tui.language import _, ngettext
from danvan_tui.ledger.fold import DELETED, HANGING
from danvan_tui.ledger.operation import Change, Operation
from danvan_tui.model.records import Table

Number = Callable[[Table, str], str]
"""The number of a record as people say it."""


def rearranged(operation: Operation, number: Number) -> str:
    """What an operation rearranged, in one phrase; empty where it is no rearrangement."""
    issues = [one for one in operation.changes if one.table is Table.ISSUES]
    for say in (_moved, _split, _joined):
        words = say(issues, number) if issues else ""
        if words:
            return words
    return (
        "; ".join(_hung(one, number) for one in operation.changes) if _only_hung(operation) else ""
    )


def is_new(change: Change) -> bool:
    """Whether this made the record: that is when it gets its number or code."""
    return bool({"number", "code"} & change.fields.keys()) and not change.replaces


def joined_issues(changes: Sequence[Change]) -> tuple[str, str] | None:
    """The issue that stays of two that were joined, and the one that went into it."""
    gone = [one.record for one in changes if _is_removal(one)]
    kept = [one.record for one in changes if _is_said_anew(one)]
    new = any(is_new(one) for one in changes)
    return (kept[0], gone[0]) if len(gone) == len(kept) == 1 and not new else None


def _moved(issues: Sequence[Change], number: Number) -> str:
    if any(one.fields.keys() != {"position"} for one in issues):
        return ""
    # The one a person moved comes first; others only gave way.
    return _("opinion {number} was moved in the minutes").format(
        number=number(Table.ISSUES, issues[0].record)
    )


def _split(issues: Sequence[Change], number: Number) -> str:
    made = [one for one in issues if is_new(one)]
    # Parts are put in their places; what is taken over from other notes has none.
    if not (made and _is_said_anew(issues[0]) and all("position" in one.fields for one in made)):
        return ""
    new = [one.record for one in made]
    whole = issues[0].record
    numbers = ", ".join(number(Table.ISSUES, one) for one in (whole, *new))
    return ngettext(
        "opinion {number} was split in two: {numbers}",
        "opinion {number} was split: {numbers}",
        len(new),
    ).format(number=number(Table.ISSUES, whole), numbers=numbers)


def _joined(issues: Sequence[Change], number: Number) -> str:
    found = joined_issues(issues)
    if found is None:
        return ""
    kept, gone = (number(Table.ISSUES, one) for one in found)
    return _("opinion {gone} was joined to opinion {kept}").format(gone=gone, kept=kept)


def _only_hung(operation: Operation) -> bool:
    return bool(operation.changes) and all(
        one.table in HANGING and one.fields.keys() == {"issue"} for one in operation.changes
    )


def _hung(change: Change, number: Number) -> str:
    words = {
        Table.ANSWERS: _("answer {number} now belongs to opinion {issue}"),
        Table.COMMITMENTS: _("promise {number} now belongs to opinion {issue}"),
    }[change.table]
    return words.format(
        number=number(change.table, change.record),
        issue=number(Table.ISSUES, str(change.fields["issue"])),
    )


def _is_removal(change: Change) -> bool:
    return change.table is Table.ISSUES and change.fields == {DELETED: True}


def _is_said_anew(change: Change) -> bool:
    return change.table is Table.ISSUES and "content" in change.fields and not is_new(change)
