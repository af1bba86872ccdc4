"""`danvan office import` and `undo`: take files into the register, or take an import back."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from danvan_tui.cli.failures import REFUSED, Refusal
from danvan_tui.cli.office import office_of
from danvan_tui.cli.output import agreed, complain, say, say_json, say_wrapped
from danvan_tui.cli.promises import secret_everywhere
from danvan_tui.cli.translated import Command, argument, as_json, option
from danvan_tui.cli.workplace import Workplace, pass_workplace
from danvan_tui.language import N_, _, ngettext
from danvan_tui.wording import words

if TYPE_CHECKING:
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
@argument(
    "paths",
    metavar="[FOLDER|FILE...]",
    type=click.Path(),
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
    paths: tuple[str, ...],
    unsigned: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Preview the import, ask, take it; exit with 1 if something was refused or failed."""
    from danvan_tui.office.receiving.importing import import_files  # noqa: PLC0415
    from danvan_tui.office.receiving.inbox import opened_inbox  # noqa: PLC0415

    with office_of(workplace) as office:
        office.check_begun()
        where = _found(paths) or [opened_inbox(office)]

        def run(*, commit: bool) -> "Report":
            return import_files(
                office, where, commit=commit, unsigned=unsigned, by=workplace.person
            )

        nothing = _nothing_there(where) if paths else _nothing_came(office.inbox)
        code = taken_after_asking(run, nothing, yes=yes, as_json=as_json)
    secret_everywhere(workplace)
    context.exit(code)


@click.command(
    name="undo",
    cls=Command,
    help=N_(
        "Take back the newest import as a whole; the receipts say so. Called again, it takes back "
        "the one before. The files themselves are kept, and what the office recorded itself."
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
    laptops = sorted(taken_back.laptops)
    problems = list(taken_back.problems)
    if as_json:
        say_json({**undone._asdict(), "to_be_answered": laptops, "problems": problems})
        return
    say(
        ngettext(
            "Taken back: {count} file from {source} with {entries} entries.",
            "Taken back: {count} files from {source} with {entries} entries.",
            undone.packages,
        ).format(count=undone.packages, source=undone.source, entries=undone.operations)
    )
    if laptops and not problems:
        say_wrapped(
            ngettext(
                "{count} laptop does not know that yet: its answer waits here. Please bring it to "
                "the stick or share with: danvan office send FOLDER",
                "{count} laptops do not know that yet: their answers wait here. Please bring them "
                "to the stick or share with: danvan office send FOLDER",
                len(laptops),
            ).format(count=len(laptops))
        )
    for problem in problems:
        complain(problem)


def taken_after_asking(
    run: "Callable[..., Report]", nothing: str, *, yes: bool, as_json: bool
) -> int:
    """Preview, ask, take, tell; the exit code. In JSON without --yes there is only the preview.

    ``nothing`` is said where there was no file at all.
    """
    from danvan_tui.cli.office_told import as_record, tell_report  # noqa: PLC0415

    report = run(commit=yes)
    if as_json:
        say_json(as_record(report))
        return _code(report)
    tell_report(report, nothing)
    if all(item.is_known for item in report.items):  # nothing changes here: only the answers go
        if report.items:
            say(_("Everything here was taken before. The answers for the laptops are up to date."))
        return _code(report if yes else _taken(run, report))
    if not yes:
        if not agreed(_question(report), _("Nothing was taken. Add --yes to take it.")):
            raise Refusal(_("Nothing was taken."))
        report = _taken(run, report)
    tell_done(report)
    return _code(report)


def _taken(run: "Callable[..., Report]", preview: "Report") -> "Report":
    """Take what was shown, and say what went wrong by that."""
    report = run(commit=True)
    for problem in report.problems:
        if problem not in preview.problems:
            complain(problem)
    return report


def tell_done(report: "Report") -> None:
    """What was taken and what waits, in one line each."""
    counts = Counter(item.verdict.value for item in report.items)
    taken = counts["new"] + counts["changed"]
    if taken:
        told = ngettext("{count} file was taken.", "{count} files were taken.", taken)
        say(told.format(count=taken))
    elif counts["same"]:
        say(_("Nothing new was in the files: the register had all of it before."))
    else:
        say(_("Nothing was taken."))
    for_its_laptop = sum(item.awaits_confirmation for item in report.items)
    if for_its_laptop:
        say_wrapped(
            ngettext(
                "{count} file waits until its laptop is confirmed; whose fingerprint is to be read "
                "out on the phone says: danvan office laptops",
                "{count} files wait until their laptops are confirmed; whose fingerprints are to "
                "be read out on the phone says: danvan office laptops",
                for_its_laptop,
            ).format(count=for_its_laptop)
        )
    waiting = sum(item.is_held and not item.awaits_confirmation for item in report.items)
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
    return _("There is nothing new to take. Put what cannot be taken into quarantine, and answer?")


def _code(report: "Report") -> int:
    refused = any(item.verdict == "refused" for item in report.items)
    return REFUSED if refused or report.problems else 0


def _found(paths: Sequence[str]) -> list[Path]:
    """The files and folders of these names; raises Refusal for one that is not there."""
    for name in paths:
        if not name.strip() or not Path(name).exists():
            raise Refusal(
                _(
                    "There is no file or folder {name} here. Nothing was taken; please check the "
                    "name, or plug the stick in."
                ).format(name=name or "“”")
            )
    return [Path(name) for name in paths]


def _nothing_there(where: Sequence[Path]) -> str:
    names = ", ".join(map(str, where))
    return _("No file of a laptop was found at {place}. Nothing was taken.").format(place=names)


def _nothing_came(inbox: Path) -> str:
    return _(
        "No file came into the inbox {folder}. What lies elsewhere is taken with: danvan office "
        "import FOLDER"
    ).format(folder=inbox)
