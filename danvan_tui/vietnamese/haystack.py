"""Searching many texts at once: a byte for each letter, so that C compares them.

What is typed begins a word. Marks that are typed must agree, wherever the tone stands; letters
typed without marks may bear any. What no Vietnamese word is made of counts as a blank.
"""

import re
import unicodedata
from codecs import charmap_build, charmap_encode
from collections.abc import Iterable, Iterator

from danvan_tui.vietnamese.letters import ALPHABET, TO_BASE, TO_SHAPE, TONED, tone_of

_BLANK = 0x20
_ZEROS = re.compile(r"(?<=/)0+(?=\d)")
_PLAIN = "0123456789abcdefghijklmnopqrstuvwxyz"
_MARKED = "".join(sorted({*ALPHABET, *TONED} - {*_PLAIN}))
_OTHERS = [code for code in range(1, 256) if chr(code) not in _PLAIN + _PLAIN.upper() + "? "]


def _table() -> tuple[str, bytes, bytes]:
    """The letter of each byte, the byte in lower case, and the byte without marks."""
    letters = ["\ufffe"] * 256
    lower, base = bytearray([_BLANK] * 256), bytearray([_BLANK] * 256)
    free = iter(_OTHERS)
    for letter in _PLAIN + _MARKED:
        code = ord(letter) if letter in _PLAIN else next(free)
        capital = ord(letter.upper()) if letter in _PLAIN else next(free)
        letters[code], letters[capital] = letter, letter.upper()
        lower[code] = lower[capital] = code
        base[code] = ord(letter.translate(TO_BASE))
    letters[0], letters[ord("?")], letters[_BLANK] = "\0", "?", " "  # 0 at 0: a fast map
    return "".join(letters), bytes(lower), bytes(base)


_LETTERS, _LOWER, _BASE = _table()
_CODES = charmap_build(_LETTERS)


def hay(text: str) -> bytes:
    """A composed text as it is searched."""
    return b" " + charmap_encode(text, "replace", _CODES)[0].translate(_LOWER)


def needles(query: str) -> list[str]:
    """What a query looks for: each piece between blanks, alike where they find the same.

    A piece with other signs in it ("DT-2026-003/07") is found only as a whole.
    """
    composed = unicodedata.normalize("NFC", query).lower()
    pieces = (_ZEROS.sub("", piece) for piece in composed.split())
    return [*dict.fromkeys(piece for piece in pieces if hay(piece).strip())]


class Haystack:
    """Texts that are searched again and again, each kept with its marks and without."""

    def __init__(self) -> None:
        self.texts: list[bytes] = []
        self._plain: list[bytes] = []

    def add(self, text: bytes) -> None:
        """Put one more text, as ``hay`` gives it, behind the others."""
        self.texts.append(text)
        self._plain.append(text.translate(_BASE))

    def holding(self, needle: str, among: bytes) -> bytes:
        """For each text 1 where it holds a needle, else 0; ``among`` has 1 where it may."""
        marked = b" " + hay(needle).strip()
        plain = marked.translate(_BASE)
        maybe = bytes([may and plain in text for may, text in zip(among, self._plain, strict=True)])
        if plain == marked:
            return maybe
        search = re.compile(b"".join(map(_pattern, _letters(marked).split()))).search
        texts = zip(maybe, self.texts, strict=True)
        return bytes([may and search(text) is not None for may, text in texts])


def _pattern(word: str) -> bytes:
    """A word begun, with the tone that was typed anywhere in it."""
    letters = [b"[%b]" % _bytes(_alike(letter)) for letter in word.translate(TO_SHAPE)]
    tone = tone_of(word)
    if not tone:
        return b" " + b"".join(letters)
    toned = _bytes(one for one in TONED if TONED[one][1] == tone)
    first = 0 if word[0] in TONED else 1  # a letter that stands for itself is found fastest
    begun, rest = b"".join(letters[:first]), b"".join(letters[first:])
    return b" %b(?=%b)[^ ]*[%b]" % (begun, rest, toned)


def _alike(letter: str) -> Iterator[str]:
    """The letters that a typed letter without its tone may be."""
    for one in _PLAIN + _MARKED:
        shape = one.translate(TO_SHAPE)
        if letter in (shape, shape.translate(TO_BASE)):
            yield one


def _letters(text: bytes) -> str:
    return "".join(_LETTERS[code] for code in text)


def _bytes(letters: Iterable[str]) -> bytes:
    """Letters as they stand in a set of a pattern."""
    return re.escape(hay("".join(letters))[1:])
