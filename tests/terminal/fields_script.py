"""Keys for one run through every kind of field, and what the fields must hold after it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.terminal.pty_session import PtySession
from tests.terminal.unikey import Method, bursts, raw_keys

TAB, BACK_TAB, ENTER, LEAVE, PALETTE = b"\t", b"\x1b[Z", b"\r", b"\x11", b"\x10"
F2, F3, F4, F7 = b"\x1bOQ", b"\x1bOR", b"\x1bOS", b"\x1b[18~"
LEFT, RIGHT, HOME, END = b"\x1b[D", b"\x1b[C", b"\x1b[H", b"\x1b[F"


@dataclass
class Script:
    """Keys for one run, and what the fields must hold after it."""

    method: Method
    backspace: bytes = b"\x7f"
    raw: bool = False
    """Whether no input method runs, and the fields themselves set the marks."""
    chunks: list[bytes] = field(default_factory=list)
    meant: dict[str, Any] = field(default_factory=dict)
    late: bool = False

    def say(self, text: str) -> None:
        self.late = not self.late
        if self.raw:
            self.chunks += raw_keys(text, method=self.method, late=self.late)
        else:
            sent = bursts(text, method=self.method, late=self.late, backspace=self.backspace)
            self.chunks += sent

    def press(self, *keys: bytes) -> None:
        self.chunks += keys


def click(column: int, row: int) -> tuple[bytes, bytes]:
    """What a terminal sends for a click."""
    return f"\x1b[<0;{column};{row}M".encode(), f"\x1b[<0;{column};{row}m".encode()


def everything(script: Script, words: list[str], lines: list[str]) -> None:
    """Type into every field, going from one to the other without ever waiting."""
    script.say(" ".join(words[:20]))
    script.press(TAB)
    script.say("đầu")
    script.press(HOME)
    script.say("rất ")
    script.press(END, LEFT, RIGHT, BACK_TAB)
    script.say(".")
    script.press(TAB)
    script.say(" tiên")
    script.press(TAB)
    for line in lines:
        script.say(line)
        script.press(ENTER)
    script.press(TAB)
    spoken = [" ".join(words[start : start + 15]) for start in range(20, len(words), 15)]
    for line in spoken:
        script.say(line)
        script.press(ENTER)
    script.press(F2)
    script.say(lines[0])
    script.press(ENTER)
    script.say("giữa ")
    script.press(F3)
    script.say(lines[1])
    script.press(ENTER, F7)
    script.say("cuối")
    script.press(ENTER)
    script.press(b"\x1b[200~d\xc3\xa1n\rh\xc3\xa0ng\x1b[201~")
    script.say(" xong")
    script.press(PALETTE)
    script.say("tìm lệnh")
    script.press(LEAVE)
    script.meant = {
        "first": " ".join(words[:20]) + ".",
        "second": "rất đầu tiên",
        "area": "".join(line + "\n" for line in lines),
        "capture": "giữa dán hàng xong",
        "drop": "",
        "said": [lines[0], lines[1], "cuối"],
        "submitted": spoken,
        "searched": ["tìm lệnh"],
        "was_asked": 1,
    }


def held(session: PtySession, dump: Path) -> dict[str, Any]:
    """What the fields hold once the program has ended."""
    assert session.wait_for_end() == 0
    fields: dict[str, Any] = json.loads(dump.read_text(encoding="utf-8"))
    return fields
