"""Follow-ups: what the office recorded in our sessions, taken into them as soon as it can be."""

import contextlib
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from danvan_tui.exchange.failing import ParcelError
from danvan_tui.exchange.laptop.entries import Handled, TakenIn
from danvan_tui.exchange.laptop.errors import ExchangeDiskError
from danvan_tui.exchange.laptop.holding import Held
from danvan_tui.exchange.laptop.line import Line
from danvan_tui.exchange.laptop.news import told
from danvan_tui.exchange.laptop.opened_replies import open_reply
from danvan_tui.exchange.laptop.operation_ids import ids_of
from danvan_tui.exchange.returned import Returned, ReturnedSession
from danvan_tui.followup.writing import Writing
from danvan_tui.language import _
from danvan_tui.ledger import disk
from danvan_tui.ledger.adopting import folder_name
from danvan_tui.ledger.errors import LedgerError
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Operation
from danvan_tui.ledger.sessions import Sessions
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.ledger.state import State
from danvan_tui.ledger.taking_in import check_sound, take_in
from danvan_tui.vietnamese.clean import clean

_LONGEST_CODE = 60


@dataclass
class CameBack:
    """What came of the follow-ups that wait."""

    sessions: list[str] = field(default_factory=list)
    """The codes of the sessions that are richer now."""
    came: list[str] = field(default_factory=list)
    """What came into each of them, in one sentence."""
    problems: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


def keep_waiting(inbox: Path, name: str, data: bytes) -> None:
    """Keep a follow-up, sealed as it came, until its sessions took it in; raises OSError."""
    inbox.mkdir(exist_ok=True)
    disk.write_whole(inbox / name, data)


def waiting_names(inbox: Path) -> set[str]:
    """The follow-ups that wait; raises ExchangeDiskError."""
    try:
        return {path.name for path in inbox.iterdir()}
    except FileNotFoundError:
        return set()
    except OSError as error:
        raise ExchangeDiskError(inbox, error) from error


def take_in_waiting(line: Line, shelf: Sessions, held: dict[str, Held], person: str) -> CameBack:
    """Take every follow-up that waits into its sessions; one that is open elsewhere waits on.

    Raises LaptopError; what was taken in before stays so, and the same again changes nothing.
    """
    came_back = CameBack()
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
            _take_in(line, shelf, held, person, session, (digest, returned.serial), came_back)
            for session in returned.sessions
        ]
        if all(done):
            line.write(Handled(name=name))
            _forget(path)
    return came_back


def _take_in(
    line: Line,
    shelf: Sessions,
    held: dict[str, Held],
    person: str,
    session: ReturnedSession,
    came: tuple[str, int],
    came_back: CameBack,
) -> bool:
    """Take the operations of one session in; False where it has to wait."""
    digest, serial = came
    if any((one.digest, one.session) == (digest, session.session) for one in line.sent.returned):
        return True
    folders = _folders(held, session.session)
    code = clean(session.code)[:_LONGEST_CODE]
    about = _("What the office sent for {code} waits").format(code=code)
    if not folders:
        try:
            folders = _bring_back(shelf, session, person, came_back)
        except LedgerError as error:
            came_back.problems.append(f"{about}: {error}")
            return False
    if not folders:
        came_back.notices.append(
            _(
                "The office sent something for {code}, which is not on this laptop any more. "
                "Nothing was changed; the office still has it. To have it here again, please ask "
                "the office for an export of it, then: danvan merge FILE"
            ).format(code=code)
        )
        return True
    added: list[int] = []
    new: list[Operation] = []

    def record(notebook: Notebook) -> None:
        known = set(notebook.state.fold.operations)
        added.append(take_in(notebook, session.operations))
        new[:] = [one for one in session.operations if one.id not in known] or new

    writing = Writing(shelf, person)
    for folder in folders:
        writing.write(folder, about, record)
    came_back.problems += writing.recorded.problems
    came_back.notices += writing.recorded.notices
    if len(added) < len(folders):
        return False
    if any(added):
        came_back.sessions.append(code)
        came_back.came.append(told(code, new))
    ids = ids_of(operation.id for operation in session.operations)
    line.write(TakenIn(digest=digest, serial=serial, session=session.session, operations=ids))
    return True


def _bring_back(
    shelf: Sessions, session: ReturnedSession, person: str, came_back: CameBack
) -> Sequence[str]:
    """Put a session on the shelf that a backup lacked, where the office sent all of it.

    Only its first entry, which everybody who sent it has, gives it a code. Raises LedgerError; then
    nothing of it is there.
    """
    for operation in session.operations:
        check_sound(operation, session.session)
    if not (isinstance(shelf, Shelf) and State(session.operations).session.code):
        return ()
    folder = shelf.folder(folder_name(session.operations))
    if not folder.exists():  # another follow-up may have brought it just now
        shelf.adopt(session.operations, person=person)
        code = clean(session.code)[:_LONGEST_CODE]
        came_back.sessions.append(code)
        came_back.notices.append(
            _(
                "{code} was not on this laptop any more. The office sent all of it back, so it "
                "is here again."
            ).format(code=code)
        )
    return (folder.name,)


def _folders(held: dict[str, Held], session: str) -> Sequence[str]:
    """Where a session stands; somebody may have copied its folder."""
    return sorted(folder for folder, one in held.items() if one.session == session)


def _forget(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()
