"""Recalling: the line typed last comes back into the line, and its correction replaces it."""

from __future__ import annotations

from danvan_tui.capture import Context, edits_for, read_line
from danvan_tui.ledger.errors import InvalidChangeError
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Operation
from danvan_tui.ledger.rearranging import replacing_edits
from danvan_tui.ledger.state import State
from danvan_tui.ledger.store import Entry


class Recalling:
    """What was typed on the line in this opening of the notebook, by the operation it became."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook
        self._typed: dict[str, str] = {}
        self._corrects: dict[str, str] = {}
        """For the operation of a corrected line the one that it corrects."""
        self._without: tuple[tuple[str, int], State] | None = None
        """The state without the line being corrected, as long as it is the same."""
        self.recalled = ""
        """The operation whose line is being corrected; empty where none is."""

    def remember(self, operation: str, typed: str) -> None:
        """Keep what an operation was typed as; it counts once the operation is recorded."""
        self._typed[operation] = typed

    def recall(self) -> str:
        """Begin to correct the last line that still counts, and give it; empty without one."""
        self.recalled = self._last()
        return self._typed.get(self.recalled, "")

    def forget(self) -> None:
        """Give up correcting; what was recorded stays as it is."""
        self.recalled = ""

    @property
    def last_is_secret(self) -> bool:
        """Whether the line that would come back may name a speaker the law protects."""
        fold = self._notebook.state.fold
        last = fold.operations.get(self._last())
        if last is None:
            return False
        return fold.is_secret(last) or any(one.record in fold.protected for one in last.changes)

    def begin_again(self, operation: str) -> None:
        """Go on correcting: the correction could not be recorded as it was."""
        self.recalled = operation

    def context(self, operation: str, context: Context) -> Context:
        """What a corrected line is read against: all but what the line itself has recorded."""
        fold = self._notebook.state.fold
        key = (operation, len(fold.operations))
        if self._without is None or self._without[0] != key:
            line = self._line_of(operation)
            others = [one for one in fold.ordered() if one.id not in line]
            self._without = (key, State(others, fold.protected))
        return context.refreshed(self._without[1])

    def entry(self, operation: str, typed: str, context: Context) -> Entry | None:
        """The entry that replaces what an operation recorded; None where nothing changes.

        Raises LedgerError.
        """
        notebook, fold = self._notebook, self._notebook.state.fold
        before = self.context(operation, context)
        reading = read_line(typed, before)
        if reading.problem:
            raise InvalidChangeError(reading.problem)
        line = [fold.operations[one] for one in self._line_of(operation)]
        edits = replacing_edits(edits_for(reading, notebook, before), line, notebook.state)
        if not edits:
            self._typed[operation] = typed
            return None
        entry = notebook.prepare(edits)
        self._corrects[entry.operation.id] = operation
        self.remember(entry.operation.id, typed)
        return entry

    def _last(self) -> str:
        """The newest line, corrected or not, of which something still stands."""
        fold = self._notebook.state.fold
        known = [fold.operations[one] for one in self._typed if one in fold.operations]
        left = [one for one in known if fold.active(one.id) and self._stands(one)]
        return max(left, key=lambda one: one.order).id if left else ""

    def _stands(self, operation: Operation) -> bool:
        """Whether any record that a line made is still there."""
        fold = self._notebook.state.fold
        made = [
            (change.table, change.record)
            for one in self._line_of(operation.id)
            for change in fold.operations[one].changes
            if "number" in change.fields
        ]
        return not made or any(record in fold.rows[table] for table, record in made)

    def _line_of(self, operation: str) -> list[str]:
        """A line with its corrections up to this one, oldest first."""
        found = [operation] if operation else []
        while operation := self._corrects.get(operation, ""):
            found.insert(0, operation)
        return found
