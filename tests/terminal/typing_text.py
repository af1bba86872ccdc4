"""What the tests type: syllables and sentences as they are said at a dialogue."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from string import ascii_lowercase
from typing import get_args

from tests.terminal.pty_session import PtySession
from tests.terminal.unikey import Method, bursts

_SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"

SHORT_SENTENCES = (
    "Đề nghị xã sửa đường",
    "chắc chắn được việc",
    "Nguyễn Thị Hường nghiêng",
    "toàn thể người dân Thuỷ",
)


@cache
def syllables() -> tuple[str, ...]:
    """Every different syllable with a mark in the sample session."""
    text = (_SAMPLES / "issues.json").read_text(encoding="utf-8")
    text += (_SAMPLES / "roster.csv").read_text(encoding="utf-8")
    words = dict.fromkeys(re.findall(r"[^\W\d_]+", text))
    return tuple(word for word in words if not word.isascii())


@cache
def sentences() -> tuple[str, ...]:
    """Sentences as they were said in the sample session."""
    records = json.loads((_SAMPLES / "issues.json").read_text(encoding="utf-8"))
    said = (record["content"] for record in records)
    return tuple(re.split(r"(?<=\.) ", text)[0] for text in said)[:20]


def assert_field_types_exactly(
    session: PtySession,
    texts: Sequence[str] = SHORT_SENTENCES,
    *,
    clear: bytes = b"\x15",
    shown: Callable[[str], str] = lambda text: text,
) -> None:
    """Check that the focused field shows each text exactly as input methods send it.

    The field must have room for thirty letters in sight; ``clear`` is what empties it afterwards.
    """
    ways = itertools.product(get_args(Method), (b"\x7f", b"\x08"), (0.0, 0.005), texts)
    for number, (method, backspace, gap, text) in enumerate(ways):
        marked = f"<{ascii_lowercase[number % 26]} {text}>"
        chunks = bursts(marked, method=method, late=number % 2 == 1, backspace=backspace)
        if gap:
            session.type(chunks, gap)
        else:
            session.write(b"".join(chunks))
        visible = shown(marked)
        session.wait_for_text(visible)
        session.write(clear)
        session.wait_for_no_text(visible)
