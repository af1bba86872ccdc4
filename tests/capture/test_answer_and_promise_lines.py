"""Lines that hang on an issue: what was answered, and who promised what by when."""

from datetime import date

import pytest

from danvan_tui.capture import Chip, Context, What, read_line, record_line
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.model.records import Table
from danvan_tui.vietnamese.workdays import Calendar
from tests.capture.conftest import context_of, list_roster, open_notebook


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory, catalogues: Catalogues) -> Context:
    """The roster and two issues."""
    notebook: Notebook = open_notebook(tmp_path_factory.mktemp("issues"))
    list_roster(notebook)
    context = context_of(notebook, catalogues)
    for line in ("12 kn gt Đường hỏng", "13 kn dt Đất lở"):
        record_line(notebook, context, line)
    return context.refreshed(notebook.state)


@pytest.mark.parametrize(
    ("line", "number", "outcome", "by", "content"),
    [
        ("> đã rõ", 2, "", "", "đã rõ"),
        (">đã rõ", 2, "", "", "đã rõ"),
        (">1 đã rõ", 1, "", "", "đã rõ"),
        (">1: đã rõ", 1, "", "", "đã rõ"),
        ("> 1 hộ đã rõ", 2, "", "", "1 hộ đã rõ"),
        ("> tr đã rõ", 2, "explained", "", "đã rõ"),
        (">1 tr @phong đã rõ", 1, "explained", "Nguyễn Hồng Phong", "đã rõ"),
        ("> 1: tr đã rõ", 2, "explained", "Nguyễn Hồng Phong", "đã rõ"),
        ("> @Trần Minh Đức: hd đã rõ", 2, "guided", "Trần Minh Đức", "đã rõ"),
        (
            "> @Lê Văn Xuân, Điện lực: đã rõ",
            2,
            "",
            "Lê Văn Xuân, Điện lực",
            "đã rõ",
        ),
        ("> @hồng phong tr đã rõ", 2, "explained", "Nguyễn Hồng Phong", "đã rõ"),
        ("> kn đã rõ", 2, "", "", "kn đã rõ"),
        ("> hd", 2, "guided", "", ""),
        ("> 999: đã rõ", 2, "", "", "999: đã rõ"),
        ("/đã rõ", 2, "", "", "đã rõ"),
        ("/ tr đã rõ", 2, "explained", "", "đã rõ"),
        ("/1 tr @phong đã rõ", 1, "explained", "Nguyễn Hồng Phong", "đã rõ"),
    ],
)
def test_answer(
    context: Context, line: str, number: int, outcome: str, by: str, content: str
) -> None:
    reading = read_line(line, context)
    assert reading.what is What.ANSWER
    assert reading.issue == context.issues[number - 1].id
    assert (reading.issue_number, reading.outcome, reading.by) == (number, outcome, by)
    assert reading.content == content
    assert not reading.problem


