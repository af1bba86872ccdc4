"""What a command says: clean text for people, JSON for programs, a question on a terminal."""

import shutil
import sys
import textwrap

import click

from danvan_tui.cli.failures import Refusal, reader_left, unwritten
from danvan_tui.cli.plain import plain, shortened
from danvan_tui.language import _

_WIDEST = 100


def say(text: str = "") -> None:
    """Print lines for people, without anything a terminal would obey, and flush them."""
    _print(plain(text))


def complain(text: str) -> None:
    """Print a line on standard error."""
    _print(shortened(text), err=True)


def say_json(value: object) -> None:
    """Print one JSON document on one line."""
    import json  # noqa: PLC0415 - the screens start without it

    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    _print(text.encode("utf-8", "backslashreplace").decode())  # bytes of a path: escapes in JSON


def say_wrapped(text: str, indent: int = 0) -> None:
    """Print text wrapped to the terminal, each of its lines on its own."""
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    margin = " " * indent
    for line in plain(text).split("\n"):
        wrapped = textwrap.wrap(
            line,
            width,
            initial_indent=margin,
            subsequent_indent=margin,
            break_on_hyphens=False,
            break_long_words=False,  # a path or a fingerprint is copied in one piece
        )
        _print("\n".join(wrapped))


def agreed(question: str, otherwise: str) -> bool:
    """Ask a person at a terminal; where nobody can answer, refuse with what to do ``otherwise``."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise Refusal(otherwise)
    asked = question + " " + _("[y/n]")
    answer = click.prompt(asked, default="", show_default=False, prompt_suffix=" ")
    return str(answer).strip().casefold() in {"y", "yes", "c", "co", "có"}


def _print(text: str, *, err: bool = False) -> None:
    try:
        click.echo(text, err=err)
    except OSError as error:
        if reader_left(error):
            raise
        raise unwritten(error) from error
