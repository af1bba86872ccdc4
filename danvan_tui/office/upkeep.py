"""Looks after the register: makes it anew from the kept files, or moves it elsewhere."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from danvan_tui.exchange import envelope
from danvan_tui.language import _
from danvan_tui.ledger.settings_file import keep_setting

if TYPE_CHECKING:
    from pathlib import Path

    from danvan_tui.office.office import Office
    from danvan_tui.office.receiving.contents import Contents
    from danvan_tui.office.register.comparing import Digest
    from danvan_tui.office.register.renewing import Rebuilt

SEALED = ".age"
"""How the name of a register ends that was sealed when it was replaced."""


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

    made = rebuild(office.register_at, office.kept, read=read, unseal=keys.unseal)
    if made.before is None:
        return made
    return made._replace(before=_sealed(office, made.before))


def _sealed(office: Office, before: Path) -> Path:
    """The old register as only the office opens it: what becomes secret later stands in it too."""
    from danvan_tui.exchange.sealing import seal_file  # noqa: PLC0415 - needed for a damaged one
    from danvan_tui.office.register.file import wipe  # noqa: PLC0415 - as above

    sealed = before.with_name(before.name + SEALED)
    try:
        seal_file(before, sealed, office.public.recipients)
    except OSError:  # no room for it: it stays as it is, and is told by its name
        return before
    wipe(before)
    return sealed


class Moved(NamedTuple):
    """What came of moving the register."""

    tables: dict[str, Digest]
    left: str
    """Where the old one still holds everything; empty where nothing is left of it."""


def move_register(office: Office, address: str) -> Moved:
    """Move the register to a database, or with no address back into the office's own file.

    The settings name the new place once both are proved equal; then the own file is emptied, as
    nobody would move apart in it what becomes secret later. Raises RegisterError: the register
    stays where it was. Raises SettingsError: the same move goes on where this one broke off.
    """
    from danvan_tui.office.register.database import Database  # noqa: PLC0415 - opens the database
    from danvan_tui.office.register.errors import RegisterError  # noqa: PLC0415 - as above
    from danvan_tui.office.register.keeping import Keeping  # noqa: PLC0415 - as above
    from danvan_tui.office.register.moving import empty, move  # noqa: PLC0415 - as above

    office.check_begun()
    office.close()
    source, own = Database(office.register_at), Database(office.own_register)
    target = Database(address) if address else own
    is_new = not Keeping(office.kept).files()
    keep = partial(keep_setting, office.root, "register", address)
    with closing(source), closing(target), closing(own):
        if source.engine.url == target.engine.url:
            if source.path is None:
                empty(own)  # where that was broken off
            raise RegisterError(_("The register is at this place already. Nothing was changed."))
        tables = move(source, target, keep, may_make=is_new)
        left = "" if source.path and empty(source) else source.name
    return Moved(tables, left)
