"""One word of raw keys: `Word`, what it shows, and what one more key makes of it."""

from typing import Literal, NamedTuple, TypeAlias

from danvan_tui.vietnamese.letters import TO_BASE, TONED, with_tone
from danvan_tui.vietnamese.typing.spelling import completed, fits, is_stopped, tone_place

Method: TypeAlias = Literal["telex", "vni"]

_TONES: dict[Method, dict[str, int]] = {  # the numbers of the tones are those of `letters`
    "telex": {"z": 0, "f": 1, "r": 2, "x": 3, "s": 4, "j": 5},
    "vni": {"0": 0, "2": 1, "3": 2, "4": 3, "1": 4, "5": 5},
}
_SHAPES: dict[Method, dict[str, dict[str, str]]] = {  # in the order in which they are tried
    "telex": {
        "a": {"a": "â"},
        "e": {"e": "ê"},
        "o": {"o": "ô"},
        "w": {"o": "ơ", "a": "ă", "u": "ư"},
        "d": {"d": "đ"},
    },
    "vni": {
        "6": {"a": "â", "e": "ê", "o": "ô"},
        "7": {"o": "ơ", "u": "ư"},
        "8": {"a": "ă"},
        "9": {"d": "đ"},
    },
}
_CROSS: dict[Method, str] = {"telex": "d", "vni": "9"}
_VOWELS = "aeiouy"


class Word(NamedTuple):
    """What has been typed of a word."""

    letters: str = ""
    """With their shapes, without the tone."""
    tone: int = 0
    raw: str = ""
    """What is shown where this is no Vietnamese word."""
    plain: bool = False
    """Whether it is none, or was taken back to plain letters; it stays so to its end."""
    unsure: bool = False
    """Whether a vowel was doubled from afar, as in "photo": Vietnamese only under a tone."""
    acted: str = ""
    """The last key where it set a mark: pressed once more it takes it back."""
    before: "Word | None" = None
    """The word before that key."""

    @property
    def shown(self) -> str:
        """The word as it is shown."""
        if self.plain or (self.unsure and not self.tone):
            return self.raw
        letters = _cased(completed(self.letters.lower()), self.letters)
        place = tone_place(letters.lower())
        if not self.tone or place is None:
            return letters
        toned = _cased(with_tone(letters[place].lower(), self.tone), letters[place])
        return letters[:place] + toned + letters[place + 1 :]


def word_of(text: str) -> Word:
    """The word that is shown as this text, as if it had just been typed."""
    apart = [TONED.get(letter.lower(), (letter.lower(), 0)) for letter in text]
    letters = _cased("".join(shape for shape, _ in apart), text)
    tone = next((tone for _, tone in apart if tone), 0)
    word = Word(letters, tone, text)
    if fits(letters.lower(), tone) and word.shown == text:
        return word
    return Word(raw=text, plain=True)


def pressed(word: Word, key: str, method: Method) -> Word:
    """The word after one more key, a letter or a digit."""
    raw = _extended(word.raw, key, method)
    if word.plain:
        return Word(raw=raw, plain=True)
    if word.before is not None and word.acted == key.lower():
        return _taken_back(word.before, key)
    marked = _toned(word, key, method) or _shaped(word, key, method)
    if marked is not None:
        return marked._replace(raw=raw, acted=key.lower(), before=word._replace(before=None))
    if key.isdigit():
        return Word(raw=word.shown + key, plain=True)
    return _lengthened(word, key, raw)


def _taken_back(before: Word, key: str) -> Word:
    """The word without the mark, and the key as a letter: "ass" is "as", "xooong" is "xoong"."""
    word = _lengthened(before, key, before.raw + key)
    return Word(raw=before.shown + key, plain=True) if word.plain else word


def _lengthened(word: Word, key: str, raw: str) -> Word:
    letters = word.letters + key
    if key.isalpha() and fits(letters.lower(), word.tone):
        return Word(letters, word.tone, raw, unsure=word.unsure)
    return Word(raw=raw, plain=True)


def _toned(word: Word, key: str, method: Method) -> Word | None:
    tone = _TONES[method].get(key.lower())
    letters = word.letters.lower()
    if tone is None or tone == word.tone or tone_place(letters) is None:
        return None
    return word._replace(tone=tone) if fits(letters, tone) else None


def _shaped(word: Word, key: str, method: Method) -> Word | None:
    """The word with the shape of one letter changed, wherever in the word that letter stands."""
    for base, shape in _SHAPES[method].get(key.lower(), {}).items():
        for place, letter in enumerate(word.letters.lower()):
            changed = word.letters[:place] + _cased(shape, word.letters[place])
            changed += word.letters[place + 1 :]
            if letter != shape and letter.translate(TO_BASE) == base and _holds(word, changed):
                from_afar = key.isalpha() and is_stopped(word.letters.lower()) and shape in "âêô"
                return word._replace(letters=changed, unsure=word.unsure or from_afar)
    if key.lower() == "w" and method == "telex" and _holds(word, word.letters + "ư"):
        return word._replace(letters=word.letters + _cased("ư", key))
    return None


def _holds(word: Word, letters: str) -> bool:
    return fits(letters.lower(), word.tone)


def _extended(raw: str, key: str, method: Method) -> str:
    """The plain letters with one more; đ also in abbreviations, as in HĐND, đ/c and QĐ."""
    if key.lower() == _CROSS[method] and raw:
        if raw[-1] in "dD" and (len(raw) == 1 or raw[-2].lower() not in _VOWELS):
            return raw[:-1] + _cased("đ", raw[-1])
        if raw[-1] in "đĐ":
            return raw[:-1] + _cased("d", raw[-1]) + key
    return raw + key


def _cased(letters: str, model: str) -> str:
    """The letters, each in the case of the one in its place in ``model``."""
    pairs = zip(letters, model, strict=True)
    return "".join(one.upper() if like.isupper() else one for one, like in pairs)
