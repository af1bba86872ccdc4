"""Promise: an entry costs its words and a few keys; counted on the running app, key by key.

`pytest tests/tui/test_key_counts.py -s` prints what each kind of entry costs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from statistics import median

import msgspec
import pytest
from textual.events import Key, Paste

from danvan_tui.capture import Context
from danvan_tui.exchange.roster import plan_roster, read_roster
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.ledger.state import State
from danvan_tui.model.folders import shipped_data
from danvan_tui.model.records import Answer, Attendee, Commitment, Issue, Presence, Table
from danvan_tui.vietnamese.deadlines import read_deadline
from tests.capture.fast_lines import (
    Line,
    Sample,
    answer_line,
    arrival_line,
    extra_keys,
    issue_line,
    listed,
    promise_line,
    same_speaker_line,
    units_of,
)
from tests.tui.meeting import Meeting, lists, opened, shelf_in

SAMPLES: list[Sample] = json.loads(
    (shipped_data() / "samples" / "issues.json").read_text(encoding="utf-8")
)
LIMITS = {"issue": 6, "same speaker": 2, "answer": 2, "commitment": 12, "arrival": 4 + 1}
VILLAGES = ["Thôn Đồng Mận", "Thôn Gò Vối", "Thôn Phú Thịnh", "Thôn Văn Xá"]


class Counts:
    """What every entry of each kind cost."""

    def __init__(self) -> None:
        self._lines: dict[str, list[Line]] = {}

    def add(self, kind: str, line: Line) -> None:
        """Count one entry, which has to stay within the limit of its kind."""
        self._lines.setdefault(kind, []).append(line)
        assert extra_keys(line) <= LIMITS[kind], (kind, line)

    def table(self) -> Iterator[str]:
        """Median and maximum of each kind, and the same with Shift counted as a key."""
        yield f"{'entry':14}{'number':>8}{'median':>8}{'most':>6}{'limit':>7}{'with Shift':>15}"
        for kind, lines in self._lines.items():
            plain = [extra_keys(line) for line in lines]
            strict = [extra_keys(line, shift=True) for line in lines]
            yield (
                f"{kind:14}{len(lines):8}{median(plain):8g}{max(plain):6}{LIMITS[kind]:7}"
                f"{median(strict):9g}, {max(strict):4}"
            )


@contextmanager
def shown(counts: Counts) -> Iterator[None]:
    """Print the table at the end."""
    yield
    print("\n" + "\n".join(counts.table()))


def session_with_roster(root: Path) -> tuple[Shelf, str]:
    """A session in four villages whose people were taken over from the sample roster."""
    shelf = shelf_in(root)
    code = shelf.create(person="Lê Thu Hiền", date="2026-11-22", villages=VILLAGES)
    notebook = shelf.open(code)
    rows = read_roster(shipped_data() / "samples" / "roster.csv", roles=lists().roles)
    notebook.record(plan_roster(rows, []).edits(notebook))
    notebook.close()
    return shelf, code


async def enter(meeting: Meeting, *lines: Line) -> None:
    """Press every extra key by itself; what was said comes as a paste, whose keys nobody counts."""
    for part in chain.from_iterable(lines):
        if part.said:
            meeting.app.post_message(Paste(part.said))
        for key in part.keys:
            meeting.app.post_message(Key(key, key if len(key) == 1 else None))
    await meeting.settle()
    await meeting.until(lambda: not meeting.line.value, f"for {lines}: {meeting.said[-2:]}")


def context_of(meeting: Meeting) -> Context:
    """What the next line is read against."""
    app = meeting.app
    return Context.of(meeting.state, app.catalogues, app.calendar, meeting.session.session_date())


async def test_every_sample_is_typed_within_the_limits(tmp_path: Path) -> None:
    shelf, code = session_with_roster(tmp_path)
    counts = Counts()
    async with opened(shelf, code, size=(80, 24)) as meeting:
        with shown(counts):
            for number, sample in enumerate(SAMPLES, 1):
                context = context_of(meeting)
                line = issue_line(sample, context)
                counts.add("issue", line)
                await enter(meeting, line)
                issue = newest(meeting.state)
                assert_issue(issue, sample, context)
                assert issue.number == number
                context = context_of(meeting)
                lines = [answer_line(sample, context)]
                counts.add("answer", lines[0])
                if sample["commitment"]:
                    lines.append(promise_line(sample, context))
                    counts.add("commitment", lines[1])
                await enter(meeting, *lines)
                assert_hanging(meeting.state, issue, sample, context)


async def test_the_same_speaker_goes_on_with_two_keys(tmp_path: Path) -> None:
    shelf, code = session_with_roster(tmp_path)
    counts = Counts()
    wrong: list[tuple[str, str, str]] = []
    untold: list[tuple[str, str, str]] = []
    spoken = [sample for sample in SAMPLES if sample["kind"] != "to_cao"]
    async with opened(shelf, code, size=(80, 24)) as meeting:
        with shown(counts):
            context = context_of(meeting)
            await enter(meeting, issue_line(SAMPLES[0], context))
            lines = [same_speaker_line(sample) for sample in spoken]
            for line in lines:
                counts.add("same speaker", line)
            await enter(meeting, *lines)
            first, *issues = meeting.state.issues()
            for sample, issue in zip(spoken, issues, strict=True):
                assert issue.content == sample["content"]
                assert issue.speaker == first.speaker != ""
                told = {"kind": issue.kind, "field": issue.field}
                assert issue.assumed == [name for name, value in told.items() if value]
                for name, value in told.items():
                    if value != wanted(sample, context)[name]:
                        (wrong if value else untold).append((name, value, issue.content))
            print(f"\nof {2 * len(spoken)} kinds and fields {len(wrong)} wrong, {len(untold)} open")
    assert len(wrong) <= 2, wrong
    assert len(untold) <= 5, untold


async def test_everybody_listed_comes_in_with_four_keys_and_enter(tmp_path: Path) -> None:
    shelf, code = session_with_roster(tmp_path)
    counts = Counts()
    async with opened(shelf, code, size=(80, 24)) as meeting:
        with shown(counts):
            everybody = meeting.state.attendance()
            for one in everybody:
                counts.add("arrival", arrival_line(one.number))
            some = [one.number for one in (*everybody[::6], everybody[-1])]
            await enter(meeting, *map(arrival_line, some))
        here = {one.number for one in meeting.state.attendance() if _is_here(one)}
    assert here == set(some)


def _is_here(one: Attendee) -> bool:
    return one.presence is Presence.PRESENT


@pytest.mark.parametrize(
    ("keys", "name"), [("=đoài", "Lê Quang Đoài"), ("=vtmn", "Vũ Thị Minh Nguyệt")]
)
async def test_a_part_of_the_name_is_as_good_as_the_number(
    tmp_path: Path, keys: str, name: str
) -> None:
    shelf, code = session_with_roster(tmp_path)
    async with opened(shelf, code, size=(80, 24)) as meeting:
        await meeting.press(*keys, "enter")
        assert [one.name for one in meeting.state.attendance() if _is_here(one)] == [name]


def newest(state: State) -> Issue:
    """The issue raised last, its protected speaker with it."""
    last = max(state.issues(), key=lambda issue: issue.number)
    return state.protected_speaker(last.id)


def wanted(sample: Sample, context: Context) -> dict[str, str]:
    """The kind and the field that a sample names."""
    catalogues = context.catalogues
    return {
        "kind": catalogues.kinds.by_name[sample["kind"]].id,
        "field": catalogues.fields.by_name[sample["field"]].id,
    }


def assert_issue(issue: Issue, sample: Sample, context: Context) -> None:
    """The issue is the sample; so nothing that was only assumed differs from it."""
    who = listed(sample, context)
    unlisted = ("", "") if who else (sample["speaker_name"], sample["village"])
    assert {"kind": issue.kind, "field": issue.field} == wanted(sample, context)
    assert issue.content == sample["content"]
    assert issue.speaker == (who.id if who else "")
    assert (issue.speaker_name, issue.village) == unlisted
    assert issue.kind != "denunciation" or not issue.assumed


def assert_hanging(state: State, issue: Issue, sample: Sample, context: Context) -> None:
    """What was answered and promised is the sample's, words, units and day."""
    rows = state.fold.rows
    answers = [
        msgspec.convert(row, Answer)
        for row in rows[Table.ANSWERS].values()
        if row["issue"] == issue.id
    ]
    promises = [
        msgspec.convert(row, Commitment)
        for row in rows[Table.COMMITMENTS].values()
        if row["issue"] == issue.id
    ]
    assert [(one.content, one.by, one.outcome) for one in answers] == [(sample["answer"], "", "")]
    said = sample["commitment"]
    assert len(promises) == bool(said)
    for promise in promises:
        deadline = read_deadline(said["due_text"], context.base, context.calendar)
        assert promise.content == said["content"]
        assert [promise.lead_unit, *promise.supporting_units] == units_of(
            sample, context.catalogues
        )
        assert (promise.due_text, promise.due, promise.due_how) == (
            said["due_text"],
            deadline.date.isoformat() if deadline.date else "",
            deadline.how,
        )
