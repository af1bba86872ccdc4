"""The folder of the exchange: what lies where in it, and who may write there now."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from danvan_tui.exchange.laptop.errors import BusyError, ExchangeDiskError

NAME = "exchange"
OFFICE = "office.danvan-office"
RECEIPT = "receipt.danvan"
OUTBOX = "outbox"
INBOX = "inbox"
_LOCK = "exchange.lock"


@contextlib.contextmanager
def alone_in(folder: Path, patience: float = 0) -> Iterator[None]:
    """Be the only window that sends or fetches, after so many seconds at the most.

    Raises BusyError, ExchangeDiskError.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 - looking needs no lock

    lock = FileLock(folder / _LOCK, thread_local=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=patience)
    except Timeout:
        raise BusyError from None
    except OSError as error:
        raise ExchangeDiskError(folder, error) from error
    try:
        yield
    finally:
        lock.release()
