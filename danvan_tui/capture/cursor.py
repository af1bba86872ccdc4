"""Walking along a line from its beginning, a word at a time."""

import re
from collections.abc import Sequence

from danvan_tui.capture.reading import Taken

_WORD = re.compile(r"\S+")
_SPACE = re.compile(r"\s*")
_QUOTED = re.compile(r'"[^"]*"|“[^”]*”')
_LEFT_OPEN = re.compile(r'^"[^"]*$|^“[^”]*$')
_QUOTES = {'"': '"', "“": "”"}


class Cursor:
    """A line and the place up to which it is understood."""

    def __init__(self, text: str, at: int = 0, joints: Sequence[int] = ()) -> None:
        """``joints`` are places where a word ends although no space follows."""
        self.text = text
        self.joints = joints
        self.taken: list[Taken] = []
        self.at = at
        self.take(0)

    def word(self) -> str:
        """The next word, empty at the end of the line and before a quotation."""
        if self.is_quoted():
            return ""
        found = _WORD.match(self.text, self.at, self.edge)
        return found[0] if found else ""

    @property
    def edge(self) -> int:
        """The place that no word goes beyond: the next joint, or the end of the line."""
        return next((joint for joint in self.joints if joint > self.at), len(self.text))

    def is_quoted(self) -> bool:
        """Whether a quotation comes next, which is never parsed."""
        return self.text[self.at : self.at + 1] in tuple(_QUOTES)

    def take(self, length: int) -> str:
        """Go past these characters and the spaces behind them."""
        start, end = self.at, self.at + length
        space = _SPACE.match(self.text, end)
        self.at = space.end() if space else end
        return self.text[start:end]

    def note(self, slot: str, start: int) -> None:
        """Remember that what was taken since a place filled a slot."""
        end = start + len(self.text[start : self.at].rstrip())
        self.taken.append(Taken(start, end, start, slot))

    def rest(self) -> str:
        """What has not been understood yet, as it was typed."""
        return self.text[self.at :]

    def unquoted(self) -> str:
        """The rest without its quotations, also without one that begins it and is not closed."""
        return _QUOTED.sub(" ", _LEFT_OPEN.sub("", self.rest()))

    def content(self) -> str:
        """The rest as content, without the quotation marks that wrap it, or the one that opens it.

        Where quotation marks stand in pairs inside, all of them are part of the content.
        """
        rest = self.rest().strip()
        mark = rest[:1]
        closing = _QUOTES.get(mark)
        if not closing:
            return rest
        inside = rest[1:-1]
        opened, closed = rest.count(mark), rest.count(closing)
        if opened % 2 if mark == closing else opened > closed:
            return rest[1:].strip()
        if rest.endswith(closing) and mark not in inside and closing not in inside:
            return inside.strip()
        return rest
