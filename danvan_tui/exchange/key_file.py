"""Secret keys as text: lines that can be printed, typed again, and read by the ``age`` tool.

Every line has a check of its own, so a mistyped one is told; ``age`` skips all but the last.
"""

import hashlib
import re
from collections.abc import Mapping
from typing import NamedTuple

from danvan_tui.exchange.bech32 import decoded
from danvan_tui.exchange.failing import KeysError, Trouble
from danvan_tui.language import _
from danvan_tui.vietnamese.clean import clean

SIGN = ("sign-1", "sign-2", "sign-3", "sign-4")
"""The lines of the key that signs, a quarter each."""
_MAGIC = "danvan-key"
_VERSION = 1
_PREFIX = "age-secret-key-"
_IDENTITY = "AGE-SECRET-KEY"
_NAMES = "name|id|safe|sign-[1-4]"
_NEEDED = ("id", *SIGN, _IDENTITY)
_FIRST = re.compile(rf"#?\s*{_MAGIC}\s+(\d{{1,6}})", re.IGNORECASE)
_LINE = re.compile(rf"#?\s*({_NAMES})\s*:(.*)/\s*([0-9a-f]{{4}})", re.IGNORECASE)
_BEGUN = re.compile(rf"#?\s*(?:{_NAMES})\s*:.*", re.IGNORECASE)
_GROUP = 4


class KeyLines(NamedTuple):
    """What a key file says."""

    identity: str
    said: Mapping[str, str]
    """The other lines by their names: ``id``, ``sign-1`` to ``sign-4``, ``name``, ``safe``."""


def written(lines: KeyLines, preface: str = "") -> str:
    """The text of a key file; the lines of the preface are for people."""
    said = [_line(name, value) for name, value in lines.said.items() if value]
    told = [f"# {line}".rstrip() for line in preface.splitlines()]
    return "\n".join([f"# {_MAGIC} {_VERSION}", *told, *said, lines.identity, ""])


def read(text: str) -> KeyLines:
    """What the text of a key file says; raises KeysError, with the line that was mistyped."""
    lines = [line.strip() for line in text.lstrip("\ufeff").splitlines()]
    first = _FIRST.fullmatch(lines[0]) if lines else None
    if first is None:
        raise _wrong_kind()
    if int(first[1]) > _VERSION:
        raise _newer()
    said: dict[str, str] = {}
    for number, line in enumerate(lines[1:], start=2):
        found = _read_line(line, number)
        if found and said.setdefault(*found) != found[1]:
            raise _mistyped(number)
    for name in _NEEDED:
        if name not in said:
            raise _missing(name)
    return KeyLines(said.pop(_IDENTITY), said)


def _line(name: str, value: str) -> str:
    shown = value
    if name == "id" or name in SIGN:
        shown = " ".join(value[at : at + _GROUP] for at in range(0, len(value), _GROUP))
    return f"# {name}: {shown} / {_check(name, value)}"


def _read_line(line: str, number: int) -> tuple[str, str] | None:
    """The name and value of a line, None where it is for people; raises KeysError."""
    found = _LINE.fullmatch(line)
    if found:
        name = found[1].lower()
        value = _normal(name, found[2])
        if _check(name, value) != found[3].lower():
            raise _mistyped(number)
        return name, value
    if line.upper().startswith(_IDENTITY):
        secret = decoded(_PREFIX, line.lower())
        if secret is None or len(secret) != 32:
            raise _mistyped(number)
        return _IDENTITY, line.upper()
    if _BEGUN.fullmatch(line) or (line and not line.startswith("#")):
        raise _mistyped(number)
    return None


def _normal(name: str, value: str) -> str:
    if name == "name":
        return " ".join(clean(value).split())
    return "".join(value.split()).lower()


def _check(name: str, value: str) -> str:
    return hashlib.sha256(f"{name}:{_normal(name, value)}".encode()).hexdigest()[:_GROUP]


def _mistyped(number: int) -> KeysError:
    return KeysError(
        Trouble.CHANGED,
        _(
            "Line {number} of the keys does not add up: something in it is mistyped or was "
            "changed. Nothing was taken over; please compare it letter by letter."
        ).format(number=number),
    )


def _missing(name: str) -> KeysError:
    return KeysError(
        Trouble.CUT,
        _(
            "The line {name} of the keys is missing. Nothing was taken over; "
            "please copy or type all lines."
        ).format(name=name),
    )


def _wrong_kind() -> KeysError:
    return KeysError(
        Trouble.WRONG_KIND,
        _(
            "This is no file of keys: its first line is not “# danvan-key 1”. "
            "Nothing was taken over; please choose the right file."
        ),
    )


def _newer() -> KeysError:
    return KeysError(
        Trouble.NEWER,
        _(
            "The keys were written by a newer version of this program. "
            "Nothing is wrong with them; please install the newer version to read them."
        ),
    )
