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


def test_moved_it_says_what_to_write_into_the_settings(
    run: Danvan, register: Path, tmp_path: Path
) -> None:
    there = tmp_path / "there" / "register.sqlite"
    said = run("office", "move", str(there))
    assert said.exit_code == 0
    assert f'register = "{there}"' in said.stdout
    assert register.exists()
    refused = run("office", "move", str(there))
    assert refused.exit_code == 1
    assert "not empty" in refused.stderr


def test_for_programs(run: Danvan, register: Path, tmp_path: Path) -> None:
    moved = json.loads(run("office", "move", str(tmp_path / "x.sqlite"), "--json").stdout)
    made = json.loads(run("office", "rebuild", "--yes", "--json").stdout)
    del moved["tables"]["register"], made["tables"]["register"]
    assert moved == made
    assert moved["tables"]["sessions"]["rows"] == 1
    assert register.exists()
