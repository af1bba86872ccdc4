"""The sessions of an office's register are found, read and followed up like one's own."""

import sqlite3
from collections.abc import Callable

import msgspec
import pytest

from danvan_tui.exchange.document import OfficeDocument, Profile
from danvan_tui.exchange.export import build_export
from danvan_tui.exchange.verify import verify
from danvan_tui.followup.index.follow_up import FollowUp
from danvan_tui.followup.reviewing.recording import Found, record_reviews
from danvan_tui.followup.reviewing.taking_back import take_back_last
from danvan_tui.ledger.errors import (
    ClosedError,
    FolderError,
    InvalidChangeError,
    LedgerError,
    MinutesElsewhereError,
    SaveError,
)
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.rows import rows_of
from danvan_tui.ledger.sessions import Sessions
from danvan_tui.ledger.shelf import NoSuchSessionError
from danvan_tui.model.records import DENUNCIATION, CommitmentState, Result, SessionState, Table
from danvan_tui.office.office import Office
from danvan_tui.office.shelf import RegisterShelf
from tests.office.carried import NOON
from tests.office.shelf.registered import DEAR, FAR, bring, denounced, promise_in, step


def test_it_lists_what_the_laptops_recorded_with_their_communes(
    shelf: RegisterShelf, dear: Notebook, far: Notebook
) -> None:
    asked: Sessions = shelf
    told = {
        one.commune: (one.folder.name, one.summary.code, one.summary.commitments)
        for one in asked.sessions()
        if one.summary
    }
    assert told == {
        DEAR: (dear.state.session.id, "DT-2026-001", 1),
        FAR: (far.state.session.id, "DT-2026-001", 1),
    }


def test_the_list_is_the_very_same_until_something_changes(
    shelf: RegisterShelf, office: Office, dear: Notebook
) -> None:
    listed = shelf.sessions()
    assert shelf.sessions() is listed
    promise_in(dear, "Nạo vét mương")
    bring(office, dear)
    assert [one.summary.commitments for one in shelf.sessions() if one.summary] == [2]


def test_what_is_shown_of_a_session_is_what_the_laptop_shows(
    shelf: RegisterShelf, dear: Notebook
) -> None:
    assert shelf.rows(dear.state.session.id) == rows_of(dear.state)


def test_one_code_in_two_communes_is_asked_about(
    shelf: RegisterShelf, dear: Notebook, far: Notebook
) -> None:
    with pytest.raises(NoSuchSessionError) as refused:
        shelf.find("dt-2026-001")
    assert DEAR in str(refused.value)
    assert FAR in str(refused.value)
    for notebook in (dear, far):
        session = notebook.state.session.id
        name = f"DT-2026-001-{session[-6:]}"
        assert name in str(refused.value)
        assert shelf.find(name).name == session == shelf.find(session).name
    with pytest.raises(NoSuchSessionError):
        shelf.find("DT-2026-002")


def test_a_session_that_cannot_be_followed_up_is_told_by_its_code(
    shelf: RegisterShelf, office: Office, dear: Notebook
) -> None:
    with sqlite3.connect(office.folder / "register.sqlite") as connection:
        connection.execute("DROP TABLE operations")
    follow_up = FollowUp(shelf)
    follow_up.bring_up_to_date()
    session = dear.state.session
    assert f"Session {session.code}-{session.id[-6:]} " in " ".join(follow_up.problems)
    assert session.id not in " ".join(follow_up.problems)


def test_the_office_begins_no_session(shelf: RegisterShelf) -> None:
    with pytest.raises(InvalidChangeError):
        shelf.create(kind="dialogue")
    assert shelf.sessions() == []


def test_a_stamp_changes_with_what_the_session_holds(
    shelf: RegisterShelf, office: Office, dear: Notebook, far: Notebook
) -> None:
    before = shelf.stamps()
    promise_in(dear, "Nạo vét mương")
    bring(office, dear)
    after = shelf.stamps()
    assert before[dear.state.session.id] != after[dear.state.session.id]
    assert before[far.state.session.id] == after[far.state.session.id]
    assert after == {name: shelf.stamp(name) for name in after}


# Writing


def _promise(shelf: RegisterShelf, content: str) -> tuple[FollowUp, str]:
    follow_up = FollowUp(shelf)
    follow_up.bring_up_to_date()
    return follow_up, next(one.commitment for one in follow_up.promises if one.content == content)


