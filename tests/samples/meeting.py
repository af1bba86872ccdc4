"""The script of an evening: what was said at a dialogue of four villages, and how it was typed.

What was said is that of the fictional issues in the samples; heads, slips and dates are given here.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from danvan_tui.model.folders import shipped_data
from tests.terminal.book import Value, catalogues
from tests.terminal.edits import (
    PROFILES,
    Closed,
    Corrected,
    Exported,
    Filled,
    ReadAloud,
    Split,
    TookOver,
    Unclear,
)
from tests.terminal.steps import (
    Answered,
    BroughtBack,
    Came,
    Completed,
    Counted,
    Left,
    New,
    Promised,
    Raised,
    Step,
    TakenBack,
    Ticked,
)

SAMPLES = shipped_data() / "samples"
ROSTER = SAMPLES / "roster.csv"
DATE = "22/11/2026"
VILLAGES = ["Thôn Đồng Mận", "Thôn Văn Xá", "Thôn Gò Vối", "Thôn Phú Thịnh"]
PLACE, CHAIR, SECRETARY = "Nhà văn hóa thôn Đồng Mận", "Nguyễn Hồng Phong", "Lê Thu Hiền"
SESSION: dict[str, Value] = {
    "kind": "dialogue",
    "villages": VILLAGES,
    "date": "2026-11-22",
    "place": PLACE,
    "chair": CHAIR,
    "secretary": SECRETARY,
}


@cache
def samples() -> tuple[dict[str, Any], ...]:
    """What people said, in the order of the file."""
    return tuple(json.loads((SAMPLES / "issues.json").read_text(encoding="utf-8")))


def field_id(name: str) -> str:
    """The id of a field by its name; none for none."""
    return catalogues().fields.by_name[name].id if name else ""


def raised(
    at: int,
    head: str,
    speaker: int = 0,
    *,
    name: str = "",
    village: str = "",
    assumed: tuple[str, ...] = (),
    people: int = 0,
    like: int = 0,
    **other: str,
) -> Raised:
    """A sample that is raised behind this head of the line; ``other`` where it is not as there."""
    said = samples()[at]
    kind = catalogues().kinds.by_name[other.get("kind", said["kind"])].id
    content = other.get("content", said["content"])
    fields = {
        "speaker": speaker,
        "speaker_name": name,
        "village": village,
        "kind": kind,
        "field": field_id(other.get("field", said["field"])),
        "content": content,
        "assumed": list(assumed),
        "people": people,
        "protected": kind == "denunciation",
    }
    return Raised(f"{head}{content}", fields, like)


def answered(
    at: int, head: str = "/", *, outcome: str = "", by: str = "", issue: int = 0
) -> Answered:
    """The answer of a sample behind this head of the line."""
    content = samples()[at]["answer"]
    return Answered(f"{head}{content}", {"content": content, "outcome": outcome, "by": by}, issue)


def promised(
    at: int,
    head: str,
    due: str,
    *,
    unit: str = "",
    others: tuple[str, ...] = (),
    bar: str = " ",
    issue: int = 0,
) -> Promised:
    """The promise of a sample behind this head, its deadline first unless there is none."""
    said = samples()[at]["commitment"]
    fields = {
        "content": said["content"],
        "lead_unit": unit or said["unit"],
        "supporting_units": list(others),
        "due": due,
        "due_text": said["due_text"] if due else "",
    }
    deadline = f"{said['due_text']}{bar}" if due else ""
    return Promised(f"{head}{deadline}{said['content']}", fields, issue)


KT, VX, TR = "Phòng Kinh tế xã", "Phòng Văn hóa - Xã hội xã", "Trưởng thôn Văn Xá"
MTTQ, TN, BAN = (
    "Ủy ban MTTQ Việt Nam xã",
    "Đoàn Thanh niên xã",
    "Ban Công tác Mặt trận thôn",
)
WATER, WASTE = samples()[18]["content"], samples()[20]["content"]

PEOPLE_COME = (
    TookOver(ROSTER),
    Came("=9 10 11 12 13", (9, 10, 11, 12, 13)),
    Came("=14,15,16 18", (14, 15, 16, 18)),
    Came("=71", (71,)),
    TakenBack("participant 71"),
    Came("=17", (17,)),
    Completed("=kim hạ", (22,)),
    Ticked(24),
    Ticked(27),
    TakenBack("participant 27"),
    Ticked(28),
    Counted("=52 Thôn Đồng Mận", 52, "Thôn Đồng Mận"),
    TakenBack("new participant"),
    Counted("=25 Thôn Đồng Mận", 25, "Thôn Đồng Mận"),
    Counted("=6 cán bộ thôn Thôn Phú Thịnh", 6, "Thôn Phú Thịnh", "village_leaders"),
    New("=Đinh Văn Sơn, Thôn Phú Thịnh", "Đinh Văn Sơn", "Thôn Phú Thịnh"),
)

FIRST_HOUR = (
    raised(0, "9kndt ", 9),
    answered(0, "/ck ", outcome="promised"),
    promised(0, ";kt ", "2027-09-30"),
    raised(1, "10padt ", 10),
    answered(1),
    promised(1, ";kt ", "2026-12-14"),
    raised(2, "11khdt ", 11),
    answered(2, "/hd ", outcome="guided"),
    promised(2, ";ct ", "2026-12-02", unit="Chủ tịch UBND xã"),
    raised(10, "12pagt ", 12),
    answered(10),
    promised(10, f"; {TR} | ", "2026-11-22", bar=" | "),
    raised(11, "31kntl ", 31),
    TakenBack("new opinion 5"),
    raised(11, "13kntl ", 13),
    answered(11),
    promised(11, ";kt ", "2027-01-31"),
    raised(19, "14knmt ", 14),
    answered(19, "/ 3: ", by="Lê Thu Hiền"),
    promised(19, ";kt ", "2027-01-01"),
    raised(19, "38knmt ", 38, like=7),
    raised(27, "16 ", 16, assumed=("kind", "field")),
    answered(27),
    raised(34, "17knhc ", 17),
    answered(34),
    raised(36, "18panm ", 18),
    answered(36, "/tr ", outcome="explained"),
    promised(36, f"; {TR}, {BAN} | ", "2026-12-10", unit=TR, others=(BAN,), bar=" | "),
    TakenBack("new promise 7"),
    TakenBack("new answer 9"),
    BroughtBack("new answer 9"),
    BroughtBack("new promise 7"),
)

SECOND_HOUR = (
    raised(41, "19khhc ", 19),
    answered(41),
    promised(41, ";hc ", "2026-11-23"),
    raised(46, "20knqp ", 20),
    answered(46),
    promised(46, ";ca ", "2026-12-15", unit="Công an xã"),
    TakenBack("new promise 9"),
    promised(46, ";qs ", "2026-12-15"),
    raised(48, "21knnt ", 21),
    promised(48, ";kt ", "2027-12-31"),
    raised(47, ". kn vt ", 21),
    answered(47),
    raised(43, "23tc ", 23, field=""),
    answered(43),
    promised(43, ";td ", "2026-11-30"),
    raised(3, "Đỗ Thị Ánh, Thôn Xuân Trạch: ho dt ", name="Đỗ Thị Ánh", village="Thôn Xuân Trạch"),
    answered(3),
    promised(3, ";kt ", "2026-12-07"),
    Left("-12", 12),
    TakenBack("participant 12"),
    Left("-21", 21),
    raised(
        4, "Vũ Đình Khánh, Thôn Đông Sơn: kn gp ", name="Vũ Đình Khánh", village="Thôn Đông Sơn"
    ),
    answered(4),
    promised(
        4,
        ";kt,da ",
        "2026-12-15",
        unit=KT,
        others=("Ban Quản lý dự án đầu tư xây dựng khu vực",),
    ),
    raised(
        5, "@Ngô Xuân Bách, Thôn Liên Minh: kh gp ", name="Ngô Xuân Bách", village="Thôn Liên Minh"
    ),
    answered(5),
    promised(5, ";bt ", "2026-12-14"),
    raised(8, "24pagt ", 24),
    promised(8, ";ca,kt ", "2026-12-02", unit="Công an xã", others=(KT,)),
    raised(9, "25kngt ", 25),
    promised(9, ";vx ", "2027-03-31", unit=VX),
    Corrected("vx", promised(9, ";kt ", "2027-03-31", unit=KT)),
)

THIRD_HOUR = (
    raised(14, "26knnn x12 ", 26, people=12),
    answered(14),
    answered(24),
    TakenBack("new answer"),
    promised(14, ";nd,tn ", "2027-03-31", unit="Hội Nông dân xã", others=(TN,)),
    raised(18, "27pans ", 27, content=f"{WATER} {WASTE}"),
    Split(WATER, "pa mt", "report", "environment"),
    TakenBack("split"),
    BroughtBack("split"),
    promised(20, ";kt,cm ", "2027-02-03", unit=KT, others=("Công ty Môi trường",)),
    promised(18, ";23cn ", "2026-11-29", issue=23),
    answered(18, "/23 ", issue=23),
    raised(22, "28hocs ", 28),
    answered(22, "/hd ", outcome="guided"),
    TakenBack("new answer"),
    BroughtBack("new answer"),
    promised(22, ";vx ", "2026-11-24"),
    raised(24, "29knnc ", 29),
    promised(24, ";mt ", "2026-12-22"),
    Filled("contact", "Phạm Quốc Khánh", (("contact", "Phạm Quốc Khánh"),)),
    raised(29, "30kngd ", 30),
    answered(29),
    raised(32, "32knat ", 32),
    promised(32, ";kt,mt ", "2026-12-22", unit=KT, others=(MTTQ,)),
    raised(35, "33knnm ", 33),
    promised(35, ";kt ", "2027-06-30"),
    raised(39, "34knld ", 34),
    promised(39, ";tn ", "2027-04-30", unit=TN),
    TakenBack("new promise"),
    promised(39, ";pn ", "2027-04-30"),
    Left("-9", 9),
    raised(21, "35 ", 35, assumed=("kind", "field")),
    promised(21, ";nd ", ""),
)

ENDING: tuple[Step, ...] = (
    Unclear("Chưa thống nhất được thời hạn"),
    ReadAloud(4),
    Closed(),
    *map(Exported, PROFILES),
)

EVENING: tuple[Step, ...] = (*PEOPLE_COME, *FIRST_HOUR, *SECOND_HOUR, *THIRD_HOUR, *ENDING)
"""Thirty opinions, twenty answers, twenty-five promises, twelve slips taken back, three edits."""

SHORT_EVENING: tuple[Step, ...] = (
    TookOver(ROSTER),
    Came("=9 10 11 12 13", (9, 10, 11, 12, 13)),
    Completed("=kim hạ", (22,)),
    Ticked(24),
    TakenBack("participant 24"),
    BroughtBack("participant 24"),
    Counted("=25 Thôn Đồng Mận", 25, "Thôn Đồng Mận"),
    raised(10, "12pagt ", 12),
    answered(10),
    promised(10, f"; {TR} | ", "2026-11-22", bar=" | "),
    raised(10, "38pagt ", 38, like=1),
    raised(48, "31knnt ", 31),
    TakenBack("new opinion 3"),
    raised(48, "21knnt ", 21),
    raised(47, ". kn vt ", 21),
    raised(43, "23tc ", 23, field=""),
    answered(43),
    promised(43, ";td ", "2026-11-30"),
    Left("-21", 21),
    raised(9, "25kngt ", 25),
    promised(9, ";vx ", "2027-03-31", unit=VX),
    Corrected("vx", promised(9, ";kt ", "2027-03-31", unit=KT)),
    raised(18, "27pans ", 27, content=f"{WATER} {WASTE}"),
    Split(WATER, "pa mt", "report", "environment"),
    promised(20, ";kt,cm ", "2027-02-03", unit=KT, others=("Công ty Môi trường",)),
    Filled("contact", "Đỗ Văn Hải", (("contact", "Đỗ Văn Hải"),)),
    promised(21, ";nd ", ""),
    *ENDING,
)
"""The same in little: a few of every kind."""
