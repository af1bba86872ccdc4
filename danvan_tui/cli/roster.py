"""`danvan roster`: a list of people from a village, previewed before it is taken over."""

from pathlib import Path

import click

from danvan_tui.cli import arguments
from danvan_tui.cli.failures import Refusal
from danvan_tui.cli.output import agreed, say, say_json
from danvan_tui.cli.translated import Command, argument, as_json, option
from danvan_tui.cli.workplace import Workplace, pass_workplace
from danvan_tui.exchange.roster import Planned, RosterPlan, plan_roster, read_roster
from danvan_tui.language import N_, _, ngettext
from danvan_tui.model.records import Table
from danvan_tui.wording.fields import form_fields


@click.command(
    name="roster",
    cls=Command,
    help=N_(
        "Take over a list of people (.csv or .xlsx). Shows first who would be added, who is "
        "completed, and who is doubtful and left out."
    ),
)
@argument("session", metavar="ID", type=arguments.text)
@argument("file", metavar="FILE", type=click.Path(path_type=Path))
@option("--yes", is_flag=True, help=N_("Take it over without asking."))
@as_json
@pass_workplace
def roster(workplace: Workplace, session: str, file: Path, yes: bool, as_json: bool) -> None:
    """Show what the list would change, and take it over once somebody agreed."""
    with workplace.writing(session) as notebook:
        rows = read_roster(file, roles=workplace.catalogues.roles)
        plan = plan_roster(rows, notebook.state.attendance())
        edits = plan.edits(notebook)
        if not as_json:
            labels = {
                field.name: field.plain
                for field in form_fields(Table.ATTENDANCE, workplace.catalogues)
            }
            _preview(plan, labels)
        if edits and not (yes or _agreed()):
            raise Refusal(_("Nothing was taken over."))
        if edits:
            notebook.record(edits)
    if as_json:
        say_json(_as_record(plan))
    elif edits:
        say(
            ngettext(
                "{count} person was added or completed.",
                "{count} people were added or completed.",
                len(edits),
            ).format(count=len(edits))
        )
    else:
        say(_("The list brings nothing new; nothing was changed."))


def _agreed() -> bool:
    return agreed(
        _("Take this list over?"), _("Nothing was taken over. Add --yes to take this list over.")
    )


def _preview(plan: RosterPlan, labels: dict[str, str]) -> None:
    say(
        _(
            "To be added: {added} · completed: {merged} · unchanged: {same} · "
            "doubtful, left out: {doubtful}"
        ).format(
            added=len(plan.added),
            merged=len(plan.merged),
            same=len(plan.unchanged),
            doubtful=len(plan.doubtful),
        )
    )
    for planned in plan.added:
        say(f"  + {_person(planned)}")
    for planned in plan.merged:
        gained = ", ".join(labels.get(name, name) for name in planned.fields)
        say(f"  = {_person(planned)}: {gained}")
    for planned in plan.doubtful:
        say(f"  ? {planned.reason}")


def _person(planned: Planned) -> str:
    row = planned.row
    year = str(row.birth_year) if row.birth_year else ""
    return ", ".join(filter(None, (row.name, row.position, row.village, year)))


def _as_record(plan: RosterPlan) -> dict[str, object]:
    return {
        "added": [planned.fields for planned in plan.added],
        "completed": [
            {"name": planned.row.name, "gains": planned.fields} for planned in plan.merged
        ],
        "unchanged": len(plan.unchanged),
        "doubtful": [
            {"line": planned.row.line, "reason": planned.reason} for planned in plan.doubtful
        ],
    }
