"""`danvan`, `danvan open` and `danvan demo`: the commands that open the screens."""

import shutil
import tempfile
from pathlib import Path

import click
from msgspec.structs import replace

from danvan_tui import language
from danvan_tui.cli import arguments
from danvan_tui.cli.output import say, say_json
from danvan_tui.cli.translated import Command, argument, as_json, option
from danvan_tui.cli.workplace import Workplace, pass_workplace
from danvan_tui.language import N_
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.folders import shipped_data
from danvan_tui.model.settings import Settings

_SAMPLE = Path("samples", "demo")


def open_screens(workplace: Workplace, session: str | None = None) -> int:
    """Open the screens in the language chosen for this command; the exit code of the app."""
    return workplace.show_screens(_in_this_language(workplace.settings), session)


@click.command(name="open", cls=Command, help=N_("Open a session on the screens."))
@argument("session", metavar="ID", type=arguments.text)
@pass_workplace
@click.pass_context
def open_session(context: click.Context, workplace: Workplace, session: str) -> None:
    """Find the session first, so that a wrong name is told before the screen changes."""
    found = workplace.shelf.find(session)
    context.exit(open_screens(workplace, found.name))


@click.command(
    name="demo",
    cls=Command,
    help=N_("Try the program on a ready session, in a folder that is thrown away afterwards."),
)
@option("--no-screen", is_flag=True, help=N_("Only make the folder, keep it, and say where."))
@as_json
@click.pass_context
def demo(context: click.Context, no_screen: bool, as_json: bool) -> None:
    """Copy the sample into a folder of its own and open it; nothing of the user is touched."""
    root = Path(tempfile.mkdtemp(prefix="danvan-demo-"))
    _copy(shipped_data() / _SAMPLE, root)
    session = _newest_session(root)
    if as_json:
        say_json({"folder": str(root), "code": session})
    elif no_screen:
        say(str(root))
    if as_json or no_screen:
        return
    try:
        code = Workplace(str(root)).show_screens(_in_this_language(Settings()), session)
    finally:
        shutil.rmtree(root, ignore_errors=True)
    context.exit(code)


def _in_this_language(settings: Settings) -> Settings:
    return replace(settings, language=language.chosen())


def _copy(source: Path, target: Path) -> None:
    """Copy the contents only: the installed folder may be write-protected, the copy must not be."""
    for path in sorted(source.rglob("*")):
        copy = target / path.relative_to(source)
        if path.is_dir():
            copy.mkdir(exist_ok=True)
        else:
            shutil.copyfile(path, copy)


def _newest_session(root: Path) -> str:
    summaries = [shelved.summary for shelved in Shelf(root).sessions()]
    return next(summary.code for summary in summaries if summary)
