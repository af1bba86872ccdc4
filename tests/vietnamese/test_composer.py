"""Promise: Telex and VNI give the word that was meant, and no key is ever lost."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_tui.model.folders import shipped_data
from danvan_tui.vietnamese.composer import Composer, Method, compose
from danvan_tui.vietnamese.fold import canonical, fold
from danvan_tui.vietnamese.letters import tone_of
from tests.terminal.unikey import bursts, raw_keys
from tests.vietnamese.typing_field import Field
from tests.vietnamese.typing_orders import orders

METHODS: tuple[Method, ...] = ("telex", "vni")
TABLE = tuple(
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("syllables.tsv").read_text(encoding="utf-8").splitlines()
)
SYLLABLES = tuple(row[0] for row in TABLE)
ANY_ORDER = tuple(w for w in SYLLABLES if "oo" not in fold(w) and w != "Đrăng")
"""Those whose marks may come in any order; ooo, and đ before an r, are typed at once."""
MARK_KEYS = {"telex": "sfrxjzaeowd", "vni": "0123456789"}

letters_and_digits = st.text("abcdefghijklmnopqrstuvwxyzADEOSW0123456789", max_size=12)
likely_words = st.text("aeouwdtnghcsfrxjz169", max_size=9)
methods = st.sampled_from(METHODS)


# The table


def test_every_syllable_of_the_table_comes_from_its_keys() -> None:
    wrong = [
        (keys, compose(keys, method), word)
        for word, *row in TABLE
        for keys, method in zip(row, METHODS, strict=True)
        if compose(keys, method) != word
    ]
    assert wrong == []


def test_the_table_is_large_and_holds_every_tone_and_style() -> None:
    assert len(set(SYLLABLES)) == len(TABLE) > 1500
    for tone in range(6):
        assert sum(tone_of(word.lower()) == tone for word in SYLLABLES) > 60
    assert sum(word.isupper() and len(word) > 1 for word in SYLLABLES) > 15
    assert [word for word in SYLLABLES if canonical(word) != word] == []


def test_the_keys_of_the_table_are_those_another_encoder_gives() -> None:
    for word, *row in TABLE:
        for keys, method in zip(row, METHODS, strict=True):
            other = b"".join(raw_keys(word, method=method)).decode()
            assert other.lower() == keys.lower(), word


@settings(max_examples=1500, deadline=None)
@given(st.data(), st.sampled_from(ANY_ORDER), methods)
def test_the_order_of_the_marks_does_not_matter(
    data: st.DataObject, word: str, method: Method
) -> None:
    keys = data.draw(orders(word, method))
    assert compose(keys, method) == word, keys


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ("dduowngf", "đường"),
        ("dduwowngf", "đường"),
        ("dduwongf", "đường"),
        ("duongdwf", "đường"),
        ("nguoiwf", "người"),
        ("nghieengs", "nghiếng"),
        ("nguyeenx", "nguyễn"),
        ("nguyexen", "nguyễn"),
        ("tieengs", "tiếng"),
        ("tiesnge", "tiếng"),
        ("hoaf", "hòa"),
        ("hoafn", "hoàn"),
        ("thuyr", "thủy"),
        ("khuyur", "khuỷu"),
        ("quys", "quý"),
        ("quyetej", "quyệt"),
        ("gif", "gì"),
        ("gisa", "giá"),
        ("giuwx", "giữ"),
        ("giwx", "giữ"),
        ("gieengs", "giếng"),
        ("giengse", "giếng"),
        ("thuowr", "thuở"),
        ("thuowng", "thương"),
        ("huowu", "hươu"),
        ("muaw", "mưa"),
        ("tw", "tư"),
        ("W", "Ư"),
        ("hoawcj", "hoặc"),
        ("sooocs", "soóc"),
        ("tasf", "tà"),
        ("taf", "tà"),
        ("tafz", "ta"),
        ("taaw", "tă"),
        ("tawa", "tâ"),
        ("TIEENGS", "TIẾNG"),
        ("DDeef", "Đề"),
    ],
)
def test_telex(keys: str, word: str) -> None:
    assert compose(keys, "telex") == word


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ("d9uo7ng2", "đường"),
        ("duong729", "đường"),
        ("d9u7o7ng2", "đường"),
        ("nguoi72", "người"),
        ("nguye6n4", "nguyễn"),
        ("tieng61", "tiếng"),
        ("hoa2n", "hoàn"),
        ("gi2", "gì"),
        ("gi1a", "giá"),
        ("hoa8c5", "hoặc"),
        ("soo1c", "soóc"),
        ("ta10", "ta"),
        ("mua7", "mưa"),
        ("D9E62", "ĐỀ"),
    ],
)
def test_vni(keys: str, word: str) -> None:
    assert compose(keys, "vni") == word


# What is no Vietnamese word


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("ass", "as"),
        ("aaa", "aa"),
        ("ddd", "dd"),
        ("aww", "aw"),
        ("ww", "w"),
        ("uoww", "uow"),
        ("cooss", "côs"),
        ("tesst", "test"),
        ("asserts", "aserts"),
    ],
)
def test_the_same_key_again_takes_its_mark_back(keys: str, shown: str) -> None:
    assert compose(keys, "telex") == shown


OTHER_WORDS = """
class email Facebook Zalo Google internet video camera photo data wifi USB Excel festival Windows
OCOP COVID ASEAN AIDS EVN VNPT VNeID UBND HTX BHXH BHYT THCS NTM MTTQ GPMB CCCD QR app tests
English meter motor Canada https gov vn km kVA kg ha
"""


def test_other_words_stay_as_they_are_typed() -> None:
    for word in OTHER_WORDS.split():
        assert {compose(word, method) for method in METHODS} == {word}


def test_ph_with_a_doubled_vowel_is_vietnamese_only_under_a_tone() -> None:
    assert [compose(keys, "telex") for keys in ("photo", "viete", "vietej")] == [
        "photo",
        "viete",
        "việt",
    ]


@pytest.mark.parametrize(
    ("telex", "vni", "shown"),
    [
        ("HDDND", "HD9ND", "HĐND"),
        ("QDD", "QD9", "QĐ"),
        ("QDDi", "QD9i", "QĐi"),
        ("ddc", "d9c", "đc"),
        ("LDDLDD", "LD9LD9", "LĐLĐ"),
        ("QSDDDD", "QSDD9", "QSDĐ"),
        ("sddt", "sd9t", "sđt"),
    ],
)
def test_abbreviations_have_their_d(telex: str, vni: str, shown: str) -> None:
    assert compose(telex, "telex") == shown
    assert compose(vni, "vni") == shown


@pytest.mark.parametrize("text", ["12", "42m2", "QL1", "QL1A", "DT741", "15/12", "8a1", "H5N1"])
def test_numbers_stay_numbers(text: str) -> None:
    for method in METHODS:
        assert Field(method).type(text + " 3").text == text + " 3"


def test_a_number_behind_a_word_stays_one() -> None:
    assert Field("telex").type("thoon2 toor3a xoms12").text == "thôn2 tổ3a xóm12"
    assert Field("vni").type("thon62 xom1 1 tha8ng1").text == "thồn xóm 1 thắng"
    assert Field("vni").type("thon611 nha9").text == "thôn1 nha9"


def codes() -> list[str]:
    """Every code the lists define."""
    files = sorted((shipped_data() / "catalogues").glob("*.toml"))
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    return re.findall(r'^code = "(.+)"', text, re.MULTILINE)


def test_codes_are_not_transformed() -> None:
    assert len(codes()) > 40
    for code in codes():
        for method in METHODS:
            assert Field(method).type(f"12 {code} . {code.upper()} ").text == (
                f"12 {code} . {code.upper()} "
            )


# Nothing is lost


@settings(max_examples=800)
@given(letters_and_digits | likely_words, methods)
def test_every_key_is_shown_or_set_a_mark(keys: str, method: Method) -> None:
    marks = f"[{MARK_KEYS[method]}]*"
    letters = ("[uw]" if letter == "u" else letter for letter in fold(compose(keys, method)))
    assert re.fullmatch(marks + "".join(letter + marks for letter in letters), keys.lower())


@settings(max_examples=800)
@given(letters_and_digits | likely_words, methods)
def test_every_ascii_word_can_be_typed_by_pressing_keys_twice(word: str, method: Method) -> None:
    keys = ""
    for end, letter in enumerate(word, 1):
        keys += letter
        if compose(keys, method) != word[:end]:
            keys += letter
    assert compose(keys, method) == word


@settings(max_examples=400)
@given(st.text(), methods)
def test_any_text_is_taken(text: str, method: Method) -> None:
    compose(text, method)
    typed = Field(method).type(text.replace("\x7f", "").replace("\x08", "")).text
    assert "".join(c for c in typed if not c.isalnum()) == "".join(
        c for c in text if not c.isalnum() and c not in "\x7f\x08"
    )


@settings(max_examples=400)
@given(st.lists(letters_and_digits | likely_words, max_size=4), methods)
def test_a_field_shows_what_each_word_alone_gives(words: list[str], method: Method) -> None:
    assert Field(method).type(" ".join(words)).text == " ".join(
        compose(word, method) for word in words
    )


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("theirs", METHODS)
@pytest.mark.parametrize("late", [False, True])
def test_what_an_input_method_sends_is_untouched(
    method: Method, theirs: Method, late: bool
) -> None:
    field = Field(method)
    for word in SYLLABLES:
        if theirs != method == "telex" and "oo" in fold(word) and word.isascii():
            continue  # two plain letters that mean ô here: nothing shows yet who typed them
        sent = bursts(f"kn {word}, {word} 12", method=theirs, late=late)
        assert field.enter().receive(sent).text == f"kn {word}, {word} 12"


def test_after_a_letter_of_an_input_method_keys_pass_till_the_next_line() -> None:
    field = Field("telex").type("a\x7fâ\x7fấ as")
    assert field.text == "ấ as"
    assert field.type("\x7f\x7f\x7f\x7fass").text == "ass"
    assert field.enter().type("aas").text == "ấ"
    assert field.enter().type("a\u0302 as").text == "a\u0302 as"
    assert field.enter().type("m² – as").text == "m² – á"


def test_what_was_done_to_a_word_before_an_input_method_showed_itself_is_undone() -> None:
    # It counts on every letter it let pass, and they may have become marks here.
    assert Field("telex").type("soo\x7fóc").text == "soóc"
    assert Field("telex").type("hoosé").text == "hốé"  # no Backspace: nothing counted on them


def test_backspace_deletes_one_shown_letter_and_typing_goes_on() -> None:
    field = Field("telex").type("vieetj\x7f")
    assert field.text == "việ"
    assert field.type("n").text == "viện"
    assert field.type("\x7f\x7f").text == "vi"
    assert field.type("eets").text == "viết"
    assert Field("vni").type("d9uo7ng\x7f\x7f5c").text == "được"


def test_it_leaves_alone_what_it_did_not_write() -> None:
    assert Field("telex", "viet").type("s").text == "viets"
    assert Field("telex", "việt").type("f an as").text == "việtf an á"
    assert Field("telex", "xã ").type("as").text == "xã á"
    composer = Composer("telex")
    assert composer.press("a", "") == (0, "a")
    assert composer.press("s", "a") == (1, "á")
    assert composer.press("f", "đã khác á b") == (0, "f")
    assert composer.press("f", "á") == (0, "f")


def test_a_key_costs_next_to_nothing() -> None:
    text = " ".join(row[1] for row in TABLE[:300])
    taken = []
    for _round in range(5):
        start = time.perf_counter()
        Field("telex").type(text)
        taken.append((time.perf_counter() - start) / len(text))
    assert min(taken) < 0.0001
