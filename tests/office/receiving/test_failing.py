"""When the ground gives way under an import: one sentence, nothing lost, nothing doubled."""

import errno
import os
from pathlib import Path
from typing import NoReturn

import pytest
from sqlalchemy import event, update

from danvan_tui.office.office import Office
from danvan_tui.office.receiving.importing import import_files
from danvan_tui.office.receiving.retrying import held
from danvan_tui.office.register import tables
from danvan_tui.office.register.errors import RegisterError
from danvan_tui.office.register.outcomes import Verdict
from tests.office.carried import FieldLaptop, put


def _full(*_arguments: object) -> NoReturn:
    raise OSError(errno.ENOSPC, "No space left on device")


def _sent(laptop: FieldLaptop, stick: Path, count: int = 3, words: str = "") -> set[str]:
    """Packages of so many sessions on the stick; the ids of these."""
    ids = set()
    for number in range(count):
        notebook = laptop.session(f"Ý kiến {number} {words}")
        laptop.send(notebook, stick)
        ids.add(notebook.state.session.id)
    return ids


def _check_nothing_was_taken(office: Office) -> None:
    assert office.register.summaries() == []
    assert list(office.kept.glob("import*")) == []


def _check_all_is_taken_once(office: Office, stick: Path, ids: set[str]) -> None:
    report = import_files(office, [stick], commit=True)
    assert [item.verdict for item in report.items] == [Verdict.NEW] * len(ids)
    assert report.problems == ()
    assert {one.session for one in office.register.summaries()} == ids
    again = import_files(office, [stick], commit=True)
    assert all(item.is_known for item in again.items)


def test_a_full_disk_under_the_kept_files_takes_nothing(
    office: Office, laptop: FieldLaptop, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = _sent(laptop, stick)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fdatasync", _full)
        patch.setattr(os, "fsync", _full)
        with pytest.raises(RegisterError, match=r"full.*kept.*free some room"):
            import_files(office, [stick], commit=True)
    _check_nothing_was_taken(office)
    _check_all_is_taken_once(office, stick, ids)


def test_a_full_disk_under_the_register_takes_nothing(
    office: Office, laptop: FieldLaptop, stick: Path
) -> None:
    ids = _sent(laptop, stick, words="x" * 15_000)
    engine = office.register.database.engine
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    engine.dispose()

    def limit(connection: object, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")  # type: ignore[attr-defined]

    event.listen(engine, "connect", limit)
    with pytest.raises(RegisterError, match=r"full.*kept.*free some room"):
        import_files(office, [stick], commit=True)
    event.remove(engine, "connect", limit)
    engine.dispose()
    _check_nothing_was_taken(office)
    _check_all_is_taken_once(office, stick, ids)


def test_a_full_disk_under_quarantine_and_answers_keeps_what_was_taken(
    office: Office, laptop: FieldLaptop, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = _sent(laptop, stick, 1)
    bad = put(stick, "bad.danvan", b"danvan")
    with monkeypatch.context() as patch:
        patch.setattr(os, "pwrite", _full)
        report = import_files(office, [stick], commit=True)
    assert report.counts[Verdict.NEW] == 1
    assert {one.session for one in office.register.summaries()} == ids
    aside, answers = report.problems
    assert "bad.danvan" in aside
    assert "left where it is" in aside
    assert "danvan office send" in answers
    assert held(office) == []
    assert bad.read_bytes() == b"danvan"
    report = import_files(office, [stick], commit=True)
    assert report.problems == ()
    assert len(held(office)) == 1
    assert len(list(stick.glob(f"danvan/to-laptops/{laptop.keys.id}/receipt*"))) == 1


def test_a_register_of_a_newer_version_is_left_as_it_is(
    office: Office, laptop: FieldLaptop, stick: Path
) -> None:
    _sent(laptop, stick, 1)
    with office.register.database.writing() as connection:
        connection.execute(update(tables.register).values(format=tables.FORMAT + 1))
        connection.commit()
    office.close()
    path = office.folder / "register.sqlite"
    before = path.read_bytes()
    with pytest.raises(RegisterError, match=r"newer version.*Nothing was changed"):
        import_files(office, [stick], commit=True)
    office.close()
    assert path.read_bytes() == before
    assert list(office.kept.glob("import*")) == []


def test_files_that_vanish_while_they_are_read_stop_nothing(
    office: Office, laptop: FieldLaptop, stick: Path
) -> None:
    ids = _sent(laptop, stick)

    def pull(done: int, _all: int) -> None:
        if done == 1:
            for path in sorted((stick / "danvan" / "to-office").iterdir())[1:]:
                path.unlink()

    report = import_files(office, [stick], commit=True, progress=pull)
    assert [item.verdict for item in report.items] == [
        Verdict.NEW,
        Verdict.REFUSED,
        Verdict.REFUSED,
    ]
    assert {one.session for one in office.register.summaries()} < ids
