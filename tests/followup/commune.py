"""The commune of the generated years: its villages, people and units, and what they say."""

from __future__ import annotations

import json
import random
import re
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from danvan_tui.model.catalogue import Catalogues, load_catalogues
from danvan_tui.model.folders import shipped_data
from danvan_tui.model.records import DENUNCIATION, Result

VILLAGES = (
    "Thôn Văn Xá",
    "Thôn Gò Vối",
    "Thôn Đồng Mận",
    "Thôn Phú Thịnh",
    "Thôn Xuân Trạch",
    "Thôn Đông Sơn",
    "Thôn Liên Minh",
    "Thôn Hữu Phúc",
    "Bản Suối Đùm",
    "Xóm Bến Gạo",
    "Khu Cầu Mới",
    "Thôn Trại Cá",
)
OLD_UNITS = (
    "UBND huyện Mận Giang",
    "Phòng Tài nguyên và Môi trường huyện",
    "Ban Địa chính - Xây dựng xã",
    "Đài Truyền thanh xã",
)
"""Units of before the districts ended, which no catalogue knows any more."""
DISTRICTS_ENDED = date(2025, 7, 1)
COMMUNE = "Ủy ban nhân dân xã Phú Mận"
SECRETARIES = ("Lê Thu Hiền", "Vũ Thanh Bình", "Đặng Thị Ngọc")
CHAIRS = ("Trịnh Xuân Quý", "Nguyễn Hồng Phong", "Trần Minh Đức")
DENOUNCERS = "Khoàng"
"""The family of all who denounce and are on no list."""
OPEN_ENDED = ("sau vụ mùa", "thường xuyên", "kỳ họp HĐND cuối năm", "chưa xác định")
_FAMILIES = "Nguyễn Trần Lê Phạm Hoàng Vũ Phan Trịnh Đặng Bùi Đỗ Hồ Ngô Dương Lý Cao Lò"
_MIDDLES = "Văn Thị Hữu Đình Quang Xuân Ngọc Minh Thanh Đức Công Bá Kim Thu Hồng"
_GIVEN = (
    "Hòa Mùi Tám Thịnh Hiền Phong Khánh Đường Loan Nghĩa Oanh Tuyết Bách Đoài Thủy Vinh Lực Quyên "
    "Sáu Chín Thơm Hậu Tiến Yến Ánh Dũng Giang Huệ Khải Lành Mạnh Nhàn Phượng Quý Sửu Thắng"
)

SAYINGS: dict[Result, tuple[str, ...]] = {
    Result.NOTED: (
        "Văn phòng đã nhắc bằng điện thoại",
        "Nhắc lại tại giao ban thứ Hai",
        "Trưởng thôn hỏi tiến độ, đã chuyển lời",
        "Bà con đề nghị làm trước mùa mưa",
        "Đã gửi công văn đôn đốc lần hai",
        "Đơn vị hứa trả lời trong tuần",
    ),
    Result.IN_PROGRESS: (
        "Đang khảo sát, đo đạc tại chỗ",
        "Vật liệu đã tập kết ở đầu thôn",
        "Hồ sơ đã trình, chờ thẩm định",
        "Đang thi công, còn đoạn cuối ngõ",
        "Đã họp thôn, lấy ý kiến các hộ",
        "Làm được một nửa thì mưa, tạm nghỉ",
    ),
    Result.REPORTED_DONE: (
        "Đã làm xong, đề nghị thôn xác nhận",
        "Báo cáo hoàn thành kèm ảnh",
        "Đã niêm yết tại nhà văn hóa thôn",
        "Đã bàn giao cho thôn quản lý",
        "Đã trả lời bằng văn bản cho công dân",
    ),
    Result.CONFIRMED: (
        "Bà con đã thấy, đồng ý là xong",
        "Ban Công tác Mặt trận đã kiểm tra, đúng như hứa",
        "Hộ dân nhận đủ, không có ý kiến gì thêm",
        "Họp thôn tối thứ bảy xác nhận",
    ),
    Result.CONFIRMED_IN_PART: (
        "Mới xong đoạn đầu, đoạn cuối còn lầy",
        "Được bảy trên mười hai hộ",
        "Đèn đã thay nhưng hai bóng chưa sáng",
    ),
    Result.NOT_AS_PROMISED: (
        "Cống vẫn tắc, mưa là ngập lại",
        "Làm chưa đúng, bề rộng thiếu nửa mét",
        "Bà con chưa ai nhận được gì",
        "Báo xong nhưng ra xem thì chưa làm",
    ),
    Result.NOT_DONE: (
        "Chưa có vốn trong năm nay",
        "Hai hộ chưa đồng ý hiến đất",
        "Vượt thẩm quyền, chờ cấp trên trả lời",
    ),
    Result.POSTPONED: (
        "Mưa kéo dài, không thi công được",
        "Chờ hướng dẫn của tỉnh",
        "Nhà thầu xin lùi vì thiếu người",
        "Trùng vụ gặt, bà con đề nghị để sau",
        "Kinh phí cấp chậm",
    ),
    Result.REASSIGNED: (
        "Sắp xếp lại bộ máy, chuyển việc cho đơn vị mới",
        "Việc này thuộc chức năng của đơn vị khác",
    ),
    Result.CANCELLED: (
        "Đã có dự án của tỉnh làm thay",
        "Người nêu ý kiến rút lại",
        "Thôn thống nhất không làm nữa",
    ),
    Result.NOT_REVIEWED: (
        "Hết giờ, để lần sau",
        "Đơn vị phụ trách vắng mặt",
        "Chưa có ai nắm được việc này",
    ),
}
"""What is said with each result."""


