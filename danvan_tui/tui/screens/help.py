"""The help: what can be done where one stands, a short guide, all keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen

from danvan_tui.language import N_, _
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.tui.keymap import KeyPlan
from danvan_tui.tui.screens.help_pages import Section, all_keys, has_page, here, short_guide
from danvan_tui.tui.widgets.text import Label, Text
from danvan_tui.vietnamese.clean import clean_lines

if TYPE_CHECKING:
    from danvan_tui.tui.app import DanvanApp

Page = Literal["here", "guide", "keys"]
_TITLES: dict[Page, str] = {
    "here": N_("Where you are"),
    "guide": N_("Short guide"),
    "keys": N_("All keys"),
}

_WIDTH = 92  # columns of the box, as in the style sheet
_FRAME = 6  # its padding and scroll bar


def toggle_help(app: DanvanApp, page: Page = "here") -> None:
    """Show the help for where one stands; the key that opened it leaves it."""
    screen = app.screen
    if not isinstance(screen, HelpScreen):
        place = place_of(app.screen_stack)
        help_screen = HelpScreen(app.catalogues, app.plan, place, page, is_office=app.is_office)
        app.push_screen(help_screen)
    elif page == "here":
        screen.dismiss(None)
    else:
        screen.open(page)


def place_of(screens: Sequence[Screen[Any]]) -> str:
    """The uppermost screen there is a page for: a small dialog belongs to the one below it."""
    places = (_page_of(screen) for screen in reversed(screens))
    return next(filter(has_page, places), "home")


def _page_of(screen: Screen[Any]) -> str:
    """The page of a screen: one of its own choice where it is used in two ways."""
    return str(getattr(screen, "help_page", "") or getattr(screen, "PLACE", ""))


class HelpScreen(ModalScreen[None]):
    """Shows one page of the help at a time."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "dismiss(None)", show=False),
        Binding("left,shift+tab", "turn(-1)", show=False),
        Binding("right,tab", "turn(1)", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
        Binding("pageup", "read_on(-1)", show=False),
        Binding("pagedown,space", "read_on(1)", show=False),
        Binding("home,ctrl+home", "go_to_end(-1)", show=False),
        Binding("end,ctrl+end", "go_to_end(1)", show=False),
    ]
    CSS = """
    HelpScreen.form {
        & > .box { height: 100%; padding: 0 2; }
        #pages { height: 1; margin-bottom: 1; }
        .page { margin-right: 3; color: $text-muted; }
        .page.open { color: $accent; text-style: bold; }
        #help-text { text-wrap: nowrap; }
        #help { height: 1fr; scrollbar-gutter: stable; scrollbar-size-vertical: 1; }
    }
    """

    def __init__(
        self,
        catalogues: Catalogues,
        plan: KeyPlan,
        place: str,
        page: Page = "here",
        *,
        is_office: bool = False,
    ) -> None:
        super().__init__(classes="form")
        self._page = page
        self._pages: dict[Page, Callable[[int], Iterator[Section]]] = {
            "here": here(place, plan, catalogues, is_office=is_office),
            "guide": short_guide(plan, is_office=is_office),
            "keys": all_keys(plan),
        }
        self._plan = plan

    def compose(self) -> ComposeResult:
        """Lay out the names of the pages above the one that is open."""
        with Vertical(classes="box"):
            with Horizontal(id="pages"):
                for name in _TITLES:
                    yield Label("", id=name, classes="page")
            with VerticalScroll(id="help", can_focus=False):
                yield Text("", id="help-text")
            hint = _("↑ ↓ PgUp PgDn: read on · ← →: other page · Esc, {help}: back")
            yield Label(hint.format(help=self._plan.key_name("help")), classes="hint")

    def on_resize(self) -> None:
        """Set the text for the new width."""
        self._show()

    def _show(self) -> None:
        for name, title in _TITLES.items():
            label = self.query_one(f"#{name}", Label)
            label.set_class(name == self._page, "open")
            label.update(("▸ " if name == self._page else "  ") + _(title))
        width = min(_WIDTH, self.app.size.width * 98 // 100) - _FRAME
        parts: list[Content | tuple[str, str]] = []
        for section in self._pages[self._page](max(20, width)):
            parts += [(clean_lines(section.heading) + "\n", "bold $accent")]
            parts += [(clean_lines("\n".join(section.lines)) + "\n\n", "")]
        self.query_one("#help-text", Text).update(Content.assemble(*parts))

    def action_turn(self, pages: int) -> None:
        """Open the next page or the one before."""
        names = list(_TITLES)
        self.open(names[(names.index(self._page) + pages) % len(names)])

    def open(self, page: Page) -> None:
        """Show a page from its beginning."""
        self._page = page
        self._show()
        self.query_one("#help", VerticalScroll).scroll_home(animate=False)

    def on_click(self, event: events.Click) -> None:
        """Open the page whose name was clicked."""
        for name in _TITLES:
            if event.widget is self.query_one(f"#{name}"):
                self.open(name)

    def action_scroll(self, rows: int) -> None:
        """Move the text by rows."""
        self.query_one("#help", VerticalScroll).scroll_relative(y=rows, animate=False)

    def action_read_on(self, direction: int) -> None:
        """Move the text by nearly a screen."""
        rows = max(1, self.query_one("#help").size.height - 2)
        self.action_scroll(direction * rows)

    def action_go_to_end(self, direction: int) -> None:
        """Go to the beginning or the end of the page."""
        text = self.query_one("#help", VerticalScroll)
        if direction < 0:
            text.scroll_home(animate=False, immediate=True)
        else:
            text.scroll_end(animate=False, immediate=True)
