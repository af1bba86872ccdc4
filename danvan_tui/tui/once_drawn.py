"""Once drawn: what needs the sizes on the screen is done after drawing, unless one left by then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.screen import Screen


def once_drawn(screen: Screen[Any], act: Callable[[], None]) -> None:
    """Do something for a screen after the next drawing.

    Textual does it also where the screen is being taken down: then its parts are not there.
    """

    def act_if_there() -> None:
        if screen.is_running:
            act()

    screen.call_after_refresh(act_if_there)
