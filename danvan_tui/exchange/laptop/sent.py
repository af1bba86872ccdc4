"""What is known of the current line: its packages, where they are, what came from the office."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from danvan_tui.exchange.laptop.entries import (
    Begun,
    Delivered,
    Entry,
    Gone,
    Handled,
    Made,
    Receipted,
    TakenIn,
)


@dataclass
class Sent:
    """The entries of a log, taken together; those of an earlier line do not count."""

    line: str = ""
    identity: str = ""
    made: dict[str, Made] = field(default_factory=dict)
    """The packages by their digests, in the order of their numbers."""
    delivered: defaultdict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    """For each package the targets it was read back from, and when first."""
    gone: set[str] = field(default_factory=set)
    serials: dict[str, int] = field(default_factory=dict)
    """The newest receipt of each office; older ones never count, whatever the line."""
    returned: list[TakenIn] = field(default_factory=list)
    handled: set[str] = field(default_factory=set)
    """The names of replies that were read."""

    @property
    def next_number(self) -> int:
        """A number that nothing in this line has."""
        return max((made.number for made in self.made.values()), default=0) + 1

    def take(self, entry: Entry) -> None:
        """Take one more entry into account."""
        match entry:
            case Begun():
                self._begin(entry)
            case Made() if entry.line == self.line:
                self.made[entry.digest] = entry
            case Delivered():
                self.delivered[entry.digest].setdefault(entry.target, entry.at)
            case Gone():
                self.gone.add(entry.digest)
            case Receipted():
                newest = max(entry.serial, self.serials.get(entry.office, 0))
                self.serials[entry.office] = newest
            case TakenIn():
                self.returned.append(entry)
            case Handled():
                self.handled.add(entry.name)
            case _:
                pass

    def _begin(self, begun: Begun) -> None:
        self.line, self.identity = begun.line, begun.identity
        for known in (self.made, self.delivered, self.gone, self.returned, self.handled):
            known.clear()


def sent_of(entries: Iterable[Entry]) -> Sent:
    """What a log comes to."""
    sent = Sent()
    for entry in entries:
        sent.take(entry)
    return sent
