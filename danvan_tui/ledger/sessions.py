"""Sessions: what screens and commands ask of all of them, wherever they are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from danvan_tui.ledger.notebook import Notebook
    from danvan_tui.ledger.rows import Rows
    from danvan_tui.ledger.shelf import Shelved
    from danvan_tui.ledger.stamps import Stamp
    from danvan_tui.model.records import Value


class Sessions(Protocol):
    """The sessions of one laptop or of an office; each goes by the name of its folder."""

    @property
    def root(self) -> Path:
        """The folder for what is kept beside the sessions: drafts, and what was worked out."""

    @property
    def are_of_communes(self) -> bool:
        """Whether sessions of several communes are kept here, and are told apart by them."""

    def today(self) -> date:
        """The day on the clock of this computer."""

    def sessions(self) -> list[Shelved]:
        """All sessions, the newest first; raises LedgerError."""

    def folders(self) -> list[Path]:
        """The folders of all sessions, in no order; raises LedgerError."""

    def folder(self, name: str) -> Path:
        """The folder of a session that was found before."""

    def called(self, name: str) -> str:
        """What people call a session that was found before: its code."""

    def find(self, name: str) -> Path:
        """The folder of the session with this code or id; raises NoSuchSessionError."""

    def open(self, name: str, *, person: str = "", write: bool = True) -> Notebook:
        """Open the session with this code or id; raises LedgerError."""

    def create(self, *, person: str = "", **fields: Value) -> str:
        """Make a new session and give its code; raises LedgerError."""

    def rows(self, name: str) -> Rows:
        """What everybody may see of a session that was found before; raises LedgerError."""

    def stamp(self, name: str) -> Stamp | None:
        """Tells whether anything was written in a session; None while it may be at any time."""

    def stamps(self) -> dict[str, Stamp | None]:
        """The stamps of all sessions, far cheaper than one by one; raises LedgerError."""
