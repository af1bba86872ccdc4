"""Every deadline that people were heard to say at a meeting on Sunday 22 November 2026.

A date is written day/month/year; "?" marks a convention that the user confirms, "open" words that
name no day, "unclear" words that are not understood or contradict themselves.
"""

import json
from datetime import date
from pathlib import Path

import pytest

from danvan_tui.vietnamese.deadlines import Certainty, Deadline, read_deadline
from danvan_tui.vietnamese.workdays import Calendar

BASE = date(2026, 11, 22)
CALENDAR = Calendar()
SAMPLES = Path(__file__).parents[2] / "data" / "samples" / "issues.json"

SAID = {  # the table of the domain
    "trong 03 ngày làm việc": "26/11/2026", "trong 05 ngày làm việc": "30/11/2026",
    "trong 07 ngày làm việc": "02/12/2026", "trong 10 ngày làm việc": "07/12/2026",
    "trong 15 ngày làm việc": "14/12/2026", "trong 20 ngày làm việc": "21/12/2026",
    "trong 15 ngày": "07/12/2026", "trong 30 ngày": "22/12/2026", "không quá 30 ngày": "22/12/2026",
    "trước 30/9": "30/09/2027", "trước ngày 10/12": "10/12/2026",
    "chậm nhất 05/12/2026": "05/12/2026", "hết ngày 28/11": "28/11/2026",
    "ngày 05/12/2026": "05/12/2026", "cuối tháng này": "30/11/2026", "hết tháng 12": "31/12/2026",
    "trong tháng 12": "31/12/2026", "tháng 3/2027": "31/03/2027", "quý IV/2026": "31/12/2026",
    "quý I năm 2027": "31/03/2027", "6 tháng đầu năm 2027": "30/06/2027", "năm 2027": "31/12/2027",
    "thứ sáu tuần sau": "27/11/2026", "thứ Hai tuần sau": "23/11/2026", "ngày mai": "23/11/2026",
    "trong tuần này": "22/11/2026", "tuần tới": "29/11/2026", "cuối tuần này": "22/11/2026",
    "giữa tháng 12": "15/12/2026?", "đầu năm 2027": "31/01/2027?", "đầu quý II/2027": "30/04/2027?",
    "trước Tết Nguyên đán": "03/02/2027?", "rằm tháng Mười Một âm lịch": "23/12/2026",
    "sau rằm tháng Giêng": "20/02/2027?", "kỳ họp HĐND cuối năm": "open", "sau vụ mùa": "open",
    "thường xuyên": "open", "chưa xác định": "open",
}  # fmt: skip
IN_SAMPLES = {  # the rest of the sample session
    "chậm nhất ngày 15/12/2026": "15/12/2026",
    "trong 20 ngày": "14/12/2026",  # the twelfth is a Saturday
    "sau khi thu hoạch vụ mùa": "open",
    "trong 10 ngày": "02/12/2026",
    "trước mùa mưa bão năm 2027": "open",
    "trước rằm tháng Mười Một âm lịch": "23/12/2026",
    "quý II/2027": "30/06/2027",
    "trong vòng 7 ngày kể từ ngày họp": "30/11/2026",  # the 29th is a Sunday
    "hết tháng 12/2026": "31/12/2026",
    "từ ngày 01/01/2027": "01/01/2027?",
    "trước 20/11/2026": "20/11/2026",
    "thứ Ba tuần sau": "24/11/2026",
    "trước 22/12/2026": "22/12/2026",
    "ngay sau hội nghị": "23/11/2026?",
    "ngày 15 hằng tháng": "open",
    "trước khi vào học kỳ II": "open",
    "05/12/2026": "05/12/2026",
    "thường xuyên, báo cáo kết quả sau 1 tháng": "open",
    "từ ngày mai": "23/11/2026?",
    "thứ Năm hằng tuần": "open",
    "trước 10/12/2026": "10/12/2026",
    "trước Tết Dương lịch": "31/12/2026?",
    "trong vòng 03 ngày làm việc": "26/11/2026",
    "ngày làm việc tiếp theo": "23/11/2026",
    "trong tháng 12/2026": "31/12/2026",
    "trước 12/12/2026": "12/12/2026",
    "không nêu thời hạn": "open",
}
IN_A_HURRY = {
    "truoc 30/9": "30/09/2027", "trong 10 ngay lam viec": "07/12/2026", "15ngay": "07/12/2026",
    "10 nlv": "07/12/2026", "10nlv": "07/12/2026", "cuoi thang nay": "30/11/2026",
    "t6 tuan sau": "27/11/2026", "TRONG 15 NGÀY LÀM VIỆC": "14/12/2026", "30-9": "30/09/2027",
    "30.9.2027": "30/09/2027", "30 / 9": "30/09/2027", "05/12/26": "05/12/2026",
    "trong qúy I": "31/03/2027", "quý 1": "31/03/2027", "quy i nam 2027": "31/03/2027",
    "t12": "31/12/2026", "T3/2027": "31/03/2027", "12/2026": "31/12/2026",
    "CN tuần sau": "29/11/2026",
    "truoc tet": "03/02/2027?", "ram thang gieng": "20/02/2027", "thang sau": "31/12/2026?",
    "thang sáu": "30/06/2027", "tháng sau": "31/12/2026", "thuong xuyen": "open",
    "2027": "31/12/2027",
    "th\u01b0\u0301 s\u00e1u tu\u00e2\u0300n sau": "27/11/2026",
}  # fmt: skip
IN_WORDS = {
    "mười lăm ngày": "07/12/2026", "một tháng": "22/12/2026", "hai tuần nữa": "07/12/2026",
    "hai mươi mốt ngày": "14/12/2026", "15 (mười lăm) ngày làm việc": "14/12/2026",
    "trong năm ngày": "27/11/2026", "năm ngày": "27/11/2026", "trong nửa tháng": "07/12/2026",
    "ngày 5 tháng 12": "05/12/2026", "ngày 5 tháng 12 năm 2026": "05/12/2026",
    "ngày mười lăm tháng mười hai": "15/12/2026", "tháng Tư": "30/04/2027",
    "thứ năm": "26/11/2026", "tháng Mười Hai": "31/12/2026", "quý hai": "30/06/2027",
    "ba tháng đầu năm": "31/03/2027",
}  # fmt: skip
AND_OTHERS = {
    "cuối năm": "31/12/2026", "tuần sau": "29/11/2026", "tuần sau nữa": "06/12/2026",
    "đầu tháng": "10/12/2026?", "giữa tháng": "15/12/2026?", "trung tuần tháng 12": "20/12/2026?",
    "đầu tuần sau": "23/11/2026?", "tuần đầu tháng 12": "07/12/2026?",
    "giữa năm 2027": "30/06/2027?",
    "giữa quý I": "15/02/2027?", "nửa đầu tháng 12": "15/12/2026?", "trước tháng 12": "30/11/2026?",
    "từ tháng 1/2027": "01/01/2027?", "đến hết năm": "31/12/2026", "trong năm": "31/12/2026",
    "năm sau": "31/12/2027", "quý tới": "31/03/2027", "6 tháng cuối năm": "31/12/2026",
    "ngày làm việc đầu tiên của tháng 12": "01/12/2026",
    "ngày làm việc cuối cùng của tháng 2/2027": "26/02/2027",
    "hôm nay": "22/11/2026", "ngày kia": "24/11/2026", "ngày kìa": "25/11/2026",
    "mai": "23/11/2026",
    "ngày 15": "15/12/2026", "ngày 15 tháng sau": "15/12/2026", "thứ 6": "27/11/2026",
    "chủ nhật": "29/11/2026?", "thứ Hai, ngày 30/11/2026": "30/11/2026",
    "trước 17 giờ ngày 25/11": "25/11/2026", "8h30 sáng thứ Hai": "23/11/2026",
    "khoảng 15/12": "15/12/2026?", "dự kiến quý II": "30/06/2027?", "hạn chót 15/12": "15/12/2026",
    "chậm nhất 5/12": "05/12/2026", "chậm nhất là ngày 15/12/2026 phải xong": "15/12/2026",
    "từ ngày 15 đến ngày 20/12": "20/12/2026", "15-20/12": "20/12/2026", "5-7 ngày": "30/11/2026?",
    "sau 3 tháng": "22/02/2027", "trong vòng một tuần": "30/11/2026", "trong 24 giờ": "23/11/2026?",
    "48h": "25/11/2026?", "trong 08 giờ làm việc": "23/11/2026",
    "trong 10 ngày kể từ ngày 01/12/2026": "11/12/2026", "khoảng 10 ngày": "02/12/2026?",
    "trong 10 ngày kể từ ngày nhận đủ hồ sơ": "open", "15 ngày trước Tết": "22/01/2027?",
    "mùng 5 tháng Chạp": "12/01/2027", "trước rằm tháng Giêng": "20/02/2027",
    "trước 23 tháng Chạp": "30/01/2027", "mùng 5 tháng 12": "05/12/2026?", "rằm": "23/11/2026",
    "10/3 âm lịch": "16/04/2027", "29 Tết": "05/02/2027", "trước mùng 6 Tết": "11/02/2027",
    "trước Tết Đinh Mùi": "03/02/2027?", "sau Tết": "11/02/2027?", "tháng Chạp": "05/02/2027?",
    "trước Quốc khánh": "01/09/2027?", "trước Trung thu": "15/09/2027", "29/2/2028": "29/02/2028",
    "": "open", "  ": "open", "vài ngày nữa": "open", "càng sớm càng tốt": "open",
    "khi có kinh phí": "open", "sau khi HĐND tỉnh Hà Nam thông qua": "open", "cuối năm học": "open",
    "hằng tuần": "open", "3 tháng một lần": "open", "hội nghị sau": "open",
    "trước Tết Mậu Thân": "21/01/2028?", "thứ Ba 30/11/2026": "30/11/2026?",
    "15 ngày sau hội nghị": "07/12/2026", "15 ngày sau": "07/12/2026",
    "trước Tết 10 ngày": "27/01/2027?", "ngày cuối tháng": "30/11/2026",
    "nội trong tuần": "22/11/2026",
    "thứ Sáu này": "27/11/2026", "27/11 (thứ Sáu)": "27/11/2026", "chưa có kinh phí": "open",
    "trong nhiệm kỳ này": "open", "1 tháng rưỡi": "unclear", "0 ngày": "unclear",
    "ngày 31/2": "unclear", "31/4/2027": "unclear", "29/2": "unclear", "ngày 45/13": "unclear",
    "10/13": "unclear", "15/12 hoặc 20/12": "unclear", "cách đây 3 ngày": "unclear",
    "2 ngày nay": "unclear", "trong 999999 ngày": "unclear", "anh Tư hứa": "unclear",
    "60 m²": "unclear", "1/3 diện tích": "unclear", "cười tháng": "unclear",
}  # fmt: skip
EVERYTHING = SAID | IN_SAMPLES | IN_A_HURRY | IN_WORDS | AND_OTHERS


