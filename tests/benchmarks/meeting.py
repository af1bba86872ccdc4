"""The data folder that is measured: a shelf of sessions, one of them as large as they come."""

import json
import random
from pathlib import Path
from unittest import mock

from danvan_tui.ledger import disk
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import Table, Value

PEOPLE, ISSUES, COMMITMENTS, SESSIONS = 300, 60, 60, 200
SAID = Path(__file__).resolve().parents[2] / "data" / "samples" / "issues.json"
_VILLAGES = ("Thôn Văn Xá", "Thôn Gò Vối", "Thôn Đồng Mận", "Thôn Phú Thịnh")
_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Vũ", "Hoàng", "Trịnh", "Đỗ")
_MIDDLE = ("Văn", "Thị", "Đức", "Minh", "Quốc", "Thu")
_GIVEN = ("Hòa", "Mùi", "Tám", "Thịnh", "Hiền", "Phong", "Khánh", "Đường", "Loan", "Nghĩa")
_SETTINGS = 'person = "Lê Thu Hiền"\ncommune = "UBND xã Phú Mận"\ntyping = ""\n'
_UNITS = ("Phòng Kinh tế xã", "Phòng Văn hóa - Xã hội xã", "Công an xã")


def prepare(root: Path) -> str:
    """Fill the folder; gives the code of the large session, the newest on the shelf."""
    shelf = Shelf(root)
    (root / "settings.toml").write_text(_SETTINGS, encoding="utf-8")
    with mock.patch.object(disk, "flush"):  # only while it is being filled
        for number in range(SESSIONS - 1):
            date = f"{2024 + number // 120}-{1 + number // 10 % 12:02}-{1 + number % 28:02}"
            fill(shelf, date, people=3, issues=2, commitments=1)
        return fill(shelf, "2026-11-22", people=PEOPLE, issues=ISSUES, commitments=COMMITMENTS)


def sentences() -> list[str]:
    """What was said at the fictional meeting that the samples tell of."""
    return [record["content"] for record in json.loads(SAID.read_text(encoding="utf-8"))]


def fill(shelf: Shelf, date: str, *, people: int, issues: int, commitments: int) -> str:
    """Record a session of this size; gives its code."""
    code = shelf.create(
        person="Lê Thu Hiền", date=date, villages=list(_VILLAGES), place="Nhà văn hóa"
    )
    notebook = shelf.open(code, person="Lê Thu Hiền")
    chance = random.Random(date)
    listed = _listed(notebook, chance, people)
    raised = _raised(notebook, chance, listed, issues)
    for number in range(commitments):
        content = sentences()[-1 - number % 40]
        _add(
            notebook,
            Table.COMMITMENTS,
            issue=raised[number % len(raised)],
            content=content,
            lead_unit=chance.choice(_UNITS),
            due=f"2026-12-{1 + number % 28:02}",
        )
    notebook.close()
    return code


def _listed(notebook: Notebook, chance: random.Random, people: int) -> list[str]:
    edits = [
        notebook.new(
            Table.ATTENDANCE,
            number=number + 1,
            name=" ".join(map(chance.choice, (_FAMILY, _MIDDLE, _GIVEN))),
            village=chance.choice(_VILLAGES),
            presence="present",
            arrived="07:45",
        )
        for number in range(people)
    ]
    notebook.record(edits)
    return [edit.record for edit in edits]


def _raised(notebook: Notebook, chance: random.Random, listed: list[str], issues: int) -> list[str]:
    said = sentences()
    return [
        _add(
            notebook,
            Table.ISSUES,
            speaker=chance.choice(listed),
            village=chance.choice(_VILLAGES),
            kind="proposal",
            content=said[number % len(said)],
        ).record
        for number in range(issues)
    ]


def _add(notebook: Notebook, table: Table, **fields: Value) -> Edit:
    edit = notebook.new(table, **fields)
    notebook.record([edit])
    return edit
