"""The command palette: every command of the screen, found by any word, with or without marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, NamedTuple, Protocol, runtime_checkable

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen, Screen

from danvan_tui.language import _
from danvan_tui.tui.commands import Command, commands_at
from danvan_tui.tui.keymap import KeyPlan
from danvan_tui.tui.widgets.columns import Column
from danvan_tui.tui.widgets.line import Line
from danvan_tui.tui.widgets.table import Table
from danvan_tui.tui.widgets.text import Text
from danvan_tui.vietnamese.search import SearchKey, matches, search_key


@runtime_checkable
class Refuses(Protocol):
    """A screen on which some commands cannot be done at times."""

    def why_not(self, command: str) -> str:
        """Why this command cannot be done now, in a sentence; nothing where it can."""


class Offer(NamedTuple):
    """A command as the palette shows it."""

    command: Command
    title: str
    about: str
    key: str
    why_not: str
    searched: tuple[SearchKey, ...]
    """What it is found by, the best first."""

    def rank(self, query: str) -> int | None:
        """How well it fits what was typed, 0 being best; None where it does not."""
        fitting = (place for place, key in enumerate(self.searched) if matches(query, key))
        return next(fitting, None)


def commands_for(screen: Screen[Any], plan: KeyPlan, *, is_office: bool = False) -> list[Offer]:
    """What can be asked for on this screen, with its keys, and what cannot be done just now."""
    place = str(getattr(screen, "PLACE", ""))
    refuses = screen.why_not if isinstance(screen, Refuses) else None
    return [
        _offer(command, plan, refuses(command.id) if refuses else "")
        for command in commands_at(place, is_office=is_office)
        if command.id != "commands"  # the palette itself
    ]


def _offer(command: Command, plan: KeyPlan, why_not: str) -> Offer:
    title, about = _(command.title), _(command.about)
    words = _(command.words) if command.words else ""
    keys = plan.key_names(command.id)
    others = f"{about} {keys} {command.title} {command.words} {command.about}"  # English too
    searched = tuple(map(search_key, (title, words, others)))
    return Offer(command, title, about, plan.key_name(command.id), why_not, searched)


class PaletteLine(Line):
    """The palette's field."""


class Palette(ModalScreen[Offer | None]):
    """Lets one search for a command and choose it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
    ]
    CSS = """
    Palette.dialog {
        & > .box { width: 76; }
        #commands { height: 12; margin-top: 1; padding: 0; }
        .hint { height: 2; }
    }
    """

    def __init__(self, offers: Iterable[Offer]) -> None:
        super().__init__(classes="dialog")
        self._offers = {offer.command.id: offer for offer in offers}

    def compose(self) -> ComposeResult:
        """Lay out the field above the commands, and below what the chosen one does."""
        with Vertical(classes="box"):
            yield Text(_("All commands"), classes="question")
            yield PaletteLine(id="filter", compact=True, placeholder=_("Search for a command…"))
            yield Table(
                [Column(""), Column("", 20, right=True, tone="accent")],
                empty=_("No command is found by these words. Fewer letters find more."),
                id="commands",
            )
            yield Text("", classes="hint")

    def on_mount(self) -> None:
        """The list is moved through from the field."""
        self.query_one(Table).can_focus = False
        self._narrow_to("")

    def action_move(self, rows: int) -> None:
        """Move through the list while the field keeps the keyboard."""
        self.query_one(Table).action_move(rows)

    def action_page(self, pages: int) -> None:
        """Move a page through the list."""
        self.query_one(Table).action_page(pages)

    @on(Line.Changed)
    def _narrow(self, event: Line.Changed) -> None:
        self._narrow_to(event.value)

    def _narrow_to(self, query: str) -> None:
        table = self.query_one(Table)
        table.set_rows([_row(offer) for offer in found(list(self._offers.values()), query)])
        table.action_move_to_end(-1)
        self._explain()

    @on(Table.Highlighted)
    def _explain(self) -> None:
        """Say what the command under the cursor does, or why it cannot be done now."""
        offer = self._offers.get(self.query_one(Table).cursor_key or "")
        hint = self.query_one(".hint", Text)
        hint.set_class(bool(offer and offer.why_not), "wrong")
        hint.update(offer.why_not or offer.about if offer else "", layout=False)

    @on(Line.Submitted)
    def _submitted(self) -> None:
        self.query_one(Table).action_choose()

    @on(Table.Chosen)
    def _take(self, event: Table.Chosen) -> None:
        offer = self._offers[event.key]
        if offer.why_not:
            self.app.notify(offer.why_not, severity="warning")
        else:
            self.dismiss(offer)


def found(offers: Sequence[Offer], query: str) -> list[Offer]:
    """The commands that fit what was typed, the best first; all of them for nothing."""
    if not query.strip():
        return sorted(offers, key=lambda offer: bool(offer.why_not))
    ranked = [(rank, offer) for offer in offers if (rank := offer.rank(query)) is not None]
    ranked.sort(key=lambda pair: (pair[0], bool(pair[1].why_not)))
    return [offer for _rank, offer in ranked]


def _row(offer: Offer) -> tuple[str, tuple[str, ...], str]:
    """The title, and at the right the key, with a sign where it cannot be done now."""
    key = f"✗ {offer.key}".rstrip() if offer.why_not else offer.key
    return offer.command.id, (offer.title, key), "muted" if offer.why_not else ""
