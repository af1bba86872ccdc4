"""Reads the sheets of an Excel workbook (.xlsx) as rows of text, within bounds."""

import datetime
import io
import warnings
import zipfile
from collections.abc import Iterable, Sequence
from itertools import islice

from danvan_tui.exchange.errors import RosterError
from danvan_tui.exchange.roster.tables import MOST_COLUMNS, MOST_ROWS, Rows, too_many_rows
from danvan_tui.language import _

_MOST_UNPACKED = 60 * 1024 * 1024  # bytes; a list of 2,000 people unpacks to less than one MB
_MOST_PARTS = 2000
_MOST_SHEETS = 20


def workbook_tables(data: bytes) -> list[Rows]:
    """The rows of every sheet; raises RosterError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            _check(packed)
        return _sheets(data)
    except RosterError:
        raise
    except Exception as error:  # a broken workbook makes openpyxl raise anything
        raise RosterError(
            _(
                "The Excel file is damaged and cannot be read. Nothing was taken over; "
                "please open it in Excel and save it again."
            )
        ) from error


def _check(packed: zipfile.ZipFile) -> None:
    parts = packed.infolist()
    names = {part.filename for part in parts}
    if any(name.startswith("word/") for name in names):
        raise RosterError(
            _(
                "This is a Word file. Nothing was taken over; please copy its table into Excel "
                "and save it as .xlsx or CSV."
            )
        )
    if "xl/workbook.xml" not in names:
        raise RosterError(
            _(
                "This is a packed file (zip) but no Excel workbook. Nothing was taken over; "
                "please choose an .xlsx or CSV file."
            )
        )
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise RosterError(
            _(
                "The Excel file unpacks to far more than a list of people. Nothing was taken "
                "over; please copy the list into a new workbook."
            )
        )
    for part in parts:
        if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in packed.read(part):
            raise RosterError(
                _(
                    "The Excel file holds instructions that no workbook needs. Nothing was taken "
                    "over; please copy the list into a new workbook."
                )
            )


def _sheets(data: bytes) -> list[Rows]:
    from openpyxl import load_workbook  # noqa: PLC0415 - takes a third of a second

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of features we do not read
        workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        try:
            return [
                _rows(
                    sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS, values_only=True)
                )
                for sheet in workbook.worksheets[:_MOST_SHEETS]
            ]
        finally:
            workbook.close()


def _rows(values: Iterable[Sequence[object]]) -> Rows:
    rows = [[_text(value) for value in row] for row in islice(values, MOST_ROWS + 1)]
    if len(rows) > MOST_ROWS and any(rows[MOST_ROWS]):
        raise too_many_rows()
    return rows


def _text(value: object) -> str:
    """A number as it was typed: a phone number has no ".0"."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return str(value)
