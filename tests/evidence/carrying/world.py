"""Laptops, an office and the files between them: carried, lost, doubled, cut and replayed."""

import random
import shutil
from collections import Counter
from pathlib import Path

from danvan_tui.exchange.export import Profile, build_export, write_export
from danvan_tui.exchange.merging import merge_file
from danvan_tui.exchange.office_keys import PUBLIC_FILE, init_office
from danvan_tui.ledger.conflicts import choose, conflicts
from danvan_tui.ledger.errors import LedgerError
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import Table
from danvan_tui.model.settings import Settings
from danvan_tui.office.office import Office
from danvan_tui.office.receiving.importing import import_files
from danvan_tui.office.receiving.undoing import undo
from danvan_tui.office.register.errors import RegisterError
from danvan_tui.office.replying.outbox import laptops, renew, replies
from danvan_tui.office.shelf import RegisterShelf
from danvan_tui.office.upkeep import rebuild_register
from tests.evidence.carrying.desk import Desk
from tests.evidence.carrying.notes import write

_File = tuple[str, bytes]


class World:
    """One run; everything in it follows from its seed."""

    def __init__(self, root: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        self._root = root
        init_office(root / "office" / "office", "Văn phòng xã")
        self.office = Office(root / "office", Settings())
        self.desks = [
            Desk(root, f"laptop-{number}", self.chance, self.office.folder / PUBLIC_FILE)
            for number in range(self.chance.randint(2, 5))
        ]
        for desk in self.desks:
            self.office.register.confirm(desk.laptop.public(), "Hiền")
        self.counts: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.had: set[tuple[str, str]] = set()
        """Session and id of every operation that was ever in the register."""
        self.lost: set[tuple[str, str]] = set()
        """What went with a restored backup before anybody else had it."""
        self._backup = root / "office-backup"
        self._to_office: list[_File] = []
        self._to_desks: list[tuple[Desk, _File]] = []

    def live(self, steps: int) -> None:
        """Let things happen: a meeting that two take notes of, then anything."""
        self._take_notes()
        self._share()
        doing = {
            self._take_notes: 10,
            self._send: 5,
            self._carry: 7,
            self._answer: 4,
            self._return: 5,
            self._lose: 1,
            self._share: 2,
            self._choose: 2,
            self._review: 3,
            self._take_back: 1,
            self._back_up: 2,
            self._restore: 2,
            self._back_up_office: 3,
            self._restore_office: 2,
            self._rebuild: 1,
        }
        for step in self.chance.choices(list(doing), list(doing.values()), k=steps):
            step()
            self.check_received()

    def settle(self, rounds: int = 12) -> None:
        """Let everything arrive; says so where that never comes to an end."""
        before = None
        for _ in range(rounds):
            for desk in self.desks:
                desk.send(everything=True)
                self._import(list(desk.on_the_stick()))
            self._answer()
            for desk, file in self._newest():
                desk.bring(*file)
            for desk in self.desks:
                desk.send(everything=True)
            self.check_received()
            now = (self.registered(), [desk.operations() for desk in self.desks])
            if now == before:
                return
            before = now
        self.wrong.append("never comes to rest")

    def close(self) -> None:
        """Let go of the register."""
        self.office.close()

    def registered(self) -> dict[str, set[str]]:
        """The ids of all operations in the register, by session."""
        register = self.office.register
        return {
            session: {one.id for one in register.operations(session)}
            for session in register.editions()
        }

    def check_received(self) -> None:
        """Compare what the laptops call received with what the office ever had."""
        for desk in self.desks:
            held = None
            for one in desk.received():
                held = held or desk.operations()
                missing = {(one.session, id_) for id_ in held[one.session]} - self.had
                self.counts["received"] += 1
                if missing:
                    self.wrong.append(f"{desk.root.name} calls {one.code} received: {missing}")

    # What happens

    def _take_notes(self) -> None:
        desk = self.chance.choice(self.desks)
        if self.chance.random() < 0.15:
            desk.begin()
        desk.take_notes()

    def _send(self) -> None:
        desk = self.chance.choice(self.desks)
        desk.send(everything=False)
        self._to_office += desk.on_the_stick()

    def _carry(self) -> None:
        """Some files of all that were ever written, each up to three times, whole or cut."""
        if not self._to_office:
            return
        files = []
        for name, data in self.chance.choices(self._to_office, k=self.chance.randint(1, 4)):
            for _ in range(self.chance.randint(0, 3)):
                files.append((name, self._maybe_cut(data)))
        self.chance.shuffle(files)
        self._import(files)

    def _import(self, files: list[_File]) -> None:
        self.counts["imports"] += 1
        folder = self._root / f"import-{self.counts['imports']}"
        for number, (name, data) in enumerate(files):
            (folder / str(number)).mkdir(parents=True)
            (folder / str(number) / name).write_bytes(data)
        if files:
            import_files(self.office, [folder], commit=True, by="Hiền")
            self._remember()

    def _answer(self) -> None:
        """The office writes what it has to say; all it ever said may still come."""
        renew(self.office)
        self._to_desks += self._newest()

    def _newest(self) -> list[tuple[Desk, _File]]:
        desks = {desk.laptop.public().id: desk for desk in self.desks}
        return [
            (desks[laptop], file)
            for laptop in laptops(self.office)
            for file in replies(self.office, laptop)
        ]

    def _return(self) -> None:
        if self._to_desks:
            desk, (name, data) = self.chance.choice(self._to_desks)
            other = self.chance.choice(self.desks) if self.chance.random() < 0.1 else desk
            other.bring(name, self._maybe_cut(data))
            other.send(everything=False)

    def _lose(self) -> None:
        self.chance.choice(self.desks).lose_from_stick()

    def _share(self) -> None:
        """A colleague gets a session as it stands now, and goes on writing in it."""
        giver, taker = self.chance.sample(self.desks, 2)
        folders = sorted(giver.shelf.folders())
        if not folders:
            return
        notebook = giver.shelf.open(self.chance.choice(folders).name, write=False)
        at = "2026-11-22T08:00:00+07:00"
        path = write_export(build_export(notebook, Profile.OFFICE, at=at), self._root)
        merge_file(taker.shelf, path)
        path.unlink()

    def _choose(self) -> None:
        """Somebody decides a conflict, on a laptop or in the office."""
        desk = self.chance.choice(self.desks)
        shelf: Shelf | RegisterShelf = self.chance.choice((desk.shelf, RegisterShelf(self.office)))
        for folder in sorted(shelf.folders()):
            notebook = shelf.open(folder.name, person="Hiền")
            found = conflicts(notebook.state)
            try:
                if found:
                    one = self.chance.choice(found)
                    choose(notebook, one, self.chance.randrange(len(one.alternatives)), "đối chiếu")
                    self.counts["choices"] += 1
                    return
            except LedgerError:
                return
            finally:
                notebook.close()
                self._remember()

    def _review(self) -> None:
        """The office records what it found out about a promise."""
        shelf = RegisterShelf(self.office)
        folders = sorted(shelf.folders())
        if folders:
            notebook = shelf.open(self.chance.choice(folders).name, person="Hiền")
            if notebook.state.fold.rows[Table.COMMITMENTS]:
                write(self.chance, notebook)
            notebook.close()
            self._remember()

    def _take_back(self) -> None:
        try:
            undo(self.office, by="Hiền")
        except RegisterError:
            return  # nothing was imported yet

    def _back_up(self) -> None:
        self.chance.choice(self.desks).back_up()

    def _restore(self) -> None:
        desk = self.chance.choice(self.desks)
        if desk.restore():
            self.counts["restored"] += 1
            held = [one.operations() for one in self.desks]
            there = self.had | {(one, id_) for each in held for one in each for id_ in each[one]}
            self.lost |= desk.typed - there

    def _back_up_office(self) -> None:
        self.office.close()
        shutil.rmtree(self._backup, ignore_errors=True)
        shutil.copytree(self.office.root, self._backup)

    def _restore_office(self) -> None:
        """The office goes back to its backup; what only it had said since is lost."""
        if self._backup.exists():
            self.counts["office restored"] += 1
            self.office.close()
            shutil.rmtree(self.office.root)
            shutil.copytree(self._backup, self.office.root)
            self.office = Office(self.office.root, Settings())

    def _rebuild(self) -> None:
        """The register is lost and made anew, sometimes without what one kept file held."""
        self.counts["rebuilt"] += 1
        self.office.close()
        for path in self.office.folder.glob("register.sqlite*"):
            path.unlink()
        imports = sorted(self.office.kept.glob("import-*"))
        if imports and self.chance.random() < 0.5:
            self._damage(self.chance.choice(imports))
        rebuild_register(self.office)

    def _damage(self, path: Path) -> None:
        data = bytearray(path.read_bytes())
        data[self.chance.randrange(len(data))] ^= 1
        path.write_bytes(data)

    # Small things

    def _remember(self) -> None:
        registered = self.registered()
        self.had |= {(one, id_) for one, ids in registered.items() for id_ in ids}

    def _maybe_cut(self, data: bytes) -> bytes:
        if self.chance.random() < 0.8:
            return data
        self.counts["cut"] += 1
        return data[: self.chance.randrange(len(data))]
