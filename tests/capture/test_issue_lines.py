"""Lines that record an issue: who spoke, which kind, which field, how many, and the words."""

import pytest

from danvan_tui.capture import Context, What, read_line, record_line
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.model.records import Attendee, Table
from tests.capture.conftest import context_of

DAT = ("Nguyễn Hồng Phong", "Đảng ủy xã")


@pytest.mark.parametrize(
    ("line", "kind", "field", "people", "content"),
    [
        ("12 kn gt Việc này", "proposal", "rural_roads", None, "Việc này"),
        ("12 gt kn Việc này", "proposal", "rural_roads", None, "Việc này"),
        ("12 x7 gt kn Việc này", "proposal", "rural_roads", 7, "Việc này"),
        ("12 gt Việc này x7", "", "rural_roads", None, "Việc này x7"),
        ("12 kn kn gt hai lần", "proposal", "", None, "kn gt hai lần"),
        ("12 KN viết hoa", "", "", None, "KN viết hoa"),
        ("12 knn không phải mã", "", "", None, "knn không phải mã"),
        ("12 Việc này kn", "", "", None, "Việc này kn"),
        ("  12   gt   Việc   này  ", "", "rural_roads", None, "Việc   này"),
        ("12 x0 không ai", "", "", None, "x0 không ai"),
        ("12 tr không phải kết quả ở đây", "", "", None, "tr không phải kết quả ở đây"),
        ("12kn Việc này", "proposal", "", None, "Việc này"),
        ("12gt Việc này", "", "rural_roads", None, "Việc này"),
        ("12kngt Việc này", "proposal", "rural_roads", None, "Việc này"),
        ("12gtkn Việc này", "proposal", "rural_roads", None, "Việc này"),
        ("12kn gt Việc này", "proposal", "rural_roads", None, "Việc này"),
        ("12gt x7 Việc này", "", "rural_roads", 7, "Việc này"),
        ("12nm Việc này", "", "new_countryside", None, "Việc này"),
    ],
)
def test_codes_stand_at_the_head(
    context: Context, line: str, kind: str, field: str, people: int | None, content: str
) -> None:
    reading = read_line(line, context)
    assert reading.what is What.ISSUE
    assert _speaker(reading.speaker, context).number == 12
    assert (reading.kind, reading.field, reading.people) == (kind, field, people)
    assert reading.content == content
    assert not reading.problem
    assert not reading.assumed


@pytest.mark.parametrize(
    "line",
    ["12ha lúa", "12kg gạo", "12kN lực", "12knx việc", "12kngtkn việc", "12kn: việc", "2x3 mét",
     "12gtgt việc", "12knpa việc", "5tr đồng", "220kv", "1kngt, 2"],
)  # fmt: skip
def test_what_is_not_just_a_number_and_codes_stays_in_the_words(
    context: Context, line: str
) -> None:
    reading = read_line(line, context)
    assert (reading.content, reading.speaker, reading.kind) == (line, "", "")


@pytest.mark.parametrize(
    ("line", "name", "village"),
    [
        ("12 nói", "Kiều Thị Mận", "Thôn Văn Xá"),
        ("@12 nói", "Kiều Thị Mận", "Thôn Văn Xá"),
        ("@phong nói", *DAT),
        ("@Phong nói", *DAT),
        ("@phong: nói", *DAT),
        ("gt @phong nói", *DAT),
        ("@Phong: gt nói", *DAT),
        ("@đoài nói", "Lê Quang Đoài", "Thôn Văn Xá"),
        ("@doai nói", "Lê Quang Đoài", "Thôn Văn Xá"),
        ("@nhp nói", *DAT),
        ("@nguyệ nói", "Vũ Thị Minh Nguyệt", "Phòng Văn hóa - Xã hội"),
        ("@hồng phong nói", *DAT),
        ("@hong phong nói", *DAT),
        ("@nguyễn hồng phong nói", *DAT),
        ("@hồng  phong, nói", *DAT),
        ("@hồng phong: nói", *DAT),
        ("@Hồng Phong: nói", *DAT),
        ("@nguyễn phong nói", *DAT),
        ("@hải yến nói", "Bùi Thị Hải Yến", "Trạm Y tế"),
        ("@Nguyễn Hồng Phong: nói", *DAT),
        ("@nguyen hong phong: nói", *DAT),
        ("@nguyễn hồng phong: nói", *DAT),
        ("@Nguyễn Thị Hòa, Thôn Gò Vối: nói", "Nguyễn Thị Hoà", "Thôn Gò Vối"),
        ("@Nguyễn Thị Hòa, Gò Vối: nói", "Nguyễn Thị Hoà", "Thôn Gò Vối"),
        ("@nguyen thi hoa, go voi: nói", "Nguyễn Thị Hoà", "Thôn Gò Vối"),
        ("@Nguyễn Thị Hòa, 1975: nói", "Nguyễn Thị Hoà", "Thôn Gò Vối"),
        ("@Nguyễn Thị Hòa, Thôn Văn Xá, sinh năm 1988: nói", "Nguyễn Thị Hòa", "Thôn Văn Xá"),
    ],
)
def test_listed_speaker(context: Context, line: str, name: str, village: str) -> None:
    reading = read_line(line, context)
    speaker = _speaker(reading.speaker, context)
    assert (speaker.name, speaker.village) == (name, village)
    assert reading.content == "nói"
    assert not reading.speaker_name
    assert not reading.problem


