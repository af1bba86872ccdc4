"""`danvan office import` and `undo`: take files into the register, or take an import back."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from danvan_tui.cli.failures import REFUSED, Refusal
from danvan_tui.cli.office import office_of
from danvan_tui.cli.output import agreed, complain, say, say_json
from danvan_tui.cli.translated import Command, as_json, option
from danvan_tui.cli.workplace import Workplace, pass_workplace
from danvan_tui.language import N_, _, ngettext
from danvan_tui.wording import words

if TYPE_CHECKING:
    from danvan_tui.office.office import Office
    from danvan_tui.office.receiving.report import Report

without_asking = option("--yes", is_flag=True, help=N_("Do it without asking."))
"""The option of every command of the office that asks before it changes anything."""


@click.command(
    name="import",
    cls=Command,
    help=N_(
        "Take what laptops sent: files, or folders with such files, a USB stick for instance; "
        "without any, what came into the inbox. "
        "Shows first what is new, changed or refused, and takes it whole or not at all. What "
        "cannot be taken waits in quarantine."
    ),
)
@click.argument(
    "paths",
    metavar="[FOLDER|FILE...]",
    type=click.Path(path_type=Path),
    nargs=-1,
)
@option(
    "--unsigned",
    is_flag=True,
    help=N_("Also take, knowingly, plain exports that nobody signed."),
)
@without_asking
@as_json
@pass_workplace
@click.pass_context
def import_(
    context: click.Context,
    workplace: Workplace,
    paths: tuple[Path, ...],
    unsigned: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Preview the import, ask, take it; exit with 1 if a file was refused."""
    from danvan_tui.office.receiving.importing import import_files  # noqa: PLC0415

    _check_there(paths)
    with office_of(workplace) as office:
        where = paths or (_inbox(office),)

        def run(*, commit: bool) -> "Report":
            return import_files(
                office, where, commit=commit, unsigned=unsigned, by=workplace.person
            )

        context.exit(taken_after_asking(run, yes=yes, as_json=as_json))


@click.command(
    name="undo",
    cls=Command,
    help=N_(
        "Take back the newest import as a whole; the receipts say so. Called again, it takes back "
        "the one before. The files themselves are kept."
    ),
)
@without_asking
@as_json
@pass_workplace
def undo(workplace: Workplace, yes: bool, as_json: bool) -> None:
    """Say which import it is, ask, take it back."""
    from danvan_tui.office.receiving import undoing  # noqa: PLC0415

    with office_of(workplace) as office:
        newest = next((one for one in office.register.imports() if not one.is_undone), None)
        if newest is not None and not yes:
            question = _("Take back the import of {at} from {source}, {count} files?").format(
                at=words.moment(newest.at), source=newest.source, count=newest.packages
            )
            if not agreed(question, _("Nothing was taken back. Add --yes to take it back.")):
                raise Refusal(_("Nothing was taken back."))
        taken_back = undoing.undo(office, by=workplace.person)
    undone = taken_back.undone
    if as_json:
        say_json({**undone._asdict(), "problems": list(taken_back.problems)})
        return
    say(
        ngettext(
            "Taken back: {count} file from {source} with {entries} entries.",
            "Taken back: {count} files from {source} with {entries} entries.",
            undone.packages,
        ).format(count=undone.packages, source=undone.source, entries=undone.operations)
    )
    for problem in taken_back.problems:
        complain(problem)


def taken_after_asking(run: "Callable[..., Report]", *, yes: bool, as_json: bool) -> int:
    """Preview, ask, take, tell; the exit code. In JSON without --yes there is only the preview."""
    from danvan_tui.cli.office_told import as_record, tell_report  # noqa: PLC0415

    report = run(commit=yes)
    if as_json:
        say_json(as_record(report))
        return _code(report)
    tell_report(report)
    if not yes:
        if not report.items:
            return _code(report)
        if not agreed(_question(report), _("Nothing was taken. Add --yes to take it.")):
            raise Refusal(_("Nothing was taken."))
        report = run(commit=True)
        for problem in report.problems:
            complain(problem)
    tell_done(report)
    return _code(report)


def tell_done(report: "Report") -> None:
    """What was taken and what waits, in one line each."""
    taken = sum(item.verdict != "refused" for item in report.items)
    if taken:
        told = ngettext("{count} file was taken.", "{count} files were taken.", taken)
        say(told.format(count=taken))
    else:
        say(_("Nothing was taken."))
    waiting = sum(item.is_held for item in report.items)
    if waiting:
        say(
            ngettext(
                "{count} file waits in quarantine: danvan office quarantine",
                "{count} files wait in quarantine: danvan office quarantine",
                waiting,
            ).format(count=waiting)
        )


def _question(report: "Report") -> str:
    if report.brings_anything:
        return _("Take this into the register?")
    return _("There is nothing new to take. Set aside what was refused, and answer?")


def _code(report: "Report") -> int:
    refused = any(item.verdict == "refused" for item in report.items)
    return REFUSED if refused else 0


def _inbox(office: "Office") -> Path:
    """The inbox, made where an office has none yet; raises OfficeError where there is no office."""
    office.check_begun()
    office.inbox.mkdir(parents=True, exist_ok=True)
    return office.inbox


def _check_there(paths: tuple[Path, ...]) -> None:
    for path in paths:
        if not path.exists():
            raise Refusal(
                _("There is no file or folder {name} here; please check the name.").format(
                    name=path
                )
            )
