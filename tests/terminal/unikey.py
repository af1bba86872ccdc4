"""Turns text into the bytes a Vietnamese input method sends while a person types it.

After every raw key the input method compares what stands there with what should: when a letter was
only added it passes the key on, else it sends backspaces and the new letters in one go.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator
from typing import Literal, NamedTuple

Method = Literal["telex", "vni"]

_RAW_TONES = {"telex": "frxsj", "vni": "23415"}
_RAW_SHAPES = {
    "telex": {"ă": "w", "â": "a", "đ": "d", "ê": "e", "ô": "o", "ơ": "w", "ư": "w"},
    "vni": {"ă": "8", "â": "6", "đ": "9", "ê": "6", "ô": "6", "ơ": "7", "ư": "7"},
}
_TONES = {"\u0300": 0, "\u0309": 1, "\u0303": 2, "\u0301": 3, "\u0323": 4}
_TONE_MARKS = {number: mark for mark, number in _TONES.items()}
_BASES = {"ă": "a", "â": "a", "đ": "d", "ê": "e", "ô": "o", "ơ": "o", "ư": "u"}
_VOWELS = "aăâeêioôơuưy"


class _Letter(NamedTuple):
    base: str
    shape: str


def bursts(
    text: str, *, method: Method = "telex", late: bool = False, backspace: bytes = b"\x7f"
) -> list[bytes]:
    """The writes that type ``text``; ``late`` puts all marks at the end of each word."""
    chunks: list[bytes] = []
    for part in re.findall(r"\w+|\W", text):
        shown = ""
        for display in _displays(part, method, late=late):
            chunks.append(_burst(shown, display, backspace))
            shown = display
        assert shown == part, (shown, part)
    return chunks


def raw_keys(text: str, *, method: Method = "telex", late: bool = False) -> list[bytes]:
    """The keys a person presses for ``text`` where no input method runs, each on its own."""
    words = (_raw_word(part, method, late) for part in re.findall(r"\w+|\W", text))
    return [key.encode() for key in "".join(words)]


def _raw_word(word: str, method: Method, late: bool) -> str:
    letters, tone, _place = _take_apart(word)
    typed, marks = "", ""
    for number, letter in enumerate(letters):
        typed += letter.base
        mark = _RAW_SHAPES[method].get(letter.shape.lower(), "")
        if letter.shape.lower() == "ư" and letters[number + 1 : number + 2]:
            # One horn is enough for ươ.
            mark = "" if letters[number + 1].shape.lower() == "ơ" else mark
        if late and (number == 0 or letter.shape not in "đĐ"):
            marks += mark
        else:
            typed += mark
    if method == "telex":
        typed = typed.replace("oo", "ooo") if _is_long_o(letters) else typed
    return typed + marks + ("" if tone is None else _RAW_TONES[method][tone])


def _is_long_o(letters: list[_Letter]) -> bool:
    return any(a.shape == b.shape == "o" for a, b in itertools.pairwise(letters))


def _burst(shown: str, wanted: str, backspace: bytes) -> bytes:
    same = 0
    while same < min(len(shown), len(wanted)) and shown[same] == wanted[same]:
        same += 1
    return backspace * (len(shown) - same) + wanted[same:].encode()


def _displays(word: str, method: Method, *, late: bool) -> Iterator[str]:
    """What stands on the screen after each raw key."""
    letters, tone, place = _take_apart(word)
    if late:
        yield from _late(letters, tone, place, method)
    else:
        yield from _early(letters, tone, place, method)


def _early(letters: list[_Letter], tone: int | None, place: int, method: Method) -> Iterator[str]:
    done: list[str] = []
    typed_tone: int | None = None
    # Telex people write the tone at the end of the word, VNI people right behind the vowel.
    tone_after = len(letters) - 1 if method == "telex" else place
    index = 0
    while index < len(letters):
        pair = [letter.shape.lower() for letter in letters[index : index + 2]]
        count = 2 if pair == ["ư", "ơ"] else 1
        group = letters[index : index + count]
        for letter in group:
            if _makes_a_hat(letter, done, method):
                yield _shown([*done[:-1], "ô"], typed_tone, place)
            done.append(letter.base)
            yield _shown(done, typed_tone, place)
        shapes = [letter.shape for letter in group]
        if done[-count:] != shapes:
            done[-count:] = shapes
            yield _shown(done, typed_tone, place)
        index += count
        if tone is not None and typed_tone is None and index > tone_after:
            typed_tone = tone
            yield _shown(done, typed_tone, place)


def _late(letters: list[_Letter], tone: int | None, place: int, method: Method) -> Iterator[str]:
    done: list[str] = []
    for letter in letters:
        if _makes_a_hat(letter, done, method):
            yield _shown([*done[:-1], "ô"], None, place)
        done.append(letter.base)
        yield _shown(done, None, place)
    for index, letter in enumerate(letters):
        if done[index] != letter.shape:
            done[index] = letter.shape
            yield _shown(done, None, place)
    if tone is not None:
        yield _shown(done, tone, place)


def _makes_a_hat(letter: _Letter, done: list[str], method: Method) -> bool:
    """Whether this is the second o of "oo", which is ô until a third one takes that back."""
    return method == "telex" and letter.shape == "o" and done[-1:] == ["o"]


def _shown(letters: list[str], tone: int | None, place: int) -> str:
    """The letters with the tone where it stands now: it moves on while the word grows."""
    word = list(letters)
    if tone is not None:
        at = place
        if at >= len(word):
            at = max(i for i, letter in enumerate(word) if letter.lower() in _VOWELS)
        word[at] = unicodedata.normalize("NFC", word[at] + _TONE_MARKS[tone])
    return "".join(word)


def _take_apart(word: str) -> tuple[list[_Letter], int | None, int]:
    letters: list[_Letter] = []
    tone: int | None = None
    place = 0
    for index, char in enumerate(word):
        marks = unicodedata.normalize("NFD", char)
        for mark in marks[1:]:
            if mark in _TONES:
                tone, place = _TONES[mark], index
        shape = unicodedata.normalize("NFC", "".join(m for m in marks if m not in _TONES))
        base = _BASES.get(shape.lower(), shape.lower())
        letters.append(_Letter(base.upper() if shape.isupper() else base, shape))
    return letters, tone, place
