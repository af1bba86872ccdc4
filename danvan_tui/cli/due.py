"""`danvan due`: what the law and the promises ask for next; records what was done about it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import click

from danvan_tui.cli import arguments
from danvan_tui.cli.failures import DISK, REFUSED, Refusal
from danvan_tui.cli.names import beside
from danvan_tui.cli.output import complain, say, say_json, say_wrapped
from danvan_tui.cli.translated import Command, as_json, option
from danvan_tui.cli.workplace import Workplace, pass_workplace
from danvan_tui.language import N_, _, ngettext

if TYPE_CHECKING:
    from danvan_tui.followup.clocks.due import DueItem
    from danvan_tui.followup.clocks.due_list import DueList
    from danvan_tui.followup.extract import Extract
    from danvan_tui.followup.writing import Recorded


@click.command(
    name="due",
    cls=Command,
    help=N_(
        "List what the law and the promises ask for next, and what to do. "
        "With --met record that it was done, like: danvan due --met dialogue_publish DT-2026-003 "
        "--on 22/11/2026 --document 12/TB-UBND"
    ),
)
@option(
    "--all",
    "everything",
    is_flag=True,
    help=N_("Also what was done, and what is overdue for over a year."),
)
@option("--table", "as_table", is_flag=True, help=N_("As a table to paste into a spreadsheet."))
@option(
    "--met",
    "met",
    nargs=2,
    multiple=True,
    type=arguments.text,
    metavar="CLOCK SESSION[/N]",
    help=N_("The duty that was met, by its name and session, N the opinion; may be repeated."),
)
@option("--on", "day", type=arguments.day, help=N_("The day it was done; otherwise today."))
@option("--document", type=arguments.text, default="", help=N_("The number of the document."))
@option("--by", type=arguments.text, default="", help=N_("Who did it."))
@option("--note", type=arguments.text, default="", help=N_("What else is to be known."))
@option("--commune", type=arguments.text, help=N_("What one commune owes, at an office."))
@as_json
@pass_workplace
@click.pass_context
def due(
    context: click.Context,
    workplace: Workplace,
    /,
    everything: bool,
    as_table: bool,
    met: tuple[tuple[str, str], ...],
    day: date | None,
    commune: str | None,
    as_json: bool,
    **said: str,  # document, by and note, as a duty keeps them
) -> None:
    """List what is due, or record some of it as done."""
    if not met and (day or any(said.values())):
        raise click.UsageError(_("Please say with --met what was done."))
    if as_json and as_table:
        raise click.UsageError(_("Please choose either --json or --table."))
    if met:
        recorded, items = _recorded(workplace, met, day, said)
        _tell_recorded(recorded, items, as_json=as_json)
        if recorded.problems:
            context.exit(DISK if recorded.is_disk_at_fault else REFUSED)
        return
    listed = _listed(workplace, commune, everything=everything)
    _tell(listed, as_json=as_json, as_table=as_table)


def _listed(workplace: Workplace, commune: str | None, *, everything: bool) -> DueList:
    from danvan_tui.cli.communes import commune_of  # noqa: PLC0415
    from danvan_tui.cli.promises import known_promises  # noqa: PLC0415 - not for a usage error
    from danvan_tui.followup.clocks.due_list import due_list  # noqa: PLC0415
    from danvan_tui.ledger.operation import wall_clock  # noqa: PLC0415

    follow_up = None if workplace.is_untouched else known_promises(workplace)
    known = follow_up.sessions() if follow_up else []
    promises = follow_up.promises if follow_up else []
    if commune is not None:
        name = commune_of(known, commune)
        known = [one for one in known if one.commune == name]
        promises = [one for one in promises if one.commune == name]
    return due_list(
        known,
        promises,
        workplace.catalogues.deadlines.choices,
        workplace.calendar,
        workplace.shelf.today() if follow_up else wall_clock().date(),
        workplace.settings,
        everything=everything,
    )


def _recorded(
    workplace: Workplace, met: Iterable[tuple[str, str]], day: date | None, said: dict[str, str]
) -> tuple[Recorded, list[DueItem]]:
    from danvan_tui.cli.promises import known_promises  # noqa: PLC0415
    from danvan_tui.followup.clocks.duties import Done, record_duties  # noqa: PLC0415

    follow_up = known_promises(workplace)
    items = [_named(workplace, follow_up.sessions(), *one) for one in met]
    today = workplace.shelf.today()
    done = Done(on=(day or today).isoformat(), **said)
    recorded = record_duties(workplace.shelf, items, done, workplace.person, today=today)
    follow_up.bring_up_to_date()
    return recorded, items


def _named(workplace: Workplace, extracts: Iterable[Extract], clock: str, name: str) -> DueItem:
    """The duty of a clock in a session, or to an opinion of it; raises Refusal, LedgerError."""
    known = workplace.catalogues.deadlines
    if clock not in known:
        running = ", ".join(one.id for one in known.choices if one.owed)
        raise Refusal(
            _("No duty is called {clock}. Please choose one of: {clocks}.").format(
                clock=clock, clocks=running
            )
        )
    session, slash, number = name.rpartition("/")
    folder = workplace.shelf.find(session if slash else name).name
    found = _owed_by(workplace, list(extracts), clock, folder, number if slash else "")
    if len(found) == 1 and not found[0].met_on:
        return found[0]
    if len(found) > 1:
        said = _("{name} owes this to several opinions. Please say which: {name}/N.")
    elif found:
        said = _("{name} was recorded as done before. Nothing was recorded.")
    else:
        said = _("{name} does not owe this. '{command}' shows what each session owes.")
    raise Refusal(said.format(name=name, command=beside("due --all")))


def _owed_by(
    workplace: Workplace, extracts: list[Extract], clock: str, folder: str, number: str
) -> list[DueItem]:
    from danvan_tui.followup.clocks.due import DutyState  # noqa: PLC0415
    from danvan_tui.followup.clocks.reckoning import due_items  # noqa: PLC0415

    here = next((one for one in extracts if one.folder == folder), None)
    items = due_items(
        [one for one in extracts if here and one.commune == here.commune],
        workplace.catalogues.deadlines.choices,
        workplace.calendar,
        workplace.shelf.today(),
        workplace.settings,
        everything=True,
    )
    mine = [one for one in items if one.clock.id == clock]
    if here is None:
        return []
    if any(one.month for one in mine):
        return [one for one in mine if one.month == here.date[:7]]
    numbers = {issue.id: str(issue.number) for issue in here.issues}
    in_it = [one for one in mine if one.folder == folder]
    if number:
        return [one for one in in_it if numbers.get(one.issue) == number]
    return [one for one in in_it if one.state is not DutyState.MET] or in_it[:1]


def _tell(listed: DueList, *, as_json: bool, as_table: bool) -> None:
    from danvan_tui.cli.due_shown import (  # noqa: PLC0415
        advice,
        as_document,
        lines,
        rows,
        warnings,
    )
    from danvan_tui.cli.tables import table  # noqa: PLC0415

    if as_json:
        say_json(as_document(listed))
        return
    for sentence in warnings(listed):
        complain(sentence)
    if as_table:
        say(table(rows(listed)))
        return
    say("\n".join(lines(listed)))
    say("\n" + _("What to do:") if listed.items else "")
    for paragraph in advice(listed):
        say_wrapped(paragraph, indent=2)


def _tell_recorded(recorded: Recorded, items: list[DueItem], *, as_json: bool) -> None:
    for notice in recorded.notices:
        complain(notice)
    done = [item for item in items if item.key in recorded.subjects]
    if as_json:
        say_json(
            {
                "operations": [
                    {"folder": folder, "operation": operation}
                    for folder, operation in recorded.operations
                ],
                "met": [{"clock": item.clock.id, "session": item.code} for item in done],
                "problems": list(recorded.problems),
            }
        )
    for problem in recorded.problems:
        complain(problem)
    if done and not as_json:
        say(
            ngettext(
                "{count} duty recorded as done.", "{count} duties recorded as done.", len(done)
            ).format(count=len(done))
        )
