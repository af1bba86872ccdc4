"""The outbox: for each laptop the newest receipt and the newest follow-up, ready to travel.

What would say the same again is not written again, so a stick that comes back twice finds the same
files; after the register was restored, made anew or taken back, all of them are.
"""

import contextlib
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from danvan_tui.exchange.laptop.identity import identity_of
from danvan_tui.exchange.office_keys import KEY_FILE
from danvan_tui.exchange.parcel import Kind, Parcel, make_parcel
from danvan_tui.exchange.parties import PublicKeys
from danvan_tui.exchange.receipt import Receipt, encode_receipt
from danvan_tui.exchange.returned import Returned, encode_returned
from danvan_tui.ledger import disk
from danvan_tui.office.office import Office
from danvan_tui.office.register.outcomes import Place
from danvan_tui.office.replying.follow_ups import follow_up_of
from danvan_tui.office.replying.receipts import receipt_of

_WordsT = TypeVar("_WordsT", Receipt, Returned)
_PREPARED: Final = "standing.json"
_RENEWED: Final = "renewed.json"
_LOCK: Final = "renewing.lock"
_PATIENCE: Final = 20  # seconds that another window may renew them


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """One file that stands in the outbox, and what it says."""

    name: str
    says: str
    """SHA-256 of its words, the time and number of its sending left out."""


