"""Names are found however people write them, and everybody's words stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_tui.ledger.mentions import Mentions
from danvan_tui.vietnamese.fold import fold

KIN = "Trần Thị Kín"
FORMS = ("ông", "bà", "anh", "chị", "cô", "chú", "bác", "em", "cụ", "đồng chí", "đ/c")
GIVEN = ("Kín", "Hòa", "Thế", "Ý", "Mùi", "Hùng", "Văn", "Nam", "Ánh", "Đức")
FAMILIES = ("Trần", "Nguyễn", "Đỗ", "Sùng")
WRITTEN = (str, fold, str.upper, lambda name: fold(name).title())


def _without(text: str, *names: str) -> str:
    return Mentions(names).without(text, "●")


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("như chị Thị Kín nói, TRAN THI KIN đúng", "như ● nói, ● đúng"),
        ("Trần  Thị\nKín; Trần-Thị-Kín; tran_thi_kin", "●; ●; ●"),
        ("T.T.Kín, T. T. Kín, Tr. Thị Kín, t.t.kín", "●, ●, ●, ●"),
        ("đồng ý với bà Kín, ba Kin, BÀ KÍN, bà kín", "đồng ý với ●, ●, ●, ●"),
        ("đồng chí Kín và đ/c Kín, “chị” Kín", "● và ●, “●"),
        ("Theo Thị Kín thì được", "Theo ● thì được"),
        ("thưa bà Trần Thị Kín.", "thưa bà ●."),
    ],
)
def test_a_person_is_found_whole_and_in_short(said: str, left: str) -> None:
    assert _without(said, KIN) == left


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kín đáo; hố ga nắp kín; Kín nói", KIN),
        ("thi kín đáo, bí thư Lê Thị Kín", KIN),
        ("có mùi hôi, nước có mùi", "Trịnh Thị Mùi"),
        ("nhà văn hóa, đời sống văn hóa", "Nguyễn Văn Hóa"),
        ("thi hành án", "Trần Thị Hành"),
        ("văn bản số 5, anh Bân", "Nguyễn Văn Bản"),
        ("cụ thể là, có thể", "Lê Văn Thể"),
        ("chú ý, Bà con chú ý", "Đỗ Như Ý"),
        ("bà con, bà con thôn", "Lê Thị Con"),
        ("bà mẹ Việt Nam anh hùng", "Lê Văn Hùng"),
        ("cơ quan quân sự, chi cục, ba quân", "Lê Văn Quân"),
        ("Chủ tịch là ông Trần Văn Bình; ông Trần Văn Binh", "Nguyễn Văn An"),
        ("theo ông Trần Văn Bình thì", "Nguyễn Văn Bình"),
        ("ông Vũ Văn Ba", "Lê Vũ"),
        ("thưa bà. Kín miệng", KIN),
        ("Thứ tư, ngày mai", "Tư"),
        ("Tư nói", "Tư"),
    ],
)
def test_what_is_everybodys_or_somebody_elses_stays(text: str, name: str) -> None:
    assert _without(text, name) == text


def test_full_names_are_hidden_wherever_and_however_often_they_stand() -> None:
    names = ("Lê A", "Lê Ánh Bình", "Tư")
    assert _without("le anh BINH, lê a; chị Lê  Á. Tư", *names) == "●, ●; chị ●. Tư"
    assert _without("Lê A " * 4000, *names) == "● " * 4000
    assert _without("Lê An, Mai Lê", *names) == "Lê An, Mai Lê"


def test_what_is_wanted_whole_is_found_alone() -> None:
    found = Mentions([KIN], ["0912 345 678", "Mùi"])
    assert found.without("gọi 0912345678, 0912.345.678 mùi, Kín", "●") == "gọi 0912345678, ● ●, Kín"


def test_who_is_mentioned_is_told() -> None:
    found = Mentions([KIN, "Lê Văn Mở", "Sùng A Páo"])
    assert {one.name for one in found.found("bà Kín bảo anh Mở, L.V.Mở")} == {KIN, "Lê Văn Mở"}


@given(
    form=st.sampled_from(FORMS),
    family=st.sampled_from(FAMILIES),
    middle=st.sampled_from(["Thị", "Văn", ""]),
    own=st.sampled_from(GIVEN),
    before=st.text(max_size=20),
    after=st.text(max_size=20),
)
def test_a_form_of_address_hides_the_name_behind_it(
    form: str, family: str, middle: str, own: str, before: str, after: str
) -> None:
    name = " ".join(filter(None, (family, middle, own)))
    found = Mentions([name])
    ways = [f"{form} {own}", f"{fold(form)} {fold(own).title()}", f"{form} {own}".upper()]
    if middle:
        ways += [f"{form} {middle} {own}", f"{form} {middle} {own}".lower()]
    for way in (*ways, *(write(name) for write in WRITTEN)):
        assert found.without(f"{before}. {way}, {after}", "●").count(way) == 0
        assert found.without(way, "●") == "●"


@given(text=st.text(), names=st.lists(st.text(max_size=12), max_size=4))
def test_any_text_keeps_all_that_is_no_mention(text: str, names: list[str]) -> None:
    found = Mentions(names, names)
    left = found.without(text, "")
    kept = iter(text)
    assert all(letter in kept for letter in left)
    assert found.without(text, "\0") == text or next(found.found(text), None) is not None
