"""What passes the gate is composed, visible text, and nothing a terminal would obey."""

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_tui.vietnamese.clean import clean, clean_lines

ANY_TEXT = st.text(st.characters(exclude_categories=())) | st.text(
    "a\u0301\u0302\x1b[]0;m\x07\\\x9b\x9dP\u200b\u202e\ud800\r\n\t \ufe0f\u3164"
)
FORBIDDEN = {"Cc", "Cf", "Cs", "Co"}


@settings(deadline=None)
@given(ANY_TEXT)
def test_nothing_hidden_or_obeyed_passes(text: str) -> None:
    cleaned = clean(text)
    assert not {unicodedata.category(char) for char in cleaned} & FORBIDDEN
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not set(cleaned) & set("\u034f\u115f\u3164\ufe0f\uffff\ufdd0")
    cleaned.encode("utf-8")


@settings(deadline=None)
@given(ANY_TEXT)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean_lines(clean_lines(text)) == clean_lines(text)


@settings(deadline=None)
@given(st.text(st.sampled_from("aăâđêôơướệỹẠ 0123.,-/;:²–“”\u00a0")))
def test_ordinary_text_passes_unchanged(text: str) -> None:
    assert clean(text) == text
    assert clean_lines(text) == text


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Tha\u0302\u0301ng", "Thấng"),
        ("tha\u200b\u0301ng", "tháng"),  # the mark finds its letter again
        ("một\thai\nba\r\nbốn", "một hai ba bốn"),
        ("hai  dấu cách ", "hai  dấu cách "),
        ("\x1b[31mđỏ\x1b[0m", "đỏ"),
        ("\x1b]0;tên cửa sổ\x07Lê Thị Hòa", "Lê Thị Hòa"),
        ("\x1b]8;;http://x\x1b\\đường dẫn\x1b]8;;\x1b\\", "đường dẫn"),
        ("\x9b1mđậm\x9b0m", "đậm"),
        ("\x1bPq#0\x1b\\ảnh", "ảnh"),
        ("\x1b]0;chưa đóng thì giữ lời", "]0;chưa đóng thì giữ lời"),
        ("\x1b\x1b[31m[32mlồng nhau", "[32mlồng nhau"),
        ("đảo \u202eòưgn\u202c", "đảo òưgn"),
        ("\ufeffđầu tệp", "đầu tệp"),
        ("nửa \ud83d cặp", "nửa  cặp"),
        ("riêng \ue000 và \uffff", "riêng  và "),
        ("xóa\x7f\x08", "xóa"),
        ("", ""),
    ],
)
def test_examples(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def test_lines_and_tabs_stay_where_lines_are_wanted() -> None:
    assert clean_lines("một\r\nhai\rba\u2028bốn\tnăm\x00") == "một\nhai\nba\nbốn\tnăm"


@pytest.mark.parametrize("piece", ["\x1b[", "\x1b]", "\x90", "\x9b0", "\x1bP\x1b", "a\u0301"])
def test_a_hundred_thousand_hostile_characters_take_well_under_a_second(piece: str) -> None:
    hostile = piece * (100_000 // len(piece))
    started = time.process_time()
    clean(hostile)
    assert time.process_time() - started < 0.7
