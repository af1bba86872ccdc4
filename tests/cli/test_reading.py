"""What is listed, shown, told and checked; the ready session; exports."""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from danvan_tui.cli.root import danvan
from danvan_tui.ledger.closing import close_session, missing
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.folders import shipped_data
from danvan_tui.model.records import Table, Value
from danvan_tui.model.rules import TOTAL

Danvan = Callable[..., Result]
DENOUNCER = "Trịnh Thị Mùi"


@pytest.fixture
def demo(run: Danvan, tmp_path: Path) -> str:
    """The ready session in the data folder of this test; its code."""
    shutil.copytree(shipped_data() / "samples" / "demo", tmp_path / "data")
    return str(json.loads(run("list", "--json").stdout)[0]["code"])


def test_a_new_session_takes_over_the_settings(run: Danvan, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "settings.toml").write_text(
        'person = "Lê Thu Hiền"\ncommune = "UBND xã Phú Mận"\nplace = "Hội trường"\n',
        encoding="utf-8",
    )
    made = run("new", "--kind", "reception", "--place", "Phòng tiếp dân", "--json")
    session = json.loads(run("show", json.loads(made.stdout)["code"], "--json").stdout)["session"]
    assert session[0]["code"] == f"TD-{date.today().year}-001"
    assert session[0]["secretary"] == "Lê Thu Hiền"
    assert session[0]["commune"] == "UBND xã Phú Mận"
    assert session[0]["place"] == "Phòng tiếp dân"


def test_the_list_also_names_what_cannot_be_read(run: Danvan, code: str, tmp_path: Path) -> None:
    (tmp_path / "data" / "sessions" / "DT-2020-001-broken").mkdir()
    lines = run("list").stdout.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith(code)
    assert "DT-2020-001-broken" in lines[1]


def test_the_list_tells_sessions_with_one_code_apart(
    run: Danvan, code: str, tmp_path: Path
) -> None:
    folder = Shelf(tmp_path / "data").find(code)
    shutil.copytree(folder, folder.with_name("copy"))
    lines = run("list").stdout.splitlines()
    assert sorted(line.split("  ")[:2] for line in lines) == [[code, folder.name], [code, "copy"]]


def test_one_is_not_said_as_many(run: Danvan, code: str) -> None:
    run("add", code, "1 kn Một")
    assert "3 participants, 1 opinion, 0 promises" in run("list").stdout


def test_a_session_reads_well(run: Danvan, demo: str) -> None:
    shown = run("show", demo).stdout
    assert "96 of 128 on the list came" in shown
    assert "14 people (Nhân dân), Thôn Văn Xá" in shown
    assert "1. Nguyễn Văn Thịnh · Thôn Đồng Mận · Kiến nghị · Đất đai" in shown
    assert "Phòng Kinh tế xã · 30/09/2027 (trước 30/9)" in shown
    assert "Trưởng thôn Văn Xá · 15/11/2026 (trong tuần này) · overdue" in shown
    assert "protected speaker · Tố cáo" in shown


@pytest.fixture
def notebook(code: str, tmp_path: Path) -> Iterator[Notebook]:
    """The session open for writing; three people are on its list, all of them here."""
    opened = Shelf(tmp_path / "data").open(code, person="Lê Thu Hiền")
    yield opened
    opened.close()


def _add(notebook: Notebook, table: Table, **fields: Value) -> str:
    edit = notebook.new(table, **fields)
    notebook.record([edit])
    return edit.record


def _shown(run: Danvan, notebook: Notebook) -> str:
    return " ".join(run("show", notebook.state.session.code).stdout.split())


def test_a_total_adds_nobody_and_is_compared_with_the_list(run: Danvan, notebook: Notebook) -> None:
    _add(notebook, Table.ATTENDANCE, count=12, presence="present", village="Thôn Gò Vối")
    total = _add(notebook, Table.ATTENDANCE, count=15, presence="present", group=TOTAL)
    shown = _shown(run, notebook)
    assert "3 of 3 on the list came, 12 more were counted" in shown
    assert "15 counted in all" in shown
    assert "but the list has" not in shown
    notebook.record([Edit(Table.ATTENDANCE, total, {"count": 17})])
    assert "! Counted 17, but the list has 15" in _shown(run, notebook)
    notebook.checkpoint()
    assert "17 participants" in run("list").stdout


