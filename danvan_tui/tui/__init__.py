"""The screens."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from danvan_tui.model.settings import Settings


def run(root: Path, settings: Settings, session: str | None = None) -> int:
    """Show the screens on a data folder, and give the code to end the process with.

    Raises LedgerError and CatalogueError where there is nothing to show.
    """
    from danvan_tui.ledger.shelf import Shelf  # noqa: PLC0415 - Textual comes with the screens only
    from danvan_tui.model.catalogue import load_catalogues  # noqa: PLC0415
    from danvan_tui.model.folders import shipped_data  # noqa: PLC0415
    from danvan_tui.tui import terminal  # noqa: PLC0415

    shelf = Shelf(root)
    if session is not None:
        session = shelf.find(session).name
    catalogues = load_catalogues(shipped_data(), root)

    def make_app() -> terminal.Startable:
        from danvan_tui.tui.app import DanvanApp  # noqa: PLC0415

        return DanvanApp(shelf, settings, catalogues, session=session)

    return terminal.run(make_app)
