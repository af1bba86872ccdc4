"""Opening the register, or making it where there is none yet."""

from collections.abc import Callable
from pathlib import Path

from danvan_tui.ledger.operation import Clock, wall_clock
from danvan_tui.office.register.register import Register


def open_register(
    url: str | Path,
    kept: Path,
    *,
    clock: Clock = wall_clock,
    seal: Callable[[bytes], bytes] | None = None,
) -> Register:
    """Open it (a file is SQLite, ``postgresql://…`` PostgreSQL); raises RegisterError.

    ``seal`` closes the office's own entries before they are kept for rebuilding.
    """
    raise NotImplementedError
