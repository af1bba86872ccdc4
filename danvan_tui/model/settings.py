"""The settings of one commune, written by hand in ``settings.toml`` of its data folder."""

import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from danvan_tui.language import _
from danvan_tui.model.plain_file import read_plain_file
from danvan_tui.model.target_setting import TargetSetting, expected_target, find_trouble, shown

FILE = "settings.toml"
LONGEST = 200
"""How many letters a text of the settings may have."""
_Text = Annotated[str, msgspec.Meta(max_length=LONGEST)]


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What stays the same from session to session; everything may be left out."""

    language: Literal["vi", "en"] = "vi"
    person: _Text = ""
    """Who writes: stands beside every entry in the history."""
    commune: _Text = ""
    parent_body: _Text = ""
    place: _Text = ""
    chair: _Text = ""
    """The head of the commune (chủ tịch UBND), whose days of receiving citizens are counted."""
    party_head: _Text = ""
    """The head of the Party committee (bí thư), whose days are counted by another rule."""
    theme: _Text = ""
    """The name of a set of colours."""
    typing: Literal["", "telex", "vni"] | None = None
    """How Vietnamese is typed where the computer has no input method; usually not at all.

    None where nobody has tried yet whether typing works on this computer.
    """
    keys: dict[str, _Text] = {}
    """Other keys for commands, by the names of these; what can be used is for the screens to say.
    """
    targets: dict[str, TargetSetting] = {}
    """Where files are carried to, by the names people give to these places."""
    office_name: _Text = ""
    """What the office calls itself on its receipts."""
    register: Annotated[str, msgspec.Meta(max_length=500, pattern="^(|postgresql://.+)$")] = ""
    """The office's database; empty for the one in its own folder."""
    inbox: _Text = ""
    """The folder in which the office waits for files; empty for the one in its own folder."""


class SettingsError(Exception):
    """The settings cannot be used: where, what is wrong and what to do about it."""

    def __init__(self, path: Path, line: int, problem: str, remedy: str) -> None:
        super().__init__(path, line, problem, remedy)
        self.path = path
        self.line = line
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        return _("{file}, line {line}: {problem} Nothing was changed. {remedy}").format(
            file=self.path, line=self.line, problem=self.problem, remedy=self.remedy
        )


def read_settings(root: Path) -> Settings:
    """The settings of a data folder, all as they come where it has none; raises SettingsError."""
    path = root / FILE
    try:
        data = read_plain_file(path)
    except (FileNotFoundError, NotADirectoryError):
        return Settings()
    except OSError as error:
        raise SettingsError(
            path,
            1,
            _("The settings cannot be read ({reason}).").format(reason=error.strerror),
            _("Please check that it is a file and that you may open it."),
        ) from error
    source = _decoded(path, data)
    return _typed(path, source, _parsed(path, source))


def _decoded(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SettingsError(
            path,
            data.count(b"\n", 0, error.start) + 1,
            _("The file is not stored as UTF-8."),
            _("Please open it in the editor it was made with and save it with encoding UTF-8."),
        ) from error


def _parsed(path: Path, source: str) -> dict[str, Any]:
    try:
        return tomllib.loads(source)
    except (ValueError, RecursionError) as error:
        at = re.search(r"\(at line (\d+)", str(error))
        raise SettingsError(
            path,
            int(at[1]) if at else source.rstrip().count("\n") + 1,
            _("The line does not follow the rules of a settings file."),
            _('Please write every setting on a line of its own, like person = "Lê Thu Hiền".'),
        ) from error


def _typed(path: Path, source: str, values: dict[str, Any]) -> Settings:
    fields = {field.name: field for field in msgspec.structs.fields(Settings)}
    for key, value in values.items():
        if key not in fields:
            raise SettingsError(
                path,
                _line_of(source, key),
                _("“{key}” is not a setting.").format(key=shown(key)),
                _("Please use only: {keys}.").format(keys=", ".join(fields)),
            )
        if key == "targets":
            values[key] = _targets(path, source, value)
        try:
            msgspec.convert(values[key], fields[key].type)
        except msgspec.ValidationError as error:
            raise SettingsError(
                path,
                _line_of(source, key),
                _("The value of “{key}” cannot be used.").format(key=key),
                _("Please write {expected}.").format(expected=_expected(key)),
            ) from error
    return msgspec.convert(values, Settings)


def _targets(path: Path, source: str, value: object) -> object:
    """The targets, those written as one text filled up; raises SettingsError."""
    if not isinstance(value, dict):
        return value
    tables = {name: {"url": one} if isinstance(one, str) else one for name, one in value.items()}
    for name, table in tables.items():
        trouble = find_trouble(name, table)
        if trouble is not None:
            line = _line_of_path(source, ("targets", *trouble.where))
            raise SettingsError(path, line, trouble.problem, trouble.remedy)
    return tables


def _expected(key: str) -> str:
    match key:
        case "language":
            return _('"vi" or "en"')
        case "typing":
            return _('"telex" or "vni", or leave the line out')
        case "keys":
            return _('[keys] on a line, and below it lines like finish = "f7"')
        case "targets":
            return expected_target()
        case "register":
            return _('an address like "postgresql://user:password@server/database"')
        case _:
            return _("a text of at most 200 letters in double quotes")


def _line_of(source: str, key: str) -> int:
    named = re.compile(rf"[\s\[\"']*{re.escape(key)}\b")
    return next((n for n, line in enumerate(source.split("\n"), 1) if named.match(line)), 1)


def _line_of_path(source: str, path: tuple[str, ...]) -> int:
    """The line of a key in a table, found from the outermost name inwards."""
    lines = source.split("\n")
    at = 0
    for name in path:
        named = re.compile(rf"(?<![\w-]){re.escape(name)}[\"']?\s*[=\].]")
        at = next((n for n in range(at, len(lines)) if _names(named, lines[n])), at)
    return at + 1


def _names(named: re.Pattern[str], line: str) -> bool:
    return not line.lstrip().startswith("#") and named.search(line) is not None
