"""The laptops whose signatures the office trusts."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from danvan_tui.exchange.keys import PublicKeys


class KnownLaptop(NamedTuple):
    """One laptop that was confirmed."""

    keys: "PublicKeys"
    at: str
    """When it was confirmed, and by whom."""
    by: str
