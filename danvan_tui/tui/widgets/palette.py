"""The command palette: every command of the screen, found by any word, with or without marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, NamedTuple, Protocol, runtime_checkable

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from danvan_tui.language import _
from danvan_tui.tui.commands import Command, commands_at
from danvan_tui.tui.keymap import KeyPlan
from danvan_tui.tui.widgets.columns import fit
from danvan_tui.tui.widgets.line import Line
from danvan_tui.tui.widgets.text import Label, Text
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


def commands_for(screen: Screen[Any], plan: KeyPlan) -> list[Offer]:
    """What can be asked for on this screen, with its keys, and what cannot be done just now."""
    place = str(getattr(screen, "PLACE", ""))
    refuses = screen.why_not if isinstance(screen, Refuses) else None
    return [
        _offer(command, plan, refuses(command.id) if refuses else "")
        for command in commands_at(place)
        if command.id != "commands"  # the palette itself
    ]


def _offer(command: Command, plan: KeyPlan, why_not: str) -> Offer:
    title, about = _(command.title), _(command.about)
    words = _(command.words) if command.words else ""
    keys = plan.key_names(command.id)
    others = f"{about} {keys} {command.title} {command.words} {command.about}"  # English too
    searched = tuple(map(search_key, (title, words, others)))
    return Offer(command, title, about, plan.key_name(command.id), why_not, searched)


_WIDTH = 76  # columns of the box
_FRAME = 6  # its padding and the scroll bar of the list


class PaletteLine(Line):
    """The palette's field."""


class Palette(ModalScreen[Offer | None]):
    """Lets one search for a command and choose it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("up", "move('cursor_up')", show=False),
        Binding("down", "move('cursor_down')", show=False),
        Binding("pageup", "move('page_up')", show=False),
        Binding("pagedown", "move('page_down')", show=False),
    ]
    CSS = """
    Palette.dialog {
        & > .box { width: 76; }
        #choices { height: 12; padding: 0; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
        .hint { height: 2; }
    }
    """

    def __init__(self, offers: Iterable[Offer]) -> None:
        super().__init__(classes="dialog")
        self._offers = tuple(offers)
        self._shown: Sequence[Offer] = self._offers

    def compose(self) -> ComposeResult:
        """Lay out the field above the commands, and below what the chosen one does."""
        with Vertical(classes="box"):
            yield Text(_("All commands"), classes="question")
            yield PaletteLine(id="filter", compact=True, placeholder=_("Search for a command…"))
            yield OptionList(id="choices", markup=False)
            yield Label("", classes="hint")

    def on_mount(self) -> None:
        """The list is moved through from the field."""
        self.query_one(OptionList).can_focus = False

    def on_resize(self) -> None:
        """Put the keys at the right edge."""
        self._draw()

    def action_move(self, how: str) -> None:
        """Move through the list while the field keeps the keyboard."""
        getattr(self.query_one(OptionList), f"action_{how}")()

    @on(Line.Changed)
    def _narrow(self, event: Line.Changed) -> None:
        self._shown = found(self._offers, event.value)
        self._draw()

    def _draw(self) -> None:
        choices = self.query_one(OptionList)
        room = min(_WIDTH, self.app.size.width * 96 // 100) - _FRAME
        choices.set_options(Option(_row(offer, room)) for offer in self._shown)
        choices.highlighted = 0 if self._shown else None
        if not self._shown:
            self._say(_("No command is found by these words. Fewer letters find more."))

    @on(OptionList.OptionHighlighted)
    def _explain(self) -> None:
        offer = self._chosen
        if offer is not None:
            self._say(offer.why_not or offer.about, wrong=bool(offer.why_not))

    def _say(self, words: str, *, wrong: bool = False) -> None:
        hint = self.query_one(".hint", Label)
        hint.set_class(wrong, "wrong")
        hint.update(words)

    @property
    def _chosen(self) -> Offer | None:
        place = self.query_one(OptionList).highlighted
        return self._shown[place] if place is not None and place < len(self._shown) else None

    @on(Line.Submitted)
    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        if self._chosen is not None:
            self._take(self._chosen)

    def _take(self, offer: Offer) -> None:
        """Do it; what cannot be done now only says why."""
        if offer.why_not:
            self.app.notify(offer.why_not, severity="warning")
        else:
            self.dismiss(offer)


def found(offers: Sequence[Offer], query: str) -> list[Offer]:
    """The commands that fit what was typed, the best first; all of them for nothing."""
    if not query.strip():
        return sorted(offers, key=lambda offer: bool(offer.why_not))
    ranked = [(rank, offer) for offer in offers if (rank := offer.rank(query)) is not None]
    return [offer for _rank, offer in sorted(ranked, key=lambda pair: (pair[0], pair[1].why_not))]


def _row(offer: Offer, width: int) -> Content:
    """One line: the title, and at the right the key, with a sign where it cannot be done now."""
    key, style = (f"✗ {offer.key}", "$text-muted") if offer.why_not else (offer.key, "")
    title = fit(offer.title, max(1, width - cell_len(key) - 1))
    return Content.assemble((title + " ", style), (key, style or "bold $accent"))