def test_an_opinion_is_shown_with_the_village_of_its_listed_speaker(
    run: Danvan, notebook: Notebook
) -> None:
    hoa = notebook.state.attendance()[0].id
    _add(notebook, Table.ISSUES, speaker=hoa, kind="proposal", content="Một")
    assert "1. Lê Thị Hòa · Thôn Văn Xá · Kiến nghị" in _shown(run, notebook)


def test_what_nobody_confirmed_is_marked_and_the_mark_explained(
    run: Danvan, notebook: Notebook
) -> None:
    _add(notebook, Table.ISSUES, kind="report", field="rural_roads", content="Một")
    assert "≈" not in _shown(run, notebook)
    _add(
        notebook, Table.ISSUES, kind="report", field="rural_roads", content="Hai", assumed=["kind"]
    )
    shown = _shown(run, notebook)
    assert "2. ≈ Phản ánh · Giao thông nông thôn" in shown
    assert shown.endswith("≈ understood from the words, not confirmed by anybody")


def test_repetitions_are_named_and_five_are_flagged(run: Danvan, notebook: Notebook) -> None:
    first = _add(notebook, Table.ISSUES, content="Một", people=3)
    _add(notebook, Table.ISSUES, content="Hai", same_as=first)
    _add(notebook, Table.ISSUES, content="Ba", same_as="elsewhere")
    shown = _shown(run, notebook)
    assert "2. kind not chosen · as opinion 1 · 4 people with the same matter" in shown
    assert "3. kind not chosen · raised before Ba" in shown
    _add(notebook, Table.ISSUES, same_as=first)
    shown = _shown(run, notebook)
    assert "4. kind not chosen · as opinion 1 · ◆ 5 people with the same matter Một" in shown
    assert "1. kind not chosen · ◆ 5 people with the same matter" in shown


def test_nothing_is_shown_as_the_same_as_a_denunciation(run: Danvan, notebook: Notebook) -> None:
    first = _add(notebook, Table.ISSUES, speaker_name="Mùi", content="Nhận tiền")
    _add(notebook, Table.ISSUES, content="Hai", same_as=first)
    _add(notebook, Table.ISSUES, speaker_name="Lý", same_as=first)
    assert "as opinion 1" in _shown(run, notebook)
    notebook.record([Edit(Table.ISSUES, first, {"kind": "denunciation", "unanswered": "Mùi về"})])
    shown = _shown(run, notebook)
    assert "2. kind not chosen Hai 3. Lý · kind not chosen" in shown
    assert "opinion 1" not in shown
    assert "Mùi về" not in shown
    assert "Nhận tiền" not in shown


def test_why_something_is_unclear_is_said(run: Danvan, notebook: Notebook) -> None:
    issue = _add(notebook, Table.ISSUES, content="Một", referred_to="Điện lực")
    _add(notebook, Table.ISSUES, content="Hai", unanswered="hết giờ", resolved="2026-12-01")
    _add(
        notebook,
        Table.COMMITMENTS,
        issue=issue,
        content="Sửa",
        unit_unclear="chờ họp",
        due_unclear="chưa có vốn",
    )
    _add(notebook, Table.COMMITMENTS, content="Họp lại", due_text="thường xuyên")
    shown = _shown(run, notebook)
    assert "unclear (chờ họp) · unclear (chưa có vốn)" in shown
    assert "Passed on to: Điện lực" in shown
    assert "Settled on: 01/12/2026 Not answered because: hết giờ" in shown
    assert "Not under any opinion: Promise 2: Họp lại no unit · thường xuyên" in shown


def test_corrections_are_listed_with_number_day_person_and_reason(
    run: Danvan, notebook: Notebook
) -> None:
    open_issue, secret = (
        _add(notebook, Table.ISSUES, kind="report", content=content) for content in ("Một", "Hai")
    )
    assert "Corrections" not in _shown(run, notebook)
    close_session(notebook)
    notebook.record([Edit(Table.ISSUES, open_issue, {"kind": "proposal"})], reason="ghi nhầm")
    notebook.record([Edit(Table.ISSUES, secret, {"kind": "denunciation"})], reason="bà Mùi tố")
    notebook.record([Edit(Table.ISSUES, secret, {"content": "Ba"})], reason="bà Mùi nói lại")
    shown = _shown(run, notebook)
    today = f"{notebook.clock():%d/%m/%Y}"
    assert f"Corrections: 3 1. {today}" in shown
    assert "Lê Thu Hiền: opinion 1: Kind: “Phản ánh” → “Kiến nghị”; reason: ghi nhầm" in shown
    assert f"3. {today}" in shown
    assert shown.endswith("Lê Thu Hiền: a protected entry")
    assert "Mùi" not in shown.partition("Corrections")[2]


