"""Withdrawn issues that were a denunciation before anybody knew: they become secret with it."""

from collections.abc import Sequence, Set

from danvan_tui.ledger.fold import DELETED, Fold
from danvan_tui.ledger.operation import Edit
from danvan_tui.model.records import DENUNCIATION, Table
from danvan_tui.vietnamese.fold import fold as folded


def withdrawn_with(fold: Fold, edits: Sequence[Edit]) -> list[Edit]:
    """Edits that protect what was taken back just before, joined, or said by the same speaker.

    People note the words, see what they are, take the entry back and write it anew. An opinion
    that was joined to the denunciation holds a part of its words.
    """
    denounced = [
        edit
        for edit in edits
        if edit.table is Table.ISSUES and edit.fields.get("kind") == DENUNCIATION
        if not edit.fields.get(DELETED)  # else nobody wrote it anew
    ]
    if not denounced:
        return []
    speakers = {name for edit in denounced for name in _speakers(fold, edit.record)}
    for edit in denounced:
        speakers |= _named(fold, edit.fields.get("speaker"), edit.fields.get("speaker_name"))
    just = _taken_back_last(fold) | _joined_to(fold, {edit.record for edit in denounced})
    return _protecting(fold, just, speakers)


def said_by_protected(fold: Fold) -> list[Edit]:
    """Edits that protect what was taken back or joined of those who are protected by now.

    Two note-takers do not know what the other one wrote and took back.
    """
    speakers = {name for issue in fold.protected for name in _speakers(fold, issue)}
    return _protecting(fold, _joined_to(fold, fold.protected), speakers)


def _protecting(fold: Fold, issues: Set[str], speakers: Set[str]) -> list[Edit]:
    return [
        Edit(Table.ISSUES, issue, {"kind": DENUNCIATION, DELETED: True})
        for issue in fold.withdrawn_issues()
        if issue in issues or speakers & _speakers(fold, issue)
    ]


def _taken_back_last(fold: Fold) -> set[str]:
    last = max(fold.operations.values(), key=lambda operation: operation.order, default=None)
    target = fold.operations.get(last.undoes) if last else None
    return {change.record for change in target.changes} if target else set()


def _joined_to(fold: Fold, issues: Set[str]) -> set[str]:
    """The issues that were ever put into one of these and taken out with the same entry."""
    joined: set[str] = set()
    for operation in reversed(fold.ordered()):  # what was joined may hold what was joined before
        said = [change for change in operation.changes if change.table is Table.ISSUES]
        if any(one.record in issues | joined and "content" in one.fields for one in said):
            joined |= {one.record for one in said if one.fields.get(DELETED)}
    return joined


def _speakers(fold: Fold, issue: str) -> set[str]:
    """Every name under which somebody was ever noted as the speaker of an issue."""
    listed = fold.versions(Table.ISSUES, issue, "speaker")
    named = fold.versions(Table.ISSUES, issue, "speaker_name")
    return set().union(
        *(_named(fold, version.value, None) for version in listed),
        *(_named(fold, None, version.value) for version in named),
    )


def _named(fold: Fold, speaker: object, speaker_name: object) -> set[str]:
    listed = fold.versions(Table.ATTENDANCE, str(speaker), "name") if speaker else []
    names = {str(version.value) for version in listed} | {str(speaker_name or "")}
    return {folded(name) for name in names if name}
