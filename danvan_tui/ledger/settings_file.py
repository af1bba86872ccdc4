"""Changing one value of ``settings.toml`` for the person, and nothing else in it."""

from __future__ import annotations

import json
import re
import stat
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

from danvan_tui.language import _
from danvan_tui.ledger import disk
from danvan_tui.model.plain_file import read_plain_file
from danvan_tui.model.settings import FILE, SettingsError, read_settings

Name = Literal["theme", "typing", "person", "register"]
_MARK: Final = "\ufeff"  # some editors begin a file with it


def keep_setting(root: Path, name: Name, value: str) -> None:
    """Write one value into the settings of a data folder; comments and the rest stay as they are.

    Raises SettingsError, and then the file is as it was.
    """
    path = (root / FILE).resolve()
    read_settings(root)
    try:
        existing = path.exists()
        source = read_plain_file(path).decode("utf-8") if existing else ""
        bare = source.removeprefix(_MARK)
        changed = source[: len(source) - len(bare)] + with_value(bare, name, value)
        mode = stat.S_IMODE(path.stat().st_mode) if existing else None
        disk.write_whole(path, changed.encode("utf-8"))
        if mode is not None:
            path.chmod(mode)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else ""
        raise SettingsError(
            path,
            1,
            _("The settings cannot be written ({reason}).").format(reason=reason or _("its form")),
            _("Please write this line into it yourself: {line}").format(line=_line(name, value)),
        ) from error


def with_value(source: str, name: Name, value: str) -> str:
    """The text of a settings file with one value set; raises ValueError where it cannot be."""
    wanted = tomllib.loads(source) | {name: value}
    for changed in _candidates(source, name, value):
        if _holds(changed, wanted):
            return changed
    raise ValueError(name)


def _holds(source: str, wanted: dict[str, object]) -> bool:
    try:
        return tomllib.loads(source) == wanted
    except ValueError:
        return False


def _candidates(source: str, name: Name, value: str) -> Iterator[str]:
    """Texts that may be meant: what looks like a line or a table may be words in a long text."""
    line = re.compile(
        rf"""^([ \t]*["']?{name}["']?[ \t]*=[ \t]*)("(?:[^"\\\n]|\\.)*"|'[^'\n]*')""", re.MULTILINE
    )
    for found in line.finditer(source):
        yield source[: found.start(2)] + _quoted(value) + source[found.end(2) :]
    yield _added(source, name, value)
    yield _line(name, value) + "\n" + source


def _added(source: str, name: Name, value: str) -> str:
    """The text with a new line behind the last value that stands before the first table."""
    end = "\r\n" if "\r\n" in source else "\n"
    table = re.search(r"^[ \t]*\[", source, re.MULTILINE)
    before = source[: table.start()] if table else source
    # What is written directly above a table belongs to it.
    above = re.search(r"(?:^[ \t]*(?:#[^\n]*)?\n)*\Z", before, re.MULTILINE) if table else None
    at = above.start() if above else len(before)
    lead = end if at and source[at - 1] != "\n" else ""
    return source[:at] + lead + _line(name, value) + end + source[at:]


def _line(name: Name, value: str) -> str:
    return f"{name} = {_quoted(value)}"


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
