"""What the kept files tell, in the order in which it was done."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from danvan_tui.language import _
from danvan_tui.office.register.errors import of_the_disk
from danvan_tui.office.register.events import Kind
from danvan_tui.office.register.keeping import is_import
from danvan_tui.office.register.kept_file import read_kept
from danvan_tui.office.register.notes import Began, Event, File, Note, Refused, Settled

Noted = tuple[Note, bytes | None]
"""A note and the bytes that belong to it; None where they are damaged."""


class Happened(NamedTuple):
    """One event, and where its notes stand."""

    place: int
    event: Event
    path: Path
    notes: Sequence[Noted]
    """Empty where they are many and are read from the file again: those of imports."""

    def noted(self) -> Iterator[Noted]:
        """Everything that belongs to it; raises OSError."""
        return iter(self.notes) if self.notes else _of_an_import(self.path)


class History(NamedTuple):
    """All events, and what could not be read."""

    events: list[Happened]
    problems: list[str]


def history(files: Iterable[Path]) -> History:
    """What the kept files tell; raises RegisterError where one cannot be read at all."""
    found: dict[int, Happened] = {}
    problems: list[str] = []
    for path in files:
        try:
            told = [*_told_by(path)]
        except OSError as error:
            raise of_the_disk(error) from error
        found |= {one.event.id: one for one in told}
        if is_import(path) and not told and path.suffix == ".kept":
            found |= _cut_short(path)
            problems.append(
                _("The kept file {name} is damaged: what can be read of it was taken.").format(
                    name=path.name
                )
            )
    return History(sorted(found.values(), key=_place), problems)


def _told_by(path: Path) -> Iterator[Happened]:
    notes: list[Noted] = []
    for note, data, _end in read_kept(path):
        if isinstance(note, Settled):
            yield Happened(note.place, note.event, path, notes)
            notes = []
        elif not isinstance(note, Began) and not is_import(path):
            notes.append((note, data))


def _of_an_import(path: Path) -> Iterator[Noted]:
    for note, data, _end in read_kept(path):
        if isinstance(note, File | Refused):
            yield note, data


def _cut_short(path: Path) -> dict[int, Happened]:
    """An import whose end is lost: it is known by the name of its file, and comes last."""
    try:
        number = int(path.stem.rpartition("-")[2], 16)
    except ValueError:
        return {}  # a copy somebody named
    event = Event(id=number, kind=Kind.IMPORT, at="", by="")
    return {number: Happened(1 << 62, event, path, [])}


def _place(happened: Happened) -> tuple[int, int]:
    return happened.place, happened.event.id
