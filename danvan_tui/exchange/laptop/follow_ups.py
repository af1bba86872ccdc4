"""Follow-ups: what the office recorded in our sessions, taken into them as soon as it can be."""

import contextlib
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from danvan_tui.exchange.failing import ParcelError
from danvan_tui.exchange.laptop.entries import Handled, TakenIn
from danvan_tui.exchange.laptop.holding import Held
from danvan_tui.exchange.laptop.line import Line
from danvan_tui.exchange.laptop.opened_replies import open_reply
from danvan_tui.exchange.laptop.operation_ids import ids_of
from danvan_tui.exchange.returned import Returned, ReturnedSession
from danvan_tui.followup.writing import Writing
from danvan_tui.language import _
from danvan_tui.ledger import disk
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.sessions import Sessions
from danvan_tui.ledger.taking_in import take_in
from danvan_tui.vietnamese.clean import clean


@dataclass
class Merged:
    """What came of the follow-ups that wait."""

    sessions: list[str] = field(default_factory=list)
    """The codes of the sessions that are richer now."""
    problems: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


def keep_waiting(inbox: Path, name: str, data: bytes) -> None:
    """Keep a follow-up, sealed as it came, until its sessions took it in; raises OSError."""
    inbox.mkdir(exist_ok=True)
    disk.write_whole(inbox / name, data)


def waiting_names(inbox: Path) -> set[str]:
    """The follow-ups that wait."""
    return {path.name for path in inbox.iterdir()} if inbox.is_dir() else set()


def take_in_waiting(line: Line, shelf: Sessions, held: dict[str, Held], person: str) -> Merged:
    """Take every follow-up that waits into its sessions; one that is open elsewhere waits on.

    Raises LaptopError; what was taken in before stays so, and the same again changes nothing.
    """
    merged = Merged()
    for name in sorted(waiting_names(line.inbox)):
        path = line.inbox / name
        try:
            data = disk.read_whole(path)
            returned = None if line.office is None else open_reply(data, line.keys, line.office)
        except (OSError, ParcelError):
            returned = None  # it is fetched again where it came from
        if not isinstance(returned, Returned):
            _forget(path)
            continue
        digest = hashlib.sha256(data).hexdigest()
        done = [
            _take_in(line, shelf, held, person, session, (digest, returned.serial), merged)
            for session in returned.sessions
        ]
        if all(done):
            line.write(Handled(name=name))
            _forget(path)
    return merged


def _take_in(
    line: Line,
    shelf: Sessions,
    held: dict[str, Held],
    person: str,
    session: ReturnedSession,
    came: tuple[str, int],
    merged: Merged,
) -> bool:
    """Take the operations of one session in; False where it has to wait."""
    digest, serial = came
    if any((one.digest, one.session) == (digest, session.session) for one in line.sent.returned):
        return True
    folders = _folders(held, session.session)
    code = clean(session.code)
    if not folders:
        merged.notices.append(
            _(
                "The office sent something for {code}, which is not on this laptop any more. "
                "Nothing was changed; the office still has it."
            ).format(code=code)
        )
        return True
    added: list[int] = []

    def record(notebook: Notebook) -> None:
        added.append(take_in(notebook, session.operations))

    writing = Writing(shelf, person, {})
    about = _("What the office sent for {code} waits").format(code=code)
    for folder in folders:
        writing.write(folder, about, record)
    merged.problems += writing.recorded.problems
    merged.notices += writing.recorded.notices
    if len(added) < len(folders):
        return False
    if any(added):
        merged.sessions.append(code)
    ids = ids_of(operation.id for operation in session.operations)
    line.write(TakenIn(digest=digest, serial=serial, session=session.session, operations=ids))
    return True


def _folders(held: dict[str, Held], session: str) -> Sequence[str]:
    """Where a session stands; somebody may have copied its folder."""
    return sorted(folder for folder, one in held.items() if one.session == session)


def _forget(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()
