"""The screens."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from danvan_tui.ledger.sessions import Sessions
    from danvan_tui.model.settings import Settings
    from danvan_tui.office.office import Office


def run(root: Path, settings: Settings, session: str | None = None) -> int:
    """Show the screens on a data folder, and give the code to end the process with.

    Raises LedgerError and CatalogueError where there is nothing to show.
    """
    from danvan_tui.ledger.shelf import Shelf  # noqa: PLC0415 - Textual comes with the screens only

    return _run(Shelf(root), root, settings, session)


def run_office(office: Office, settings: Settings, session: str | None = None) -> int:
    """Show the screens on the register of an office, and give the code to end the process with.

    Raises OfficeError, RegisterError, LedgerError and CatalogueError.
    """
    from danvan_tui.office.shelf import RegisterShelf  # noqa: PLC0415 - as above

    _ = office.register  # what is wrong with it is told before the screen changes
    return _run(RegisterShelf(office), office.root, settings, session, office)


def _run(
    shelf: Sessions,
    root: Path,
    settings: Settings,
    session: str | None,
    office: Office | None = None,
) -> int:
    from danvan_tui.model.catalogue import load_catalogues  # noqa: PLC0415
    from danvan_tui.model.folders import shipped_data  # noqa: PLC0415
    from danvan_tui.tui import terminal  # noqa: PLC0415

    if session is not None:
        session = shelf.find(session).name
    catalogues = load_catalogues(shipped_data(), root)

    def make_app() -> terminal.Startable:
        from danvan_tui.tui.app import DanvanApp  # noqa: PLC0415

        return DanvanApp(shelf, settings, catalogues, session=session, office=office)

    return terminal.run(make_app)
