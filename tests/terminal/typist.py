"""The typist: writes down a meeting by keys, and goes on after the program was killed."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path

from tests.terminal.book import Book
from tests.terminal.danvan_app import CLEAR, ENTER
from tests.terminal.pty_session import PtySession
from tests.terminal.unikey import bursts

PROMPT = " › "
EMPTY = "12 what was said"
"""How the line begins while nothing is typed on it."""
_EDGE, _SCROLLBAR = "▌", " ▁▂▃▄▅▆▇█"
"""What stands left of a message, and what may stand right of it."""
_BACKSPACE = b"\x7f"


class Typist:
    """One person at one keyboard, whose input method is UniKey with Telex."""

    def __init__(self, root: Path, *, gap: float = 0.0) -> None:
        self.root = root
        self.gap = gap
        self.session: PtySession
        self.offered = ""
        """What the line held when the program was started again."""
        self.form_is_open = False
        """Whether a form came back when the program was started again."""
        self.remembers_last = False
        """Whether the line typed last can still be put back."""
        self.states: list[str] = []
        """What the line holds in turn while an entry is typed; none where nobody knows."""
        self.began_at = 0.0
        """Since when it is typed, in seconds of the monotonic clock."""
        self.pressed = 0
        """How many of these keys were pressed."""
        self.letters = 0
        self.again = 0
        """How many letters had to be typed once more."""
        self.when_entering: Callable[[], object] = int
        """What happens beside it when Enter is pressed behind a line."""

    def begin_step(self) -> None:
        """Nothing of the next entry is typed yet."""
        self.states = [""]
        self.began_at = time.monotonic()
        self.pressed = 0

    # Keys

    def press(self, *keys: bytes) -> None:
        """Press keys one after another."""
        self.session.type(keys, self.gap)

    def type(self, text: str) -> None:
        """Type a text into a field that is empty."""
        self.letters += len(text)
        self.press(*bursts(text))

    def line(self, text: str) -> None:
        """Type a text on the line, going on from what it holds."""
        offered, self.offered = self.offered, ""
        kept = _whole_words(offered, text)
        gone = [offered[:length] for length in range(len(offered), len(kept), -1)]
        self.states = [*gone, *_states(kept, text)]
        keys = [_BACKSPACE] * (len(offered) - len(kept)) + bursts(text[len(kept) :])
        self.letters += len(text) - len(kept)
        self.again += max(0, self.pressed - len(bursts(kept)))
        self.pressed = len(bursts(kept))
        for key in keys:
            self.press(key)
            self.pressed += 1

    def enter(self) -> None:
        """Press Enter behind what stands on the line."""
        self.when_entering()
        self.press(ENTER)
        self.remembers_last = True

    def clear(self) -> None:
        """Empty the line."""
        self.press(CLEAR)
        self.see_line(EMPTY)

    # Eyes

    def see(self, *texts: str) -> None:
        """Wait until all of this stands on the screen."""
        self.wait(lambda: all(text in self.session.text for text in texts), f"{texts}")

    def see_gone(self, text: str) -> None:
        """Wait until this stands on the screen no more."""
        self.session.wait_for_no_text(text)

    def see_line(self, text: str) -> None:
        """Wait until the line begins with this."""
        self.wait(lambda: line_of(self.session.text).startswith(text), f"{text!r} on the line")

    def see_at_rest(self, text: str) -> None:
        """Wait until this record is the one under the cursor."""
        self.wait(lambda: rest_of(self.session.text).startswith(text), f"{text!r} at rest")

    def see_saved(self, book: Book, *said: str, at_rest: str = "") -> None:
        """Wait until the screen calls the entry saved that leaves the records as in the book.

        ``said`` stands in a message; ``at_rest`` in full above the line.
        """
        counts = (
            f"Opinions {book.number_of('issues')} ",
            f"Promises {book.number_of('commitments')} ",
            f"Here {book.here} · listed {book.listed}",
        )

        def is_saved() -> bool:
            shown = self.session.text
            return (
                line_of(shown).startswith(EMPTY)
                and "✓ Saved" in shown
                and all(count in f"{shown} " for count in counts)
                and all(words in message_of(shown) for words in said)
                and at_rest in rest_of(shown)
            )

        self.wait(is_saved, f"{counts} {said} {at_rest!r}")

    def wait(self, condition: Callable[[], bool], what: str) -> None:
        """Look at the screen until the condition holds."""
        self.session.wait_for(condition, what)


def line_of(shown: str) -> str:
    """What stands on the line of a session."""
    rows = shown.split("\n")
    return next((row[len(PROMPT) :] for row in rows if row.startswith(PROMPT)), "")


def rest_of(shown: str) -> str:
    """What stands in full above the line: the record under the cursor."""
    rows = shown.split("\n")
    at = next((place for place, row in enumerate(rows) if row.startswith(PROMPT)), 0)
    return " ".join(row.strip() for row in rows[max(0, at - 2) : at])


def message_of(shown: str) -> str:
    """What a message says that lies over the screen."""
    parts = (row.partition(_EDGE) for row in shown.split("\n"))
    return " ".join(
        " ".join(text.rstrip("…").strip(_SCROLLBAR) for _row, edge, text in parts if edge).split()
    )


def _whole_words(offered: str, text: str) -> str:
    """What of the line can stay: a word that was begun is typed again, as its marks may be open."""
    if offered == text:
        return text
    pairs = enumerate(zip(offered, text, strict=False))
    same = next((at for at, (one, other) in pairs if one != other), min(len(offered), len(text)))
    return text[: text.rfind(" ", 0, same) + 1]


def _states(kept: str, text: str) -> list[str]:
    """What the line holds after each character that the input method sends."""
    sent = b"".join(bursts(text[len(kept) :])).decode()
    return [*accumulate(sent, _after, initial=kept)]


def _after(shown: str, sent: str) -> str:
    return shown[:-1] if sent == "\x7f" else shown + sent
