"""How promises stood before a session looked at them again, asked of the index bit by bit."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import TYPE_CHECKING

from danvan_tui.followup.promises import Followable, Followed, joined
from danvan_tui.followup.reviewing.listed import as_listed, guessed

if TYPE_CHECKING:
    from danvan_tui.model.records import Review
    from danvan_tui.tui.app import DanvanApp


class StandingBefore:
    """Knows each listed promise without what its own review says of it.

    The index takes milliseconds for each: they are asked for one by one, and kept.
    """

    def __init__(self, app: DanvanApp) -> None:
        self._app = app
        self._asked: dict[str, tuple[Followable, Followed]] = {}
        self._rows: tuple[int, dict[str, Followed]] = (-1, {})
        """The promises of the index in one edition of it."""

    def ask(self, review: Review) -> Followable:
        """The promise of a review with all that was found of it elsewhere, as it stands now."""
        known = self._app.following.follow_up.followable(review.commitment)
        listed = as_listed(review, known)
        self._asked[review.id] = listed, joined(listed)
        return listed

    async def ask_all(self, reviews: Iterable[Review]) -> None:
        """Ask for each of them, so that no key waits for more than one."""
        for review in reviews:
            self.ask(review)
            await asyncio.sleep(0)

    def followable(self, review: Review) -> Followable:
        """The same as it was asked for last."""
        asked = self._asked.get(review.id)
        return asked[0] if asked else self.ask(review)

    def followed(self, review: Review) -> Followed:
        """As lists show it: at once, though only nearly where nobody asked for it yet."""
        asked = self._asked.get(review.id)
        return asked[1] if asked else guessed(review, self._row(review.commitment))

    def _row(self, commitment: str) -> Followed | None:
        follow_up = self._app.following.follow_up
        if self._rows[0] != follow_up.edition:
            rows = {one.commitment: one for one in follow_up.promises}
            self._rows = follow_up.edition, rows
        return self._rows[1].get(commitment)
