"""Starts the command: streams in UTF-8, messages in one language, an exit code at the end."""

import contextlib
import io
import sys

import click

from danvan_tui.cli.failures import REFUSED, reader_left, unwritten
from danvan_tui.cli.plain import shortened
from danvan_tui.cli.root import danvan

INTERRUPTED = 130


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    _speak_utf8()
    sys.exit(_exit_code(arguments))


def _exit_code(arguments: list[str] | None) -> int:
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


def _speak_utf8() -> None:
    """UTF-8 whatever the locale or code page says; Windows consoles take it as well."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
