"""Telex and VNI for machines without an input method: `compose`, and `Composer` for a field."""

from functools import reduce
from itertools import takewhile
from unicodedata import combining

from danvan_tui.vietnamese.typing.word import Method, Word, pressed, word_of

__all__ = ["Composer", "Method", "compose"]


def compose(keys: str, method: Method) -> str:
    """What the raw keys of one word show."""
    return reduce(lambda word, key: pressed(word, key, method), keys, Word()).shown


class Composer:
    """Follows the keys of one field and says what each of them makes of the word before it.

    It touches only what it put there itself. A letter with a mark that comes as a key shows that an
    input method of the system is at work: from there to `wake` every key passes as it is.
    """

    def __init__(self, method: Method) -> None:
        self.method = method
        self._asleep = False
        self._word = Word()
        self._keys = ""

    def wake(self) -> None:
        """Begin anew: the field was given another text, or a new line begins."""
        self._asleep = False
        self._begin("")

    def press(self, key: str, before: str) -> tuple[int, str]:
        """How many letters at the end of ``before``, the text before the cursor, make way for what.

        Where the key simply stands for itself this is zero and the key.
        """
        there = "".join(takewhile(str.isalnum, reversed(before)))[::-1]
        shown = there + key
        if not self._asleep:
            if _is_foreign(key):
                self._asleep = True
                shown = self._let_through(there) + key
            elif key.isascii() and key.isalnum() and self._goes_on_from(there):
                self._keys += key
                self._word = pressed(self._word, key, self.method)
                return _difference(there, self._word.shown)
        self._begin("")
        return _difference(there, shown)

    def _begin(self, there: str) -> None:
        self._word = word_of(there) if there else Word()
        self._keys = there

    def _goes_on_from(self, there: str) -> bool:
        """Take up the word at the cursor where it is ours, or what Backspace left of it."""
        ours = self._word.shown
        if there != ours and ours.startswith(there):
            self._begin(there)
        return ours.startswith(there)

    def _let_through(self, there: str) -> str:
        """The word at the cursor as an input method takes it to be: its letters as they came.

        It has just sent Backspace, counting on the letters it passed on, not on what they became.
        """
        ours = self._word.shown
        deleted = len(ours) - len(there)
        return self._keys[:-deleted] if deleted and ours.startswith(there) else there


def _is_foreign(key: str) -> bool:
    return not key.isascii() and (key.isalpha() or bool(combining(key[0])))


def _difference(old: str, new: str) -> tuple[int, str]:
    pairs = zip(old, new, strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return len(old) - same, new[same:]
