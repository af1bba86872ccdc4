"""A laptop, a stick and an office to try the exchange with: time and ids are counted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from danvan_tui.exchange.document import OfficeDocument
from danvan_tui.exchange.keys import Keys, PublicKeys, make_keys, write_public
from danvan_tui.exchange.laptop.laptop import Laptop
from danvan_tui.exchange.laptop.standing import SessionStanding
from danvan_tui.exchange.laptop.sync import Synced, sync
from danvan_tui.exchange.parcel import Kind, Parcel, make_parcel, open_parcel
from danvan_tui.exchange.receipt import Entry, Missing, Outcome, Receipt, encode_receipt
from danvan_tui.exchange.returned import Returned, ReturnedSession, encode_returned
from danvan_tui.exchange.targets.folder import FolderTarget
from danvan_tui.exchange.targets.target import TO_LAPTOPS, TO_OFFICE, Target
from danvan_tui.exchange.verify import verify
from danvan_tui.ledger.closing import close_session
from danvan_tui.ledger.operation import Change, Operation
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import Table
from tests.ledger.sessions import NOW, CountedIds, step

_LINES = CountedIds("line")
"""Counted for all laptops together: a restored backup must not get the line it had."""


@dataclass
class Field:
    """One laptop with its shelf."""

    root: Path
    shelf: Shelf
    laptop: Laptop
    waited: list[float] = field(default_factory=list)

    def write(self, content: str = "Đường thôn hỏng", *, closed: bool = True) -> str:
        """Record a session, and give its folder."""
        folder = self.shelf.find(self.shelf.create(title="Đối thoại")).name
        self.add(folder, content)
        if closed:
            notebook = self.shelf.open(folder)
            step(notebook, "live")
            close_session(notebook, "chưa rõ")
            notebook.close()
        return folder

    def add(self, folder: str, content: str, reason: str = "") -> None:
        """Record one more thing; in closed minutes with a reason."""
        notebook = self.shelf.open(folder)
        notebook.record([notebook.new(Table.ISSUES, content=content)], reason=reason)
        notebook.close()

    def sync(self, target: Target, **how: object) -> Synced:
        """One exchange."""
        return sync(self.laptop, self.shelf, target, **how)  # type: ignore[arg-type]

    def stick(self, path: Path) -> Target:
        """A stick as the program writes it."""
        path.mkdir(exist_ok=True)
        return FolderTarget("usb", path)

    def standing(self, folder: str) -> SessionStanding:
        """How a session stands, as a window opened only now says it."""
        found = fresh(self.root).states(self.shelf)
        return next(one for one in found if one.folder == folder)

    def operations(self, folder: str) -> set[str]:
        """The ids of all that a session holds."""
        return set(self.shelf.open(folder, write=False).state.fold.operations)


def laptop_in(root: Path) -> Field:
    """A laptop whose data folder this is."""
    shelf = Shelf(root, clock=lambda: NOW, new_id=CountedIds(f"{root.name}-"))
    waited: list[float] = []
    laptop = Laptop(
        root,
        name="Xã Phú Mận",
        person="Hiền",
        clock=lambda: NOW,
        new_id=lambda: f"{root.name}-{_LINES()}",
        wait=waited.append,
    )
    return Field(root, shelf, laptop, waited)


def fresh(root: Path) -> Laptop:
    """The same laptop in another window."""
    return Laptop(root, name="Xã Phú Mận", clock=lambda: NOW, new_id=CountedIds("other-window-"))


class Desk:
    """An office that takes everything it can open, and answers as it is told to."""

    def __init__(self, folder: Path, name: str = "Văn phòng") -> None:
        folder.mkdir(exist_ok=True)
        self.keys: Keys = make_keys(name)
        self.public = folder / "office.danvan-office"
        write_public(self.public, self.keys, name)
        self.entries: dict[str, Entry] = {}
        self.operations: dict[str, dict[str, Operation]] = {}
        self._serial = 0

    def next_serial(self) -> int:
        """Greater than every one before."""
        self._serial += 1
        return self._serial

    def take(self, stick: Path, outcome: Outcome = Outcome.ACCEPTED, reason: str = "") -> int:
        """Take what lies on a stick and was not taken before; how many files."""
        count = 0
        for path in sent_files(stick):
            data = path.read_bytes()
            digest = sha256(data).hexdigest()
            if digest in self.entries:
                continue
            count += 1
            opened = open_parcel(data, self.keys)
            document = verify(opened.body).document
            assert isinstance(document, OfficeDocument)
            session = document.session.id
            operations = [*document.operations, *document.protected.operations]
            if outcome is Outcome.ACCEPTED:
                self.operations.setdefault(session, {}).update((one.id, one) for one in operations)
            self.entries[digest] = Entry(
                digest=digest,
                line=opened.header.line,
                number=opened.header.number,
                outcome=outcome,
                reason=reason,
            )
        return count

    def receipt(
        self,
        laptop: PublicKeys,
        *,
        entries: Sequence[Entry] | None = None,
        missing: Sequence[Missing] = (),
        serial: int = 0,
    ) -> Parcel:
        """A receipt of everything, or of what is said."""
        body = Receipt(
            serial=serial or self.next_serial(),
            at="",
            laptop=laptop.id,
            entries=list(self.entries.values()) if entries is None else list(entries),
            missing=list(missing),
        )
        return self.parcel(Kind.RECEIPT, laptop, encode_receipt(body))

    def follow_up(
        self,
        laptop: PublicKeys,
        returned: Mapping[str, Iterable[Operation]],
        *,
        serial: int | None = None,
    ) -> Parcel:
        """A follow-up with the operations of sessions."""
        body = Returned(
            at="",
            laptop=laptop.id,
            serial=self.next_serial() if serial is None else serial,
            sessions=[
                ReturnedSession(session=session, code="DT-2026-001", operations=list(operations))
                for session, operations in returned.items()
            ],
        )
        return self.parcel(Kind.FOLLOW_UP, laptop, encode_returned(body))

    def parcel(self, kind: Kind, laptop: PublicKeys, body: bytes) -> Parcel:
        """Anything signed by this office for a laptop."""
        return make_parcel(
            self.keys,
            kind=kind,
            name="Văn phòng",
            to=laptop,
            seal=kind is not Kind.RECEIPT,
            written="",
            body=body,
        )

    def answer(self, stick: Path, laptop: Field, outcome: Outcome = Outcome.ACCEPTED) -> Parcel:
        """Take what is on the stick and put the receipt there."""
        self.take(stick, outcome, "tệp sai" if outcome is Outcome.REFUSED else "")
        parcel = self.receipt(laptop.laptop.public())
        reply(stick, laptop, parcel)
        return parcel


def sent_files(stick: Path) -> list[Path]:
    """The packages on a stick."""
    folder = stick / TO_OFFICE
    return sorted(folder.iterdir()) if folder.is_dir() else []


def reply(stick: Path, laptop: Field, parcel: Parcel) -> Path:
    """Put something where the laptop looks for replies."""
    folder = stick / TO_LAPTOPS / laptop.laptop.public().id
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / parcel.name
    path.write_bytes(parcel.data)
    return path


def review(desk: Desk, session: str, number: int = 1) -> Operation:
    """Something the office recorded in a session: a duty that was met."""
    latest = max(one.time for one in desk.operations[session].values())
    duty = Change(
        table=Table.DUTIES,
        record=f"duty-{number}",
        fields={"number": number, "clock": "publish", "on": "2026-11-30"},
    )
    return Operation(
        id=f"ffffffffffff.{number}", time=latest + number, at=NOW.isoformat(), changes=[duty]
    )