@pytest.mark.parametrize(
    ("line", "name", "village", "content"),
    [
        (
            "@Đỗ Thị Ánh, Thôn Xuân Trạch: kn đường: hỏng",
            "Đỗ Thị Ánh",
            "Thôn Xuân Trạch",
            "đường: hỏng",
        ),
        ("@đỗ thị ánh, thôn xuân trạch: nói", "đỗ thị ánh", "thôn xuân trạch", "nói"),
        ("@Nguyễn Thị Hóa, Thôn Gò Vối: nói", "Nguyễn Thị Hóa", "Thôn Gò Vối", "nói"),
        ("@Sùng A Páo: nói", "Sùng A Páo", "", "nói"),
        ("@Kiều Thị Mận, Thôn Khác: nói", "Kiều Thị Mận", "Thôn Khác", "nói"),
        ("@Nguyễn Thị Hòa, Văn Xá, 1950: nói", "Nguyễn Thị Hòa", "Văn Xá, 1950", "nói"),
    ],
)
def test_speaker_not_on_the_list(
    context: Context, line: str, name: str, village: str, content: str
) -> None:
    reading = read_line(line, context)
    assert (reading.speaker, reading.speaker_name, reading.village) == ("", name, village)
    assert reading.content == content
    assert not reading.problem


@pytest.mark.parametrize(
    ("line", "name", "kind", "field", "content"),
    [
        ("@Nguyễn Văn Quyển kh dt Xin đất", "Nguyễn Văn Quyển", "complaint", "land", "Xin đất"),
        ("@hải yến kn Nói: xong", "Bùi Thị Hải Yến", "proposal", "", "Nói: xong"),
        ("@phong kn Nói: xong", "Nguyễn Hồng Phong", "proposal", "", "Nói: xong"),
        ("@Nguyễn Văn Quyển kn Nói, thôn Văn Xá: xong", "Nguyễn Văn Quyển", "proposal", "",
         "Nói, thôn Văn Xá: xong"),
        ("@hồng phong phong trào", "Nguyễn Hồng Phong", "", "", "phong trào"),
        ('@hồng phong "phong trào"', "Nguyễn Hồng Phong", "", "", "phong trào"),
    ],
)  # fmt: skip
def test_a_name_goes_as_far_as_the_list_and_ends_before_a_code(
    context: Context, line: str, name: str, kind: str, field: str, content: str
) -> None:
    reading = read_line(line, context)
    assert reading.problem == ""
    assert _speaker(reading.speaker, context).name == name
    assert (reading.kind, reading.field, reading.content) == (kind, field, content)


def test_a_code_is_never_part_of_a_name(notebook: Notebook, catalogues: Catalogues) -> None:
    notebook.record([notebook.new(Table.ATTENDANCE, name="Nguyễn Hồ")])
    notebook.record([notebook.new(Table.ATTENDANCE, name="Nguyễn An")])
    context = context_of(notebook, catalogues)
    assert read_line("@nguyen ho nói", context).problem
    assert read_line("@nguyen hồ nói", context).speaker == context.people.attendance[0].id


def test_a_whole_name_goes_before_a_longer_one(notebook: Notebook, catalogues: Catalogues) -> None:
    for name in ("Lý Văn An Bình", "Lý Văn An"):
        notebook.record([notebook.new(Table.ATTENDANCE, name=name)])
    context = context_of(notebook, catalogues)
    assert _speaker(read_line("@lý văn an nói", context).speaker, context).name == "Lý Văn An"


def test_at_most_three_candidates_are_shown(context: Context) -> None:
    problem = read_line("@nguyễn nói", context).problem
    assert problem.count(";") == 4  # between them, before the dots, and behind the first sentence
    assert "; …" in problem


