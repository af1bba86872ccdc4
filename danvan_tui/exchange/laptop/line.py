"""The current line of a laptop: read at any time, written by one window at a time."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_tui.exchange.failing import ParcelError
from danvan_tui.exchange.laptop.entries import Begun, Delivered, Entry, Made, Receipted
from danvan_tui.exchange.laptop.errors import ExchangeDiskError
from danvan_tui.exchange.laptop.folder import INBOX, OUTBOX, RECEIPT
from danvan_tui.exchange.laptop.identity import identity_of
from danvan_tui.exchange.laptop.opened_replies import open_reply
from danvan_tui.exchange.laptop.outbox import Outbox
from danvan_tui.exchange.laptop.sent import Sent, sent_of
from danvan_tui.exchange.laptop.sent_log import FILE, Reading, SentLog, read_log
from danvan_tui.exchange.laptop.standing import Judge
from danvan_tui.exchange.receipt import Outcome, Receipt
from danvan_tui.ledger import disk
from danvan_tui.ledger.operation import Clock, NewId

if TYPE_CHECKING:
    from danvan_tui.exchange.keys import Keys, PublicKeys


@dataclass
class Known:
    """What a laptop knows of its line without writing anything."""

    sent: Sent
    receipt: Receipt | None

    @property
    def judge(self) -> Judge:
        """Judges sessions by what is known now."""
        return Judge(self.sent, self.receipt)


def read_known(folder: Path, keys: "Keys", office: "PublicKeys | None") -> Known:
    """What the log and the newest receipt say; raises LaptopError."""
    reading = read_log(folder / FILE)
    sent = sent_of(reading.entries)
    if not _goes_on(folder, reading, sent, office):
        sent = Sent(serials=sent.serials)
    return Known(sent, _kept_receipt(folder, keys, office, sent))


class Line:
    """The line, open for writing: this window alone makes and delivers packages now."""

    def __init__(
        self,
        folder: Path,
        keys: "Keys",
        office: "PublicKeys | None",
        *,
        name: str,
        clock: Clock,
        new_id: NewId,
    ) -> None:
        """Go on with the line, or begin one where this folder is a copy; raises LaptopError."""
        self.folder = folder
        self.keys = keys
        self.office = office
        self.name = name
        self.outbox = Outbox(folder / OUTBOX)
        self.inbox = folder / INBOX
        self._clock = clock
        self._new_id = new_id
        reading = read_log(folder / FILE)
        self._log = SentLog(folder / FILE, reading)
        self.sent = sent_of(reading.entries)
        if not _goes_on(folder, reading, self.sent, office):
            self.begin_anew()
        self.receipt = _kept_receipt(folder, keys, office, self.sent)
        self.tidy()

    def now(self) -> str:
        """The time of this computer, for people."""
        return self._clock().isoformat(timespec="seconds")

    @property
    def judge(self) -> Judge:
        """Judges sessions by what is known now."""
        return Judge(self.sent, self.receipt)

    @property
    def last_serial(self) -> int:
        """Of the newest receipt of our office, in whatever line it came; 0 where none did."""
        from danvan_tui.exchange.parcel import GREATEST_SERIAL  # noqa: PLC0415 - cryptography

        serial = self.sent.serials.get(self.office.id, 0) if self.office else 0
        return min(max(serial, 0), GREATEST_SERIAL)

    def begin_anew(self) -> None:
        """Begin a line of its own: every session is sent again, and the numbers begin at 1."""
        self.write(Begun(line=self._new_id(), identity=identity_of(self.folder), at=self.now()))

    def write(self, *entries: Entry) -> None:
        """Put entries on the disk and take them into account; raises ExchangeDiskError."""
        self._log.append(*entries)
        for entry in entries:
            self.sent.take(entry)

    def keep(self, made: Made, data: bytes) -> None:
        """Put a package into the outbox; it counts, and may leave, once it is in the log."""
        try:
            self.outbox.keep(made.name, data)
            self.write(made)
        except OSError as error:
            self.outbox.drop(made.name)
            raise ExchangeDiskError(self.folder, error) from error
        except ExchangeDiskError:
            self.outbox.drop(made.name)
            raise

    def deliver(self, made: Made, target: str) -> None:
        """Say that a package stands at a target, read back."""
        if target not in self.sent.delivered.get(made.digest, {}):
            self.write(Delivered(digest=made.digest, target=target, at=self.now()))

    def accept(self, receipt: Receipt, data: bytes) -> bool:
        """Let a receipt of our office count; False where a newer one was here before.

        One that names a package of our line which we never made says that two folders share it.
        """
        assert self.office is not None
        if receipt.serial <= self.sent.serials.get(self.office.id, -1):
            return False
        try:
            disk.write_whole(self.folder / RECEIPT, data)
        except OSError as error:
            raise ExchangeDiskError(self.folder, error) from error
        self.write(Receipted(office=self.office.id, serial=receipt.serial))
        self.receipt = receipt
        if self._is_of_another(receipt):
            self.begin_anew()
        self.tidy()
        return True

    def tidy(self) -> None:
        """Keep the bytes of what the office has not answered; nothing else may leave."""
        self.outbox.keep_only({made.name for made in self.judge.waiting()})

    def _is_of_another(self, receipt: Receipt) -> bool:
        """Whether it names a package of our line that this folder never made."""
        return any(
            (made := self.sent.made.get(entry.digest)) is None or made.number != entry.number
            for entry in receipt.entries
            if entry.line == self.sent.line and entry.outcome is not Outcome.REFUSED
        )


def _goes_on(folder: Path, reading: Reading, sent: Sent, office: "PublicKeys | None") -> bool:
    """Whether the line in the log is that of this folder, whole, and made for this office."""
    others = {made.to for made in sent.made.values()} - {"", office.id if office else ""}
    is_ours = bool(sent.line) and sent.identity == identity_of(folder)
    return is_ours and not reading.is_damaged and not (office and others)


def _kept_receipt(
    folder: Path, keys: "Keys", office: "PublicKeys | None", sent: Sent
) -> Receipt | None:
    """The newest receipt as it came; None where it is lost or not our office's to us."""
    if office is None or office.id not in sent.serials:
        return None
    try:
        reply = open_reply(disk.read_whole(folder / RECEIPT), keys, office)
    except (OSError, ParcelError):
        return None
    is_newest = isinstance(reply, Receipt) and reply.serial >= sent.serials[office.id]
    return reply if is_newest and isinstance(reply, Receipt) else None
