"""Trusting a laptop no more, above all one that was lost."""

import shutil

from danvan_tui.exchange.parties import PublicKeys
from danvan_tui.language import _
from danvan_tui.office.errors import OfficeError
from danvan_tui.office.office import Office


def distrust(office: Office, fingerprint: str, *, by: str = "") -> PublicKeys:
    """Take and answer nothing more of the laptop with this fingerprint; raises OfficeError.

    What was taken of it stays; what it sends from now on waits in quarantine.
    """
    office.check_begun()
    for laptop in office.register.laptops():
        if laptop.keys.has_fingerprint(fingerprint):
            office.register.distrust(laptop.keys.id, by)
            if (office.outbox / laptop.keys.id).is_dir():
                shutil.rmtree(office.outbox / laptop.keys.id)
            return laptop.keys
    raise OfficeError(
        _(
            "No confirmed laptop has this fingerprint, so nothing was changed. Please compare all "
            "20 digits with: danvan office laptops"
        )
    )
