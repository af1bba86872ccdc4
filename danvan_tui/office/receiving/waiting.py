"""What waits for somebody at the office; files that laptops named are known without reading."""

import hashlib
import re
from pathlib import Path
from typing import Final, NamedTuple

from danvan_tui.office.office import Office
from danvan_tui.office.receiving.arrivals import Arrival, find_arrivals
from danvan_tui.office.receiving.fetching import digest_in, taken_before
from danvan_tui.office.receiving.retrying import quarantine_of, waiting_laptops

_PREFIX: Final = 16
_NAMED: Final = re.compile(r"_[0-9a-f]{16}\.")
_LONGEST: Final = 4 << 20  # bytes of a file without its digest in its name that is still read


class WaitingHere(NamedTuple):
    """How much waits, as the lists of the receiving screen count it."""

    files: int
    """In the inbox, neither taken nor in quarantine."""
    held: int
    """In quarantine."""
    laptops: int
    """To be confirmed."""


def waiting_here(office: Office) -> WaitingHere:
    """Count what waits; for a thread. Raises OfficeError, RegisterError, TroubleError, OSError."""
    inbox = office.inbox
    arrivals = find_arrivals([inbox] if inbox.is_dir() else []).arrivals
    quarantine = quarantine_of(office)
    held = quarantine.held()
    known = taken_before(office) if arrivals else set()
    known |= {digest[:_PREFIX] for digest in (*(one.digest for one in held), *quarantine.aside())}
    files = sum(not _is_known(office, arrival, known) for arrival in arrivals)
    return WaitingHere(files, len(held), len(waiting_laptops(office)))


def _is_known(office: Office, arrival: Arrival, known: set[str]) -> bool:
    if _NAMED.search(arrival.name):
        return digest_in(arrival.name) in known
    path = Path(arrival.where)
    if path.stat().st_size > _LONGEST:
        return False
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return digest[:_PREFIX] in known or office.register.knows(digest)
