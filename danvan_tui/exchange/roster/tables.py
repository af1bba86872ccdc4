"""Reads the tables in a CSV file as rows of text, whatever it was saved with."""

import csv
import io
import re
from itertools import islice

from danvan_tui.exchange.errors import RosterError
from danvan_tui.language import _

Rows = list[list[str]]

MOST_ROWS = 5_000  # many times the largest hall
MOST_COLUMNS = 100
_SEPARATORS = ";,\t"
_OLD_FONTS = re.compile("Hä vµ|Hä tªn|Hoï vaø|Hoï teân|HOÏ VAØ")  # TCVN3 and VNI


def too_many_rows() -> RosterError:
    """The error for a table that is no list of people any more."""
    return RosterError(
        _(
            "The file has more than {count} rows, which no list of people has. "
            "Nothing was taken over; please choose another file."
        ).format(count=MOST_ROWS)
    )


def csv_tables(data: bytes) -> list[Rows]:
    """The table once for each separator it may have been written with; raises RosterError."""
    text = _decoded(data)
    if _OLD_FONTS.search(text):
        raise RosterError(
            _(
                "The file was typed in an old font (TCVN3 or VNI). Nothing was taken over; "
                "please convert it to Unicode and save it again."
            )
        )
    return [rows for separator in _SEPARATORS if (rows := _split(text, separator)) is not None]


def _split(text: str, separator: str) -> Rows | None:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        rows = [row[:MOST_COLUMNS] for row in islice(reader, MOST_ROWS + 1)]
    except csv.Error:
        return None
    if len(rows) > MOST_ROWS:
        raise too_many_rows()
    return rows


def _decoded(data: bytes) -> str:
    for codec in _codecs(data):
        try:
            return data.decode(codec)
        except UnicodeError:
            continue
    raise RosterError(
        _(
            "The letters in the file cannot be read. Nothing was taken over; please save it "
            "again as 'CSV UTF-8' or as an Excel workbook (.xlsx)."
        )
    )


def _codecs(data: bytes) -> tuple[str, ...]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    start = data[:2000]
    if start.count(b"\0") > len(start) // 4:
        return ("utf-16-le",) if start[1::2].count(0) > start[::2].count(0) else ("utf-16-be",)
    return ("utf-8-sig", "cp1258")
