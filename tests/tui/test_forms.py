"""Promise: a form takes what people write, says what it understood, and never loses a word."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from textual.events import Key

from danvan_tui.capture import Context
from danvan_tui.capture.people import People
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.ledger.state import State
from danvan_tui.model.records import Attendee, Table, Value
from danvan_tui.tui.form_values import understood, written
from danvan_tui.tui.screens.closing import ClosingScreen
from danvan_tui.tui.screens.form import RecordForm
from danvan_tui.tui.screens.session import SessionScreen
from danvan_tui.tui.widgets.area import Area
from danvan_tui.tui.widgets.line import Line
from danvan_tui.vietnamese.workdays import Calendar
from danvan_tui.wording.fields import FormField, Shape, form_fields
from tests.tui.meeting import Meeting, lists, opened

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
@pytest.mark.usefixtures("english")
def test_a_speaker_is_a_number_or_a_name(
    typed: str, speaker: str | None, name: str | None, hint: str
) -> None:
    read = understood(issue_field("speaker"), typed, AROUND)
    assert read.values == {"speaker": speaker, "speaker_name": name}
    assert read.hint == hint


@pytest.mark.parametrize(
    ("typed", "village"), [("Thôn Đông Sơn", "Thôn Đông Sơn"), ("gò vối", "Thôn Gò Vối")]
)
@pytest.mark.usefixtures("english")
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
@pytest.mark.usefixtures("english")
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


def put_in(form: RecordForm, name: str, text: str) -> None:
    """Put a text into a field at once; that typing is exact is proved in a real terminal."""
    widget = form.query_one(f"#{name}")
    if isinstance(widget, Area):
        widget.text = text
    else:
        form.query_one(f"#{name}", Line).replace_all(text)


async def form_of(meeting: Meeting, table: Table, record: str) -> RecordForm:
    meeting.session.editing.open(table, record)
    await meeting.settle()
    form = meeting.app.screen
    assert isinstance(form, RecordForm)
    return form


async def test_every_field_of_every_form_is_recorded(shelf: Shelf, code: str) -> None:
    said = {
        "speaker": "3",
        "kind": "kn",
        "field": "gt",
        "content": "Một\nhai",
        "people": "12",
        "competence": "",
        "resolved": "1/12/2026",
        "due_text": "trước 15/12",
        "supporting_units": "Công an xã; Phòng Kinh tế xã",
        "villages": "Thôn Văn Xá",
        "date": "21/11/2026",
        "start": "8h",
        "end": "11h30",
        "arrived": "8:15",
        "left": "9h",
        "presence": "present",
        "role": "",
        "group": "",
        "count": "",
        "outcome": "",
        "birth_year": "1970",
        "result": "",
        "progress": "60",
        "on": "1/12/2026",
        "unit": "Công an xã",
        "clock": "",
    }
    async with opened(shelf, code) as meeting:
        await meeting.write("1 tt Đường", "> tr Sẽ sửa", "! kt Sửa")
        notebook, (promise,) = meeting.session.notebook, meeting.state.commitments()
        tied: dict[str, Value] = {"commitment": promise.id, "issue": promise.issue}
        notebook.record([notebook.new(Table.REVIEWS, **tied), notebook.new(Table.DUTIES)])
        for table in Table:
            record = next(iter(meeting.state.fold.rows[table]))
            form = await form_of(meeting, table, record)
            wanted: dict[str, Value] = {}
            for one in form_fields(table, lists()):
                text = said.get(one.name, f"{one.name} đã ghi")
                if table is Table.SESSION and one.name == "kind":
                    text = "td"
                if not text:
                    text = one.choices[0][2] if one.choices else ""
                put_in(form, one.name, text)
                wanted |= understood(one, text, form._surroundings).values
            await meeting.press("ctrl+s")
            await meeting.until(lambda: isinstance(meeting.app.screen, SessionScreen))
            await meeting.settle()
            row = meeting.state.fold.rows[table][record]
            assert {name: row.get(name) for name in wanted} == wanted, table


async def test_a_choice_is_picked_from_its_list(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 tt Đường hỏng")
        await meeting.press("f2")
        await meeting.fill("field", "gì đó")
        assert meeting.hint() == "Not in the list of what can be chosen"
        assert "F4 list" in meeting.seen
        await meeting.press("f4", *"giao thong", "enter")
        assert meeting.app.screen.query_one("#field", Line).value == "Giao thông nông thôn"
        assert meeting.hint() == "Giao thông nông thôn"
        await meeting.press("f4", "down", "escape")
        assert meeting.app.screen.query_one("#field", Line).value == "Giao thông nông thôn"
        await meeting.press("ctrl+s")
        assert meeting.state.issues()[0].field == "rural_roads"


async def test_units_are_picked_from_their_list(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 kn Đường", ";Sẽ sửa")
        (promise,) = meeting.state.commitments()
        await form_of(meeting, Table.COMMITMENTS, promise.id)
        await meeting.fill("lead_unit", "zz")
        assert meeting.hint() == "zz: in no list, recorded as typed"
        await meeting.press("f4", *"cong an", "enter")
        assert meeting.hint() == "Công an xã"
        await meeting.fill("supporting_units", "kt,")
        await meeting.press("f4", *"phu nu", "enter")
        assert meeting.hint() == "Phòng Kinh tế xã · Hội Liên hiệp Phụ nữ xã"
        await meeting.press("ctrl+s")
        (promise,) = meeting.state.commitments()
        assert promise.lead_unit == "Công an xã"
        assert promise.supporting_units == ["Phòng Kinh tế xã", "Hội Liên hiệp Phụ nữ xã"]


async def test_a_wrong_value_keeps_the_form_and_says_where(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 tt Đường hỏng")
        await meeting.press("f2")
        await meeting.fill("people", "mười hai")
        await meeting.fill("note", "Ghi chú")
        await meeting.press("ctrl+s")
        assert meeting.hint() == "A whole number, please"
        assert meeting.app.focused is not None
        assert meeting.app.focused.id == "people"
        await meeting.fill("people", "12")
        await meeting.press("ctrl+s")
        (issue,) = meeting.state.issues()
        assert (issue.people, issue.note) == (12, "Ghi chú")


async def test_a_value_that_is_too_long_comes_back_in_its_form(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.press("f3", "f2")
        await meeting.fill("name", "A" * 5000)
        await meeting.press("ctrl+s")
        await meeting.until(lambda: isinstance(meeting.app.screen, RecordForm))
        assert sum("Nothing was recorded" in words for words in meeting.said) == 1
        assert meeting.app.screen.query_one("#name", Line).value == "A" * 5000
        await meeting.fill("name", "Lê Thị Hoà")
        await meeting.press("ctrl+s")
        assert meeting.state.attendance()[0].name == "Lê Thị Hoà"
        assert meeting.session.notebook.form_drafts.waiting() == []


async def test_leaving_a_changed_form_asks_first(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 tt Đường hỏng")
        await meeting.press("f2", "escape")
        assert isinstance(meeting.app.screen, SessionScreen)
        await meeting.press("f2")
        await meeting.fill("note", "đang ghi")
        await meeting.press("escape")
        assert "not recorded yet. Leave it?" in meeting.seen
        await meeting.press("enter")
        assert isinstance(meeting.app.screen, RecordForm)
        await meeting.press("escape", "right", "enter")
        await meeting.until(lambda: isinstance(meeting.app.screen, SessionScreen))
        assert meeting.state.issues()[0].note == ""
        assert meeting.session.notebook.form_drafts.waiting() == []


async def test_keys_pressed_in_one_breath_find_the_form_gone(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        for leave in ("escape", "ctrl+s"):
            for key in ("f7", leave, "f9"):
                meeting.app.post_message(Key(key, None))
            await meeting.settle()
            kinds = [type(screen) for screen in meeting.app.screen_stack[-2:]]
            assert kinds == [SessionScreen, ClosingScreen]
            await meeting.press("escape")


async def test_recording_a_form_confirms_what_was_only_assumed(shelf: Shelf, code: str) -> None:
    notebook = shelf.open(code)
    given: dict[str, Value] = {"kind": "proposal", "assumed": ["kind"]}
    notebook.record([notebook.new(Table.ISSUES, content="Đường", **given)])
    notebook.close()
    async with opened(shelf, code) as meeting:
        (issue,) = meeting.state.issues()
        await form_of(meeting, Table.ISSUES, issue.id)
        await meeting.press("escape")
        assert meeting.state.issues()[0].assumed == ["kind"]
        await form_of(meeting, Table.ISSUES, issue.id)
        await meeting.press("ctrl+s")
        assert meeting.state.issues()[0].assumed == []
        assert "Opinion 1: confirmed" in meeting.said
        count = len(meeting.state.fold.operations)
        await form_of(meeting, Table.ISSUES, issue.id)
        await meeting.press("ctrl+s")
        assert len(meeting.state.fold.operations) == count


async def test_a_recorded_form_says_what_it_changed(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 kn Đường")
        await form_of(meeting, Table.ISSUES, meeting.state.issues()[0].id)
        await meeting.fill("kind", "kh")
        await meeting.press("ctrl+s")
        assert "Opinion 1: Kind: “Kiến nghị” → “Khiếu nại”" in meeting.said


async def test_labels_are_as_wide_as_the_longest_of_them(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 kn Đường", "> tr Sẽ sửa")
        for table, label in (
            (Table.ISSUES, "Phone (if a reply is wanted)"),
            (Table.ANSWERS, "Answered by"),
        ):
            record = next(iter(meeting.state.fold.rows[table]))
            form = await form_of(meeting, table, record)
            widths = {one.region.width for one in form.query(".label")}
            assert widths == {len(label) + 2}
            await meeting.press("escape")


async def test_the_arrows_go_from_field_to_field_also_where_the_form_is_longer_than_the_window(
    shelf: Shelf, code: str
) -> None:
    async with opened(shelf, code, size=(80, 16)) as meeting:
        await meeting.write("1 kn gt Đường hỏng")
        await meeting.press("f2")
        seen = []
        for _number in range(4):
            assert meeting.app.focused is not None
            seen.append(meeting.app.focused.id)
            await meeting.press("down")
        assert seen == ["speaker", "village", "kind", "field"]
