"""A list shows the piece of a long opinion in which the searched word stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_tui.archive.excerpt import excerpt

LONG = "Cả thôn vẫn dùng giếng khoan, nước vàng và tanh; đường ống nước sạch chỉ đến thôn bên."


@pytest.mark.parametrize(
    ("query", "room", "shown"),
    [
        ("ong", 200, LONG),
        ("gieng", 50, LONG),
        ("", 50, LONG),
        ("khong co", 50, LONG),
        ("đường", 50, "… vàng và tanh; đường ống nước sạch chỉ đến thôn bên."),
        ("duong sach", 50, "… vàng và tanh; đường ống nước sạch chỉ đến thôn bên."),
        ("ben", 50, "… chỉ đến thôn bên."),
    ],
)
def test_the_searched_word_is_in_sight(query: str, room: int, shown: str) -> None:
    assert excerpt(LONG, query, room) == shown


def test_several_lines_become_one() -> None:
    assert excerpt("Đường\n\thỏng", "", 3) == "Đường hỏng"


@given(st.text(max_size=80), st.text(max_size=8), st.integers(-5, 90))
def test_any_text_is_shown_as_it_is_or_its_end_is(text: str, query: str, room: int) -> None:
    line = " ".join(text.split())
    assert line.endswith(excerpt(text, query, room).removeprefix("… "))
