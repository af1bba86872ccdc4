"""What arrives is taken once, whole or not at all; what was taken before is not taken again."""

import os
from functools import partial
from pathlib import Path

import pytest

from danvan_tui.ledger.operation import Edit
from danvan_tui.model.records import Table
from danvan_tui.office.office import Office
from danvan_tui.office.receiving.arrivals import Arrival
from danvan_tui.office.receiving.importing import ImportCancelledError, import_files
from danvan_tui.office.receiving.reading import read_in_turns
from danvan_tui.office.receiving.undoing import undo
from danvan_tui.office.register.outcomes import Verdict
from tests.office.carried import FieldLaptop, exported, put, raise_issue, tear


def _codes(office: Office) -> list[str]:
    return sorted(listed.summary.code for listed in office.register.summaries())


def test_a_preview_says_what_would_come_and_changes_nothing(
    office: Office, laptop: FieldLaptop, stick: Path
) -> None:
    notebook = laptop.session("Đường hỏng")
    villages = ["Thôn Văn Xá", "Thôn Gò Vối"]
    notebook.record([Edit(Table.SESSION, notebook.state.session.id, {"villages": villages})])
    laptop.send(notebook, stick)
    report = import_files(office, [stick], commit=False)
    assert [item.verdict for item in report.items] == [Verdict.NEW]
    assert [*report.items[0].villages] == villages
    assert report.items[0].code == "DT-2026-001"
    assert report.items[0].date == "2026-11-22"
    assert report.items[0].laptop_name == "Máy 1"
    assert report.items[0].sealed
    assert report.brings_anything
    assert not report.is_taken
    assert _codes(office) == []
    assert not list(stick.rglob("to-laptops"))


def test_what_is_taken_is_in_the_register(office: Office, laptop: FieldLaptop, stick: Path) -> None:
    notebook = laptop.session("Đường hỏng")
    laptop.send(notebook, stick)
    report = import_files(office, [stick], commit=True)
    session = notebook.state.session.id
    assert report.is_taken
    assert report.items[0].added == len(notebook.state.fold.operations)
    assert office.register.operations(session) == notebook.state.fold.ordered()


def test_a_file_that_comes_again_is_the_same_and_not_read_further(
    office: Office, laptop: FieldLaptop, stick: Path
) -> None:
    laptop.send(laptop.session("Đường hỏng"), stick)
    import_files(office, [stick], commit=True)
    again = import_files(office, [stick], commit=True)
    assert [(item.verdict, item.is_known) for item in again.items] == [(Verdict.SAME, True)]
    assert not again.brings_anything


def test_an_old_file_replayed_after_a_newer_one_changes_nothing(
    office: Office, laptop: FieldLaptop, stick: Path, tmp_path: Path
) -> None:
    notebook = laptop.session("Đường hỏng")
    old = laptop.send(notebook, stick)
    raise_issue(notebook, content="Mương tắc")
    newer = laptop.send(notebook, tmp_path / "other")
    first = import_files(office, [newer], commit=True)
    assert [item.verdict for item in first.items] == [Verdict.NEW]
    report = import_files(office, [old, old.parent], commit=True)
    assert [item.verdict for item in report.items] == [Verdict.SAME]
    session = notebook.state.session.id
    assert office.register.operations(session) == notebook.state.fold.ordered()


def test_a_session_that_grew_is_told_as_changed(
    office: Office, laptop: FieldLaptop, stick: Path
) -> None:
    notebook = laptop.session("Đường hỏng")
    laptop.send(notebook, stick)
    import_files(office, [stick], commit=True)
    raise_issue(notebook, content="Mương tắc")
    laptop.send(notebook, stick)
    report = import_files(office, [stick], commit=True)
    assert [(i.verdict, i.added) for i in report.items if not i.is_known] == [(Verdict.CHANGED, 1)]


def test_only_our_files_in_a_folder_are_looked_at(
    office: Office, laptop: FieldLaptop, stick: Path
) -> None:
    laptop.send(laptop.session("Đường hỏng"), stick)
    (stick / "photo.jpg").write_bytes(b"\xff\xd8")
    (stick / "package.json").write_text("{}", encoding="utf-8")
    (stick / ".hidden.danvan").write_bytes(b"x")
    answers = stick / "danvan" / "to-laptops" / "abc"
    answers.mkdir(parents=True)
    (answers / "receipt.danvan").write_bytes(b"x")
    report = import_files(office, [stick], commit=True)
    assert [item.verdict for item in report.items] == [Verdict.NEW]
    assert report.left == 3


