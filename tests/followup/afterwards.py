"""What became of the promises of the generated years: looked at again until they are settled."""

from __future__ import annotations

import hashlib
import random
from datetime import date, timedelta

from danvan_tui.model.records import Result
from tests.followup.commune import SAYINGS
from tests.followup.years import Fields, Looked, Meeting, Promise, Years

_ENDS = frozenset({Result.CONFIRMED, Result.CANCELLED})
_UNDONE = frozenset(
    {Result.IN_PROGRESS, Result.NOT_DONE, Result.CONFIRMED_IN_PART, Result.NOT_AS_PROMISED}
)
_WITH_REASON = frozenset(
    {Result.NOT_DONE, Result.POSTPONED, Result.REASSIGNED, Result.CANCELLED, Result.NOT_REVIEWED}
)
_DISAGREEING = 0.002  # of the looks: two windows at the same time

_REPORTED, _CONFIRMED = Result.REPORTED_DONE, Result.CONFIRMED
_COURSES: dict[tuple[Result, ...], int] = {
    (_REPORTED, _CONFIRMED): 20,
    (Result.IN_PROGRESS, _REPORTED, _CONFIRMED): 10,
    (Result.NOTED, Result.IN_PROGRESS, _REPORTED): 5,
    (Result.POSTPONED, _REPORTED, _CONFIRMED): 13,
    (Result.NOTED, Result.POSTPONED, Result.POSTPONED, _REPORTED, _CONFIRMED): 5,
    (Result.POSTPONED, Result.POSTPONED, Result.POSTPONED, _REPORTED): 3,
    (_REPORTED, Result.NOT_AS_PROMISED, Result.IN_PROGRESS, _REPORTED, _CONFIRMED): 6,
    (_REPORTED, Result.CONFIRMED_IN_PART, _REPORTED, _CONFIRMED): 5,
    (Result.NOTED, Result.NOT_DONE): 5,
    (Result.REASSIGNED, Result.IN_PROGRESS, _REPORTED, _CONFIRMED): 6,
    (Result.NOTED, Result.CANCELLED): 4,
    (Result.IN_PROGRESS, Result.NOTED, Result.IN_PROGRESS): 5,
    (): 14,
}
"""What may be found of a promise in turn, and how often."""

_OPENING: dict[Result, int] = {
    Result.IN_PROGRESS: 16,
    Result.REPORTED_DONE: 10,
    Result.CONFIRMED: 44,
    Result.NOT_DONE: 4,
    Result.POSTPONED: 9,
    Result.NOTED: 6,
    Result.NOT_REVIEWED: 10,
    Result.REASSIGNED: 2,
    Result.CANCELLED: 5,
}
_OPENING_OF_REPORTED: dict[Result, int] = {
    Result.CONFIRMED: 76,
    Result.CONFIRMED_IN_PART: 8,
    Result.NOT_AS_PROMISED: 8,
    Result.NOT_REVIEWED: 8,
}
"""What a village says of its promises when the next meeting begins."""


def follow(years: Years, reviews: int) -> None:
    """Look at the promises again, so many times in all."""
    _Following(years, reviews).go()


