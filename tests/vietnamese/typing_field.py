"""A field without a screen: a text, the cursor at its end, and the composer over it."""

from __future__ import annotations

from collections.abc import Iterable

from danvan_tui.vietnamese.composer import Composer, Method


class Field:
    """What the fields of the program do with a key and with Backspace."""

    def __init__(self, method: Method, text: str = "") -> None:
        self.text = text
        self._composer = Composer(method)

    def type(self, keys: str) -> Field:
        for key in keys:
            if key in "\x7f\x08":
                self.text = self.text[:-1]
            else:
                count, new = self._composer.press(key, self.text)
                self.text = self.text[: len(self.text) - count] + new
        return self

    def receive(self, bursts: Iterable[bytes]) -> Field:
        return self.type(b"".join(bursts).decode())

    def enter(self) -> Field:
        self.text = ""
        self._composer.wake()
        return self
