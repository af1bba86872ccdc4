"""What the row under the cursor of the receiving screen stands for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from danvan_tui.tui.screens.receiving_rows import Overview, Part, key_of

if TYPE_CHECKING:
    from danvan_tui.exchange.parties import PublicKeys
    from danvan_tui.office.receiving.quarantine import Held


class Here(NamedTuple):
    """The list that is open, and the key of the row under the cursor."""

    overview: Overview
    part: Part
    key: str | None

    @property
    def held(self) -> Held | None:
        """The file in quarantine."""
        return self._among(self.overview.held)

    @property
    def aside(self) -> Held | None:
        """The file that was set aside."""
        return self._among(self.overview.aside)

    def _among(self, files: Sequence[Held]) -> Held | None:
        key = self.key if self.part is Part.HELD else None
        return next((one for one in files if one.digest == key), None)

    @property
    def waiting(self) -> PublicKeys | None:
        """The laptop nobody confirmed yet, or the one whose file lies there."""
        senders = (one.sender for one in self.overview.held if one.digest == self.key)
        came = (item.sender for item in self.overview.came if key_of(item) == self.key)
        keys = {self.key, *(sender.id for sender in (*senders, *came) if sender)}
        return next((one.keys for one in self.overview.waiting if one.keys.id in keys), None)

    @property
    def distrusted(self) -> PublicKeys | None:
        """The laptop that is trusted no more and of which nothing waits."""
        known = self.overview.distrusted if self.part is Part.LAPTOPS else ()
        return next((one.keys for one in known if one.keys.id == self.key), None)
