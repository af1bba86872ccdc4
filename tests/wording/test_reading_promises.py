"""Promise: what was promised before is read first, with what became of it, until the closing."""

from danvan_tui.ledger.closing import close_session
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.model.records import DENUNCIATION, Result, Table, Value
from danvan_tui.wording.marks import Mark
from tests.ledger.sessions import add, step
from tests.wording.read_aloud import change, marks, read, told

EARLIER: dict[str, Value] = {
    "commitment": "earlier-1",
    "session": "earlier",
    "promised_in": "DT-2026-000",
    "promised_number": 1,
    "promise": "Lắp đèn đường",
    "promised_by": "Công an xã",
    "promised_due": "2026-06-30",
    "promised_village": "Thôn Văn Xá",
}


def earlier(notebook: Notebook, **fields: Value) -> str:
    """Before the meeting begins in earnest: a promise of an earlier session, still to review."""
    return add(notebook, Table.REVIEWS, **(EARLIER | fields))


def find(notebook: Notebook, review: str, result: Result, why: str = "", **said: Value) -> None:
    fields: dict[str, Value] = {"result": result.value}
    notebook.record([Edit(Table.REVIEWS, review, fields | said)], reason=why)


def test_what_was_promised_before_is_read_first_with_what_became_of_it(notebook: Notebook) -> None:
    lamps = earlier(notebook)
    ditch = earlier(
        notebook, commitment="earlier-2", promised_number=2, promise="Nạo mương", promised_due=""
    )
    late = earlier(notebook, commitment="earlier-3", promised_number=3, promise="Làm cầu")
    passage = read(notebook)[1]
    assert passage.title == "Promises made before"
    assert passage.records[0] == (Table.REVIEWS, lamps)
    assert told(passage).count("It was not reviewed yet.") == 3
    find(notebook, lamps, Result.NOT_AS_PROMISED, by="Trưởng thôn", note="Đèn sáng\nmột nửa")
    find(
        notebook,
        ditch,
        Result.POSTPONED,
        was_due="2026-12-01",
        due="2027-01-05",
        reason="Chờ vốn",
        agreed_by="Chủ tịch",
    )
    find(notebook, late, Result.NOT_REVIEWED, reason="Hết giờ")
    first, second, third = (one.text for one in read(notebook)[1].paragraphs)
    assert first == (
        "Promise DT-2026-000/1: Lắp đèn đường\n"
        "Responsible: Công an xã.\n"
        "Deadline: 30/6/2026.\n"
        "Promised to: Thôn Văn Xá.\n"
        "What was found: not as promised; said by: Trưởng thôn; “Đèn sáng một nửa”."
    )
    assert "Deadline: no deadline." in second
    assert second.endswith(
        "What was found: postponed from 01/12/2026 to 05/01/2027; reason: Chờ vốn; "
        "agreed by: Chủ tịch."
    )
    assert third.endswith("It was not reviewed, because Hết giờ.")


def test_a_second_finding_of_one_promise_stands_under_it(notebook: Notebook) -> None:
    find(notebook, earlier(notebook), Result.NOT_DONE, reason="Thiếu vốn")
    earlier(notebook, result=Result.IN_PROGRESS.value, progress=40)
    first, second = (one.text for one in read(notebook)[1].paragraphs)
    assert first.endswith("What was found: not done; reason: Thiếu vốn.")
    assert second == "What was found: in progress, 40% done."


def test_closed_minutes_hold_what_was_found_at_the_meeting_and_nothing_found_later(
    notebook: Notebook,
) -> None:
    find(notebook, earlier(notebook), Result.CONFIRMED)
    (promise,) = notebook.state.commitments()
    said: dict[str, Value] = {"commitment": promise.id, "issue": promise.issue}
    add(notebook, Table.REVIEWS, **(said | {"result": "in_progress", "note": "Đã đổ đá"}))
    close_session(notebook)
    before = read(notebook)
    assert "What was found: in progress; “Đã đổ đá”." in told(before[2])
    add(notebook, Table.REVIEWS, **(said | {"result": "reported_done", "note": "Xong"}))
    add(notebook, Table.DUTIES, clock="reply", on="2026-11-30")
    assert read(notebook) == before


def test_a_correction_of_what_was_found_is_marked_and_numbered(notebook: Notebook) -> None:
    review = earlier(notebook)
    find(notebook, review, Result.CONFIRMED)
    close_session(notebook)
    find(notebook, review, Result.NOT_DONE, why="Nghe nhầm")
    found = read(notebook)
    assert marks(found[1]) == [
        Mark("correction 1", "Result", "the village confirms it", "not done"),
    ]
    (corrected,) = found[-1].paragraphs
    assert "review 1 of promise DT-2026-000/1: Result" in corrected.text


def test_what_is_found_at_the_reading_is_marked(notebook: Notebook) -> None:
    review, taken = earlier(notebook), earlier(notebook, commitment="earlier-2", promised_number=2)
    step(notebook, "reading")
    find(notebook, review, Result.CONFIRMED, on="2026-11-22")
    notebook.record([notebook.delete(Table.REVIEWS, taken)])
    found = read(notebook)
    assert marks(found[1]) == [
        Mark("changed at the reading", "Result", "", "the village confirms it"),
        Mark("changed at the reading", "Day of the review", "", "22/11/2026"),
        Mark("taken out at the reading", "promise DT-2026-000/2", "Lắp đèn đường"),
    ]
    assert [one.text for one in found[-1].paragraphs] == [
        "Promise DT-2026-000/1",
        "Promise DT-2026-000/2",
    ]


def test_reviews_of_a_promise_on_a_denunciation_are_not_read(notebook: Notebook) -> None:
    (promise,) = notebook.state.commitments()
    add(
        notebook,
        Table.REVIEWS,
        commitment=promise.id,
        issue=promise.issue,
        result="postponed",
        due="2027-05-05",
        note="Bà Xuyến ốm",
    )
    assert "Xuyến" in repr(read(notebook))
    change(notebook, promise.issue, kind=DENUNCIATION)
    shown = repr(read(notebook))
    for trace in ("Xuyến", "05/05/2027", "5/2027", "postponed", "●●●"):
        assert trace not in shown
