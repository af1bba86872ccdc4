"""What was raised before is offered when it is said again in other words, and nothing else is."""

import json

import pytest

from danvan_tui.archive.archive import Archive, Reading
from danvan_tui.archive.issues import Meeting, Prepared, Raised
from danvan_tui.archive.similar import similar
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.folders import shipped_data
from danvan_tui.model.records import IssueState

SAMPLES = json.loads((shipped_data() / "samples" / "issues.json").read_text(encoding="utf-8"))

SAID_AGAIN = {
    "nam 2019 nha toi hien dat vuon lam duong thon ma giay chung nhan van ghi dien tich cu": 0,
    "Các hộ hiến đất mở đường đề nghị được chỉnh lý sổ đỏ không mất phí đo đạc": 0,
    "dat cong ich dong cham bi do dat dung lan ban hang": 1,
    "Một số hộ lấn chiếm đất công ích ở Đồng Chằm, dựng lán bán hàng cạnh quốc lộ": 1,
    "không đồng ý việc xã không xác nhận nguồn gốc thửa đất 118": 2,
    "Muốn tách thửa đất cho con thì diện tích tối thiểu là bao nhiêu": 3,
    "du an khu cong nghiep kiem dem xong roi ma chua tra tien boi thuong": 4,
    "23 hộ chưa được nhận tiền bồi thường dự án khu công nghiệp, mương bị chặn": 4,
    "kiểm đếm thiếu cây bưởi, bảng áp giá không có": 5,
    "Bị thu hồi đất nông nghiệp thì có được hỗ trợ chuyển nghề không": 6,
    "mo rong duong noi dong go cao de may gat vao": 7,
    "Xe tải chở đất chạy suốt ngày đêm làm hỏng mặt đê, bụi": 8,
    "mưa to ngầm tràn ngập sâu học sinh không đi học được, xin làm cầu": 9,
    "den duong cho nghia trang hong may thang nay, toi toi om di lam ca ve so lam": 10,
    "Bóng đèn đường đoạn nghĩa trang bị hỏng": 10,
    "tram bom ben gao may cu hong suot, xin thay may": 11,
    "Cống tiêu sau trường tiểu học nhỏ quá, cứ mưa là ngập nhà dân": 12,
    "lon rung va khi pha ngo san mat mua": 13,
    "thanh long buoi bi ep gia, nho xa dua len san thuong mai dien tu": 14,
    "điện yếu giờ cao điểm, cháy máy bơm, quạt không quay": 15,
    "day dien chang chit thap qua o ngo 3": 16,
    "Cả thôn phải dùng nước giếng khoan vàng tanh, xin kéo đường ống nước sạch": 17,
    "nuoc may hay mat buoi chieu va duc nhu nuoc vo gao": 18,
    "de nghi thu gom rac hai lan mot tuan vi rac boc mui": 19,
    "Bãi rác tạm bên sông quá tải, túi ni lông bay ra ruộng": 20,
    "vo thuoc tru sau vut bua bai ngoai ruong, xin be chua": 21,
    "Mẹ tôi 76 tuổi muốn hưởng trợ cấp hưu trí xã hội thì cần giấy tờ gì": 22,
    "nhà thờ liệt sĩ dột, xin hỗ trợ sửa nhà": 24,
    "thon ra khoi vung kho khan nen bi cat the bao hiem y te": 25,
    "Trạm y tế xa quá, xin giữ điểm trạm cũ để người già khám và lấy thuốc huyết áp": 26,
    "truong mam non thieu phong hoc, lop 3 tuoi 42 chau": 28,
    "Học sinh bán trú không được hưởng tiền ăn vì thôn đổi tên": 29,
    "thanh nien net po o cau moi": 30,
    "có người gọi điện giả danh cán bộ xã bảo cập nhật định danh": 31,
    "hai ho tranh chap ngo di chung hoa giai khong thanh": 32,
    "Nhà văn hóa thôn chật, sau sáp nhập không đủ chỗ họp, xin xây mới": 35,
    "dinh lang di tich cap tinh cot muc xin tu bo": 38,
    "vay vốn trồng keo có cần sổ đỏ rừng không": 40,
    "the bao hiem y te ho ngheo bi cat khong thong bao": 42,
    "Thôn không có sóng 4G, các cháu phải lên đồi học": 47,
    "nghia trang thon het cho xin mo rong": 48,
}
HALF_TYPED = {
    "Cột đèn đường đoạn qua ngh": 10,
    "Cống tiêu sau trường tiểu h": 12,
    "Ca thon van dung gieng kho": 17,
    "Bãi rác tạm cạnh sô": 20,
    "Khỉ, lợn rừng về phá": 13,
    "nhieu nguoi goi dien gia danh c": 31,
}
SOMETHING_ELSE = [
    "",
    "Đề nghị xã",
    "Tôi xin hỏi",
    "đề nghị xã xem xét giúp bà con trong thôn",
    "Đề nghị tổ chức Tết trung thu cho các cháu thiếu nhi trong thôn",
    "Chó thả rông cắn người, đề nghị xử phạt",
    "Xin cấp giấy phép xây dựng nhà ở riêng lẻ mất bao lâu",
    "Karaoke kẹo kéo hát đến khuya ồn ào không ngủ được",
    "Giá vật tư phân bón tăng cao, đề nghị hỗ trợ lãi suất",
    "de nghi lap camera an ninh o dau thon",
    "Xin hỏi lịch tiêm phòng dại cho chó mèo",
    "Đề nghị xã có xe đưa người già đi khám mắt",
    "Lò gạch xả khói vào khu dân cư",
    "Trâu bò thả rông phá lúa",
    "Bể bơi cho trẻ em học bơi tránh đuối nước",
    "Đề nghị cấp giống lúa mới cho vụ xuân",
    "Tiền lương cán bộ không chuyên trách chậm ba tháng",
    "Con tôi đi xuất khẩu lao động về muốn vay vốn mở xưởng mộc",
    "Chợ phiên bán hàng tràn ra lòng đường gây ùn tắc",
    "Cây xà cừ cổ thụ sắp đổ trước cổng ủy ban",
    "Hộ anh Nam nuôi lợn mùi hôi thối không chịu được",
    "Cán bộ một cửa thái độ không tốt với người dân",
    "Đề nghị mở lớp dạy tiếng Anh miễn phí cho thanh niên",
    "Xin hỗ trợ kinh phí mua loa truyền thanh cho thôn",
    "Ao làng bị lấp để xây nhà hàng",
    "duong vao truong trung hoc co so co nhieu o ga nguy hiem",
    "Nhà tôi bị sét đánh cháy hết tivi",
    "Người dân đề nghị sớm có nước tưới cho vụ đông",
    "Hỏi thủ tục làm căn cước cho trẻ em dưới 14 tuổi",
    "Đường dây điện thoại cố định bị cắt không báo trước",
    "Đề nghị hỗ trợ con giống gà vịt cho hộ nghèo",
]


