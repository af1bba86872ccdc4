"""Commands whose help is translated when it is shown, so that importing them speaks no language."""

import copy
import re
from collections.abc import Callable
from typing import Any, TypeVar

import click

from danvan_tui.language import N_, _

_Function = TypeVar("_Function", bound=Callable[..., Any] | click.Command)
_STANDS_FOR = frozenset(
    {
        N_("ARGS"),
        N_("CLOCK"),
        N_("CODE"),
        N_("COMMAND"),
        N_("DATE"),
        N_("DIR"),
        N_("FIGURE"),
        N_("FILE"),
        N_("FINGERPRINT"),
        N_("FOLDER"),
        N_("ID"),
        N_("INTEGER"),
        N_("LINE"),
        N_("NAME"),
        N_("NUMBER"),
        N_("OPTIONS"),
        N_("OURS"),
        N_("PATH"),
        N_("PERSON"),
        N_("RANGE"),
        N_("REASON"),
        N_("SESSION"),
        N_("TARGET"),
        N_("TEXT"),
        N_("THEIRS"),
        N_("VALUE"),
    }
)
"""What stands in a usage line for what a person types."""


def _in_words(usage: str) -> str:
    """A piece of a usage line, with what it stands for in the language that is spoken."""
    return re.sub(
        "[A-Z]{2,}", lambda found: _(found[0]) if found[0] in _STANDS_FOR else found[0], usage
    )


class Option(click.Option):
    """An option with a translated help text."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The line of this option in the help."""
        shown = copy.copy(self)
        shown.help = _(self.help) if self.help else self.help
        return click.Option.get_help_record(shown, ctx)

    def make_metavar(self, ctx: click.Context) -> str:
        """What stands for its value in the help."""
        return _in_words(super().make_metavar(ctx))


class Argument(click.Argument):
    """An argument that is called in the language that is spoken, in errors too."""

    def make_metavar(self, ctx: click.Context) -> str:
        """What stands for it."""
        return _in_words(super().make_metavar(ctx))


class Command(click.Command):
    """A command with a translated help text."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        shown = copy.copy(self)
        shown.help = _(self.help) if self.help else self.help
        click.Command.format_help_text(shown, ctx, formatter)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What may follow the name of the command."""
        return [_in_words(piece) for piece in super().collect_usage_pieces(ctx)]

    def get_short_help_str(self, limit: int = 45) -> str:
        """One line for the list of commands."""
        del limit
        return _(self.help).partition("\n")[0] if self.help else ""


def option(*names: str, **settings: Any) -> Callable[[_Function], _Function]:  # noqa: ANN401
    """``click.option`` with a translated help text."""
    return click.option(*names, cls=Option, **settings)


def argument(name: str, **settings: Any) -> Callable[[_Function], _Function]:  # noqa: ANN401
    """``click.argument`` with a translated name."""
    return click.argument(name, cls=Argument, **settings)


as_json = option("--json", "as_json", is_flag=True, help=N_("Answer in JSON."))
"""The option of every command that lists or acknowledges something."""
