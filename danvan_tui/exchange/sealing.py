"""The seal: the age format, which the plain ``age`` tool opens too."""

import re
from pathlib import Path

from danvan_tui.exchange.failing import ParcelError, Trouble, changed, cut, newer
from danvan_tui.language import _
from danvan_tui.ledger import disk

_MAGIC = b"age-encryption.org/"
_FIRST_LINE = b"age-encryption.org/v1\n"
_LATER = re.compile(rb"age-encryption\.org/v(?!1\n)\d{1,4}\n")
_MAC = b"\n--- "
_MAC_DIGITS = 43
_LONGEST_HEAD = 2048  # for two recipients at most 400; the time to read a head grows as its square
_NONCE = 16
_TAG = 16
_CHUNK = 64 * 1024 + _TAG


def is_sealed(data: bytes) -> bool:
    """Whether a file began its life as a sealed one; the first bytes of a cut one count too."""
    return data.startswith(_MAGIC) or (bool(data) and _FIRST_LINE.startswith(data))


def new_identity() -> str:
    """A new key that opens what is sealed for it."""
    import pyrage  # noqa: PLC0415 - needed only where something is sealed

    return str(pyrage.x25519.Identity.generate())


def recipient_of(identity: str) -> str:
    """What is sealed for this opens with the identity."""
    import pyrage  # noqa: PLC0415 - see above

    return str(pyrage.x25519.Identity.from_str(identity).to_public())


def seal(data: bytes, recipients: tuple[str, ...]) -> bytes:
    """Seal for recipients that were checked before."""
    import pyrage  # noqa: PLC0415 - see above

    keys = [pyrage.x25519.Recipient.from_str(recipient) for recipient in recipients]
    sealed: bytes = pyrage.encrypt(data, keys)
    return sealed


def seal_file(path: Path, sealed: Path, recipients: tuple[str, ...]) -> None:
    """Seal a file of any size into another one, whole or not at all; raises OSError.

    The first may be taken away afterwards, so the second is on the device before it has its name.
    """
    import pyrage  # noqa: PLC0415 - see above

    keys = [pyrage.x25519.Recipient.from_str(recipient) for recipient in recipients]
    fresh = disk.unfinished(sealed)
    try:
        with path.open("rb") as source, fresh.open("wb") as target:
            pyrage.encrypt_io(source, target, keys)
            target.flush()
            disk.flush(target.fileno())
        disk.replace(fresh, sealed)
        disk.flush_folder(sealed.parent)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def unseal(data: bytes, identity: str, *, block: int = 1) -> bytes:
    """What was sealed; raises ParcelError.

    Where everything that is sealed fills whole blocks of a size, a cut is told from a change.
    """
    import pyrage  # noqa: PLC0415 - see above

    check_head(data, block=block)
    try:
        plain: bytes = pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(identity)])
    except pyrage.DecryptError as error:
        if "No matching keys" in str(error):
            raise ParcelError(
                Trouble.WRONG_KEY,
                _(
                    "The file is sealed for somebody else, or its beginning was changed; it cannot "
                    "be opened here. Please check whom it was written for, or copy it again."
                ),
            ) from None
        raise changed() from None
    return plain


def check_head(data: bytes, *, block: int = 1) -> None:
    """What can be told of a sealed file without any key; raises ParcelError."""
    if not data.startswith(_FIRST_LINE) and len(data) >= len(_FIRST_LINE):
        raise newer() if _LATER.match(data) else changed()
    head = data.find(_MAC, 0, _LONGEST_HEAD)
    if head < 0 and len(data) >= _LONGEST_HEAD:
        raise changed()
    size = _sealed_size(data, head) if head >= 0 else -1
    if size < 0:
        raise cut()
    if size % block:
        raise ParcelError(
            Trouble.CUT,
            _(
                "The file is not as long as it was written: its end is missing, or something was "
                "added to it. Please copy it again from where it was written."
            ),
        )


def _sealed_size(data: bytes, head: int) -> int:
    """How many bytes are sealed behind a head that ends here; negative where too few are left."""
    rest = len(data) - (head + len(_MAC) + _MAC_DIGITS + 1 + _NONCE)
    chunks = -(-rest // _CHUNK)
    last = rest - (chunks - 1) * _CHUNK
    return rest - chunks * _TAG if min(rest, last) >= _TAG else -1
