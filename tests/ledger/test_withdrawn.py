"""What was a denunciation before anybody knew, or lost the word that it was one, stays secret."""

from pathlib import Path

import pytest

from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.opening import open_notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.rearranging import join_edits
from danvan_tui.ledger.veil import HIDDEN
from danvan_tui.model.records import DENUNCIATION, Table
from tests.ledger.sessions import change, say

NAME = "Sùng Thị Pàng"


def exposed(folder: Path) -> list[str]:
    """The open files that hold the name."""
    open_files = (path for path in folder.rglob("*") if not path.name.startswith("protected"))
    return [p.name for p in open_files if p.is_file() and NAME.encode() in p.read_bytes()]


def test_an_entry_taken_back_and_written_anew_as_a_denunciation_is_secret_too(
    notebook: Notebook,
) -> None:
    say(notebook, "lấy tiền", speaker_name=NAME, village="Bản Xa")
    notebook.checkpoint()
    notebook.undo()
    say(notebook, "lấy tiền", kind=DENUNCIATION)
    assert exposed(notebook.folder) == []
    assert [issue.protected for issue in notebook.state.issues()] == [True]


@pytest.mark.parametrize("listed", [True, False])
def test_what_the_denouncer_said_before_and_was_taken_out_is_secret_too(
    notebook: Notebook, listed: bool
) -> None:
    person = notebook.new(Table.ATTENDANCE, name=NAME.upper())
    notebook.record([person])
    speaker = {"speaker": person.record} if listed else {"speaker_name": NAME}
    first = say(notebook, f"tôi, {NAME}, tố cáo", **speaker)
    other = say(notebook, "đường", speaker_name="Lò Văn Hặc")
    notebook.record([notebook.delete(Table.ISSUES, first)])
    say(notebook, "cầu")
    say(notebook, "lấy tiền", kind=DENUNCIATION, speaker_name=NAME)
    assert exposed(notebook.folder) == []
    assert first in notebook.state.fold.protected
    assert other not in notebook.state.fold.protected


def test_what_was_joined_to_a_denunciation_before_anybody_knew_is_secret_too(
    notebook: Notebook,
) -> None:
    first = say(notebook, f"{NAME} lấy tiền", speaker_name="Lò Văn Hặc")
    second = say(notebook, "bà ấy lấy đất", speaker_name=NAME)
    third = say(notebook, f"và {NAME} đánh người", speaker_name="Vàng A Tủa")
    notebook.record(join_edits(notebook, second, first))
    notebook.record(join_edits(notebook, third, second))
    notebook.record([Edit(Table.ISSUES, third, {"kind": DENUNCIATION})])
    notebook.checkpoint()
    assert exposed(notebook.folder) == []
    assert notebook.state.fold.protected == {first, second, third}


def test_nothing_else_becomes_secret(notebook: Notebook) -> None:
    say(notebook, "đường", speaker_name="Lò Văn Hặc")
    notebook.undo()
    say(notebook, "cầu")
    say(notebook, "lấy tiền", kind=DENUNCIATION, speaker_name=NAME)
    assert len(notebook.state.fold.protected) == 1


@pytest.mark.parametrize("lost", ["session.json", "journal-0002.log"])
def test_what_stood_in_a_protected_file_stays_secret_whatever_is_lost(
    notebook: Notebook, lost: str
) -> None:
    issue = say(notebook, "lấy tiền", speaker_name=NAME)
    change(notebook, issue, kind=DENUNCIATION)
    notebook.close()
    folder = notebook.folder
    (folder / "session.json").unlink()
    (folder / lost).unlink(missing_ok=True)
    again = open_notebook(folder)
    assert all(NAME not in repr(row) for row in again.state.issues())
    say(again, "thêm")
    again.close()
    assert exposed(folder) == []


def test_only_unit_and_deadline_of_a_promise_to_a_denouncer_are_shown(notebook: Notebook) -> None:
    issue = say(notebook, "lấy tiền", kind=DENUNCIATION, speaker_name=NAME, note=f"nhà {NAME}")
    notebook.record(
        [
            notebook.new(
                Table.COMMITMENTS,
                issue=issue,
                content="xuống Bản Xa gặp Pàng, 0987 654 321",
                contact="Pàng",
                lead_unit="Công an xã",
                due="2026-12-15",
                due_text="trước khi Pàng đi",
            )
        ]
    )
    notebook.record([notebook.new(Table.ANSWERS, issue=issue, content="sẽ gặp Pàng ở Bản Xa")])
    (promise,) = notebook.state.commitments()
    assert (promise.lead_unit, promise.due) == ("Công an xã", "2026-12-15")
    assert {promise.content, promise.contact, promise.due_text} == {HIDDEN}
    assert [answer.content for answer in notebook.state.answers()] == [HIDDEN]
    notebook.checkpoint()
    assert b"0987" not in (notebook.folder / "session.json").read_bytes()
    assert exposed(notebook.folder) == []


def test_why_a_protected_issue_was_changed_is_secret_too(notebook: Notebook) -> None:
    issue = say(notebook, "lấy tiền", kind=DENUNCIATION, speaker_name=NAME)
    change_with_reason = notebook.prepare(
        [notebook.new(Table.ISSUES, content="x")._replace(record=issue, fields={"people": 2})],
        reason=f"{NAME} nói lại",
    )
    notebook.write(change_with_reason)
    notebook.apply(change_with_reason)
    notebook.checkpoint()
    assert exposed(notebook.folder) == []


def test_who_came_or_left_in_one_entry_with_a_denunciation_is_not_told(notebook: Notebook) -> None:
    """As another program may have recorded it: that person would be its speaker."""
    person = notebook.new(Table.ATTENDANCE, name="Lò Văn Ó")
    notebook.record([person])
    issue = say(notebook, "Nhận tiền", speaker=person.record)
    here = Edit(Table.ATTENDANCE, person.record, {"presence": "present"})
    entry = notebook.prepare([Edit(Table.ISSUES, issue, {"kind": DENUNCIATION}), here])
    assert entry.secret
    notebook.write(entry)
    assert notebook.state.fold.is_secret(notebook.apply(entry))
