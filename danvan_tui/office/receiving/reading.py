"""Reading many files a few at a time, so that memory stays flat however many come."""

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from typing import Final, NamedTuple

from danvan_tui.exchange.failing import ParcelError
from danvan_tui.office.receiving.arrivals import Arrival

_MOST_FILES: Final = 40  # of more at a time, what was read is out of the cache when it is taken
_MOST_BYTES: Final = 8 * 1024 * 1024


class ReadFile(NamedTuple):
    """A file with its bytes, or with the reason why it could not be read."""

    arrival: Arrival
    data: bytes = b""
    digest: str = ""
    error: ParcelError | None = None


def read_in_turns(
    arrivals: Sequence[Arrival], before_each: Callable[[int], None]
) -> Iterator[list[ReadFile]]:
    """The files in turn, as many at a time as fit; ``before_each`` hears its number."""
    turn: list[ReadFile] = []
    size = 0
    for number, arrival in enumerate(arrivals):
        before_each(number)
        turn.append(_read(arrival))
        size += len(turn[-1].data)
        if len(turn) >= _MOST_FILES or size >= _MOST_BYTES:
            yield turn
            turn, size = [], 0
    yield turn


def _read(arrival: Arrival) -> ReadFile:
    try:
        data = arrival.read()
    except ParcelError as error:
        return ReadFile(arrival, error=error)
    return ReadFile(arrival, data, sha256(data).hexdigest())
