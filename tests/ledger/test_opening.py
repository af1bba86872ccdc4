"""The notebook always opens, at its newest good state, and says what it left out."""

import errno
import os
import shutil
from pathlib import Path

import pytest

from danvan_tui.ledger.errors import LedgerError, NewerFormatError, UnreadableError
from danvan_tui.ledger.frame import pack, unpack
from danvan_tui.ledger.journal import journal_files
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.opening import open_notebook
from danvan_tui.ledger.operation import Change, Operation, encode_operation
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import Table
from tests.ledger.sessions import say

SAID = [f"ý kiến thứ {number}" for number in range(1, 6)]


@pytest.fixture
def folder(notebook: Notebook) -> Path:
    """Five opinions recorded, then the program killed: no closing, no checkpoint."""
    for content in SAID:
        say(notebook, content)
    return copy_of(notebook.folder)


def copy_of(folder: Path) -> Path:
    return Path(shutil.copytree(folder, folder.parent / "copy"))


def contents(notebook: Notebook) -> list[str]:
    return [issue.content for issue in notebook.state.issues()]


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file that holds something said; who writes now is not of them."""
    return {p.name: p.read_bytes() for p in folder.iterdir() if not p.name.startswith("writer.")}


def written(folder: Path) -> Path:
    return journal_files(folder, "journal")[-1]


def damage(path: Path, place: int, data: bytes = b"\xff") -> None:
    whole = bytearray(path.read_bytes())
    whole[place : place + len(data)] = data
    path.write_bytes(whole)


def place_of(path: Path, text: str) -> int:
    return path.read_bytes().index(text.encode())


def opened_and_again(folder: Path) -> Notebook:
    """Opened, and after closing opened once more: there is nothing left to mend."""
    first = open_notebook(folder)
    first.close()
    again = open_notebook(folder, write=False)
    assert contents(again) == contents(first)
    assert again.notices == []
    return first


def test_an_unharmed_session_opens_without_a_word(folder: Path) -> None:
    notebook = opened_and_again(folder)
    assert (contents(notebook), notebook.notices) == (SAID, [])


def test_a_damaged_entry_is_left_out_told_and_kept(folder: Path) -> None:
    damage(written(folder), place_of(written(folder), SAID[2]))
    broken = written(folder).read_bytes()
    notebook = opened_and_again(folder)
    assert contents(notebook) == [*SAID[:2], *SAID[3:]]
    assert "journal-0002.log" in notebook.notices[0]
    assert any("1 damaged place" in notice for notice in notebook.notices)
    assert [path.read_bytes() for path in (folder / "damaged").iterdir()] == [broken]


def test_a_damaged_entry_that_the_saved_state_knows_is_brought_back(notebook: Notebook) -> None:
    for content in SAID:
        say(notebook, content)
    notebook.checkpoint()
    folder = copy_of(notebook.folder)
    damage(written(folder), place_of(written(folder), SAID[2]))
    mended = opened_and_again(folder)
    assert contents(mended) == SAID
    assert any("brought back" in notice for notice in mended.notices)


@pytest.mark.parametrize("entry", [1, 3, 5])
def test_a_journal_cut_in_an_entry_keeps_those_before_it(folder: Path, entry: int) -> None:
    path = written(folder)
    path.write_bytes(path.read_bytes()[: place_of(path, SAID[entry - 1]) + 2])
    notebook = opened_and_again(folder)
    assert contents(notebook) == SAID[: entry - 1]
    assert notebook.notices != []


def test_a_journal_cut_between_two_entries_is_noticed_too(folder: Path) -> None:
    path = written(folder)
    whole = path.read_bytes()
    path.write_bytes(whole[: unpack(whole)[0][3].offset])
    notebook = opened_and_again(folder)
    assert contents(notebook) == SAID[:2]
    assert any("cut short" in notice for notice in notebook.notices)


@pytest.mark.parametrize("lost", ["journal-0001.log", "journal-0002.log"])
def test_a_lost_journal_is_rebuilt_from_the_saved_state(notebook: Notebook, lost: str) -> None:
    for content in SAID:
        say(notebook, content)
    notebook.close()
    (notebook.folder / lost).unlink()
    mended = opened_and_again(notebook.folder)
    assert contents(mended) == SAID
    assert any("brought back" in notice for notice in mended.notices)


def test_a_lost_state_is_rebuilt_from_the_journal(folder: Path) -> None:
    (folder / "session.json").unlink()
    assert contents(opened_and_again(folder)) == SAID
    assert (folder / "session.json").exists()


def test_a_damaged_state_is_rebuilt_from_the_journal_and_told(folder: Path) -> None:
    damage(folder / "session.json", 300)
    broken = (folder / "session.json").read_bytes()
    notebook = opened_and_again(folder)
    assert contents(notebook) == SAID
    assert "session.json" in notebook.notices[0]
    assert (folder / "session.json").exists()
    assert [path.read_bytes() for path in (folder / "damaged").iterdir()] == [broken]


def test_a_state_that_is_no_file_is_put_aside(folder: Path) -> None:
    (folder / "session.json").unlink()
    (folder / "session.json").mkdir()
    notebook = opened_and_again(folder)
    assert contents(notebook) == SAID
    assert len(list((folder / "damaged").iterdir())) == 1


def test_a_file_that_cannot_be_read_just_now_is_neither_moved_nor_written_beside(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "session.json").unlink()
    before = files_of(folder)
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "journal-0002.log":  # as a virus scanner does on Windows
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    notebook = open_notebook(folder)
    assert (notebook.read_only, notebook.damaged) == (True, True)
    assert "journal-0002.log cannot be read just now" in notebook.notices[0]
    notebook.close()
    monkeypatch.undo()
    assert files_of(folder) == before
    again = open_notebook(folder)
    assert (contents(again), again.read_only) == (SAID, False)
    again.close()


def test_nothing_readable_is_said_and_left_as_it_is(folder: Path) -> None:
    for path in [*folder.glob("*.log"), folder / "session.json"]:
        path.write_bytes(b"\xff" * 50)
    before = files_of(folder)
    with pytest.raises(UnreadableError, match=folder.name):
        open_notebook(folder)
    assert files_of(folder) == before


def test_an_operation_typed_as_text_is_not_invented_from_a_damaged_entry(
    notebook: Notebook,
) -> None:
    change = Change(table=Table.ISSUES, record="forged", fields={"content": "bịa"})
    forged = encode_operation(Operation(id="f.1", time=9, at="", changes=[change]))
    say(notebook, f"lời nói {pack(7, forged).decode()} hết")
    folder = copy_of(notebook.folder)
    damage(written(folder), place_of(written(folder), "lời nói"))
    mended = opened_and_again(folder)
    assert contents(mended) == []
    assert "f.1" not in mended.state.fold.operations


def test_damage_twice_keeps_both_files(folder: Path) -> None:
    for content in SAID[:2]:
        damage(written(folder), place_of(written(folder), content))
        open_notebook(folder).close()
    assert contents(open_notebook(folder, write=False)) == SAID[1:]  # the state knew the second
    assert len(list((folder / "damaged").iterdir())) == 2


def test_a_reader_mends_nothing(folder: Path) -> None:
    damage(written(folder), place_of(written(folder), SAID[2]))
    before = files_of(folder)
    notebook = open_notebook(folder, write=False)
    assert len(contents(notebook)) == 4
    assert notebook.notices != []
    assert files_of(folder) == before


def test_a_restored_copy_never_repeats_the_ids_of_the_original(
    notebook: Notebook, folder: Path
) -> None:
    copy = open_notebook(folder)
    say(notebook, "bản gốc")
    say(copy, "bản sao")
    ours, theirs = (set(one.state.fold.operations) for one in (notebook, copy))
    assert len(ours & theirs) == len(ours) - 1 == len(theirs) - 1
    copy.close()


@pytest.mark.parametrize("name", ["journal-0009.log", "protected-0001.log"])
def test_a_newer_format_is_refused_and_left_untouched(folder: Path, name: str) -> None:
    (folder / name).write_bytes(pack(0, b'{"format":2}') + b"\0")
    before = files_of(folder)
    with pytest.raises(NewerFormatError):
        open_notebook(folder)
    assert files_of(folder) == before
    (folder / name).unlink()
    open_notebook(folder).close()  # the pen was put down again


def test_an_empty_folder_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=tmp_path.name):
        open_notebook(tmp_path)


def test_many_sessions_of_writing_add_up(shelf: Shelf, notebook: Notebook) -> None:
    notebook.close()
    for content in SAID:
        again = shelf.open("DT-2026-001")
        say(again, content)
        again.close()
    assert contents(shelf.open("DT-2026-001", write=False)) == SAID
