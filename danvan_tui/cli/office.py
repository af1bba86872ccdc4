"""`danvan office`: the group of what the office does with the files of many laptops."""

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from danvan_tui.cli.lazy import LazyGroup
from danvan_tui.cli.office_workplace import OfficeWorkplace
from danvan_tui.cli.workplace import Workplace, pass_workplace
from danvan_tui.language import N_

if TYPE_CHECKING:
    from danvan_tui.office.office import Office

_COMMANDS = {
    "init": "office_keys:init",
    "key": "office_keys:key",
    "recover": "office_keys:recover",
    "import": "office_import:import_",
    "undo": "office_import:undo",
    "quarantine": "office_quarantine:quarantine",
    "laptops": "office_laptops:laptops",
    "missing": "office_laptops:missing",
    "sync": "office_send:sync",
    "send": "office_send:send",
    "open": "screens:open_session",
    "list": "sessions:list_sessions",
    "show": "show:show",
    "history": "history:history",
    "commitments": "commitments:commitments",
    "review": "review:review",
    "due": "due:due",
    "figures": "figures:figures",
    "conflicts": "conflicts:conflicts_of",
    "merge": "merge:merge",
    "export": "export:export",
    "rebuild": "office_register:rebuild",
    "move": "office_register:move",
}
"""The commands of the office, in the order they are used."""


@click.group(
    name="office",
    cls=LazyGroup,
    commands_at=_COMMANDS,
    invoke_without_command=True,
    help=N_(
        "The office: take the files of many laptops into one register, and answer them. "
        "Without a command the office's screens open."
    ),
)
@pass_workplace
@click.pass_context
def office(context: click.Context, workplace: Workplace) -> None:
    """Let the commands work on the register; without one, open the office's screens."""
    context.obj = at_office = OfficeWorkplace(workplace)
    context.call_on_close(at_office.close)
    if context.invoked_subcommand is None:
        from danvan_tui.cli.screens import open_screens  # noqa: PLC0415 - only screens need it

        context.exit(open_screens(at_office))


@contextlib.contextmanager
def office_of(workplace: Workplace) -> "Iterator[Office]":
    """The office of the data folder, its register closed again afterwards."""
    from danvan_tui.office.office import Office  # noqa: PLC0415 - no other command needs it

    opened = Office(workplace.root, workplace.settings)
    try:
        yield opened
    finally:
        opened.close()