@pytest.mark.parametrize(
    ("line", "number", "units", "due_text", "due", "content"),
    [
        ("! sửa cống", 2, [], "", "", "sửa cống"),
        ("! kt sửa cống", 2, ["Phòng Kinh tế xã"], "", "", "sửa cống"),
        ("! kt 15/12 sửa cống", 2, ["Phòng Kinh tế xã"], "15/12", "2026-12-15", "sửa cống"),
        ("!1 kt 15/12 sửa cống", 1, ["Phòng Kinh tế xã"], "15/12", "2026-12-15", "sửa cống"),
        ("! 15/12 sửa cống", 2, [], "15/12", "2026-12-15", "sửa cống"),
        ("!15/12 sửa cống", 2, [], "15/12", "2026-12-15", "sửa cống"),
        ("! kt,ca tuần tới: sửa cống", 2, ["Phòng Kinh tế xã", "Công an xã"], "tuần tới",
         "2026-11-29", "sửa cống"),
        ("! kt, ub trước tết Báo cáo", 2, ["Phòng Kinh tế xã", "UBND xã"], "trước tết",
         "2027-02-03", "Báo cáo"),
        ("! kt ,ub, ca ngày mai báo cáo", 2, ["Phòng Kinh tế xã", "UBND xã", "Công an xã"],
         "ngày mai", "2026-11-23", "báo cáo"),
        ("! kt, sửa cống", 2, ["Phòng Kinh tế xã"], "", "", "sửa cống"),
        ("! kt, ub | mai | sửa", 2, ["Phòng Kinh tế xã", "UBND xã"], "mai", "2026-11-23", "sửa"),
        ("! kt mai việc", 2, ["Phòng Kinh tế xã"], "", "", "mai việc"),
        ("! kt ngày mai việc", 2, ["Phòng Kinh tế xã"], "ngày mai", "2026-11-23", "việc"),
        ("! kt sáng mai việc", 2, ["Phòng Kinh tế xã"], "sáng mai", "2026-11-23", "việc"),
        ("! chiều mai việc", 2, [], "chiều mai", "2026-11-23", "việc"),
        ("! kt tuần sau việc", 2, ["Phòng Kinh tế xã"], "tuần sau", "2026-11-29", "việc"),
        ("! kt tháng sau việc", 2, ["Phòng Kinh tế xã"], "tháng sau", "2026-12-31", "việc"),
        ("! kt trong 15 ngày làm việc, kiểm tra", 2, ["Phòng Kinh tế xã"],
         "trong 15 ngày làm việc", "2026-12-14", "kiểm tra"),
        ("! kt: sửa cống", 2, ["Phòng Kinh tế xã"], "", "", "sửa cống"),
        ("!kt sửa cống", 2, ["Phòng Kinh tế xã"], "", "", "sửa cống"),
        (";kt sửa cống", 2, ["Phòng Kinh tế xã"], "", "", "sửa cống"),
        (";1kt 15/12 sửa cống", 1, ["Phòng Kinh tế xã"], "15/12", "2026-12-15", "sửa cống"),
        ("!1kt,ca sửa cống", 1, ["Phòng Kinh tế xã", "Công an xã"], "", "", "sửa cống"),
        ("!2 kt sửa cống", 2, ["Phòng Kinh tế xã"], "", "", "sửa cống"),
        (";2km đường", 2, [], "", "", "2km đường"),
        ("! kt 1/2A phố", 2, ["Phòng Kinh tế xã"], "", "", "1/2A phố"),
        ("! | | sửa cống", 2, [], "", "", "sửa cống"),
        ("! Công an xã 15/12 | | sửa", 2, ["Công an xã 15/12"], "", "", "sửa"),
        ("! kt 15/12 | | sửa", 2, ["kt 15/12"], "", "", "sửa"),
        ("! hội đồng bồi thường, hỗ trợ, tái định cư | | sửa", 2,
         ["Hội đồng bồi thường, hỗ trợ, tái định cư"], "", "", "sửa"),
        ("!|tuần tới|sửa cống", 2, [], "tuần tới", "2026-11-29", "sửa cống"),
        ("! kt | 15/12 | sửa | vét", 2, ["Phòng Kinh tế xã"], "15/12", "2026-12-15", "sửa | vét"),
        ("! Công an xã, Trưởng thôn | mai | sửa", 2, ["Công an xã", "Trưởng thôn"], "mai",
         "2026-11-23", "sửa"),
        ("! công an xã phối hợp với phòng kinh tế | mai | sửa", 2,
         ["Công an xã", "Phòng Kinh tế"], "mai", "2026-11-23", "sửa"),
        ("! Công an xã, ông Ba | mai | sửa", 2, ["Công an xã, ông Ba"], "mai", "2026-11-23", "sửa"),
        ("! Hội đồng bồi thường, hỗ trợ, tái định cư | mai | sửa", 2,
         ["Hội đồng bồi thường, hỗ trợ, tái định cư"], "mai", "2026-11-23", "sửa"),
        ('! kt | mai | "sửa | vét"', 2, ["Phòng Kinh tế xã"], "mai", "2026-11-23", "sửa | vét"),
        ('! kt "sửa | vét | đào"', 2, ["Phòng Kinh tế xã"], "", "", "sửa | vét | đào"),
    ],
)  # fmt: skip
def test_promise(
    context: Context,
    line: str,
    number: int,
    units: list[str],
    due_text: str,
    due: str,
    content: str,
) -> None:
    reading = read_line(line, context)
    assert reading.what is What.COMMITMENT
    assert reading.issue == context.issues[number - 1].id
    assert [*filter(None, [reading.lead_unit]), *reading.supporting_units] == units
    assert (reading.due_text, reading.due) == (due_text, due)
    assert bool(reading.due_how) == bool(due)
    assert reading.content == content
    assert not reading.problem


