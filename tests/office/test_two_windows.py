"""A second window of the office, whose register was taken away or made anew meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_tui.office.office import Office
from danvan_tui.office.receiving.importing import import_files
from danvan_tui.office.register.errors import MissingRegisterError
from danvan_tui.office.register.file import wipe
from danvan_tui.office.upkeep import rebuild_register
from tests.office.carried import FieldLaptop


@pytest.fixture
def second(office: Office, laptop: FieldLaptop, stick: Path) -> Iterator[Office]:
    """Another window on a register that holds one session."""
    laptop.send(laptop.session("Đường hỏng"), stick)
    import_files(office, [stick], commit=True)
    window = Office(office.root, office.settings, clock=office.clock)
    assert len(window.register.imports()) == 1
    yield window
    window.close()


def test_nothing_is_taken_into_a_register_that_was_taken_away(
    office: Office, second: Office, laptop: FieldLaptop, stick: Path
) -> None:
    office.close()
    wipe(office.own_register)
    laptop.send(laptop.session("Mương tắc"), stick)
    with pytest.raises(MissingRegisterError):
        import_files(second, [stick], commit=True)
    assert not office.own_register.exists()


def test_what_is_taken_goes_into_a_register_that_was_made_anew(
    office: Office, second: Office, laptop: FieldLaptop, stick: Path
) -> None:
    office.close()
    rebuild_register(office)
    laptop.send(laptop.session("Mương tắc"), stick)
    import_files(second, [stick], commit=True)
    assert len(office.register.editions()) == 2
