"""How each session stands between laptop and office: worked out anew, never stored."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from danvan_tui.exchange.laptop.entries import Made
from danvan_tui.exchange.laptop.holding import Held
from danvan_tui.exchange.laptop.operation_ids import OperationIds, covers, union
from danvan_tui.exchange.laptop.sent import Sent
from danvan_tui.exchange.receipt import Entry, Outcome, Receipt
from danvan_tui.language import _
from danvan_tui.vietnamese.clean import clean


class Standing(StrEnum):
    """Where a session is on its way, as exactly these operations."""

    NOT_SENT = "not_sent"
    """Something of it is in no package yet, or in none that counts."""
    QUEUED = "queued"
    SENT = "sent"
    """All of it stands at a target and was read back there."""
    RECEIVED = "received"
    """The newest receipt of the office says that it has all of it."""
    REFUSED = "refused"
    CONFLICT = "conflict"
    """Received, and some fields have two values at the office."""


@dataclass(frozen=True)
class SessionStanding:
    """One session of the laptop."""

    folder: str
    session: str
    code: str
    date: str
    standing: Standing
    reason: str = ""
    """Why it was refused or cannot be read, in one sentence."""
    is_closed: bool = False
    """Whether the minutes are closed: then it is sent without being asked for."""
    held_in: str = ""
    """The session that holds its notes; only a look at all of them says so."""
    is_changed: bool = False
    """Whether something was recorded since it was sent last."""
    is_lost: bool = False
    """Whether all of it was sent, and the office does not have it any more."""
    conflicts: int = 0
    is_unsealed: bool = False
    """Whether anything of it is on its way in a file that everybody can read."""
    is_withdrawn: bool = False
    """Whether it was refused only because the office took back the import it came in."""


class Judge:
    """Judges sessions by the packages of the current line and the newest receipt."""

    def __init__(self, sent: Sent, receipt: Receipt | None) -> None:
        self._sent = sent
        self._serial = receipt.serial if receipt else None
        entries = receipt.entries if receipt else []
        self._entries = {one.digest: one for one in entries if one.digest in sent.made}
        self._by_session: dict[str, list[Made]] = {}
        for made in sent.made.values():
            self._by_session.setdefault(made.session, []).append(made)

    def outcome(self, made: Made) -> Entry | None:
        """What the newest receipt says of a package."""
        return self._entries.get(made.digest)

    def counts(self, made: Made) -> bool:
        """Whether a package was accepted, or may still be."""
        entry = self.outcome(made)
        if entry is not None:
            return entry.outcome is Outcome.ACCEPTED
        return made.digest not in self._sent.gone

    def is_packed(self, held: Held) -> bool:
        """Whether all of a session stands in packages that count."""
        made = self._by_session.get(held.session, ())
        return covers(_all(one for one in made if self.counts(one)), held.operations)

    def waiting(self) -> list[Made]:
        """The packages of which the office has not said what became of them."""
        return [one for one in self._sent.made.values() if self._is_waiting(one)]

    def _is_waiting(self, made: Made) -> bool:
        return self.counts(made) and not self.outcome(made)

    def judge(self, folder: str, held: Held) -> SessionStanding:
        """How a session stands."""
        made = self._by_session.get(held.session, [])
        standing, reason = self._standing(held, made)
        conflicts = self._conflicts(made)
        if standing is Standing.RECEIVED and conflicts:
            standing = Standing.CONFLICT
        return SessionStanding(
            folder=folder,
            session=held.session,
            code=held.code,
            date=held.date,
            standing=standing,
            reason=reason,
            is_closed=held.is_closed,
            is_changed=bool(made) and not _covers(made, held),
            is_lost=standing is Standing.NOT_SENT and bool(made) and _covers(made, held),
            conflicts=conflicts,
            is_withdrawn=standing is Standing.REFUSED and self._is_withdrawn(made),
            is_unsealed=any(not one.sealed and self._is_waiting(one) for one in made),
        )

    def _standing(self, held: Held, made: Sequence[Made]) -> tuple[Standing, str]:
        if held.trouble:
            return Standing.NOT_SENT, held.trouble
        accepted = [one for one in made if self._is_accepted(one)]
        returned = self._returned(held)
        if covers(_all(accepted, returned), held.operations):
            return Standing.RECEIVED, ""
        under_way = [one for one in made if self.counts(one)]
        delivered = [
            one for one in under_way if self._is_accepted(one) or one.digest in self._sent.delivered
        ]
        if covers(_all(delivered, returned), held.operations):
            return Standing.SENT, ""
        if covers(_all(under_way, returned), held.operations):
            return Standing.QUEUED, ""
        reason = self._reason(held, made)
        return (Standing.REFUSED, reason) if reason else (Standing.NOT_SENT, "")

    def _returned(self, held: Held) -> list[OperationIds]:
        """What came from the office after it wrote the newest receipt.

        Before that, the office may have taken it back; then only packages say what it has.
        """
        return [
            one.operations
            for one in self._sent.returned
            if one.session == held.session and self._serial and one.serial >= self._serial
        ]

    def _is_accepted(self, made: Made) -> bool:
        entry = self.outcome(made)
        return entry is not None and entry.outcome is Outcome.ACCEPTED

    def _reason(self, held: Held, made: Sequence[Made]) -> str:
        """Why the office does not have a session that did not change since it was sent."""
        answered = [one for one in made if self.outcome(one) or self.counts(one)]
        if not _covers(answered, held):
            return ""
        refused = self._refused(made)
        return _said(refused[-1]) if refused else ""

    def _is_withdrawn(self, made: Sequence[Made]) -> bool:
        return self._refused(made)[-1].outcome is Outcome.WITHDRAWN

    def _refused(self, made: Sequence[Made]) -> list[Entry]:
        entries = [entry for one in made if (entry := self.outcome(one))]
        return [entry for entry in entries if entry.outcome is not Outcome.ACCEPTED]

    def _conflicts(self, made: Sequence[Made]) -> int:
        accepted = [entry for one in made if (entry := self.outcome(one)) is not None]
        last = [entry for entry in accepted if entry.outcome is Outcome.ACCEPTED][-1:]
        return last[0].conflicts if last else 0


def _said(entry: Entry) -> str:
    if entry.outcome is Outcome.WITHDRAWN:
        return clean(entry.reason) or _(
            "The office took back the import it came in. Nothing has to be done here: the office "
            "takes the file once more. Send it again only if the office asks for it."
        )
    return clean(entry.reason) or _("The office gave no reason.")


def _covers(made: Iterable[Made], held: Held) -> bool:
    return covers(_all(made), held.operations)


def _all(made: Iterable[Made], more: Iterable[OperationIds] = ()) -> OperationIds:
    return union([*(one.operations for one in made), *more])
