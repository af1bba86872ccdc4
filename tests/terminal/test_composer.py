"""Promise: the composer sets marks in every field, and stands back where an input method does."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from danvan_tui.vietnamese.typing.diagnosis import SENTENCE
from tests.terminal.fields_script import ENTER, LEAVE, Script, everything, held
from tests.terminal.pty_session import PtySession, running
from tests.terminal.typing_text import assert_field_types_exactly, sentences, syllables
from tests.terminal.unikey import Method, bursts, raw_keys

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

APP = Path(__file__).with_name("app_under_test.py")
F2, F8, ESC, CLEAR = b"\x1bOQ", b"\x1b[19~", b"\x1b", b"\x15"


@contextmanager
def composing(dump: Path, *method: Method) -> Iterator[PtySession]:
    with running([sys.executable, str(APP), str(dump), str(dump) + ".log", *method]) as session:
        session.wait_for_text("What")
        yield session


@pytest.mark.parametrize(
    ("ours", "theirs", "gap", "words", "lines"),
    [
        ("telex", "telex", 0.0, syllables()[:70], sentences()[:3]),
        ("vni", "vni", 0.001, syllables()[70:110], sentences()[3:5]),
        ("telex", "vni", 0.0, syllables()[110:180], sentences()[5:8]),
        ("vni", "telex", 0.005, syllables()[180:200], sentences()[-2:]),
    ],
)
def test_what_an_input_method_sends_meanwhile_is_exact(
    dump: Path,
    ours: Method,
    theirs: Method,
    gap: float,
    words: tuple[str, ...],
    lines: tuple[str, ...],
) -> None:
    script = Script(theirs, b"\x08" if ours == "vni" else b"\x7f")
    everything(script, list(words), list(lines))
    with composing(dump, ours) as session:
        session.type(script.chunks, gap)
        assert held(session, dump) == script.meant


@pytest.mark.parametrize(
    ("method", "gap", "words", "lines"),
    [
        ("telex", 0.0, syllables()[200:280], sentences()[8:12]),
        ("vni", 0.001, syllables()[280:330], sentences()[12:14]),
        ("telex", 0.005, syllables()[330:350], sentences()[14:16]),
    ],
)
def test_raw_keys_become_what_was_meant(
    dump: Path, method: Method, gap: float, words: tuple[str, ...], lines: tuple[str, ...]
) -> None:
    script = Script(method, raw=True)
    everything(script, list(words), list(lines))
    with composing(dump, method) as session:
        session.type(script.chunks, gap)
        assert held(session, dump) == script.meant


def test_what_an_input_method_takes_back_stays_taken_back(dump: Path) -> None:
    sent = ("a", "\x7fá", "\x7fas", " ", "t", "e", "\x7fé", "\x7fes", "t", "s")
    with composing(dump, "telex") as session:
        session.type([burst.encode() for burst in sent])
        session.write(LEAVE)
        assert held(session, dump)["first"] == "as tests"


@pytest.mark.parametrize("backspace", [b"\x7f", b"\x08"])
def test_backspace_in_a_composed_word_deletes_one_letter(dump: Path, backspace: bytes) -> None:
    with composing(dump, "telex") as session:
        session.write(b"vieetj" + backspace + b"n dduwowngf" + backspace * 2 + b"i" + LEAVE)
        assert held(session, dump)["first"] == "viện đười"


def test_without_a_method_keys_are_what_they_are(dump: Path) -> None:
    with composing(dump) as session:
        session.write(b"dduwowngf 1a2" + LEAVE)
        assert held(session, dump)["first"] == "dduwowngf 1a2"


def test_the_typing_check_sees_an_input_method_that_works(dump: Path) -> None:
    with composing(dump) as session:
        session.write(F8)
        session.wait_for_text("Type as you always do")
        assert_field_types_exactly(session, ("Nguyễn Thị Hường",))
        session.write(b"".join(bursts(SENTENCE)))
        session.wait_for_text("Typing works here")
        session.write(ENTER)
        session.wait_for_no_text("Typing works here")


def test_the_typing_check_offers_to_set_the_marks(dump: Path) -> None:
    with composing(dump) as session:
        session.write(F8)
        session.wait_for_text("Type as you always do")
        session.write(b"DDeef ")
        session.wait_for_text("No marks arrive")
        session.write(F2)
        session.wait_for_text("danvan sets the marks now")
        session.write(b"".join(raw_keys(SENTENCE)))
        session.wait_for_text("Typing works here")
        session.write(ENTER)
        session.wait_for_no_text("Typing works here")
        session.write(b"".join(raw_keys("đường làng")) + LEAVE)
        assert held(session, dump)["first"] == "đường làng"
