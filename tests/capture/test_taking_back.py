"""Backspace behind an understood word takes it back; one key makes the line a denunciation."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from danvan_tui.capture import Context, Reading, read_line, record_line
from danvan_tui.capture import protect as protected_line
from danvan_tui.capture import unparse as taken_back
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.vietnamese.clean import clean
from tests.capture.conftest import context_of, list_roster, open_notebook

PIECES = [
    *["12", "12kn", "12kngt", "12tc", "999", ".", ".gt", "kn", "gt", "tc", "x6", "TC:", '"', "“"],
    *["Đỗ Thị Ánh, Thôn X:", "Lê Quang Đoài:", "@phong", "@Đỗ Thị Ánh, Thôn X:", "@zzz", "Tố cáo"],
    *["đường hỏng", "Đề nghị sửa", "trước 15/12", "15/12", "tuần tới,", "Công an xã,", "kt,ca"],
    *["!", ";", ">", "/", "!1kt", ";kt", ">1", "/1", "tr", "5:", "=", "+ 12", "Trưởng thôn Văn Xá"],
]
LINES = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=7).map(" ".join)


@pytest.fixture(scope="module")
def meeting(tmp_path_factory: pytest.TempPathFactory, catalogues: Catalogues) -> Context:
    """The roster, and an issue raised by Kiều Thị Mận."""
    notebook = open_notebook(tmp_path_factory.mktemp("meeting"))
    list_roster(notebook)
    context = context_of(notebook, catalogues)
    record_line(notebook, context, "12 kn Việc một")
    return context.refreshed(notebook.state)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("12 ‸", '"12 ‸'),
        ("12 kn ‸", '12 "kn ‸'),
        ("12 kn ‸đường", '12 "kn ‸đường'),
        ("12 kn gt ‸", '12 kn "gt ‸'),
        ("12kn ‸", '12 "kn ‸'),
        ("12kngt ‸", '12kn "gt ‸'),
        (".gt ‸", '. "gt ‸'),
        (". ‸", '". ‸'),
        ("12 x6 ‸hộ", '12 "x6 ‸hộ'),
        ("@đoài ‸", '"@đoài ‸'),
        ("Đỗ Thị Ánh, Thôn X: ‸", '"Đỗ Thị Ánh, Thôn X: ‸'),
        (">1 ‸", '>"1 ‸'),
        ("/ tr ‸", '/ "tr ‸'),
        ("> 5: ‸", '> "5: ‸'),
        ("! kt ‸", '! "kt ‸'),
        (";1kt ‸", ';1 "kt ‸'),
        ("!kt,ca ‸", '!"kt,ca ‸'),
        ("! kt 15/12 ‸", '! kt "15/12 ‸'),
        ("! kt sửa cống trước 15/12 ‸", '! kt "sửa cống trước 15/12 ‸'),
        ("! Công an xã: ‸", '! "Công an xã: ‸'),
    ],
)
def test_one_backspace_takes_one_understood_word_back(
    meeting: Context, before: str, after: str
) -> None:
    cursor = before.index("‸")
    taken = taken_back(before.replace("‸", ""), cursor, meeting)
    assert taken is not None
    assert _shown(*taken) == after


@pytest.mark.parametrize(
    "line",
    ["‸", " ‸", "12‸", "12 kn‸", "12  ‸", "12 kn  ‸gt", "12 kn đường ‸", '12 "kn ‸',
     "12 tc ‸", "12tc ‸", "tc ‸", "12 TC: ‸", "+ 12 ‸", "=đoài ‸", "! kt, sửa ‸", "đề nghị ‸",
     "12 k‸n ", "999 ‸"],
)  # fmt: skip
def test_anywhere_else_it_is_an_ordinary_backspace(meeting: Context, line: str) -> None:
    assert taken_back(line.replace("‸", ""), line.index("‸"), meeting) is None


@given(line=LINES, at=st.integers(0, 60))
@example(line="12 kn gt Đường hỏng", at=6)
@example(line="! kt sửa trước 15/12 nhé", at=21)
@example(line='12kngt “nói” "thế"', at=7)
def test_taking_back_loses_no_word_and_is_done_once(meeting: Context, line: str, at: int) -> None:
    line = clean(line)
    reading = read_line(line, meeting)
    lead = len(line) - len(line.lstrip())
    places = [lead + taken.end + 1 for taken in reading.taken]
    for cursor in {*places, min(at, len(line))}:
        taken = taken_back(line, cursor, meeting)
        if taken is None:
            continue
        changed, behind = taken
        assert taken_back(changed, behind, meeting) is None
        (stretch,) = (one for one in reading.taken if lead + one.end == cursor - 1)
        quote = lead + stretch.quote
        assert changed in [line[:quote] + mark + line[quote:] for mark in ('"', ' "')]
        after = read_line(changed, meeting)
        filled = [one.slot for one in after.taken]
        earlier = [one.slot for one in reading.taken if one.end <= stretch.quote]
        assert filled == earlier
        assert _letters(line[lead + stretch.start :]) in _letters(after.content)


# A denunciation by one key


@pytest.mark.parametrize(
    ("line", "protected"),
    [
        ("", "tc "),
        ("  ", "tc "),
        ("12", "12 tc "),
        ("12 ", "12 tc "),
        ("12 kn gt nhận tiền", "12 tc gt nhận tiền"),
        ("12 gt kn nhận tiền", "12 gt tc nhận tiền"),
        ("12kn nhận tiền", "12 tc nhận tiền"),
        ("12kngt nhận tiền", "12 tc gt nhận tiền"),
        ("12 kngt nhận tiền", "12 tc gt nhận tiền"),
        ("12 gtkn nhận tiền", "12 tc gt nhận tiền"),
        ("12kntc nhận tiền", "12 tc nhận tiền"),
        ("12 x3tc nhận tiền", "12 tc x3 nhận tiền"),
        ("12 Tôi xin tố cáo ông Ba", "12 tc Tôi xin tố cáo ông Ba"),
        ("12 nhận tiền", "12 tc nhận tiền"),
        ("12 Tố cáo ông Ba", "12 tc Tố cáo ông Ba"),
        ('12 "Tố cáo ông Ba"', '12 tc "Tố cáo ông Ba"'),
        (".nhận tiền", ". tc nhận tiền"),
        ("@mùi nhận tiền", "@mùi tc nhận tiền"),
        ("Trịnh Thị Mùi, Thôn Hợp Lực", "Trịnh Thị Mùi, Thôn Hợp Lực: tc "),
        ("Trịnh Thị Mùi,Thôn Hợp Lực:kn nhận", "Trịnh Thị Mùi,Thôn Hợp Lực: tc nhận"),
        ("Lê Quang Đoài", "Lê Quang Đoài: tc "),
        ("nhận tiền", "tc nhận tiền"),
        ("12 kn tc nhận tiền", "12 tc nhận tiền"),
        ("12 tc nhận tiền", "12 tc nhận tiền"),
        ("tc", "tc"),
        ("> nghe rồi", "> nghe rồi"),
        ("; kt nghe rồi", "; kt nghe rồi"),
        ("=12", "=12"),
    ],
)
def test_the_code_goes_behind_the_speaker_in_place_of_another_kind(
    meeting: Context, line: str, protected: str
) -> None:
    assert protected_line(line, meeting) == protected
    assert protected_line(protected, meeting) == protected


@given(line=LINES)
@example(line="12 kn kn Tố cáo")
@example(line='"12 kn')
def test_every_line_of_an_issue_becomes_secret_and_keeps_its_words(
    meeting: Context, line: str
) -> None:
    made = protected_line(clean(line), meeting)
    if clean(line).strip()[:1] in tuple(">/!;+=-"):
        assert made == clean(line)
        return
    after = read_line(made, meeting)
    assert after.protected
    assert not after.assumed
    before = read_line(line, meeting)
    if before.speaker and not before.problem:
        assert _silent(after, meeting)


def test_a_denunciation_alone_is_one_neutral_line(meeting: Context) -> None:
    reading = read_line("tc", meeting)
    assert (reading.kind, reading.speaker, reading.content) == ("denunciation", "", "")
    assert (reading.problem, reading.protected) == ("", True)
    assert [chip.text for chip in reading.chips] == ["named nowhere", "Tố cáo"]


def _silent(reading: Reading, context: Context) -> bool:
    person = context.people.with_id(reading.speaker)
    shown = " ".join([reading.problem, *(chip.text for chip in reading.chips)])
    return person is None or person.name not in shown


def _letters(text: str) -> str:
    return re.sub(r"[\s\"“”]", "", text)


def _shown(line: str, cursor: int) -> str:
    return f"{line[:cursor]}‸{line[cursor:]}"
