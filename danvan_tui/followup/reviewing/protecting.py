"""Keeping secret in every session what became secret in one: its words stand in one place only."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_tui.followup.writing import Recorded, Writing, joined
from danvan_tui.language import _, ngettext
from danvan_tui.ledger.draft import OPENING_DRAFT, DraftFile
from danvan_tui.ledger.fold import DELETED
from danvan_tui.ledger.office_drafts import office_drafts
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.tied import protecting
from danvan_tui.model.records import DENUNCIATION, Table, Value

if TYPE_CHECKING:
    from danvan_tui.followup.index.exposed import Exposed
    from danvan_tui.followup.index.follow_up import FollowUp
    from danvan_tui.ledger.fold import Fold
    from danvan_tui.ledger.notebook import Notebook
    from danvan_tui.ledger.operation import Operation
    from danvan_tui.ledger.sessions import Sessions


def protect_elsewhere(
    shelf: Sessions,
    exposed: Mapping[str, Exposed],
    person: str = "",
) -> Recorded:
    """Keep secret in each folder what is ``exposed`` there; what cannot be is told."""
    writing = Writing(shelf, person)
    for folder, found in exposed.items():

        def record(notebook: Notebook, found: Exposed = found) -> Operation | None:
            edits, reason = protection(notebook, found)
            return notebook.record(edits, reason=reason) if edits else None

        writing.write(folder, put_off(shelf.called(folder)), record)
    return writing.recorded


def protect_all(shelf: Sessions, follow_up: FollowUp, person: str = "") -> list[str]:
    """Do so for all that is known, at once; says what was done and what was not.

    What became secret in one may be exposed in a third: it goes on while anything is put away, as
    often as there are sessions at most.
    """
    forget_office_drafts(shelf.root, secret_ids(follow_up))
    parts: list[Recorded] = []
    for _folder in shelf.folders():
        exposed = follow_up.exposed()
        if not exposed or (parts and not parts[-1].operations):
            break
        parts.append(protect_elsewhere(shelf, exposed, person))
        follow_up.bring_up_to_date()
    return told(joined(parts)) if parts else []


def protection(notebook: Notebook, exposed: Exposed) -> tuple[list[Edit], str]:
    """The edits that keep it secret in one session, none where it is already, and their reason.

    Opinions of closed minutes need one, like everybody's corrections. What was being typed of any
    of it is forgotten.
    """
    fold, is_open = notebook.state.fold, notebook.are_minutes_open
    reviews = {review for promise in exposed.ties for _table, review in fold.reviews_of(promise)}
    _forget_drafts(notebook, reviews | exposed.opinions)
    opinions = [_denounced(fold, one) for one in sorted(exposed.opinions - fold.protected)]
    reason = _("found to be what the law protects") if opinions and not is_open else ""
    return [*opinions, *protecting(fold, exposed.ties, may_take_out=is_open)], reason


def _denounced(fold: Fold, opinion: str) -> Edit:
    kind: dict[str, Value] = {"kind": DENUNCIATION}
    is_gone = opinion not in fold.rows[Table.ISSUES]
    return Edit(Table.ISSUES, opinion, kind | ({DELETED: True} if is_gone else {}))


def told(recorded: Recorded) -> list[str]:
    """What people are told of it: neither who nor what."""
    count = len({folder for folder, _operation in recorded.operations})
    done = ngettext(
        "What became secret was put in its own place in {count} other session too.",
        "What became secret was put in its own place in {count} other sessions too.",
        count,
    ).format(count=count)
    return [*([done] if count else []), *recorded.problems, *recorded.notices]


def put_off(session: str) -> str:
    """The beginning of what is said where something could not be kept secret yet."""
    return _(
        "What became secret could not be put in its own place in {session} yet; "
        "this is tried again by itself"
    ).format(session=session)


def secret_ids(follow_up: FollowUp) -> set[str]:
    """The ids of all promises made to somebody the law protects, and of their opinions."""
    rows = [row for row in follow_up.promises if row.protected]
    return {one for row in rows for one in (row.commitment, row.issue) if one}


def forget_office_drafts(root: Path, secret: Collection[str]) -> None:
    """Forget what was being typed of something before it became secret."""
    for draft in office_drafts(root):
        if any(one in draft.read().get("where", "") for one in secret):
            draft.clear()


def _forget_drafts(notebook: Notebook, records: Collection[str]) -> None:
    for draft in notebook.form_drafts.waiting():
        _table, _colon, record = draft.read().get("where", "").partition(":")
        if record in records:
            draft.clear()
    opening = DraftFile(notebook.folder / OPENING_DRAFT)
    typed = opening.read()
    left = {place: text for place, text in typed.items() if place.partition(" ")[2] not in records}
    if left != typed:
        opening.clear()
        if left:
            opening.write(left)
