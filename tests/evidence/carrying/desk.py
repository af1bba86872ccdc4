"""A laptop with its note-taker: what it holds, what it sends to its stick, its backups."""

import random
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

from danvan_tui.exchange.keys import read_office_file
from danvan_tui.exchange.laptop.laptop import Laptop
from danvan_tui.exchange.laptop.standing import SessionStanding, Standing
from danvan_tui.exchange.laptop.sync import sync
from danvan_tui.exchange.targets.folder import FolderTarget
from danvan_tui.exchange.targets.target import TO_LAPTOPS, TO_OFFICE
from danvan_tui.ledger.shelf import Shelf
from tests.evidence.carrying.notes import write

_NOW = datetime(2026, 11, 22, 8, 0, tzinfo=timezone(timedelta(hours=7)))


class Desk:
    """One data folder; its clock may be years wrong."""

    def __init__(self, root: Path, name: str, chance: random.Random, public: Path) -> None:
        self.root = root / name
        self.stick = root / f"{name}-stick"
        self.stick.mkdir()
        self.typed: set[tuple[str, str]] = set()
        """Session and id of everything that was recorded here, ever."""
        self._name = name
        self._chance = chance
        self._skew = timedelta(days=chance.choice((0, 0, -400, 400)))
        self._backup = root / f"{name}-backup"
        self._ticks = 0
        self.turn_on()
        self.laptop.trust(read_office_file(public))

    def turn_on(self) -> None:
        """Start the program anew."""
        self.shelf = Shelf(self.root, clock=self._clock)
        self.laptop = Laptop(
            self.root,
            name=self._name,
            person=self._name,
            clock=self._clock,
            wait=lambda _seconds: None,
        )

    def _clock(self) -> datetime:
        self._ticks += 1
        return _NOW + self._skew + timedelta(seconds=self._ticks)

    # Taking notes

    def begin(self) -> None:
        """Begin a session."""
        self.shelf.create(person=self._name, date="2026-11-20", villages=["Thôn Gò Vối"])

    def take_notes(self) -> None:
        """Write a few entries in one session."""
        folders = sorted(self.shelf.folders())
        if not folders:
            self.begin()
            folders = self.shelf.folders()
        notebook = self.shelf.open(self._chance.choice(folders).name, person=self._name)
        before = set(notebook.state.fold.operations)
        for _ in range(self._chance.randint(2, 8)):
            write(self._chance, notebook)
        new = set(notebook.state.fold.operations) - before
        self.typed |= {(notebook.state.session.id, one) for one in new}
        notebook.close()

    def operations(self) -> dict[str, set[str]]:
        """The ids of all operations, by session."""
        found = {}
        for folder in self.shelf.folders():
            state = self.shelf.open(folder.name, write=False).state
            found[state.session.id] = set(state.fold.operations)
        return found

    # Sending

    def send(self, *, everything: bool) -> list[str]:
        """Write to the stick what is not sent, read what the office wrote; tells problems."""
        folders = [path.name for path in self.shelf.folders()]
        asked = [one for one in folders if everything or self._chance.random() < 0.7]
        target = FolderTarget("stick", self.stick)
        problems = sync(self.laptop, self.shelf, target, sessions=asked).problems
        return problems + sync(self.laptop, self.shelf, target, retry=True).problems

    def standing(self) -> list[SessionStanding]:
        """How its sessions stand."""
        return self.laptop.states(self.shelf)

    def received(self) -> list[SessionStanding]:
        """The sessions of which the screen says that the office has them."""
        return [one for one in self.standing() if one.standing is Standing.RECEIVED]

    def on_the_stick(self) -> Iterator[tuple[str, bytes]]:
        """The packages that stand on the stick."""
        for path in sorted((self.stick / TO_OFFICE).glob("*.danvan*")):
            yield path.name, path.read_bytes()

    def lose_from_stick(self) -> None:
        """One file of the stick is gone."""
        files = sorted((self.stick / TO_OFFICE).glob("*.danvan*"))
        if files:
            self._chance.choice(files).unlink()

    def bring(self, name: str, data: bytes) -> None:
        """Put a file of the office on the stick, over whatever is there under that name."""
        folder = self.stick / TO_LAPTOPS / self.laptop.public().id
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)

    # Backups

    def back_up(self) -> None:
        """Copy the whole data folder."""
        shutil.rmtree(self._backup, ignore_errors=True)
        shutil.copytree(self.root, self._backup)

    def restore(self) -> bool:
        """Put the backup in place of all there is; False where there is none."""
        if not self._backup.exists():
            return False
        if self._chance.random() < 0.5:
            shutil.rmtree(self.root)
            shutil.copytree(self._backup, self.root)
        else:
            self._restore_in_place()
        self.turn_on()
        return True

    def _restore_in_place(self) -> None:
        """Write into the files that are there, as some programs for backups do."""
        for path in sorted(self.root.rglob("*"), reverse=True):
            kept = self._backup / path.relative_to(self.root)
            if not kept.exists():
                path.rmdir() if path.is_dir() else path.unlink()
        for kept in sorted(self._backup.rglob("*")):
            path = self.root / kept.relative_to(self._backup)
            if kept.is_dir():
                path.mkdir(exist_ok=True)
            else:
                path.write_bytes(kept.read_bytes())
