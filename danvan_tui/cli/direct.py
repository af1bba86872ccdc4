"""`danvan` and `danvan open ID` straight to the screens, which open sooner without click."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

GLOBAL: Final = ("--data", "--lang")
"""The options that may stand anywhere on the line."""
INTERRUPTED: Final = 130


def screens(arguments: Sequence[str]) -> int | None:
    """The exit code once somebody has left the screens; None where they did not open.

    Whatever is not plain, or goes wrong before, is for the whole command to read, and to tell.
    """
    options, rest = hoisted(arguments)
    given = dict(zip(options[::2], options[1::2], strict=False))
    opens = rest[:1] == ["open"] and len(rest) == 2
    is_plain = given.keys() <= set(GLOBAL) and len(given) * 2 == len(options)
    if not is_plain or (rest and not opens):
        return None
    try:
        return _opened(given, rest[1] if opens else None)
    except KeyboardInterrupt:
        return INTERRUPTED


def hoisted(arguments: Iterable[str]) -> tuple[list[str], list[str]]:
    """The global options, wherever they stand before ``--``, and everything else."""
    hoisted: list[str] = []
    rest: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--":
            return hoisted, [*rest, argument, *waiting]
        if argument in GLOBAL:
            hoisted += [argument, *[value for value in [next(waiting, None)] if value is not None]]
        elif argument.startswith(tuple(f"{name}=" for name in GLOBAL)):
            hoisted.append(argument)
        else:
            rest.append(argument)
    return hoisted, rest


def _opened(given: dict[str, str], session: str | None) -> int | None:
    from msgspec.structs import replace  # noqa: PLC0415 - nothing is imported that is not needed

    from danvan_tui import language  # noqa: PLC0415
    from danvan_tui.ledger.errors import LedgerError  # noqa: PLC0415
    from danvan_tui.ledger.shelf import is_shelf  # noqa: PLC0415
    from danvan_tui.model.catalogue import CatalogueError  # noqa: PLC0415
    from danvan_tui.model.folders import MissingDataError, data_folder  # noqa: PLC0415
    from danvan_tui.model.settings import SettingsError, read_settings  # noqa: PLC0415
    from danvan_tui.tui import run  # noqa: PLC0415

    root = data_folder(given.get("--data"))
    try:
        settings = read_settings(root)
        chosen = given.get("--lang", settings.language)
        if chosen not in language.LANGUAGES or (session and not is_shelf(root)):
            return None
        language.choose(chosen)
        return run(root, replace(settings, language=chosen), session)
    except (OSError, LedgerError, CatalogueError, MissingDataError, SettingsError):
        return None
