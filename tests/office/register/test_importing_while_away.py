"""PostgreSQL going away in the middle of an import: one sentence, nothing lost, nothing doubled."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from danvan_tui.model.settings import Settings
from danvan_tui.office.office import Office
from danvan_tui.office.receiving.importing import import_files
from danvan_tui.office.receiving.retrying import held
from danvan_tui.office.register.errors import AwayError, RegisterError
from danvan_tui.office.register.outcomes import Verdict
from tests.office.carried import FieldLaptop, begun_office, put
from tests.office.register.conftest import schema_in


@pytest.fixture
def province(tmp_path: Path, postgresql: str) -> Iterator[Office]:
    """An office whose register is in PostgreSQL."""
    settings = Settings(office_name="Văn phòng tỉnh", register=schema_in(postgresql))
    office = begun_office(tmp_path / "office-data", settings)
    yield office
    office.close()


def _throw_everybody_out(postgresql: str) -> None:
    engine = create_engine(postgresql.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE pid <> pg_backend_pid() AND datname = current_database()"
            )
        )
    engine.dispose()


@pytest.mark.parametrize("file", [0, 2, 4])
def test_what_was_not_taken_whole_is_not_taken_and_then_once(
    province: Office, postgresql: str, tmp_path: Path, file: int
) -> None:
    laptop = FieldLaptop(tmp_path / "laptop", province.public)
    province.register.confirm(laptop.public, "Lan")
    stick = tmp_path / "stick"
    ids = set()
    for number in range(4):
        notebook = laptop.session(f"Ý kiến {number}")
        laptop.send(notebook, stick)
        ids.add(notebook.state.session.id)
    put(stick, "zzz.danvan", b"danvan")

    def go_away(done: int, _all: int) -> None:
        if done == file:
            _throw_everybody_out(postgresql)

    with pytest.raises(AwayError, match=r"does not answer.*kept.*do it again"):
        import_files(province, [stick], commit=True, progress=go_away)
    assert province.register.summaries() == []
    report = import_files(province, [stick], commit=True)
    assert [item.verdict for item in report.items] == [*[Verdict.NEW] * 4, Verdict.REFUSED]
    assert {one.session for one in province.register.summaries()} == ids
    assert [entry.number for entry in province.register.entries(laptop.keys.id)] == [1, 2, 3, 4]
    assert len(held(province)) == 1
    again = import_files(province, [stick], commit=True)
    assert [item.is_known for item in again.items] == [True] * 4 + [False]


def test_a_database_that_is_not_there_is_told(tmp_path: Path) -> None:
    settings = Settings(register="postgresql://nobody@127.0.0.1:1/nothing")
    office = begun_office(tmp_path / "office-data", settings)
    with pytest.raises(RegisterError, match="does not answer"):
        import_files(office, [tmp_path], commit=True)