@pytest.mark.parametrize(
    ("content", "due_text", "due"),
    [
        ("kiểm tra trước 15/12", "trước 15/12", "2026-12-15"),
        ("năm 2020 đã hỏng, sửa trước 15/12", "trước 15/12", "2026-12-15"),
        ("1/2 số hộ xong trước 15/12", "xong trước 15/12", "2026-12-15"),
        ("trả lời dân trong 15 ngày làm việc", "trong 15 ngày làm việc", "2026-12-14"),
        ("sửa đường đến quý I năm 2027 là xong", "đến quý I năm 2027", "2027-03-31"),
        ("kiểm tra, thường xuyên", "thường xuyên", ""),
        ("sửa 12 hộ, đặt cống D800", "", ""),
    ],
)
@pytest.mark.parametrize("head", ["! ", "! kt ", ";kt ", ";1kt ", "! Công an xã: "])
def test_a_deadline_is_understood_where_it_stands_and_stays_in_the_words(
    context: Context, head: str, content: str, due_text: str, due: str
) -> None:
    reading = read_line(head + content, context)
    assert (reading.due_text, reading.due, reading.content) == (due_text, due, content)
    assert bool(reading.due_how) == bool(due_text)
    assert any(chip.label == "Deadline" for chip in reading.chips) == bool(due_text)


@pytest.mark.parametrize("said", ['"sửa trước 15/12"', '"sửa trước 15/12', "“sửa trước 15/12”"])
def test_in_a_quotation_no_deadline_and_no_unit_is_understood(context: Context, said: str) -> None:
    reading = read_line(f"! kt {said}", context)
    assert (reading.content, reading.due_text) == ("sửa trước 15/12", "")
    assert read_line(f'! "Công an xã: {said.strip("“”")}', context).lead_unit == ""


@pytest.mark.parametrize(
    ("line", "due", "content"),
    [
        (";2 tuần nữa sửa xong", "2026-12-07", "sửa xong"),
        ("!2 tuần nữa sửa", "2026-12-07", "sửa"),
        (";15 ngày nữa trả lời", "2026-12-07", "trả lời"),
        (";1 tháng nữa xong", "2026-12-22", "xong"),
        (";10 ngày làm việc kt trả lời", "2026-12-07", "kt trả lời"),
        (";5 tháng 12 kt sửa", "2026-12-05", "kt sửa"),
        (";1 hộ được hỗ trợ", "", "1 hộ được hỗ trợ"),
        (";2km đường", "", "2km đường"),
        (";2 km đường", "", "2 km đường"),
        (";1 tỷ đồng làm đường", "", "1 tỷ đồng làm đường"),
        ("/2 năm nữa xã làm", "", "2 năm nữa xã làm"),
        ("/15 ngày nữa xã trả lời", "", "15 ngày nữa xã trả lời"),
        ("/1 hộ đã được", "", "1 hộ đã được"),
        (">1 người đã được", "", "1 người đã được"),
    ],
)
def test_a_number_before_what_is_counted_is_no_opinion(
    context: Context, line: str, due: str, content: str
) -> None:
    reading = read_line(line, context)
    assert (reading.issue_number, reading.problem) == (2, "")
    assert (reading.due, reading.content) == (due, content)


