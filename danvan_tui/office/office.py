"""The office: its keys, its register and its folders, all in `office` of the data folder."""

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from danvan_tui.exchange.failing import TroubleError
from danvan_tui.exchange.office_keys import KEY_FILE, PUBLIC_FILE
from danvan_tui.language import _
from danvan_tui.ledger.derived import follow_up_file, forget
from danvan_tui.ledger.operation import Clock, wall_clock
from danvan_tui.model.folders import said_with
from danvan_tui.model.settings import Settings
from danvan_tui.office.errors import OfficeError

if TYPE_CHECKING:
    from danvan_tui.exchange.keys import Keys, PublicKeys
    from danvan_tui.office.register.register import Register

REGISTER_FILE: Final = "register.sqlite"


class Office:
    """One office; nothing is read or opened before it is asked for."""

    def __init__(self, root: Path, settings: Settings, *, clock: Clock = wall_clock) -> None:
        self.root = root
        self.settings = settings
        self.clock = clock
        self.folder = root / "office"
        self.kept = self.folder / "kept"
        self.quarantine = self.folder / "quarantine"
        self.outbox = self.folder / "outbox"

    @property
    def inbox(self) -> Path:
        """The folder that is watched for files."""
        return self.root / (self.settings.inbox or Path("office", "inbox"))

    @property
    def is_begun(self) -> bool:
        """Whether this data folder has the keys of an office."""
        return (self.folder / KEY_FILE).exists()

    def check_begun(self) -> None:
        """Raise OfficeError where this data folder has no keys of an office."""
        if not self.is_begun and (self.folder / PUBLIC_FILE).exists():
            raise OfficeError(
                _(
                    "The key of this office is not here, only its file for the laptops. Nothing "
                    "was changed; please make the key again from the page in the safe with: "
                    "danvan office recover FILE"
                )
            )
        if not self.is_begun:
            raise OfficeError(
                _(
                    "This data folder is not an office yet: it has no keys. Nothing was changed; "
                    "please begin with: {command}"
                ).format(command=said_with("danvan office init", self.root))
            )

    @cached_property
    def keys(self) -> "Keys":
        """The secret keys; raises OfficeError, KeysError, OSError."""
        from danvan_tui.exchange.keys import read_keys  # noqa: PLC0415 - not for every command

        self.check_begun()
        return read_keys(self.folder / KEY_FILE)

    @property
    def name(self) -> str:
        """What it is called; empty where its keys cannot be read, which others complain of."""
        try:
            return self.public.name
        except (OfficeError, TroubleError, OSError):
            return ""

    @cached_property
    def public(self) -> "PublicKeys":
        """What laptops know of this office: its name, its keys and the one in its safe."""
        return self.keys.public(self.settings.office_name)

    @property
    def register_at(self) -> str | Path:
        """The file or the address of the register."""
        return self.settings.register or self.own_register

    @property
    def own_register(self) -> Path:
        """The file that is the register where no other is set."""
        return self.folder / REGISTER_FILE

    @cached_property
    def register(self) -> "Register":
        """The register, opened; raises RegisterError."""
        from danvan_tui.exchange.keys import seal_for  # noqa: PLC0415 - as above
        from danvan_tui.office.register.register import open_register  # noqa: PLC0415 - sqlalchemy

        return open_register(
            self.register_at,
            self.kept,
            clock=self.clock,
            seal=partial(seal_for, self.public),
            forget=partial(forget, follow_up_file(self.folder)),
        )

    def close(self) -> None:
        """Close the register where it was opened."""
        opened = self.__dict__.pop("register", None)
        if opened is not None:
            opened.close()
