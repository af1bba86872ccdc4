"""How a session stands between laptop and office, in words."""

from __future__ import annotations

from danvan_tui.exchange.laptop.standing import SessionStanding, Standing
from danvan_tui.language import _, ngettext


def state_of(one: SessionStanding) -> str:
    """Where a session is on its way, and what must not be overlooked of it."""
    if one.is_unsealed and one.standing is Standing.SENT:
        return _("sent, NOT sealed")
    if one.is_withdrawn:
        return _("taken back there")
    if one.standing is Standing.CONFLICT:
        return f"{_name(one.standing)} · ≠{one.conflicts}"
    return _name(one.standing)


def _name(standing: Standing) -> str:
    return {
        Standing.NOT_SENT: _("not sent"),
        Standing.QUEUED: _("waiting"),
        Standing.SENT: _("sent"),
        Standing.RECEIVED: _("the office has it"),
        Standing.REFUSED: _("refused"),
        Standing.CONFLICT: _("the office has it"),
    }[standing]


def why(one: SessionStanding) -> str:
    """What there is to know besides; empty where the word says all."""
    if one.standing is Standing.NOT_SENT and not one.reason:
        return _not_sent(one)
    if one.standing is Standing.CONFLICT:
        return ngettext(
            "The office has it. {count} field has two values; both are kept until one is chosen.",
            "The office has it. {count} fields have two values; both are kept until one is chosen.",
            one.conflicts,
        ).format(count=one.conflicts)
    if one.is_unsealed and one.standing is Standing.SENT:
        return _("Everybody who gets the file can read it. Once sealed, it is sent anew.")
    return one.reason


def _not_sent(one: SessionStanding) -> str:
    if one.held_in:
        return _("Its notes were put into another session.")
    said = []
    if one.is_changed:
        said.append(_("Something was recorded since it was sent."))
    if not one.is_closed:
        said.append(_("The minutes are not closed yet, so it is sent only when asked for."))
    return " ".join(said)


def mark(one: SessionStanding) -> str:
    """What stands in place of “closed” once minutes have left; nothing while they have not."""
    has_left = one.standing not in (Standing.NOT_SENT, Standing.QUEUED)
    if not has_left or not one.is_closed:
        return ""
    is_known = one.standing is Standing.CONFLICT  # that list says “≠” of what differs here
    return _name(one.standing) if is_known else state_of(one)
