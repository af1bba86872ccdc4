"""A denouncer is not named by chips, problems, messages or the list of those present."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_tui.capture import Context, Reading, read_line, record_line
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.model.records import Presence, Table
from tests.capture.conftest import context_of, open_notebook

NAME, VILLAGE = "Trịnh Thị Mùi", "Thôn Hợp Lực"
BETRAYING = re.compile(r"tr[iị]nh|m[uù]i|h[oợ]p l[uự]c|1957", re.IGNORECASE)

SPEAKERS = [
    "1",
    "@1",
    "@mùi",
    "@mui",
    "@trinh",
    "@thị mùi",
    "@trinh thi mui",
    "@Thị Mùi:",
    "@ttm",
    f"@{NAME}:",
    f"@{NAME}, {VILLAGE}:",
    f"@{NAME}, 1957:",
    f"@{NAME}, Thôn Khác:",
    "@trinh thi mui, hop luc:",
    "@Trịnh Văn Mùi, Thôn Hợp Lực:",
    "@mùi:",
    f"{NAME}:",
    f"{NAME}, {VILLAGE}:",
    f"{NAME},{VILLAGE}:",
    f"{NAME}, {VILLAGE}.",
    f"{NAME}, 1957:",
    f"{NAME}, Thôn Khác:",
]
CODES = [
    *("TC", "Tc", "tC", "tc:", "TC:", "tc,", "tc.", "Tc;"),
    *("“tc”", '"tc"', "'tc'", "“TC”:", '"tc:"', "“tc.”", "‘tc’"),
]
OTHERS = [["kn"], ["gt"], ["x6"], ["kn", "gt"], ["gt", "x6"], []]


@pytest.fixture(scope="module", params=[1, 2], ids=["once on the list", "twice on the list"])
def context(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    catalogues: Catalogues,
) -> Context:
    """The denouncer, listed once, or beside somebody who is called the same."""
    notebook = open_notebook(tmp_path_factory.mktemp("secret"))
    for _ in range(request.param):
        notebook.record(
            [notebook.new(Table.ATTENDANCE, name=NAME, village=VILLAGE, birth_year=1957)]
        )
    return context_of(notebook, catalogues)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory, catalogues: Catalogues) -> Context:
    """The denouncer, listed once."""
    notebook = open_notebook(tmp_path_factory.mktemp("once"))
    notebook.record([notebook.new(Table.ATTENDANCE, name=NAME, village=VILLAGE, birth_year=1957)])
    return context_of(notebook, catalogues)


@pytest.mark.parametrize("speaker", SPEAKERS)
def test_the_speaker_of_a_denunciation_is_never_shown(context: Context, speaker: str) -> None:
    for others in OTHERS:
        for order in itertools.permutations(["tc", *others]):
            for line in _placed(speaker, list(order)):
                _assert_silent(read_line(f"{line} nhận tiền", context))
                _assert_silent(read_line(line, context))


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("speaker", SPEAKERS)
def test_the_code_is_taken_however_it_is_typed(context: Context, code: str, speaker: str) -> None:
    for line in _placed(speaker, [code]):
        reading = read_line(f"{line} nhận tiền", context)
        _assert_silent(reading)
        assert reading.protected
        assert reading.problem or (reading.kind, reading.content) == ("denunciation", "nhận tiền")


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("speaker", ["1", "1:", "@1", "@mùi", f"@{NAME},", f"@{NAME}, {VILLAGE}"])
def test_the_speaker_before_the_code_is_kept(once: Context, code: str, speaker: str) -> None:
    reading = read_line(f"{speaker} {code} nhận tiền", once)
    assert (reading.problem, reading.speaker) == ("", once.people.attendance[0].id)
    assert (reading.kind, reading.content) == ("denunciation", "nhận tiền")


@pytest.mark.parametrize("code", ["tc", "TC", "Tc", "tc:", "TC,", "tccv", "cvtc"])
def test_the_code_is_taken_glued_to_the_number(once: Context, code: str) -> None:
    reading = read_line(f"1{code} nhận tiền", once)
    assert (reading.problem, reading.speaker) == ("", once.people.attendance[0].id)
    assert (reading.kind, reading.content) == ("denunciation", "nhận tiền")
    assert reading.protected
    _assert_silent(reading)


@pytest.mark.parametrize(
    "line", ["1kntc nhận", "1“tc” nhận", "999tc nhận", "1tc/x", "1TCx, tố cáo"]
)
def test_glued_otherwise_it_is_no_name_in_the_open(context: Context, line: str) -> None:
    reading = read_line(f"{line} tiền", context)
    assert reading.problem or not (reading.speaker or reading.speaker_name)
    _assert_silent(reading)


@pytest.mark.parametrize("cut", ["tc nhận tiền", "TC: nhận tiền", "Tố cáo ông Ba: nhận tiền"])
def test_a_written_name_ends_before_a_denunciation(once: Context, cut: str) -> None:
    reading = read_line(f"{NAME}, {VILLAGE} {cut}", once)
    assert reading.protected
    assert reading.problem or reading.speaker == once.people.attendance[0].id
    _assert_silent(reading)


@pytest.mark.parametrize("code", CODES)
def test_after_another_kind_it_is_a_problem(context: Context, code: str) -> None:
    reading = read_line(f"1 kn {code} nhận tiền", context)
    assert reading.problem
    _assert_silent(reading)


@pytest.mark.parametrize("speaker", ["", "1", "999", "1:", "12.", *SPEAKERS[1:], "gt", "x6"])
@pytest.mark.parametrize(
    "said",
    ["Tố cáo", "tố cáo", "TỐ CÁO", "to cao", "To cáo", "tố cao", "tố cáo:", "- Tố cáo", "(tố cáo)"],
)
def test_words_that_sound_like_a_denunciation_are_asked_about(
    context: Context, speaker: str, said: str
) -> None:
    if said.startswith("-") and not speaker:
        return  # that would be a departure
    reading = read_line(f"{speaker} {said} ông Ba nhận tiền", context)
    assert "type tc before" in reading.problem
    assert reading.protected
    _assert_silent(reading)


@pytest.mark.parametrize(
    "line",
    [
        "Tố cáo @mùi: nhận tiền",
        f"tố cáo: @{NAME}, {VILLAGE}: nhận tiền",
        f"@{NAME} tố cáo ông Ba",
        f"@{NAME}, {VILLAGE}, Tố Cáo: nhận tiền",
        "1, tc nhận tiền",
        "1 (tc) nhận tiền",
        "999 tc nhận tiền",
        "Bà Mùi tố cáo ông Ba",
        "1 Trịnh Văn Mùi tố cáo ông Ba",
        "Trịnh Văn Mùi tc nhận tiền",
        "Trịnh Văn Mùi, Hợp Lực, tố cáo ông Ba",
    ],
)
def test_the_same_where_it_stands_beside_the_speaker(context: Context, line: str) -> None:
    reading = read_line(line, context)
    assert "type tc before" in reading.problem
    _assert_silent(reading)


@pytest.mark.parametrize(
    "said",
    [
        "“Tố cáo” ông Ba",
        '"tc, nhận tiền"',
        '"tố cáo ông Ba"',
        "Ông nói “tố cáo” rồi thôi",
        "cây to cao quá",
        "nhiều yếu tố cao hơn",
        "Tổ cao tuổi ghế hỏng",
        "tcx nhận",
        "đề nghị tc họp",
    ],
)
def test_other_words_are_left_alone(once: Context, said: str) -> None:
    for speaker in ("1", "@1", f"@{NAME}:"):
        reading = read_line(f"{speaker} {said}", once)
        assert (reading.problem, reading.protected) == ("", False)
        assert reading.doubts == ()
        assert reading.speaker
        assert reading.content in (said, said.strip('"'))


@pytest.mark.parametrize(
    "said",
    [
        "Tôi xin tố cáo ông Hùng trưởng thôn ăn chặn tiền",
        "Tôi tố cáo việc ăn chặn tiền",
        "Đơn tố cáo việc ăn chặn tiền",
        "Gia đình tôi làm đơn tố cáo ông Hùng",
        "hỏi về đơn tố cáo đã đến đâu",
        "đường hỏng, tố cáo nhà thầu",
        "đường hỏng. Tố cáo cán bộ nhận tiền",
        "Bà con tố cáo Nguyễn Văn A",
        "tôi đã nhiều lần tố  cáo",
        "XIN TỐ CÁO",
        "Tôi tố-cáo việc ấy",
        "Toi xin to cao ong Hung",
        "Lan tc ông Hùng",
    ],
)
@pytest.mark.parametrize(
    "speaker", ["", "1", "@mùi", f"{NAME}:", f"{NAME}, {VILLAGE}:", "gt", "x6"]
)
def test_whoever_says_that_he_denounces_is_asked(context: Context, speaker: str, said: str) -> None:
    reading = read_line(f"{speaker} {said}", context)
    assert "type tc before" in reading.problem
    assert reading.protected
    assert (reading.kind, reading.assumed) == ("", ())
    _assert_silent(reading)


@pytest.mark.parametrize(
    "line",
    [
        "Nguyễn Văn Lạ, Thôn Gò Vối: xin tố cáo việc ăn tiền",
        "Nguyễn Văn Lạ, Thôn Gò Vối: Đơn tố cáo việc ăn tiền",
        "Nguyễn Văn Lạ, Thôn Gò Vối xin tố cáo việc ăn tiền",
        "tôi tên là Nguyễn Văn Lạ, tố cáo cán bộ ăn tiền",
    ],
)
def test_the_same_of_somebody_not_on_the_list(context: Context, line: str) -> None:
    reading = read_line(line, context)
    assert "type tc before" in reading.problem
    assert "Lạ" not in _shown(reading)


@pytest.mark.parametrize(
    "said",
    [
        "Đề nghị giải quyết khiếu nại, tố cáo nhanh hơn",
        "Khiếu nại, tố cáo của dân chưa được trả lời, đề nghị trả lời",
        "xã phải công khai Luật Tố cáo",
        "em tôi bị tố cáo oan",
    ],
)
def test_where_it_is_only_mentioned_there_is_a_doubt_and_no_kind(once: Context, said: str) -> None:
    reading = read_line(f"1 {said}", once)
    assert (reading.problem, reading.protected, reading.kind) == ("", False, "")
    assert "sounds like a denunciation" in reading.chips[0].text
    assert not reading.chips[0].clear
    assert reading.content == said


@pytest.mark.parametrize("said", ["tố cáo ông Ba", "Tôi xin tố cáo ông Ba"])
def test_beside_an_open_kind_there_is_a_doubt(once: Context, said: str) -> None:
    reading = read_line(f"1 kn {said}", once)
    assert (reading.problem, reading.kind) == ("", "proposal")
    assert "sounds like a denunciation" in reading.chips[0].text


@pytest.mark.parametrize(
    "line",
    [
        "Mùi tc ông Ba nhận tiền",
        "mùi tc nhận tiền",
        "bà Mùi tc nhận tiền",
        "trịnh thị mùi tc nhận tiền",
        "trinh thi mui tc nhan tien",
        "1 x12tc nhận tiền",
        "1 tcx12 nhận tiền",
        "1kntc nhận tiền",
        "1tckn nhận tiền",
        "1 kntc nhận tiền",
        "1 TCKN nhận tiền",
        "1 gt gt tc nhận tiền",
        "1x12tc: nhận tiền",
    ],
)
def test_the_code_hidden_at_the_head_is_asked_about(context: Context, line: str) -> None:
    reading = read_line(line, context)
    assert "type tc before" in reading.problem
    assert reading.protected
    _assert_silent(reading)


def test_a_name_that_sounds_like_it_is_a_name(once: Context) -> None:
    reading = read_line("@Tô Cao Sơn, Thôn Phú Thịnh: đường hỏng", once)
    assert (reading.problem, reading.speaker_name) == ("", "Tô Cao Sơn")


def test_a_number_nobody_has_before_a_hidden_code_is_a_problem(context: Context) -> None:
    reading = read_line("999 gt tc Trịnh Thị Mùi nhận tiền", context)
    assert reading.problem
    assert reading.protected
    _assert_silent(reading)


@pytest.mark.parametrize("line", ["1 kn gt tc nhận tiền", "1 pa tc cán bộ"])
def test_two_kinds_of_which_one_is_secret_are_a_problem(once: Context, line: str) -> None:
    assert "Two kinds are named" in read_line(line, once).problem


def test_a_speaker_of_another_kind_is_shown(context: Context) -> None:
    chips = read_line("1 kn nhận tiền", context).chips
    assert any(NAME in chip.text for chip in chips)


@given(text=st.text(max_size=60), speaker=st.sampled_from(SPEAKERS))
def test_whatever_follows(hidden: Context, text: str, speaker: str) -> None:
    shown = _shown(read_line(f"{speaker} tc {text}", hidden))
    assert not BETRAYING.search(shown) or BETRAYING.search(text)


@pytest.fixture(scope="module")
def hidden(tmp_path_factory: pytest.TempPathFactory, catalogues: Catalogues) -> Context:
    """The denouncer on the list, and a denunciation as the last issue."""
    notebook = open_notebook(tmp_path_factory.mktemp("hidden"))
    for _ in range(2):
        notebook.record(
            [notebook.new(Table.ATTENDANCE, name=NAME, village=VILLAGE, birth_year=1957)]
        )
    context = context_of(notebook, catalogues)
    record_line(notebook, context, "1 tc nhận tiền")
    return context.refreshed(notebook.state)


@pytest.mark.parametrize(
    "line",
    [
        ". nói tiếp",
        "> @mùi đã nghe",
        f"> @{NAME}, {VILLAGE}: đã nghe",
        "> @thị mùi đã nghe",
        "> 1: bà Mùi đã nghe",
        "/1: bà Mùi đã nghe",
        ";kt gặp bà Mùi trước 15/12",
        f"; {NAME}, kt: gặp",
        f"; Trưởng thôn {NAME}, mai gặp",
        f"! {NAME} | mai | gặp",
        "! kt | gặp bà Mùi xong | gặp",
        "! kt | trước ngày bà Mùi đi | gặp",
        f"! Công an xã, {NAME} | mai | gặp",
        f"! kt gặp {NAME}",
    ],
)
def test_what_hangs_on_a_denunciation_does_not_show_the_name(hidden: Context, line: str) -> None:
    _assert_silent(read_line(line, hidden))


def test_the_speaker_of_a_denunciation_cannot_be_repeated(hidden: Context) -> None:
    reading = read_line(". gt nói tiếp", hidden)
    assert "who speaks" in reading.problem
    assert (reading.speaker, reading.speaker_name) == ("", "")


def test_recording_a_denunciation_says_no_name_and_marks_nobody(
    notebook: Notebook, catalogues: Catalogues
) -> None:
    notebook.record([notebook.new(Table.ATTENDANCE, name=NAME, village=VILLAGE)])
    recorded = record_line(notebook, context_of(notebook, catalogues), "@mùi tc nhận tiền")
    assert not BETRAYING.search(recorded.message)
    assert notebook.state.attendance()[0].presence is Presence.LISTED
    (issue,) = notebook.state.issues()
    assert notebook.state.protected_speaker(issue.id).speaker == notebook.state.attendance()[0].id
    assert not issue.speaker


@pytest.mark.parametrize("speaker", SPEAKERS)
def test_nothing_is_assumed_about_a_denunciation(context: Context, speaker: str) -> None:
    for words in ("Đề nghị sửa đường", "tố cáo sửa đường"):
        reading = read_line(f"{speaker} tc {words}", context)
        assert (reading.assumed, reading.field) == ((), "")
    assert read_line(f"{speaker} Tố cáo lấn đất", context).field == ""


def test_a_neutral_line_is_recorded_without_anybody(
    notebook: Notebook, catalogues: Catalogues
) -> None:
    record_line(notebook, context_of(notebook, catalogues), "tc")
    (issue,) = notebook.state.issues()
    secret = notebook.state.protected_speaker(issue.id)
    assert (secret.kind, secret.speaker, secret.speaker_name) == ("denunciation", "", "")
    assert (secret.content, secret.village, secret.assumed) == ("", "", [])


def test_a_denunciation_needs_no_words(context: Context) -> None:
    assert not read_line("tc", context).problem


def _placed(speaker: str, codes: list[str]) -> list[str]:
    """The line with the speaker first, and behind the first code where @ allows it."""
    lines = [" ".join([speaker, *codes])]
    if speaker.startswith("@"):
        lines.append(" ".join([codes[0], speaker, *codes[1:]]))
    return lines


def _assert_silent(reading: Reading) -> None:
    assert not BETRAYING.search(_shown(reading))


def _shown(reading: Reading) -> str:
    return " ".join([reading.problem, *(f"{chip.label} {chip.text}" for chip in reading.chips)])
