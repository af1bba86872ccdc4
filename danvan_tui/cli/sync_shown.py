"""What `danvan sync` says: how far each session is, and what came of an exchange."""

from typing import TYPE_CHECKING, Any

from danvan_tui.cli.output import complain, say, say_json
from danvan_tui.language import _
from danvan_tui.wording import words

if TYPE_CHECKING:
    from danvan_tui.exchange.laptop.laptop import Laptop
    from danvan_tui.exchange.laptop.standing import SessionStanding
    from danvan_tui.exchange.laptop.sync import Synced
    from danvan_tui.exchange.parties import PublicKeys
    from danvan_tui.ledger.sessions import Sessions


def tell_states(laptop: "Laptop", shelf: "Sessions", *, as_json: bool) -> None:
    """How every session stands, who this laptop is, and whom it trusts."""
    office = laptop.office
    standings = laptop.states(shelf)
    if as_json:
        own = laptop.public() if laptop.is_begun else None
        sessions = [_standing_record(one) for one in standings]
        say_json({"laptop": _party(own), "office": _party(office), "sessions": sessions})
        return
    for one in standings:
        say(_line(one))
    if not standings:
        say(_("There is no session yet. Begin one with: danvan new"))
    if office is None:
        say(
            _(
                "The key of the office is not known yet, so nothing can be sealed. "
                "With the file of the office: danvan sync --trust FILE"
            )
        )
    if laptop.is_begun:
        say(told(laptop))


def told(laptop: "Laptop") -> str:
    """What the office asks for when it sees this laptop for the first time."""
    own = laptop.public()
    return _(
        "This laptop is {name}; its fingerprint, for the office on the phone: {digits}"
    ).format(name=own.name or own.id, digits=own.fingerprint)


def tell_synced(synced: "Synced", *, is_removable: bool) -> None:
    """What came of the exchange with one target, and whether it may be taken out now."""
    target = synced.target
    lines = [
        (_("Sent to {target} and read back there: {codes}"), synced.sent),
        (_("Sent again, the office does not have it yet: {codes}"), synced.again),
        (_("The office has received: {codes}"), synced.received),
        (_("What the office recorded was taken into: {codes}"), synced.merged),
    ]
    for words_, codes in lines:
        if codes:
            say(words_.format(target=target, codes=", ".join(sorted(set(codes)))))
    for one_came in synced.came:
        say(f"  {words.one_line(one_came)}")
    for one in synced.refused:
        refused = _("The office refused {code}: {reason}")
        said = "{code}: {reason}" if one.is_withdrawn else refused
        complain(said.format(code=one.code, reason=one.reason))
    for notice in synced.notices:
        complain(notice)
    for problem in synced.problems:
        complain(problem if target in problem else f"{target}: {problem}")
    if not (any(codes for _words, codes in lines) or synced.problems or synced.refused):
        say(_("There was nothing to send, and nothing new from the office."))
    _tell_where_all_is(synced, is_removable=is_removable)


def _tell_where_all_is(synced: "Synced", *, is_removable: bool) -> None:
    if synced.is_delivered:
        say(_("Everything stands at {target}.").format(target=synced.target))
        if is_removable:
            say(_("You can take the stick out now."))
        if is_removable and synced.sent:
            say(_("Bring it to the office; when it is back, run the same command again."))
    elif synced.waiting:
        say(_("Waiting for the next time: {count}").format(count=synced.waiting))


def as_record(synced: "Synced") -> dict[str, Any]:
    """The same for programs."""
    return {
        "target": synced.target,
        "sent": synced.sent,
        "received": synced.received,
        "refused": [{"code": one.code, "reason": one.reason} for one in synced.refused],
        "merged": synced.merged,
        "waiting": synced.waiting,
        "delivered": synced.is_delivered,
        "problems": synced.problems,
        "notices": synced.notices,
    }


def _line(one: "SessionStanding") -> str:
    from danvan_tui.wording.sending import state_of, why  # noqa: PLC0415 - exchange

    parts = [one.code or one.folder, words.day(one.date), state_of(one), why(one)]
    return "  ".join(words.one_line(part) for part in parts if part)


def _standing_record(one: "SessionStanding") -> dict[str, Any]:
    return {
        "code": one.code,
        "folder": one.folder,
        "date": one.date,
        "state": one.standing.value,
        "reason": one.reason,
        "closed": one.is_closed,
        "changed": one.is_changed,
        "conflicts": one.conflicts,
        "unsealed": one.is_unsealed,
    }


def _party(public: "PublicKeys | None") -> dict[str, str] | None:
    if public is None:
        return None
    return {"id": public.id, "name": public.name, "fingerprint": public.fingerprint}
