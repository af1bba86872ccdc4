"""`danvan office rebuild` and `move`: what they say, and what they leave alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_tui.model.settings import read_settings
from danvan_tui.office.office import Office
from tests.cli.conftest import Danvan
from tests.office.carried import FieldLaptop
from tests.office.register.conftest import postgresql, schema_in

__all__ = ["postgresql"]  # a fixture


@pytest.fixture
def register(run: Danvan, tmp_path: Path) -> Iterator[Path]:
    """The register of an office that took one session."""
    assert run("office", "init", "--name", "Văn phòng xã").exit_code == 0
    root, stick = tmp_path / "data", tmp_path / "stick"
    office = Office(root, read_settings(root))
    laptop = FieldLaptop(tmp_path / "laptop", office.public)
    office.register.confirm(laptop.public, "Lan")
    office.close()
    laptop.send(laptop.session("Đường hỏng"), stick)
    assert run("office", "import", str(stick), "--yes").exit_code == 0
    yield root / "office" / "register.sqlite"
    office.close()


def test_made_anew_it_holds_the_same(run: Danvan, register: Path) -> None:
    said = run("office", "rebuild", "--yes")
    assert said.exit_code == 0
    assert "from 1 kept file" in said.stdout
    assert "just what the old one held" in said.stdout
    assert not register.with_name("register.sqlite.before").exists()


def test_lost_it_is_named_with_its_remedy(run: Danvan, register: Path) -> None:
    register.unlink()
    refused = run("office", "laptops")
    assert refused.exit_code == 3
    assert "danvan office rebuild" in refused.stderr
    assert run("office", "rebuild", "--yes").exit_code == 0
    assert run("office", "laptops").exit_code == 0


def test_where_nobody_can_answer_nothing_is_replaced(run: Danvan, register: Path) -> None:
    before = register.read_bytes()
    refused = run("office", "rebuild")
    assert refused.exit_code == 1
    assert "--yes" in refused.stderr
    assert register.read_bytes() == before


@pytest.mark.parametrize("place", ["", "register.sqlite", "mysql://here/register"])
def test_only_a_database_or_the_own_folder_is_a_place(
    run: Danvan, register: Path, place: str
) -> None:
    refused = run("office", "move", place)
    assert refused.exit_code == 1
    assert "postgresql://" in refused.stderr
    assert register.exists()


def test_where_it_is_already_nothing_changes(run: Danvan, register: Path) -> None:
    refused = run("office", "move", "file")
    assert refused.exit_code == 1
    assert "already" in refused.stderr
    assert register.exists()


def test_what_cannot_be_opened_is_not_called_damaged(run: Danvan, register: Path) -> None:
    register.unlink()
    register.mkdir()
    refused = run("office", "laptops")
    assert refused.exit_code == 3
    assert "cannot be used" in refused.stderr
    assert "rebuild" not in refused.stderr


def test_what_is_left_to_delete_is_told_without_its_password(
    run: Danvan, register: Path, postgresql: str
) -> None:
    place = schema_in(postgresql) + "&password=bimat"
    there = json.loads(run("office", "move", place, "--json").stdout)
    assert (there["to_delete"], there["same"]) == (None, True)
    back = run("office", "move", "file", "--json").stdout
    assert json.loads(back)["to_delete"].startswith("postgresql://")
    assert "bimat" not in back
    run("office", "move", place)
    said = run("office", "move", "file").stdout
    assert "have it deleted" in " ".join(said.split())
    assert register.exists()


def test_for_programs(run: Danvan, register: Path) -> None:
    made = json.loads(run("office", "rebuild", "--yes", "--json").stdout)
    assert made["tables"]["sessions"]["rows"] == 1
    assert register.exists()
