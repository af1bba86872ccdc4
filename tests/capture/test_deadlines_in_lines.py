"""Promise: a deadline is understood where it stands, with a doubt where there is one."""

from datetime import date

import pytest

from danvan_tui.capture import Chip, Context, read_line
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.model.records import Table
from danvan_tui.vietnamese.workdays import Calendar


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
    two_issues: Context, head: str, content: str, due_text: str, due: str
) -> None:
    reading = read_line(head + content, two_issues)
    assert (reading.due_text, reading.due, reading.content) == (due_text, due, content)
    assert bool(reading.due_how) == bool(due_text)
    assert any(chip.label == "Deadline" for chip in reading.chips) == bool(due_text)


@pytest.mark.parametrize("said", ['"sửa trước 15/12"', '"sửa trước 15/12', "“sửa trước 15/12”"])
def test_in_a_quotation_no_deadline_and_no_unit_is_understood(
    two_issues: Context, said: str
) -> None:
    reading = read_line(f"! kt {said}", two_issues)
    assert (reading.content, reading.due_text) == ("sửa trước 15/12", "")
    assert read_line(f'! "Công an xã: {said.strip("“”")}', two_issues).lead_unit == ""


def test_of_several_days_the_last_exact_one_is_taken_with_a_doubt(two_issues: Context) -> None:
    reading = read_line("! kt họp dân trước 10/12, sửa xong trước 20/12, tổng kết đầu năm 2027",
                        two_issues)  # fmt: skip
    assert (reading.due_text, reading.due) == ("xong trước 20/12", "2026-12-20")
    assert [chip.text for chip in reading.chips if chip.label == "Note"] == [
        "3 different days are named, 20/12/2026 was taken"
    ]
    same = read_line("! kt họp trước 10/12, báo cáo trước 10/12", two_issues)
    assert not same.doubts


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
    two_issues: Context, said: str, due: str, named: int
) -> None:
    reading = read_line(f";kt {said}", two_issues)
    assert (reading.due, reading.content) == (due, said)
    assert reading.doubts[0].startswith(f"{named} different days are named")
    assert reading.taken[-1].slot == "due"
    assert read_line(";kt 15/12 họp, báo cáo trước 15/12", two_issues).doubts == ()


@pytest.mark.parametrize(
    "said", ["hôm nay hoặc mai sửa", "hôm nay, mai sửa", "tuần tới hay tuần sau nữa sửa"]
)
def test_half_of_a_deadline_stays_in_the_words(two_issues: Context, said: str) -> None:
    reading = read_line(f";kt {said}", two_issues)
    assert (bool(reading.due), reading.content) == (True, said)
    assert reading.doubts


@pytest.mark.parametrize("said", ["không thể xong", "chưa sửa được", "không thu phí"])
def test_a_denial_behind_the_deadline_is_doubted(two_issues: Context, said: str) -> None:
    reading = read_line(f";kt trước 15/12 {said}", two_issues)
    assert (reading.due, reading.content) == ("2026-12-15", f"trước 15/12 {said}")
    assert not reading.chips[0].clear
    assert not read_line(";kt trước 15/12 sửa cống", two_issues).doubts


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
    two_issues: Context, said: str, content: str
) -> None:
    reading = read_line(f";kt {said}", two_issues)
    assert (reading.problem, reading.content, reading.due) == ("", content, "")
    assert said.startswith(reading.due_text)
    assert reading.due_text


@pytest.mark.parametrize(
    "said", ["15/12", "thường xuyên", "mỗi tháng 1 lần", "trong 15 ngày làm việc"]
)
def test_a_plain_deadline_alone_is_no_promise(two_issues: Context, said: str) -> None:
    assert read_line(f";kt {said}", two_issues).problem


def test_words_that_name_no_day_are_kept(two_issues: Context) -> None:
    reading = read_line("! kt | thường xuyên | kiểm tra", two_issues)
    assert (reading.due_text, reading.due) == ("thường xuyên", "")
    assert reading.due_how


def test_words_that_are_not_understood_are_kept_and_asked_about(two_issues: Context) -> None:
    reading = read_line("! kt | ngày 31/02 | kiểm tra", two_issues)
    assert (reading.due_text, reading.due, reading.due_how) == ("ngày 31/02", "", "")
    assert not reading.problem
    assert not _clear(reading.chips, "Deadline")


@pytest.mark.parametrize("said", ["31/2", "ngày 31/02", "trước ngày 31/4/2027", "ngày 31 tháng 2"])
def test_a_day_that_no_calendar_has_is_shown_with_the_reason(
    two_issues: Context, said: str
) -> None:
    reading = read_line(f"! kt {said} kiểm tra", two_issues)
    assert (reading.due_text, reading.due, reading.content) == (said, "", "kiểm tra")
    assert any("lịch không có ngày" in chip.text for chip in reading.chips if not chip.clear)


def test_a_doubtful_year_is_shown(two_issues: Context) -> None:
    reading = read_line("! kt trước 30/9 kiểm tra", two_issues)
    assert reading.due == "2027-09-30"
    assert not _clear(reading.chips, "Deadline")


def test_words_without_a_day_are_shown_by_their_reason(two_issues: Context) -> None:
    (chip, *_) = read_line("! kt | thường xuyên | kiểm tra", two_issues).chips
    assert chip.clear
    assert chip.text
    assert "—" not in chip.text


def test_without_a_date_of_its_own_the_session_is_held_today(
    notebook: Notebook, catalogues: Catalogues
) -> None:
    notebook.record([notebook.new(Table.ISSUES, content="có")])
    session = notebook.state.session
    notebook.record([_edit_session(session.id, "")])
    context = Context.of(notebook.state, catalogues, Calendar(), date(2026, 12, 1))
    assert read_line("! ngày mai sửa", context).due == "2026-12-02"


def _clear(chips: tuple[Chip, ...], label: str) -> bool:
    return next(chip.clear for chip in chips if chip.label == label)


def _edit_session(session: str, day: str) -> Edit:
    return Edit(Table.SESSION, session, {"date": day})
