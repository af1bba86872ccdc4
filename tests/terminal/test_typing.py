"""Promise: whatever an input method sends gives the text that was meant, in every field."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.fields_script import F4, LEAVE, TAB, Script, click, everything, held
from tests.terminal.pty_session import PtySession, running
from tests.terminal.typing_text import assert_field_types_exactly, sentences, syllables
from tests.terminal.unikey import Method

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

APP = Path(__file__).with_name("app_under_test.py")


@pytest.fixture
def session(dump: Path) -> Iterator[PtySession]:
    with running([sys.executable, str(APP), str(dump), str(dump.with_suffix(".log"))]) as started:
        started.wait_for_text("What")
        yield started


@pytest.mark.parametrize(
    ("method", "backspace", "gap", "words", "lines"),
    [
        ("telex", b"\x7f", 0.0, syllables()[:170], sentences()[:10]),
        ("vni", b"\x08", 0.0, syllables()[170:340], sentences()[10:]),
        ("vni", b"\x7f", 0.001, syllables()[340:440], sentences()[:2]),
        ("telex", b"\x08", 0.001, syllables()[440:540], sentences()[2:4]),
        ("telex", b"\x7f", 0.005, syllables()[540:570], sentences()[-2:]),
        ("vni", b"\x08", 0.005, syllables()[570:600], sentences()[-2:]),
    ],
    ids=["telex-del-0", "vni-bs-0", "vni-del-1", "telex-bs-1", "telex-del-5", "vni-bs-5"],
)
def test_what_input_methods_send_is_what_the_fields_hold(
    session: PtySession,
    dump: Path,
    method: Method,
    backspace: bytes,
    gap: float,
    words: tuple[str, ...],
    lines: tuple[str, ...],
) -> None:
    script = Script(method, backspace)
    everything(script, list(words), list(lines))
    session.type(script.chunks, gap)
    assert held(session, dump) == script.meant


def test_bytes_that_arrive_all_at_once_stay_in_order(session: PtySession, dump: Path) -> None:
    script = Script("telex", b"\x7f")
    everything(script, list(syllables()[:50]), list(sentences()[:3]))
    session.write(b"".join(script.chunks))
    assert held(session, dump) == script.meant


def test_a_field_that_goes_away_under_the_keys_does_not_stop_them(
    session: PtySession, dump: Path
) -> None:
    script = Script("telex", b"\x7f")
    script.press(TAB, TAB, TAB, TAB)
    script.say("bỏ đi")
    script.press(F4)
    session.write(b"".join(script.chunks))
    rest = Script("telex", b"\x7f")
    rest.press(*click(5, 2))
    rest.say("vẫn gõ được")
    rest.press(LEAVE)
    session.write(b"".join(rest.chunks))
    fields = held(session, dump)
    assert fields["first"] == "vẫn gõ được"
    assert "drop" not in fields


def test_a_click_does_not_overtake_the_letters_before_it(session: PtySession, dump: Path) -> None:
    script = Script("telex", b"\x7f")
    script.say("trước khi bấm chuột")
    script.press(*click(5, 5))
    script.say("sau khi bấm")
    script.press(*click(5, 2))
    script.say(" rồi")
    script.press(LEAVE)
    session.write(b"".join(script.chunks))
    fields = held(session, dump)
    assert fields["first"] == "t rồirước khi bấm chuột"
    assert fields["second"] == "sau khi bấm"


def test_a_window_that_loses_and_regains_the_focus_loses_no_letter(
    session: PtySession, dump: Path
) -> None:
    script = Script("telex", b"\x7f")
    script.say("trước")
    script.press(b"\x1b[O", b"\x1b[I")
    script.say(" sau")
    script.press(LEAVE)
    session.write(b"".join(script.chunks))
    assert held(session, dump)["first"] == "trước sau"


def test_a_long_paste_is_kept_whole_on_one_line(session: PtySession, dump: Path) -> None:
    pasted = "\r\n".join(sentences() * 3)
    assert len(pasted) > 5000
    session.write(b"\x1b[200~" + pasted.encode() + b"\x1b[201~" + TAB + b"x" + LEAVE)
    fields = held(session, dump)
    assert fields["first"] == " ".join(sentences() * 3)
    assert fields["second"] == "x"


def test_bytes_that_are_no_text_do_not_end_the_program(session: PtySession, dump: Path) -> None:
    session.write(b"a\xff\xfeb" + LEAVE)
    fields = held(session, dump)
    assert fields["first"].startswith("a")
    assert fields["first"].endswith("b")


def test_every_field_shows_what_is_typed(session: PtySession, dump: Path) -> None:
    assert_field_types_exactly(session)
    session.write(LEAVE)
    assert held(session, dump)["first"] == ""


def test_the_stock_order_of_keys_fails_the_same_script(dump: Path) -> None:
    script = Script("telex", b"\x7f")
    script.say(" ".join(syllables()[:20]))
    script.press(LEAVE)
    command = [sys.executable, str(APP), str(dump), str(dump.with_suffix(".log")), "stock"]
    with running(command) as stock:
        stock.wait_for_text("What")
        stock.type(script.chunks)
        assert held(stock, dump)["first"] != " ".join(syllables()[:20])
