"""A laptop with its note-taker: what it holds, what stands on its stick, its backups."""

import random
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from danvan_tui.exchange.keys import read_office_file
from danvan_tui.exchange.laptop.entries import Made
from danvan_tui.exchange.laptop.laptop import Laptop
from danvan_tui.exchange.laptop.operation_ids import OperationIds
from danvan_tui.exchange.laptop.sent_log import FILE, read_log
from danvan_tui.exchange.laptop.standing import SessionStanding
from danvan_tui.exchange.laptop.sync import Synced, sync
from danvan_tui.exchange.targets.folder import FolderTarget
from danvan_tui.exchange.targets.target import TO_LAPTOPS, TO_OFFICE
from danvan_tui.ledger.finding import find
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.ledger.stamps import Stamp
from danvan_tui.model.records import Table
from tests.evidence.carrying.bureau import File, Known
from tests.evidence.carrying.notes import write
from tests.evidence.carrying.seeded import Clock, Ids


class Desk:
    """One data folder; its clock may be years wrong."""

    def __init__(self, root: Path, name: str, chance: random.Random, ids: Ids) -> None:
        self.name = name
        self.root = root / name
        self.stick = root / f"{name}-stick"
        self.stick.mkdir()
        self.typed: Known = set()
        """Everything that was recorded here, ever."""
        self.told = 0
        """The latest moment of which it read what the office had; a copy knows no less."""
        self._chance = chance
        self._ids = ids
        self._clock = Clock()
        self._backup = root / f"{name}-backup"
        self._backed_up = (0, dict[tuple[str, int], str]())
        self._packages: dict[tuple[str, int], str] = {}
        """By line and number the digest of every package."""
        self._holds: dict[str, Known] = {}
        """By the name of every package what is in it."""
        self._held: dict[str, tuple[Stamp | None, Known]] = {}
        self.turn_on()
        self.public = self.laptop.public()

    def turn_on(self) -> None:
        """Start the program anew, with whatever time the computer believes in by then."""
        self._clock.set_wrong(self._chance.choice((0, 0, -400, 400)))
        self._held.clear()
        self.shelf = Shelf(
            self.root,
            clock=self._clock,
            new_id=self._ids.new_id,
            new_replica=self._ids.new_replica,
        )
        self.laptop = Laptop(
            self.root,
            name=self.name,
            person=self.name,
            clock=self._clock,
            new_id=self._ids.new_id,
            wait=lambda _seconds: None,
        )

    def trust(self, office: Path) -> None:
        """Believe this office."""
        self.laptop.trust(read_office_file(office))

    # Sessions

    def folders(self) -> list[str]:
        """The names of its sessions, in order."""
        return sorted(path.name for path in self.shelf.folders())

    def begin(self) -> None:
        """Begin a session."""
        self.shelf.create(person=self.name, date="2026-11-20", villages=["Thôn Gò Vối"])

    def take_notes(self, folder: str, count: int) -> Counter[str]:
        """Write a few entries in one session; says of what kind they were."""
        notebook = self.shelf.open(folder, person=self.name)
        before = set(notebook.state.fold.operations)
        done = Counter(write(self._chance, notebook) for _ in range(count))
        new = notebook.state.fold.operations.keys() - before
        self.typed |= {(notebook.state.session.id, one) for one in new}
        notebook.close()
        return done

    def operations(self) -> Known:
        """All that its sessions hold."""
        held: dict[str, tuple[Stamp | None, Known]] = {}
        for name, stamp in self.shelf.stamps().items():
            known = self._held.get(name)
            if known is None or stamp is None or known[0] != stamp:
                known = (stamp, set(_operations(self.shelf.folder(name))))
            held[name] = known
        self._held = held
        return {one for _stamp, some in held.values() for one in some}

    # Sending

    def sync(self, *, everything: bool, retry: bool) -> Synced:
        """Write to the stick what is not sent, and read what the office wrote."""
        asked = [one for one in self.folders() if everything or self._chance.random() < 0.7]
        target = FolderTarget("stick", self.stick)
        return sync(self.laptop, self.shelf, target, sessions=asked, retry=retry)

    def new_packages(self) -> tuple[list[File], list[str]]:
        """The packages made since this was asked last, and the numbers that were given twice."""
        files: list[File] = []
        twice: list[str] = []
        for made in read_log(self.laptop.folder / FILE).entries:
            if not isinstance(made, Made) or made.name in self._holds:
                continue
            self._holds[made.name] = {(made.session, one) for one in _ids(made.operations)}
            if self._packages.setdefault((made.line, made.number), made.digest) != made.digest:
                twice.append(f"{self.name} gave the number {made.number} of {made.line} twice")
            path = self.stick / TO_OFFICE / made.name
            files += [(made.name, path.read_bytes())] if path.exists() else []
        return files, twice

    def standing(self) -> list[SessionStanding]:
        """How its sessions stand."""
        return self.laptop.states(self.shelf)

    def on_the_stick(self) -> list[File]:
        """The packages that stand on the stick, in the order in which they were made."""
        there = {path.name: path for path in (self.stick / TO_OFFICE).glob("*.danvan*")}
        return [(name, there[name].read_bytes()) for name in self._holds if name in there]

    def lose_from_stick(self) -> bool:
        """One file of the stick is gone."""
        there = [name for name, _data in self.on_the_stick()]
        if there:
            (self.stick / TO_OFFICE / self._chance.choice(there)).unlink()
        return bool(there)

    def copies(self) -> Known:
        """All that can still come from here: what it holds, and what stands on its stick."""
        return self.operations().union(*(self._holds[name] for name, _data in self.on_the_stick()))

    def bring(self, name: str, data: bytes) -> None:
        """Put a file of the office on the stick, over whatever is there under that name."""
        folder = self.stick / TO_LAPTOPS / self.public.id
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)

    # Backups

    def back_up(self) -> None:
        """Copy the whole data folder."""
        shutil.rmtree(self._backup, ignore_errors=True)
        shutil.copytree(self.root, self._backup)
        self._backed_up = (self.told, dict(self._packages))

    def restore(self) -> str:
        """Put the backup in place of all there is; says how, nothing where there is none."""
        if not self._backup.exists():
            return ""
        how = self._chance.choices(("anew", "in place", "what differs"), (4, 4, 2))[0]
        if how == "anew":
            shutil.rmtree(self.root)
            shutil.copytree(self._backup, self.root)
        else:
            self._restore_in_place(only_what_differs=how == "what differs")
        if how == "what differs":  # its keys are the very same file: only a receipt can tell
            self.told, self._packages = self._backed_up[0], dict(self._backed_up[1])
        self.turn_on()
        return how

    def _restore_in_place(self, *, only_what_differs: bool) -> None:
        """Write into the files that are there, as some programs for backups do."""
        for path in sorted(self.root.rglob("*"), reverse=True):
            kept = self._backup / path.relative_to(self.root)
            if not kept.exists():
                path.rmdir() if path.is_dir() else path.unlink()
        for kept in sorted(self._backup.rglob("*")):
            path = self.root / kept.relative_to(self._backup)
            if kept.is_dir():
                path.mkdir(exist_ok=True)
                continue
            data = kept.read_bytes()
            if not (only_what_differs and path.exists() and path.read_bytes() == data):
                path.write_bytes(data)


def _operations(folder: Path) -> Iterator[tuple[str, str]]:
    """All operations that can be read in the folder of a session."""
    found = find(folder).operations
    changes = (change for one in found.values() for change in one.changes)
    session = next(one.record for one in changes if one.table is Table.SESSION)
    yield from ((session, one) for one in found)


def _ids(operations: OperationIds) -> Iterator[str]:
    yield from operations.others
    for replica, runs in operations.runs.items():
        for first, last in runs:
            yield from (f"{replica}.{counter}" for counter in range(first, last + 1))
