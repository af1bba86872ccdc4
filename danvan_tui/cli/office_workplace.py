"""What the commands of an office work on: the sessions of its register instead of a shelf's."""

from functools import cached_property
from typing import TYPE_CHECKING

from danvan_tui.cli.failures import Refusal
from danvan_tui.cli.workplace import Workplace
from danvan_tui.language import _
from danvan_tui.model.person import who_writes

if TYPE_CHECKING:
    from danvan_tui.ledger.sessions import Sessions
    from danvan_tui.ledger.shelf import Shelf
    from danvan_tui.model.settings import Settings
    from danvan_tui.office.office import Office


class OfficeWorkplace(Workplace):
    """The data folder of an office; its register is opened when it is asked for."""

    def __init__(self, of: Workplace) -> None:
        super().__init__(str(of.root))

    @cached_property
    def office(self) -> "Office":
        """The office of the data folder; raises SettingsError."""
        from danvan_tui.office.office import Office  # noqa: PLC0415 - not for every command

        return Office(self.root, self.settings)

    @property
    def person(self) -> str:
        """Who stands beside an entry in the history; nobody knows an office by its computer."""
        return who_writes(self.settings, self.office.name)

    @property
    def is_untouched(self) -> bool:
        """Never: a folder that is no office says so."""
        return False

    @property
    def nothing_yet(self) -> str:
        """What is said where the register is empty, with what fills it."""
        return _("The register holds no session yet. Take files with: danvan office import FOLDER")

    @cached_property
    def shelf(self) -> "Sessions":
        """The sessions of the register; raises OfficeError, RegisterError."""
        from danvan_tui.office.shelf import RegisterShelf  # noqa: PLC0415 - as above

        self.office.register  # noqa: B018 - says what is wrong with it in its own words
        return RegisterShelf(self.office)

    @cached_property
    def shelf_made_if_missing(self) -> "Shelf":
        """Refuse: what comes in files goes into the register, with a receipt."""
        raise Refusal(
            _(
                "The office takes files into its register with: danvan office import FILE. "
                "Nothing was changed; after that, please name both sessions here."
            )
        )

    def show_screens(self, settings: "Settings", session: str | None = None) -> int:
        """Open the screens on the register; the exit code of the app."""
        from danvan_tui.tui import run_office  # noqa: PLC0415 - only here Textual is imported

        return run_office(self.office, settings, session)

    def close(self) -> None:
        """Close the register where it was opened."""
        if "office" in self.__dict__:
            self.office.close()
