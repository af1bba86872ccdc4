"""Makes the ready sessions in data/samples/demo anew: `python -m tests.samples.make_demo`.

It is made by the program's own means, from the fictional roster and issues beside it.
"""

import csv
import json
import shutil
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from danvan_tui.followup.index.follow_up import FollowUp
from danvan_tui.followup.reviewing.opening import agenda_edits
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.catalogue import Catalogue, Entry, load_catalogues
from danvan_tui.model.records import Table, Value
from danvan_tui.vietnamese.deadlines import Certainty, read_deadline
from danvan_tui.vietnamese.workdays import Calendar
from tests.samples import demo_earlier

DATA = Path(__file__).parents[2] / "data"
TARGET = DATA / "samples" / "demo"
DAY = date(2026, 11, 12)
SECRETARY = "Lê Thu Hiền"
CHOSEN = (0, 10, 1, 2, 11, 25, 27, 21, 36, 34, 46, 44, 41, 48, 19)
"""Which of the fictional issues were raised, in this order; one of them a denunciation."""

CATALOGUES = load_catalogues(DATA, None)
CALENDAR = Calendar()


def ticking(day: date) -> Callable[[], datetime]:
    """A clock of one morning on which every entry takes three minutes."""
    now = datetime(day.year, day.month, day.day, 7, 35, tzinfo=timezone(timedelta(hours=7)))

    def clock() -> datetime:
        nonlocal now
        now += timedelta(minutes=3)
        return now

    return clock


def make(root: Path) -> None:
    """Make both sessions in an empty data folder; the second begins with what the first owes."""
    make_earlier(root)
    shelf = Shelf(root, clock=ticking(DAY))
    code = shelf.create(
        person=SECRETARY,
        kind="dialogue",
        title="Đối thoại giữa người đứng đầu cấp ủy, chính quyền xã với Nhân dân",
        commune="Ủy ban nhân dân xã Phú Mận",
        villages=["Thôn Đồng Mận", "Thôn Văn Xá", "Thôn Gò Vối", "Thôn Phú Thịnh"],
        place="Nhà văn hóa thôn Đồng Mận",
        date=DAY.isoformat(),
        start="08:00",
        chair="Nguyễn Hồng Phong",
        secretary=SECRETARY,
    )
    notebook = shelf.open(code, person=SECRETARY)
    follow_up = FollowUp(shelf)
    follow_up.bring_up_to_date()
    notebook.record(agenda_edits(notebook, follow_up))
    add_people(notebook)
    issues = json.loads((DATA / "samples" / "issues.json").read_text(encoding="utf-8"))
    for index in CHOSEN:
        add_issue(notebook, issues[index])
    last = notebook.state.attendance()[127].id
    notebook.record([Edit(Table.ATTENDANCE, last, {"presence": "left", "left": "10:20"})])
    notebook.close()
    for lock in root.rglob("*.lock"):
        lock.unlink()
    shutil.rmtree(root / "derived")  # it is made again wherever it is needed


def make_earlier(root: Path) -> None:
    """Make the session of June, closed, with what the office heard of its promises since."""
    shelf = Shelf(root, clock=ticking(demo_earlier.DAY))
    code = shelf.create(
        person=SECRETARY,
        kind="dialogue",
        commune="Ủy ban nhân dân xã Phú Mận",
        villages=["Thôn Đồng Mận", "Thôn Văn Xá"],
        place="Nhà văn hóa thôn Văn Xá",
        date=demo_earlier.DAY.isoformat(),
        chair="Nguyễn Hồng Phong",
        secretary=SECRETARY,
    )
    notebook = shelf.open(code, person=SECRETARY)
    demo_earlier.raise_all(notebook)
    demo_earlier.close(notebook)
    notebook.close()
    notebook = Shelf(root, clock=ticking(DAY)).open(code, person=SECRETARY)
    demo_earlier.review(notebook)
    notebook.close()


def add_people(notebook: Notebook) -> None:
    """Take the list, let three in four come, and count heads of two groups."""
    with (DATA / "samples" / "roster.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    edits = [
        Edit(Table.ATTENDANCE, notebook.new_id(), {"number": number, **person(row)})
        for number, row in enumerate(rows, 1)
    ]
    notebook.record(edits)
    session = Edit(Table.SESSION, notebook.state.session.id, {"state": "live"})
    came = [edit.record for number, edit in enumerate(edits, 1) if number <= 30 or number % 3]
    arrived = {
        record: f"07:{40 + index * 20 // len(came):02d}" for index, record in enumerate(came)
    }
    notebook.record([session, *(
        Edit(Table.ATTENDANCE, record, {"presence": "present", "arrived": time})
        for record, time in arrived.items()
    )])  # fmt: skip
    notebook.record(
        [notebook.new(Table.ATTENDANCE, group="citizens", count=14, village="Thôn Văn Xá")]
    )
    notebook.record([notebook.new(Table.ATTENDANCE, group="village_leaders", count=6)])


def person(row: dict[str, str]) -> dict[str, Value]:
    """One row of the list as fields."""
    fields: dict[str, Value] = {
        "name": row["Họ và tên"],
        "role": by_name(CATALOGUES.roles, row["Vai trò"]),
        "position": row["Chức vụ"],
        "village": row["Đơn vị / thôn"],
        "phone": row["Điện thoại"],
        "birth_year": int(row["Năm sinh"]) if row["Năm sinh"] else "",
    }
    return {name: value for name, value in fields.items() if value}


def add_issue(notebook: Notebook, said: dict[str, Any]) -> None:
    """One issue with its answer and its promise, an entry each."""
    listed = [row for row in notebook.state.attendance() if row.name == said["speaker_name"]]
    issue = notebook.new(
        Table.ISSUES,
        speaker=listed[0].id if listed else "",
        speaker_name=said["speaker_name"],
        village=said["village"],
        kind=by_name(CATALOGUES.kinds, said["kind"]),
        field=by_name(CATALOGUES.fields, said["field"]),
        content=said["content"],
        competence="commune",
    )
    notebook.record([issue])
    promise = said["commitment"]
    outcome = "promised" if promise else "explained"
    answer: dict[str, Value] = {"content": said["answer"], "by": "Trần Minh Đức"}
    notebook.record([notebook.new(Table.ANSWERS, issue=issue.record, outcome=outcome, **answer)])
    if promise:
        add_promise(notebook, issue.record, promise)


def add_promise(notebook: Notebook, issue: str, promise: dict[str, str]) -> None:
    """A promise with its deadline as the program reads it."""
    lead, *supporting = promise["unit"].split(", ")
    deadline = read_deadline(promise["due_text"], DAY, CALENDAR)
    understood = deadline.certainty is not Certainty.unclear
    fields: dict[str, Value] = {
        "content": promise["content"],
        "lead_unit": lead,
        "supporting_units": supporting,
        "due_text": promise["due_text"],
        "due": deadline.date.isoformat() if deadline.date else None,
        "due_how": deadline.how if understood else None,
    }
    given = {name: value for name, value in fields.items() if value}
    notebook.record([notebook.new(Table.COMMITMENTS, issue=issue, **given)])


def by_name(catalogue: Catalogue[Entry], name: str) -> str:
    """The id of a choice by any of its names."""
    return catalogue.by_name[name].id


if __name__ == "__main__":
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir(parents=True)
    make(TARGET)
