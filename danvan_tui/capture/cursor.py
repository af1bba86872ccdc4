"""Walking along a line from its beginning, a word at a time."""

import re

_WORD = re.compile(r"\S+")
_SPACE = re.compile(r"\s*")
_QUOTES = {'"': '"', "“": "”"}


class Cursor:
    """A line and the place up to which it is understood."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.take(0)

    def word(self) -> str:
        """The next word, empty at the end of the line and before a quotation."""
        if self.is_quoted():
            return ""
        found = _WORD.match(self.text, self.at)
        return found[0] if found else ""

    def is_quoted(self) -> bool:
        """Whether a quotation comes next, which is never parsed."""
        return self.text[self.at : self.at + 1] in tuple(_QUOTES)

    def take(self, length: int) -> str:
        """Go past these characters and the spaces behind them."""
        start, end = self.at, self.at + length
        space = _SPACE.match(self.text, end)
        self.at = space.end() if space else end
        return self.text[start:end]

    def rest(self) -> str:
        """What has not been understood yet, as it was typed."""
        return self.text[self.at :]

    def content(self) -> str:
        """The rest as content: quotation marks go where they wrap all of it."""
        rest = self.rest().strip()
        closing = _QUOTES.get(rest[:1])
        if closing and len(rest) > 1 and rest.endswith(closing):
            inner = rest[1:-1]
            if not any(mark in inner for mark in (rest[0], closing)):
                return inner.strip()
        return rest
