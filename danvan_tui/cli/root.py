"""The root command: global options, and the commands that are imported when they are called."""

import gettext
import itertools
import os
from pathlib import Path
from typing import Any

import click

from danvan_tui import __version__, language
from danvan_tui.cli import direct
from danvan_tui.cli.failures import foreseen, reader_left, refusal
from danvan_tui.cli.lazy import LazyGroup
from danvan_tui.cli.output import say
from danvan_tui.cli.translated import option
from danvan_tui.cli.workplace import Workplace
from danvan_tui.language import N_

_COMMANDS = {
    "open": "screens:open_session",
    "new": "sessions:new",
    "list": "sessions:list_sessions",
    "show": "show:show",
    "add": "add:add",
    "roster": "roster:roster",
    "close": "close:close",
    "export": "export:export",
    "verify": "export:verify",
    "due": "due:due",
    "history": "history:history",
    "commitments": "commitments:commitments",
    "review": "review:review",
    "figures": "figures:figures",
    "sync": "sync:sync",
    "merge": "merge:merge",
    "conflicts": "conflicts:conflicts_of",
    "office": "office:office",
    "check": "check:check",
    "help-capture": "grammar:help_capture",
    "demo": "screens:demo",
}
_LOCALE = Path(language.__file__).with_name("locale")


class _Root(LazyGroup):
    """The group of all commands; its own options may stand anywhere on the line."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take global options from anywhere, and choose the language before anything is said."""
        hoisted, rest = direct.hoisted(args)
        _choose_language(hoisted)
        return super().parse_args(ctx, [*hoisted, *rest])

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's signature
        """Run the command; a failure that was foreseen becomes one sentence."""
        try:
            return super().invoke(ctx)
        except foreseen() as error:
            if reader_left(error):
                raise
            raise refusal(error) from error


@click.group(
    name="danvan",
    cls=_Root,
    commands_at=_COMMANDS,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=N_(
        "Take the notes of a village dialogue: who came, what was raised, who promised what by "
        "when. Without a command the screens open.\n\n"
        "Exit codes: 0 fine; 1 something was refused or is wrong with the content; "
        "2 wrong use of the command; 3 the data folder or the disk cannot be used."
    ),
)
@option(
    "--data",
    metavar="DIR",
    help=N_("The data folder; otherwise DANVAN_DATA, otherwise the folder of this user."),
)
@option("--lang", type=click.Choice(language.LANGUAGES), help=N_("The language of the messages."))
@option("--version", is_flag=True, help=N_("Show the version."))
@click.pass_context
def danvan(context: click.Context, data: str | None, lang: str | None, version: bool) -> None:
    """Keep the global options for the command; without one, open the screens."""
    if version:
        say(f"danvan {__version__}")
        context.exit()
    del lang  # chosen before the arguments were read
    context.obj = Workplace(data)
    if context.invoked_subcommand is None:
        from danvan_tui.cli.screens import open_screens  # noqa: PLC0415 - only screens need it

        context.exit(open_screens(context.obj))


def _choose_language(hoisted: list[str]) -> None:
    """The language said, else the one in the settings, else Vietnamese; for click's words too."""
    said = dict(itertools.pairwise(hoisted))
    said |= dict(argument.split("=", 1) for argument in hoisted if "=" in argument)
    chosen = said.get("--lang") or Workplace(said.get("--data")).language_of_settings()
    language.choose(chosen if chosen in language.LANGUAGES else language.DEFAULT_LANGUAGE)
    os.environ["LANGUAGE"] = language.chosen()
    gettext.bindtextdomain("click", str(_LOCALE))
    gettext.textdomain("click")
