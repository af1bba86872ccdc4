"""`danvan office sync` and `send`: fetch from a target and answer there, or only answer."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from danvan_tui.cli import arguments
from danvan_tui.cli.failures import REFUSED, Refusal
from danvan_tui.cli.office import office_of
from danvan_tui.cli.office_import import taken_after_asking, without_asking
from danvan_tui.cli.output import complain, say, say_json
from danvan_tui.cli.translated import Command, as_json
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
@click.argument("target", metavar="TARGET", type=arguments.text)
@without_asking
@as_json
@pass_workplace
@click.pass_context
def sync(
    context: click.Context, workplace: Workplace, target: str, yes: bool, as_json: bool
) -> None:
    """Fetch once, then preview, ask and take what was fetched."""
    from danvan_tui.office.receiving.fetching import (  # noqa: PLC0415
        fetch,
        fetching_folder,
        take_fetched,
    )

    with office_of(workplace) as office:
        place = opened_target(workplace, target)
        try:
            with fetching_folder(office) as folder:
                fetched = fetch(office, place, folder)

                def run(*, commit: bool) -> "Report":
                    return take_fetched(office, place, fetched, commit=commit, by=workplace.person)

                code = taken_after_asking(run, yes=yes, as_json=as_json)
        finally:
            place.close()
    context.exit(code)


@click.command(
    name="send",
    cls=Command,
    help=N_(
        "Write the newest receipts and follow-ups, and put them to a target of the settings or a "
        "folder; without one, only say where they lie."
    ),
)
@click.argument("target", metavar="[TARGET]", type=arguments.text, required=False)
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
    say(
        ngettext(
            "The answers to {count} laptop stand in {place}.",
            "The answers to {count} laptops stand in {place}.",
            len(laptops),
        ).format(count=len(laptops), place=where)
    )
    for problem in problems:
        complain(problem)
    context.exit(REFUSED if problems else 0)


def opened_target(workplace: Workplace, name: str) -> "Target":
    """The target of this name in the settings, else the folder of this name; raises Refusal."""
    from danvan_tui.exchange.targets.opening import open_target  # noqa: PLC0415

    setting = workplace.settings.targets.get(name)
    if setting is not None:
        return open_target(name, setting)
    if not Path(name).is_dir():
        raise Refusal(
            _(
                "“{name}” is neither a target in the settings nor a folder. Nothing was sent; "
                "please check the name."
            ).format(name=name)
        )
    return open_target(name, name)