class Raised(NamedTuple):
    """One thing that is raised, with what is answered and could be promised."""

    kind: str
    field: str
    content: str
    answer: str
    promise: str
    unit: str


@cache
def catalogues() -> Catalogues:
    """The lists the program comes with."""
    return load_catalogues(shipped_data(), None)


class Words:
    """Says what people say, each time a little different."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        path = shipped_data() / "samples" / "issues.json"
        told = json.loads(path.read_text(encoding="utf-8"))
        raised = [_raised(record) for record in told]
        self._open = [one for one in raised if one.kind != DENUNCIATION]
        self._secret = [one for one in raised if one.kind == DENUNCIATION]
        self._units = sorted({one.unit for one in raised if one.unit})
        clauses = (clause for one in self._open for clause in re.split(r"[.;?] ?", one.content))
        self._clauses = [clause for clause in clauses if len(clause) > 20]

    def name(self) -> str:
        """Somebody's name."""
        parts = (_FAMILIES, _MIDDLES, _GIVEN)
        return " ".join(self._chance.choice(part.split()) for part in parts)

    def raised(self, village: str) -> Raised:
        """An opinion of somebody from a village, with a promise that could follow."""
        chance, village = self._chance, village or VILLAGES[0]
        one, other = chance.choice(self._open), chance.choice(self._open)
        content, promise = self._anew(one.content), self._anew(one.promise or other.promise)
        if chance.random() < 0.5:
            content = f"{content.rstrip('.?')}. {chance.choice(self._clauses)}."
        place = " ".join(village.split()[1:])
        return one._replace(
            content=content.replace("Đồng Mận", place).replace("Văn Xá", place),
            promise=promise.replace("Đồng Mận", place).replace("Văn Xá", place),
            unit=_of_village(one.unit or other.unit, village),
        )

    def secret(self) -> Raised:
        """A denunciation; everything said of it bears a mark of its own."""
        one, mark = self._chance.choice(self._secret), f"TC-{self._chance.randint(10_000, 99_999)}"
        content = f"{self._anew(one.content)} {mark}"
        return one._replace(content=content, answer=f"{one.answer} {mark}", promise=mark)

    def denouncer(self) -> str:
        """The name of somebody who denounces: nobody else is called so."""
        return f"{DENOUNCERS} {self.name().partition(' ')[2]}"

    def unit(self, day: date) -> str:
        """Any unit there was on a day."""
        if day < DISTRICTS_ENDED and self._chance.random() < 0.3:
            return self._chance.choice(OLD_UNITS)
        return self._chance.choice(self._units)

    def deadline(self, day: date) -> str:
        """A deadline as people say it on a day."""
        chance = self._chance
        near = day + timedelta(days=chance.randint(10, 120))
        return chance.choice(
            (
                f"trong {chance.choice((5, 7, 10, 15, 20))} ngày làm việc",
                f"trong {chance.choice((10, 15, 20, 30, 45))} ngày",
                "không quá 30 ngày",
                f"trước {near.day}/{near.month}",
                f"chậm nhất {near:%d/%m/%Y}",
                f"trước ngày {near.day}/{near.month}/{near.year}",
                f"hết tháng {near.month}/{near.year}",
                f"tháng {near.month}/{near.year}",
                f"quý {('I', 'II', 'III', 'IV')[(near.month - 1) // 3]} năm {day.year + 1}",
                f"6 tháng đầu năm {day.year + 1}",
                "cuối tháng này",
                "tuần tới",
                "trước Tết Nguyên đán",
            )
        )

    def _anew(self, text: str) -> str:
        """The same with other numbers."""
        return re.sub(r"(?<![\d./])\d{1,2}(?![\d./])", self._number, text)

    def _number(self, match: re.Match[str]) -> str:
        return str(max(2, int(match[0]) + self._chance.randint(-9, 40)))


def _raised(record: dict[str, str | dict[str, str]]) -> Raised:
    promise = record["commitment"] or {}
    assert isinstance(promise, dict)
    kind = catalogues().kinds.by_name[str(record["kind"])].id
    field = catalogues().fields.by_name[str(record["field"])].id
    unit = promise.get("unit", "").split(",")[0].partition(" (")[0].partition(" phối hợp")[0]
    said = (str(record["content"]), str(record["answer"]), promise.get("content", ""))
    return Raised(kind, field, *said, unit)


def _of_village(unit: str, village: str) -> str:
    return f"Trưởng {village[0].lower()}{village[1:]}" if unit.startswith("Trưởng") else unit
