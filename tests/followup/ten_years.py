"""Makes the data folder of one commune after ten years, the same for the same seed.

Usage: python -m tests.followup.ten_years FOLDER [--sessions 640] [--issues 13000]
       [--commitments 13000] [--reviews 40000] [--seed 1]

Sixty-four sessions a year, all closed: twelve dialogues with villages, the others receptions. What
was promised is looked at again from the office and when the next meeting in the village begins.
Everything goes through the ledger as the program itself writes it, only without waiting for the
disk. Ids and days are drawn from the seed; only the ids of operations are not.
"""

from __future__ import annotations

import argparse
import os
import sys
import time as stopwatch
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta, timezone
from itertools import groupby
from pathlib import Path
from unittest import mock

from danvan_tui.ledger import disk
from danvan_tui.ledger.closing import close_session
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import SessionState, Table
from tests.followup.afterwards import follow
from tests.followup.commune import COMMUNE
from tests.followup.years import UNTIL, Fields, Looked, Matter, Meeting, Years

_SETTINGS = f'person = "Lê Thu Hiền"\ncommune = "{COMMUNE}"\ntyping = ""\n'
_HERE = timezone(timedelta(hours=7))


def make(
    folder: Path,
    *,
    sessions: int = 640,
    issues: int = 13_000,
    commitments: int = 13_000,
    reviews: int = 40_000,
    seed: int = 1,
) -> Shelf:
    """Make the data folder; gives its shelf, whose clock stands on the evening of the last day."""
    years = Years(seed, sessions)
    years.hold(issues, commitments)
    follow(years, reviews)
    clock = _Clock()
    shelf = Shelf(folder, clock=clock, new_id=years.ids)
    (folder / "settings.toml").write_text(_SETTINGS, encoding="utf-8")
    with mock.patch.object(disk, "flush"), mock.patch.object(os, "fsync"):  # only while filling
        for number, meeting in enumerate(years.meetings):
            _Written(shelf, clock, meeting).write(sent=number < sessions * 0.9)
    clock.now = datetime.combine(UNTIL, time(20), _HERE)
    return shelf


class _Clock:
    """Stands where it is put, and goes on a little with every look."""

    now = datetime(2016, 1, 1, tzinfo=_HERE)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=20)
        return self.now

    def put(self, day: date, hour: int) -> None:
        """Put it to an hour of a day."""
        self.now = datetime.combine(day, time(hour), _HERE)


