"""What waits for somebody at the office; what was taken is known by its name, without reading."""

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from danvan_tui.exchange.parcel import may_be_ours
from danvan_tui.ledger import disk
from danvan_tui.office.office import Office
from danvan_tui.office.receiving.arrivals import Arrival, find_arrivals
from danvan_tui.office.receiving.fetching import digest_in, taken_before
from danvan_tui.office.receiving.retrying import quarantine_of, waiting_laptops
from danvan_tui.office.replying.answering import unanswered_at

_PREFIX: Final = 16
_NAMED: Final = re.compile(r"_[0-9a-f]{16}\.")
_LONGEST: Final = 4 << 20  # bytes of a file that is still read where its name does not tell


class Gap(NamedTuple):
    """Numbers of one laptop that never came."""

    laptop: str
    name: str
    numbers: Sequence[int]


class WaitingHere(NamedTuple):
    """How much waits, as the lists of the receiving screen count it."""

    files: int
    """In the inbox, neither taken nor in quarantine."""
    held: int
    """In quarantine, and in the inbox though they are none of ours."""
    missing: int
    """Numbers of files that never came."""
    laptops: int
    """To be confirmed."""
    unanswered: int = 0
    """Laptops whose newest answers are not yet where they come for them."""


def waiting_here(office: Office, base: Path | None = None) -> WaitingHere:
    """Count what waits, ``base`` being where laptops come for their answers; for a thread.

    Raises OfficeError, RegisterError, TroubleError, OSError.
    """
    inbox = office.inbox
    arrivals = find_arrivals([inbox] if disk.is_folder(inbox) else []).arrivals
    quarantine = quarantine_of(office)
    held = quarantine.held()
    known = taken_before(office) if arrivals else set()
    known |= {digest[:_PREFIX] for digest in (*(one.digest for one in held), *quarantine.aside())}
    new = [Path(one.where) for one in arrivals if not _is_known(office, one, known)]
    files = sum(map(may_be_ours, new))
    return WaitingHere(
        files=files,
        held=len(held) + len(new) - files,
        missing=sum(len(gap.numbers) for gap in gaps(office)),
        laptops=len(waiting_laptops(office)),
        unanswered=len(unanswered_at(office, base)) if base is not None else 0,
    )


def gaps(office: Office) -> list[Gap]:
    """The files of confirmed laptops that never came; raises RegisterError."""
    register = office.register
    return [
        Gap(one.keys.id, one.keys.name, missing.numbers)
        for one in register.laptops()
        for missing in register.missing(one.keys.id)
    ]


def _is_known(office: Office, arrival: Arrival, known: set[str]) -> bool:
    if _NAMED.search(arrival.name) and digest_in(arrival.name) in known:
        return True
    path = Path(arrival.where)
    try:
        if path.stat().st_size > _LONGEST:
            return False
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return False  # gone since, or still being copied
    return digest[:_PREFIX] in known or office.register.knows(digest)
