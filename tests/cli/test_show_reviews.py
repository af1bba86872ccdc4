"""Promise: what was promised is shown with what was found of it, and closing waits for that."""

from danvan_tui.ledger.closing import close_session
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.model.records import Table, Value
from tests.cli.conftest import Danvan
from tests.cli.shown import show
from tests.ledger.sessions import add


def _earlier(notebook: Notebook) -> str:
    return add(
        notebook,
        Table.REVIEWS,
        commitment="earlier",
        session="s0",
        promised_in="DT-2025-009",
        promised_number=4,
        promise="Lắp đèn đường",
        promised_by="Công an xã",
        promised_due="2026-06-30",
    )


def _promised(notebook: Notebook, **fields: Value) -> tuple[str, dict[str, Value]]:
    """A promise long overdue, and what ties a review to it."""
    issue = add(notebook, Table.ISSUES, kind="proposal", content="Đường hỏng")
    given: dict[str, Value] = {"lead_unit": "Phòng Kinh tế", "due": "2020-12-10"}
    promise = add(notebook, Table.COMMITMENTS, issue=issue, content="Sửa", **(given | fields))
    return issue, {"issue": issue, "commitment": promise}


def _followed_up(notebook: Notebook) -> None:
    """Minutes that were closed, and three reviews and a duty since."""
    listed = _earlier(notebook)
    confirmed: dict[str, Value] = {"result": "confirmed_in_part", "by": "Trưởng thôn"}
    notebook.record([Edit(Table.REVIEWS, listed, confirmed)])
    _issue, tied = _promised(notebook)
    close_session(notebook)
    moved: dict[str, Value] = {"was_due": "2020-12-10", "due": "2020-12-20", "reason": "mưa"}
    first = add(notebook, Table.REVIEWS, result="postponed", on="2020-12-09", **tied, **moved)
    second = add(notebook, Table.REVIEWS, result="reported_done", after=[first], **tied)
    add(
        notebook,
        Table.REVIEWS,
        result="not_as_promised",
        note="còn ổ gà",
        progress=60,
        after=[first, second],
        **tied,
    )
    add(notebook, Table.DUTIES, clock="dialogue_publish", on="2026-11-25", document="7/TB")


def test_each_promise_says_where_it_stands_and_what_was_found(
    run: Danvan, notebook: Notebook
) -> None:
    _followed_up(notebook)
    shown = show(run, notebook)
    assert (
        "Promises of earlier sessions: 1 Promise DT-2025-009/4: Lắp đèn đường "
        "Công an xã · 30/06/2026 Reviewed: confirmed in part; Trưởng thôn"
    ) in shown
    assert (
        "Promise 1: Sửa Phòng Kinh tế · 10/12/2020 "
        "Reviewed: postponed from 10/12/2020 to 20/12/2020; 09/12/2020; reason: mưa "
        "Reviewed: the unit reports it done "
        "Reviewed: not as promised, 60% done; “còn ổ gà” "
        "Now: reopened · 60% done · 20/12/2020 · postponed once · overdue"
    ) in shown
    assert "Duties of the law that were met: 1" in shown
    assert "25/11/2026 · 7/TB" in shown
    assert "Corrections" not in shown


def test_a_promise_nobody_reviewed_reads_as_before(run: Danvan, notebook: Notebook) -> None:
    _promised(notebook)
    shown = show(run, notebook)
    assert shown.endswith("Promise 1: Sửa Phòng Kinh tế · 10/12/2020 · overdue")
    assert "Reviewed" not in shown


def test_reviews_of_a_protected_promise_show_no_words(run: Danvan, notebook: Notebook) -> None:
    issue, tied = _promised(notebook)
    notebook.record([Edit(Table.ISSUES, issue, {"kind": "denunciation"})])
    said: dict[str, Value] = {"note": "bà Pàng ốm", "reason": "bà Pàng", "by": "bà Pàng"}
    moved: dict[str, Value] = {"result": "postponed", "due": "2020-12-20", "due_text": "khi khỏe"}
    add(notebook, Table.REVIEWS, **tied, **moved, **said)
    shown = show(run, notebook) + run("show", notebook.state.session.code, "--json").stdout
    assert "Now: owed · 20/12/2020 · postponed once · overdue" in shown
    assert "Pàng" not in shown
    assert "khỏe" not in shown
    assert "Pàng" not in run("history", notebook.state.session.code).stdout


def test_history_tells_what_was_found(run: Danvan, notebook: Notebook) -> None:
    _followed_up(notebook)
    told = " ".join(run("history", notebook.state.session.code).stdout.split())
    for said in (
        "1 promise of earlier sessions to review: promise DT-2025-009/4",
        "promise DT-2025-009/4: confirmed in part; Trưởng thôn",
        "promise 1: postponed from 10/12/2020 to 20/12/2020; 09/12/2020; reason: mưa",
    ):
        assert said in told


def test_closing_names_what_was_promised_before_and_has_no_result(
    run: Danvan, notebook: Notebook
) -> None:
    _earlier(notebook)
    notebook.record([Edit(Table.SESSION, notebook.state.session.id, {"state": "live"})])
    notebook.close()
    code = notebook.state.session.code
    refused = run("close", code)
    assert refused.exit_code == 1
    assert "review 1 of what was promised before has no result" in refused.stderr
    assert run("close", code, "--unclear", "hết giờ", "--yes").exit_code == 0
    assert "· 30/06/2026 not reviewed; 22/11/2026; reason: hết giờ" in " ".join(
        run("show", code).stdout.split()
    )


def test_what_is_found_after_closing_leaves_the_seal_whole(run: Danvan, notebook: Notebook) -> None:
    _followed_up(notebook)
    corrected: dict[str, Value] = {"result": "not_done", "reason": "nghe nhầm"}
    listed = notebook.state.reviews()[0].id
    notebook.record([Edit(Table.REVIEWS, listed, corrected)], reason="nghe nhầm")
    notebook.close()
    told = run("check")
    assert told.exit_code == 0
    assert "✗" not in told.stdout
    notebook.folder.joinpath("session.json").unlink()
    assert run("check").exit_code == 0
