"""What is typed is found in many texts, with marks or without, from the first letters on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_tui.vietnamese.fold import fold
from danvan_tui.vietnamese.haystack import Haystack, hay, needles
from danvan_tui.vietnamese.letters import TO_SHAPE

TEXT = "Sửa Đường thôn Gò Vối, khỏe mạnh (hòa bình) DT-2026-003/7"
WORDS = ("đường", "hoà", "hòa", "thủy", "thuỷ", "ở", "ấp", "nghiệp", "quý", "Sùng", "trưởng", "7")


def found(query: str, text: str = TEXT) -> bool:
    """Whether everything a query looks for is in a text."""
    texts = Haystack()
    texts.add(hay(text))
    return all(texts.holding(needle, b"\1") == b"\1" for needle in needles(query))


@pytest.mark.parametrize(
    "query",
    ["", "  ", "duong", "đường", "ĐƯỜNG", "đươ", "đu", "dườ", "d", "go", "go voi", "voi go",
     "vối sửa", "hòa", "hoà", "hoa", "khoẻ", "khỏe", "dt-2026-003/7", "DT-2026-003/07", "003/7",
     "2026", "vối,", "(hòa", "…", "vo\u0302\u0301i"],
)  # fmt: skip
def test_it_is_found(query: str) -> None:
    assert found(query)


@pytest.mark.parametrize(
    "query",
    ["đướng", "đừơi", "dưỡng", "hoá", "ường", "uong", "gô", "vội", "khẻo", "đường cầu",
     "dt-2026-003/8", "dt-2026-003/70", "26-003", "voix"],
)  # fmt: skip
def test_it_is_not_found(query: str) -> None:
    assert not found(query)


def test_a_piece_with_signs_in_it_is_found_as_a_whole_only() -> None:
    assert not found("dt-2026-003/7", "DT-2026-001/3 và DT-2026-003/12, 7 hộ")
    assert found("dt 003 7", "DT-2026-001/3 và DT-2026-003/12, 7 hộ")


def test_what_finds_nothing_new_is_asked_once() -> None:
    assert needles(" Đường  đường ! cầu") == ["đường", "cầu"]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5), st.data())
def test_every_beginning_of_every_word_is_found_however_many_marks_are_typed(
    words: list[str], data: st.DataObject
) -> None:
    word = data.draw(st.sampled_from(words))
    begun = word[: data.draw(st.integers(1, len(word)))]
    bare = data.draw(st.sets(st.integers(0, len(begun) - 1)))
    typed = "".join(fold(one) if place in bare else one for place, one in enumerate(begun))
    assert found(typed, " ".join(words))
    assert found(typed.translate(TO_SHAPE), " ".join(words))


@given(st.text(), st.text())
def test_any_text_can_be_searched_for_anything(text: str, query: str) -> None:
    found(query, text)


@given(st.lists(st.sampled_from(WORDS), max_size=5), st.sampled_from(WORDS), st.data())
def test_more_letters_never_find_more(words: list[str], word: str, data: st.DataObject) -> None:
    end = data.draw(st.integers(1, len(word)))
    assert found(word[:end], " ".join(words)) or not found(word, " ".join(words))


def test_only_where_it_may_be_is_looked_for_it() -> None:
    texts = Haystack()
    for text in (TEXT, "Nước sạch", TEXT):
        texts.add(hay(text))
    assert texts.holding("đường", b"\1\1\1") == b"\1\0\1"
    assert texts.holding("duong", b"\0\1\1") == b"\0\0\1"
