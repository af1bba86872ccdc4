"""Promise: what was understood is shown, taken back with one key, completed and linked with one."""

from __future__ import annotations

from danvan_tui.ledger.closing import close_session
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import DENUNCIATION, Presence, Table
from danvan_tui.tui.widgets.palette import Palette
from danvan_tui.tui.widgets.text import Text
from tests.tui.meeting import Meeting, opened, rendered

SAID = "Trạm bơm Bến Gạo xây từ lâu, máy hỏng luôn, đề nghị thay máy mới"


def now(meeting: Meeting) -> str:
    return rendered(meeting.session.query_one("#now", Text))


def chips(meeting: Meeting) -> str:
    return rendered(meeting.session.query_one("#chips", Text))


async def test_tab_completes_a_name_and_goes_on_to_the_next_person(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.put("@thi")
        assert "Lê Thị Hòa" in now(meeting)
        assert "Trịnh Thị Mùi" in now(meeting)
        seen = []
        for _number in range(3):
            await meeting.press("tab")
            seen.append(meeting.line.value)
        assert seen[0] != seen[1]
        assert seen[0] == seen[2]
        assert {value.strip() for value in seen} == {"1", "2"}
        await meeting.put("Đường hỏng")
        await meeting.press("enter")
        (issue,) = meeting.state.issues()
        assert meeting.state.attendance()[0].id == issue.speaker


async def test_a_click_on_the_offer_completes_too(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.put("@tam")
        await meeting.pilot.click("#now", offset=(5, 0))
        await meeting.settle()
        assert meeting.line.value.strip() == "3"


async def test_backspace_takes_back_what_was_understood_and_once_more_deletes_as_ever(
    shelf: Shelf, code: str
) -> None:
    async with opened(shelf, code) as meeting:
        for typed in ("1 gt ", "1 ", ";kt "):
            await meeting.put(typed)
            await meeting.press("backspace")
            assert '"' in meeting.line.value
            assert meeting.line.value.replace('"', "") == typed
            await meeting.press("backspace")
            assert meeting.line.value == typed[:-2]
            await meeting.press("ctrl+u")


async def test_a_quotation_mark_somebody_typed_or_wrote_behind_stays(
    shelf: Shelf, code: str
) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.put('"12 ')
        await meeting.press("backspace", "backspace")
        assert meeting.line.value == '"1'
        await meeting.press("ctrl+u")
        await meeting.put("1 ")
        await meeting.press("backspace", "x", "backspace", "backspace")
        assert meeting.line.value == '"1'


async def test_space_ticks_the_participant_under_the_cursor_only_on_an_empty_line(
    shelf: Shelf, code: str
) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.press("space")
        assert meeting.state.attendance()[0].presence is Presence.LISTED
        await meeting.press("f3", "down", "space")
        assert meeting.state.attendance()[1].presence is Presence.PRESENT
        await meeting.press("space")  # at once: the wrong one was ticked
        slipped = meeting.state.attendance()[1]
        assert (slipped.presence, slipped.arrived, slipped.left) == (Presence.LISTED, "", "")
        await meeting.press("ctrl+z")
        assert meeting.state.attendance()[1].presence is Presence.PRESENT
        await meeting.press("ctrl+z")
        assert meeting.state.attendance()[1].presence is Presence.LISTED
        await meeting.put("1")
        await meeting.press("space")
        assert meeting.line.value == "1 "


async def test_a_click_on_the_tick_notes_who_is_here(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.pilot.click("#attendance", offset=(1, 2))
        await meeting.settle()
        assert [one.presence for one in meeting.state.attendance()][2] is Presence.PRESENT


async def test_what_was_raised_before_is_shown_and_linked_with_one_key(
    shelf: Shelf, code: str
) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write(f"1 {SAID}")
        await meeting.put("2 tram bom ben gao hong luon, de nghi thay may")
        await meeting.until(lambda: "raised before" in now(meeting), "for the similar opinion")
        await meeting.press("ctrl+l")
        first, second = meeting.state.issues()
        assert second.same_as == first.id
        assert second.speaker == meeting.state.attendance()[1].id
        assert meeting.line.value == ""
        assert "≡ as opinion 1" in meeting.cells("issues")[1][-1]
        await meeting.press("ctrl+z")
        assert len(meeting.state.issues()) == 1


async def test_nothing_is_shown_as_raised_before_where_it_was_a_denunciation(
    shelf: Shelf, code: str
) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write(f"1 tc {SAID}")
        await meeting.put(f"2 {SAID}")
        await meeting.press("ctrl+l")
        assert meeting.said[-2] == "Nothing was raised yet that this could be linked to."
        assert SAID not in now(meeting)


async def test_one_key_protects_who_speaks(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.put("2 kn Cán bộ nhận tiền")
        await meeting.press("ctrl+t")
        assert "Trịnh Thị Mùi" not in chips(meeting)
        await meeting.press("enter", "ctrl+t", "enter")
        noted = meeting.state.issues()
        assert [issue.kind for issue in noted] == [DENUNCIATION, DENUNCIATION]
        assert all(issue.protected for issue in noted)
        assert "Cán bộ nhận tiền" not in meeting.shown


async def test_ctrl_s_says_since_when_all_is_saved(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 Đường hỏng")
        await meeting.press("ctrl+s")
        assert meeting.said[-2].startswith("✓ Saved at 08:30:00")


async def test_a_click_on_the_title_offers_every_command(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.pilot.click("#title", offset=(3, 0))
        await meeting.settle()
        assert isinstance(meeting.app.screen, Palette)


async def test_what_cannot_be_done_says_why(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        for key in ("f2", "f8"):
            await meeting.press(key)
            assert "The list is empty" in meeting.said[-2]
        assert meeting.state.tables[Table.ISSUES] == {}


async def test_shift_tab_with_nothing_to_complete_does_nothing(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.press("shift+tab", "x", "shift+tab", "y")
        assert meeting.line.value == "xy"


async def test_only_what_is_shown_can_be_linked_to(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write(f"1 {SAID}")
        await meeting.put("2 tram bom ben gao hong luon, de nghi thay may")
        await meeting.until(lambda: "raised before" in now(meeting), "for the similar opinion")
        await meeting.press("end", "ctrl+u")
        await meeting.put("2 Bò thả rông phá lúa của bà con")
        await meeting.press("ctrl+l")
        assert len(meeting.state.issues()) == 1
        assert meeting.line.value == "2 Bò thả rông phá lúa của bà con"


async def test_the_first_click_on_a_list_opens_nothing(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 kn Một")
        for click in (1, 2):
            await meeting.pilot.click("#attendance", offset=(12, 0))
            await meeting.settle()
            assert (meeting.app.screen is meeting.session) is (click == 1)


async def test_what_it_repeats_can_be_chosen_where_nothing_similar_is_shown(
    shelf: Shelf, code: str
) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 Đường thôn hỏng", "2 Nghĩa trang hết chỗ")
        await meeting.put("3 xin mở rộng đất chôn cất")
        await meeting.press("ctrl+l")
        await meeting.put("nghia trang")
        await meeting.press("enter")
        last = meeting.state.issues()[-1]
        assert last.same_as == meeting.state.issues()[1].id
        assert last.content == "xin mở rộng đất chôn cất"


async def test_a_refused_opinion_is_recorded_as_it_was_said_by_a_second_enter(
    shelf: Shelf, code: str
) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.put("@Hoàng Thị Bé cống tiêu quá nhỏ")
        await meeting.press("enter")
        assert not meeting.state.issues()
        assert meeting.line.has_class("refused")
        assert "Enter again records it" in meeting.said[-2]
        await meeting.press("enter")
        (issue,) = meeting.state.issues()
        assert issue.content == "@Hoàng Thị Bé cống tiêu quá nhỏ"
        assert (issue.speaker, issue.speaker_name) == ("", "")


async def test_ctrl_z_takes_back_what_was_done_last_and_not_older_letters(
    shelf: Shelf, code: str
) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 kn Một")
        await meeting.put("abc")
        await meeting.press("end", "ctrl+u", "f8")
        assert not meeting.state.issues()
        await meeting.press("ctrl+z")
        assert len(meeting.state.issues()) == 1
        assert meeting.line.value == ""


async def test_an_answer_never_reads_as_if_the_speaker_had_given_it(
    shelf: Shelf, code: str
) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 kn Đường hỏng", "2 pa Mương tắc", ">1 tr Sẽ sửa")
        assert now(meeting).startswith("▸ 2 Trịnh Thị Mùi")
        assert "   last: Answer to opinion 1: " in now(meeting)
        close_session(meeting.session.notebook, "hết giờ")
        meeting.session.refresh_records()
        await meeting.settle()
        assert now(meeting).startswith("last: Answer to opinion 1: ")
