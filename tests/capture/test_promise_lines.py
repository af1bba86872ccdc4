"""Promise: a line of a promise says who does what on which opinion, and what is missing."""

import pytest

from danvan_tui.capture import Context, What, read_line
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.model.catalogue import Catalogues
from tests.capture.conftest import context_of


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
    two_issues: Context,
    line: str,
    number: int,
    units: list[str],
    due_text: str,
    due: str,
    content: str,
) -> None:
    reading = read_line(line, two_issues)
    assert reading.what is What.COMMITMENT
    assert reading.issue == two_issues.issues[number - 1].id
    assert [*filter(None, [reading.lead_unit]), *reading.supporting_units] == units
    assert (reading.due_text, reading.due) == (due_text, due)
    assert bool(reading.due_how) == bool(due)
    assert reading.content == content
    assert not reading.problem


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
    two_issues: Context, line: str, due: str, content: str
) -> None:
    reading = read_line(line, two_issues)
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
    two_issues: Context, line: str, due: str, content: str
) -> None:
    reading = read_line(line, two_issues)
    assert (reading.issue_number, reading.problem) == (1, "")
    assert (reading.due, reading.content) == (due, content)
    assert not reading.doubts


def test_where_it_could_be_either_there_is_a_doubt(two_issues: Context) -> None:
    for line in (";1 tuần nữa kt sửa", "/1 hộ đã được"):
        chip = read_line(line, two_issues).chips[0]
        assert "for opinion 1 type “" in chip.text
        assert not chip.clear
    assert not read_line(";15 ngày nữa kt sửa", two_issues).doubts


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
def test_a_unit_named_in_full(
    two_issues: Context, line: str, units: list[str], content: str
) -> None:
    reading = read_line(line, two_issues)
    assert [*filter(None, [reading.lead_unit]), *reading.supporting_units] == units
    assert (reading.content, reading.problem) == (content, "")


def test_missing_unit_and_deadline_show_on_the_chips(two_issues: Context) -> None:
    chips = read_line("! sửa cống", two_issues).chips
    assert [chip.text for chip in chips] == ["no deadline yet", "no unit yet", "2"]
    assert [chip.label for chip in chips] == ["", "", "On opinion"]
    assert [chip.clear for chip in chips] == [False, False, True]


def test_what_is_to_be_looked_at_comes_before_what_is_clear(two_issues: Context) -> None:
    for line in ("! kt trước 30/9 kiểm tra", "! kt họp trước 10/12, sửa trước 20/12", "12 x3 nói"):
        chips = read_line(line, two_issues).chips
        assert [chip.clear for chip in chips] == sorted(chip.clear for chip in chips)
        assert not chips[0].clear
    labels = [
        chip.label for chip in read_line("! kt họp trước 10/12, sửa trước 20/12", two_issues).chips
    ]
    assert labels == ["Note", "On opinion", "Deadline", "Unit"]


def test_the_opinion_then_the_day_comes_first_and_its_reason_is_short(two_issues: Context) -> None:
    chips = read_line("! kt,ub trước tết Báo cáo", two_issues).chips
    assert [chip.label for chip in chips] == ["On opinion", "Deadline", "Unit", "Supported by"]
    day, _, why = chips[1].text.partition(" — ")
    assert day == "03/02/2027"
    assert why.startswith("Tết Nguyên đán")
    assert why.endswith("…")
    assert len(why) <= 60


@pytest.mark.parametrize(
    "line", ["> ", ">", ">1", "!1", ">9 đã rõ", "> @bách đã rõ", "!", "! kt 15/12", "!9 sửa",
             "! a | b", "! | |", '! | | ""', "! " + "a" * 600 + " | | sửa"]
)  # fmt: skip
def test_what_cannot_be_recorded_is_a_problem(two_issues: Context, line: str) -> None:
    assert read_line(line, two_issues).problem


@pytest.mark.parametrize("line", ["> đã rõ", "! kt sửa"])
def test_nothing_hangs_on_no_issue(notebook: Notebook, catalogues: Catalogues, line: str) -> None:
    assert read_line(line, context_of(notebook, catalogues)).problem
