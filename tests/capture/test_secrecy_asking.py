"""Promise: what sounds like a denunciation and is not called one is asked about, naming nobody."""

import pytest

from danvan_tui.capture import Context, read_line
from tests.capture.denouncer import CODES, NAME, SPEAKERS, VILLAGE, assert_silent, shown


@pytest.mark.parametrize("code", CODES)
def test_after_another_kind_it_is_a_problem(listed: Context, code: str) -> None:
    reading = read_line(f"1 kn {code} nhận tiền", listed)
    assert reading.problem
    assert_silent(reading)


@pytest.mark.parametrize("speaker", ["", "1", "999", "1:", "12.", *SPEAKERS[1:], "gt", "x6"])
@pytest.mark.parametrize(
    "said",
    ["Tố cáo", "tố cáo", "TỐ CÁO", "to cao", "To cáo", "tố cao", "tố cáo:", "- Tố cáo", "(tố cáo)"],
)
def test_words_that_sound_like_a_denunciation_are_asked_about(
    listed: Context, speaker: str, said: str
) -> None:
    if said.startswith("-") and not speaker:
        return  # that would be a departure
    reading = read_line(f"{speaker} {said} ông Ba nhận tiền", listed)
    assert "type tc before" in reading.problem
    assert reading.protected
    assert_silent(reading)


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
def test_the_same_where_it_stands_beside_the_speaker(listed: Context, line: str) -> None:
    reading = read_line(line, listed)
    assert "type tc before" in reading.problem
    assert_silent(reading)


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
def test_whoever_says_that_he_denounces_is_asked(listed: Context, speaker: str, said: str) -> None:
    reading = read_line(f"{speaker} {said}", listed)
    assert "type tc before" in reading.problem
    assert reading.protected
    assert (reading.kind, reading.assumed) == ("", ())
    assert_silent(reading)


@pytest.mark.parametrize(
    "line",
    [
        "Nguyễn Văn Lạ, Thôn Gò Vối: xin tố cáo việc ăn tiền",
        "Nguyễn Văn Lạ, Thôn Gò Vối: Đơn tố cáo việc ăn tiền",
        "Nguyễn Văn Lạ, Thôn Gò Vối xin tố cáo việc ăn tiền",
        "tôi tên là Nguyễn Văn Lạ, tố cáo cán bộ ăn tiền",
    ],
)
def test_the_same_of_somebody_not_on_the_list(listed: Context, line: str) -> None:
    reading = read_line(line, listed)
    assert "type tc before" in reading.problem
    assert "Lạ" not in shown(reading)


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
def test_the_code_hidden_at_the_head_is_asked_about(listed: Context, line: str) -> None:
    reading = read_line(line, listed)
    assert "type tc before" in reading.problem
    assert reading.protected
    assert_silent(reading)


def test_a_name_that_sounds_like_it_is_a_name(once: Context) -> None:
    reading = read_line("@Tô Cao Sơn, Thôn Phú Thịnh: đường hỏng", once)
    assert (reading.problem, reading.speaker_name) == ("", "Tô Cao Sơn")


def test_a_number_nobody_has_before_a_hidden_code_is_a_problem(listed: Context) -> None:
    reading = read_line("999 gt tc Trịnh Thị Mùi nhận tiền", listed)
    assert reading.problem
    assert reading.protected
    assert_silent(reading)


@pytest.mark.parametrize("line", ["1 kn gt tc nhận tiền", "1 pa tc cán bộ"])
def test_two_kinds_of_which_one_is_secret_are_a_problem(once: Context, line: str) -> None:
    assert "Two kinds are named" in read_line(line, once).problem