def _reviewed(shelf: RegisterShelf, content: str = "Sửa đường") -> FollowUp:
    follow_up, promise = _promise(shelf, content)
    followable = follow_up.followable(promise)
    assert followable is not None
    found = Found(result=Result.IN_PROGRESS, on="2026-11-12", by="Lan")
    recorded = record_reviews(shelf, [followable], found, "Lan")
    assert recorded.problems == ()
    follow_up.bring_up_to_date()
    return follow_up


def test_a_review_of_the_office_is_an_entry_of_the_session_and_can_be_taken_back(
    shelf: RegisterShelf, dear: Notebook
) -> None:
    follow_up = _reviewed(shelf)
    (row,) = follow_up.promises
    assert row.state is CommitmentState.IN_PROGRESS
    (review,) = shelf.rows(dear.state.session.id).reviews
    assert review.by == "Lan"
    followable = follow_up.followable(row.commitment)
    assert followable is not None
    taken = take_back_last(shelf, [followable], follow_up.extracts(), "Lan")
    assert taken.problems == ()
    follow_up.bring_up_to_date()
    assert [one.state for one in follow_up.promises] == [CommitmentState.OPEN]
    assert shelf.rows(dear.state.session.id).reviews == []


def test_what_the_office_found_stays_when_the_laptop_sends_more(
    shelf: RegisterShelf, office: Office, dear: Notebook
) -> None:
    _reviewed(shelf)
    promise_in(dear, "Nạo vét mương")
    bring(office, dear)
    rows = shelf.rows(dear.state.session.id)
    assert (len(rows.commitments), len(rows.reviews)) == (2, 1)


def _issue(notebook: Notebook) -> str:
    return notebook.state.issues()[0].id


def _next_state(notebook: Notebook) -> str:
    is_closed = notebook.state.session.state is SessionState.CLOSED
    return SessionState.SENT if is_closed else SessionState.READING


WRITES: list[Callable[[Notebook], object]] = [
    lambda one: one.record([one.new(Table.ISSUES, content="Ý kiến mới")]),
    lambda one: one.record([Edit(Table.ISSUES, _issue(one), {"content": "Khác"})]),
    lambda one: one.record(one.removal(Table.ISSUES, _issue(one))),
    lambda one: step(one, _next_state(one)),
    lambda one: one.undo(),
]


@pytest.mark.parametrize("write", WRITES)
@pytest.mark.parametrize("is_closed", [False, True])
def test_the_office_writes_no_minutes(
    shelf: RegisterShelf,
    office: Office,
    dear: Notebook,
    write: Callable[[Notebook], object],
    is_closed: bool,
) -> None:
    if is_closed:
        step(dear, "reading", "closed")
        bring(office, dear)
    before = office.register.operations(dear.state.session.id)
    notebook = shelf.open("DT-2026-001", person="Lan")
    with pytest.raises(ClosedError if is_closed else MinutesElsewhereError):
        write(notebook)
    notebook.close()
    assert office.register.operations(dear.state.session.id) == before


@pytest.mark.usefixtures("dear")
def test_a_correction_with_a_reason_is_numbered_like_any_other(shelf: RegisterShelf) -> None:
    notebook = shelf.open("DT-2026-001", person="Lan")
    assert not notebook.are_minutes_open
    notebook.record([Edit(Table.ISSUES, _issue(notebook), {"content": "Khác"})], reason="Ghi sai")
    notebook.close()
    again = shelf.open("DT-2026-001", write=False)
    assert [one.content for one in again.state.issues()] == ["Khác"]
    assert [one.reason for one in again.state.fold.ordered() if one.reason] == ["Ghi sai"]


def test_two_at_the_office_may_write_in_one_session(shelf: RegisterShelf, dear: Notebook) -> None:
    first, second = (shelf.open("DT-2026-001", person=name) for name in ("Lan", "Mai"))
    for notebook in (first, second):
        edit = notebook.new(Table.DUTIES, clock="dialogue_publish", on="2026-11-12")
        notebook.record([edit])
        notebook.close()
    assert len(shelf.rows(dear.state.session.id).duties) == 2


