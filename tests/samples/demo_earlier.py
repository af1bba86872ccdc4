"""The meeting before the ready session: what was promised there in June, and what became of it."""

import json
from datetime import date
from pathlib import Path
from typing import NamedTuple

from danvan_tui.followup.extract import extract_of
from danvan_tui.followup.promises import Followable
from danvan_tui.followup.reviewing.recording import Found, review_edits
from danvan_tui.ledger.closing import close_session
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.rows import rows_of
from danvan_tui.model.records import Result, Review, Table

DATA = Path(__file__).parents[2] / "data"
DAY = date(2026, 6, 12)


class Earlier(NamedTuple):
    """A fictional issue of the samples as it was raised in June."""

    issue: int
    village: str
    due: str
    became: tuple[Found, ...] = ()


RAISED = (
    Earlier(
        7,
        "Thôn Đồng Mận",
        "2026-08-31",
        (
            Found(
                result=Result.POSTPONED,
                on="2026-08-28",
                by="Nguyễn Quang Vinh",
                due="2026-10-31",
                due_text="31/10/2026",
                reason="Mưa kéo dài, chưa đưa được máy vào đồng",
                agreed_by="Trưởng thôn Đồng Mận",
            ),
        ),
    ),
    Earlier(
        12,
        "Thôn Văn Xá",
        "2026-09-30",
        (
            Found(
                result=Result.REPORTED_DONE,
                on="2026-09-29",
                by="Phòng Kinh tế xã",
                document="45/BC-KT",
            ),
            Found(
                result=Result.CONFIRMED,
                on="2026-10-05",
                by="Trưởng thôn Văn Xá",
                note="Mưa ngày 02/10 nước rút hết trong một giờ",
            ),
        ),
    ),
    Earlier(
        16,
        "Thôn Văn Xá",
        "2026-06-30",
        (
            Found(
                result=Result.REPORTED_DONE,
                on="2026-06-29",
                by="Đội Quản lý điện lực khu vực",
                document="12/BB-ĐL",
            ),
        ),
    ),
    Earlier(18, "Thôn Đồng Mận", "2026-06-26"),
    Earlier(
        20,
        "Thôn Đồng Mận",
        "2026-12-31",
        (Found(result=Result.IN_PROGRESS, on="2026-10-20", by="Phòng Kinh tế xã", progress=60),),
    ),
    Earlier(28, "Thôn Văn Xá", "2026-11-20"),
    Earlier(47, "Thôn Đồng Mận", ""),
)


def raise_all(notebook: Notebook) -> None:
    """What was raised and promised in June, an entry each."""
    issues = json.loads((DATA / "samples" / "issues.json").read_text(encoding="utf-8"))
    for one in RAISED:
        said = issues[one.issue]
        issue = notebook.new(
            Table.ISSUES,
            speaker_name=said["speaker_name"],
            village=one.village,
            kind="proposal",
            content=said["content"],
            competence="commune",
        )
        promise = said["commitment"]
        fields = {"content": promise["content"], "lead_unit": promise["unit"].split(", ")[0]}
        if one.due:
            fields |= {"due": one.due, "due_text": "/".join(reversed(one.due.split("-")))}
        else:
            fields["due_unclear"] = "Chờ doanh nghiệp viễn thông trả lời"
        owed = notebook.new(Table.COMMITMENTS, issue=issue.record, **fields)
        notebook.record([issue, owed])


def close(notebook: Notebook) -> None:
    """Let the meeting begin and end, its minutes agreed."""
    session = notebook.state.session.id
    notebook.record([Edit(Table.SESSION, session, {"state": "live"})])
    close_session(notebook)


def review(notebook: Notebook) -> None:
    """What the office heard of the promises since."""
    extract = extract_of(notebook.folder.name, rows_of(notebook.state))
    for one, promise in zip(RAISED, notebook.state.commitments(), strict=True):
        raised = next(issue for issue in extract.issues if issue.id == promise.issue)
        known: list[Review] = []
        for found in one.became:
            followable = Followable(promise, extract, raised, tuple(known))
            notebook.record(review_edits(notebook, followable, found))
            known = [had for had in notebook.state.reviews() if had.commitment == promise.id]
