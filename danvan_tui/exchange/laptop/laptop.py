"""The laptop as a party of the exchange: its keys, its office, and how its sessions stand."""

import contextlib
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_tui.exchange.laptop.delivering import Wait
from danvan_tui.exchange.laptop.errors import ExchangeDiskError
from danvan_tui.exchange.laptop.folder import NAME, OFFICE, alone_in
from danvan_tui.exchange.laptop.holding import Holding
from danvan_tui.exchange.laptop.identity import FILE, keys_in
from danvan_tui.exchange.laptop.line import Known, Line, read_known
from danvan_tui.exchange.laptop.sent import Sent
from danvan_tui.exchange.laptop.standing import SessionStanding
from danvan_tui.ledger import disk
from danvan_tui.ledger.operation import Clock, NewId, new_uuid7, wall_clock
from danvan_tui.ledger.sessions import Sessions
from danvan_tui.model.holders import holders

if TYPE_CHECKING:
    from danvan_tui.exchange.keys import Keys, OfficeFile, PublicKeys


class Laptop:
    """One data folder that sends to an office; nothing is read or made before it is asked for."""

    def __init__(
        self,
        root: Path,
        *,
        name: str = "",
        person: str = "",
        clock: Clock = wall_clock,
        new_id: NewId = new_uuid7,
        wait: Wait = time.sleep,
    ) -> None:
        """``name`` is shown at the office, ``person`` stands beside what is recorded here."""
        self.folder = root / NAME
        self.name = name
        self.person = person
        self.wait = wait
        self._clock = clock
        self._new_id = new_id
        self._holding: Holding | None = None

    # Who we are

    @property
    def is_begun(self) -> bool:
        """Whether this laptop has keys; looking makes none."""
        return (self.folder / FILE).exists()

    def public(self) -> "PublicKeys":
        """What the office may know of us; makes our keys. Raises LaptopError, KeysError."""
        return self._keys().public(self.name)

    @property
    def office(self) -> "PublicKeys | None":
        """The office this laptop trusts, None where there is none yet; raises KeysError."""
        from danvan_tui.exchange.keys import read_public  # noqa: PLC0415 - imports cryptography

        path = self.folder / OFFICE
        try:
            return read_public(path) if path.exists() else None
        except OSError as error:
            raise ExchangeDiskError(self.folder, error) from error

    def trust(self, office: "OfficeFile") -> None:
        """Seal for this office, and believe it, from now on; raises LaptopError.

        Where it is another one than before, everything is sent to it from the beginning.
        """
        with alone_in(self.folder):
            try:
                disk.write_whole(self.folder / OFFICE, office.data)
            except OSError as error:
                raise ExchangeDiskError(self.folder, error) from error

    # How sessions stand

    def states(self, shelf: Sessions) -> list[SessionStanding]:
        """Every session, the newest first; writes nothing. Raises LaptopError, LedgerError."""
        judge = self.known().judge
        held = self.holding(shelf).read()
        holds = holders({one.session: one.merged_into for one in held.values()})
        judged = [
            replace(judge.judge(folder, one), held_in=holds.get(one.session, ""))
            for folder, one in held.items()
        ]
        return sorted(judged, key=lambda one: (one.date, one.folder), reverse=True)

    def known(self) -> Known:
        """What is known of the current line; writes nothing. Raises LaptopError, KeysError."""
        from danvan_tui.exchange.keys import read_keys  # noqa: PLC0415 - as above

        if not self.is_begun:
            return Known(Sent(), None)
        try:
            return read_known(self.folder, read_keys(self.folder / FILE), self.office)
        except OSError as error:
            raise ExchangeDiskError(self.folder, error) from error

    def holding(self, shelf: Sessions) -> Holding:
        """What the sessions hold, kept between two questions."""
        if self._holding is None:
            self._holding = Holding(shelf)
        return self._holding

    # Sending

    @contextlib.contextmanager
    def line(self) -> Iterator[Line]:
        """The line, open for writing in this window only; raises LaptopError, KeysError."""
        office, keys = self.office, self._keys()
        with alone_in(self.folder):
            yield Line(
                self.folder, keys, office, name=self.name, clock=self._clock, new_id=self._new_id
            )

    def _keys(self) -> "Keys":
        try:
            return keys_in(self.folder, self.name)
        except OSError as error:
            raise ExchangeDiskError(self.folder, error) from error
