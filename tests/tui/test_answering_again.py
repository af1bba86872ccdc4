"""Promise: what the hall corrects is said last, though the office wrote in between."""

from __future__ import annotations

from danvan_tui.followup.reviewing.recording import Found, record_reviews
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import Result
from danvan_tui.model.standing import standing
from tests.tui.made_before import PROMISES, begun, go_through, promised, screen
from tests.tui.meeting import opened


async def test_a_line_typed_again_is_an_answer_of_its_own(shelf: Shelf) -> None:
    promised(shelf, PROMISES[0])
    code = begun(shelf)
    async with opened(shelf, code, size=(80, 24)) as meeting:
        await go_through(meeting)
        first = meeting.state.reviews()[0]
        await meeting.put("4 đang làm")
        await meeting.press("enter")
        await meeting.until(lambda: meeting.state.reviews()[0].result is Result.IN_PROGRESS)
        following = meeting.app.following
        await meeting.until(
            lambda: (
                (one := following.follow_up.followable(first.commitment)) is not None
                and one.reviews != ()
            )
        )
        known = following.follow_up.followable(first.commitment)
        assert known is not None
        record_reviews(shelf, [known], Found(result=Result.REPORTED_DONE, on="2026-11-22"))
        following.follow_up.bring_up_to_date()
        await meeting.put("3 chưa xong")
        await meeting.press("enter")
        await meeting.until(lambda: meeting.state.reviews()[0].result is Result.NOT_AS_PROMISED)
        (review,) = meeting.state.reviews()
        assert review.id != first.id
        assert (review.promise, review.note) == (first.promise, "chưa xong")
        following.follow_up.bring_up_to_date()
        after = following.follow_up.followable(first.commitment)
        assert after is not None
        stands = standing(after.promise, after.reviews)
        assert stands.reopened
        assert not stands.disagreeing
        await meeting.put("1 xem lại thì xong")
        await meeting.press("enter")
        await meeting.until(lambda: meeting.state.reviews()[0].result is Result.CONFIRMED)
        assert screen(meeting) is meeting.app.screen
        await meeting.press("ctrl+z")
        await meeting.until(lambda: meeting.state.reviews()[0].result is Result.NOT_AS_PROMISED)
