"""Promise: a promise can be followed from the meeting to the village's word, by keys alone.

It is made, reminded of, postponed twice and reported done; the next meeting begins with it, the
village says it is not as promised; it is open again, and confirmed in the end. All of it can be
read back, with the first deadline in sight, and the minutes of both meetings stay as they were.
"""

from __future__ import annotations

import json
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from danvan_tui.exchange.verify import verify_file
from danvan_tui.ledger.closing import seal_holds
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.ledger.state import State
from tests.terminal.danvan_app import ENTER, ESC
from tests.terminal.following import EARLIER, LAST_TAB, Follower

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

VILLAGE = "Thôn Văn Xá"
RAISED = "Cống đầu ngõ tắc, mưa là ngập"
PROMISED = "Thông cống, thay hai nắp"
REMINDED = "Nhắc trưởng phòng ở giao ban"
RAIN, LABOUR = "Mưa kéo dài, nước chưa rút", "Nhà thầu xin lùi vì thiếu người"
REPORTED = "Đã thông, bàn giao cho thôn"
DENIED = "Nắp thứ hai chưa thay, bà con chưa chịu"
AGREED = "Bà con đã xem, đồng ý là xong"


class Story:
    """One promise from the first meeting to the last word; it ends today."""

    def __init__(self, root: Path) -> None:
        today = date.today()
        self.root = root
        self.met, self.met_again = today - timedelta(days=40), today
        self.first_due = today - timedelta(days=20)
        self.second_due = today - timedelta(days=4)
        self.last_due = today + timedelta(days=25)
        self.follower = Follower(root)

    def promise(self) -> str:
        """Make the promise at the first meeting and close its minutes; gives the seal."""
        with self.follower.at_home() as typist:
            self.follower.begin_meeting(VILLAGE, self.met)
            typist.see("F9 finish")
            typist.line(f"Lê Thị Hòa, {VILLAGE}: kn gt {RAISED}")
            typist.enter()
            typist.see("Opinions 1 ", "✓ Saved")
            typist.line(f";kt chậm nhất {_said(self.first_due)} {PROMISED}")
            typist.enter()
            typist.see("Promises 1 ", "✓ Saved")
            self.follower.close_meeting()
        (code,) = self.codes()
        return self.state(code).session.seal

    def review_from_the_office(self) -> None:
        """Remind, postpone twice and take the report of the unit, on the board."""
        review = self.follower.review
        with self.follower.on_the_board(PROMISED):
            review(REMINDED, "a remark")
            review(f"6 đến {_said(self.second_due)} {RAIN}", "postponed once")
            review(f"6 đến {_said(self.last_due)} {LABOUR}", "postponed 2 times")
            review(f"7{REPORTED}", "said done 1")

    def meet_again(self) -> None:
        """Begin another meeting in the village: what it was promised is asked for there."""
        with self.follower.at_home() as typist:
            self.follower.begin_meeting(VILLAGE, self.met_again)
            typist.see("1 promise made here before")
            typist.press(EARLIER)
            typist.see(PROMISED, "0/1")
            typist.type(f"3 {DENIED}")
            typist.press(ENTER)
            typist.see("not as promised", "1/1", "✓ Saved")
            typist.press(ESC)
            typist.see("F9 finish")
            self.follower.close_meeting()

    def confirm(self) -> None:
        """The village says it is done, a while later."""
        with self.follower.on_the_board("reopened"):
            self.follower.review(f"1 {AGREED}", "kept 1")

    def read_back(self) -> str:
        """What the screen of the promise says of it all."""
        with self.follower.on_the_board("kept 1") as typist:
            typist.press(LAST_TAB)
            typist.see(PROMISED, "confirmed")
            return self.follower.read_story(REMINDED)

    def exported(self, code: str) -> dict[str, Any]:
        """The file of a session for the office, which is whole."""
        with self.follower.in_session(code):
            file = self.follower.export(code)
        verdict = verify_file(file)
        assert verdict.whole, verdict.sentence
        document: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return document

    def codes(self) -> list[str]:
        """The codes of all sessions, the oldest first."""
        shelved = Shelf(self.root).sessions()
        return [one.summary.code for one in reversed(shelved) if one.summary]

    def state(self, code: str) -> State:
        """A session as it stands on the disk."""
        return Shelf(self.root).open(code, write=False).state


def test_a_promise_is_followed_until_the_village_says_it_is_done(tmp_path: Path) -> None:
    story = Story(tmp_path / "data")
    seal = story.promise()
    story.review_from_the_office()
    story.meet_again()
    story.confirm()
    told = story.read_back()
    first, second = story.codes()
    _check_story(told, story, first, second)
    _check_exports(story, first, second)
    minutes = story.state(first)
    assert minutes.session.seal == seal
    assert seal_holds(minutes)
    assert seal_holds(story.state(second))


def _check_story(told: str, story: Story, first: str, second: str) -> None:
    in_turn = [
        f"Promised at {first}: “{PROMISED}”",
        f"Deadline: {_said(story.first_due)}",
        f"“{REMINDED}”",
        f"postponed from {_said(story.first_due)}",
        f"Reason: {RAIN}",
        f"postponed from {_said(story.second_due)}",
        f"Reason: {LABOUR}",
        "the unit reports that it is done",
        f"“{REPORTED}”",
        f"At {second}",
        "the village says it is not as promised; it is open again",
        f"“{DENIED}”",
        "the village confirms that it is done",
        f"“{AGREED}”",
    ]
    places = [told.find(said) for said in in_turn]
    assert -1 not in places, [said for said in in_turn if said not in told] + [told]
    assert places == sorted(places), told
    facts = told[: told.index("What became of it")]
    assert f"First deadline {_said(story.first_due)}" in facts
    assert f"Deadline {_said(story.last_due)}" in facts
    assert "postponed 2 times" in facts


def _check_exports(story: Story, first: str, second: str) -> None:
    at_office, at_meeting = story.exported(first), story.exported(second)
    (promise,) = at_office["issues"][0]["commitments"]
    assert promise["first_due"] == story.first_due.isoformat()
    results = [one["result"] for one in promise["reviews"]]
    assert results == ["noted", "postponed", "postponed", "reported_done", "confirmed"]
    (review,) = at_meeting["opening_review"]
    assert review["result"] == "not_as_promised"
    assert review["note"] == DENIED
    assert (review["promised_in"], review["promise"]) == (first, PROMISED)
    assert review["id"] in promise["reviews"][-1]["after"]


def _said(day: date) -> str:
    return f"{day:%d/%m/%Y}"
