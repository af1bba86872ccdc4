"""The secret half of a party's keys, and the files that hold the two halves."""

import base64
import os
import secrets
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from danvan_tui.exchange import key_file, sealing, signed
from danvan_tui.exchange.failing import KeysError, ParcelError, Trouble, changed
from danvan_tui.exchange.parties import PublicKeys, party_id, shown_name
from danvan_tui.language import _
from danvan_tui.ledger import disk
from danvan_tui.model.plain_file import read_plain_file

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

__all__ = [
    "Keys",
    "OfficeFile",
    "PublicKeys",
    "make_keys",
    "read_keys",
    "read_office_file",
    "read_public",
    "seal_for",
    "write_keys",
    "write_public",
]

_MAGIC = "danvan-office"
_QUARTER = 16


@dataclass(frozen=True)
class Keys:
    """What a laptop or an office signs and opens with; never shown, never logged."""

    seed: bytes = field(repr=False)
    """The 32 bytes its signatures are made with."""
    identity: str = field(repr=False)
    """The age identity that opens what was sealed for it."""
    recovery: str = ""
    """The recipient of the key in the safe, where there is one."""
    name: str = ""
    """The name it was made under."""

    @cached_property
    def id(self) -> str:
        """The id of this party."""
        return party_id(self._verify)

    @cached_property
    def recipient(self) -> str:
        """What is sealed for this party is sealed for this."""
        return sealing.recipient_of(self.identity)

    def public(self, name: str = "") -> PublicKeys:
        """What everybody may know, under this name or the one it was made under."""
        return PublicKeys(
            id=self.id,
            name=shown_name(name or self.name),
            verify=base64.b64encode(self._verify).decode("ascii"),
            recipient=self.recipient,
            recovery=self.recovery,
        )

    def sign(self, data: bytes) -> bytes:
        """The signature of 64 bytes."""
        return self._signing.sign(data)

    def unseal(self, data: bytes, *, block: int = 1) -> bytes:
        """What was sealed for this party; raises ParcelError."""
        return sealing.unseal(data, self.identity, block=block)

    @cached_property
    def _signing(self) -> "Ed25519PrivateKey":
        from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415 - heavy

        return ed25519.Ed25519PrivateKey.from_private_bytes(self.seed)

    @cached_property
    def _verify(self) -> bytes:
        return self._signing.public_key().public_bytes_raw()


def seal_for(public: PublicKeys, data: bytes) -> bytes:
    """Any bytes sealed so that this party opens them, with its own key or the one in the safe."""
    return sealing.seal(data, public.recipients)


def make_keys(name: str = "", *, recovery: str = "") -> Keys:
    """New keys of a laptop or an office."""
    return Keys(secrets.token_bytes(32), sealing.new_identity(), recovery, shown_name(name))


def read_keys(path: Path) -> Keys:
    """The keys in a file; raises KeysError, which says which line was mistyped, and OSError."""
    try:
        lines = key_file.read(read_plain_file(path).decode("utf-8"))
    except UnicodeDecodeError:
        raise _not_text() from None
    said = lines.said
    keys = Keys(
        bytes.fromhex("".join(said[part] for part in key_file.SIGN)),
        lines.identity,
        said.get("safe", ""),
        said.get("name", ""),
    )
    if keys.id != said["id"]:
        raise KeysError(
            Trouble.CHANGED,
            _(
                "The lines of the keys do not belong together. Nothing was taken over; "
                "please compare them letter by letter."
            ),
        )
    return keys


def write_keys(path: Path, keys: Keys, preface: str = "") -> None:
    """Put the keys into a new file that only this user can read; raises KeysError, OSError."""
    if os.path.lexists(path):
        raise KeysError(
            Trouble.TAKEN,
            _("There is a file {name} already. It was left as it is.").format(name=path.name),
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    disk.write_whole(path, key_file.written(_lines(keys), preface).encode())


class OfficeFile(NamedTuple):
    """The public file of an office as it was read once: what is shown of it is what is kept."""

    public: PublicKeys
    data: bytes


def read_public(path: Path) -> PublicKeys:
    """The keys in the public file of an office; raises KeysError, OSError."""
    return read_office_file(path).public


def read_office_file(path: Path) -> OfficeFile:
    """The public file of an office, looked at and whole; raises KeysError, OSError."""
    data = read_plain_file(path)
    try:
        head = signed.head_of(_MAGIC, data)
        public = signed.check(_MAGIC, head, signed.decoded(head.line, PublicKeys))
        if len(data) != head.end:
            raise changed()
    except ParcelError as error:
        raise KeysError(error.trouble, error.sentence) from None
    return OfficeFile(public, data)


def write_public(path: Path, keys: Keys, name: str = "") -> PublicKeys:
    """Put what everybody may know into a file that its own key signs; raises OSError."""
    public = keys.public(name)
    line = msgspec.json.encode(public)
    path.parent.mkdir(parents=True, exist_ok=True)
    signature = keys.sign(signed.statement(_MAGIC, line))
    disk.write_whole(path, signed.written(_MAGIC, signature, line))
    return public


def _lines(keys: Keys) -> key_file.KeyLines:
    seed = keys.seed.hex()
    parts = (seed[at : at + _QUARTER] for at in range(0, len(seed), _QUARTER))
    said = {"name": keys.name, "id": keys.id} | dict(zip(key_file.SIGN, parts, strict=True))
    return key_file.KeyLines(keys.identity, said | {"safe": keys.recovery})


def _not_text() -> KeysError:
    return KeysError(
        Trouble.WRONG_KIND,
        _("This is no file of keys. Nothing was taken over; please choose the right file."),
    )
