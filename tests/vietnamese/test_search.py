"""A few letters find a name, with marks or without."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_tui.vietnamese.fold import fold
from danvan_tui.vietnamese.search import matches, search_key

HOA = search_key("Lê Thị Hòa")


@pytest.mark.parametrize(
    "query",
    ["le thi hoa", "hoa", "lth", "LTH", "th", "Hòa", "Hoà", "hoà", "hò", "l h", "lê hoa",
     "thị hòa", "  le   thi ", "Lê Thị Hòa", ""],
)  # fmt: skip
def test_finds(query: str) -> None:
    assert matches(query, HOA)


@pytest.mark.parametrize(
    "query", ["hóa", "hoạ", "hoa le", "lê lê", "oa", "lhh", "hoan", "lệ", "thí", "lth hoa", "x"]
)
def test_does_not_find(query: str) -> None:
    assert not matches(query, HOA)


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("toá", "bà Toán", True),  # half typed, the tone still on its way
        ("đươ", "đường thôn", True),
        ("đuo", "đường thôn", True),
        ("duong", "đường thôn", True),
        ("đường", "dường", False),
        ("thuê", "thuế đất", False),
        ("thue", "thuế đất", True),
        ("thủy", "Phạm Thuỷ", True),
        ("đvh", "Đinh Văn Hải", True),
        ("dvh", "Đinh Văn Hải", True),
        ("đvh", "Dương Văn Hải", False),
        ("dong man", "Thôn Đồng Mận (khu 2)", True),
        ("0912", "Lê Văn Tám, 0912345678", True),
        ("tdt", "từ đây trở đi là một câu dài hơn một cái tên rất nhiều", False),
    ],
)
def test_marks_words_and_initials(query: str, text: str, found: bool) -> None:
    assert matches(query, search_key(text)) is found


@settings(deadline=None)
@given(st.text(max_size=40), st.text(max_size=10))
def test_never_raises(text: str, query: str) -> None:
    assert matches(query, search_key(text)) in (True, False)


@settings(deadline=None)
@given(st.lists(st.sampled_from("Lê Thị Hòa Đỗ Văn Khoẻ Nguyễn Thuỷ Ấn Ý".split()), min_size=1))  # noqa: SIM905
def test_a_text_is_found_by_itself_and_by_its_folded_form(words: list[str]) -> None:
    text = " ".join(words)
    assert matches(text, search_key(text))
    assert matches(fold(text), search_key(text))
