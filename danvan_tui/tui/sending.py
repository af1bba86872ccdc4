"""Sending: what the laptop knows of its exchange, and the work of it, for the screens of one app.

Everything here runs on threads and touches no widget.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from danvan_tui.exchange.laptop.delivering import Show, Step
from danvan_tui.exchange.laptop.laptop import Laptop
from danvan_tui.exchange.laptop.sent import Sent
from danvan_tui.exchange.laptop.standing import SessionStanding
from danvan_tui.exchange.laptop.sync import Synced, sync
from danvan_tui.ledger import disk
from danvan_tui.ledger.conflicts import conflicts

if TYPE_CHECKING:
    from danvan_tui.exchange.keys import OfficeFile
    from danvan_tui.exchange.parties import PublicKeys
    from danvan_tui.ledger.shelf import Shelf
    from danvan_tui.tui.screens.carrying_places import Place

_FILES = "*.danvan-office"


class Known(NamedTuple):
    """What is known before anything is sent."""

    own: PublicKeys
    office: PublicKeys | None
    """None until the file of an office was trusted."""
    standings: Sequence[SessionStanding]
    villages: dict[str, list[str]]
    """By folder."""
    last_place: str
    """The name of the place something was sent to last."""
    undecided: frozenset[str]
    """The folders in which two values still wait, of those a receipt told of."""


class Sending:
    """What one window does to send sessions and to fetch what came back."""

    def __init__(self, shelf: Shelf, *, name: str, person: str) -> None:
        """``name`` is what the office reads, ``person`` stands beside what is recorded here."""
        self._shelf = shelf
        self._laptop = Laptop(shelf.root, name=name, person=person)
        self._stopped = threading.Event()

    def known(self) -> Known:
        """How everything stands now; raises LaptopError, LedgerError."""
        heads = self._shelf.sessions()
        standings = self._laptop.states(self._shelf)
        told = [one.folder for one in standings if one.conflicts]
        return Known(
            self._laptop.public(),
            self._laptop.office,
            standings,
            {one.folder.name: one.summary.villages for one in heads if one.summary},
            _last_place(self._laptop.known().sent),
            frozenset(folder for folder in told if self.conflicts_in(folder)),
        )

    def conflicts_in(self, folder: str) -> int:
        """How many fields of a session have two values here; raises LedgerError."""
        return len(conflicts(self._shelf.open(folder, write=False).state))

    def begin(self) -> None:
        """Forget that something was stopped before."""
        self._stopped.clear()

    def stop(self) -> None:
        """Stop what is being sent; what was sent before stays sent."""
        self._stopped.set()

    def send(self, place: Place, show: Show, *, wanted: frozenset[str], plain: bool) -> Synced:
        """Send what is not sent and take in what came back; raises TargetError, LaptopError."""
        from danvan_tui.exchange.targets.opening import open_target  # noqa: PLC0415 - fsspec

        def wait(seconds: float) -> None:
            show(Step("", 0, 0, pause=seconds))
            self._stopped.wait(seconds)

        target = open_target(place.name, place.setting)
        try:
            return sync(
                self._laptop,
                self._shelf,
                target,
                sessions=wanted,
                plain=plain,
                show=show,
                wait=wait,
                is_cancelled=self._stopped.is_set,
            )
        finally:
            target.close()

    def trust(self, office: OfficeFile) -> None:
        """Seal for this office from now on; raises LaptopError."""
        self._laptop.trust(office)


def _last_place(sent: Sent) -> str:
    delivered = [(at, name) for one in sent.delivered.values() for name, at in one.items()]
    return max(delivered, default=("", ""))[1]


def office_files(folder: Path) -> Iterator[OfficeFile]:
    """The public files of offices on a stick or in a folder, or the one that was named."""
    from danvan_tui.exchange.failing import KeysError  # noqa: PLC0415 - cryptography
    from danvan_tui.exchange.keys import read_office_file  # noqa: PLC0415

    folders = [one for one in (folder, folder / "danvan") if disk.is_folder(one)]
    named = [folder] if disk.is_file(folder) else []
    for path in [*named, *(path for one in folders for path in sorted(one.glob(_FILES)))]:
        with contextlib.suppress(KeysError, OSError):  # what is none is no reason to stop
            yield read_office_file(path)
