"""What can be wrong with a parcel or with a file of keys, and the error that says it."""

from enum import StrEnum


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


class ParcelError(Exception):
    """A parcel that cannot be taken: what the trouble is, and one sentence for people."""

    def __init__(self, trouble: Trouble, sentence: str) -> None:
        super().__init__(sentence)
        self.trouble = trouble
        self.sentence = sentence


class KeysError(Exception):
    """Keys that cannot be read or written; what was there before is left as it was."""

    def __init__(self, trouble: Trouble, sentence: str) -> None:
        super().__init__(sentence)
        self.trouble = trouble
        self.sentence = sentence
