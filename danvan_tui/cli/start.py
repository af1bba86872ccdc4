"""Runs any command: an exit code at the end, and one sentence where something went wrong."""

import contextlib
import io

import click

from danvan_tui.cli.direct import INTERRUPTED
from danvan_tui.cli.failures import REFUSED, reader_left, unwritten
from danvan_tui.cli.plain import shortened
from danvan_tui.cli.root import danvan


def exit_code(arguments: list[str]) -> int:
    """Run the command line; gives the code to leave with."""
    try:
        code = danvan.main(arguments, prog_name="danvan", standalone_mode=False)
    except click.ClickException as error:
        return _told(error)
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except OSError as error:
        return REFUSED if reader_left(error) else _told(unwritten(error))
    return code if isinstance(code, int) else 0


def _told(error: click.ClickException) -> int:
    told = io.StringIO()
    error.show(told)
    with contextlib.suppress(OSError):  # the exit code still tells
        click.echo(shortened(told.getvalue()), err=True, nl=False)
    return error.exit_code
