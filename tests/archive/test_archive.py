"""Every opinion on the shelf is found as it stands now, the newest first, whoever changed it."""

import shutil
from pathlib import Path

import pytest

from danvan_tui.archive.archive import Archive
from danvan_tui.ledger.errors import FolderError
from danvan_tui.ledger.opening import open_notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import IssueState, Table
from tests.archive.archived import contents, found, read_all, session
from tests.ledger.sessions import change, say


def test_an_opinion_is_found_with_all_that_is_shown_of_it(shelf: Shelf, archive: Archive) -> None:
    notebook = session(shelf, date="2026-11-22", villages=["Thôn Văn Xá", "Thôn Gò Vối"])
    person = notebook.new(Table.ATTENDANCE, name="Lê Thị Hòa", village="Thôn Gò Vối")
    notebook.record([person])
    issue = say(notebook, "Đường thôn hỏng", speaker=person.record, field="rural-roads")
    notebook.record([notebook.new(Table.COMMITMENTS, issue=issue, content="Sửa đường")])
    notebook.close()
    read_all(archive)
    (one,) = found(archive, "duong")
    assert one.meeting.folder == notebook.folder.name
    assert (one.meeting.code, one.meeting.date) == ("DT-2026-001", "2026-11-22")
    assert one.meeting.villages == ("Thôn Văn Xá", "Thôn Gò Vối")
    assert (one.raised.issue, one.raised.number) == (issue, 1)
    assert (one.raised.speaker, one.raised.village) == ("Lê Thị Hòa", "Thôn Gò Vối")
    assert one.raised.state is IssueState.PROMISED


@pytest.mark.parametrize(
    "query",
    ["đường", "duong hong", "hoa", "lth", "Hòa đường", "duong hoa", "duong go voi", "go voi duong",
     "22/11/2026", "dt-2026-001", "giao thong", ""],
)  # fmt: skip
def test_it_is_found_by_what_who_where_and_when(shelf: Shelf, archive: Archive, query: str) -> None:
    field = next(one for one in archive._fields.values() if one.name.startswith("Giao thông"))
    notebook = session(shelf, date="2026-11-22")
    fields = {"speaker_name": "Lê Thị Hòa", "village": "Thôn Gò Vối", "field": field.id}
    say(notebook, "Đường thôn hỏng", **fields)
    notebook.close()
    read_all(archive)
    assert contents(archive, query) == ["Đường thôn hỏng"]
    assert contents(archive, "đương") == contents(archive, "hóa") == []


def test_the_newest_come_first_whatever_was_read_first(shelf: Shelf, archive: Archive) -> None:
    for date in ("2026-11-22", "2026-03-01", "2026-12-24"):
        notebook = session(shelf, date=date)
        say(notebook, f"Đường {date} một")
        say(notebook, f"Đường {date} hai")
        notebook.close()
    read_all(archive)
    expected = [
        f"Đường {date} {which}"
        for date in ("2026-12-24", "2026-11-22", "2026-03-01")
        for which in ("hai", "một")
    ]
    assert contents(archive, "duong") == expected
    assert len(archive) == 6
    search = archive.search("duong", limit=3)
    search.finish()
    assert search.count == 6
    assert [one.raised.content for one in archive.found(search)] == expected[:3]


def test_only_what_changed_is_read_again(shelf: Shelf, archive: Archive) -> None:
    first, second = session(shelf), session(shelf)
    say(first, "Đường hỏng")
    say(second, "Mất nước")
    first.close()
    second.close()
    read_all(archive)
    assert archive.survey().stale == []
    again = open_notebook(second.folder)
    change(again, next(iter(again.state.fold.rows[Table.ISSUES])), content="Mất điện")
    again.close()
    assert archive.survey().stale == [second.folder]
    read_all(archive)
    assert (contents(archive, "mat nuoc"), contents(archive, "mat dien")) == ([], ["Mất điện"])
    shutil.rmtree(first.folder)
    read_all(archive)
    assert contents(archive, "") == ["Mất điện"]


def test_a_session_somebody_else_writes_is_read_every_time(shelf: Shelf, archive: Archive) -> None:
    notebook = session(shelf)
    for count in range(1, 4):
        say(notebook, "Đường hỏng")
        read_all(archive)
        assert len(contents(archive, "duong")) == count
    notebook.close()


