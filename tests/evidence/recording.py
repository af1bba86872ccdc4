"""A recorder that says on a pipe what it is about to write and what it was told is saved.

``> operation`` before writing, ``= id`` when it is saved, ``! id`` when saving was reported as
failed. Run as a program it makes a session, records, closes it, and tries again what failed.
"""

import argparse
import contextlib
import os
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from danvan_tui.ledger.errors import LedgerError, NothingToUndoError, SaveError
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit, Operation, decode_operation, encode_operation
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.ledger.store import Entry
from danvan_tui.model.records import DENUNCIATION, Table

Say = Callable[[str], None]
WORDS = ["đề nghị", "xã", "sửa đường", "bản Nà Pù", "trước mùa mưa", "vì", "ô tô", "không vào được"]


class Recorder:
    """Does at random what a secretary does, as fast as it can."""

    def __init__(self, notebook: Notebook, chance: random.Random, say: Say) -> None:
        self._notebook = notebook
        self._chance = chance
        self._say = say

    def go_on(self) -> bool:
        """Do one more thing; False where it was reported as failed."""
        draw = self._chance.random()
        if draw < 0.04:
            with contextlib.suppress(SaveError):
                self._notebook.checkpoint()
            return True
        try:
            entry = self._entry(draw)
        except NothingToUndoError:
            entry = self._notebook.prepare([self._issue()])
        return save(self._notebook, entry, self._say)

    def _entry(self, draw: float) -> Entry:
        issues = self._notebook.state.issues()
        if draw < 0.10:
            return self._notebook.prepare_undo()
        if draw < 0.14:
            return self._notebook.prepare_redo()
        if not issues or draw < 0.55:
            return self._notebook.prepare([self._issue()])
        issue = self._chance.choice(issues)
        if draw < 0.60:
            return self._notebook.prepare([Edit(Table.ISSUES, issue.id, {"kind": DENUNCIATION})])
        if draw < 0.70:
            return self._notebook.prepare(
                [Edit(Table.ISSUES, issue.id, {"content": self._words()})]
            )
        table = Table.ANSWERS if draw < 0.85 else Table.COMMITMENTS
        about = f"{self._words()} cảm ơn ông {issue.speaker_name}"
        return self._notebook.prepare([self._notebook.new(table, issue=issue.id, content=about)])

    def _issue(self) -> Edit:
        name = f"Giàng A {self._chance.randrange(16**6):06X}"
        return self._notebook.new(Table.ISSUES, speaker_name=name, content=self._words())

    def _words(self) -> str:
        return " ".join(self._chance.choices(WORDS, k=self._chance.randint(1, 120)))


def save(notebook: Notebook, entry: Entry, say: Say) -> bool:
    """Write one entry and say what became of it."""
    operation = entry.operation
    say(f"> {encode_operation(operation).decode()}")
    try:
        notebook.write(entry)
    except SaveError:
        say(f"! {operation.id}")
        return False
    notebook.apply(entry)
    say(f"= {operation.id}")
    return True


@dataclass
class Account:
    """What a recorder said it tried, what it was told is saved, and what had failed."""

    tried: dict[str, Operation] = field(default_factory=dict)
    saved: set[str] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)

    def hear(self, lines: Iterable[str]) -> None:
        """Take lines of a recorder; a last line that was torn says nothing."""
        for line in lines:
            mark, _, rest = line.rstrip("\n").partition(" ")
            if not line.endswith("\n"):
                continue
            if mark == ">":
                operation = decode_operation(rest.encode())
                self.tried[operation.id] = operation
            elif mark in {"=", "!"}:
                (self.saved if mark == "=" else self.failed).add(rest)

    def missing(self, notebook: Notebook) -> int:
        """How many saved entries the notebook does not hold as they were written."""
        found = notebook.state.fold.operations
        return sum(found.get(one) != self.tried[one] for one in self.saved)

    def invented(self, notebook: Notebook, known: Iterable[str] = ()) -> int:
        """How many entries nobody wrote, or whose writer was told that they had failed."""
        in_flight = self.tried.keys() - self.saved - self.failed
        allowed = self.saved | in_flight | set(known)
        return len(notebook.state.fold.operations.keys() - allowed) + max(0, len(in_flight) - 1)


def exposed(notebook: Notebook) -> int:
    """How many protected names stand in files that everybody may read."""
    names = [
        str(row[name]).encode()
        for row in notebook.state.identities().values()
        for name in ("speaker_name",)
        if name in row
    ]
    files = [path for path in notebook.folder.rglob("*") if path.is_file()]
    open_files = [path.read_bytes() for path in files if not path.name.startswith("protected")]
    return sum(name in data for name in names for data in open_files)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", type=Path)
    parser.add_argument("--entries", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()

    def say(line: str) -> None:
        os.write(1, f"{line}\n".encode())

    notebook = _insist(lambda: _new_session(arguments.root), say)
    recorder = Recorder(notebook, random.Random(arguments.seed), say)
    done = 0
    while done < arguments.entries:
        done += recorder.go_on()
    try:
        notebook.close()
    except SaveError:
        say("closing failed")
    say("end")


def _new_session(root: Path) -> Notebook:
    shelf = Shelf(root)
    return shelf.open(shelf.create(), person="Lò Thị Mai")


def _insist(make: Callable[[], Notebook], say: Say) -> Notebook:
    """What failed once and was reported is tried once more."""
    try:
        return make()
    except LedgerError:
        say("making failed")
        return make()


if __name__ == "__main__":
    main()
