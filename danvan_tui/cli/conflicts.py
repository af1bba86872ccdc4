"""`danvan conflicts`: what two people wrote without knowing each other, and choosing one of it."""

from typing import Any

import click

from danvan_tui.cli import arguments
from danvan_tui.cli.failures import Refusal
from danvan_tui.cli.output import complain, say, say_json, say_wrapped
from danvan_tui.cli.promises import secret_everywhere
from danvan_tui.cli.translated import Command, argument, as_json, option
from danvan_tui.cli.workplace import Workplace, pass_workplace
from danvan_tui.language import N_, _, ngettext
from danvan_tui.ledger.conflicts import Choice, conflicts, prepare_choice, written_by
from danvan_tui.ledger.errors import LedgerError
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.state import State
from danvan_tui.wording.conflicts import Conflicts


@click.command(
    name="conflicts",
    cls=Command,
    help=N_(
        "List what two people wrote without knowing each other, of one session or of all; "
        "with two numbers choose: danvan conflicts DT-2026-003 1 2 takes the second value of the "
        "first. All values stay in the history."
    ),
)
@argument("session", metavar="[ID]", required=False, type=arguments.text)
@argument("number", metavar="[NUMBER]", required=False, type=click.IntRange(min=1))
@argument("value", metavar="[VALUE]", required=False, type=click.IntRange(min=1))
@option(
    "--of",
    "person",
    type=arguments.text,
    metavar="PERSON",
    help=N_("Choose at once, wherever there is one, the value that this person wrote."),
)
@option(
    "--reason",
    type=arguments.text,
    default="",
    help=N_("Why; needed for minutes that are closed, where it becomes a numbered correction."),
)
@as_json
@pass_workplace
def conflicts_of(
    workplace: Workplace,
    session: str | None,
    number: int | None,
    value: int | None,
    person: str | None,
    reason: str,
    as_json: bool,
) -> None:
    """List conflicts, or choose."""
    secret_everywhere(workplace)
    if session is None:
        _list_all(workplace, as_json=as_json)
        return
    if number is not None and value is None:
        raise click.UsageError(_("Please write two numbers: which conflict, and which value."))
    if number is not None and person is not None:
        raise click.UsageError(
            _("Please write either which conflict and which value, or --of; not both.")
        )
    if number is None and person is None:
        _list_one(workplace, workplace.reading(session), as_json=as_json)
        return
    with workplace.correcting(session) as notebook:
        found = conflicts(notebook.state)
        if person is not None:
            chosen = _by_person(found, person)
        else:
            chosen = [_numbered(found, number, value)]
        said = Conflicts(notebook.state, workplace.catalogues)
        told = [f"{said.about(one)}: {said.value(one, one.alternatives[at])}" for one, at in chosen]
        notebook.put(prepare_choice(notebook, chosen, reason))  # one entry, taken back at once
        left = conflicts(notebook.state)
    if as_json:
        say_json({"chosen": [one.key for one, _at in chosen], "left": len(left)})
        return
    for line in told:
        say_wrapped(line)
    say(_left(len(left)))


def _numbered(found: list[Choice], number: int | None, value: int | None) -> tuple[Choice, int]:
    if number is None or value is None or number > len(found):
        raise Refusal(
            _("There is no conflict {number} here. Nothing was changed.").format(number=number)
        )
    choice = found[number - 1]
    if value > len(choice.alternatives):
        raise Refusal(
            _("There is no value {number} of that. Nothing was changed.").format(number=value)
        )
    return choice, value - 1


def _by_person(found: list[Choice], person: str) -> list[tuple[Choice, int]]:
    chosen = written_by(found, person)
    if not chosen:
        raise Refusal(
            _("Nothing here waits that {person} wrote. Nothing was changed.").format(person=person)
        )
    return chosen


def _list_one(workplace: Workplace, notebook: Notebook, *, as_json: bool) -> None:
    state = notebook.state
    found = conflicts(state)
    said = Conflicts(state, workplace.catalogues)
    if as_json:
        say_json([_as_record(said, number, choice) for number, choice in enumerate(found, 1)])
        return
    if not found:
        say(_("{code}: nothing waits to be chosen.").format(code=state.session.code))
        return
    for number, choice in enumerate(found, 1):
        say_wrapped(f"{number}. {said.about(choice)}")
        if why := said.why_blind(choice):
            say_wrapped(why, indent=3)
        for place, one in enumerate(choice.alternatives, 1):
            say_wrapped(f"{place}) {said.value(choice, one)}", indent=3)
            say_wrapped(said.who(one), indent=6)
    needs = "" if notebook.are_minutes_open else ' --reason "…"'
    complain(
        _("Choose with: {command} {code} NUMBER VALUE{reason}").format(
            command=click.get_current_context().command_path,
            code=state.session.code,
            reason=needs,
        )
    )


def _as_record(said: Conflicts, number: int, choice: Choice) -> dict[str, Any]:
    return {
        "number": number,
        "key": choice.key,
        "sort": choice.sort.value,
        "about": said.about(choice),
        "protected": choice.is_secret,
        "values": [
            {
                "value": said.value(choice, one),
                "by": one.by,
                "at": one.at,
                "late": one.is_late,
                "operation": one.operation,
            }
            for one in choice.alternatives
        ],
    }


def _list_all(workplace: Workplace, *, as_json: bool) -> None:
    """Every session in which something waits; one that cannot be read is told."""
    counts: list[tuple[str, int]] = []
    for shelved in workplace.shelf.sessions():
        if shelved.conflicts == 0:
            continue
        try:
            state = workplace.shelf.open(shelved.folder.name, write=False).state
        except LedgerError as error:
            complain(f"{shelved.folder.name}: {error}")
            continue
        if found := conflicts(state):
            counts.append((_name(state, shelved.full_name), len(found)))
    if as_json:
        say_json([{"session": name, "conflicts": count} for name, count in counts])
        return
    for name, count in counts:
        say(f"{name}: {_left(count)}")
    if not counts:
        say(_("Nothing waits to be chosen in any session."))


def _name(state: State, full_name: str) -> str:
    return f"{state.session.code} ({full_name})" if state.session.code else full_name


def _left(count: int) -> str:
    if not count:
        return _("Nothing waits to be chosen any more.")
    return ngettext(
        "{count} conflict waits to be chosen.", "{count} conflicts wait to be chosen.", count
    ).format(count=count)
