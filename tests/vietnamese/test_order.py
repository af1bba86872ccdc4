"""Lists stand in the order a Vietnamese reader looks for them."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_tui.vietnamese.order import name_key, sort_key

LETTERS = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")
TONES = ["ma", "mà", "mả", "mã", "má", "mạ"]


def backwards(words: list[str]) -> list[str]:
    return words[::-1]


def test_letters_stand_in_the_order_of_the_alphabet() -> None:
    assert sorted(backwards(LETTERS), key=sort_key) == LETTERS


def test_tones_stand_in_the_order_of_the_dictionary() -> None:
    assert sorted(backwards(TONES), key=sort_key) == TONES


def test_letters_come_before_tones() -> None:
    words = ["ma", "mạ", "mai", "mãi", "mang", "măng", "mâm", "na"]
    assert sorted(backwards(words), key=sort_key) == words


def test_numbers_sort_by_value() -> None:
    villages = ["Thôn 2", "Thôn 10", "Thôn 10A", "Thôn Đồng Mận", "Thôn Văn Xá"]
    assert sorted(backwards(villages), key=sort_key) == villages


def test_both_placements_of_a_tone_stand_together() -> None:
    words = ["hòa", "hỏa", "hóa"]
    other = ["hoà", "hoả", "hoá"]
    mixed = sorted(words + other, key=sort_key)
    assert [{a, b} for a, b in zip(mixed[::2], mixed[1::2], strict=True)] == [
        {a, b} for a, b in zip(words, other, strict=True)
    ]


def test_people_sort_by_their_last_word_then_the_rest() -> None:
    people = [
        "Bùi An", "Đỗ Ân", "Đỗ Ấn", "Đinh Duy", "Lê Đức", "Trần Hoa", "Lê Thị Hòa",
        "LÊ VĂN HÒA", "Trần Thị Hòa", "Nguyễn Ý",
    ]  # fmt: skip
    assert sorted(backwards(people), key=name_key) == people


@settings(deadline=None)
@given(st.lists(st.text(st.sampled_from("aàăâbdđeêioôơuưyý AĐ12 -")), min_size=2, max_size=6))
def test_the_order_is_total(texts: list[str]) -> None:
    ordered = sorted(texts, key=sort_key)
    for one, other in pairwise(ordered):
        assert sort_key(one) <= sort_key(other)
        assert (sort_key(one) == sort_key(other)) == (one == other)
