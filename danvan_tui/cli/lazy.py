"""A group of commands each of which is imported only when it is called."""

import importlib
from typing import Any

import click

from danvan_tui.cli.translated import Command


class LazyGroup(Command, click.Group):
    """Commands by name, each named by the module in `cli` and the function that hold it."""

    def __init__(self, *args: Any, commands_at: dict[str, str], **settings: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **settings)
        self.commands_at = commands_at

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in the order they are used."""
        del ctx
        return list(self.commands_at)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the one command that was called."""
        del ctx
        if cmd_name not in self.commands_at:
            return None
        module, _colon, name = self.commands_at[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(f"danvan_tui.cli.{module}"), name)
        return command
