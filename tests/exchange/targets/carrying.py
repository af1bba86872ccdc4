"""What the tests of all targets share: parcels, a listener, and how to tell a whole file."""

import hashlib
from pathlib import Path

from danvan_tui.exchange.targets.target import TO_OFFICE

FOLDER = TO_OFFICE


def parcel(size: int = 700_000, letter: bytes = b"a") -> tuple[str, bytes]:
    """A file as it is carried: its name says the digest of its bytes."""
    data = hashlib.sha256(letter).digest() * (size // 32 + 1)
    digest = hashlib.sha256(data[:size]).hexdigest()[:16]
    return f"DT-2026-001_0001_{digest}.danvan.age", data[:size]


class Listener:
    """Hears of progress, and stops the writing after so many times where it is told to."""

    def __init__(self, stop_after: int | None = None) -> None:
        self.heard: list[tuple[int, int]] = []
        self._stop_after = stop_after

    def progress(self, done: int, size: int) -> None:
        self.heard.append((done, size))

    def is_cancelled(self) -> bool:
        return self._stop_after is not None and len(self.heard) > self._stop_after


def looks_whole(root: Path) -> dict[str, bytes]:
    """What anybody would take for a file of ours below a folder."""
    return {
        path.name: path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and path.name.endswith((".danvan", ".danvan.age", ".json"))
    }
