"""Trusting a laptop no more, above all one that was lost."""

from collections.abc import Iterable

from danvan_tui.exchange.parties import PublicKeys
from danvan_tui.language import _
from danvan_tui.office.errors import OfficeError
from danvan_tui.office.office import Office
from danvan_tui.office.receiving.report import Item
from danvan_tui.office.receiving.retrying import waiting_laptops
from danvan_tui.office.register.laptops import KnownLaptop
from danvan_tui.office.replying import outbox


def distrust(office: Office, fingerprint: str, *, by: str = "") -> PublicKeys:
    """Take nothing more of the laptop with this fingerprint; raises OfficeError, OSError.

    What was taken of it stays, and it is told what becomes of that; what it sends from now on
    waits in quarantine.
    """
    office.check_begun()
    for laptop in office.register.laptops():
        if laptop.keys.has_fingerprint(fingerprint):
            office.register.distrust(laptop.keys.id, by)
            outbox.drop_follow_up(office, laptop.keys.id)
            return laptop.keys
    raise OfficeError(
        _(
            "No confirmed laptop has this fingerprint, so nothing was changed. Please compare all "
            "20 digits with: danvan office laptops"
        )
    )


def distrusted_laptops(office: Office, came: Iterable[Item] = ()) -> list[KnownLaptop]:
    """The laptops that are trusted no more and of which nothing waits, held or among what came."""
    waiting = {one.keys.verify for one in waiting_laptops(office, came)}
    return [one for one in office.register.distrusted() if one.keys.verify not in waiting]
