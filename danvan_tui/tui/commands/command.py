"""A command: one thing a person can ask for on the screens, and where."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Place = Literal[
    "home",
    "session",
    "form",
    "split",
    "closing",
    "reading",
    "search",
    "board",
    "promise",
    "opening",
    "due",
    "figures",
    "entries",
    "sync",
    "receiving",
    "conflicts",
    "matching",
]
"""A screen with commands of its own."""


@dataclass(frozen=True, kw_only=True)
class Command:
    """One thing a person can ask for."""

    id: str
    """Its name in the settings file."""
    places: tuple[Place, ...] = ()
    """The screens it is for; none: all of them."""
    keys: tuple[str, ...] = ()
    """The key it comes with, and a second one for terminals that keep the first for themselves."""
    action: str
    short: str = ""
    """At most ten letters, for the bar of keys."""
    title: str
    about: str
    only: Literal["", "laptop", "office"] = ""
    """Where alone it does anything."""
    office_title: str = ""
    """What it is called at an office, where it does something else there."""
    office_about: str = ""
    words: str = ""
    """Other words people may search it by."""
    fixed: bool = False
    """Whether its keys always stay: a person must find the way out on every computer."""
    priority: bool = False
    """Whether its keys work before the field that has the keyboard."""

    def at_office(self) -> Command:
        """The same as it is told at an office."""
        title = self.office_title or self.title
        return replace(self, title=title, about=self.office_about or self.about)