def test_the_open_session_comes_from_its_state(shelf: Shelf, archive: Archive) -> None:
    notebook = session(shelf)
    name = notebook.folder.name
    issue = say(notebook, "Đường hỏng")
    say(notebook, "Mất nước")
    archive.refresh_session(name, notebook.state)
    before = archive.index.size
    change(notebook, issue, content="Cầu hỏng")
    archive.refresh_session(name, notebook.state)
    assert archive.index.size == before + 1
    assert contents(archive, "hong") == ["Cầu hỏng"]
    assert contents(archive, "") == ["Mất nước", "Cầu hỏng"]
    assert archive.survey().stale == []
    notebook.record(notebook.removal(Table.ISSUES, issue))
    archive.refresh_session(name, notebook.state)
    assert contents(archive, "hong") == []
    change(notebook, notebook.state.issues()[0].id, content="Mất điện")
    notebook.close()
    archive.close_session(name)
    read_all(archive)
    assert contents(archive, "") == ["Mất điện"]


def test_what_was_read_before_an_entry_does_not_undo_it(shelf: Shelf, archive: Archive) -> None:
    notebook = session(shelf)
    issue = say(notebook, "Đường hỏng")
    late = archive.read(notebook.folder)
    change(notebook, issue, content="Cầu hỏng")
    archive.refresh_session(notebook.folder.name, notebook.state)
    archive.take(late)
    assert contents(archive, "hong") == ["Cầu hỏng"]
    notebook.close()
    archive.close_session(notebook.folder.name)
    archive.take(late)
    assert contents(archive, "hong") == ["Cầu hỏng"]


def test_a_drive_that_fails_takes_nothing_from_the_open_session(
    shelf: Shelf, archive: Archive
) -> None:
    notebook = session(shelf)
    say(notebook, "Đường hỏng")
    archive.refresh_session(notebook.folder.name, notebook.state)
    moved = notebook.folder.rename(notebook.folder.with_name("elsewhere"))
    archive.take(archive.read(notebook.folder))
    assert contents(archive, "duong") == ["Đường hỏng"]
    moved.rename(notebook.folder)
    notebook.close()


def test_a_new_date_moves_the_whole_session(shelf: Shelf, archive: Archive) -> None:
    notebook = session(shelf, date="2026-11-22")
    say(notebook, "Đường hỏng")
    archive.refresh_session(notebook.folder.name, notebook.state)
    session_id = notebook.state.session.id
    notebook.record([Edit(Table.SESSION, session_id, {"date": "2026-11-29"})])
    archive.refresh_session(notebook.folder.name, notebook.state)
    assert contents(archive, "duong 29/11") == ["Đường hỏng"]
    assert contents(archive, "duong 22/11") == []
    notebook.close()


def test_a_folder_that_cannot_be_read_is_counted_and_the_others_are_found(
    shelf: Shelf, archive: Archive
) -> None:
    good, bad = session(shelf), session(shelf)
    for notebook in (good, bad):
        say(notebook, "Đường hỏng")
        notebook.close()
    read_all(archive)
    assert archive.skipped == 0
    (shelf.root / "sessions" / "empty").mkdir()
    for path in bad.folder.iterdir():
        path.write_bytes(b"\xff" * 50)
    read_all(archive)
    assert archive.skipped == 2
    assert [one.meeting.folder for one in found(archive, "duong")] == [good.folder.name]
    shutil.rmtree(bad.folder)
    read_all(archive)
    assert archive.skipped == 1


def test_a_session_that_vanishes_while_the_shelf_is_read_is_counted(
    shelf: Shelf, archive: Archive
) -> None:
    notebook = session(shelf)
    notebook.close()
    survey = archive.survey()
    archive.begin(survey)
    shutil.rmtree(notebook.folder)
    for folder in survey.stale:
        archive.take(archive.read(folder))
    assert (archive.read_so_far, archive.total, archive.skipped) == (1, 1, 1)
    read_all(archive)
    assert archive.skipped == 0


def test_a_shelf_that_is_gone_is_said_to_be(shelf: Shelf, archive: Archive) -> None:
    shutil.rmtree(shelf.root)
    with pytest.raises(FolderError):
        archive.survey()


def test_nothing_is_ever_written(shelf: Shelf, archive: Archive) -> None:
    notebook = session(shelf)
    say(notebook, "Đường hỏng")
    before = _files(shelf.root)
    read_all(archive)
    contents(archive, "duong")
    assert _files(shelf.root) == before
    notebook.close()


def _files(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
