"""The office in the simulation: what it takes and answers, and what it had at which moment."""

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select

from danvan_tui.exchange.office_keys import PUBLIC_FILE, init_office
from danvan_tui.exchange.parties import PublicKeys
from danvan_tui.followup.index.follow_up import FollowUp
from danvan_tui.followup.reviewing.protecting import protect_all
from danvan_tui.model.settings import Settings
from danvan_tui.office.errors import OfficeError
from danvan_tui.office.office import Office
from danvan_tui.office.receiving.arrivals import find_arrivals
from danvan_tui.office.receiving.distrusting import distrust
from danvan_tui.office.receiving.importing import import_arrivals
from danvan_tui.office.receiving.retrying import confirm
from danvan_tui.office.receiving.undoing import undo
from danvan_tui.office.register import tables
from danvan_tui.office.register.errors import RegisterError
from danvan_tui.office.replying.answering import renewed
from danvan_tui.office.replying.outbox import replies
from danvan_tui.office.shelf import RegisterShelf
from danvan_tui.office.upkeep import rebuild_register
from tests.evidence.carrying.seeded import Clock, Ids

File = tuple[str, bytes]
Known = set[tuple[str, str]]
"""Operations, each by its session and its id."""
_BY = "Hiền"


class Reply(NamedTuple):
    """A file of the office for one laptop, and at which moment it was its newest word."""

    name: str
    data: bytes
    moment: int

    @property
    def is_receipt(self) -> bool:
        """Whether it says what the office has."""
        return self.name.startswith("receipt")


class Bureau:
    """One office; everything that changes its register begins another moment."""

    def __init__(self, root: Path, ids: Ids) -> None:
        self._root = root
        self._ids = ids
        self._clock = Clock()
        self._backup = root / "office-backup"
        self._imports = 0
        self._numbers: dict[str, int] = {}
        self.moment = 0
        self.last_had: dict[tuple[str, str], int] = {}
        """For every operation that ever was in the register the last moment it was there."""
        init_office(root / "office" / "office", "Văn phòng xã")
        self._open(root / "office")

    def _open(self, root: Path) -> None:
        self.office = Office(root, Settings(), clock=self._clock)
        self.shelf = RegisterShelf(
            self.office, new_id=self._ids.new_id, new_replica=self._ids.new_replica
        )

    @property
    def public_file(self) -> Path:
        """What laptops need of it."""
        return self.office.folder / PUBLIC_FILE

    def close(self) -> None:
        """Let go of the register."""
        self.office.close()

    # What it has

    def registered(self) -> Known:
        """All operations in the register, asked for without folding them."""
        found: Known = set()
        with self.office.register.database.reading() as connection:
            for table in (tables.operations, tables.protected):
                rows = connection.execute(select(table.c.session, table.c.id))
                found |= {(row.session, row.id) for row in rows}
        return found

    def said_openly(self) -> bytes:
        """All that the register holds unsealed, word for word."""
        with self.office.register.database.reading() as connection:
            return b"\n".join(connection.execute(select(tables.operations.c.body)).scalars())

    def changed(self) -> None:
        """Note what is in the register now; to be called whenever something was done to it."""
        self.moment += 1
        self.last_had.update(dict.fromkeys(self.registered(), self.moment))

    def place(self) -> int:
        """Another number after everything that was done to the register."""
        return self.office.register.place().event

    # Receiving

    def take(self, files: Iterable[File]) -> None:
        """Import files that lie in one folder, in this order."""
        self._imports += 1
        folder = self._root / f"import-{self._imports}"
        folder.mkdir()
        for number, (name, data) in enumerate(files):
            (folder / f"{number:03}-{name}").write_bytes(data)
        found = find_arrivals([folder])  # answered once somebody asks
        import_arrivals(self.office, found.arrivals, source="USB", commit=True, by=_BY)
        shutil.rmtree(folder)
        self._keep_secret()
        self.changed()

    def _keep_secret(self) -> None:
        """What commands and screens do before anything is shown."""
        follow_up = FollowUp(self.shelf)
        follow_up.bring_up_to_date()
        protect_all(self.shelf, follow_up, _BY)

    def take_back(self) -> bool:
        """Take the newest import back; False where there is none."""
        try:
            undo(self.office, by=_BY)
        except RegisterError:
            return False
        self.changed()
        return True

    def trust(self, laptop: PublicKeys) -> None:
        """Confirm a laptop, with what waits of it in quarantine."""
        try:
            confirm(self.office, laptop.fingerprint, by=_BY)
        except OfficeError:  # nothing of it waits
            self.office.register.confirm(laptop, _BY)
        self.changed()

    def distrust(self, laptop: PublicKeys) -> None:
        """Take nothing more from a laptop."""
        if self.trusts(laptop):
            distrust(self.office, laptop.fingerprint, by=_BY)
            self.changed()

    def trusts(self, laptop: PublicKeys) -> bool:
        """Whether a laptop is confirmed."""
        return self.office.register.laptop(laptop.id) is not None

    # Answering

    def answers(self, laptop: PublicKeys) -> list[Reply]:
        """What it has to say to a laptop now, under names that sort as they were first said."""
        renewed(self.office, only_if_needed=True)
        found = sorted(replies(self.office, laptop.id), key=lambda one: one[0].partition("_")[0])
        return [Reply(self._numbered(name), data, self.moment) for name, data in found]

    def _numbered(self, name: str) -> str:
        number = self._numbers.setdefault(name, len(self._numbers))
        kind, _one, rest = name.partition("_")
        return f"{kind}_{number:06}_{rest}"

    # Mishaps

    def back_up(self) -> None:
        """Copy the whole data folder."""
        self.office.close()
        shutil.rmtree(self._backup, ignore_errors=True)
        shutil.copytree(self.office.root, self._backup)

    def restore(self) -> bool:
        """Go back to the backup; False where there is none."""
        if not self._backup.exists():
            return False
        self.office.close()
        shutil.rmtree(self.office.root)
        shutil.copytree(self._backup, self.office.root)
        self._open(self.office.root)
        self.changed()
        return True

    def kept_imports(self) -> list[Path]:
        """The kept files of its imports."""
        return sorted(self.office.kept.glob("import-*"))

    def rebuild(self, *, is_lost: bool) -> bool:
        """Make the register anew; whether it was there and came out the same."""
        self.office.close()
        if is_lost:
            for path in self.office.folder.glob("register.sqlite*"):
                path.unlink()
        rebuilt = rebuild_register(self.office)
        self.changed()
        return rebuilt.is_as_before
