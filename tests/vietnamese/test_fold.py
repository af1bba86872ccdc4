"""Folded text is what people type in a hurry; a word stays itself wherever its tone stands."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_tui.vietnamese.fold import canonical, fold
from danvan_tui.vietnamese.letters import TONED, tone_of

ANY_TEXT = st.text(st.characters(exclude_categories=()))
VIETNAMESE = st.text(st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxy " + "".join(TONED)))


@settings(deadline=None)
@given(ANY_TEXT | VIETNAMESE)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(deadline=None)
@given(VIETNAMESE)
def test_vietnamese_folds_to_bare_letters(text: str) -> None:
    folded = fold(text)
    assert folded.isascii()
    assert folded == folded.lower()
    assert folded.split(" ") == folded.split() or not folded


@settings(deadline=None)
@given(ANY_TEXT | VIETNAMESE)
def test_placing_tones_twice_is_placing_them_once_and_changes_no_letter(text: str) -> None:
    placed = canonical(text)
    assert canonical(placed) == placed
    assert fold(placed) == fold(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đặng Thị  Thuỷ", "dang thi thuy"),
        ("ĐƯỜNG", "duong"),
        ("Tha\u0302\u0301ng", "thang"),
        ("\tlối\u00a0đi\n", "loi di"),
        ("60 m² – “ngõ 3”", "60 m² – “ngo 3”"),
        ("", ""),
    ],
)
def test_fold_examples(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hòa", "hoà"), ("Thủy", "thuỷ"), ("KHOẺ", "khỏe"), ("loè", "lòe"), ("quý", "qúy"),
        ("hoàn", "hòan"), ("huỳnh", "hùynh"), ("quả", "qủa"), ("già", "gìa"), ("giúp", "gíup"),
        ("trước", "trứơc"), ("tuấn", "túân"), ("hoa\u0300", "hoà"), ("hòa giải", "Hoà Giải"),
    ],
)  # fmt: skip
def test_one_word_in_two_placements(one: str, other: str) -> None:
    assert canonical(one).lower() == canonical(other).lower()


@pytest.mark.parametrize(
    ("one", "other"), [("hòa", "hoa"), ("hòa", "hóa"), ("kỹ", "kĩ"), ("lý", "lí"), ("đa", "da")]
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert canonical(one).lower() != canonical(other).lower()


@pytest.mark.parametrize(
    "word", ["hòa", "thủy", "khỏe", "quý", "Hoàng", "của", "mùa", "nghĩa", "gìn", "gì", "huýt",
             "khuya", "khuỷu", "HÒA", "Thúy", "toàn", "xoay", "quốc", "giếng", "ngoèo", "tùy"]
)  # fmt: skip
def test_official_spelling_is_left_alone(word: str) -> None:
    assert canonical(word) == word


def test_case_is_kept_when_a_tone_moves() -> None:
    assert [canonical(word) for word in ("Hoà", "HOÀ", "Thuỷ", "THUỶ")] == [
        "Hòa", "HÒA", "Thủy", "THỦY",
    ]  # fmt: skip


def test_a_word_says_its_tone() -> None:
    assert [tone_of(word) for word in "ma mà mả mã má mạ".split()] == [0, 1, 2, 3, 4, 5]  # noqa: SIM905
