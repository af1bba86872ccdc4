"""Sessions that another one holds all of: what was promised there is shown once, where it is."""

from collections.abc import Iterable

from danvan_tui.followup.extract import Extract
from danvan_tui.followup.index.packed import Packed
from danvan_tui.model.holders import holders


def held(sessions: Iterable[Packed | Extract]) -> set[str]:
    """The ids of the sessions that were taken over into another one of these."""
    into = {one.session: one.merged_into for one in sessions}
    return {one for one, target in holders(into).items() if target in into}
