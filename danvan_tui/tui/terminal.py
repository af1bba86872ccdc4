"""Around the app: whether the terminal will do, how to start, what to say after a failure.

Nothing here imports Textual, which reads the environment when it is first imported.
"""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol

from danvan_tui.language import _
from danvan_tui.tui import garbage

_LEAVES_TRACES = (
    "TEXTUAL",
    "TEXTUAL_DEBUG",
    "TEXTUAL_LOG",
    "TEXTUAL_PRESS",
    "TEXTUAL_SCREENSHOT",
    "TEXTUAL_SHOW_RETURN",
    "TEXTUAL_DRIVER",
)


class Startable(Protocol):
    """What `run` needs of an app."""

    failed: bool
    failure_log: Path | None

    @property
    def return_code(self) -> int | None:
        """The code to end the process with."""

    def run(self) -> object:
        """Run until the person leaves."""

    def note_failure(self, error: Exception) -> None:
        """Remember that the app failed, and where."""


def prepare_environment(environment: MutableMapping[str, str]) -> None:
    """Set what Textual must find when it is imported, and drop what would write keys to files.

    The kitty keyboard protocol garbles words from input methods (they come as one escape code).
    """
    environment["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
    for name in _LEAVES_TRACES:
        environment.pop(name, None)


def why_not(
    environment: MutableMapping[str, str],
    stdin: IO[str] | None,
    streams: tuple[IO[str] | None, ...],
) -> str | None:
    """Why the screens cannot be shown here, in a sentence for the person; None when they can."""
    if not all(stream is not None and stream.isatty() for stream in (stdin, *streams)):
        return _(
            "The screens need a terminal window. Nothing was changed. "
            "Please start the program in a terminal, or use its commands (see --help)."
        )
    if environment.get("TERM") in ("dumb", "unknown"):
        return _(
            "This terminal can only show plain lines. Nothing was changed. "
            "Please use another terminal window, or the program's commands (see --help)."
        )
    return None


def run(make_app: Callable[[], Startable]) -> int:
    """Run an app in this terminal and return the code to end the process with.

    ``make_app`` is where Textual may be imported.
    """
    # Textual draws on stderr under Linux and macOS, on stdout under Windows.
    output = sys.__stdout__ if sys.platform == "win32" else sys.__stderr__
    reason = why_not(os.environ, sys.__stdin__, (output,))
    if reason is not None:
        print(reason, file=sys.stderr)  # noqa: T201 - there is no screen to show it on
        return 1
    prepare_environment(os.environ)
    garbage.wait()
    app = make_app()
    try:
        app.run()
    except Exception as error:  # noqa: BLE001 - a traceback would show what people wrote
        app.note_failure(error)
    if app.failed:
        _show_failure(app.failure_log)
        return app.return_code or 1
    return app.return_code or 0


def failure_words(log: Path | None) -> list[str]:
    """What the person reads after an unexpected error."""
    words = [
        _("We are sorry: the program had to stop because of an error of its own."),
        _("Everything that was shown as saved is kept. Please start the program again."),
    ]
    if log is not None:
        words.append(
            _("A note without personal data for those who can repair it: {path}").format(path=log)
        )
    return words


def _show_failure(log: Path | None) -> None:
    """Say calmly on an otherwise empty screen what happened, and wait for a key."""
    out = sys.__stderr__
    if out is None:
        return
    width = shutil.get_terminal_size().columns
    lines = [*_wrapped(failure_words(log), width), "", _("Press any key to leave.")]
    try:
        with _single_keys() as wait_for_key:
            out.write("\x1b[2J\x1b[H" + "\r\n".join(lines) + "\r\n")
            out.flush()
            wait_for_key()
    except OSError:
        # The terminal is gone; nobody is there to read.
        return


def _wrapped(paragraphs: list[str], width: int) -> list[str]:
    lines: list[str] = []
    for paragraph in paragraphs:
        lines += ["", *textwrap.wrap(paragraph, max(20, width - 2))]
    return lines


if sys.platform == "win32":
    import msvcrt

    @contextmanager
    def _single_keys() -> Iterator[Callable[[], object]]:
        """Gives what waits for one key."""
        yield msvcrt.getwch

else:
    import termios
    import tty

    @contextmanager
    def _single_keys() -> Iterator[Callable[[], object]]:
        """Gives what waits for one key; keys pressed before the message was shown do not count."""
        assert sys.__stdin__ is not None  # `why_not` made sure of it
        number = sys.__stdin__.fileno()
        try:
            before = termios.tcgetattr(number)
            tty.setcbreak(number, termios.TCSAFLUSH)
        except termios.error as error:
            raise OSError from error
        try:
            yield lambda: os.read(number, 1)
        finally:
            termios.tcsetattr(number, termios.TCSADRAIN, before)