class _Written:
    """One session on its way to the disk."""

    def __init__(self, shelf: Shelf, clock: _Clock, meeting: Meeting) -> None:
        self._clock = clock
        self._meeting = meeting
        clock.put(meeting.date, 7)
        person = str(meeting.fields["secretary"])
        meeting.code = shelf.create(
            person=person,
            kind=meeting.kind,
            date=meeting.date.isoformat(),
            commune=COMMUNE,
            villages=meeting.villages,
            **meeting.fields,
        )
        self._notebook: Notebook = shelf.open(meeting.code, person=person)
        meeting.id = self._notebook.state.session.id

    def write(self, *, sent: bool) -> None:
        """Take it down, close it, and note what was found afterwards."""
        notebook, meeting = self._notebook, self._meeting
        notebook.record([_made(Table.ATTENDANCE, person) for person in meeting.people])
        notebook.record([self._session(state=SessionState.LIVE.value, opening="Khai mạc.")])
        self._begin_with_review()
        for number, matter in enumerate(meeting.matters, 1):
            notebook.record([*self._raised(number, matter)])
        notebook.record([self._session(end="11:15", conclusion="Giao các đơn vị thực hiện.")])
        close_session(notebook, "Hội nghị chưa thống nhất")
        self._look_again(first=len(meeting.opening) + 1)
        self._meet_duties()
        if sent:
            notebook.record([self._session(state=SessionState.SENT.value)])
        notebook.close()

    def _session(self, **fields: str) -> Edit:
        return Edit(Table.SESSION, self._meeting.id, {**fields})

    def _raised(self, number: int, matter: Matter) -> Iterator[Edit]:
        yield Edit(Table.ISSUES, matter.id, {"number": number, **matter.fields})
        if matter.answer:
            yield self._notebook.new(Table.ANSWERS, issue=matter.id, **matter.answer)
        for promise in self._meeting.promises:
            if promise.fields["issue"] == matter.id:
                yield Edit(
                    Table.COMMITMENTS, promise.id, {"number": promise.number, **promise.fields}
                )

    def _begin_with_review(self) -> None:
        """List what is still owed to these villages, then say of each how it stands."""
        looked = self._meeting.opening
        if looked:
            self._notebook.record(
                [_made(Table.REVIEWS, _listed(number, one)) for number, one in enumerate(looked, 1)]
            )
        for one in looked:
            self._notebook.record([Edit(Table.REVIEWS, one.id, one.fields)])

    def _look_again(self, first: int) -> None:
        """Note what was found from the office; what the law protects stands by itself."""
        by_number = dict(enumerate(self._meeting.later, first))
        open_ones = {n: one for n, one in by_number.items() if not one.promise.mark}
        for on, group in groupby(open_ones.items(), lambda item: item[1].on):
            self._record_found(on, [*group])
        for number, one in by_number.items():
            if one.promise.mark:
                self._record_found(one.on, [(number, one)])

    def _record_found(self, on: date, found: Sequence[tuple[int, Looked]]) -> None:
        self._clock.put(on, 15)
        self._notebook.record([_made(Table.REVIEWS, _found(number, one)) for number, one in found])

    def _meet_duties(self) -> None:
        meeting, notebook = self._meeting, self._notebook
        day = meeting.date + timedelta(days=len(meeting.matters) % 12)
        done = min(day, UNTIL).isoformat()
        if meeting.kind == "dialogue":
            before = (meeting.date - timedelta(days=9)).isoformat()
            notebook.record([notebook.new(Table.DUTIES, clock="dialogue_announce", on=before)])
            if len(meeting.matters) % 3:
                notebook.record([notebook.new(Table.DUTIES, clock="dialogue_publish", on=done)])
            return
        for matter in meeting.matters[::4]:
            fields: Fields = {"clock": "reception_status", "issue": matter.id, "on": done}
            notebook.record([notebook.new(Table.DUTIES, **fields)])


def _made(table: Table, fields: Fields) -> Edit:
    return Edit(table, str(fields["id"]), {n: v for n, v in fields.items() if n != "id"})


def _listed(number: int, looked: Looked) -> Fields:
    """A promise as the session that has to look at it lists it: told as it stood then."""
    promise = looked.promise
    made_in = promise.meeting
    villages = [promise.village] if promise.village else made_in.villages
    return {
        "id": looked.id,
        "number": number,
        "commitment": promise.id,
        "session": made_in.id,
        "promised_in": made_in.code,
        "promised_number": promise.number,
        "promise": promise.fields["content"],
        **looked.stood,
        "promised_village": ", ".join(villages),
    }


def _found(number: int, looked: Looked) -> Fields:
    promise = looked.promise
    place: Fields = {"commitment": promise.id, "issue": promise.fields["issue"]}
    return {"id": looked.id, "number": number, **place, **looked.fields}


def main() -> int:
    """Make the folder that was asked for, and say what is in it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sessions", type=int, default=640)
    parser.add_argument("--issues", type=int, default=13_000)
    parser.add_argument("--commitments", type=int, default=13_000)
    parser.add_argument("--reviews", type=int, default=40_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = vars(parser.parse_args())
    folder: Path = arguments.pop("folder")
    if folder.exists() and any(folder.iterdir()):
        print(f"{folder} is not empty; nothing was made.")
        return 2
    started = stopwatch.monotonic()
    make(folder, **arguments)
    print(f"made in {stopwatch.monotonic() - started:.0f} s: {arguments}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
