"""Everything in the sample session can be typed on the capture line and comes back as it was."""

import json
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import pytest

from danvan_tui.capture import record_line
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.model.folders import shipped_data
from danvan_tui.model.records import RECORDS, Answer, Attendee, Commitment, Presence, Record
from danvan_tui.vietnamese.deadlines import Certainty, read_deadline
from danvan_tui.vietnamese.workdays import Calendar
from tests.capture.conftest import context_of, list_roster, open_notebook
from tests.capture.sample_lines import lines_of

_Record = TypeVar("_Record", bound=Record)

SAMPLES: list[dict[str, Any]] = json.loads(
    (shipped_data() / "samples" / "issues.json").read_text(encoding="utf-8")
)
SEVERAL_UNITS = {
    "Trưởng thôn Hữu Phúc, Phòng Văn hóa - Xã hội xã": (
        "Trưởng thôn Hữu Phúc",
        ["Phòng Văn hóa - Xã hội xã"],
    ),
    "Đội Quản lý điện lực khu vực, Trưởng thôn Liên Minh": (
        "Đội Quản lý điện lực khu vực",
        ["Trưởng thôn Liên Minh"],
    ),
    "Trưởng thôn Đông Sơn, Mặt trận thôn": ("Trưởng thôn Đông Sơn", ["Mặt trận thôn"]),
    "Trưởng thôn Văn Xá, Ban Công tác Mặt trận thôn": (
        "Trưởng thôn Văn Xá",
        ["Ban Công tác Mặt trận thôn"],
    ),
    "Phòng Kinh tế xã phối hợp Ban Quản lý dự án đầu tư xây dựng khu vực": (
        "Phòng Kinh tế xã",
        ["Ban Quản lý dự án đầu tư xây dựng khu vực"],
    ),
    "Công an xã, Phòng Kinh tế xã": ("Công an xã", ["Phòng Kinh tế xã"]),
    "Ban Quản lý dự án, nhà thầu thi công": ("Ban Quản lý dự án", ["nhà thầu thi công"]),
    "Hội Nông dân xã, Kiểm lâm địa bàn": ("Hội Nông dân xã", ["Kiểm lâm địa bàn"]),
    "Hội Nông dân xã, Đoàn Thanh niên xã": ("Hội Nông dân xã", ["Đoàn Thanh niên xã"]),
    "Phòng Kinh tế xã, Công ty Môi trường": ("Phòng Kinh tế xã", ["Công ty Môi trường"]),
    "Công an xã, Trung tâm Cung ứng dịch vụ công xã": (
        "Công an xã",
        ["Trung tâm Cung ứng dịch vụ công xã"],
    ),
    "Phòng Kinh tế xã, Ủy ban MTTQ Việt Nam xã": (
        "Phòng Kinh tế xã",
        ["Ủy ban MTTQ Việt Nam xã"],
    ),
}


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory, catalogues: Catalogues) -> Notebook:
    """The whole sample session, typed line by line."""
    folder: Path = tmp_path_factory.mktemp("samples")
    notebook = open_notebook(folder)
    list_roster(notebook)
    context = context_of(notebook, catalogues)
    for sample in SAMPLES:
        for line in lines_of(sample):
            recorded = record_line(notebook, context, line)
            assert recorded.operation is not None, recorded.message
            context = context.refreshed(notebook.state)
    return notebook


def test_every_sample_is_one_issue(typed: Notebook) -> None:
    assert [issue.number for issue in typed.state.issues()] == list(range(1, len(SAMPLES) + 1))


@pytest.mark.parametrize("number", range(1, len(SAMPLES) + 1))
def test_issue_comes_back(typed: Notebook, catalogues: Catalogues, number: int) -> None:
    sample = SAMPLES[number - 1]
    shown = typed.state.issues()[number - 1]
    issue = typed.state.protected_speaker(shown.id)
    assert issue.content == sample["content"]
    assert issue.kind == catalogues.kinds.by_name[sample["kind"]].id
    assert issue.field == catalogues.fields.by_name[sample["field"]].id
    listed = _listed(typed, sample)
    if listed:
        assert issue.speaker == listed.id
        assert not issue.speaker_name
    else:
        assert (issue.speaker_name, issue.village) == (sample["speaker_name"], sample["village"])
        assert not issue.speaker


def _unveiled(notebook: Notebook, record: type[_Record]) -> list[_Record]:
    """The records as they were said, also to a protected speaker."""
    table = next(table for table, known in RECORDS.items() if known is record)
    rows = notebook.state.fold.rows[table].values()
    return [msgspec.convert(row, record) for row in rows]


@pytest.mark.parametrize("number", range(1, len(SAMPLES) + 1))
def test_answer_comes_back(typed: Notebook, number: int) -> None:
    shown = typed.state.issues()[number - 1]
    answers = [a.content for a in _unveiled(typed, Answer) if a.issue == shown.id]
    assert answers == [SAMPLES[number - 1]["answer"]]


@pytest.mark.parametrize("number", range(1, len(SAMPLES) + 1))
def test_promise_comes_back(typed: Notebook, number: int) -> None:
    sample, shown = SAMPLES[number - 1], typed.state.issues()[number - 1]
    promises = [p for p in _unveiled(typed, Commitment) if p.issue == shown.id]
    if sample["commitment"] is None:
        assert not promises
        return
    said = sample["commitment"]
    (promise,) = promises
    lead, supporting = SEVERAL_UNITS.get(said["unit"], (said["unit"], []))
    deadline = read_deadline(said["due_text"], date(2026, 11, 22), Calendar())
    understood = deadline.certainty is not Certainty.unclear
    assert promise.content == said["content"]
    assert (promise.lead_unit, promise.supporting_units) == (lead, supporting)
    assert promise.due_text == promise.first_due_text == said["due_text"]
    assert promise.due == (deadline.date.isoformat() if deadline.date else "")
    assert promise.due_how == (deadline.how if understood else "")


def test_only_public_speakers_become_present(typed: Notebook) -> None:
    spoke = {
        listed.id
        for sample in SAMPLES
        if sample["kind"] != "to_cao" and (listed := _listed(typed, sample))
    }
    present = [a for a in typed.state.attendance() if a.presence is Presence.PRESENT]
    assert {attendee.id for attendee in present} == spoke
    assert {attendee.arrived for attendee in present} == {"08:30"}


def _listed(notebook: Notebook, sample: dict[str, Any]) -> Attendee | None:
    who = (sample["speaker_name"], sample["village"])
    found = [a for a in notebook.state.attendance() if (a.name, a.village) == who]
    return found[0] if found else None
