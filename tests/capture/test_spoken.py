"""Kind and field are understood from the words, always marked as such, and never for a secret."""

from pathlib import Path

import pytest

from danvan_tui.capture import Context, read_line, record_line
from danvan_tui.capture.spoken import Spoken
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.model.catalogue import Catalogues, load_catalogues
from danvan_tui.model.folders import shipped_data
from danvan_tui.model.records import Table
from tests.capture.conftest import context_of, list_roster

SAID = [  # everyday sentences that are in no sample
    ("proposal", "rural_roads", "Tuyến đường ra cánh đồng xuống cấp, đề nghị xã sớm sửa"),
    ("report", "electricity", "Đường dây điện đi qua vườn nhà tôi võng xuống, rất nguy hiểm"),
    ("question", "benefits", "Người khuyết tật nhẹ có được hưởng trợ cấp hằng tháng không"),
    ("proposal", "clean_water", "Bà con thiếu nước sinh hoạt mùa khô, mong nhà nước đầu tư bể"),
    ("report", "environment", "Trại lợn của hộ ông Bình xả thải, mùi hôi không chịu được"),
    ("question", "procedures", "Làm lại căn cước cho người già ở đâu?"),
    ("question", "land", "Bao giờ thì gia đình tôi được cấp sổ đỏ?"),
    ("complaint", "land", "Tôi khiếu nại việc cấp sổ đỏ chồng lên đất nhà tôi"),
    ("report", "security", "Dạo này trong thôn hay mất trộm chó"),
    ("proposal", "health", "Đề nghị trạm y tế khám bệnh tại thôn"),
    ("proposal", "irrigation", "Kênh mương bồi lắng, đề nghị nạo vét trước vụ xuân"),
    ("proposal", "credit", "Xin được vay vốn ưu đãi để chăn nuôi"),
    ("question", "insurance", "Thẻ bảo hiểm y tế của con tôi hết hạn thì đổi như thế nào?"),
    ("proposal", "telecom", "Sóng điện thoại rất yếu, đề nghị nhà mạng lắp thêm trạm"),
    ("question", "merger", "Sáp nhập thôn thì tên thôn mới là gì?"),
    ("report", "contributions", "Các khoản thu của thôn chưa công khai"),
    ("proposal", "poverty", "Nhà tôi là hộ nghèo, nhà dột nát, xin hỗ trợ xóa nhà tạm"),
    ("proposal", "disasters", "Bờ sông sạt lở sát nhà dân, đề nghị làm kè"),
    ("", "", "Tôi xong rồi, cảm ơn các đồng chí"),
    ("", "", "Nghe nói thế thôi"),
]


@pytest.mark.parametrize(("kind", "field", "said"), SAID)
def test_everyday_words_tell_kind_and_field(
    context: Context, kind: str, field: str, said: str
) -> None:
    reading = read_line(f"12 {said}", context)
    assert (reading.kind, reading.field) == (kind, field)
    assert reading.assumed == tuple(
        name for name, value in (("kind", kind), ("field", field)) if value
    )
    assert (reading.content, reading.problem) == (said, "")


def test_what_was_only_understood_from_the_words_is_not_certain(context: Context) -> None:
    chips = {chip.label: chip for chip in read_line("12 Đề nghị sửa đường", context).chips}
    assert chips["Kind"].text == "Kiến nghị (from the words)"
    assert chips["Field"].text == "Giao thông nông thôn (from the words)"
    assert not chips["Kind"].clear
    assert not chips["Field"].clear


def test_a_code_goes_before_the_words_and_is_certain(context: Context) -> None:
    reading = read_line("12 ho dl Đề nghị sửa đường", context)
    assert (reading.kind, reading.field, reading.assumed) == ("question", "electricity", ())
    assert all(chip.clear for chip in reading.chips)
    half = read_line("12dl Đề nghị sửa đường", context)
    assert (half.kind, half.field, half.assumed) == ("proposal", "electricity", ("kind",))


@pytest.mark.parametrize(
    "line",
    ["12 tc Đề nghị sửa đường", "12tc Đề nghị sửa đường", '12 "Đề nghị sửa đường"',
     '12 "Đề nghị sửa đường', "“Đề nghị sửa đường”"],
)  # fmt: skip
def test_a_secret_and_a_quotation_are_left_alone(context: Context, line: str) -> None:
    reading = read_line(line, context)
    assert reading.assumed == ()
    assert reading.field == ""
    assert reading.kind in ("", "denunciation")


def test_a_quotation_inside_the_words_is_left_alone(context: Context) -> None:
    reading = read_line('12 Ông ấy bảo "đề nghị sửa đường" rồi về', context)
    assert (reading.kind, reading.field) == ("", "")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ("Nhà văn hóa hết ghế", "new_countryside"),
        ("Bệnh tiểu đường cần thuốc", "health"),
        ("Gọi điện không ai nghe", ""),
        ("Tiền điện và tiền nước tăng", ""),
        ("Sau sáp nhập thiếu phòng học", "education"),
        ("Chợ họp trên đất nghĩa trang", "cemetery"),
    ],
)
def test_a_longer_phrase_goes_before_its_words_and_equal_ones_leave_it_open(
    context: Context, said: str, field: str
) -> None:
    assert read_line(f"12 {said}", context).field == field


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Hộ nghèo có được vay không?", "question"),
        ("Hộ nghèo có được vay không ạ", "question"),
        ("Có được vay nhưng không nhiều", ""),
        ("Chưa bao giờ thấy ai đến", ""),
        ("Xin lỗi tôi nói nhầm", ""),
        ("Đường hỏng, đề nghị sửa", "proposal"),
        ("Đề nghị sửa đường, bao giờ thì xong?", "question"),
        ("Khiếu nại, tố cáo của dân chưa ai trả lời", ""),
    ],
)
def test_of_several_kinds_the_weightier_is_meant(context: Context, said: str, kind: str) -> None:
    assert read_line(f"12 {said}", context).kind == kind


