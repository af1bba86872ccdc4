"""Folding marks away for comparing, and one placement of the tone: hòa, not hoà."""

import re
import unicodedata

from danvan_tui.vietnamese.letters import TO_BASE, TONED, with_tone

_O, _U, _I, _Y, _UH = (
    "".join(letter for letter, (shape, _) in TONED.items() if shape == vowel) for vowel in "ouiyư"
)
_A, _E = ("".join(letter for letter, (shape, _) in TONED.items() if shape == v) for v in "ae")
_END = r"(?![^\W\d_])"
_BACKWARD = re.compile(  # the tone belongs on the first vowel: hoà, khoẻ, thuỷ
    rf"o[{_A}{_E}]{_END}|u[{_Y}]{_END}", re.IGNORECASE
)
_FORWARD = (
    re.compile(  # the tone belongs on the second vowel: hòan, qúy, gìa, trứơc; also mends quý
        rf"[{_O}]a(?=[cimnptuy])|[{_O}]e(?=[nmot])|[{_U}]y(?=[nptu])"
        rf"|(?<=q)[{_U}][aeiy]|(?<=\bg)[{_I}][aou]|[{_O}{_U}{_UH}{_I}{_Y}][ăâêôơ]",
        re.IGNORECASE,
    )
)


def fold(text: str) -> str:
    """The text in lower case without marks, đ as d, and single spaces: the way people search."""
    folded = text.lower().translate(TO_BASE)
    if not folded.isascii():
        folded = "".join(
            char for char in unicodedata.normalize("NFD", folded) if not _is_mark(char)
        ).translate(TO_BASE)
    return " ".join(folded.split())


def canonical(text: str) -> str:
    """The text with every tone placed as official papers place it: hòa, thủy, khỏe, quý."""
    composed = unicodedata.normalize("NFC", text)
    if composed.isascii():
        return composed
    return _FORWARD.sub(_tone_to_second, _BACKWARD.sub(_tone_to_first, composed))


def _is_mark(char: str) -> bool:
    return unicodedata.category(char).startswith("M")


def _tone_to_first(found: re.Match[str]) -> str:
    first, second = tuple(found[0])
    shape, tone = TONED[second.lower()]
    return _cased(with_tone(first.lower(), tone), first) + _cased(shape, second)


def _tone_to_second(found: re.Match[str]) -> str:
    first, second = tuple(found[0])
    shape, tone = TONED[first.lower()]
    return _cased(shape, first) + _cased(with_tone(second.lower(), tone), second)


def _cased(letter: str, model: str) -> str:
    return letter.upper() if model.isupper() else letter