def _earlier(notebook: Notebook) -> str:
    return _add(
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
    issue = _add(notebook, Table.ISSUES, kind="proposal", content="Đường hỏng")
    given: dict[str, Value] = {"lead_unit": "Phòng Kinh tế", "due": "2020-12-10"}
    promise = _add(notebook, Table.COMMITMENTS, issue=issue, content="Sửa", **(given | fields))
    return issue, {"issue": issue, "commitment": promise}


def _followed_up(notebook: Notebook) -> None:
    """Minutes that were closed, and three reviews and a duty since."""
    listed = _earlier(notebook)
    confirmed: dict[str, Value] = {"result": "confirmed_in_part", "by": "Trưởng thôn"}
    notebook.record([Edit(Table.REVIEWS, listed, confirmed)])
    _issue, tied = _promised(notebook)
    close_session(notebook)
    moved: dict[str, Value] = {"was_due": "2020-12-10", "due": "2020-12-20", "reason": "mưa"}
    first = _add(notebook, Table.REVIEWS, result="postponed", on="2020-12-09", **tied, **moved)
    second = _add(notebook, Table.REVIEWS, result="reported_done", after=[first], **tied)
    _add(
        notebook,
        Table.REVIEWS,
        result="not_as_promised",
        note="còn ổ gà",
        progress=60,
        after=[first, second],
        **tied,
    )
    _add(notebook, Table.DUTIES, clock="dialogue_publish", on="2026-11-25", document="7/TB")


def test_each_promise_says_where_it_stands_and_what_was_found(
    run: Danvan, notebook: Notebook
) -> None:
    _followed_up(notebook)
    shown = _shown(run, notebook)
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
    shown = _shown(run, notebook)
    assert shown.endswith("Promise 1: Sửa Phòng Kinh tế · 10/12/2020 · overdue")
    assert "Reviewed" not in shown


def test_reviews_of_a_protected_promise_show_no_words(run: Danvan, notebook: Notebook) -> None:
    issue, tied = _promised(notebook)
    notebook.record([Edit(Table.ISSUES, issue, {"kind": "denunciation"})])
    said: dict[str, Value] = {"note": "bà Pàng ốm", "reason": "bà Pàng", "by": "bà Pàng"}
    moved: dict[str, Value] = {"result": "postponed", "due": "2020-12-20", "due_text": "khi khỏe"}
    _add(notebook, Table.REVIEWS, **tied, **moved, **said)
    shown = _shown(run, notebook) + run("show", notebook.state.session.code, "--json").stdout
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


def test_the_ready_session_is_whole_mixed_and_secret(demo: str, tmp_path: Path) -> None:
    notebook = Shelf(tmp_path / "data").open(demo, write=False)
    state = notebook.state
    assert notebook.notices == []
    assert {gap.field for gap in missing(state)} == {"result"}  # what was promised before
    assert sum(issue.protected for issue in state.issues()) == 1
    assert any(person.count for person in state.attendance())
    assert {bool(promise.due) for promise in state.commitments()} == {True, False}
    naming = {
        path.name
        for path in (tmp_path / "data").rglob("*")
        if path.is_file() and DENOUNCER.encode() in path.read_bytes()
    }
    assert naming == {"protected-0001.log", "protected.json"}


def test_the_demo_is_a_copy_that_can_be_written(run: Danvan, demo: str) -> None:
    folder = Path(json.loads(run("demo", "--no-screen", "--json").stdout)["folder"])
    try:
        assert folder != shipped_data() / "samples" / "demo"
        Shelf(folder).open(demo, write=True).close()
    finally:
        shutil.rmtree(folder)


def test_history_tells_changes_in_words_and_keeps_secrets(run: Danvan, code: str) -> None:
    run("add", code, "1 kn gt Đường hỏng", "2 tc Nhận tiền")
    notebook_told = run("history", code).stdout
    assert "new opinion 1: Speaker: “Lê Thị Hòa”" in notebook_told
    assert "a protected entry" in notebook_told
    assert "Nhận tiền" not in notebook_told
    told = json.loads(run("history", code, "--json").stdout)
    assert [entry["changes"] for entry in told if entry["protected"]] == [[]]


def test_history_tells_what_replaced_what_and_what_was_taken_back(
    run: Danvan, code: str, tmp_path: Path
) -> None:
    run("add", code, "1 kn gt Đường hỏng")
    notebook = Shelf(tmp_path / "data").open(code, person="Lê Thu Hiền")
    issue = notebook.state.issues()[0].id
    notebook.record([Edit(Table.ISSUES, issue, {"kind": "complaint"})])
    notebook.undo()
    notebook.close()
    told = " ".join(run("history", code).stdout.split())
    assert "Lê Thu Hiền: opinion 1: Kind: “Kiến nghị” → “Khiếu nại” [taken back]" in told
    assert told.endswith("took back: opinion 1: Kind: “Kiến nghị” → “Khiếu nại”")


def test_check_is_content_with_a_sound_folder(run: Danvan, demo: str) -> None:
    told = run("check")
    assert told.exit_code == 0
    assert demo in told.stdout
    assert "✗" not in told.stdout


def test_check_finds_minutes_that_are_not_the_sealed_ones(
    run: Danvan, code: str, tmp_path: Path
) -> None:
    notebook = Shelf(tmp_path / "data").open(code)
    session = notebook.state.session.id
    for step in ({"state": "reading"}, {"state": "closed", "seal": "0" * 64}):
        notebook.record([Edit(Table.SESSION, session, dict(step))])
    notebook.close()
    told = run("check")
    assert told.exit_code == 1
    assert f"✗ {code}: The minutes are not the ones that were agreed" in told.stdout


def test_check_finds_a_flipped_byte_and_bad_settings(
    run: Danvan, code: str, tmp_path: Path
) -> None:
    run("add", code, "1 kn Một")
    data = tmp_path / "data"
    (data / "settings.toml").write_text("x = 1\n", encoding="utf-8")
    journal = max(data.glob("sessions/*/journal-*.log"))
    journal.write_bytes(journal.read_bytes().replace("Một".encode(), b"Hai!"))
    told = run("check", "--json")
    assert told.exit_code == 1
    wrong = [finding for finding in json.loads(told.stdout)["findings"] if not finding["fine"]]
    assert [finding["name"] for finding in wrong] == ["settings", code]
    assert journal.name in wrong[1]["told"]


def test_check_does_not_make_a_folder_that_is_not_there(run: Danvan, tmp_path: Path) -> None:
    assert run("check").exit_code == 3
    assert not (tmp_path / "data").exists()


def test_an_export_is_written_read_back_and_verified(
    run: Danvan, demo: str, tmp_path: Path
) -> None:
    told = json.loads(run("export", demo, "--profile", "public", "--json").stdout)
    path = Path(told["path"])
    assert path.parent == tmp_path / "data" / "exports"
    assert run("verify", str(path)).exit_code == 0
    assert DENOUNCER not in path.read_text(encoding="utf-8")
    path.write_bytes(path.read_bytes().replace("Văn Xá".encode(), "Văn Xà".encode()))
    changed = run("verify", str(path))
    assert changed.exit_code == 1
    assert changed.stdout == ""


def test_an_export_goes_only_into_a_folder_that_is_there(
    run: Danvan, demo: str, tmp_path: Path
) -> None:
    (tmp_path / "stick").mkdir()
    assert run("export", demo, "--to", str(tmp_path / "stick")).exit_code == 0
    assert run("export", demo, "--to", str(tmp_path / "missing")).exit_code == 2
    assert not (tmp_path / "missing").exists()


def test_the_capture_help_names_every_code(run: Danvan) -> None:
    told = run("help-capture").stdout
    for code, name in (("kn", "Kiến nghị"), ("gt", "Giao thông nông thôn"), ("vp", "Văn phòng")):
        assert f"  {code:<6}{name}" in told


def test_every_command_has_help_and_a_line_in_the_list(run: Danvan) -> None:
    listed = run("--help").stdout
    from click import Context

    for name in danvan.list_commands(Context(danvan)):
        assert f"  {name} " in listed
        assert run(name, "--help").exit_code == 0
