"""Trying again what waits in quarantine, above all after its laptop was confirmed."""

from typing import NamedTuple

from danvan_tui.exchange.parties import PublicKeys
from danvan_tui.language import _
from danvan_tui.office.errors import OfficeError
from danvan_tui.office.office import Office
from danvan_tui.office.receiving.examining import Doubt
from danvan_tui.office.receiving.importing import answered, import_arrivals
from danvan_tui.office.receiving.quarantine import Held, Quarantine
from danvan_tui.office.receiving.report import Report

_SOURCE = "quarantine"


class Waiting(NamedTuple):
    """A laptop that nobody confirmed yet, and how many of its files wait."""

    keys: PublicKeys
    files: int


def quarantine_of(office: Office) -> Quarantine:
    """The quarantine of this office; raises OfficeError where there is no office yet."""
    return Quarantine(office.quarantine, office.keys, office.public)


def held(office: Office) -> list[Held]:
    """All files that wait in quarantine, the oldest first."""
    return quarantine_of(office).held()


def retry(office: Office, *, by: str = "", unsigned: bool = False) -> Report:
    """Take all from quarantine that may be taken by now, and answer it; raises RegisterError."""
    arrivals = quarantine_of(office).arrivals()
    report = import_arrivals(
        office, arrivals, source=_SOURCE, commit=True, unsigned=unsigned, by=by
    )
    return answered(office, report)


def waiting_laptops(office: Office) -> list[Waiting]:
    """The laptops whose files wait until their fingerprint is confirmed."""
    known = {laptop.keys.id for laptop in office.register.laptops()}
    files: dict[PublicKeys, int] = {}
    for one in held(office):
        if one.sender and one.trouble == Doubt.UNKNOWN_LAPTOP and one.sender.id not in known:
            files[one.sender] = files.get(one.sender, 0) + 1
    return [Waiting(keys, count) for keys, count in files.items()]


def confirm(office: Office, fingerprint: str, *, by: str = "") -> tuple[PublicKeys, Report]:
    """Trust the waiting laptop with this fingerprint and take what it sent; raises OfficeError."""
    said = "".join(letter for letter in fingerprint if letter.isdecimal())
    for laptop in waiting_laptops(office):
        if laptop.keys.fingerprint.replace(" ", "") == said:
            office.register.confirm(laptop.keys, by)
            return laptop.keys, retry(office, by=by)
    raise OfficeError(
        _(
            "No laptop that waits has this fingerprint, so none was confirmed. Please compare all "
            "20 digits with: danvan office laptops"
        )
    )
