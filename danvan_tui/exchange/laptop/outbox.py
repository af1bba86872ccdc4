"""The outbox: the bytes of every package until the office has said what became of it."""

import contextlib
import hashlib
from collections.abc import Collection
from pathlib import Path

from danvan_tui.exchange.laptop.entries import Made
from danvan_tui.exchange.laptop.errors import ExchangeDiskError
from danvan_tui.ledger import disk


class Outbox:
    """Files by the names they travel under; only those in the log may leave."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, name: str, data: bytes) -> None:
        """Put a package there; raises OSError, then it is not there."""
        self._folder.mkdir(parents=True, exist_ok=True)
        disk.write_whole(self._folder / name, data)

    def read(self, made: Made) -> bytes | None:
        """The bytes of a package as they were made; None where they are lost or changed.

        Raises ExchangeDiskError where they cannot be read just now.
        """
        try:
            data = disk.read_whole(self._folder / made.name)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise ExchangeDiskError(self._folder, error) from error
        return data if hashlib.sha256(data).hexdigest() == made.digest else None

    def drop(self, name: str) -> None:
        """Take a package out; what cannot be is tried again next time."""
        with contextlib.suppress(OSError):
            (self._folder / name).unlink(missing_ok=True)

    def keep_only(self, names: Collection[str]) -> None:
        """Take out everything else: what was made and never written down, and what arrived."""
        with contextlib.suppress(OSError):  # next time
            for path in self._folder.iterdir():
                if path.name not in names:
                    self.drop(path.name)