def test_one_speaker_of_two_with_the_same_name_is_told_by_the_year(context: Context) -> None:
    reading = read_line("@Nguyễn Thị Hòa, Thôn Văn Xá, 1961: nói", context)
    assert _speaker(reading.speaker, context).birth_year == 1961


@pytest.mark.parametrize(
    ("line", "candidates"),
    [
        ("@Nguyễn Thị Hòa, Thôn Văn Xá: nói", ["Thôn Văn Xá, 1961", "Thôn Văn Xá, 1988"]),
        ("@Nguyễn Thị Hòa: nói", ["Thôn Văn Xá, 1961", "Thôn Gò Vối, 1975", "Thôn Văn Xá, 1988"]),
        ("@bách nói", ["33 Quách Đức Bách", "64 Bạch Công Bách", "Nguyễn Xuân Bách"]),
    ],
)
def test_two_who_fit_are_a_problem_that_names_them(
    context: Context, line: str, candidates: list[str]
) -> None:
    reading = read_line(line, context)
    assert all(candidate in reading.problem for candidate in candidates)
    assert not reading.speaker
    assert not reading.speaker_name


@pytest.mark.parametrize(
    "line",
    [
        "@ nói",
        "@zzz nói",
        "@đoái nói",
        "@zzz đề nghị: nói",
        "@phong đề nghị: sửa đường",
        "@đỗ thị ánh: nói",
        "@Nguyễn Văn A B C D E G H: nói",
        "@Nguyễn @Văn, Gò Vối: nói",
        "@Nguyễn Văn3, Gò Vối: nói",
        "12",
        "12 gt kn",
        '12 ""',
        ". nói",
    ],
)
def test_what_is_unclear_is_a_problem(context: Context, line: str) -> None:
    assert read_line(line, context).problem


def test_a_colon_far_away_does_not_make_a_name(context: Context) -> None:
    reading = read_line("@phong " + "rất dài " * 20 + ": nói", context)
    assert _speaker(reading.speaker, context).name == "Nguyễn Hồng Phong"
    assert reading.content.endswith(": nói")


def test_a_quotation_does_not_make_a_name(context: Context) -> None:
    reading = read_line('@phong "đề nghị: sửa đường"', context)
    assert _speaker(reading.speaker, context).name == "Nguyễn Hồng Phong"
    assert reading.content == "đề nghị: sửa đường"


def test_a_name_exactly_as_on_the_list_goes_before_one_with_other_marks(
    notebook: Notebook, catalogues: Catalogues
) -> None:
    for name in ("Lý Văn Ân", "Lý Văn An"):
        notebook.record([notebook.new(Table.ATTENDANCE, name=name)])
    context = context_of(notebook, catalogues)
    reading = read_line("@Lý Văn An: nói", context)
    assert _speaker(reading.speaker, context).name == "Lý Văn An"
    assert read_line("@Ly Van An: nói", context).problem
    assert read_line("@an nói", context).problem


def test_a_number_nobody_has_starts_the_content(context: Context) -> None:
    reading = read_line("999 hộ chưa có nước", context)
    assert reading.content == "999 hộ chưa có nước"
    assert not reading.speaker
    assert any("999" in chip.text and not chip.clear for chip in reading.chips)


@pytest.mark.parametrize(
    "line",
    ["200 kn Lắp đèn", "200 gt kn Lắp đèn", "200: gt Lắp đèn", "200 x3 kn đèn", "200 kn",
     "200kn Lắp đèn", "200kngt Lắp đèn"],
)  # fmt: skip
def test_a_number_nobody_has_before_a_code_is_a_problem(context: Context, line: str) -> None:
    assert read_line(line, context).problem.startswith("No participant has number 200.")


def test_only_the_speaker_is_missing_then(context: Context) -> None:
    chips = read_line("200 kn gt Lắp đèn", context).chips
    assert [chip.text for chip in chips if not chip.clear] == ["no speaker yet"]


@pytest.mark.parametrize("line", ['"200 kn Lắp đèn"', "200 x3 hộ", "200 hộ kn đường"])
def test_a_number_without_a_code_behind_it_is_content(context: Context, line: str) -> None:
    reading = read_line(line, context)
    assert (reading.problem, reading.content) == ("", line.strip('"'))