@pytest.mark.parametrize("name", ["System Volume Information", "$RECYCLE.BIN", "lost+found"])
def test_what_the_system_keeps_on_a_stick_is_not_looked_into(
    office: Office, laptop: FieldLaptop, tmp_path: Path, name: str
) -> None:
    """Nobody may read these: they would be told as trouble on every stick."""
    laptop.send(laptop.session("Đường hỏng"), tmp_path / "stick" / name)
    report = import_files(office, [tmp_path / "stick"], commit=True)
    assert (report.items, report.problems) == ([], ())


def test_only_regular_files_of_a_folder_are_looked_at(
    office: Office, laptop: FieldLaptop, stick: Path, tmp_path: Path
) -> None:
    sent = laptop.send(laptop.session("Đường hỏng"), tmp_path / "elsewhere")
    folder = put(stick, "note.txt", b"x").parent
    try:
        (folder / "link.danvan.age").symlink_to(sent)
        (folder / "link.json").symlink_to(put(tmp_path, "a.json", exported(laptop.session())))
        (folder / "folder").symlink_to(sent.parent, target_is_directory=True)
    except OSError:
        pytest.skip("no links can be made here")
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe.danvan")
    report = import_files(office, [stick], commit=True)
    assert report.items == []
    assert report.left == len([*folder.iterdir()]) - 1
    assert not office.quarantine.exists()


def test_an_unsigned_export_is_taken_only_knowingly(
    office: Office, laptop: FieldLaptop, stick: Path
) -> None:
    notebook = laptop.session("Đường hỏng")
    put(stick, "DT-2026-001_office.json", exported(notebook))
    report = import_files(office, [stick], commit=True)
    assert [item.trouble for item in report.items] == ["unsigned"]
    assert "--unsigned" in report.items[0].reason
    assert _codes(office) == []
    report = import_files(office, [stick], commit=True, unsigned=True)
    assert [item.verdict for item in report.items] == [Verdict.NEW]
    assert report.items[0].laptop == ""


def test_an_import_that_is_stopped_takes_nothing(
    office: Office, laptop: FieldLaptop, stick: Path
) -> None:
    laptop.send(laptop.session("Đường hỏng"), stick)
    laptop.send(laptop.session("Mương tắc"), stick)
    seen: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        seen.append((done, total))

    with pytest.raises(ImportCancelledError):
        import_files(
            office,
            [stick],
            commit=True,
            progress=progress,
            is_cancelled=lambda: len(seen) == 1,
        )
    assert seen == [(0, 2)]
    assert _codes(office) == []


def test_taking_back_takes_back_one_whole_import_after_the_other(
    office: Office, laptop: FieldLaptop, stick: Path
) -> None:
    laptop.send(laptop.session("Đường hỏng"), stick)
    import_files(office, [stick], commit=True)
    laptop.send(laptop.session("Mương tắc"), stick)
    laptop.send(laptop.session("Đèn hỏng"), stick)
    import_files(office, [stick], commit=True)
    assert len(_codes(office)) == 3
    assert undo(office).undone.packages == 2
    assert len(_codes(office)) == 1
    assert undo(office).undone.packages == 1
    assert _codes(office) == []
    report = import_files(office, [stick], commit=True)
    assert [item.verdict for item in report.items] == [Verdict.NEW] * 3


def test_a_folder_that_cannot_be_read_is_told(
    office: Office, laptop: FieldLaptop, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop.send(laptop.session("Đường hỏng"), stick)
    torn = stick / "torn"
    tear(torn, monkeypatch)
    report = import_files(office, [stick], commit=True)
    assert report.counts[Verdict.NEW] == 1
    (problem,) = report.problems
    assert "torn" in problem
    assert problem.endswith(".")


def test_files_are_read_a_few_at_a_time() -> None:
    sizes = [1] * 450 + [5_000_000] * 7
    arrivals = [Arrival(str(n), "", partial(bytes, size)) for n, size in enumerate(sizes)]
    heard: list[int] = []
    turns = list(read_in_turns(arrivals, heard.append))
    assert [file.arrival for turn in turns for file in turn] == arrivals
    assert heard == list(range(len(sizes)))
    assert max(len(turn) for turn in turns) == 40
    assert max(sum(len(file.data) for file in turn) for turn in turns) <= 10_000_040
