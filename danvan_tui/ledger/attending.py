"""Who comes and who leaves: the edits that say so, the same from a list and from the line."""

from datetime import datetime

from danvan_tui.ledger.operation import Edit
from danvan_tui.model.records import Attendee, Presence, Session, SessionState, Table, Value
from danvan_tui.model.rules import is_total, toggle_presence


def tick_edits(attendee: Attendee, now: datetime) -> list[Edit]:
    """Edits that tick somebody off: here, or gone when he was here; a total cannot come or go."""
    if is_total(attendee):
        return []
    if toggle_presence(attendee) is Presence.PRESENT:
        return arrival_edits(attendee, now)
    return leaving_edits(attendee, now)


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
