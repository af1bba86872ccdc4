"""Promise: the typing check says "works" only where every letter arrived."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_tui.vietnamese.fold import canonical, fold
from danvan_tui.vietnamese.typing.diagnosis import SENTENCE, Verdict, diagnose
from tests.terminal.unikey import Method, bursts, raw_keys

LETTERS = "aàâấeềếđdĐiịưuửườớơnghsxrtTc "


def states(chunks: list[bytes]) -> list[str]:
    """What stands in the field after every burst."""
    shown, found = "", []
    for key in b"".join(chunks).decode():
        shown = shown[:-1] if key == "\x7f" else shown + key
        found.append(shown)
    return found


@pytest.mark.parametrize("method", ["telex", "vni"])
@pytest.mark.parametrize("late", [False, True])
def test_nobody_is_told_off_while_an_input_method_works(method: Method, late: bool) -> None:
    found = [diagnose(one, SENTENCE) for one in states(bursts(SENTENCE, method=method, late=late))]
    assert found[-1] is Verdict.WORKS
    assert set(found[:-1]) == {Verdict.UNFINISHED}


@pytest.mark.parametrize("method", ["telex", "vni"])
def test_raw_keys_are_no_marks_from_the_first_word_on(method: Method) -> None:
    found = [diagnose(one, SENTENCE) for one in states(raw_keys(SENTENCE, method=method))]
    first = found.index(Verdict.NO_MARKS)
    assert first == len(b"".join(raw_keys("Đề ", method=method))) - 1
    assert set(found[first:]) == {Verdict.NO_MARKS}
    assert diagnose(fold(SENTENCE) + " ", SENTENCE) is Verdict.NO_MARKS


@pytest.mark.parametrize(
    "typed",
    [
        "Đềe ",
        "Dđề nghị ",
        "Đ nghị xã ",
        "Đề nghi xã ",
        "Đề nghịxã ",
        "Đề nghị xã sửa đường trước Tếtt",
        "Đề nghị xã sửa đường trước Teết",
        "Đề nghị xã sửa đường trước Tết Tết",
        "Đề nghị xã sửa dường trước Tet",
    ],
)
def test_letters_too_many_or_too_few_are_garbled(typed: str) -> None:
    assert diagnose(typed, SENTENCE) is Verdict.GARBLED


@pytest.mark.parametrize(
    "typed", ["", " ", "Đ", "D", "DDeef", "Đề", "Đề ngh", "Đề nghị xã sửa đường "]
)
def test_what_may_still_become_right_is_unfinished(typed: str) -> None:
    assert diagnose(typed, SENTENCE) is Verdict.UNFINISHED


def test_marks_sent_on_their_own_and_another_placement_are_fine() -> None:
    assert diagnose(unicodedata.normalize("NFD", SENTENCE), SENTENCE) is Verdict.WORKS
    assert diagnose(f" {SENTENCE.upper()} ", SENTENCE) is Verdict.WORKS
    assert diagnose("hoà", "hòa") is Verdict.WORKS


@settings(max_examples=1000)
@given(
    st.lists(
        st.tuples(st.integers(0, len(SENTENCE)), st.integers(0, 3), st.text(LETTERS, max_size=3)),
        min_size=1,
        max_size=3,
    )
)
def test_it_works_only_where_it_is_the_sentence(changes: list[tuple[int, int, str]]) -> None:
    typed = SENTENCE
    for start, gone, new in changes:
        typed = typed[:start] + new + typed[start + gone :]
    same = canonical(" ".join(typed.split())).lower() == SENTENCE.lower()
    assert (diagnose(typed, SENTENCE) is Verdict.WORKS) == same
    if not same:
        finished = diagnose(typed + " ", SENTENCE)
        assert finished is not Verdict.WORKS
        assert (finished is Verdict.UNFINISHED) == (
            canonical(typed).lower().split() == SENTENCE.lower().split()[: len(typed.split())]
        )


def test_the_sentence_takes_ten_seconds_and_tries_all_tones() -> None:
    assert len(SENTENCE) <= 40
    marks = {mark for mark in unicodedata.normalize("NFD", SENTENCE) if unicodedata.combining(mark)}
    assert {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"} <= marks
