"""The Windows console: letters from an input method are kept whatever the lock keys say.

Proved here: the decision about one record. Not tried on a real Windows console: everything that
touches it (`ConsoleDriver` and the monitor it starts).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import NamedTuple

_NO_CHARACTER = "\0"
_KITTY_KEYBOARD_ON = "\x1b[>1u"
_KITTY_KEYBOARD_OFF = "\x1b[<u"


class KeyRecord(NamedTuple):
    """What a KEY_EVENT_RECORD of the Windows console says about one key."""

    key_down: bool
    virtual_key: int
    character: str
    control_state: int


def is_typed(record: KeyRecord) -> bool:
    """Whether the record is part of what the person typed.

    Input methods send letters as key 0 with a character; a lock key or Shift beside them says
    nothing about the letter. Key 0 with a state and no character is only a modifier.
    """
    if not record.key_down:
        return False
    is_modifier = bool(record.control_state) and record.virtual_key == 0
    return not is_modifier or record.character not in ("", _NO_CHARACTER)


if sys.platform == "win32":
    from ctypes import byref, wintypes

    from textual import constants
    from textual._xterm_parser import XTermParser
    from textual.drivers import win32, windows_driver
    from textual.message import Message

    class _EventMonitor(win32.EventMonitor):
        """Reads the console's records, keeping every record that `is_typed`."""

        process_event: Callable[[Message], None]

        def run(self) -> None:
            parser = XTermParser(debug=constants.DEBUG)
            handle = win32.GetStdHandle(win32.STD_INPUT_HANDLE)
            records = (win32.INPUT_RECORD * 1024)()
            count = wintypes.DWORD(0)
            while not self.exit_event.is_set():
                for event in parser.tick():
                    self.process_event(event)
                if win32.wait_for_handles([handle], 100) is None:
                    continue
                win32.KERNEL32.ReadConsoleInputW(handle, byref(records), 1024, byref(count))
                self._read(parser, records[: count.value])

        def _read(self, parser: XTermParser, records: list[win32.INPUT_RECORD]) -> None:
            typed: list[str] = []
            for record in records:
                if record.EventType == 0x0001:
                    key = record.Event.KeyEvent
                    letter = key.uChar.UnicodeChar
                    seen = KeyRecord(
                        bool(key.bKeyDown), key.wVirtualKeyCode, letter, key.dwControlKeyState
                    )
                    if is_typed(seen):
                        typed.append(letter)
                elif record.EventType == 0x0004:
                    size = record.Event.WindowBufferSizeEvent.dwSize
                    self.on_size_change(size.X, size.Y)
            if typed:
                # Letters outside the first plane come as two records.
                text = "".join(typed).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
                for event in parser.feed(text):
                    self.process_event(event)

    class ConsoleDriver(windows_driver.WindowsDriver):
        """The Windows driver with the records read by us and the kitty keyboard left off."""

        def start_application_mode(self) -> None:
            """Start with our monitor in the place of the driver's own."""
            stock = win32.EventMonitor
            vars(win32)["EventMonitor"] = _EventMonitor
            try:
                super().start_application_mode()
            finally:
                vars(win32)["EventMonitor"] = stock

        def write(self, data: str) -> None:
            """Write, leaving out what would switch the keyboard to a protocol we do not read."""
            if data not in (_KITTY_KEYBOARD_ON, _KITTY_KEYBOARD_OFF):
                super().write(data)
