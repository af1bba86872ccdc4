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
        ("thu gom rác mỗi tháng 1 lần", "mỗi tháng 1 lần", None),
        ("thu gom rác tháng 2 lần", "tháng 2 lần", None),
        ("mỗi quý 1 lần kiểm tra", "mỗi quý 1 lần", None),
        ("họp dân mỗi quý một cuộc", "mỗi quý một cuộc", None),
        ("kiểm tra mỗi năm 2 lần", "mỗi năm 2 lần", None),
        ("thu gom tuần 3 buổi", "tuần 3 buổi", None),
        ("không muộn hơn 15/12 sửa xong", "không muộn hơn 15/12", date(2026, 12, 15)),
        ("sửa trước 15.12", "trước 15.12", date(2026, 12, 15)),
        ("sửa xong, chậm nhất 05.12 phải trả lời", "chậm nhất 05.12", date(2026, 12, 5)),
        ("15 ngày sau khi có kinh phí sẽ sửa", "15 ngày sau khi có kinh phí", None),
        ("sửa đường 30/4/2027", "30/4/2027", date(2027, 4, 30)),
        ("sửa đường ngày 15/12", "ngày 15/12", date(2026, 12, 15)),
        (
            "Theo Quyết định 12/QĐ-UBND ngày 05/12/2026 chi trả trước 30/12",
            "trước 30/12",
            date(2026, 12, 30),
        ),
        ("trả lời bằng văn bản ngày 05/12", "ngày 05/12", date(2026, 12, 5)),
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
        "lắp đèn đường 30/4", "Đường 10/3 sẽ được sửa", "Khu phố 3/2 được lắp đèn", "phố 30/4 ngập",
        "khu 30/4 ngập", "tổ 30/4 họp", "đường 19-12 hỏng",
        "Theo Quyết định 12/QĐ-UBND ngày 05/12/2026 sẽ chi trả",
        "Căn cứ Công văn số 15/UBND-VP, ngày 05/12/2026 sẽ chi trả",
        "Nghị quyết số 15 ngày 5/12 đã duyệt", "theo thông báo ngày 05/12/2026 của xã",
        "tại văn bản số 15 ký ngày 5 tháng 12 năm 2026",
    ],
)  # fmt: skip
def test_leaves_numbers_names_and_the_past_alone(text: str) -> None:
    assert find_deadline(text, BASE, CALENDAR) is None


def test_the_leftmost_deadline_wins() -> None:
    found = find_deadline("trước 10/12 nộp, trước 20/12 trả lời", BASE, CALENDAR)
    assert found is not None
    assert (found.start, found.end) == (0, len("trước 10/12"))


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("không thể xong trước 15/12", "không"),
        ("không làm trước Tết", "không"),
        ("xã chưa sửa được trước 15/12", "chưa"),
        ("khong xong truoc 15/12", "không"),
        ("sửa sau 15/12", "sau"),
        ("sau ngày 15/12 mới sửa", "sau"),
        ("sau Tết sửa", "sau"),
        ("từ 15/12 trở đi không thu phí", "từ"),
    ],
)
def test_where_the_words_may_mean_the_contrary_a_hint_says_so(text: str, hint: str) -> None:
    found = find_deadline(text, BASE, CALENDAR)
    assert found is not None
    assert found.deadline.date is not None
    assert f"“{hint}”" in (found.deadline.hint or "")


@pytest.mark.parametrize(
    "text",
    ["không quá 15 ngày", "không muộn hơn 15/12", "không để ngập, sửa trước 15/12",
     "không chỉ sửa cống mà còn sửa đường trước 15/12", "trước 15/12"],
)  # fmt: skip
def test_other_words_before_it_give_no_hint(text: str) -> None:
    found = find_deadline(text, BASE, CALENDAR)
    assert found is not None
    assert found.deadline.hint is None
