"""The receipt of one laptop: all that the office has of it, every time."""

from danvan_tui.exchange.receipt import Receipt
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