def raised(number: int, content: str, village: str = "") -> Raised:
    return Raised(str(number), number, "", village, "", content, IssueState.NOTED)


def held_in(archive: Archive, folder: str, date: str, *issues: Raised) -> None:
    meeting = Meeting(folder, folder, date, ())
    prepared = [Prepared(meeting, issue) for issue in issues]
    archive.take(Reading(folder, 0, None, meeting, prepared))


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    archive = Archive(Shelf(tmp_path_factory.mktemp("data")), {})
    told = [
        raised(number, sample["content"], sample["village"])
        for number, sample in enumerate(SAMPLES)
        if sample["kind"] != "to_cao"
    ]
    held_in(archive, "DT-2026-001", "2026-05-01", *told)
    return archive


@pytest.mark.parametrize(("typed", "meant"), (SAID_AGAIN | HALF_TYPED).items())
def test_what_was_said_before_is_offered_first(samples: Archive, typed: str, meant: int) -> None:
    offered = similar(samples, typed)
    assert [one.issue.raised.number for one in offered][:1] == [meant]
    assert len(offered) <= 3


@pytest.mark.parametrize("typed", SOMETHING_ELSE)
def test_nothing_is_offered_for_something_else(samples: Archive, typed: str) -> None:
    assert similar(samples, typed, village="Thôn Văn Xá", folder="DT-2026-001") == []


@pytest.mark.parametrize("sample", SAMPLES[:10], ids=lambda sample: sample["village"])
def test_the_same_words_are_surely_the_same(samples: Archive, sample: dict[str, str]) -> None:
    (first, *_) = similar(samples, sample["content"], village=sample["village"])
    assert first.issue.raised.content == sample["content"]
    assert first.score > 1


def test_the_same_village_comes_first_then_this_session_then_the_newest(archive: Archive) -> None:
    said = "Cột đèn đường hỏng bốn bóng"
    held_in(archive, "a", "2026-01-01", raised(1, said, "Thôn Văn Xá"))
    held_in(archive, "b", "2026-02-01", raised(2, said, "Thôn Gò Vối"))
    held_in(archive, "c", "2026-03-01", raised(3, said, "Thôn Gò Vối"))
    held_in(archive, "d", "2026-04-01", raised(4, said, "Thôn Gò Vối"))

    def offered(village: str = "", folder: str = "") -> list[int]:
        near = similar(archive, "cot den hong", village=village, folder=folder)
        return [one.issue.raised.number for one in near]

    assert offered() == [4, 3, 2]
    assert offered(village="thon van xa") == [1, 4, 3]
    assert offered(village="Thôn Văn Xá", folder="b") == [1, 2, 4]
    assert offered(folder="b") == [2, 4, 3]


def test_among_many_that_say_it_the_one_of_this_village_is_found(archive: Archive) -> None:
    for day in range(400):
        content = f"Cột đèn đường hỏng bốn bóng ở ngõ {day}"
        held_in(archive, f"s{day}", f"2025-{day:04}", raised(day, content, f"Thôn Gò {day}"))
    (first, *_) = similar(archive, "cột đèn đường hỏng mấy bóng", village="Thôn Gò 7")
    assert first.issue.raised.village == "Thôn Gò 7"


def test_what_is_there_no_more_is_not_offered(archive: Archive) -> None:
    held_in(archive, "a", "2026-01-01", raised(1, "Cột đèn đường hỏng bốn bóng"))
    assert len(similar(archive, "cot den hong")) == 1
    meeting = Meeting("a", "a", "2026-01-01", ())
    archive.take(Reading("a", 1, None, meeting, []))
    assert similar(archive, "cot den hong") == []
