"""An export holds what its profile may hold, and is written whole or not at all."""

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from danvan_tui.exchange.document import (
    AnswerPart,
    AttendeePart,
    CommitmentPart,
    DutyPart,
    IssuePart,
    Profile,
    ReviewPart,
    SessionPart,
)
from danvan_tui.exchange.errors import ExportError
from danvan_tui.exchange.export import build_export, file_name, write_export
from danvan_tui.exchange.redact import without_numbers
from danvan_tui.exchange.verify import Finding, verify_file
from danvan_tui.language import choose
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.rearranging import Like, linked
from danvan_tui.model.records import RECORDS, Issue, Table, Value, fields_of
from danvan_tui.model.rules import TOTAL

AT = "2026-11-22T12:00:00+07:00"


def _parsed(notebook: Notebook, profile: Profile) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(build_export(notebook, profile, at=AT))
    return loaded


def test_office_export_holds_every_value_under_its_issue(meeting: Notebook) -> None:
    office = _parsed(meeting, Profile.OFFICE)
    road = office["issues"][0]
    assert road["content"].startswith("Đường liên thôn")
    assert road["answers"][0]["by"] == "Chủ tịch"
    assert road["commitments"][0]["contact"] == "anh Hải 0933953269"
    assert office["unattached"]["commitments"][0]["content"] == "Họp lại"
    assert office["counts"] == {
        "attendance": 3,
        "issues": 2,
        "answers": 1,
        "commitments": 2,
        "operations": len(meeting.state.fold.operations),
    }
    assert len(office["operations"]) == office["counts"]["operations"]


def test_the_format_has_a_place_for_every_field_of_the_records() -> None:
    parts = {
        Table.SESSION: SessionPart,
        Table.ATTENDANCE: AttendeePart,
        Table.ISSUES: IssuePart,
        Table.ANSWERS: AnswerPart,
        Table.COMMITMENTS: CommitmentPart,
        Table.REVIEWS: ReviewPart,
        Table.DUTIES: DutyPart,
    }
    for table in RECORDS:
        assert fields_of(table) <= set(parts[table].__struct_fields__), table


def test_public_export_names_the_speaker_or_the_village(meeting: Notebook) -> None:
    public = _parsed(meeting, Profile.PUBLIC)
    assert [issue["speaker"] for issue in public["issues"]] == [
        "Kiều Thị Lan",
        "công dân thôn Gò Vối",
    ]
    assert public["attendance"]["officials"][0]["name"] == "Nguyễn Hồng Phong"
    assert {"group": "citizens", "village": "Thôn Văn Xá", "people": 1} in public["attendance"][
        "counted"
    ]


def test_public_export_has_no_numbers_address_birth_year_or_history(meeting: Notebook) -> None:
    text = build_export(meeting, Profile.PUBLIC, at=AT).decode()
    for private in ("678", "654.321", "0933953269", "anh Hải", "ngõ 3", "1961", "operations"):
        assert private not in text.partition('"sha256"')[0], private


@pytest.mark.parametrize(
    "number",
    [
        "0912345678",
        "0912 345 678",
        "0912.345.678",
        "+84 912-345-678",
        "84912345678",
        "(0211) 3123456",
        "001079012345",
        "012345678",
        "ĐT.0912345678",
        "0912345678/0987654321",
        "05.12.2026 0912 345 678",
    ],
)
def test_numbers_of_people_are_hidden(number: str) -> None:
    left = without_numbers(f"gọi {number}, cảm ơn")
    assert not re.search(r"\d{3}", left.replace("05.12.2026", ""))
    assert left.endswith(", cảm ơn")


@pytest.mark.parametrize(
    "kept", ["1.500.000.000 đồng", "ngày 05.12.2026", "42 m²", "Số: 05/BB-UBND", "năm 2026 2027"]
)
def test_dates_areas_and_sums_stay(kept: str) -> None:
    assert without_numbers(kept) == kept


def test_a_number_beside_the_name_of_who_answered_is_not_posted(meeting: Notebook) -> None:
    answer = meeting.state.answers()[0].id
    meeting.record([Edit(Table.ANSWERS, answer, {"by": "Chủ tịch (0912 345 679)"})])
    public = _parsed(meeting, Profile.PUBLIC)
    assert public["issues"][0]["answers"][0]["by"] == "Chủ tịch (●●●)"


