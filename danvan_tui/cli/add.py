"""`danvan add`: lines of the capture grammar, each acknowledged once it is on the disk."""

import sys
from collections.abc import Iterable, Iterator
from datetime import date

import click

from danvan_tui.capture.context import Context
from danvan_tui.capture.reading import What
from danvan_tui.capture.recording import Recorded, record_line
from danvan_tui.cli import arguments
from danvan_tui.cli.failures import REFUSED, DiskRefusal
from danvan_tui.cli.output import complain, say, say_json
from danvan_tui.cli.translated import Command, argument, as_json
from danvan_tui.cli.workplace import Workplace, pass_workplace
from danvan_tui.language import N_, _
from danvan_tui.ledger.errors import InvalidChangeError, SaveError
from danvan_tui.ledger.notebook import Notebook


class _LinesCommand(Command):
    """Takes lines that begin with a minus (somebody left) as lines, not as options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep -h for help, where every other word with one minus is a line."""
        return super().parse_args(ctx, ["--help" if word == "-h" else word for word in args])


@click.command(
    name="add",
    cls=_LinesCommand,
    context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]},
    help=N_(
        "Record lines as they are typed on the capture screen, from the command line or, without "
        "any, from standard input (UTF-8, one entry a line). See danvan help-capture."
    ),
)
@argument("session", metavar="ID", type=arguments.text)
@argument("lines", metavar="[LINE]...", nargs=-1)
@as_json
@pass_workplace
@click.pass_context
def add(
    context: click.Context,
    workplace: Workplace,
    session: str,
    lines: tuple[str, ...],
    as_json: bool,
) -> None:
    """Record line after line; a line that cannot be recorded does not stop the others."""
    if not lines and sys.stdin is None:
        raise click.UsageError(
            _("There is no standard input; please add the lines to the command.")
        )
    with workplace.writing(session) as notebook:
        source = _given(lines) if lines else _piped()
        all_fine = _record(notebook, workplace, source, as_json=as_json)
    if not all_fine:
        context.exit(REFUSED)


def _record(
    notebook: Notebook, workplace: Workplace, lines: Iterable[str | None], *, as_json: bool
) -> bool:
    """Record the lines one by one; False where one was refused."""
    all_fine = True
    context = Context.of(notebook.state, workplace.catalogues, workplace.calendar, date.today())
    for number, line in enumerate(lines, 1):
        try:
            recorded = _recorded(notebook, context, line)
        except InvalidChangeError as error:
            problem = str(error)
        except SaveError as error:
            told = _("Line {number}: {problem}").format(number=number, problem=error)
            raise DiskRefusal(told) from error
        else:
            problem = recorded.reading.problem
            if not problem:
                _acknowledge(number, recorded, as_json=as_json)
        if problem:
            all_fine = False
            complain(_("Line {number}: {problem}").format(number=number, problem=problem))
        context = context.refreshed(notebook.state)
    return all_fine


def _recorded(notebook: Notebook, context: Context, line: str | None) -> Recorded:
    if line is None:
        raise InvalidChangeError(_("This line is not UTF-8. Nothing was recorded."))
    return record_line(notebook, context, line)


def _acknowledge(number: int, recorded: Recorded, *, as_json: bool) -> None:
    """Say what was recorded, and what to look at twice; an empty line needs no answer."""
    if recorded.reading.what is What.EMPTY:
        return
    if as_json:
        say_json(
            {
                "line": number,
                "recorded": recorded.operation is not None,
                "what": recorded.reading.what.value,
                "number": recorded.number,
                "message": recorded.message,
            }
        )
        return
    doubts = "; ".join(chip.text for chip in recorded.reading.chips if not chip.clear)
    say(f"{number}. {recorded.message}" + (f" ({doubts})" if doubts else ""))


def _given(lines: Iterable[str]) -> Iterator[str | None]:
    for line in lines:
        try:
            yield arguments.text(line)
        except click.BadParameter:
            yield None


def _piped() -> Iterator[str | None]:
    """The lines of standard input; None for one that is not UTF-8."""
    for line in sys.stdin.buffer:
        try:
            yield line.decode("utf-8").rstrip("\r\n")
        except UnicodeDecodeError:
            yield None
