"""A deadline is found in the line of a commitment, and nothing else is taken for one."""

from datetime import date

import pytest

from danvan_tui.vietnamese.deadlines import find_deadline
from danvan_tui.vietnamese.workdays import Calendar

BASE = date(2026, 11, 22)
CALENDAR = Calendar()


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("15/12 việc gì đó", "15/12", date(2026, 12, 15)),
        ("5/12 Lập danh sách", "5/12", date(2026, 12, 5)),
        ("ngày 1/3 họp thôn", "ngày 1/3", date(2027, 3, 1)),
        ("trước 30/9 Lập danh sách", "trước 30/9", date(2027, 9, 30)),
        ("truoc 30/9 lap danh sach", "truoc 30/9", date(2027, 9, 30)),
        ("trước 30.9 lập danh sách", "trước 30.9", date(2027, 9, 30)),
        ("Lập danh sách trước 30/9 gửi xã", "trước 30/9", date(2027, 9, 30)),
        ("trong 15 ngày làm việc kiểm tra", "trong 15 ngày làm việc", date(2026, 12, 14)),
        ("15ngay Lập danh sách", "15ngay", date(2026, 12, 7)),
        ("10 nlv trả lời", "10 nlv", date(2026, 12, 7)),
        ("cuoi thang nay xong duong", "cuoi thang nay", date(2026, 11, 30)),
        ("Lắp trạm biến áp, quý II/2027", "quý II/2027", date(2027, 6, 30)),
        ("năm 2027 Bổ sung quy hoạch", "năm 2027", date(2027, 12, 31)),
        ("Họp dân 15/12 tại nhà văn hóa", "15/12", date(2026, 12, 15)),
        ("cắm 5 cột ngày 28/11", "ngày 28/11", date(2026, 11, 28)),
        ("gặp ông Năm ngày mai", "ngày mai", date(2026, 11, 23)),
        ("đo lại trong tháng 12 năm hộ", "trong tháng 12", date(2026, 12, 31)),
        ("sáng thứ Hai họp thôn", "sáng thứ Hai", date(2026, 11, 23)),
        ("trước 20/11/2026 Xây 15 bể", "trước 20/11/2026", date(2026, 11, 20)),
        ("20/11/2026 Xây bể", "20/11/2026", date(2026, 11, 20)),
        ("tuâ\u0300n sau lập biên bản", "tuâ\u0300n sau", date(2026, 11, 29)),
        ("1/3", "1/3", date(2027, 3, 1)),
        ("Thường xuyên tuần tra", "Thường xuyên", None),
        ("thứ Năm hằng tuần phân công trực", "thứ Năm hằng tuần", None),
        ("Sau khi thu hoạch vụ mùa Hỗ trợ máy", "Sau khi thu hoạch vụ mùa", None),
        ("trả lời dân khi có kinh phí", "khi có kinh phí", None),
        ("trình kỳ họp HĐND cuối năm", "kỳ họp HĐND cuối năm", None),
    ],
)
def test_finds_the_words_and_their_day(text: str, words: str, day: date | None) -> None:
    found = find_deadline(text, BASE, CALENDAR)
    assert found is not None
    assert text[found.start : found.end] == words
    assert found.deadline.date == day
    assert found.deadline.said == words


@pytest.mark.parametrize(
    "text",
    [
        "lát 60 m² sân", "17 hộ đổi đất", "Năm 2019 gia đình tôi hiến đất", "thửa 118 tờ 12",
        "1/3 diện tích", "thu hồi 2/3 số đất", "5/12 thôn họp xong", "hỗ trợ 10.000.000 đồng",
        "2-3 lần", "từ 10-12 hộ", "trực 24/7", "Quyết định số 15/12/QĐ-UBND", "trong 30 cây",
        "Nghị định 154/2026", "bổ sung vào kế hoạch năm 2027", "Mai lập danh sách", "trồng 15 cây",
        "bà Mai nộp đơn", "tuần tra thường xuyên", "sinh ngày 05/12/1990", "3 năm nay không ai sửa",
        "ngày 2 lần", "mỗi ngày 2 lần", "đường dài 1.2 km", "từ năm 2015 đến nay", "nhà số 12/5",
        "tổ 5/12", "quý vị đại biểu", "Điều 15/12", "khu 3-5 nhà", "ông Tư, bà Sáu", "2 lần/tuần",
        "500 ngày công lao động", "12 tháng tuổi", "12 ống cống", "350 m mặt đê", "xe 16-20 chỗ",
        "0912345678", "ngày 31/2 họp", "trong 5 phút", "", "   ", "ngõ 3", "lên 2 lần/tuần",
    ],
)  # fmt: skip
def test_leaves_numbers_names_and_the_past_alone(text: str) -> None:
    assert find_deadline(text, BASE, CALENDAR) is None


def test_the_leftmost_deadline_wins() -> None:
    found = find_deadline("trước 10/12 nộp, trước 20/12 trả lời", BASE, CALENDAR)
    assert found is not None
    assert (found.start, found.end) == (0, len("trước 10/12"))
