"""A session that reviewed earlier promises, was closed, and whose own promises were followed up."""

from danvan_tui.ledger.closing import close_session
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.model.records import Result, Table, Value
from tests.ledger.sessions import add

EARLIER: dict[str, Value] = {
    "session": "earlier-session",
    "promised_in": "DT-2026-000",
    "promised_by": "Công an xã",
    "promised_due": "2026-06-30",
    "promised_village": "Thôn Văn Xá",
}
"""What a review says of a promise that was made in another session."""


def review(notebook: Notebook, promise: str, result: Result, **fields: Value) -> str:
    """Record a review of a promise of this session, by somebody who knew all before."""
    (issue,) = [one.issue for one in notebook.state.commitments() if one.id == promise]
    known = [one.id for one in notebook.state.reviews() if one.commitment == promise]
    told: dict[str, Value] = {"issue": issue or None, "commitment": promise, "after": known}
    told["result"] = result.value
    return add(notebook, Table.REVIEWS, **(told | fields))


def list_earlier(notebook: Notebook) -> list[str]:
    """List two promises of an earlier session to be reviewed; the ids of these reviews."""
    number = notebook.state.next_number(Table.REVIEWS)
    edits = [
        Edit(
            Table.REVIEWS,
            notebook.new_id(),
            EARLIER
            | {
                "number": number + place,
                "commitment": f"earlier-{place + 1}",
                "promised_number": place + 1,
                "promise": promise,
            },
        )
        for place, promise in enumerate(["Lắp đèn đường", "Gọi bà con, số 0977 111 222"])
    ]
    notebook.record(edits)
    return [edit.record for edit in edits]


def found(notebook: Notebook, listed: str, result: Result, **fields: Value) -> None:
    """Say what was found of a promise that is listed."""
    notebook.record([Edit(Table.REVIEWS, listed, fields | {"result": result.value})])


def followed_up(notebook: Notebook) -> tuple[str, str]:
    """Review, close, follow up; the first promise of this session and its issue."""
    lamps, _talk = list_earlier(notebook)
    found(notebook, lamps, Result.CONFIRMED, on="2026-11-22", by="Trưởng thôn", note="Đèn sáng")
    close_session(notebook, "chưa rõ")
    promise = notebook.state.commitments()[0]
    review(notebook, promise.id, Result.NOTED, on="2026-12-01", note="Đã nhắc anh Hải")
    review(
        notebook,
        promise.id,
        Result.POSTPONED,
        on="2026-12-09",
        reason="Mưa lớn",
        was_due="2026-12-10",
        due="2026-12-20",
        due_text="20/12",
        agreed_by="Chủ tịch",
    )
    review(
        notebook,
        promise.id,
        Result.NOT_AS_PROMISED,
        on="2026-12-21",
        by="Kiều Thị Lan",
        note="Bà KIEU THI LAN (0912 345 678) nói còn ổ gà",
        file="don-ba-lan.pdf",
        digest="ab" * 32,
        progress=60,
    )
    add(notebook, Table.DUTIES, clock="dialogue_publish", on="2026-11-25", document="7/TB-UBND")
    add(notebook, Table.DUTIES, clock="reply", issue=promise.issue, on="2026-11-30", by="Lan")
    return promise.id, promise.issue
