"""Looking at one file: may it be taken, and what does it bring?"""

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from danvan_tui.exchange import envelope
from danvan_tui.exchange.failing import ParcelError, Trouble
from danvan_tui.exchange.keys import Keys
from danvan_tui.exchange.parcel import Header, Kind, Opened, open_parcel
from danvan_tui.exchange.parties import PublicKeys
from danvan_tui.exchange.verify import verify
from danvan_tui.language import _
from danvan_tui.office.faults import told_of
from danvan_tui.office.incoming import Incoming
from danvan_tui.office.receiving.contents import Contents, read_contents
from danvan_tui.vietnamese.clean import clean

_SHOWN = 60


class Doubt(StrEnum):
    """What stands against a file that is whole; beside these there are the troubles of parcels."""

    UNKNOWN_LAPTOP = "unknown_laptop"
    """It waits until the fingerprint of its laptop was confirmed."""
    UNSIGNED = "unsigned"
    """It waits until somebody takes it knowingly."""
    REPLY = "reply"
    """It is for a laptop."""
    OTHER_ENTRIES = "other_entries"
    """It names entries that are here with other contents."""
    NOT_UNDERSTOOD = "not_understood"
    """This program failed over it: the fault is ours, and the other files are taken."""


class Gate(msgspec.Struct, frozen=True, kw_only=True):
    """Whom this office takes files from."""

    keys: Keys
    office: PublicKeys
    laptops: Mapping[str, PublicKeys]
    """Those that were confirmed, by their ids."""
    unsigned: bool = False
    """Whether somebody said that plain exports without a signature are to be taken."""


class Package(msgspec.Struct, frozen=True, kw_only=True):
    """A file that may be taken."""

    incoming: Incoming
    code: str
    date: str
    villages: tuple[str, ...]
    laptop_name: str = ""
    sealed: bool = False


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """A file that may not be taken, and why."""

    trouble: str
    sentence: str
    sender: PublicKeys | None = None
    """Whose signature it bears, confirmed or not."""
    arrived: Incoming | None = None
    """What a receipt can say of it, where a confirmed laptop signed it."""
    code: str = ""
    """That of its session, as the header names it."""


def examine(data: bytes, name: str, digest: str, gate: Gate) -> Package | Refused:
    """Look at the bytes of one file; never raises, whatever they are."""
    try:
        return _examined(data, name, digest, gate)
    except Exception as error:  # noqa: BLE001 - no file stops the others; the reason says where
        return Refused(trouble=Doubt.NOT_UNDERSTOOD, sentence=told_of(error))


def _examined(data: bytes, name: str, digest: str, gate: Gate) -> Package | Refused:
    try:
        opened = open_parcel(data, gate.keys)
    except ParcelError as error:
        if error.trouble is Trouble.WRONG_KIND and envelope.is_ours(data):
            return _unsigned(data, name, digest, gate)
        return Refused(trouble=error.trouble, sentence=error.sentence)
    return _stopped(opened.header, gate) or _signed(opened, name, digest)


def _signed(opened: Opened, name: str, digest: str) -> Package | Refused:
    """The package of a confirmed laptop."""
    header = opened.header
    try:
        contents = read_contents(opened.body)
    except ParcelError as error:
        return Refused(
            trouble=error.trouble,
            sentence=error.sentence,
            sender=header.sender,
            arrived=_incoming(name, digest, header=header),
        )
    return Package(
        incoming=_incoming(name, digest, header=header, contents=contents),
        code=shown(contents.code),
        date=shown(contents.date),
        villages=tuple(map(shown, contents.villages)),
        laptop_name=header.sender.name,
        sealed=opened.sealed,
    )


def _unsigned(data: bytes, name: str, digest: str, gate: Gate) -> Package | Refused:
    """A plain export: nobody signed it, so all of it is recomputed before it is believed."""
    verdict = verify(data)
    if not verdict.whole:
        return Refused(trouble=verdict.finding, sentence=verdict.sentence)
    try:
        contents = read_contents(data)
    except ParcelError as error:
        return Refused(trouble=error.trouble, sentence=error.sentence)
    if not gate.unsigned:
        return Refused(trouble=Doubt.UNSIGNED, sentence=_unsigned_waits())
    return Package(
        incoming=_incoming(name, digest, contents=contents),
        code=shown(contents.code),
        date=shown(contents.date),
        villages=tuple(map(shown, contents.villages)),
    )


def _stopped(header: Header, gate: Gate) -> Refused | None:
    """Why a whole parcel is not for this office, or not yet."""
    if header.kind is not Kind.PACKAGE:
        return Refused(trouble=Doubt.REPLY, sentence=_for_a_laptop(), sender=header.sender)
    known = gate.laptops.get(header.sender.id)
    if known is None or known.verify != header.sender.verify:
        sentence = _unknown_laptop(header.sender)
        return Refused(
            trouble=Doubt.UNKNOWN_LAPTOP,
            sentence=sentence,
            sender=header.sender,
            code=shown(header.code),
        )
    return None


def _incoming(
    name: str, digest: str, *, header: Header | None = None, contents: Contents | None = None
) -> Incoming:
    return Incoming(
        digest=digest,
        name=shown(name),
        laptop=header.sender.id if header else "",
        line=header.line if header else "",
        number=header.number if header else 0,
        written=header.written if header else "",
        seen=header.seen if header else 0,
        session=contents.session if contents else "",
        operations=contents.operations if contents else (),
        secret=contents.secret if contents else frozenset(),
    )


def shown(text: str) -> str:
    """Text from outside as people may see it: clean, and not endless."""
    return clean(text)[:_SHOWN]


def _unsigned_waits() -> str:
    return _(
        "Nobody signed this file, so anybody may have written it. It waits here; to take it "
        "knowingly, please import it with --unsigned."
    )


def _for_a_laptop() -> str:
    return _(
        "This is an answer of an office to a laptop. Nothing is to be taken from it here; please "
        "leave it where the laptop fetches it."
    )


def _unknown_laptop(sender: PublicKeys) -> str:
    return _(
        "The laptop “{name}” is not confirmed yet. The file waits here; please have the "
        "fingerprint read out on the phone and, if it is {fingerprint}, confirm the laptop."
    ).format(name=shown(sender.name), fingerprint=sender.fingerprint)
