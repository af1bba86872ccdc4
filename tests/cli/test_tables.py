"""Tables fit into the terminal, and paste into a spreadsheet as what they say."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from danvan_tui.cli.tables import aligned, table

CELLS = st.text(st.characters(codec="utf-8"), max_size=30)
ROWS = st.integers(2, 4).flatmap(
    lambda columns: st.lists(
        st.lists(CELLS, min_size=columns, max_size=columns), min_size=1, max_size=5
    )
)


def test_cells_are_parted_by_tabs() -> None:
    assert table([["Tên", "Hạn"], ["DT-1/1", "15/12/2026"]]) == "Tên\tHạn\nDT-1/1\t15/12/2026"


def test_a_cell_is_never_a_formula() -> None:
    rows = [["=1+1", "+84 912", "-5", "@SUM(A1)", " \t=1", "a=b"]]
    assert table(rows).split("\t") == ["'=1+1", "'+84 912", "'-5", "'@SUM(A1)", "'=1", "a=b"]


@given(ROWS)
def test_whatever_is_said_stays_in_its_cell(rows: list[list[str]]) -> None:
    lines = table(rows).split("\n")
    assert len(lines) == len(rows)
    read = list(csv.reader(io.StringIO("\n".join(lines)), delimiter="\t"))
    for line, row, cells in zip(lines, rows, read, strict=True):
        assert line.count("\t") == len(row) - 1
        said = [" ".join(cell.split()) for cell in row]
        assert [cell.removeprefix("'") for cell in cells] == [
            cell.removeprefix("'") for cell in said
        ]
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


def test_long_cells_go_on_below_in_their_column() -> None:
    text = "Sửa cống thoát nước ở đầu thôn trước mùa mưa"
    (first, second) = aligned([["Tên", "Việc"], ["DT-1/1", text]], 30)
    assert first == "Tên     Việc"
    lines = second.split("\n")
    assert lines[0].startswith("DT-1/1  Sửa cống")
    assert all(line.startswith(" " * 8) for line in lines[1:])
    assert " ".join(" ".join(lines).split()) == f"DT-1/1 {text}"


@given(ROWS, st.integers(10, 120))
def test_no_line_is_wider_than_the_terminal_where_words_can_be_parted(
    rows: list[list[str]], width: int
) -> None:
    laid_out = aligned(rows, width)
    assert len(laid_out) == len(rows)
    narrowest = 6 * len(rows[0]) + 2 * (len(rows[0]) - 1)
    for row in laid_out:
        assert all(len(line) <= max(width, narrowest) for line in row.split("\n"))


@given(ROWS)
def test_nothing_is_left_out(rows: list[list[str]]) -> None:
    for row, text in zip(rows, aligned(rows, 40), strict=True):
        letters = sorted("".join("".join(row).split()))
        assert sorted("".join(text.split())) == letters


def test_no_rows_are_no_lines() -> None:
    assert aligned([], 80) == []
    assert table([]) == ""
