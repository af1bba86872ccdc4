"""Reads a list of people from a CSV file or an Excel workbook."""

from pathlib import Path

from danvan_tui.exchange.errors import RosterError
from danvan_tui.exchange.roster.headings import find_layout, seen_headings
from danvan_tui.exchange.roster.rows import RosterRow, RowReader
from danvan_tui.exchange.roster.tables import Rows, csv_tables
from danvan_tui.exchange.roster.workbook import workbook_tables
from danvan_tui.language import _
from danvan_tui.model.catalogue import Catalogue, Role, load_catalogues
from danvan_tui.model.folders import shipped_data
from danvan_tui.vietnamese.fold import fold

LIMIT = 20 * 1024 * 1024  # bytes


def read_roster(path: Path, *, roles: Catalogue[Role] | None = None) -> list[RosterRow]:
    """Everybody on the list, doubtful rows too; raises RosterError.

    ``roles`` are the commune's; without them those that came with the program.
    """
    tables = _tables(_read(path))
    if roles is None:
        roles = load_catalogues(shipped_data(), None).roles
    ids = {fold(name): role.id for name, role in roles.by_name.items()}
    found = [(layout, rows) for rows in tables if (layout := find_layout(rows))]
    if not found:
        raise _no_names(tables)
    layout, rows = max(found, key=lambda pair: len(pair[0].columns))
    people = RowReader(layout, ids).read(rows)
    if not people:
        raise RosterError(
            _(
                "The list has headings but nobody below them. Nothing was taken over; "
                "please choose another file."
            )
        )
    return people


def _read(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise RosterError(
                _("There is no file {name} here; please check the name.").format(name=path.name)
            )
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or type(error).__name__
        raise RosterError(
            _(
                "The list {name} cannot be read: {cause}. Nothing was taken over; "
                "please copy the file anew."
            ).format(name=path.name, cause=cause)
        ) from error
    if len(data) > LIMIT:
        raise RosterError(
            _(
                "The file is larger than any list of people (over 20 MB). "
                "Nothing was taken over; please choose another file."
            )
        )
    return data


def _tables(data: bytes) -> list[Rows]:
    if data.startswith(b"PK\x03\x04"):
        return workbook_tables(data)
    if data.startswith(b"%PDF"):
        raise RosterError(
            _(
                "This is a PDF file. Nothing was taken over; "
                "please ask for the list as Excel (.xlsx) or CSV."
            )
        )
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise RosterError(
            _(
                "This is an old Word or Excel file (.doc, .xls). Nothing was taken over; "
                "please open it in Excel and save it as .xlsx or CSV."
            )
        )
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise RosterError(
            _("The file is empty. Nothing was taken over; please choose another file.")
        )
    return csv_tables(data)


def _no_names(tables: list[Rows]) -> RosterError:
    seen = max((seen_headings(rows) for rows in tables), key=len, default=[])
    if not seen:
        return RosterError(
            _("The file is empty. Nothing was taken over; please choose another file.")
        )
    return RosterError(
        _(
            "No column with names was found; the headings read: {headings}. Nothing was taken "
            "over; please write “Họ và tên” above the names."
        ).format(headings=" | ".join(seen))
    )
