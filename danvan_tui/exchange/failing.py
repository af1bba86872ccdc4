"""What can be wrong with a parcel or with a file of keys, and the error that says it."""

from enum import StrEnum

from danvan_tui.language import _

LIMIT = 200 * 1024 * 1024  # bytes; the largest sessions make a few


class Trouble(StrEnum):
    """What was found out about bytes that came from outside."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    """A folder, a device, or something the disk does not give."""
    WRONG_KIND = "wrong_kind"
    NEWER = "newer"
    CUT = "cut"
    CHANGED = "changed"
    DEEP = "deep"
    """Brackets within brackets without end."""
    NO_KEY = "no_key"
    """It is sealed, and there is no key here at all."""
    WRONG_KEY = "wrong_key"
    """It is sealed or made out for somebody else."""
    UNSEALED = "unsealed"
    """It was written sealed, and somebody passed it on without its seal."""
    TAKEN = "taken"
    """Something stands where it would be written, and is not written over."""


class TroubleError(Exception):
    """What the trouble is, and one sentence for people."""

    def __init__(self, trouble: Trouble, sentence: str) -> None:
        super().__init__(sentence)
        self.trouble = trouble
        self.sentence = sentence


class ParcelError(TroubleError):
    """A parcel cannot be taken, or cannot be made."""


class KeysError(TroubleError):
    """Keys cannot be read or written; what was there before is left as it was."""


def cut() -> ParcelError:
    """The end of a file is missing."""
    return ParcelError(
        Trouble.CUT,
        _("The file was cut: its end is missing. Please copy it again from where it was written."),
    )


def changed() -> ParcelError:
    """Something in a file is not as it was written."""
    return ParcelError(
        Trouble.CHANGED,
        _("The file was changed after it was written. Please ask for the file again."),
    )


def newer() -> ParcelError:
    """A file is fine, this program is too old."""
    return ParcelError(
        Trouble.NEWER,
        _(
            "The file was written by a newer version of this program. "
            "Nothing is wrong with it; please install the newer version to read it."
        ),
    )


def too_large() -> ParcelError:
    """A file is larger than anything that is ever sent."""
    return ParcelError(
        Trouble.TOO_LARGE,
        _("The file is larger than any session (over 200 MB); it was not read further."),
    )
