"""Many office exports for the register: real ones of some sessions, each given ids of its own."""

import re
from collections.abc import Iterator
from pathlib import Path

from danvan_tui.exchange import envelope
from danvan_tui.exchange.export import Profile, build_export
from danvan_tui.ledger.shelf import Shelf
from tests.followup.ten_years import make

SESSIONS = 64
_ISSUES = 450
_AT = "2026-11-22T20:00:00+07:00"
_RECORD = re.compile(rb'(?<=")[0-9a-f]{4}(?=[0-9a-f]{4}-[0-9a-f]{4}-7[0-9a-f]{3}-)')
_REPLICA = re.compile(rb'(?<=")[0-9a-f]{4}(?=[0-9a-f]{8}\.\d+")')
_DIGITS = 64


class Real:
    """The exports of some sessions of a commune, and how many records they hold."""

    def __init__(self, folder: Path) -> None:
        shelf = make(
            folder, sessions=SESSIONS, issues=_ISSUES, commitments=_ISSUES, reviews=3 * _ISSUES
        )
        self.exports: list[bytes] = []
        self.records = 0
        for path in sorted(shelf.folders()):
            state = shelf.open(path.name, write=False).state
            self.exports.append(_export(shelf, path.name))
            self.records += sum(map(len, state.fold.rows.values()))

    @property
    def average(self) -> float:
        """How many records an export holds."""
        return self.records / len(self.exports)

    def some(self, count: int) -> Iterator[bytes]:
        """So many exports, no two of one session."""
        for number in range(count):
            export = self.exports[number % len(self.exports)]
            yield _under_other_ids(export, number // len(self.exports))


def _export(shelf: Shelf, name: str) -> bytes:
    return build_export(shelf.open(name, write=False), Profile.OFFICE, at=_AT)


def _under_other_ids(export: bytes, number: int) -> bytes:
    """The same session as if another commune had held it."""
    head = b"%04x" % number
    data = _REPLICA.sub(head, _RECORD.sub(head, export))
    digest = envelope.digest(data).encode()
    end = data.rindex(envelope.stated_digest(data).encode())
    return data[:end] + digest + data[end + _DIGITS :]
