"""The secret half of a party's keys, and the files that hold the two halves."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from danvan_tui.exchange import sealing
from danvan_tui.exchange.parties import PublicKeys, party_id

__all__ = [
    "Keys",
    "PublicKeys",
    "make_keys",
    "read_keys",
    "read_public",
    "write_keys",
    "write_public",
]


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

    def public(self, name: str = "") -> PublicKeys:
        """What everybody may know, under this name or the one it was made under."""
        raise NotImplementedError

    def sign(self, data: bytes) -> bytes:
        """The signature of 64 bytes."""
        raise NotImplementedError

    def unseal(self, data: bytes) -> bytes:
        """What was sealed for this party; raises ParcelError."""
        return sealing.unseal(data, self.identity)

    @cached_property
    def _verify(self) -> bytes:
        raise NotImplementedError


def seal_for(public: PublicKeys, data: bytes) -> bytes:
    """Any bytes sealed so that this party opens them, with its own key or the one in the safe."""
    return sealing.seal(data, public.recipients)


def make_keys(name: str = "", *, recovery: str = "") -> Keys:
    """New keys of a laptop or an office."""
    raise NotImplementedError


def read_keys(path: Path) -> Keys:
    """The keys in a file; raises KeysError, which says which line was mistyped, and OSError."""
    raise NotImplementedError


def write_keys(path: Path, keys: Keys) -> None:
    """Put the keys into a file only this user can read; raises KeysError where there is one."""
    raise NotImplementedError


def read_public(path: Path) -> PublicKeys:
    """The keys in the file of an office or a laptop; raises KeysError, OSError."""
    raise NotImplementedError


def write_public(path: Path, keys: Keys, name: str = "") -> PublicKeys:
    """Put what everybody may know into a file that its own key signs."""
    raise NotImplementedError