def read(said: str) -> Deadline:
    return read_deadline(said, BASE, CALENDAR)


def shown(deadline: Deadline) -> str:
    if deadline.date is None:
        return deadline.certainty.value
    mark = "" if deadline.certainty is Certainty.exact else "?"
    return f"{deadline.date:%d/%m/%Y}{mark}"


@pytest.mark.parametrize("said", EVERYTHING)
def test_what_was_said_is_what_is_meant(said: str) -> None:
    deadline = read(said)
    assert shown(deadline) == EVERYTHING[said]
    assert deadline.said == said
    assert deadline.how


def test_every_deadline_of_the_sample_session_is_covered() -> None:
    issues = json.loads(SAMPLES.read_text(encoding="utf-8"))
    said = {issue["commitment"]["due_text"] for issue in issues if issue.get("commitment")}
    assert len(said) > 40
    assert said <= EVERYTHING.keys()


@pytest.mark.parametrize(
    ("said", "how"),
    [
        (
            "trong 15 ngày làm việc",
            "15 ngày làm việc kể từ 22/11/2026, không tính ngày đầu, bỏ thứ Bảy, Chủ nhật, 24/11",
        ),
        ("trong 20 ngày", "12/12/2026 là ngày nghỉ (thứ Bảy) nên dời sang 14/12/2026"),
        ("ngày 15 hằng tháng", "lần đầu thứ Ba 15/12/2026"),
        ("thứ Năm hằng tuần", "lần đầu thứ Năm 26/11/2026"),
        (
            "thường xuyên, báo cáo kết quả sau 1 tháng",
            "“báo cáo kết quả sau 1 tháng” là 22/12/2026",
        ),
        ("trước Tết Nguyên đán", "ngày làm việc cuối cùng trước kỳ nghỉ là thứ Tư 03/02/2027"),
        ("giữa tháng 12", "theo lệ tính đến 15/12/2026"),
        ("ngày 31/2", "lịch không có ngày 31/02"),
        ("15/12 hoặc 20/12", "nêu nhiều ngày: 15/12/2026, 20/12/2026"),
    ],
)
def test_it_says_how_it_reckoned(said: str, how: str) -> None:
    assert how in read(said).how


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ("trước 30/9", "hơn chín tháng"),
        ("trước 20/11", "hơn chín tháng"),
        ("trước 20/11/2026", "đã qua"),
        ("thứ Ba 30/11/2026", "30/11/2026 là thứ Hai"),
        ("28/11 (thứ Sáu)", "28/11/2026 là thứ Bảy"),
        ("mùng 5 tháng 12", "theo âm lịch là thứ Ba 12/01/2027"),
        ("thang sau", "không phải tháng Sáu"),
        ("năm 2099", "xem lại năm"),
        ("gửi xã trước 15/12 cho bà con xem", "chỉ hiểu phần “trước 15/12”"),
    ],
)
def test_it_warns_of_what_looks_wrong(said: str, hint: str) -> None:
    assert hint in (read(said).hint or "")


@pytest.mark.parametrize(
    "said",
    [
        "trước ngày 10/12",
        "năm 2027",
        "quý I năm 2027",
        "ngày mai",
        "sau khi HĐND tỉnh Hà Nam thông qua",
    ],
)
def test_it_does_not_warn_without_need(said: str) -> None:
    assert read(said).hint is None


def test_the_communes_own_days_off_are_counted() -> None:
    calendar = Calendar({date(2026, 11, 23): "Ngày hội"}, {date(2026, 11, 28)})
    deadline = read_deadline("trong 03 ngày làm việc", BASE, calendar)
    assert deadline.date == date(2026, 11, 27)
    assert "23/11" in deadline.how