@pytest.mark.parametrize(
    ("line", "due", "content"),
    [
        (";1: tuần sau kt sửa", "2026-11-29", "kt sửa"),
        (";1 ngày 20 kt sửa", "2026-12-20", "kt sửa"),
        (";1 năm 2027 kt sửa", "2027-12-31", "kt sửa"),
        (";1 quý I kt sửa", "2027-03-31", "kt sửa"),
        (";1 Tuần sau kt sửa", "2026-11-29", "kt sửa"),
        (";1 kt 2 tuần nữa sửa", "2026-12-07", "sửa"),
        (";1 15/12 kt sửa", "2026-12-15", "kt sửa"),
        ("/1 Hộ ấy đã được", "", "Hộ ấy đã được"),
        ("/1 nhà văn hóa sẽ sửa", "", "nhà văn hóa sẽ sửa"),
        ("/1 sẽ sửa", "", "sẽ sửa"),
    ],
)
def test_before_anything_else_it_is_one(
    context: Context, line: str, due: str, content: str
) -> None:
    reading = read_line(line, context)
    assert (reading.issue_number, reading.problem) == (1, "")
    assert (reading.due, reading.content) == (due, content)
    assert not reading.doubts


def test_where_it_could_be_either_there_is_a_doubt(context: Context) -> None:
    for line in (";1 tuần nữa kt sửa", "/1 hộ đã được"):
        chip = read_line(line, context).chips[0]
        assert "for opinion 1 type “" in chip.text
        assert not chip.clear
    assert not read_line(";15 ngày nữa kt sửa", context).doubts


def test_of_several_days_the_last_exact_one_is_taken_with_a_doubt(context: Context) -> None:
    reading = read_line("! kt họp dân trước 10/12, sửa xong trước 20/12, tổng kết đầu năm 2027",
                        context)  # fmt: skip
    assert (reading.due_text, reading.due) == ("xong trước 20/12", "2026-12-20")
    assert [chip.text for chip in reading.chips if chip.label == "Note"] == [
        "3 different days are named, 20/12/2026 was taken"
    ]
    same = read_line("! kt họp trước 10/12, báo cáo trước 10/12", context)
    assert not same.doubts


@pytest.mark.parametrize(
    ("line", "units", "content"),
    [
        ("! Phòng Kinh tế xã: sửa cống", ["Phòng Kinh tế xã"], "sửa cống"),
        ("!phòng kinh tế xã, sửa cống", ["Phòng Kinh tế xã"], "sửa cống"),
        ("! Công an xã - sửa cống", ["Công an xã"], "sửa cống"),
        ("! Trưởng thôn Văn Xá, sửa cống", ["Trưởng thôn Văn Xá"], "sửa cống"),
        ("! Trưởng thôn Văn Xá sửa cống", ["Trưởng thôn Văn Xá"], "Trưởng thôn Văn Xá sửa cống"),
        ("! Trưởng thôn Hữu Phúc: sửa cống", ["Trưởng thôn Hữu Phúc"], "sửa cống"),
        ("! Công an xã tuần tra", ["Công an xã"], "Công an xã tuần tra"),
        ("! công an xã tuần tra", ["Công an xã"], "công an xã tuần tra"),
        (";phòng kinh tế xã sửa cống trước 15/12", ["Phòng Kinh tế xã"],
         "phòng kinh tế xã sửa cống trước 15/12"),
        ("! khác với trước đây", [], "khác với trước đây"),
        ("! Khác với trước đây", [], "Khác với trước đây"),
        ("! Hội đồng bồi thường, hỗ trợ, tái định cư: kiểm đếm",
         ["Hội đồng bồi thường, hỗ trợ, tái định cư"], "kiểm đếm"),
        ("! Phòng Văn hóa - Xã hội xã: họp", ["Phòng Văn hóa - Xã hội xã"], "họp"),
        ("! Công an xã, kt: họp", ["Công an xã", "Phòng Kinh tế xã"], "họp"),
        ("! kt, Công an xã họp", ["Phòng Kinh tế xã", "Công an xã"], "Công an xã họp"),
        ("! Phòng Kinh tế xã phối hợp với Công an xã: họp",
         ["Phòng Kinh tế xã", "Công an xã"], "họp"),
        ("! Trưởng thôn Hữu Phúc,vx|tuần tới|họp",
         ["Trưởng thôn Hữu Phúc", "Phòng Văn hóa - Xã hội xã"], "họp"),
        ("! Nhà trường, nhà văn hóa sửa", ["Nhà trường"], "nhà văn hóa sửa"),
    ],
)  # fmt: skip
def test_a_unit_named_in_full(context: Context, line: str, units: list[str], content: str) -> None:
    reading = read_line(line, context)
    assert [*filter(None, [reading.lead_unit]), *reading.supporting_units] == units
    assert (reading.content, reading.problem) == (content, "")


