"""A rule that is not asked at a word would have found nothing there, whatever stands beside it."""

import ast
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_tui.vietnamese import deadlines
from danvan_tui.vietnamese.deadlines.opening import beginning
from danvan_tui.vietnamese.deadlines.read import _RULES
from danvan_tui.vietnamese.deadlines.reading import Scene
from danvan_tui.vietnamese.deadlines.words import split_words
from danvan_tui.vietnamese.fold import fold
from danvan_tui.vietnamese.workdays import Calendar

CALENDAR = Calendar()
BASE = date(2026, 11, 22)
SIGNS = ["/", "-", "–", ".", ",", "(", ")", "1", "03", "15", "31", "2027", "15/12", "8h30"]
PLAIN = (
    "Ủy ban nhân dân xã cử cán bộ địa chính xuống đo đạc lại toàn bộ phần đất lấn chiếm của các hộ"
    " dân dọc tuyến đường liên thôn, lập biên bản và báo cáo kết quả cho bà con được biết"
)


def phrases() -> list[str]:
    """All the words that the rules are written in, as they are written there."""
    folder = Path(deadlines.__file__).parent
    return sorted(
        {
            node.value
            for path in folder.glob("*.py")
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and len(node.value) < 40
        }
    )


PHRASES = phrases()
_pieces = st.sampled_from(PHRASES + SIGNS)
_typed = st.sampled_from([str, fold, str.capitalize, str.upper])
SENTENCES = st.lists(st.builds(lambda form, said: form(said), _typed, _pieces), max_size=8)


def wrongly_left_out(text: str, base: date, *, whole: bool) -> Iterator[tuple[str, str]]:
    scene = Scene(split_words(text), base, CALENDAR, whole)
    for at in range(len(scene.words)):
        asked = beginning(_RULES, scene, at)
        for rule in set(_RULES).difference(asked):
            if rule(scene, at) is not None:
                yield rule.__name__, scene.words[at].text


@settings(deadline=None, max_examples=150)
@given(
    st.text(max_size=40) | SENTENCES.map(" ".join),
    st.dates(date(2000, 1, 1), date(2100, 12, 31)),
    st.booleans(),
)
def test_a_rule_left_out_finds_nothing(text: str, base: date, whole: bool) -> None:
    assert list(wrongly_left_out(text, base, whole=whole)) == []


def test_no_phrase_of_the_rules_is_left_out_before_a_number_a_day_or_a_period() -> None:
    chance = random.Random(7)
    for phrase in PHRASES:
        text = f"{phrase} {chance.choice(['5', 'ngày 5/12', 'tháng 3', 'quý I', 'hai tuần nữa'])}"
        assert list(wrongly_left_out(text, BASE, whole=False)) == [], text


def test_a_plain_sentence_asks_hardly_any_rule() -> None:
    scene = Scene(split_words(PLAIN), BASE, CALENDAR)
    asked = [len(beginning(_RULES, scene, at)) for at in range(len(scene.words))]
    assert len(asked) > 35
    assert sum(asked) < len(asked) // 2
