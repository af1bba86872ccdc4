"""The one table of what can be done on the screens: its keys, its words, where it can be done.

Nothing is translated here: ``_`` does it when the words are shown.
"""

from typing import Final

from danvan_tui.tui.commands.command import Command
from danvan_tui.tui.commands.everywhere import EVERYWHERE
from danvan_tui.tui.commands.exchange import EXCHANGE
from danvan_tui.tui.commands.follow_up import FOLLOW_UP
from danvan_tui.tui.commands.home import HOME
from danvan_tui.tui.commands.meeting import MEETING
from danvan_tui.tui.commands.steps import STEPS

__all__ = ["COMMANDS", "Command", "commands_at"]

COMMANDS: Final = (*HOME, *EXCHANGE, *MEETING, *STEPS, *FOLLOW_UP, *EVERYWHERE)
"""Every command, in the order in which it is shown."""


def commands_at(place: str, *, is_office: bool = False) -> list[Command]:
    """The commands of one screen and those of all screens, on a laptop or at an office."""
    elsewhere = "laptop" if is_office else "office"
    return [
        command.at_office() if is_office else command
        for command in COMMANDS
        if (not command.places or place in command.places) and command.only != elsewhere
    ]
