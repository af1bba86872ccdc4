"""`danvan check`: the health of a data folder, read without changing anything."""

import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import NamedTuple

import click

from danvan_tui.cli.failures import REFUSED
from danvan_tui.cli.output import say, say_json
from danvan_tui.cli.translated import Command, as_json
from danvan_tui.cli.workplace import Workplace, pass_workplace
from danvan_tui.language import N_, _, ngettext
from danvan_tui.ledger.closing import seal_holds
from danvan_tui.ledger.errors import LedgerError
from danvan_tui.ledger.finding import DAMAGED
from danvan_tui.ledger.notebook import Notebook
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
    remark: bool = False
    """Not wrong, but to be read."""


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
    findings = [*_folder(workplace), *_sessions(workplace)]
    wrong = sum(not finding.fine for finding in findings)
    if as_json:
        say_json({"fine": not wrong, "findings": [finding._asdict() for finding in findings]})
    else:
        for finding in findings:
            say(f"{_mark(finding)} {finding.name}: {finding.told}")
        say(_("Something is wrong, see ✗ above.") if wrong else _("Everything is in order."))
    if wrong:
        context.exit(REFUSED)


def _mark(finding: _Finding) -> str:
    if not finding.fine:
        return "✗"
    return "!" if finding.remark else "✓"


def _folder(workplace: Workplace) -> Iterator[_Finding]:
    shelf = workplace.shelf  # refuses a folder that cannot be used or has a newer format
    yield _Finding(_("data folder"), True, str(shelf.root))
    yield _readable(_("settings"), lambda: workplace.settings)
    yield _readable(_("lists of choices"), lambda: workplace.catalogues)
    free = shutil.disk_usage(shelf.root).free
    told = _("{count} MiB").format(count=free // _MIB)
    yield _Finding(_("free space"), free >= _LITTLE_SPACE, told)
    if not os.access(shelf.root, os.W_OK):
        yield _remark(_("data folder"), _("cannot be written; sessions can only be read here"))


def _readable(name: str, read: Callable[[], object]) -> _Finding:
    try:
        read()
    except (SettingsError, CatalogueError) as error:
        return _Finding(name, False, str(error))
    return _Finding(name, True, _("readable"))


def _sessions(workplace: Workplace) -> Iterator[_Finding]:
    holding: dict[str, list[str]] = defaultdict(list)
    for shelved in sorted(workplace.shelf.sessions(), key=lambda entry: entry.folder.name):
        folder = shelved.folder
        try:
            notebook = open_notebook(folder, write=False)
        except LedgerError as error:
            yield _Finding(folder.name, False, str(error))
        else:
            holding[notebook.state.session.id].append(folder.name)
            yield _session(notebook)
        if (folder / DAMAGED).is_dir():
            told = _("damaged files are kept in {folder}").format(folder=folder / DAMAGED)
            yield _remark(folder.name, told)
    for names in holding.values():
        if len(names) > 1:
            told = _("hold the same session; please move all but one out of the data folder")
            yield _Finding(", ".join(names), False, told)


def _remark(name: str, told: str) -> _Finding:
    return _Finding(name, True, told, remark=True)


def _session(notebook: Notebook) -> _Finding:
    session = notebook.state.session
    wrong = list(notebook.notices)
    if session.state not in EDITABLE and not seal_holds(notebook.state):
        wrong.append(
            _("The minutes are not the ones that were agreed and sealed; they were changed since.")
        )
    if wrong:
        return _Finding(session.code, False, " ".join(wrong))
    entries = len(notebook.state.fold.operations)
    told = ngettext(
        "{entries} entry in {bytes} bytes of journal",
        "{entries} entries in {bytes} bytes of journal",
        entries,
    ).format(
        entries=entries, bytes=sum(path.stat().st_size for path in journals_of(notebook.folder))
    )
    return _Finding(session.code, True, told)
