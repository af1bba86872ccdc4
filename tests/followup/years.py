"""What happened in the generated years: meetings, what was raised and promised, what became of it.

Everything is drawn from one seed before anything is written, so that a promise can be looked at
again in the session it was made in or in a later one of its village.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from danvan_tui.model.records import DENUNCIATION, Result, Value
from danvan_tui.vietnamese.deadlines import read_deadline
from danvan_tui.vietnamese.workdays import Calendar
from tests.followup.commune import CHAIRS, OPEN_ENDED, SECRETARIES, VILLAGES, Words

UNTIL = date(2026, 11, 20)
"""The day on which the generated years end."""
SESSIONS_A_YEAR = 64
_DIALOGUES = frozenset({3, 8, 13})  # of sixteen sessions: twelve a year

Fields = dict[str, Value]


@dataclass
class Looked:
    """One look at a promise, a record of its own."""

    id: str
    promise: Promise
    on: date
    fields: Fields
    stood: Fields
    """Who had to do it by when, as it stood then."""


@dataclass
class Promise:
    """One promise and where it stands while the years go by."""

    id: str
    meeting: Meeting
    number: int
    fields: Fields
    village: str
    """Empty where it was made to all villages of the session."""
    mark: str
    """That of the denunciation it was made on."""
    due: date | None = None
    due_text: str = ""
    unit: str = ""
    is_settled: bool = False
    is_reported: bool = False
    plan: list[tuple[date, Result]] = field(default_factory=list)
    """What will be found of it at the office, the next last."""
    known: list[str] = field(default_factory=list)
    """The ids of all looks at it so far."""


@dataclass
class Matter:
    """One opinion with its answer; its promises stand in the meeting."""

    id: str
    fields: Fields
    village: str
    mark: str = ""
    """What everything said of a denunciation bears; empty for all others."""
    answer: Fields | None = None


@dataclass
class Meeting:
    """One session."""

    kind: str
    date: date
    villages: list[str]
    fields: Fields
    people: list[Fields] = field(default_factory=list)
    matters: list[Matter] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    opening: list[Looked] = field(default_factory=list)
    """The review it began with."""
    later: list[Looked] = field(default_factory=list)
    """What was found of its promises afterwards, from the office."""
    id: str = ""
    """Known when it is written."""
    code: str = ""


class Ids:
    """Ids as the program makes them, only drawn from a seed."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._time = 1_450_000_000_000

    def __call__(self) -> str:
        self._time += self._chance.randint(1, 9_000)
        digits = f"{self._time:012x}7{self._chance.getrandbits(76):019x}"
        parts = digits[:8], digits[8:12], digits[12:16], f"a{digits[17:20]}", digits[20:]
        return "-".join(parts)


def meetings(chance: random.Random, count: int, until: date) -> list[Meeting]:
    """So many sessions up to a day, the oldest first."""
    held = []
    for number in range(count):
        back = timedelta(days=(count - 1 - number) * 365.25 / SESSIONS_A_YEAR)
        day = until - back
        day -= timedelta(days=max(0, day.weekday() - 4))  # nobody meets at the weekend
        is_dialogue = (number - count) % 16 in _DIALOGUES
        held.append(_dialogue(chance, day) if is_dialogue else _reception(day))
    return held


def _dialogue(chance: random.Random, day: date) -> Meeting:
    villages = chance.sample(VILLAGES, chance.choice((1, 1, 2, 2)))
    place = f"Nhà văn hóa {villages[0][0].lower()}{villages[0][1:]}"
    title = "Đối thoại giữa người đứng đầu cấp ủy, chính quyền xã với Nhân dân"
    return Meeting("dialogue", day, villages, _session(day) | {"title": title, "place": place})


def _reception(day: date) -> Meeting:
    return Meeting("reception", day, [], _session(day) | {"place": "Phòng tiếp công dân xã"})


