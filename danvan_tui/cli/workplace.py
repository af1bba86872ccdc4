"""What every command works on: the data folder with its settings, lists and sessions."""

import contextlib
import os
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from danvan_tui.cli.failures import DiskRefusal
from danvan_tui.cli.output import complain
from danvan_tui.language import _
from danvan_tui.model.folders import ENVIRONMENT_VARIABLE, data_folder, said_with
from danvan_tui.model.person import who_writes

if TYPE_CHECKING:
    from danvan_tui.ledger.notebook import Notebook
    from danvan_tui.ledger.sessions import Sessions
    from danvan_tui.ledger.shelf import Shelf
    from danvan_tui.model.catalogue import Catalogues
    from danvan_tui.model.settings import Settings
    from danvan_tui.vietnamese.workdays import Calendar


_CONTENTS = ("sessions", "danvan.json", "settings.toml", "catalogues")


class Workplace:
    """The data folder that was chosen; nothing is read before a command asks for it."""

    def __init__(self, data: str | None) -> None:
        self.root: Path = data_folder(data)
        self._chosen = bool(data or os.environ.get(ENVIRONMENT_VARIABLE))

    @cached_property
    def settings(self) -> "Settings":
        """The settings of the commune; raises SettingsError."""
        from danvan_tui.model.settings import read_settings  # noqa: PLC0415

        return read_settings(self.root)

    @property
    def is_untouched(self) -> bool:
        """Whether nobody chose a folder and that of this user does not exist yet."""
        return not self._chosen and not self.root.exists()

    @property
    def nothing_yet(self) -> str:
        """What is said where there is no session, with what brings the first."""
        return _("There is no session yet. Begin one with: danvan new")

    @cached_property
    def shelf(self) -> "Sessions":
        """All sessions of a folder that is there; raises LedgerError, DiskRefusal."""
        if self._is_only_office:
            raise DiskRefusal(self._told_at_the_office())
        if not any((self.root / name).exists() for name in _CONTENTS):
            raise DiskRefusal(
                _(
                    "There is no data folder {folder}. Nothing was changed; please check what "
                    "--data or DANVAN_DATA says, or begin there with: danvan new"
                ).format(folder=self.root)
            )
        return self.shelf_made_if_missing

    @property
    def _is_only_office(self) -> bool:
        has_sessions = any((self.root / "sessions").glob("*"))
        return (self.root / "office" / "office.key").exists() and not has_sessions

    def _told_at_the_office(self) -> str:
        """That this is an office, and which of its commands was meant."""
        from danvan_tui.cli.office import office  # noqa: PLC0415 - only where it is told

        name = click.get_current_context().info_name or ""
        if name in office.commands_at:
            said = _(
                "{folder} is the folder of an office, and holds no session of a laptop. Nothing "
                "was changed; over the register of the office this is: {command}"
            )
        else:
            name = "list"
            said = _(
                "{folder} is the folder of an office, and holds no session of a laptop. Nothing "
                "was changed; what is in its register is listed by: {command}"
            )
        command = said_with(f"danvan office {name}", self.root)
        return said.format(folder=self.root, command=command)

    @cached_property
    def shelf_made_if_missing(self) -> "Shelf":
        """All sessions, in a folder that is made if need be; raises LedgerError."""
        from danvan_tui.ledger.shelf import Shelf  # noqa: PLC0415

        return Shelf(self.root)

    @cached_property
    def catalogues(self) -> "Catalogues":
        """The lists with the commune's changes; raises CatalogueError."""
        from danvan_tui.model.catalogue import load_catalogues  # noqa: PLC0415
        from danvan_tui.model.folders import shipped_data  # noqa: PLC0415

        return load_catalogues(shipped_data(), self.root)

    @cached_property
    def calendar(self) -> "Calendar":
        """The working days with the commune's changes; raises CatalogueError."""
        from danvan_tui.capture.context import calendar_of  # noqa: PLC0415

        return calendar_of(self.catalogues)

    @property
    def person(self) -> str:
        """Who stands beside an entry in the history."""
        return who_writes(self.settings)

    def reading(self, session: str) -> "Notebook":
        """A session to look at, once what was found damaged was told; raises LedgerError."""
        notebook = self.shelf.open(session, write=False)
        _tell_notices(notebook)
        return notebook

    @contextlib.contextmanager
    def writing(self, session: str) -> "Iterator[Notebook]":
        """A session whose minutes may be written, put away afterwards; raises LedgerError."""
        from danvan_tui.ledger.errors import ClosedError, MinutesElsewhereError  # noqa: PLC0415
        from danvan_tui.model.rules import EDITABLE  # noqa: PLC0415

        with self.correcting(session) as notebook:
            if notebook.state.session.state not in EDITABLE:
                raise ClosedError
            if not notebook.are_minutes_open:
                raise MinutesElsewhereError
            yield notebook

    @contextlib.contextmanager
    def correcting(self, session: str) -> "Iterator[Notebook]":
        """A session that may be written in, closed or not; raises LedgerError."""
        from danvan_tui.ledger.errors import (  # noqa: PLC0415
            NotWritableError,
            ReadOnlyError,
            SaveError,
        )

        notebook = self.shelf.open(session, person=self.person)
        try:
            _tell_notices(notebook)
            if notebook.read_only and not notebook.writer:
                raise NotWritableError(notebook.folder)
            if notebook.read_only:
                raise ReadOnlyError(notebook.writer)
            yield notebook
        finally:
            try:
                notebook.close()
            except SaveError as error:  # what was acknowledged stands in the journal
                cause = error.cause.strerror or type(error.cause).__name__
                complain(
                    _(
                        "Everything that was acknowledged is saved, but the file {name} could not "
                        "be renewed: {cause}. Please free some room or reconnect the drive."
                    ).format(name="session.json", cause=cause)
                )

    def show_screens(self, settings: "Settings", session: str | None = None) -> int:
        """Open the screens on the data folder; the exit code of the app."""
        from danvan_tui.tui import run  # noqa: PLC0415 - only here Textual is imported

        return run(self.root, settings, session)

    def language_of_settings(self) -> str | None:
        """The language of the settings, None while they cannot be read."""
        from danvan_tui.model.settings import SettingsError  # noqa: PLC0415

        try:
            return self.settings.language
        except SettingsError:
            return None  # the command that needs them says what is wrong


def _tell_notices(notebook: "Notebook") -> None:
    for notice in notebook.notices:
        complain(notice)


pass_workplace = click.make_pass_decorator(Workplace)
