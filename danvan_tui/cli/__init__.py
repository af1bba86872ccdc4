"""The `danvan` command: each command imports only the room it needs."""

import io
import sys

from danvan_tui.cli import direct


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with its exit code; streams are UTF-8."""
    _speak_utf8()
    given = sys.argv[1:] if arguments is None else arguments
    code = direct.screens(given)
    if code is None:
        from danvan_tui.cli.start import exit_code  # noqa: PLC0415 - the screens open without click

        code = exit_code(given)
    sys.exit(code)


def _speak_utf8() -> None:
    """UTF-8 whatever the locale or code page says; Windows consoles take it as well."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
