"""A list of people is read as the village meant it, or refused in one clear sentence."""

import datetime
import io
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from danvan_tui.exchange.roster import RosterError, RosterRow, plan_roster, read_roster
from danvan_tui.exchange.roster.headings import Column, heading
from danvan_tui.model.folders import shipped_data

PLAIN = "STT;Họ và tên;Thôn;Năm sinh;SĐT\n1;Kiều Thị Mận;Thôn Văn Xá;1961;0912345678\n"


def _read(folder: Path, content: str | bytes) -> list[RosterRow]:
    path = folder / "list.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_roster(path)


def _workbook(folder: Path, *rows: tuple[object, ...]) -> Path:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    path = folder / "list.xlsx"
    book.save(path)
    return path


def _cp1258(text: str) -> bytes:
    """As Windows writes it: base letters composed, tones as letters of their own."""
    out = b""
    for letter in text:
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", letter)
            tones = "".join(p for p in parts if p in "\u0300\u0309\u0303\u0301\u0323")
            base = unicodedata.normalize("NFC", "".join(p for p in parts if p not in tones))
            out += (base + tones).encode("cp1258")
    return out


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("utf-16"),
        PLAIN.encode("utf-16-le"),
        _cp1258(PLAIN),
        unicodedata.normalize("NFD", PLAIN).encode(),
        PLAIN.replace(";", ",").encode(),
        PLAIN.replace(";", "\t").encode("utf-16"),
        PLAIN.replace("\n", "\r\n").encode(),
        b"sep=;\n" + PLAIN.encode(),
    ],
)
def test_every_way_of_saving_a_csv_gives_the_same_person(tmp_path: Path, content: bytes) -> None:
    (person,) = _read(tmp_path, content)
    assert (person.name, person.village, person.birth_year, person.phone) == (
        "Kiều Thị Mận",
        "Thôn Văn Xá",
        1961,
        "0912345678",
    )


def test_the_sample_list_is_read_whole() -> None:
    people = read_roster(shipped_data() / "samples" / "roster.csv")
    assert len(people) == 128
    assert [person.role for person in people[:4]] == ["chair", "co_chair", "secretary", "official"]
    assert people[0].village == "Đảng ủy xã"
    plan = plan_roster(people, [])
    assert len(plan.added) + len(plan.doubtful) == 128
    assert len([p for p in plan.added if p.row.name == "Nguyễn Thị Hòa"]) <= 3


def test_a_workbook_keeps_numbers_as_they_were_typed(tmp_path: Path) -> None:
    path = _workbook(
        tmp_path,
        ("ỦY BAN NHÂN DÂN XÃ",),
        ("Danh sách họ và tên người dự hội nghị",),
        (),
        ("TT", "HỌ VÀ TÊN", "Vai trò", "Đơn vị / thôn", "Ngày sinh", "Số điện thoại", "Số CCCD"),
        (1, "Lê A", "Chủ toạ", "Đảng ủy xã", datetime.datetime(1961, 3, 5), 912345678.0, "0010"),
        (2, "Lê B", "NGƯỜI DÂN", "Thôn Mai", "05/03/1962", "0922 222 222", 1.0),
        (None, None, None, None),
        (3, "Lê C", "Khách mời", None, 1963.0, None, None),
        ("Tổng", "Cộng: 3 người"),
    )
    a, b, c, total = read_roster(path)
    assert (a.role, a.village, a.birth_year, a.phone) == ("chair", "Đảng ủy xã", 1961, "0912345678")
    assert (b.role, b.birth_year, b.phone) == ("citizen", 1962, "0922 222 222")
    assert (c.role, c.position, c.birth_year) == ("", "Khách mời", 1963)
    assert "sum" in total.problem
    assert "0010" not in str((a, b, c))


def test_a_number_that_a_spreadsheet_wrote_with_a_power_of_ten_is_read(tmp_path: Path) -> None:
    sound = zipfile.ZipFile(_workbook(tmp_path, ("Họ tên", "SĐT"), ("Lê A", 912345678)))
    path = tmp_path / "power.xlsx"
    with sound, zipfile.ZipFile(path, "w") as packed:
        for part in sound.namelist():
            text = sound.read(part).replace(b"<v>912345678</v>", b"<v>9.12345678E8</v>")
            packed.writestr(part, text)
    (person,) = read_roster(path)
    assert person.phone == "0912345678"


def test_name_in_parts_years_by_sex_and_headings_again(tmp_path: Path) -> None:
    (a, b) = _read(
        tmp_path,
        "STT,Họ đệm,Tên,Năm sinh,,Tổ\n,,,Nam,Nữ,\n1,Lê Thị,A,,1961,Tổ 1\n"
        "STT,Họ đệm,Tên,Năm sinh,,Tổ\n2,Lê Văn,B,1962,,Tổ 2\n",
    )
    assert (a.name, a.birth_year, a.village) == ("Lê Thị A", 1961, "Tổ 1")
    assert (b.name, b.birth_year) == ("Lê Văn B", 1962)


