"""Promise: a field takes what people write, and says what it understood or does not take."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from danvan_tui.capture import Context
from danvan_tui.capture.people import People
from danvan_tui.ledger.state import State
from danvan_tui.model.records import Attendee, Table, Value
from danvan_tui.tui.form_values import understood, written
from danvan_tui.vietnamese.workdays import Calendar
from danvan_tui.wording.fields import FormField, Shape, form_fields
from tests.tui.meeting import lists

HALL = [
    Attendee(id="a", number=1, name="Lê Thị Hòa", village="Thôn Văn Xá"),
    Attendee(id="b", number=2, name="Vũ Văn Tám", village="Thôn Văn Xá"),
    Attendee(id="c", number=3, name="Vũ Văn Tám", village="Thôn Gò Vối"),
    Attendee(id="d", number=4, count=25, village="Thôn Gò Vối"),
]
AROUND = dataclasses.replace(
    Context.of(State(), lists(), Calendar(), date(2026, 11, 22)),
    people=People(HALL),
    villages=("Thôn Văn Xá", "Thôn Gò Vối"),
)


def field(shape: Shape, *choices: tuple[str, str, str]) -> FormField:
    return FormField("x", "X", shape, choices)


def issue_field(name: str) -> FormField:
    return next(one for one in form_fields(Table.ISSUES, lists()) if one.name == name)


@pytest.mark.parametrize(
    ("shape", "typed", "value"),
    [
        (Shape.LINE, " Đỗ Mận ", "Đỗ Mận"),
        (Shape.LINE, "  ", None),
        (Shape.LINES, "một\n\nhai", "một\n\nhai"),
        (Shape.NUMBER, "25", 25),
        (Shape.NUMBER, "", None),
        (Shape.DATE, "22/11/2026", "2026-11-22"),
        (Shape.DATE, "2-9-2026", "2026-09-02"),
        (Shape.DATE, "2026-11-22", "2026-11-22"),
        (Shape.DATE, "5/12", "2026-12-05"),
        (Shape.TIME, "8h", "08:00"),
        (Shape.TIME, "14h30", "14:30"),
        (Shape.TIME, "8:05", "08:05"),
        (Shape.VILLAGES, "Thôn A; ;Thôn B ", ["Thôn A", "Thôn B"]),
        (Shape.VILLAGES, "Đồng Mận, Văn Xá; Gò Vối", ["Đồng Mận", "Văn Xá", "Gò Vối"]),
        (Shape.VILLAGES, " ;", None),
        (Shape.UNIT, "ca", "Công an xã"),
        (Shape.UNIT, "công an", "Công an"),
        (Shape.UNIT, "Trưởng thôn Hữu Phúc;", "Trưởng thôn Hữu Phúc"),
        (
            Shape.UNIT,
            "Lực lượng bảo vệ an ninh, trật tự ở cơ sở",
            "Lực lượng bảo vệ an ninh, trật tự ở cơ sở",
        ),
        (Shape.UNIT, "Đội 3, Hợp tác xã", "Đội 3, Hợp tác xã"),
        (Shape.UNIT, "", None),
        (
            Shape.UNITS,
            "ca, kt; Trưởng thôn Hữu Phúc",
            ["Công an xã", "Phòng Kinh tế xã", "Trưởng thôn Hữu Phúc"],
        ),
        (Shape.UNITS, "zz; Trưởng thôn Hữu Phúc, ca", ["zz", "Trưởng thôn Hữu Phúc", "Công an xã"]),
        (
            Shape.UNITS,
            "Đội 3, Lực lượng bảo vệ an ninh, trật tự ở cơ sở; đội 3",
            ["Đội 3", "Lực lượng bảo vệ an ninh, trật tự ở cơ sở", "đội 3"],
        ),
        (Shape.UNITS, "ca; Công an xã", ["Công an xã"]),
        (Shape.UNITS, "", None),
    ],
)
def test_a_field_takes_what_people_write(shape: Shape, typed: str, value: Value) -> None:
    read = understood(field(shape), typed, AROUND)
    assert read.values == {"x": value}
    assert not read.problem


@pytest.mark.parametrize(
    ("shape", "typed"),
    [
        *((Shape.NUMBER, typed) for typed in ("hai", "-1", "1.5", "²", "1" * 30)),
        *((Shape.DATE, typed) for typed in ("31/2/2026", "31/2", "22", "mai", "0/0/0000")),
        *((Shape.TIME, typed) for typed in ("25:00", "8:61", "sáng", "8")),
        *((Shape.SPEAKER, typed) for typed in ("9", "0", "4", "9N", "²", "@", ",", "a " * 9)),
        *((Shape.UNIT, typed) for typed in ("ca; kt", "ca, kt", "zz; Trưởng thôn Hữu Phúc")),
    ],
)
def test_a_field_says_what_it_does_not_take(shape: Shape, typed: str) -> None:
    read = understood(field(shape), typed, AROUND)
    assert read.values == {}
    assert read.problem


@pytest.mark.parametrize("typed", ["kn", "KIẾN NGHỊ", "kien nghi", "Kiến nghị"])
def test_a_choice_is_known_by_code_and_by_name_with_or_without_marks(typed: str) -> None:
    kind = issue_field("kind")
    chosen = next(choice for choice, code, _name in kind.choices if code == "kn")
    assert understood(kind, typed, AROUND).values == {"kind": chosen}
    assert written(kind, {"kind": chosen}, AROUND) == "Kiến nghị"


def test_a_choice_that_fits_several_names_them() -> None:
    village = field(Shape.CHOICE, ("1", "", "Thôn Văn Xá"), ("2", "", "Thôn Văn Lâm"))
    assert understood(village, "văn", AROUND).problem == "Thôn Văn Xá · Thôn Văn Lâm"
    assert understood(village, "bản", AROUND).problem
    assert understood(village, "van la", AROUND).values == {"x": "2"}


@pytest.mark.parametrize(
    ("typed", "speaker", "name", "hint"),
    [
        ("1", "a", None, "Lê Thị Hòa, Thôn Văn Xá"),
        ("le thi hoa", "a", None, "Lê Thị Hòa, Thôn Văn Xá"),
        ("Lê Thị Hòa, văn xá", "a", None, "Lê Thị Hòa, Thôn Văn Xá"),
        ("Vũ Văn Tám, Gò Vối", "c", None, "Vũ Văn Tám, Thôn Gò Vối"),
        ("Đỗ Mận", None, "Đỗ Mận", "Đỗ Mận (not on the list)"),
        ("", None, None, ""),
    ],
)
def test_a_speaker_is_a_number_or_a_name(
    typed: str, speaker: str | None, name: str | None, hint: str
) -> None:
    read = understood(issue_field("speaker"), typed, AROUND)
    assert read.values == {"speaker": speaker, "speaker_name": name}
    assert read.hint == hint


@pytest.mark.parametrize(
    ("typed", "village"), [("Thôn Đông Sơn", "Thôn Đông Sơn"), ("gò vối", "Thôn Gò Vối")]
)
def test_the_village_behind_a_name_is_the_village(typed: str, village: str) -> None:
    read = understood(issue_field("speaker"), f"Vũ Đình Khánh, {typed}", AROUND)
    assert read.values == {"speaker": None, "speaker_name": "Vũ Đình Khánh", "village": village}
    assert read.hint == f"Vũ Đình Khánh, {village} (not on the list)"


@pytest.mark.parametrize(
    ("shape", "typed", "hint"),
    [
        (Shape.UNIT, "ca", "Công an xã"),
        (Shape.UNIT, "zz", "zz: in no list, recorded as typed"),
        (Shape.UNIT, "", ""),
        (Shape.UNITS, "ca, kt", "Công an xã · Phòng Kinh tế xã"),
        (Shape.UNITS, "zz, ca", "Công an xã — zz: in no list, recorded as typed"),
        (Shape.VILLAGES, "Đồng Mận, Gò Vối", "2 villages: Đồng Mận · Gò Vối"),
        (Shape.VILLAGES, "Gò Vối", "1 village: Gò Vối"),
    ],
)
def test_what_was_understood_is_said(shape: Shape, typed: str, hint: str) -> None:
    assert understood(field(shape), typed, AROUND).hint == hint


def test_a_name_two_people_have_asks_for_the_number() -> None:
    read = understood(issue_field("speaker"), "Vũ Văn Tám", AROUND)
    assert read.values == {}
    assert "2" in read.problem
    assert "3" in read.problem


def test_a_day_without_a_year_is_said_with_the_year_it_is_taken_for() -> None:
    assert understood(field(Shape.DATE), "5/12", AROUND).hint == "05/12/2026"
    assert understood(field(Shape.DATE), "5/12/2027", AROUND).hint == ""


def test_a_deadline_keeps_the_words_beside_the_day() -> None:
    read = understood(field(Shape.DEADLINE), "trước 15/12", AROUND)
    assert (read.values["due_text"], read.values["due"]) == ("trước 15/12", "2026-12-15")
    assert read.hint.startswith("15/12/2026 — ")
    unclear = understood(field(Shape.DEADLINE), "chưa nói", AROUND)
    assert unclear.values == {"due_text": "chưa nói", "due": None, "due_how": None}
    assert not unclear.problem
