"""The receipt of one laptop: all that the office has of it, every time."""

from collections.abc import Sequence

from danvan_tui.exchange.receipt import Entry, Receipt
from danvan_tui.office.register.register import Register


def receipt_of(register: Register, laptop: str) -> Receipt:
    """What the office says of this laptop today, without the serial and time of a sending."""
    return Receipt(
        serial=0,
        at="",
        laptop=laptop,
        entries=register.entries(laptop),
        missing=register.missing(laptop),
    )


def current_line(entries: Sequence[Entry]) -> str:
    """The life of the data folder the laptop is in: the one whose first file came last.

    A file of an earlier life that was found again late does not bring that life back.
    """
    lines = dict.fromkeys(entry.line for entry in entries)
    return next(reversed(lines), "")