@pytest.mark.parametrize(
    ("said", "due", "named"),
    [
        ("Trong 15 ngày sẽ trả lời, trong 30 ngày sẽ sửa", "2026-12-07", 2),
        ("Đầu tháng sau họp, cuối tháng sau sửa", "2026-12-10", 2),
        ("15/12 họp, trước 20/12 sửa, trước 20/12 trả lời", "2026-12-15", 2),
        ("cuối tháng 11 hoặc giữa tháng 12 sửa", "2026-11-30", 2),
    ],
)
def test_of_several_days_the_one_at_the_head_is_taken_with_a_doubt(
    context: Context, said: str, due: str, named: int
) -> None:
    reading = read_line(f";kt {said}", context)
    assert (reading.due, reading.content) == (due, said)
    assert reading.doubts[0].startswith(f"{named} different days are named")
    assert reading.taken[-1].slot == "due"
    assert read_line(";kt 15/12 họp, báo cáo trước 15/12", context).doubts == ()


@pytest.mark.parametrize(
    "said", ["hôm nay hoặc mai sửa", "hôm nay, mai sửa", "tuần tới hay tuần sau nữa sửa"]
)
def test_half_of_a_deadline_stays_in_the_words(context: Context, said: str) -> None:
    reading = read_line(f";kt {said}", context)
    assert (bool(reading.due), reading.content) == (True, said)
    assert reading.doubts


@pytest.mark.parametrize("said", ["không thể xong", "chưa sửa được", "không thu phí"])
def test_a_denial_behind_the_deadline_is_doubted(context: Context, said: str) -> None:
    reading = read_line(f";kt trước 15/12 {said}", context)
    assert (reading.due, reading.content) == ("2026-12-15", f"trước 15/12 {said}")
    assert not reading.chips[0].clear
    assert not read_line(";kt trước 15/12 sửa cống", context).doubts


@pytest.mark.parametrize(
    ("said", "content"),
    [
        ("15 ngày sau khi có kinh phí sẽ sửa", "sẽ sửa"),
        ("10 ngày kể từ khi nhận đơn.", "10 ngày kể từ khi nhận đơn."),
        ("10 ngày kể từ khi nhận đơn trả lời", "10 ngày kể từ khi nhận đơn trả lời"),
        ("sau khi có kinh phí sửa đường", "sau khi có kinh phí sửa đường"),
    ],
)
def test_a_deadline_that_hangs_on_an_event_leaves_words(
    context: Context, said: str, content: str
) -> None:
    reading = read_line(f";kt {said}", context)
    assert (reading.problem, reading.content, reading.due) == ("", content, "")
    assert said.startswith(reading.due_text)
    assert reading.due_text


@pytest.mark.parametrize(
    "said", ["15/12", "thường xuyên", "mỗi tháng 1 lần", "trong 15 ngày làm việc"]
)
def test_a_plain_deadline_alone_is_no_promise(context: Context, said: str) -> None:
    assert read_line(f";kt {said}", context).problem


def test_words_that_name_no_day_are_kept(context: Context) -> None:
    reading = read_line("! kt | thường xuyên | kiểm tra", context)
    assert (reading.due_text, reading.due) == ("thường xuyên", "")
    assert reading.due_how


def test_words_that_are_not_understood_are_kept_and_asked_about(context: Context) -> None:
    reading = read_line("! kt | ngày 31/02 | kiểm tra", context)
    assert (reading.due_text, reading.due, reading.due_how) == ("ngày 31/02", "", "")
    assert not reading.problem
    assert not _clear(reading.chips, "Deadline")