def test_without_marks_only_telling_words_count(context: Context) -> None:
    reading = read_line("12 De nghi sua duong lien thon", context)
    assert (reading.kind, reading.field) == ("proposal", "rural_roads")
    assert read_line("12 be con di cho", context).field == ""


def test_only_the_codes_and_words_of_what_is_shown_count(tmp_path: Path) -> None:
    (tmp_path / "catalogues").mkdir()
    (tmp_path / "catalogues" / "fields.toml").write_text(
        '[[field]]\nid = "tourism"\nname = "Du lịch"\ncode = "dul"\nwords = ["hang động"]\n'
        '[[field]]\nid = "forestry"\nhidden = true\n'
        '[[field]]\nid = "land"\nwords = ["nương"]\n',
        encoding="utf-8",
    )
    (tmp_path / "catalogues" / "kinds.toml").write_text(
        '[[kind]]\nid = "denunciation"\nwords = ["nhận tiền"]\n', encoding="utf-8"
    )
    spoken = Spoken(load_catalogues(shipped_data(), tmp_path))
    assert spoken.understood("Hang động đẹp, có rừng") == ("", "tourism")
    assert spoken.understood("Nương nhà tôi") == ("", "land")
    assert spoken.understood("Đất nhà tôi") == ("", "")
    assert spoken.understood("Cán bộ nhận tiền") == ("", "")


def test_nobody_on_the_list_is_called_like_a_field(context: Context) -> None:
    for attendee in context.people.attendance:
        assert not context.spoken.names_field(attendee.name), attendee.name


# Carried on


@pytest.fixture
def meeting(notebook: Notebook, catalogues: Catalogues) -> Context:
    """The roster; 12 spoke of electricity, then 13 of land, then 12 of nothing known."""
    list_roster(notebook)
    context = context_of(notebook, catalogues)
    for line in ("12 dl Việc một", "13 dt Việc hai", "12 Việc ba"):
        record_line(notebook, context, line)
        context = context.refreshed(notebook.state)
    return context


@pytest.mark.parametrize("line", [".Việc nữa", ". Việc nữa", "12 Việc nữa", "@12 Việc nữa"])
def test_the_field_of_the_same_speaker_is_carried_on(meeting: Context, line: str) -> None:
    reading = read_line(line, meeting)
    assert (reading.field, reading.assumed) == ("electricity", ("field",))
    (chip,) = (chip for chip in reading.chips if chip.label == "Field")
    assert (chip.text, chip.clear) == ("Điện (as before)", False)


def test_words_and_codes_go_before_what_is_carried_on(meeting: Context) -> None:
    assert read_line(".Việc chăn nuôi", meeting).field == "agriculture"
    coded = read_line(".dt Việc nữa", meeting)
    assert (coded.field, coded.assumed) == ("land", ())


@pytest.mark.parametrize("line", ["14 Việc nữa", "Việc nữa", '12 "Việc nữa"', "12 tc Việc nữa"])
def test_nothing_is_carried_on_for_anybody_else(meeting: Context, line: str) -> None:
    assert read_line(line, meeting).field == ""


def test_the_field_of_somebody_on_no_list_is_carried_on(
    notebook: Notebook, catalogues: Catalogues
) -> None:
    record_line(notebook, context_of(notebook, catalogues), "Lò Thị Én, Bản Suối: gd Việc một")
    context = context_of(notebook, catalogues)
    assert read_line(".Việc hai", context).field == "education"
    assert read_line("Lò Thị Én, Bản Suối: Việc hai", context).field == "education"
    assert read_line("Lò Thị Én, Bản Khác: Việc hai", context).field == ""


def test_the_field_of_a_secret_is_never_carried_on(
    notebook: Notebook, catalogues: Catalogues
) -> None:
    list_roster(notebook)
    record_line(notebook, context_of(notebook, catalogues), "12 tc cv Việc một")
    assert read_line("12 Việc hai", context_of(notebook, catalogues)).field == ""


# On the record


def test_what_was_assumed_is_recorded_as_such(notebook: Notebook, catalogues: Catalogues) -> None:
    record_line(notebook, context_of(notebook, catalogues), "gt Đề nghị sửa đường")
    (issue,) = notebook.state.issues()
    assert (issue.kind, issue.field, issue.assumed) == ("proposal", "rural_roads", ["kind"])


def test_what_somebody_sets_is_assumed_no_more(notebook: Notebook, catalogues: Catalogues) -> None:
    record_line(notebook, context_of(notebook, catalogues), "Đề nghị sửa đường")
    (issue,) = notebook.state.issues()
    notebook.record([Edit(Table.ISSUES, issue.id, {"kind": "proposal"})])
    assert notebook.state.issues()[0].assumed == ["field"]
