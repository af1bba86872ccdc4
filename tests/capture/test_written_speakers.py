"""Speakers as people write them, and the point for the same again, without a sign to learn."""

import json

import pytest

from danvan_tui.capture import Context, read_line, record_line
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.model.folders import shipped_data
from danvan_tui.model.records import Table
from tests.capture.conftest import context_of, list_roster

SAMPLES = json.loads((shipped_data() / "samples" / "issues.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("line", "name", "village", "content"),
    [
        ("Đỗ Thị Ánh, Thôn Xuân Trạch: nói", "Đỗ Thị Ánh", "Thôn Xuân Trạch", "nói"),
        ("Đỗ Thị Ánh,Thôn Xuân Trạch:nói", "Đỗ Thị Ánh", "Thôn Xuân Trạch", "nói"),
        ("Đỗ Thị Ánh, thôn Xuân Trạch. nói. thêm", "Đỗ Thị Ánh", "thôn Xuân Trạch", "nói. thêm"),
        ("Sùng A Páo, Bản Suối Đùm: nói", "Sùng A Páo", "Bản Suối Đùm", "nói"),
        ("Dương Văn Khoa, Khu Hà Thượng: nói", "Dương Văn Khoa", "Khu Hà Thượng", "nói"),
        ("Lý Văn An, Tổ dân phố số 3: nói", "Lý Văn An", "Tổ dân phố số 3", "nói"),
        ("Lý Văn An, gò vối: nói", "Lý Văn An", "gò vối", "nói"),
        ("Lý Văn An, Thôn X, 1950: nói: xong", "Lý Văn An", "Thôn X, 1950", "nói: xong"),
        ("Kiều Thị Mận, Thôn Khác: nói", "Kiều Thị Mận", "Thôn Khác", "nói"),
    ],
)
def test_somebody_on_no_list(
    context: Context, line: str, name: str, village: str, content: str
) -> None:
    reading = read_line(line, context)
    assert (reading.speaker, reading.speaker_name, reading.village) == ("", name, village)
    assert (reading.content, reading.problem) == (content, "")


@pytest.mark.parametrize(
    "line",
    [
        "Lê Quang Đoài, Thôn Văn Xá: nói",
        "Lê Quang Đoài, Văn Xá. nói",
        "Le Quang Doai, Van Xa: nói",
        "Lê Quang Đoài: nói",
        "Lê Quang Đoài,Thôn Văn Xá:kn nói",
    ],
)
def test_the_name_of_one_listed_person_is_that_person(context: Context, line: str) -> None:
    reading = read_line(line, context)
    person = context.people.with_id(reading.speaker)
    assert person is not None
    assert (person.name, reading.speaker_name, reading.content) == ("Lê Quang Đoài", "", "nói")


def test_a_name_that_two_have_is_asked_about(context: Context) -> None:
    problem = read_line("Nguyễn Thị Hòa, Thôn Văn Xá: nói", context).problem
    assert "1961" in problem
    assert "1988" in problem
    told = read_line("Nguyễn Thị Hòa, Thôn Văn Xá, 1961: nói", context)
    assert told.speaker
    assert not told.problem


@pytest.mark.parametrize(
    "line",
    [
        "Đường Gò Cao, thôn Văn Xá: hỏng",
        "Cống Ba Xã, Thôn Hợp Lực: sụt",
        "Đề nghị, thôn Văn Xá: sửa",
        "Người dân thôn Văn Xá: đường hỏng",
        "Đỗ Thị Ánh: nói",
        "Đỗ Thị Ánh, thôn Xuân Trạch nói đường hỏng: nặng",
        "Đỗ Thị Ánh, đường hỏng: nặng",
        "Đỗ Thị Ánh, Thôn Xuân Trạch đường hỏng",
        "Ánh, Thôn Xuân Trạch: nói",
        "đỗ thị ánh, thôn xuân trạch: nói",
        "Nguyễn Văn A B C D E G H, Thôn X: nói",
        '"Đỗ Thị Ánh, Thôn Xuân Trạch: nói"',
    ],
)
def test_what_may_be_something_else_stays_in_the_words(context: Context, line: str) -> None:
    reading = read_line(line, context)
    assert (reading.speaker, reading.speaker_name) == ("", "")
    assert reading.content == line.strip('"')


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: str(sample["speaker_name"]))
def test_every_speaker_of_the_samples_can_be_written_so(
    context: Context, sample: dict[str, str]
) -> None:
    reading = read_line(f"{sample['speaker_name']}, {sample['village']}: nói", context)
    person = context.people.with_id(reading.speaker)
    name = person.name if person else reading.speaker_name
    assert (name, reading.content) == (sample["speaker_name"], "nói")


@pytest.mark.parametrize(
    ("line", "kind", "field", "content"),
    [
        (".Nói thêm", "", "", "Nói thêm"),
        (".nói thêm", "", "", "nói thêm"),
        (".12 hộ chưa có", "", "", "12 hộ chưa có"),
        ('."gt là mã"', "", "", "gt là mã"),
        (".kn nói thêm", "proposal", "", "nói thêm"),
        (".gt nói thêm", "", "rural_roads", "nói thêm"),
        (". kn gt nói thêm", "proposal", "rural_roads", "nói thêm"),
        (".kn gt nói thêm", "proposal", "rural_roads", "nói thêm"),
        (".hoat dong cua hoi", "", "", "hoat dong cua hoi"),
    ],
)
def test_the_point_says_the_same_speaker_goes_on(
    notebook: Notebook, catalogues: Catalogues, line: str, kind: str, field: str, content: str
) -> None:
    list_roster(notebook)
    record_line(notebook, context_of(notebook, catalogues), "12 việc một")
    context = context_of(notebook, catalogues)
    reading = read_line(line, context)
    assert reading.speaker == context.issues[0].speaker != ""
    assert (reading.kind, reading.field, reading.content) == (kind, field, content)


@pytest.mark.parametrize("line", ["...", "..", ".", ".)"])
def test_points_alone_are_words(notebook: Notebook, catalogues: Catalogues, line: str) -> None:
    notebook.record([notebook.new(Table.ATTENDANCE, name="Kiều Thị Mận")])
    record_line(notebook, context_of(notebook, catalogues), "1 việc một")
    reading = read_line(line, context_of(notebook, catalogues))
    assert reading.content == (line if line != "." else "")
