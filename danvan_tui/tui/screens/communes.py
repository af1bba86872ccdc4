"""Choosing one commune where the sessions of several stand together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from danvan_tui.language import _
from danvan_tui.tui.screens.dialogs import Pick
from danvan_tui.vietnamese.order import sort_key

if TYPE_CHECKING:
    from danvan_tui.tui.app import DanvanApp

_ALL = "all"


def choose_commune(app: DanvanApp, known: Iterable[str], then: Callable[[str], None]) -> None:
    """Ask which commune is shown from now on; ``then`` takes its name, empty for all of them."""
    communes = sorted({*known} - {""}, key=sort_key)
    if not communes:
        is_reading = app.shelf.are_of_communes and app.following.is_reading
        alone = _("Only the sessions of one commune are kept here.")
        app.notify(_("Reading the sessions…") if is_reading else alone)
        return
    choices = [(_ALL, _("all communes"))]
    choices += [(str(at), name) for at, name in enumerate(communes)]

    def take(chosen: str | None) -> None:
        if chosen is not None:
            app.commune = "" if chosen == _ALL else communes[int(chosen)]
            then(app.commune)

    app.push_screen(Pick(_("The sessions of which commune?"), choices), take)
