"""What the board lists: a heading for each group, two lines for each promise, page by page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date
from itertools import islice
from textwrap import shorten

from danvan_tui.followup.board import Group, View
from danvan_tui.followup.promises import Followed
from danvan_tui.followup.urgency import Urgency, last_near_day, urgency
from danvan_tui.language import _, ngettext
from danvan_tui.tui.widgets.columns import Column
from danvan_tui.tui.widgets.table import Row
from danvan_tui.wording import words
from danvan_tui.wording.promises import due_words, postponed_words, standing_words

PAGE = 40
"""Rows that are laid out at a time; more when the cursor comes near the end."""

INDENT = 4
"""Cells of a line below the cells of a promise that hold no words."""

_LONGEST = 24  # letters of a deadline that is no day
_HEADING = "="
_DISAGREEING = "≠"

TONES = {
    Urgency.OVERDUE: "error",
    Urgency.DUE_SOON: "warning",
    Urgency.NO_DEADLINE: "muted",
    Urgency.REPORTED_DONE: "accent",
    Urgency.CONFIRMED: "success",
    Urgency.CANCELLED: "muted",
}


ROOMY = 104
"""Cells from which on the village has a column of its own; else it stands before the promise."""


def columns(width: int) -> list[Column]:
    """The columns of the board; the promise as said stands below them."""
    village = [Column(_("Village"), 28)] if width >= ROOMY else []
    return [
        Column(" ", 1, tone="accent"),
        Column(_("Promise"), 15, tone="strong"),
        Column(_("Unit"), 34),
        *village,
        Column(_("State"), 24, tone="muted"),
        Column(_("Deadline")),
    ]


class Pages:
    """The rows of a view, laid out as far as anybody looked."""

    def __init__(
        self,
        view: View,
        today: date,
        title: Callable[[Group], str],
        *,
        marked: Collection[str] = (),
        roomy: bool = False,
    ) -> None:
        self.view = view
        self.rows: list[Row] = []
        self.is_whole = False
        """Whether all of it is laid out."""
        self._today, self._soon = today, last_near_day(today)
        self._title = title
        self._marked = marked
        self._roomy = roomy
        self._coming = self._lay_out()
        self._known: dict[str, Followed] = {}
        """The promises that are laid out, by the keys of their rows."""

    def more(self, rows: int | None = PAGE) -> None:
        """Lay out that many rows more; None: all the rest."""
        before = len(self.rows)
        self.rows += islice(self._coming, rows)
        self.is_whole = rows is None or len(self.rows) < before + rows

    def upto(self, key: str) -> None:
        """Lay out at least as much as is needed to see the promise of a row, if it is shown."""
        wanted = promise_of(key)
        for place, one in enumerate(self.promises()):
            if one.commitment == wanted:
                needed = place + len(self.view.groups) + PAGE
                self.more(max(0, needed - len(self.rows)))
                return

    def known(self, key: str) -> Followed | None:
        """The promise of a row that is laid out."""
        return self._known.get(key)

    def mark(self, marked: Collection[str]) -> None:
        """Show these promises as marked, and no others."""
        self._marked = marked
        for place, row in enumerate(self.rows):
            if not row.heads and bool(row.cells[0]) != (promise_of(row.key) in marked):
                self.rows[place] = row._replace(cells=(self._mark(row.key), *row.cells[1:]))

    def promises(self) -> Iterator[Followed]:
        """All promises of the view, laid out or not."""
        for group in self.view.groups:
            yield from group.promises

    def _lay_out(self) -> Iterator[Row]:
        for group in self.view.groups:
            heading = self._heading(group)
            yield heading
            for promise in group.promises:
                row = self._row(promise)
                if row.key in self._known:  # one promise may stand in several groups
                    row = row._replace(key=f"{row.key}{heading.key}")
                self._known[row.key] = promise
                yield row

    def _heading(self, group: Group) -> Row:
        count = len(group.promises)
        said = ngettext("{count} promise", "{count} promises", count).format(count=count)
        return Row(f"{_HEADING}{group.key}", (self._title(group), said), heads=True)

    def _row(self, promise: Followed) -> Row:
        village = [words.places(promise.villages, promise.commune)] if self._roomy else []
        cells = (
            self._mark(promise.commitment),
            promise.name,
            promise.unit or _("no unit"),
            *village,
            state_of(promise, self._today),
            when(promise, self._today),
        )
        said = said_of(promise) if self._roomy else below(promise)
        urgent = urgency(promise, self._today.isoformat(), self._soon)
        return Row(promise.commitment, cells, TONES.get(urgent, ""), said)

    def _mark(self, key: str) -> str:
        return words.TICK if promise_of(key) in self._marked else ""


def said_of(promise: Followed) -> str:
    """The promise as it was said, behind how often its deadline was moved."""
    return " · ".join(filter(None, [moved(promise), words.one_line(promise.content)]))


def below(promise: Followed) -> str:
    """The second line of a promise where its village has no column."""
    where = words.places(promise.villages, promise.commune)
    return " · ".join(filter(None, [where, said_of(promise)]))


def promise_of(key: str) -> str:
    """The promise that a row shows."""
    return key.partition(_HEADING)[0]


def state_of(promise: Followed, today: date) -> str:
    """Where a promise stands: how much of it is done, or since when it is."""
    if promise.is_disagreeing:
        return _DISAGREEING + " " + _("disagreeing")
    percent = "" if promise.progress is None else f"{promise.progress}%"
    done = _short_day(promise.done_on, today)
    return " ".join(filter(None, [standing_words(promise), done or percent]))


def when(promise: Followed, today: date) -> str:
    """The deadline, and how long there is left where anything is still to be done."""
    said = shorten(promise.due_text, _LONGEST, placeholder="…") or _("no deadline")
    due = _short_day(promise.due, today) or said
    due = words.disputed(due) if promise.is_due_disputed else due
    return " · ".join(filter(None, [due, due_words(promise, today)]))


def _short_day(iso: str, today: date) -> str:
    """A day without its year where that is this one."""
    return words.day(iso).removesuffix(f"/{today.year}")


def moved(promise: Followed) -> str:
    """How often the deadline was moved, and the first one."""
    first = words.day(promise.first_due) or promise.first_due_text
    said = postponed_words(promise)
    return _("{moved}, first {day}").format(moved=said, day=first) if said and first else said