@pytest.mark.parametrize("said", ["31/2", "ngày 31/02", "trước ngày 31/4/2027", "ngày 31 tháng 2"])
def test_a_day_that_no_calendar_has_is_shown_with_the_reason(context: Context, said: str) -> None:
    reading = read_line(f"! kt {said} kiểm tra", context)
    assert (reading.due_text, reading.due, reading.content) == (said, "", "kiểm tra")
    assert any("lịch không có ngày" in chip.text for chip in reading.chips if not chip.clear)


def test_a_doubtful_year_is_shown(context: Context) -> None:
    reading = read_line("! kt trước 30/9 kiểm tra", context)
    assert reading.due == "2027-09-30"
    assert not _clear(reading.chips, "Deadline")


def test_missing_unit_and_deadline_show_on_the_chips(context: Context) -> None:
    chips = read_line("! sửa cống", context).chips
    assert [chip.text for chip in chips] == ["no deadline yet", "no unit yet", "2"]
    assert [chip.label for chip in chips] == ["", "", "On opinion"]
    assert [chip.clear for chip in chips] == [False, False, True]


def test_what_is_to_be_looked_at_comes_before_what_is_clear(context: Context) -> None:
    for line in ("! kt trước 30/9 kiểm tra", "! kt họp trước 10/12, sửa trước 20/12", "12 x3 nói"):
        chips = read_line(line, context).chips
        assert [chip.clear for chip in chips] == sorted(chip.clear for chip in chips)
        assert not chips[0].clear
    labels = [
        chip.label for chip in read_line("! kt họp trước 10/12, sửa trước 20/12", context).chips
    ]
    assert labels == ["Note", "On opinion", "Deadline", "Unit"]


def test_the_opinion_then_the_day_comes_first_and_its_reason_is_short(context: Context) -> None:
    chips = read_line("! kt,ub trước tết Báo cáo", context).chips
    assert [chip.label for chip in chips] == ["On opinion", "Deadline", "Unit", "Supported by"]
    day, _, why = chips[1].text.partition(" — ")
    assert day == "03/02/2027"
    assert why.startswith("Tết Nguyên đán")
    assert why.endswith("…")
    assert len(why) <= 60


def test_words_without_a_day_are_shown_by_their_reason(context: Context) -> None:
    (chip, *_) = read_line("! kt | thường xuyên | kiểm tra", context).chips
    assert chip.clear
    assert chip.text
    assert "—" not in chip.text


def test_what_an_answer_misses_reads_as_one_phrase(context: Context) -> None:
    assert Chip("", "no text yet", clear=False) in read_line("> hd", context).chips
    assert Chip("", "no opinion yet", clear=False) in read_line(">9 rõ", context).chips


def test_several_who_may_have_answered_are_named(context: Context) -> None:
    problem = read_line("> @bách đã rõ", context).problem
    assert all(name in problem for name in ("33 Quách Đức Bách", "64 Bạch Công Bách"))


def test_without_a_date_of_its_own_the_session_is_held_today(
    notebook: Notebook, catalogues: Catalogues
) -> None:
    notebook.record([notebook.new(Table.ISSUES, content="có")])
    session = notebook.state.session
    notebook.record([_edit_session(session.id, "")])
    context = Context.of(notebook.state, catalogues, Calendar(), date(2026, 12, 1))
    assert read_line("! ngày mai sửa", context).due == "2026-12-02"


@pytest.mark.parametrize(
    "line", ["> ", ">", ">1", "!1", ">9 đã rõ", "> @bách đã rõ", "!", "! kt 15/12", "!9 sửa",
             "! a | b", "! | |", '! | | ""', "! " + "a" * 600 + " | | sửa"]
)  # fmt: skip
def test_what_cannot_be_recorded_is_a_problem(context: Context, line: str) -> None:
    assert read_line(line, context).problem


@pytest.mark.parametrize("line", ["> đã rõ", "! kt sửa"])
def test_nothing_hangs_on_no_issue(notebook: Notebook, catalogues: Catalogues, line: str) -> None:
    assert read_line(line, context_of(notebook, catalogues)).problem


def _clear(chips: tuple[Chip, ...], label: str) -> bool:
    return next(chip.clear for chip in chips if chip.label == label)


def _edit_session(session: str, day: str) -> Edit:
    return Edit(Table.SESSION, session, {"date": day})
