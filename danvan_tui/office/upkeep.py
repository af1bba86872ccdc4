"""Looks after the register: makes it anew from the kept files, or moves it elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danvan_tui.exchange import envelope
from danvan_tui.language import _

if TYPE_CHECKING:
    from danvan_tui.office.office import Office
    from danvan_tui.office.receiving.contents import Contents
    from danvan_tui.office.register.comparing import Digest
    from danvan_tui.office.register.renewing import Rebuilt


def rebuild_register(office: Office) -> Rebuilt:
    """Make the register anew from the kept files; raises RegisterError, the old one stays then."""
    from danvan_tui.exchange.parcel import open_parcel  # noqa: PLC0415 - opens cryptography
    from danvan_tui.office.receiving.contents import read_contents  # noqa: PLC0415 - few need it
    from danvan_tui.office.register.renewing import rebuild  # noqa: PLC0415 - opens the database

    office.close()
    keys = office.keys

    def read(data: bytes) -> Contents:
        """A file that was examined when it came: its digest says that it is the same."""
        body = data if envelope.is_ours(data) else open_parcel(data, keys).body
        return read_contents(body)

    return rebuild(office.register_at, office.kept, read=read, unseal=keys.unseal)


def move_register(office: Office, url: str) -> dict[str, Digest]:
    """Copy the register to another database, proved equal; raises RegisterError."""
    from danvan_tui.office.register.database import Database  # noqa: PLC0415 - opens the database
    from danvan_tui.office.register.errors import RegisterError  # noqa: PLC0415 - as above
    from danvan_tui.office.register.moving import move  # noqa: PLC0415 - as above

    office.check_begun()
    office.close()
    source, target = Database(office.register_at), Database(url)
    try:
        if source.is_same_as(target):
            raise RegisterError(_("The register is at this place already. Nothing was changed."))
        return move(source, target)
    finally:
        source.close()
        target.close()
