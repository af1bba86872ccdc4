"""Names at a target: only those of our own files exist, and none leads anywhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_tui.exchange.targets.names import (
    check_place,
    damaged,
    is_parcel_name,
    names_these,
    part_of,
)
from tests.exchange.targets.carrying import FOLDER, parcel

HOSTILE = (
    "../x.danvan",
    "a/b.danvan",
    "..\\x.danvan",
    "CON.danvan",
    "nul.json",
    "com1.x.danvan.age",
    "\x1b[31mx.danvan",
    "x.danvan\n",
    "x.danvan\x00.json",
    "[b]x[/b].danvan",
    "Đất.danvan",
    "._x.danvan",
    ".danvan",
    "x.danvan.part",
    "x.danvan.damaged",
    "x.danvan ",
    "x.danvan.exe",
    "x" * 114 + ".danvan",
    "",
    "..",
)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_no_name_of_ours(name: str) -> None:
    assert not is_parcel_name(name)
    with pytest.raises(ValueError, match=r".*"):
        check_place(FOLDER, name)


@given(st.text(max_size=130))
def test_whatever_passes_is_made_of_plain_letters(name: str) -> None:
    if is_parcel_name(name + ".danvan"):
        assert all(letter.isascii() and (letter.isalnum() or letter in "._-") for letter in name)
        assert not name.startswith(".")


@pytest.mark.parametrize("folder", ["..", "danvan/../..", "/etc", "a//b", "danvan/nul", ".ssh", ""])
def test_a_folder_leads_nowhere_else(folder: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        check_place(folder, "x.danvan")


def test_our_own_names_pass_but_neither_parts_nor_damaged_ones() -> None:
    name, data = parcel()
    check_place(f"{FOLDER}/0123456789abcdef", name)
    assert is_parcel_name(name)
    assert is_parcel_name("receipt_0001_0123456789abcdef.danvan")
    assert is_parcel_name("DT-2026-001_office_2026-11-22_0123abcd.json")
    assert not is_parcel_name(part_of(name))
    assert not is_parcel_name(damaged(name))
    assert names_these(name, data)
    assert not names_these(name, data[:-1])
    assert not names_these("any.json", data)
