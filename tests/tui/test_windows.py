"""Promise: on Windows no letter is lost because a lock key is on."""

from __future__ import annotations

import pytest

from danvan_tui.tui.windows import KeyRecord, is_typed

CAPS, NUM, SHIFT = 0x80, 0x20, 0x10


@pytest.mark.parametrize("state", [0, NUM, CAPS, SHIFT, NUM | CAPS | SHIFT])
@pytest.mark.parametrize("letter", ["ế", "đ", "\x08", "\x7f", "\r", "?", "\U0001f600"[0]])
def test_a_letter_from_an_input_method_is_kept_whatever_the_lock_keys(
    state: int, letter: str
) -> None:
    assert is_typed(KeyRecord(True, 0, letter, state))


@pytest.mark.parametrize("state", [NUM, CAPS, SHIFT])
@pytest.mark.parametrize("nothing", ["", "\0"])
def test_a_modifier_alone_is_nothing_typed(state: int, nothing: str) -> None:
    assert not is_typed(KeyRecord(True, 0, nothing, state))


def test_a_key_let_go_is_nothing_typed() -> None:
    assert not is_typed(KeyRecord(False, 0x41, "a", 0))
    assert not is_typed(KeyRecord(False, 0, "ế", NUM))


def test_an_ordinary_key_is_typed_under_any_lock_key() -> None:
    assert is_typed(KeyRecord(True, 0x41, "a", NUM))
