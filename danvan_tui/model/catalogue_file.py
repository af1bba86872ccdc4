"""Reads one catalogue file and says politely, with file and line, what cannot be read in it."""

import datetime
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin

import msgspec

from danvan_tui.language import _
from danvan_tui.model.plain_file import read_plain_file

Id = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Text = Annotated[str, msgspec.Meta(pattern=r"\S", max_length=300)]
Note = Annotated[str, msgspec.Meta(max_length=1000)]
Code = Annotated[str, msgspec.Meta(pattern=r"^[a-z]{2,6}$")]
Limit = Annotated[int, msgspec.Meta(ge=1, le=1000)]

_UNFIT = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_SHOWN_LENGTH = 60
_EntryType = TypeVar("_EntryType", bound=msgspec.Struct)


class CatalogueError(Exception):
    """A catalogue file cannot be used: where, what is wrong and what to do about it."""

    def __init__(self, path: Path, line: int, problem: str, remedy: str) -> None:
        self.path = path
        self.line = line
        self.problem = problem
        self.remedy = remedy
        super().__init__(path, line, problem, remedy)

    def __str__(self) -> str:
        return _(
            "{file}, line {line}: {problem} The file and your notes were left as they are. {remedy}"
        ).format(file=self.path, line=self.line, problem=self.problem, remedy=self.remedy)


@dataclass(frozen=True, slots=True)
class RawEntry:
    """One entry as it stands in a file, and where it stands."""

    values: dict[str, Any]
    path: Path
    line: int

    def error(self, problem: str, remedy: str) -> CatalogueError:
        """The error that points at this entry."""
        return CatalogueError(self.path, self.line, problem, remedy)


def shown(text: str) -> str:
    """A text from a file, shortened and without control characters, fit for a message."""
    text = "".join(c for c in text if unicodedata.category(c) not in _UNFIT)
    return text if len(text) <= _SHOWN_LENGTH else text[:_SHOWN_LENGTH] + "…"


def read_entries(path: Path, table: str, *, optional: bool = False) -> list[RawEntry]:
    """The ``[[table]]`` entries of a file, in its order, their text normalised."""
    data = _stored(path, optional)
    if data is None:
        return []
    source = _decoded(path, data)
    content = _parsed(path, source)
    _refuse_other_tables(path, source, content, table)
    lines = _header_lines(source, table)
    return [
        _cleaned(RawEntry(values, path, next(lines, 0) or _line_of_key(source, table)))
        for values in content.get(table, [])
    ]


def typed(raw: RawEntry, entry_type: type[_EntryType]) -> _EntryType:
    """The entry as a typed record; raises CatalogueError that names the faulty key."""
    try:
        return msgspec.convert(raw.values, entry_type)
    except msgspec.ValidationError as error:
        raise _diagnosis(raw, entry_type) from error


def _stored(path: Path, optional: bool) -> bytes | None:
    try:
        return read_plain_file(path)
    except OSError as error:
        if optional and isinstance(error, FileNotFoundError | NotADirectoryError):
            return None
        raise CatalogueError(
            path,
            1,
            _("The file cannot be read ({reason}).").format(reason=error.strerror),
            _("Please check that it is a file and that you may open it."),
        ) from error


def _decoded(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CatalogueError(
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
        raise CatalogueError(
            path,
            int(at[1]) if at else source.rstrip().count("\n") + 1,
            _("The text does not follow the rules of a catalogue file."),
            _(
                "Please compare the line, and the one above it, with an entry that works: "
                'key = "text", text in double quotes, lists in [ ].'
            ),
        ) from error


def _refuse_other_tables(path: Path, source: str, content: dict[str, Any], table: str) -> None:
    for key, value in content.items():
        if key != table:
            problem = _("“{key}” is not known in this file.").format(key=shown(key))
        elif not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            problem = _("“{key}” is not a list of entries.").format(key=key)
        else:
            continue
        raise CatalogueError(
            path,
            _line_of_key(source, key),
            problem,
            _("Please begin every entry with a line [[{table}]].").format(table=table),
        )


def _header_lines(source: str, table: str) -> Iterator[int]:
    header = re.compile(rf"\s*\[\[\s*{re.escape(table)}\s*\]\]")
    return (n for n, line in enumerate(source.split("\n"), 1) if header.match(line))


def _line_of_key(source: str, key: str) -> int:
    named = re.compile(rf"[\s\[\"']*{re.escape(key)}\b")
    return next((n for n, line in enumerate(source.split("\n"), 1) if named.match(line)), 1)


def _cleaned(raw: RawEntry) -> RawEntry:
    return RawEntry(
        {key: _clean(raw, value) for key, value in raw.values.items()}, raw.path, raw.line
    )


def _clean(raw: RawEntry, value: object) -> object:
    if isinstance(value, list):
        return [_clean(raw, item) for item in value]
    if not isinstance(value, str):
        return value
    if any(unicodedata.category(letter) in _UNFIT for letter in value):
        raise raw.error(
            _("The text “{text}” holds an invisible character.").format(text=shown(value)),
            _("Please delete the text and type it anew on one line."),
        )
    return unicodedata.normalize("NFC", value.strip())


def _diagnosis(raw: RawEntry, entry_type: type[msgspec.Struct]) -> CatalogueError:
    fields = {field.name: field for field in msgspec.structs.fields(entry_type)}
    for key in raw.values:
        if key not in fields:
            return raw.error(
                _("“{key}” is not known in this entry.").format(key=shown(key)),
                _("Please use only: {keys}.").format(keys=", ".join(fields)),
            )
    for key, field in fields.items():
        if key not in raw.values:
            if field.required:
                return raw.error(
                    _("The entry lacks “{key}”.").format(key=key),
                    _("Please add a line {key} = {expected}.").format(
                        key=key, expected=_expected(field.type)
                    ),
                )
            continue
        try:
            msgspec.convert(raw.values[key], field.type)
        except msgspec.ValidationError:
            return raw.error(
                _("The value of “{key}” cannot be used.").format(key=key),
                _("Please write {expected}.").format(expected=_expected(field.type)),
            )
    raise AssertionError(entry_type)


def _expected(wanted: object) -> str:
    words = {
        Id: _("a short name of lower-case letters a-z, digits and _, in double quotes"),
        Code: _("2 to 6 lower-case letters a-z, in double quotes"),
        Limit: _("a whole number from 1 to 1000"),
        bool: _("true or false"),
        datetime.date: _("a day such as 2026-11-24, without quotes"),
        tuple[Text, ...]: _("a list of texts, each in double quotes, in [ ]"),
    }
    if wanted in words:
        return words[wanted]
    if get_origin(wanted) is Literal:
        return _("one of: {choices}").format(
            choices=", ".join(f'"{choice}"' for choice in get_args(wanted))
        )
    return _("a short text in double quotes")