class Prepared(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in the outbox for one laptop."""

    life: str = ""
    """Of the register they were written from; from another one they are written anew."""
    serial: int = 0
    """The greatest that was ever given to it."""
    receipt: Reply | None = None
    follow_up: Reply | None = None

    @property
    def names(self) -> list[str]:
        """The files that belong there."""
        return [reply.name for reply in (self.receipt, self.follow_up) if reply]


class Renewed(msgspec.Struct, frozen=True, kw_only=True):
    """From where the outbox was brought up to date."""

    place: Place
    identity: str
    """What tells the folder of this office from any copy of it."""


def renew(office: Office) -> None:
    """Bring all replies up to date; raises OSError or RegisterError, the old ones stand then."""
    from filelock import FileLock  # noqa: PLC0415 - not for reading what stands there

    office.outbox.mkdir(parents=True, exist_ok=True)
    with FileLock(office.outbox / _LOCK, timeout=_PATIENCE):
        now = Renewed(place=_place(office), identity=_identity(office))
        for laptop in office.register.laptops():
            _renew_one(office, laptop.keys, now.place.life)
        for laptop in office.register.distrusted():
            _renew_one(office, laptop.keys, now.place.life, is_trusted=False)
        disk.write_whole(office.outbox / _RENEWED, msgspec.json.encode(now))


def is_current(office: Office) -> bool:
    """Whether the replies stand, and nothing was done to the register since they were renewed."""
    now = Renewed(place=office.register.place(), identity=_identity(office))
    try:
        folders = [office.outbox / laptop for laptop in laptops(office)]
        stands = all((one / name).is_file() for one in folders for name in _prepared(one).names)
    except OSError:
        return False
    return stands and now == _renewed(office)


def replies(office: Office, laptop: str) -> Iterator[tuple[str, bytes]]:
    """The files that stand for a laptop, by name; raises OSError."""
    folder = office.outbox / laptop
    for name in _prepared(folder).names:
        yield name, disk.read_whole(folder / name)


def drop_follow_up(office: Office, laptop: str) -> None:
    """Let nothing but the receipt of a laptop travel any more; raises OSError."""
    folder = office.outbox / laptop
    if folder.is_dir():
        now = msgspec.structs.replace(_prepared(folder), follow_up=None)
        disk.write_whole(folder / _PREPARED, msgspec.json.encode(now))
        _clear(folder, now)


def laptops(office: Office) -> list[str]:
    """The ids of the laptops for which something stands."""
    if not office.outbox.is_dir():
        return []
    return sorted(path.name for path in office.outbox.iterdir() if (path / _PREPARED).is_file())


def names(office: Office) -> dict[str, list[str]]:
    """The names of the files that stand for each laptop."""
    return {laptop: _prepared(office.outbox / laptop).names for laptop in laptops(office)}


def receipts(office: Office) -> dict[str, str]:
    """What the receipt of each laptop says, as a digest that only its words change."""
    prepared = {laptop: _prepared(office.outbox / laptop) for laptop in laptops(office)}
    return {laptop: one.receipt.says for laptop, one in prepared.items() if one.receipt}


def has_more_to_say(office: Office, laptop: str) -> bool:
    """Whether a laptop would be told something else by now than by what stands for it."""
    before = _prepared(office.outbox / laptop)
    told = [reply.says if reply else "" for reply in (before.receipt, before.follow_up)]
    returned = follow_up_of(office.register, laptop)
    receipt = _digest(encode_receipt(receipt_of(office.register, laptop)))
    return told != [receipt, _digest(encode_returned(returned)) if returned else ""]


def _digest(words: bytes) -> str:
    return sha256(words).hexdigest()


def _place(office: Office) -> Place:
    """Where the register is, in another life where this is not what was answered from before."""
    place, before = office.register.place(), _renewed(office)
    if (
        place.life
        and before is not None
        and before.identity == _identity(office)
        and office.register.has_passed(before.place)
    ):
        return place
    return office.register.begin_life()


def _renew_one(office: Office, laptop: PublicKeys, life: str, *, is_trusted: bool = True) -> None:
    """Bring the replies to one laptop up to date; one that is not trusted gets no follow-up."""
    receipt = receipt_of(office.register, laptop.id)
    folder = office.outbox / laptop.id
    if not receipt.entries and not folder.is_dir():  # nothing came of it, nothing was answered
        return
    follow_up = follow_up_of(office.register, laptop.id) if is_trusted else None
    before = _prepared(folder)
    serials = _Serials(office, laptop.id, before.serial)
    stands = before if before.life == life else Prepared()
    now = Prepared(
        life=life,
        receipt=_reply(office, laptop, receipt, encode_receipt, stands.receipt, serials),
        follow_up=_reply(office, laptop, follow_up, encode_returned, stands.follow_up, serials)
        if follow_up
        else None,
        serial=serials.last,
    )
    if now != before:
        disk.write_whole(folder / _PREPARED, msgspec.json.encode(now))
    _clear(folder, now)


class _Serials:
    """The serials of one laptop: each greater than all it may know, whatever the clocks say."""

    def __init__(self, office: Office, laptop: str, last: int) -> None:
        self._register = office.register
        self._laptop = laptop
        self.last = last

    def next(self) -> int:
        """One that was never given before."""
        known = max(self.last, self._register.newest_seen(self._laptop))
        self.last = max(self._register.next_serial(), known + 1)
        return self.last


def _reply(
    office: Office,
    laptop: PublicKeys,
    words: _WordsT,
    encode: Callable[[_WordsT], bytes],
    before: Reply | None,
    serials: _Serials,
) -> Reply:
    """What stands where it says the same, else a new one under the next serial."""
    says = _digest(encode(words))
    if before and before.says == says and (office.outbox / laptop.id / before.name).is_file():
        return before
    body = encode(msgspec.structs.replace(words, serial=serials.next(), at=_now(office)))
    is_receipt = isinstance(words, Receipt)
    kind = Kind.RECEIPT if is_receipt else Kind.FOLLOW_UP
    parcel = _parcel(office, laptop, kind, body, seal=not is_receipt)
    return _put(office.outbox / laptop.id, parcel, says)


def _parcel(office: Office, laptop: PublicKeys, kind: Kind, body: bytes, *, seal: bool) -> Parcel:
    return make_parcel(
        office.keys,
        kind=kind,
        name=office.public.name,
        to=laptop,
        seal=seal,
        written=_now(office),
        body=body,
    )


def _put(folder: Path, parcel: Parcel, says: str) -> Reply:
    folder.mkdir(parents=True, exist_ok=True)
    disk.write_whole(folder / parcel.name, parcel.data)
    return Reply(name=parcel.name, says=says)


def _prepared(folder: Path) -> Prepared:
    try:
        return msgspec.json.decode(disk.read_whole(folder / _PREPARED), type=Prepared)
    except (FileNotFoundError, msgspec.MsgspecError):
        return Prepared()  # then they are written anew


def _renewed(office: Office) -> Renewed | None:
    try:
        return msgspec.json.decode(disk.read_whole(office.outbox / _RENEWED), type=Renewed)
    except (OSError, msgspec.MsgspecError):
        return None


def _identity(office: Office) -> str:
    return identity_of(office.folder, KEY_FILE)


def _clear(folder: Path, now: Prepared) -> None:
    """Take away what newer replies took the place of; what cannot go today goes next time."""
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        if path.name not in (_PREPARED, *now.names):
            with contextlib.suppress(OSError):
                path.unlink()


def _now(office: Office) -> str:
    return office.clock().isoformat(timespec="seconds")