def test_statistics_are_numbers_only(meeting: Notebook) -> None:
    statistics = _parsed(meeting, Profile.STATISTICS)
    figures = statistics["figures"]
    assert figures["issues_by_kind"] == {"proposal": 1, "report": 1}
    assert figures["issues_by_village"] == {"Thôn Gò Vối": 1, "Thôn Văn Xá": 1}
    assert figures["people_named"] == 2
    assert figures["people_counted"] == 12
    assert figures["commitments_with_deadline"] == 1
    assert figures["commitments_without_deadline"] == 1
    assert "Lan" not in json.dumps(statistics, ensure_ascii=False)


def _counted(public: dict[str, Any]) -> dict[str, int]:
    return {
        " ".join((entry["group"], entry["village"])).strip(): entry["people"]
        for entry in public["attendance"]["counted"]
    }


def test_a_count_of_everybody_is_added_to_nothing(meeting: Notebook) -> None:
    before = [_parsed(meeting, profile) for profile in (Profile.PUBLIC, Profile.STATISTICS)]
    for village, count in (("", 14), ("Gò Vối", 12)):  # 2 named, 12 of Thôn Gò Vối counted
        meeting.record(
            [meeting.new(Table.ATTENDANCE, count=count, group=TOTAL, village=village or None)]
        )
    public, statistics = (
        _parsed(meeting, profile) for profile in (Profile.PUBLIC, Profile.STATISTICS)
    )
    assert public["attendance"] == before[0]["attendance"]
    assert statistics["figures"] == before[1]["figures"]


def test_heads_beyond_the_list_are_counted_once(meeting: Notebook) -> None:
    meeting.record([meeting.new(Table.ATTENDANCE, count=30, group=TOTAL)])
    figures = _parsed(meeting, Profile.STATISTICS)["figures"]
    assert (figures["people_named"], figures["people_counted"]) == (2, 28)
    public = _parsed(meeting, Profile.PUBLIC)
    assert _counted(public) == {"": 16, "Thôn Gò Vối": 12, "citizens Thôn Văn Xá": 1}
    officials = len(public["attendance"]["officials"])
    assert officials + sum(_counted(public).values()) == 30


def test_who_was_listed_and_never_came_is_counted_nowhere(meeting: Notebook) -> None:
    before = build_export(meeting, Profile.PUBLIC, at=AT)
    meeting.record([meeting.new(Table.ATTENDANCE, name="Lê A", village="Thôn Gò Vối")])
    assert build_export(meeting, Profile.PUBLIC, at=AT) == before


def test_opinions_stand_in_the_order_of_the_minutes(meeting: Notebook) -> None:
    road, lamp = meeting.state.issues()
    secret = meeting.new(Table.ISSUES, kind="denunciation", content="Nhận tiền")
    meeting.record([secret])
    meeting.record([Edit(Table.ISSUES, lamp.id, {"position": 0})])
    meeting.record([Edit(Table.ISSUES, secret.record, {"position": 1})])
    public, office = (_parsed(meeting, profile) for profile in (Profile.PUBLIC, Profile.OFFICE))
    assert [issue["id"] for issue in public["issues"]] == [lamp.id, road.id]
    ordered = [lamp.id, road.id, secret.record]
    assert [issue["id"] for issue in office["issues"]] == ordered
    assert "position" not in public["issues"][0]


def _repeat(notebook: Notebook, issue: Issue, **fields: Value) -> None:
    edit = notebook.new(Table.ISSUES, speaker_name="Lê A", assumed=["kind"], **fields)
    notebook.record([linked(edit, Like(issue.id))])


@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_posted_repetition_names_the_posted_opinion_and_has_its_words(
    meeting: Notebook, language: str
) -> None:
    choose(language)
    road = meeting.state.issues()[0]
    _repeat(meeting, road)
    _repeat(meeting, road, content="Đường 7 cũng thế")
    _repeat(meeting, meeting.state.issues()[2])
    circle = meeting.new(Table.ISSUES)
    meeting.record([linked(circle, Like(circle.record))])
    meeting.record([meeting.new(Table.ISSUES, same_as="elsewhere")])
    meeting.record([meeting.new(Table.ISSUES, content="Như ý kiến 1")])
    issues = _parsed(meeting, Profile.PUBLIC)["issues"]
    first, _lamp, same, own, chained, itself, unknown, typed = issues
    assert same["same_as"] == own["same_as"] == first["id"]
    assert chained["same_as"] == same["id"]
    assert same["content"] == chained["content"] == first["content"]
    assert own["content"] == "Đường 7 cũng thế"
    assert typed["content"] == "Như ý kiến 1"
    assert "content" not in itself
    assert unknown.keys().isdisjoint({"content", "same_as"})
    assert "assumed" not in same
    assert "same_as" not in first