def _session(day: date) -> Fields:
    period = min(len(CHAIRS) - 1, (UNTIL.year - day.year) // 4)
    chair = CHAIRS[-1 - period] if day.month % 3 else CHAIRS[1]
    return {"start": "08:00", "chair": chair, "secretary": SECRETARIES[period]}


class Years:
    """Lets the people come, raise and promise, and looks at the promises as time goes by."""

    def __init__(self, seed: int, sessions: int, until: date = UNTIL) -> None:
        self.chance = random.Random(seed)
        self.ids = Ids(self.chance)
        self.words = Words(self.chance)
        self.until = until
        self.meetings = meetings(self.chance, sessions, until)
        self._calendar = Calendar()

    def hold(self, issues: int, commitments: int) -> None:
        """Fill all sessions with so many opinions and promises in all."""
        for meeting in self.meetings:
            self._gather(meeting)
        for number in sorted(self._spread(issues)):
            meeting = self.meetings[number]
            meeting.matters.append(self._matter(meeting))
        raised = [(one, matter) for one in self.meetings for matter in one.matters]
        for number in sorted(self.chance.choices(range(len(raised)), k=commitments)):
            self._promise(*raised[number])

    def _spread(self, count: int) -> list[int]:
        sessions = range(len(self.meetings))
        weights = [self.chance.uniform(0.5, 1.5) for _session in sessions]
        return self.chance.choices(sessions, weights, k=count)

    def _gather(self, meeting: Meeting) -> None:
        chance, is_dialogue = self.chance, meeting.kind == "dialogue"
        for number in range(chance.randint(25, 50) if is_dialogue else chance.randint(12, 25)):
            person: Fields = {
                "id": self.ids(),
                "number": number + 1,
                "name": self.words.name(),
                "village": chance.choice(meeting.villages or VILLAGES),
                "presence": chance.choices(("present", "left", "listed"), (17, 1, 2))[0],
            }
            meeting.people.append(person)
        if is_dialogue:
            heads: Fields = {"number": len(meeting.people) + 1, "group": "citizens"}
            heads |= {"id": self.ids(), "count": chance.randint(5, 40), "presence": "present"}
            meeting.people.append(heads | {"village": meeting.villages[0]})

    def _matter(self, meeting: Meeting) -> Matter:
        chance = self.chance
        spoke, village = self._speaker(meeting)
        said = self.words.secret() if chance.random() < 0.004 else self.words.raised(village)
        fields: Fields = {"kind": said.kind, "field": said.field, "content": said.content, **spoke}
        if chance.random() < 0.06:
            fields["people"] = chance.randint(2, 14)
        fields |= self._passed_on(meeting)
        mark = ""
        if said.kind == DENUNCIATION:
            mark, village = said.promise, ""
            if "speaker_name" in fields:
                fields["speaker_name"] = self.words.denouncer()
        elif chance.random() < 0.1:
            fields |= _repeated(meeting, said.field)
        matter = Matter(self.ids(), fields, village, mark)
        if chance.random() < 0.75:
            outcome = chance.choice(("explained", "promised", "guided"))
            by = meeting.fields["chair"]
            matter.answer = {"content": said.answer, "by": by, "outcome": outcome}
        return matter

    def _speaker(self, meeting: Meeting) -> tuple[Fields, str]:
        """Who speaks, as it is noted, and his village, which not everybody is asked for."""
        chance = self.chance
        person = chance.choice([one for one in meeting.people if "name" in one])
        village = str(person["village"])
        noted: Fields = {"village": village}
        if chance.random() < 0.05:
            noted = {"village": village.split(maxsplit=1)[1]}  # without "Thôn"
        if chance.random() < 0.8:
            of_list: Fields = {"speaker": person["id"]}
            return of_list | (noted if chance.random() < 0.5 else {}), village
        by_name: Fields = {"speaker_name": self.words.name()}
        if meeting.villages and chance.random() < 0.2:
            return by_name, ""
        return by_name | noted, village

    def _passed_on(self, meeting: Meeting) -> Fields:
        chance = self.chance
        fields: Fields = {}
        competence = chance.choices(("commune", "higher", "other", "unknown"), (14, 3, 2, 1))[0]
        if competence == "higher" and chance.random() < 0.8:
            fields["referred_to"] = chance.choice(("Cơ quan cấp tỉnh", "Thuế cơ sở"))
            fields["referral_document"] = f"{chance.randint(10, 400)}/UBND-VP"
        if chance.random() < 0.35:
            settled = meeting.date + timedelta(days=chance.randint(1, 60))
            fields["resolved"] = min(settled, self.until).isoformat()
        return fields | {"competence": competence}

    def _promise(self, meeting: Meeting, matter: Matter) -> None:
        chance = self.chance
        said = self.words.raised(matter.village)
        unit = self.words.unit(meeting.date) if chance.random() < 0.4 else said.unit
        promise = Promise(
            self.ids(),
            meeting,
            len(meeting.promises) + 1,
            {"issue": matter.id, "content": f"{said.promise} {matter.mark}".strip()},
            matter.village,
            matter.mark,
            unit=unit if chance.random() < 0.98 else "",
        )
        if promise.unit:
            promise.fields["lead_unit"] = promise.unit
        if chance.random() < 0.15:
            promise.fields["supporting_units"] = [self.words.unit(meeting.date)]
        words = chance.choice(OPEN_ENDED) if chance.random() < 0.06 else ""
        if chance.random() < 0.98:
            self._set_deadline(promise, words or self.words.deadline(meeting.date))
        meeting.promises.append(promise)

    def _set_deadline(self, promise: Promise, words: str) -> None:
        deadline = read_deadline(words, promise.meeting.date, self._calendar)
        promise.due, promise.due_text = deadline.date, words
        promise.fields |= {"due_text": words, "due_how": deadline.how}
        if deadline.date:
            promise.fields["due"] = deadline.date.isoformat()


def _repeated(meeting: Meeting, topic: str) -> Fields:
    """The matter raised there before that this one repeats, where there is one."""
    for one in meeting.matters:
        if one.fields["field"] == topic and one.fields["kind"] != DENUNCIATION:
            return {"same_as": one.id}
    return {}
