"""Promise: somebody writes, whoever was asked: never nobody, and never the computer's own user."""

from __future__ import annotations

import platform

import pytest

from danvan_tui.model.person import laptop_name, who_writes
from danvan_tui.model.settings import Settings

COMPUTER = platform.node() or "?"


@pytest.fixture
def user(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user of this computer, on every system."""
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, getattr(request, "param", "hien"))


@pytest.mark.usefixtures("user")
def test_the_name_in_the_settings_comes_first_then_the_user() -> None:
    assert who_writes(Settings(person="Lê Thu Hiền")) == "Lê Thu Hiền"
    assert who_writes(Settings()) == "hien"
    assert who_writes(Settings(person="  ")) == "hien"


@pytest.mark.parametrize("user", ["root", "Administrator"], indirect=True)
@pytest.mark.usefixtures("user")
def test_a_user_who_is_nobody_is_called_as_the_computer() -> None:
    assert who_writes(Settings()) == COMPUTER


@pytest.mark.usefixtures("user")
def test_a_laptop_is_called_after_who_writes_on_it_its_commune_or_itself() -> None:
    assert laptop_name(Settings(person="Hiền", commune="UBND xã Phú Mận")) == "Hiền"
    assert laptop_name(Settings(commune="UBND xã Phú Mận")) == "UBND xã Phú Mận"
    assert laptop_name(Settings()) == COMPUTER