@pytest.mark.usefixtures("dear")
def test_a_session_opened_for_reading_takes_nothing(shelf: RegisterShelf) -> None:
    notebook = shelf.open("DT-2026-001", write=False)
    with pytest.raises(LedgerError):
        notebook.record([Edit(Table.ISSUES, _issue(notebook), {"content": "Khác"})], reason="Sai")


@pytest.mark.usefixtures("dear")
def test_drafts_have_a_folder_while_there_are_any(shelf: RegisterShelf) -> None:
    notebook = shelf.open("DT-2026-001")
    notebook.line_draft.write({"line": "đang gõ"})
    notebook.close()
    again = shelf.open("DT-2026-001")
    assert again.line_draft.read() == {"line": "đang gõ"}
    again.line_draft.clear()
    again.close()


# Secrecy


def test_nothing_kept_beside_the_register_knows_a_denouncer(
    shelf: RegisterShelf, office: Office, dear: Notebook
) -> None:
    content, speaker = "Cán bộ ăn chặn tiền hỗ trợ", "Trịnh Thị Mùi"
    issue = denounced(dear, content, speaker)
    promise = dear.new(Table.COMMITMENTS, issue=issue, content="Xác minh đơn", due="2026-11-20")
    dear.record([promise])
    bring(office, dear)
    follow_up = FollowUp(shelf)
    follow_up.bring_up_to_date()
    said = repr([follow_up.promises, follow_up.extracts(), shelf.sessions()])
    said += repr(shelf.rows(dear.state.session.id))
    assert content not in said
    assert speaker not in said
    kept = [path for path in shelf.root.rglob("*") if path.is_file()]
    derived = [path for path in kept if "derived" in path.parts]
    assert derived
    for path in derived:
        assert speaker.encode("utf-8") not in path.read_bytes()


def test_the_index_is_forgotten_when_an_import_makes_something_secret(
    shelf: RegisterShelf, office: Office, dear: Notebook
) -> None:
    FollowUp(shelf).bring_up_to_date()
    derived = shelf.root / "derived" / "followup.msgpack"
    assert derived.exists()
    dear.record([Edit(Table.ISSUES, _issue(dear), {"kind": "denunciation"})])
    bring(office, dear)
    assert not derived.exists()


def test_the_index_is_forgotten_when_a_correction_makes_something_secret(
    shelf: RegisterShelf, dear: Notebook
) -> None:
    FollowUp(shelf).bring_up_to_date()
    notebook = shelf.open(dear.state.session.id, person="Lan")
    notebook.record([Edit(Table.ISSUES, _issue(notebook), {"kind": "denunciation"})], reason="Tố")
    notebook.close()
    assert not (shelf.root / "derived" / "followup.msgpack").exists()


# Failures


def test_a_register_that_takes_nothing_is_told_and_nothing_is_recorded(
    shelf: RegisterShelf, office: Office, dear: Notebook
) -> None:
    notebook = shelf.open("DT-2026-001", person="Lan")
    with sqlite3.connect(office.folder / "register.sqlite") as connection:
        connection.execute("DROP TABLE operations")
    edit = notebook.new(Table.DUTIES, clock="dialogue_publish", on="2026-11-12")
    with pytest.raises(SaveError) as refused:
        notebook.record([edit])
    assert "register" in str(refused.value)
    assert notebook.state.duties() == []
    with pytest.raises(FolderError):
        shelf.rows(dear.state.session.id)


def test_who_denounced_stays_veiled_in_all_that_goes_out_though_that_was_taken_back(
    shelf: RegisterShelf, office: Office, dear: Notebook
) -> None:
    issue = dear.new(Table.ISSUES, content="Cán bộ nhận tiền", speaker_name="Trần Thị Kín")
    dear.record([issue])
    bring(office, dear)
    dear.record([Edit(Table.ISSUES, issue.record, {"kind": DENUNCIATION})])
    bring(office, dear)
    office.register.undo_last("Lan")
    session = dear.state.session.id
    assert "Kín" not in repr(shelf.rows(session))
    opened = shelf.open(session, write=False)
    files = {one: build_export(opened, one, at=NOON.isoformat()) for one in Profile}
    assert all(verify(data).whole for data in files.values())
    office_file = msgspec.json.decode(files.pop(Profile.OFFICE), type=OfficeDocument)
    assert "Kín" in repr(office_file.protected)
    assert "Kín" not in repr(msgspec.structs.replace(office_file, protected=None))
    assert all("Kín".encode() not in data for data in files.values())
