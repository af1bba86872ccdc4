"""The terminal of Linux and macOS: a driver that survives bad bytes and a window that is gone."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, TextIO

_TERMINAL_GONE = 129
"""The return code that a shell shows for a process whose terminal hung up."""

if sys.platform != "win32":
    import os
    import selectors
    from codecs import getincrementaldecoder

    from textual._xterm_parser import XTermParser
    from textual.app import App
    from textual.drivers.linux_driver import LinuxDriver

    class _Outlet:
        """The terminal to write to, until it is gone; then whatever is written is dropped."""

        def __init__(self, terminal: TextIO) -> None:
            self._terminal = terminal
            self._gone = False

        def fileno(self) -> int:
            return self._terminal.fileno()

        def write(self, text: str) -> None:
            self._try(lambda: self._terminal.write(text))

        def flush(self) -> None:
            self._try(self._terminal.flush)

        def _try(self, act: Callable[[], object]) -> None:
            # The writing thread must go on emptying its queue, or the app would block on it.
            if not self._gone:
                try:
                    act()
                except (OSError, ValueError):
                    self._gone = True

    class TerminalDriver(LinuxDriver):
        """The stock driver, except that the end of the terminal ends the app in good order."""

        def __init__(
            self,
            app: App[Any],
            *,
            debug: bool = False,
            mouse: bool = True,
            size: tuple[int, int] | None = None,
        ) -> None:
            super().__init__(app, debug=debug, mouse=mouse, size=size)
            assert sys.__stderr__ is not None  # `terminal.run` made sure of it
            self._file: Any = _Outlet(sys.__stderr__)

        def _run_input_thread(self) -> None:
            try:
                self.run_input_thread()
            except (OSError, EOFError):
                self._app.call_later(self._app.exit, return_code=_TERMINAL_GONE)

        def run_input_thread(self) -> None:
            """Read what is typed; bytes that are no text become a sign for that."""
            parser = XTermParser(self._debug)
            decode = getincrementaldecoder("utf-8")("replace").decode
            with selectors.DefaultSelector() as selector:
                selector.register(self.fileno, selectors.EVENT_READ)
                while not self.exit_event.is_set():
                    if selector.select(0.1):
                        data = os.read(self.fileno, 65536)
                        if not data:
                            raise EOFError
                        # A letter cut in half by the read is no text yet.
                        if text := decode(data):
                            for event in parser.feed(text):
                                self.process_message(event)
                    for event in parser.tick():
                        self.process_message(event)
