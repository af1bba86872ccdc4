"""Who writes and who gets parcels: the public half of a party's keys, and how it is read out."""

import base64
import binascii
import hashlib
from functools import lru_cache
from unicodedata import decimal

import msgspec

from danvan_tui.exchange.bech32 import decoded
from danvan_tui.exchange.failing import KeysError, Trouble
from danvan_tui.language import _
from danvan_tui.vietnamese.clean import clean

LONGEST_NAME = 120
_KEY_SIZE = 32
_GROUPS = 5
_DIGITS = 4


class PublicKeys(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What everybody may know of a laptop or an office."""

    id: str
    """The first 16 hexadecimal digits of the SHA-256 of the key that checks signatures."""
    name: str
    verify: str
    """The Ed25519 key that checks its signatures, in base64."""
    recipient: str
    """The age recipient that files for it are sealed for."""
    recovery: str = ""
    """A second recipient, whose key lies printed in a safe."""

    @property
    def fingerprint(self) -> str:
        """Five groups of four digits, to be read out on the phone."""
        whole = hashlib.sha256(b"danvan fingerprint\n" + base64.b64decode(self.verify)).digest()
        digits = str(int.from_bytes(whole) % 10 ** (_GROUPS * _DIGITS)).zfill(_GROUPS * _DIGITS)
        return " ".join(digits[at : at + _DIGITS] for at in range(0, len(digits), _DIGITS))

    def has_fingerprint(self, said: str) -> bool:
        """Whether somebody said all digits of the fingerprint, whatever stands between them."""
        digits = "".join(str(decimal(letter)) for letter in said if letter.isdecimal())
        return digits == self.fingerprint.replace(" ", "")

    @property
    def recipients(self) -> tuple[str, ...]:
        """All that a file for this party is sealed for."""
        return (self.recipient, self.recovery) if self.recovery else (self.recipient,)


def party_id(verify: bytes) -> str:
    """The id of the party whose signatures this key checks."""
    return hashlib.sha256(verify).hexdigest()[:16]


def shown_name(name: str) -> str:
    """A name of a party as it may be kept and shown: one line, and not endless."""
    return clean(name).strip()[:LONGEST_NAME].strip()


@lru_cache(maxsize=1024)  # an import sees the same few laptops thousands of times
def checked(public: PublicKeys) -> PublicKeys:
    """The same with its name cleaned; raises KeysError where keys and id do not belong together."""
    verify = strict_base64(public.verify, _KEY_SIZE)
    if verify is None or party_id(verify) != public.id:
        raise _unusable()
    if not all(_is_usable(recipient) for recipient in public.recipients):
        raise _unusable()
    return msgspec.structs.replace(public, name=shown_name(public.name))


def strict_base64(text: str, size: int) -> bytes | None:
    """So many bytes written in the one way base64 writes them, otherwise None."""
    try:
        found = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    canonical = len(found) == size and base64.b64encode(found).decode("ascii") == text
    return found if canonical else None


def _is_usable(recipient: str) -> bool:
    """Whether files can be sealed for it: some points of the curve would give away every secret."""
    from cryptography.hazmat.primitives.asymmetric import x25519  # noqa: PLC0415

    point = decoded("age", recipient)
    if point is None or len(point) != _KEY_SIZE:
        return False
    try:
        x25519.X25519PrivateKey.generate().exchange(x25519.X25519PublicKey.from_public_bytes(point))
    except ValueError:
        return False
    return True


def _unusable() -> KeysError:
    return KeysError(
        Trouble.CHANGED,
        _(
            "The keys in this file do not belong together, so nothing was taken from it. "
            "Please ask for the file again."
        ),
    )
