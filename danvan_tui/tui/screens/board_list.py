"""The list of the board: laid out as far as anybody looks, some of its promises marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from danvan_tui.followup.board import Group, View
from danvan_tui.followup.promises import Followed
from danvan_tui.tui.screens.board_rows import ROOMY, Pages, columns
from danvan_tui.tui.widgets.table import Table

_AHEAD = 40  # lines below what is seen that are laid out before one gets there


class PromiseList(Table):
    """Shows the promises of a view, page by page; the line above it keeps the keyboard."""

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        super().__init__(columns(0), ticks=True, id=id)
        self.can_focus = False
        self.marked: dict[str, None] = {}
        """The promises a review is for, in the order in which they were marked."""
        self._is_roomy = False
        self._pages: Pages | None = None

    def on_mount(self) -> None:
        """Lay out more where one comes near the end of what is laid out."""
        self.watch(self, "scroll_y", self._lay_out_more, init=False)

    @property
    def current(self) -> Followed | None:
        """The promise under the cursor."""
        return self._pages.known(self.cursor_key or "") if self._pages else None

    @property
    def promises(self) -> list[Followed]:
        """All promises of the view, laid out or not."""
        return list(self._pages.promises()) if self._pages else []

    def show(
        self,
        view: View,
        today: date,
        title: Callable[[Group], str],
        *,
        from_the_top: bool = False,
        at: str | None = None,
    ) -> None:
        """Show another view, with the cursor where it was, ``at`` a promise or on the first one."""
        self._pages = Pages(view, today, title, marked=self.marked, roomy=self._is_roomy)
        self._pages.more()
        here = at or self.cursor_key
        if here and not from_the_top:
            self._pages.upto(here)
        self.set_rows(self._pages.rows)
        if from_the_top:
            self.action_move_to_end(-1)
        elif at:
            self.move_to(at)

    def fit(self) -> bool:
        """Take the columns there is room for; whether these are others, and need a view again."""
        is_roomy = self.size.width >= ROOMY
        if self._is_roomy == is_roomy:
            return False
        self._is_roomy = is_roomy
        self.set_columns(columns(self.size.width))
        return True

    def mark(self, promises: Iterable[str]) -> None:
        """Mark these promises and no others."""
        self.marked = dict.fromkeys(promises)
        if self._pages is not None:
            self._pages.mark(self.marked)
            self.set_rows(self._pages.rows)

    def action_move_to_end(self, direction: int) -> None:
        """Go to the first or the last promise, which may not be laid out yet."""
        if direction > 0 and self._pages is not None and not self._pages.is_whole:
            self._pages.more(None)
            self.set_rows(self._pages.rows)
        super().action_move_to_end(direction)

    def _lay_out_more(self) -> None:
        pages = self._pages
        if pages is None or pages.is_whole:
            return
        if self.scroll_offset.y + self.size.height + _AHEAD > self.virtual_size.height:
            pages.more()
            self.set_rows(pages.rows)
