"""Commands whose help is translated when it is shown, so that importing them speaks no language."""

import copy
from collections.abc import Callable
from typing import Any, TypeVar

import click

from danvan_tui.language import N_, _

_Function = TypeVar("_Function", bound=Callable[..., Any] | click.Command)


class Option(click.Option):
    """An option with a translated help text."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The line of this option in the help."""
        shown = copy.copy(self)
        shown.help = _(self.help) if self.help else self.help
        return click.Option.get_help_record(shown, ctx)


class Command(click.Command):
    """A command with a translated help text."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        shown = copy.copy(self)
        shown.help = _(self.help) if self.help else self.help
        click.Command.format_help_text(shown, ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """One line for the list of commands."""
        del limit
        return _(self.help).partition("\n")[0] if self.help else ""


def option(*names: str, **settings: Any) -> Callable[[_Function], _Function]:  # noqa: ANN401
    """``click.option`` with a translated help text."""
    return click.option(*names, cls=Option, **settings)


as_json = option("--json", "as_json", is_flag=True, help=N_("Answer in JSON."))
"""The option of every command that lists or acknowledges something."""