@pytest.mark.parametrize(
    ("words", "column"),
    [
        ("Họ và tên", Column.NAME),
        ("HO TEN", Column.NAME),
        ("Họ,\ntên", Column.NAME),
        ("Họ & tên đại biểu", Column.NAME),
        ("Tên", Column.GIVEN),
        ("Họ và tên đệm", Column.FAMILY),
        ("Họ lót", Column.FAMILY),
        ("Vai tro", Column.ROLE),
        ("Chức vụ, đơn vị", Column.POSITION),
        ("Đơn vị/thôn", Column.UNIT),
        ("Thôn, bản", Column.VILLAGE),
        ("Tổ dân phố", Column.VILLAGE),
        ("Thôn/Tổ dân phố", Column.VILLAGE),
        ("Địa chỉ (thôn)", Column.ADDRESS),
        ("Ngày, tháng, năm sinh", Column.BIRTH),
        ("N.Sinh", None),
        ("Nơi sinh", None),
        ("Giới tính", None),
        ("Số CCCD", None),
        ("STT", None),
        ("Điện thoại (*)", Column.PHONE),
        ("S.Đ.T", Column.PHONE),
        ("Số ĐT", Column.PHONE),
        ("Ghi chú", Column.NOTE),
    ],
)
def test_headings_are_known_with_and_without_marks(words: str, column: Column | None) -> None:
    assert heading(words) is column


def test_nobody_called_like_a_heading_is_lost(tmp_path: Path) -> None:
    (a, b) = _read(tmp_path, "Họ,Tên đệm,Tên\nHồ,Thị,A\nLê,,Ten\n")
    assert (a.name, b.name) == ("Hồ Thị A", "Lê Ten")


def test_escape_codes_are_cleaned_and_markup_stays_data(tmp_path: Path) -> None:
    a, b = _read(tmp_path, "Họ và tên\n\x1b[31mLê\u202e A\x1b[0m\x07\n[bold]Lê B[/bold]\n")
    assert (a.name, b.name) == ("Lê A", "[bold]Lê B[/bold]")


def test_a_name_of_five_thousand_letters_is_doubtful_and_not_taken(tmp_path: Path) -> None:
    rows = _read(tmp_path, "Họ và tên\n" + "Lê" * 2500 + "\nLê A\n")
    plan = plan_roster(rows, [])
    assert [planned.row.name for planned in plan.added] == ["Lê A"]
    assert "5000" in plan.doubtful[0].reason
    assert len(plan.doubtful[0].row.name) < 100


def test_a_phone_number_without_a_name_is_said(tmp_path: Path) -> None:
    (row,) = _read(tmp_path, "STT,Họ và tên,SĐT\n1,,0912345678\n")
    assert "no name" in row.problem


def test_a_year_that_cannot_be_read_is_kept_as_a_note(tmp_path: Path) -> None:
    (row,) = _read(tmp_path, "Họ tên,Năm sinh\nLê A,61\n")
    assert (row.birth_year, row.note) == (None, "năm sinh: 61")


def _zipped(**parts: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return held.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (b";;;\n;;\n", "empty"),
        (b"%PDF-1.4", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1xx", "old Word or Excel"),
        (_zipped(word__document_xml=b"x"), "Word"),
        (_zipped(a=b"x"), "no Excel workbook"),
        (_zipped(xl__workbook_xml=b"x"), "damaged"),
        (_zipped(xl__workbook_xml=b"<!DOCTYPE x>"), "instructions"),
        (_zipped(xl__workbook_xml=b" " * 61 * 1024 * 1024), "far more"),
        (b"PK\x03\x04 torn", "damaged"),
        ("STT;Thôn\n1;Mai\n".encode(), "STT | Thôn"),
        ("Họ và tên;Thôn\n;\n".encode(), "nobody"),
        ("STT;Hä vµ tªn\n1;NguyÔn\n".encode("cp1252"), "old font"),
        (b"H\x81\x8d;x\n", "letters"),
        (("Họ và tên\n" + "Lê A\n" * 6000).encode(), "more than"),
    ],
)
def test_what_is_no_list_is_refused_in_one_sentence(
    tmp_path: Path, content: bytes, said: str
) -> None:
    with pytest.raises(RosterError, match="othing was taken") as refused:
        _read(tmp_path, content)
    assert said in str(refused.value)


def test_a_missing_file_or_a_folder_is_said(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.csv", tmp_path, Path("nul\0byte")):
        with pytest.raises(RosterError):
            read_roster(path)


def _gives_rows_or_says_why(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    try:
        rows = read_roster(path)
    except RosterError:
        return
    plan_roster(rows, [])
    assert rows
    assert all("\x1b" not in row.name for row in rows)


_quick = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80, deadline=None
)


@_quick
@given(data=st.binary(max_size=300), headed=st.booleans())
def test_any_bytes_give_rows_or_an_error(tmp_path: Path, data: bytes, headed: bool) -> None:
    start = "Họ và tên;Thôn;Năm sinh;SĐT\n".encode() if headed else b""
    _gives_rows_or_says_why(tmp_path / "any.csv", start + data)


@_quick
@given(place=st.integers(0, 10_000), byte=st.integers(0, 255), cut=st.booleans())
def test_any_damage_to_a_workbook_gives_rows_or_an_error(
    tmp_path: Path, place: int, byte: int, cut: bool
) -> None:
    sound = tmp_path / "list.xlsx"
    if not sound.exists():
        _workbook(tmp_path, ("Họ và tên", "Thôn"), ("Lê A", "Mai"))
    data = bytearray(sound.read_bytes())
    place %= len(data)
    if cut:
        del data[place:]
    else:
        data[place] = byte
    _gives_rows_or_says_why(tmp_path / "damaged.xlsx", bytes(data))
