"""Trying again what waits in quarantine, above all after its laptop was confirmed."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from danvan_tui.exchange.parties import PublicKeys
from danvan_tui.language import _
from danvan_tui.office.errors import OfficeError
from danvan_tui.office.office import Office
from danvan_tui.office.receiving.examining import Doubt
from danvan_tui.office.receiving.importing import (
    IsCancelled,
    Progress,
    answered,
    import_arrivals,
)
from danvan_tui.office.receiving.quarantine import Held, Quarantine
from danvan_tui.office.receiving.report import Item, Report
from danvan_tui.vietnamese.clean import clean

QUARANTINE = "quarantine"
"""What an import from there says of where it came from."""


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


def retry(
    office: Office,
    *,
    by: str = "",
    unsigned: bool = False,
    places: Iterable[Path] = (),
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Report:
    """Take all from quarantine that may be taken by now, and answer it, in these places too.

    Raises RegisterError or ImportCancelledError; then nothing was taken.
    """
    report = import_arrivals(
        office,
        quarantine_of(office).arrivals(),
        source=QUARANTINE,
        commit=True,
        unsigned=unsigned,
        by=by,
        progress=progress,
        is_cancelled=is_cancelled,
    )
    return answered(office, report, places)


def set_aside(office: Office, name: str) -> list[Held]:
    """Try the files of this name or digest no more, but keep them; raises OfficeError, OSError."""
    found = held_as(office, name)
    for one in found:
        quarantine_of(office).set_aside(one.digest)
    return found


def held_as(office: Office, name: str) -> list[Held]:
    """The files in quarantine of this name or digest; raises OfficeError where there is none."""
    found = [one for one in held(office) if one.is_called(name)]
    if not found:
        raise OfficeError(
            _("No file in quarantine is called {name}; nothing was set aside.").format(
                name=clean(name)
            )
        )
    return found


def bring_back(office: Office, name: str) -> list[Held]:
    """Try the files of this name or digest again; raises OfficeError, OSError."""
    quarantine = quarantine_of(office)
    found = [one for one in quarantine.held_aside() if one.is_called(name)]
    if not found:
        raise OfficeError(
            _("No file called {name} was set aside; nothing was changed.").format(name=clean(name))
        )
    for one in found:
        quarantine.bring_back(one.digest)
    return found


def waiting_laptops(office: Office, came: Iterable[Item] = ()) -> list[Waiting]:
    """The laptops whose files wait, held or among what came, until they are confirmed."""
    known = {laptop.keys.verify for laptop in office.register.laptops()}
    doubted = [one.sender for one in held(office) if one.trouble == Doubt.UNKNOWN_LAPTOP]
    doubted += [item.sender for item in came]
    senders = [one for one in doubted if one and one.verify not in known]
    files = Counter(one.verify for one in senders)
    newest = {one.verify: one for one in senders}  # it may have changed its name
    return [Waiting(newest[verify], count) for verify, count in files.items()]


def confirm(office: Office, fingerprint: str, *, by: str = "") -> tuple[PublicKeys, Report]:
    """Trust the laptop with this fingerprint and take what it sent; raises OfficeError.

    Either files of it wait, or it was trusted before.
    """
    waiting = [laptop.keys for laptop in waiting_laptops(office)]
    for keys in (*waiting, *(laptop.keys for laptop in office.register.distrusted())):
        if keys.has_fingerprint(fingerprint):
            trust(office, keys, by=by)
            return keys, retry(office, by=by)
    raise OfficeError(
        _(
            "No laptop that waits has this fingerprint, so none was confirmed. Please compare all "
            "20 digits with: danvan office laptops"
        )
    )


def trust(office: Office, keys: PublicKeys, *, by: str = "") -> None:
    """Take what this laptop signs from now on; raises OfficeError, RegisterError."""
    _check_alone(office, keys)
    office.register.confirm(keys, by)


def _check_alone(office: Office, keys: PublicKeys) -> None:
    """Refuse keys that would take the place of another laptop's: ids are short, keys are not."""
    known = office.register.laptop(keys.id)
    if known is not None and known.keys.verify != keys.verify:
        raise OfficeError(
            _(
                "The laptop “{name}”, which is confirmed already, has the same id but another key, "
                "so this one was not confirmed. Its files stay in quarantine; please ask who uses "
                "it to make new keys."
            ).format(name=clean(known.keys.name))
        )
