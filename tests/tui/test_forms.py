"""Promise: a form is recorded as it stands, says what is wrong, and never loses a word."""

from __future__ import annotations

from textual.events import Key

from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import Table, Value
from danvan_tui.tui.form_values import understood
from danvan_tui.tui.screens.closing import ClosingScreen
from danvan_tui.tui.screens.form import RecordForm
from danvan_tui.tui.screens.session import SessionScreen
from danvan_tui.tui.widgets.area import Area
from danvan_tui.tui.widgets.line import Line
from danvan_tui.wording.fields import form_fields
from tests.tui.meeting import Meeting, lists, opened


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
            await meeting.on(SessionScreen)
            await meeting.settle()
            row = meeting.state.fold.rows[table][record]
            assert {name: row.get(name) for name in wanted} == wanted, table


async def test_a_choice_is_picked_from_its_list(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 tt Đường hỏng")
        await meeting.press("f2")
        await meeting.fill("field", "gì đó")
        assert meeting.hint() == "Field: Not in the list of what can be chosen"
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
        assert meeting.hint() == "People with the same matter: A whole number, please"
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
        await meeting.on(RecordForm)
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
        await meeting.on(SessionScreen)
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


async def test_a_new_session_begins_below_the_kind_that_is_chosen(shelf: Shelf) -> None:
    async with opened(shelf) as meeting:
        await meeting.press("f2", *"Gò Vối, Văn Xá", "tab")
        assert "Villages (comma between)" in meeting.seen
        await meeting.press("ctrl+s")
        await meeting.on(SessionScreen)
        session = meeting.state.session
        assert (session.kind, session.villages) == ("dialogue", ["Gò Vối", "Văn Xá"])
        await meeting.press("f7")
        await meeting.on(RecordForm)
        assert meeting.app.focused is not None
        assert meeting.app.focused.id == "villages"
