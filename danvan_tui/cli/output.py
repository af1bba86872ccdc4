"""What a command says: clean text for people, JSON for programs, a question on a terminal."""

import shutil
import sys
import textwrap

import click
import msgspec

from danvan_tui.cli.failures import Refusal
from danvan_tui.language import _
from danvan_tui.vietnamese.clean import clean_lines

_WIDEST = 100


def say(text: str = "") -> None:
    """Print lines for people, without anything a terminal would obey, and flush them."""
    click.echo(clean_lines(text))


def complain(text: str) -> None:
    """Print a line on standard error."""
    click.echo(clean_lines(text), err=True)


def say_json(value: object) -> None:
    """Print one JSON document on one line."""
    click.echo(msgspec.json.encode(value).decode())


def say_wrapped(text: str, indent: int = 0) -> None:
    """Print text wrapped to the terminal, each of its lines on its own."""
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    margin = " " * indent
    for line in clean_lines(text).split("\n"):
        wrapped = textwrap.wrap(
            line, width, initial_indent=margin, subsequent_indent=margin, break_on_hyphens=False
        )
        click.echo("\n".join(wrapped))


def agreed(question: str, otherwise: str) -> bool:
    """Ask a person at a terminal; where nobody can answer, refuse with what to do ``otherwise``."""
    if not sys.stdin.isatty():
        raise Refusal(otherwise)
    answer = click.prompt(
        f"{question} {_('[y/n]')}", default="", show_default=False, prompt_suffix=" "
    )
    return str(answer).strip().casefold() in {"y", "yes", "c", "co", "có"}
