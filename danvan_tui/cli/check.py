"""`danvan check`: the health of a data folder, read without changing anything."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import click

from danvan_tui.cli.failures import REFUSED, DiskRefusal
from danvan_tui.cli.output import say, say_json
from danvan_tui.cli.translated import N_, Command, as_json
from danvan_tui.cli.workplace import Workplace, pass_workplace
from danvan_tui.language import _
from danvan_tui.ledger.closing import seal_holds
from danvan_tui.ledger.errors import LedgerError
from danvan_tui.ledger.opening import journals_of, open_notebook
from danvan_tui.model.catalogue import CatalogueError
from danvan_tui.model.rules import EDITABLE
from danvan_tui.model.settings import SettingsError

_LITTLE_SPACE = 50 * 1024 * 1024
_MIB = 1024 * 1024


class _Finding(NamedTuple):
    """One thing that was looked at."""

    name: str
    fine: bool
    told: str


@click.command(
    name="check",
    cls=Command,
    help=N_("Check the data folder: sessions, seals, settings, lists, free space."),
)
@as_json
@pass_workplace
@click.pass_context
def check(context: click.Context, workplace: Workplace, as_json: bool) -> None:
    """Look at everything and say each finding; exit with 1 if anything is wrong."""
    if not workplace.root.is_dir():
        raise DiskRefusal(_("There is no data folder {folder}.").format(folder=workplace.root))
    findings = [*_folder(workplace), *_sessions(workplace)]
    wrong = sum(not finding.fine for finding in findings)
    if as_json:
        say_json({"fine": not wrong, "findings": [finding._asdict() for finding in findings]})
    else:
        for finding in findings:
            say(f"{'✓' if finding.fine else '✗'} {finding.name}: {finding.told}")
        say(_("Everything is in order.") if not wrong else _("Something is wrong, see ✗ above."))
    if wrong:
        context.exit(REFUSED)


def _folder(workplace: Workplace) -> Iterator[_Finding]:
    shelf = workplace.shelf  # refuses a folder that cannot be used or has a newer format
    yield _Finding(_("data folder"), True, str(shelf.root))
    yield _readable(_("settings"), lambda: workplace.settings)
    yield _readable(_("lists of choices"), lambda: workplace.catalogues)
    free = shutil.disk_usage(shelf.root).free
    told = _("{count} MiB").format(count=free // _MIB)
    yield _Finding(_("free space"), free >= _LITTLE_SPACE, told)


def _readable(name: str, read: Callable[[], object]) -> _Finding:
    try:
        read()
    except (SettingsError, CatalogueError) as error:
        return _Finding(name, False, str(error))
    return _Finding(name, True, _("readable"))


def _sessions(workplace: Workplace) -> Iterator[_Finding]:
    for shelved in sorted(workplace.shelf.sessions(), key=lambda entry: entry.folder.name):
        yield _session(shelved.folder)


def _session(folder: Path) -> _Finding:
    try:
        notebook = open_notebook(folder, write=False)
    except LedgerError as error:
        return _Finding(folder.name, False, str(error))
    session = notebook.state.session
    wrong = list(notebook.notices)
    if session.state not in EDITABLE and not seal_holds(notebook.state):
        wrong.append(
            _("The minutes are not the ones that were agreed and sealed; they were changed since.")
        )
    if wrong:
        return _Finding(session.code, False, " ".join(wrong))
    journals = journals_of(folder)
    told = _("{entries} entries in {bytes} bytes of journal").format(
        entries=len(notebook.state.fold.operations),
        bytes=sum(path.stat().st_size for path in journals),
    )
    return _Finding(session.code, True, told)
