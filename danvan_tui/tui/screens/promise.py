"""A promise: what was said, by when, and everything that became of it, to be read aloud."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen

from danvan_tui.followup.promises import Followable, joined
from danvan_tui.language import _
from danvan_tui.model.records import Result, Review
from danvan_tui.model.standing import result_name, standing
from danvan_tui.tui.keymap import bindings_for
from danvan_tui.tui.once_drawn import once_drawn
from danvan_tui.tui.screens.dialogs import Confirm
from danvan_tui.tui.screens.promise_words import facts, page
from danvan_tui.tui.widgets.bars import Key, KeyBar, TitleBar
from danvan_tui.tui.widgets.text import Text
from danvan_tui.wording import words
from danvan_tui.wording.promises import standing_words
from danvan_tui.wording.story import story

if TYPE_CHECKING:
    from danvan_tui.followup.extract import Extract
    from danvan_tui.followup.index.follow_up import FollowUp
    from danvan_tui.tui.app import DanvanApp

_LOOK = 0.25  # seconds between two looks at whether something was recorded


class PromiseScreen(Screen[None]):
    """Shows one promise with its whole story, and records what is found of it."""

    PLACE = "promise"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for("promise"),
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
        Binding("pageup", "read_on(-1)", show=False),
        Binding("pagedown,space", "read_on(1)", show=False),
        Binding("home,ctrl+home", "go_to_end(-1)", show=False),
        Binding("end,ctrl+end", "go_to_end(1)", show=False),
    ]
    DEFAULT_CSS = """
    PromiseScreen {
        & #page {
            height: 1fr; padding: 1 3 0 3; scrollbar-size-vertical: 1;
            scrollbar-gutter: stable;
            scrollbar-color: $panel; scrollbar-color-hover: $accent;
            scrollbar-background: $background; scrollbar-background-hover: $background;
        }
        & #more { height: 1; padding: 0 3; color: $text-muted; }
    }
    """

    app: DanvanApp

    def __init__(self, commitment: str) -> None:
        super().__init__()
        self._commitment = commitment
        self._edition = self._shown = -1
        self._told: Followable | None = None
        """The promise with all the words of its reviews, as they were read last."""
        self._said_in: list[Extract] = []
        """The sessions in which its reviews stand."""

    def compose(self) -> ComposeResult:
        """Lay out the page between where one is and what can be done."""
        yield TitleBar(id="title")
        with VerticalScroll(id="page", can_focus=False):
            yield Text("", id="promise")
        yield Text("", id="more")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Show the promise, and follow what is recorded of it."""
        plan = self.app.plan
        self.query_one(KeyBar).show(
            [
                plan.bar_key("review"),
                plan.bar_key("review_form"),
                plan.bar_key("undo"),
                plan.bar_key("its_session"),
                Key("↑ ↓", _("scroll"), "scroll(1)"),
                plan.bar_key("leave"),
                plan.bar_key("help"),
            ]
        )
        self.watch(self.query_one("#page"), "scroll_y", self._show_more, init=False)
        self.set_interval(_LOOK, self._follow)

    def on_resize(self) -> None:
        """Set the page for the new width."""
        self._show()

    # What is shown

    @property
    def followable(self) -> Followable | None:
        """The promise as it stands now; None where its session cannot be found any more."""
        return self.app.following.follow_up.followable(self._commitment)

    async def _follow(self) -> None:
        """Read the promise again where anything was recorded or read meanwhile."""
        follow_up = self.app.following.follow_up
        if self._edition == follow_up.edition:
            return
        self._edition = edition = follow_up.edition
        self._told, self._said_in = await asyncio.to_thread(self._read, follow_up)
        self._shown = edition
        self._show()

    def _read(self, follow_up: FollowUp) -> tuple[Followable | None, list[Extract]]:
        return follow_up.in_full(self._commitment), follow_up.said_in(self._commitment)

    def _show(self) -> None:
        told = self._told or self.followable
        if told is None:
            gone = _("This promise cannot be found any more: its session is not on the shelf.")
            self.query_one("#promise", Text).update(gone)
            return
        promise = joined(told)
        today, catalogues = self.app.shelf.today(), self.app.catalogues
        paragraphs = story(told, catalogues, self._said_in)
        given = facts(promise, told, today)
        width = self.query_one("#page").scrollable_content_region.width
        self.query_one("#promise", Text).update(page(promise, given, paragraphs, width))
        self.query_one(TitleBar).show(
            _("Promise {name}").format(name=promise.name), standing_words(promise)
        )
        once_drawn(self, self._show_more)

    def _show_more(self) -> None:
        shown = self.query_one("#page", VerticalScroll)
        below = shown.scroll_offset.y < shown.max_scroll_y
        self.query_one("#more", Text).update(_("▼ goes on below") if below else "", layout=False)

    # Reading

    def action_scroll(self, rows: int) -> None:
        """Move the page by rows."""
        self.query_one("#page").scroll_relative(y=rows, animate=False)

    def action_read_on(self, direction: int) -> None:
        """Move the page by nearly a screen."""
        rows = max(1, self.query_one("#page").size.height - 2)
        self.action_scroll(direction * rows)

    def action_go_to_end(self, direction: int) -> None:
        """Go to the beginning or the end of the page."""
        shown = self.query_one("#page", VerticalScroll)
        if direction < 0:
            shown.scroll_home(animate=False, immediate=True)
        else:
            shown.scroll_end(animate=False, immediate=True)

    # Reviews

    def action_review(self) -> None:
        """Record what was found of the promise, in a line."""
        followable = self.followable
        if followable is not None:
            self.app.reviewing.dialogs.ask_line([followable], self._recorded)

    def action_review_form(self) -> None:
        """Record what was found of the promise, in a form."""
        followable = self.followable
        if followable is not None:
            self.app.reviewing.dialogs.ask_form([followable], self._recorded)

    def _recorded(self) -> None:
        self.run_worker(self._follow(), exclusive=True)

    async def action_undo(self) -> None:
        """Take back the last review of this promise; asks first where it was not made just now."""
        followable, reviewing = self.followable, self.app.reviewing
        if followable is None:
            return
        reviews = standing(followable.promise, followable.reviews).reviews
        if not reviews:
            self.notify(_("There is no review yet that could be taken back."))
        elif reviewing.made_just_now(self._commitment, self._place_of(reviews[-1])):
            await reviewing.take_back()
        else:
            self.app.push_screen(_question(reviews[-1]), self._take_back_last)

    async def _take_back_last(self, sure: bool | None) -> None:
        followable = self.followable
        if sure and followable is not None:
            await self.app.reviewing.take_back_last(followable, self._said_in)

    def _place_of(self, review: Review) -> str:
        places = (one.folder for one in self._said_in if review.id in {r.id for r in one.reviews})
        return next(places, "")

    def action_open_session(self) -> None:
        """Open the session the promise was made in, at its opinion."""
        followable = self.followable
        if followable is not None:
            self.app.open_session(followable.session.folder, at=followable.promise.issue)

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()

    @on(KeyBar.Clicked)
    async def _key_clicked(self, event: KeyBar.Clicked) -> None:
        await self.run_action(event.action)


def _question(review: Review) -> Confirm:
    """Whether an older review is to be taken back."""
    question = _("The last review ({day}: {result}) was not made just now. Take it back?").format(
        day=words.day(review.on), result=result_name(review.result or Result.NOTED)
    )
    return Confirm(question, yes=_("Take it back"), no=_("Leave it"))