@pytest.mark.parametrize("content", ["", "Tôi cũng thế"])
def test_what_repeats_a_denunciation_is_posted_without_it(meeting: Notebook, content: str) -> None:
    road = meeting.state.issues()[0]
    _repeat(meeting, road, content=content)
    _repeat(meeting, meeting.state.issues()[2])
    meeting.record([Edit(Table.ISSUES, road.id, {"kind": "denunciation"})])
    data = build_export(meeting, Profile.PUBLIC, at=AT).decode()
    assert road.id not in data
    assert road.content not in data
    _lamp, same, chained = json.loads(data)["issues"]
    assert "same_as" not in same
    assert same.get("content", "") == chained.get("content", "") == content


def test_words_typed_where_an_id_belongs_are_not_repeated_in_statistics(
    meeting: Notebook,
) -> None:
    issue = meeting.state.issues()[0].id
    meeting.record([Edit(Table.ISSUES, issue, {"field": "Đất của bà Lan"})])
    figures = _parsed(meeting, Profile.STATISTICS)["figures"]
    assert figures["issues_by_field"] == {"unlisted": 1, "unset": 1}


def test_the_same_state_gives_the_same_bytes(meeting: Notebook) -> None:
    for profile in Profile:
        assert build_export(meeting, profile, at=AT) == build_export(meeting, profile, at=AT)


def test_the_file_name_holds_nothing_that_was_typed(meeting: Notebook) -> None:
    session = meeting.state.session.id
    for profile in Profile:
        name = file_name(build_export(meeting, profile, at=AT))
        assert re.fullmatch(rf"DT-2026-001_{profile}_2026-11-22_[0-9a-f]{{8}}\.json", name)
    meeting.record([Edit(Table.SESSION, session, {"code": "../Lan: *?", "date": ""})])
    name = file_name(build_export(meeting, Profile.OFFICE, at=AT))
    assert re.fullmatch(r"session_office_0000-00-00_[0-9a-f]{8}\.json", name)


def test_a_written_export_is_whole_and_alone(meeting: Notebook, tmp_path: Path) -> None:
    target = tmp_path / "stick"
    target.mkdir()
    data = build_export(meeting, Profile.OFFICE, at=AT)
    path = write_export(data, target)
    assert path.read_bytes() == data
    assert write_export(data, target) == path
    assert list(target.iterdir()) == [path]


def test_an_existing_file_is_never_written_over(meeting: Notebook, tmp_path: Path) -> None:
    wanted = tmp_path / "report.json"
    wanted.write_text("mine", encoding="utf-8")
    data = build_export(meeting, Profile.PUBLIC, at=AT)
    path = write_export(data, wanted)
    assert wanted.read_text(encoding="utf-8") == "mine"
    assert path.name == "report-2.json"
    assert path.read_bytes() == data
    assert write_export(data, wanted) == path


def test_a_missing_folder_is_one_clear_sentence(meeting: Notebook, tmp_path: Path) -> None:
    data = build_export(meeting, Profile.OFFICE, at=AT)
    with pytest.raises(ExportError, match="session is kept"):
        write_export(data, tmp_path / "gone" / "x.json")


@pytest.mark.skipif(sys.platform == "win32", reason="the limit on file sizes is a POSIX one")
def test_a_full_disk_leaves_nothing_behind(meeting: Notebook, tmp_path: Path) -> None:
    import resource

    target = tmp_path / "stick"
    target.mkdir()
    data = build_export(meeting, Profile.OFFICE, at=AT)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(data) // 2, before[1]))
    try:
        with pytest.raises(ExportError, match="not written"):
            write_export(data, target)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(target.iterdir()) == []


def test_a_file_left_half_written_never_looks_whole(meeting: Notebook, tmp_path: Path) -> None:
    data = build_export(meeting, Profile.STATISTICS, at=AT)
    half = tmp_path / "x.json.new"
    half.write_bytes(data[: len(data) // 2])
    assert verify_file(half).finding is Finding.CUT