class _Following:
    def __init__(self, years: Years, reviews: int) -> None:
        self._years = years
        self._chance: random.Random = years.chance
        self._left = reviews

    def go(self) -> None:
        open_promises: list[Promise] = []
        for meeting in self._years.meetings:
            for promise in open_promises:
                self._at_office(promise, meeting.date)
            open_promises = [one for one in open_promises if not one.is_settled]
            for promise in open_promises:
                if not promise.mark and _share_a_village(promise, meeting):
                    self._at_opening(promise, meeting)
            for promise in meeting.promises:
                promise.plan = self._plan(promise)
            open_promises += meeting.promises
        for promise in open_promises:
            self._at_office(promise, self._years.until + timedelta(days=1))
        self._remarks()

    def _plan(self, promise: Promise) -> list[tuple[date, Result]]:
        course = self._chance.choices([*_COURSES], [*_COURSES.values()])[0]
        day = promise.due or promise.meeting.date + timedelta(days=60)
        if day > promise.meeting.date + timedelta(days=30) and self._chance.random() < 0.6:
            day -= timedelta(days=self._chance.randint(3, 25))  # before it is due
        plan = []
        for result in course:
            plan.append((day, result))
            day += timedelta(days=self._chance.randint(4, 50))
        return plan[::-1]

    def _at_office(self, promise: Promise, before: date) -> None:
        """What is found until a day, noted in the session of the promise."""
        while promise.plan and promise.plan[-1][0] < before and not promise.is_settled:
            on, result = promise.plan.pop()
            self._look(promise, result, on, promise.meeting.later)

    def _at_opening(self, promise: Promise, meeting: Meeting) -> None:
        results = _OPENING_OF_REPORTED if promise.is_reported else _OPENING
        result = self._chance.choices([*results], [*results.values()])[0]
        self._look(promise, result, meeting.date, meeting.opening)

    def _remarks(self) -> None:
        """Remarks until there are as many looks as were asked for."""
        promises = [one for meeting in self._years.meetings for one in meeting.promises]
        while promises and self._left:
            promise = self._chance.choice(promises)
            self._look(promise, Result.NOTED, self._years.until, promise.meeting.later)

    def _look(self, promise: Promise, result: Result, on: date, where: list[Looked]) -> None:
        if not self._left:
            return
        self._left -= 1
        known = promise.known
        if self._chance.random() < _DISAGREEING:
            known = known[:-1]  # whoever wrote this did not know the last one
        fields: Fields = {"result": result.value, "on": on.isoformat(), "after": [*known]}
        stood: Fields = {
            "promised_by": promise.unit,
            "promised_due": promise.due.isoformat() if promise.due else "",
        }
        fields |= self._said(promise, result, on)
        looked = Looked(self._years.ids(), promise, on, fields, stood)
        where.append(looked)
        promise.known.append(looked.id)
        promise.is_settled = promise.is_settled or result in _ENDS
        promise.is_reported = result is _REPORTED or (
            promise.is_reported and result not in _UNDONE | {Result.REASSIGNED}
        )

    def _said(self, promise: Promise, result: Result, on: date) -> Fields:
        chance = self._chance
        words = f"{chance.choice(SAYINGS[result])} {promise.mark}".strip()
        fields: Fields = {"reason": words} if result in _WITH_REASON else {"note": words}
        fields["by"] = self._who(promise, result)
        if result is Result.IN_PROGRESS:
            fields["progress"] = chance.randrange(10, 95, 5)
        elif result is _REPORTED and chance.random() < 0.6:
            fields["document"] = f"{chance.randint(1, 300)}/BC-UBND"
            if chance.random() < 0.2:
                name = f"anh-{chance.randint(100, 999)}.jpg"
                digest = hashlib.sha256(name.encode()).hexdigest()
                fields |= {"file": name, "digest": digest}
        elif result is Result.POSTPONED:
            fields |= self._postponed(promise, on)
        elif result is Result.REASSIGNED:
            promise.unit = self._years.words.unit(on)
            fields["unit"] = promise.unit
        return fields

    def _postponed(self, promise: Promise, on: date) -> Fields:
        moved: Fields = {"agreed_by": str(promise.meeting.fields["chair"])}
        if promise.due:
            moved |= {"was_due": promise.due.isoformat(), "was_due_text": promise.due_text}
        promise.due = max(promise.due or on, on) + timedelta(days=self._chance.randint(10, 75))
        promise.due_text = f"đến {promise.due:%d/%m/%Y}"
        return moved | {"due": promise.due.isoformat(), "due_text": promise.due_text}

    def _who(self, promise: Promise, result: Result) -> str:
        if result in {Result.CONFIRMED, Result.CONFIRMED_IN_PART, Result.NOT_AS_PROMISED}:
            village = promise.village or "thôn"
            return f"Trưởng {village[0].lower()}{village[1:]}"
        return promise.unit or "Văn phòng"


def _share_a_village(promise: Promise, meeting: Meeting) -> bool:
    made_to = [promise.village] if promise.village else promise.meeting.villages
    return not set(made_to).isdisjoint(meeting.villages)
