"""How far sessions are on their way to the office, for the list of all sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from danvan_tui.ledger.shelf import Shelf


def read_marks(shelf: Shelf) -> dict[str, str]:
    """A few words for each session that has left, by folder; for a thread.

    Where nothing was ever sent, nothing is read; what cannot be read has no mark.
    """
    from danvan_tui.exchange.failing import TroubleError  # noqa: PLC0415 - not for starting
    from danvan_tui.exchange.laptop.errors import LaptopError  # noqa: PLC0415
    from danvan_tui.exchange.laptop.folder import NAME  # noqa: PLC0415
    from danvan_tui.exchange.laptop.sent_log import FILE  # noqa: PLC0415
    from danvan_tui.ledger.errors import LedgerError  # noqa: PLC0415

    if not (shelf.root / NAME / FILE).exists():
        return {}
    from danvan_tui.exchange.laptop.laptop import Laptop  # noqa: PLC0415 - reads all sessions
    from danvan_tui.wording.sending import mark  # noqa: PLC0415

    try:
        return {one.folder: mark(one) for one in Laptop(shelf.root).states(shelf)}
    except (LaptopError, LedgerError, TroubleError):
        return {}  # the screen that sends says what is wrong
