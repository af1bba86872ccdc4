"""Who comes and who leaves: the edits that say so, the same from a list and from the line."""

from datetime import datetime, timedelta

from danvan_tui.ledger.fold import Fold
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit, Operation
from danvan_tui.model.records import Attendee, Presence, Session, SessionState, Table, Value
from danvan_tui.model.rules import is_total, toggle_presence

_SLIP = timedelta(minutes=2)
"""So soon after the tick, unticking says that the wrong one was ticked, not that he left."""


def tick_edits(attendee: Attendee, now: datetime, notebook: Notebook) -> list[Edit]:
    """Edits that tick somebody off: here, or gone when he was here; a total cannot come or go.

    An arrival ticked here a moment ago was a slip, and is taken back.
    """
    if is_total(attendee):
        return []
    if toggle_presence(attendee) is Presence.PRESENT:
        return arrival_edits(attendee, now)
    return _slip_edits(attendee, now, notebook) or leaving_edits(attendee, now)


def _slip_edits(attendee: Attendee, now: datetime, notebook: Notebook) -> list[Edit]:
    """Edits that put back what stood before the arrival, if that was noted here just now.

    Who came because he spoke did come; heads were counted.
    """
    fold = notebook.state.fold
    heads = fold.heads(Table.ATTENDANCE, attendee.id, "presence")
    ticked = fold.operations.get(heads[0].operation) if heads else None
    if attendee.count is not None or ticked is None or ticked.replica != notebook.replica:
        return []
    if any(change.table is Table.ISSUES for change in ticked.changes):
        return []
    if not timedelta() <= now - datetime.fromisoformat(ticked.at) <= _SLIP:
        return []
    return [Edit(Table.ATTENDANCE, attendee.id, _before(attendee.id, ticked, fold))]


def _before(attendee: str, ticked: Operation, fold: Fold) -> dict[str, Value]:
    """What an operation replaced of somebody's coming and leaving."""
    before: dict[str, Value] = {}
    for change in ticked.changes:
        for name in ("presence", "arrived", "left"):
            if change.record == attendee and name in change.fields:
                versions = fold.versions(Table.ATTENDANCE, attendee, name)
                replaced = change.replaces.get(name, ())
                values = [one.value for one in versions if one.operation in replaced]
                before[name] = values[-1] if values else None
    return before | {"presence": before.get("presence") or Presence.LISTED.value}


def arrival_edits(attendee: Attendee, now: datetime) -> list[Edit]:
    """Edits that note an arrival; who comes back keeps the first time of arrival."""
    if attendee.presence is Presence.PRESENT:
        return []
    fields: dict[str, Value] = {"presence": Presence.PRESENT.value}
    if not attendee.arrived:
        fields["arrived"] = f"{now:%H:%M}"
    if attendee.left:
        fields["left"] = None
    return [Edit(Table.ATTENDANCE, attendee.id, fields)]


def leaving_edits(attendee: Attendee, now: datetime) -> list[Edit]:
    """Edits that note when somebody left."""
    if attendee.presence is Presence.LEFT:
        return []
    fields: dict[str, Value] = {"presence": Presence.LEFT.value, "left": f"{now:%H:%M}"}
    return [Edit(Table.ATTENDANCE, attendee.id, fields)]


def recount_edit(heads: Attendee, count: int, now: datetime) -> Edit:
    """The edit that counts heads again; who left before a total was counted is not in it."""
    fields: dict[str, Value] = {"count": count}
    if is_total(heads):
        fields["arrived"] = f"{now:%H:%M}"
    return Edit(Table.ATTENDANCE, heads.id, fields)


def beginning_edits(session: Session) -> list[Edit]:
    """Edits that make a drafted session live, to go with its first entry."""
    if not session.id or session.state is not SessionState.DRAFT:
        return []
    return [Edit(Table.SESSION, session.id, {"state": SessionState.LIVE.value})]
