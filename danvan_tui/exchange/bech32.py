"""Reading the letters and digits that age writes keys with, by the letter."""

_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECK = 6
_LONGEST = 120


def decoded(prefix: str, text: str) -> bytes | None:
    """The bytes behind a lower-case text with this prefix; None where one letter is wrong."""
    start, _one, letters = text.rpartition("1")
    if start != prefix or not _CHECK <= len(letters) <= _LONGEST or set(letters) - set(_LETTERS):
        return None
    values = [_LETTERS.index(letter) for letter in letters]
    head = [ord(letter) >> 5 for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix]
    if _remainder(head + values) != 1:
        return None
    return _bytes(values[:-_CHECK])


def _remainder(values: list[int]) -> int:
    rest = 1
    for value in values:
        top = rest >> 25
        rest = (rest & 0x1FFFFFF) << 5 ^ value
        for bit, term in enumerate(_GENERATOR):
            rest ^= term if top >> bit & 1 else 0
    return rest


def _bytes(values: list[int]) -> bytes | None:
    """Groups of five bits as bytes; the bits left over must be zeros."""
    number = 0
    for value in values:
        number = number << 5 | value
    left = len(values) * 5 % 8
    if left >= 5 or number & ((1 << left) - 1):
        return None
    return (number >> left).to_bytes(len(values) * 5 // 8)
