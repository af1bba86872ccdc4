"""Telex and VNI for machines without an input method: `compose`, and `Composer` for a field."""

from functools import reduce
from itertools import takewhile

from danvan_tui.vietnamese.typing.word import Method, Word, pressed, word_of

__all__ = ["Composer", "Method", "compose"]


def compose(keys: str, method: Method) -> str:
    """What the raw keys of one word show."""
    return reduce(lambda word, key: pressed(word, key, method), keys, Word()).shown


class Composer:
    """Follows the keys of one field and says what each of them makes of the word before it.

    It touches only what it put there itself. A key that is no ASCII shows that an input method of
    the system is at work: from there to `wake` every key passes as it is.
    """

    def __init__(self, method: Method) -> None:
        self.method = method
        self._word = Word()
        self._asleep = False

    def wake(self) -> None:
        """Begin anew: the field was given another text, or a new line begins."""
        self._word = Word()
        self._asleep = False

    def press(self, key: str, before: str) -> tuple[int, str]:
        """How many letters at the end of ``before``, the text before the cursor, make way for what.

        Where the key simply stands for itself this is zero and the key.
        """
        self._asleep = self._asleep or not key.isascii()
        if self._asleep or not key.isalnum():
            self._word = Word()
            return 0, key
        there = "".join(takewhile(str.isalnum, reversed(before)))[::-1]
        if not self._goes_on_from(there):
            self._word = Word()
            return 0, key
        self._word = pressed(self._word, key, self.method)
        return _difference(there, self._word.shown)

    def _goes_on_from(self, there: str) -> bool:
        """Take up the word at the cursor where it is ours, or what Backspace left of it."""
        ours = self._word.shown
        if there != ours:
            if not ours.startswith(there):
                return False
            self._word = word_of(there) if there else Word()
        return True


def _difference(old: str, new: str) -> tuple[int, str]:
    pairs = zip(old, new, strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return len(old) - same, new[same:]