@pytest.mark.parametrize(
    "line",
    ["2 hộ dân chưa có nước sạch", "3 năm nay đường hỏng", "1 số hộ chưa được đền bù",
     "1 tuần rồi rác không ai thu", "2 bên đường cây đổ", "12 người chưa có sổ", "3 nhà bị ngập",
     "12 km đường hỏng", "5 triệu đồng là cao", "3 tháng nay mất điện"],
)  # fmt: skip
def test_a_number_before_what_is_counted_is_part_of_the_words(context: Context, line: str) -> None:
    reading = read_line(line, context)
    number, _, words = line.partition(" ")
    assert (reading.speaker, reading.content, reading.problem) == ("", line, "")
    assert f"for speaker {number} type “{number}: " in reading.chips[0].text
    assert not reading.chips[0].clear
    told = read_line(f"{number}: {words}", context)
    assert _speaker(told.speaker, context).number == int(number)
    assert told.content == words
    assert not told.doubts


@pytest.mark.parametrize(
    "words",
    ["Hộ nghèo chưa có nước", "nhà văn hóa hỏng", "nhà tôi bị ngập", "hộ khẩu của tôi", "quý vị ạ",
     "năm 2019 gia đình tôi hiến đất", "ngày 20 mất điện", "số tiền quá cao", "đường hỏng",
     "gt 5 hộ chưa có đường", "kn hộ nghèo chưa có nước"],
)  # fmt: skip
def test_before_other_words_it_is_the_speaker(context: Context, words: str) -> None:
    reading = read_line(f"12 {words}", context)
    assert _speaker(reading.speaker, context).number == 12
    assert not reading.doubts


def test_a_time_of_day_is_no_speaker(context: Context) -> None:
    assert not read_line("12:30 mất điện", context).speaker
    assert _speaker(read_line("12:mất điện", context).speaker, context).number == 12


def test_a_number_inside_is_no_speaker(context: Context) -> None:
    reading = read_line("gt 12 hộ chưa có đường", context)
    assert (reading.speaker, reading.content) == ("", "12 hộ chưa có đường")


def test_a_count_of_heads_is_no_speaker(notebook: Notebook, catalogues: Catalogues) -> None:
    notebook.record([notebook.new(Table.ATTENDANCE, count=20, village="Thôn Gò Vối")])
    assert not read_line("1 hộ", context_of(notebook, catalogues)).speaker


@pytest.mark.parametrize("first", ["@phong nói", "@Sùng A Páo, Thôn X: nói"])
def test_the_same_speaker_again(notebook: Notebook, catalogues: Catalogues, first: str) -> None:
    notebook.record([notebook.new(Table.ATTENDANCE, name=DAT[0], village=DAT[1])])
    context = context_of(notebook, catalogues)
    record_line(notebook, context, first)
    record_line(notebook, context.refreshed(notebook.state), ". gt nói thêm")
    one, two = notebook.state.issues()
    assert (two.speaker, two.speaker_name, two.village) == (
        one.speaker,
        one.speaker_name,
        one.village,
    )
    assert one.speaker or one.speaker_name
    assert (two.field, two.content) == ("rural_roads", "nói thêm")


def test_nobody_to_repeat_after_an_issue_without_speaker(
    notebook: Notebook, catalogues: Catalogues
) -> None:
    context = context_of(notebook, catalogues)
    record_line(notebook, context, "không ai nói")
    assert read_line(". nói", context.refreshed(notebook.state)).problem


def test_what_is_missing_shows_on_the_chips(context: Context) -> None:
    chips = read_line("Việc này", context).chips
    assert [chip.text for chip in chips] == ["no speaker yet", "no kind yet", "no field yet"]
    assert not any(chip.label or chip.clear for chip in chips)


def test_chips_say_what_was_understood(context: Context) -> None:
    chips = read_line("12 x6 kn gt Đường hỏng", context).chips
    assert [chip.text for chip in chips] == [
        "12 Kiều Thị Mận, Thôn Văn Xá",
        "Kiến nghị",
        "Giao thông nông thôn",
        "6",
    ]
    assert all(chip.clear for chip in chips)


def test_input_goes_through_the_gate(context: Context) -> None:
    reading = read_line("12 gt \x1b[31mĐươ\u0300ng\u200b hỏng\nnặng", context)
    assert reading.content == "Đường hỏng nặng"


@pytest.mark.parametrize("line", ["", "   ", "\u200b"])
def test_nothing_typed_is_nothing(context: Context, line: str) -> None:
    reading = read_line(line, context)
    assert (reading.what, reading.problem, reading.chips) == (What.EMPTY, "", ())


def _speaker(attendee_id: str, context: Context) -> Attendee:
    attendee = context.people.with_id(attendee_id)
    assert attendee is not None
    return attendee
