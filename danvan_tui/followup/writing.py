"""Writing in several sessions at once: what one of them refuses leaves the others as they are."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from danvan_tui.language import _
from danvan_tui.ledger.errors import (
    FolderError,
    LedgerError,
    NotWritableError,
    ReadOnlyError,
    SaveError,
    UnreadableError,
)

if TYPE_CHECKING:
    from danvan_tui.ledger.notebook import Notebook
    from danvan_tui.ledger.operation import Operation
    from danvan_tui.ledger.sessions import Sessions


_OF_THE_DISK = (OSError, SaveError, NotWritableError, UnreadableError, FolderError)


@dataclass(frozen=True)
class Recorded:
    """What was written, and one sentence for each thing that could not be."""

    operations: tuple[tuple[str, str], ...] = ()
    """The folder of a session and the id of the operation in it."""
    problems: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    """What was found and mended in the sessions that were opened for it, in sentences."""
    is_disk_at_fault: bool = False
    """Whether something was not written because a folder or the disk cannot be used."""
    subjects: tuple[str, ...] = ()
    """The ids of the promises, or the keys of the duties, of which it was recorded."""


def joined(parts: Iterable[Recorded]) -> Recorded:
    """What came of several attempts; what they say alike is said once."""
    several = list(parts)
    return Recorded(
        tuple(place for one in several for place in one.operations),
        tuple(dict.fromkeys(sentence for one in several for sentence in one.problems)),
        tuple(dict.fromkeys(sentence for one in several for sentence in one.notices)),
        any(one.is_disk_at_fault for one in several),
        tuple(subject for one in several for subject in one.subjects),
    )


class Writing:
    """Opens session after session, writes one operation in each and puts it away again."""

    def __init__(
        self,
        shelf: Sessions,
        person: str,
        open_notebooks: Mapping[str, Notebook] | None = None,
    ) -> None:
        self._shelf = shelf
        self._person = person
        self._open = open_notebooks or {}
        self._operations: list[tuple[str, str]] = []
        self._problems: list[str] = []
        self._notices: list[str] = []
        self._is_disk_at_fault = False
        self._subjects: list[str] = []

    @property
    def recorded(self) -> Recorded:
        """What came of it so far; what several sessions say alike is said once."""
        problems, notices = (
            tuple(dict.fromkeys(words)) for words in (self._problems, self._notices)
        )
        return Recorded(
            tuple(self._operations),
            problems,
            notices,
            self._is_disk_at_fault,
            tuple(self._subjects),
        )

    def add(self, subjects: Iterable[str]) -> None:
        """Say of what something was recorded."""
        self._subjects += subjects

    def notice(self, sentence: str) -> None:
        """Say what was found beside what was written."""
        self._notices.append(sentence)

    def refuse(self, sentence: str) -> None:
        """Say why something was not written."""
        self._problems.append(sentence)

    def write(
        self, folder: str, about: str, record: Callable[[Notebook], Operation | None]
    ) -> None:
        """Record in the session of a folder; ``about`` is what people call what goes there."""
        try:
            with self._notebook(folder) as notebook:
                operation = record(notebook)
                if operation is not None:
                    self._operations.append((folder, operation.id))
        except (LedgerError, OSError) as error:
            self._is_disk_at_fault |= isinstance(error, _OF_THE_DISK)
            reason = error.strerror if isinstance(error, OSError) else str(error)
            self.refuse(f"{about}: {reason or type(error).__name__}")

    @contextlib.contextmanager
    def _notebook(self, folder: str) -> Iterator[Notebook]:
        if folder in self._open:
            yield self._open[folder]
            return
        notebook = self._shelf.open(folder, person=self._person)
        self._notices += notebook.notices
        try:
            if notebook.read_only:
                writer = notebook.writer
                raise ReadOnlyError(writer) if writer else NotWritableError(notebook.folder)
            yield notebook
        finally:
            self._put_away(notebook)

    def _put_away(self, notebook: Notebook) -> None:
        try:
            notebook.close()
        except SaveError as error:  # what was recorded stands in the journal
            cause = error.cause.strerror or type(error.cause).__name__
            self._notices.append(
                _(
                    "Everything that was acknowledged is saved, but the file {name} could not "
                    "be renewed: {cause}. Please free some room or reconnect the drive."
                ).format(name="session.json", cause=cause)
            )
