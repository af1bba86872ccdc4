"""Which operations every session holds now, read again only where something was written."""

import contextlib
from collections.abc import Callable
from pathlib import Path

import msgspec

from danvan_tui.exchange.laptop.operation_ids import OperationIds, ids_of
from danvan_tui.ledger import disk
from danvan_tui.ledger.checkpoint import STATE_FILE, Summary, read_head
from danvan_tui.ledger.derived import FOLDER
from danvan_tui.ledger.errors import LedgerError
from danvan_tui.ledger.finding import find
from danvan_tui.ledger.frame import pack, unpack
from danvan_tui.ledger.sessions import Sessions
from danvan_tui.ledger.stamps import Stamp
from danvan_tui.ledger.state import State
from danvan_tui.ledger.state_files import summary_of
from danvan_tui.model.records import SessionState
from danvan_tui.model.rules import EDITABLE

_FILE = "held.json"


class Held(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one session holds."""

    session: str = ""
    code: str = ""
    date: str = ""
    is_closed: bool = False
    merged_into: str = ""
    operations: OperationIds = OperationIds()
    trouble: str = ""
    """Why it cannot be read, in one sentence."""
    stamp: list[tuple[str, int, int]] | None = None
    """None while something may be written at any time."""


class Holding:
    """All sessions of a shelf; what is kept between two runs may be deleted at any time."""

    def __init__(self, shelf: Sessions) -> None:
        self._shelf = shelf
        self._path = shelf.root / FOLDER / _FILE
        self._held: dict[str, Held] | None = None

    def read(self) -> dict[str, Held]:
        """What every session holds, by its folder; raises LedgerError for the shelf."""
        before = self._kept() if self._held is None else self._held
        stamps = self._shelf.stamps()
        self._held = {
            name: self._read(name, stamp, before.get(name)) for name, stamp in stamps.items()
        }
        if self._held != before:
            self._keep(self._held)
        return self._held

    def _read(self, name: str, stamp: Stamp | None, before: Held | None) -> Held:
        if before is not None and stamp is not None and before.stamp == sorted(stamp):
            return before
        return _read(self._shelf.folder(name), stamp)

    def _kept(self) -> dict[str, Held]:
        try:
            frames, damages = unpack(disk.read_whole(self._path))
            if len(frames) == 1 and not damages:
                return _decode(frames[0].payload)
        except (OSError, msgspec.MsgspecError):
            pass  # it is worked out anew
        return {}

    def _keep(self, held: dict[str, Held]) -> None:
        with contextlib.suppress(OSError):  # it saves time, no more
            self._path.parent.mkdir(exist_ok=True)
            disk.write_whole(self._path, pack(0, msgspec.json.encode(held)))


def _read(folder: Path, stamp: Stamp | None) -> Held:
    """Read a session without folding it; the stamp was taken before."""
    try:
        found = find(folder)
        head = read_head(folder / STATE_FILE) if stamp is not None else None
        is_all = head is not None and head.entries == len(found.operations)
        summary = head.summary if head and is_all else summary_of(State(found.ordered()))
    except LedgerError as error:
        return Held(trouble=str(error))
    return Held(
        session=summary.id,
        code=summary.code,
        date=summary.date,
        is_closed=_is_closed(summary),
        merged_into=summary.merged_into,
        operations=ids_of(found.operations),
        stamp=None if stamp is None else sorted(stamp),
    )


def _is_closed(summary: Summary) -> bool:
    return bool(summary.state) and SessionState(summary.state) not in EDITABLE


_decode: Callable[[bytes], dict[str, Held]] = msgspec.json.Decoder(dict[str, Held]).decode
