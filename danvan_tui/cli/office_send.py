"""`danvan office sync` and `send`: fetch from a target and answer there, or only answer."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from danvan_tui.cli import arguments
from danvan_tui.cli.failures import REFUSED, Refusal
from danvan_tui.cli.office import office_of
from danvan_tui.cli.office_import import taken_after_asking, without_asking
from danvan_tui.cli.output import complain, say, say_json
from danvan_tui.cli.promises import secret_everywhere
from danvan_tui.cli.translated import Command, argument, as_json
from danvan_tui.cli.workplace import Workplace, pass_workplace
from danvan_tui.language import N_, _, ngettext

if TYPE_CHECKING:
    from danvan_tui.exchange.targets.target import Target
    from danvan_tui.office.receiving.report import Report


@click.command(
    name="sync",
    cls=Command,
    help=N_(
        "Fetch what laptops put to a target of the settings (or a folder), take it after a "
        "preview, and put the receipts there."
    ),
)
@argument("target", metavar="TARGET", type=arguments.text, required=False)
@without_asking
@as_json
@pass_workplace
@click.pass_context
def sync(
    context: click.Context, workplace: Workplace, target: str | None, yes: bool, as_json: bool
) -> None:
    """Fetch once, then preview, ask and take what was fetched."""
    from danvan_tui.office.receiving.fetching import (  # noqa: PLC0415
        fetch,
        fetching_folder,
        take_fetched,
    )

    with office_of(workplace) as office:
        office.check_begun()
        if target is None:
            raise click.UsageError(_where_from(workplace))
        place = opened_target(workplace, target)
        nothing = _(
            "No new file of a laptop was found at {place}. Only answers for the laptops are put "
            "there."
        )
        try:
            with fetching_folder(office) as folder:
                fetched = fetch(office, place, folder)

                def run(*, commit: bool) -> "Report":
                    return take_fetched(office, place, fetched, commit=commit, by=workplace.person)

                code = taken_after_asking(
                    run, nothing.format(place=target), yes=yes, as_json=as_json
                )
        finally:
            place.close()
    secret_everywhere(workplace)
    context.exit(code)


@click.command(
    name="send",
    cls=Command,
    help=N_(
        "Write the newest receipts and follow-ups, and put them to a target of the settings or a "
        "folder; without one, only say where they lie."
    ),
)
@argument("target", metavar="[TARGET]", type=arguments.text, required=False)
@as_json
@pass_workplace
@click.pass_context
def send(context: click.Context, workplace: Workplace, target: str | None, as_json: bool) -> None:
    """Bring all replies up to date and carry them; exit with 1 if some could not be written."""
    from danvan_tui.office.replying import outbox  # noqa: PLC0415
    from danvan_tui.office.replying.answering import deliver, renewed  # noqa: PLC0415

    with office_of(workplace) as office:
        problems = renewed(office)
        laptops = outbox.laptops(office)
        if target is not None:
            place = opened_target(workplace, target)
            try:
                deliver(office, place)
            finally:
                place.close()
    where = str(office.outbox) if target is None else target
    if as_json:
        say_json({"where": where, "laptops": laptops, "problems": problems})
        context.exit(REFUSED if problems else 0)
    if laptops:
        _tell_answers(len(laptops), where)
    elif not problems:
        say(_("No laptop has sent anything yet, so there is nobody to answer."))
    for problem in problems:
        complain(problem)
    context.exit(REFUSED if problems else 0)


def _tell_answers(count: int, where: str) -> None:
    say(
        ngettext(
            "The answers to {count} laptop stand in {place}.",
            "The answers to {count} laptops stand in {place}.",
            count,
        ).format(count=count, place=where)
    )


def _where_from(workplace: Workplace) -> str:
    names = ", ".join(workplace.settings.targets)
    if not names:
        return _(
            "Please say from where: a folder, a USB stick for instance. settings.toml names no "
            "target yet."
        )
    return _("Please say from where: {names}, or a folder.").format(names=names)


def opened_target(workplace: Workplace, name: str) -> "Target":
    """The target of this name in the settings, else the folder of this name; raises Refusal."""
    from danvan_tui.exchange.targets.opening import open_target  # noqa: PLC0415

    setting = workplace.settings.targets.get(name)
    if setting is not None:
        return open_target(name, setting)
    if not name.strip() or not Path(name).is_dir():
        known = ", ".join(workplace.settings.targets) or _("none")
        raise Refusal(
            _(
                "“{name}” is neither a target in the settings (there: {known}) nor a folder. "
                "Nothing was fetched or sent; please check the name, or plug the stick in."
            ).format(name=name, known=known)
        )
    return open_target(name, str(Path(name).resolve()))
