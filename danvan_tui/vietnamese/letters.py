"""The letters of Vietnamese: shapes (a ă â …) and tones, and how they come apart."""

from typing import Final

ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_VOWELS: Final = {  # each vowel under ngang, huyền, hỏi, ngã, sắc, nặng
    "a": "aàảãáạ",
    "ă": "ăằẳẵắặ",
    "â": "âầẩẫấậ",
    "e": "eèẻẽéẹ",
    "ê": "êềểễếệ",
    "i": "iìỉĩíị",
    "o": "oòỏõóọ",
    "ô": "ôồổỗốộ",
    "ơ": "ơờởỡớợ",
    "u": "uùủũúụ",
    "ư": "ưừửữứự",
    "y": "yỳỷỹýỵ",
}
TONED: Final = {  # (shape, number of the tone) by letter, ngang left out
    letter: (shape, tone)
    for shape, row in _VOWELS.items()
    for tone, letter in enumerate(row)
    if tone
}
_BASES: Final = {"ă": "a", "â": "a", "đ": "d", "ê": "e", "ô": "o", "ơ": "o", "ư": "u"}
TO_SHAPE: Final = str.maketrans({letter: shape for letter, (shape, _) in TONED.items()})
TO_TONE: Final = str.maketrans(
    {letter: str(tone) for letter, (_, tone) in TONED.items()} | dict.fromkeys(ALPHABET, "0")
)
TO_BASE: Final = str.maketrans(
    _BASES | {letter: _BASES.get(shape, shape) for letter, (shape, _) in TONED.items()}
)


def with_tone(shape: str, tone: int) -> str:
    """The vowel ``shape`` under tone number ``tone``; both lower case."""
    return _VOWELS[shape][tone]


def tone_of(word: str) -> int:
    """The number of the first tone written in a lower-case word, 0 (ngang) when none is."""
    return next((TONED[letter][1] for letter in word if letter in TONED), 0)
