"""Promise: a session is shown as it was written down, and shows no denouncer."""

from danvan_tui.ledger.closing import close_session
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.model.records import Table
from danvan_tui.model.rules import TOTAL
from tests.cli.conftest import Danvan
from tests.cli.shown import show
from tests.ledger.sessions import add


def test_a_session_reads_well(run: Danvan, demo: str) -> None:
    shown = run("show", demo).stdout
    assert "96 of 128 on the list came" in shown
    assert "14 people (Nhân dân), Thôn Văn Xá" in shown
    assert "1. Nguyễn Văn Thịnh · Thôn Đồng Mận · Kiến nghị · Đất đai" in shown
    assert "Phòng Kinh tế xã · 30/09/2027 (trước 30/9)" in shown
    assert "Trưởng thôn Văn Xá · 15/11/2026 (trong tuần này) · overdue" in shown
    assert "protected speaker · Tố cáo" in shown


def test_a_total_adds_nobody_and_is_compared_with_the_list(run: Danvan, notebook: Notebook) -> None:
    add(notebook, Table.ATTENDANCE, count=12, presence="present", village="Thôn Gò Vối")
    total = add(notebook, Table.ATTENDANCE, count=15, presence="present", group=TOTAL)
    shown = show(run, notebook)
    assert "3 of 3 on the list came, 12 more were counted" in shown
    assert "15 counted in all" in shown
    assert "but the list has" not in shown
    notebook.record([Edit(Table.ATTENDANCE, total, {"count": 17})])
    assert "! Counted 17, but the list has 15" in show(run, notebook)
    notebook.checkpoint()
    assert "17 participants" in run("list").stdout


def test_an_opinion_is_shown_with_the_village_of_its_listed_speaker(
    run: Danvan, notebook: Notebook
) -> None:
    hoa = notebook.state.attendance()[0].id
    add(notebook, Table.ISSUES, speaker=hoa, kind="proposal", content="Một")
    assert "1. Lê Thị Hòa · Thôn Văn Xá · Kiến nghị" in show(run, notebook)


def test_what_nobody_confirmed_is_marked_and_the_mark_explained(
    run: Danvan, notebook: Notebook
) -> None:
    add(notebook, Table.ISSUES, kind="report", field="rural_roads", content="Một")
    assert "≈" not in show(run, notebook)
    add(notebook, Table.ISSUES, kind="report", field="rural_roads", content="Hai", assumed=["kind"])
    shown = show(run, notebook)
    assert "2. ≈ Phản ánh · Giao thông nông thôn" in shown
    assert shown.endswith("≈ understood from the words, not confirmed by anybody")


def test_repetitions_are_named_and_five_are_flagged(run: Danvan, notebook: Notebook) -> None:
    first = add(notebook, Table.ISSUES, content="Một", people=3)
    add(notebook, Table.ISSUES, content="Hai", same_as=first)
    add(notebook, Table.ISSUES, content="Ba", same_as="elsewhere")
    shown = show(run, notebook)
    assert "2. kind not chosen · as opinion 1 · 4 people with the same matter" in shown
    assert "3. kind not chosen · raised before Ba" in shown
    add(notebook, Table.ISSUES, same_as=first)
    shown = show(run, notebook)
    assert "4. kind not chosen · as opinion 1 · ◆ 5 people with the same matter Một" in shown
    assert "1. kind not chosen · ◆ 5 people with the same matter" in shown


def test_nothing_is_shown_as_the_same_as_a_denunciation(run: Danvan, notebook: Notebook) -> None:
    first = add(notebook, Table.ISSUES, speaker_name="Mùi", content="Nhận tiền")
    add(notebook, Table.ISSUES, content="Hai", same_as=first)
    add(notebook, Table.ISSUES, speaker_name="Lý", same_as=first)
    assert "as opinion 1" in show(run, notebook)
    notebook.record([Edit(Table.ISSUES, first, {"kind": "denunciation", "unanswered": "Mùi về"})])
    shown = show(run, notebook)
    assert "2. kind not chosen Hai 3. Lý · kind not chosen" in shown
    assert "opinion 1" not in shown
    assert "Mùi về" not in shown
    assert "Nhận tiền" not in shown


def test_why_something_is_unclear_is_said(run: Danvan, notebook: Notebook) -> None:
    issue = add(notebook, Table.ISSUES, content="Một", referred_to="Điện lực")
    add(notebook, Table.ISSUES, content="Hai", unanswered="hết giờ", resolved="2026-12-01")
    add(
        notebook,
        Table.COMMITMENTS,
        issue=issue,
        content="Sửa",
        unit_unclear="chờ họp",
        due_unclear="chưa có vốn",
    )
    add(notebook, Table.COMMITMENTS, content="Họp lại", due_text="thường xuyên")
    shown = show(run, notebook)
    assert "unclear (chờ họp) · unclear (chưa có vốn)" in shown
    assert "Passed on to: Điện lực" in shown
    assert "Settled on: 01/12/2026 Not answered because: hết giờ" in shown
    assert "Not under any opinion: Promise 2: Họp lại no unit · thường xuyên" in shown


def test_corrections_are_listed_with_number_day_person_and_reason(
    run: Danvan, notebook: Notebook
) -> None:
    open_issue, secret = (
        add(notebook, Table.ISSUES, kind="report", content=content) for content in ("Một", "Hai")
    )
    assert "Corrections" not in show(run, notebook)
    close_session(notebook)
    notebook.record([Edit(Table.ISSUES, open_issue, {"kind": "proposal"})], reason="ghi nhầm")
    notebook.record([Edit(Table.ISSUES, secret, {"kind": "denunciation"})], reason="bà Mùi tố")
    notebook.record([Edit(Table.ISSUES, secret, {"content": "Ba"})], reason="bà Mùi nói lại")
    shown = show(run, notebook)
    today = f"{notebook.clock():%d/%m/%Y}"
    assert f"Corrections: 3 1. {today}" in shown
    assert "Lê Thu Hiền: opinion 1: Kind: “Phản ánh” → “Kiến nghị”; reason: ghi nhầm" in shown
    assert f"3. {today}" in shown
    assert shown.endswith("Lê Thu Hiền: a protected entry")
    assert "Mùi" not in shown.partition("Corrections")[2]
