"""Operations in words: added, changed from what to what, taken back."""

from collections.abc import Mapping

from danvan_tui.language import _
from danvan_tui.ledger.fold import DELETED
from danvan_tui.ledger.guard import state_name
from danvan_tui.ledger.operation import Change, Operation
from danvan_tui.ledger.state import State
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.model.records import SessionState, Table, Value
from danvan_tui.wording.fields import FormField, form_fields
from danvan_tui.wording.words import counted, day, one_line

_MANY = 5
_LONGEST = 60


class Sentences:
    """Says operations of one session in words."""

    def __init__(self, state: State, catalogues: Catalogues) -> None:
        self._fold = state.fold
        self._people = {person.id: person.name for person in state.attendance()}
        self._fields = {
            table: {field.name: field for field in form_fields(table, catalogues)}
            for table in Table
        }

    def of(self, operation: Operation) -> str:
        """One operation; of what identifies a protected speaker only that there was an entry."""
        if operation.undoes:
            return self._undone(operation)
        if self._fold.is_secret(operation):
            return _("a protected entry")
        said: list[str] = []
        for table in dict.fromkeys(change.table for change in operation.changes):
            changes = [change for change in operation.changes if change.table is table]
            if len(changes) > _MANY:
                said.append(_many(table, changes))
            else:
                said += [self._change(operation, change) for change in changes]
        if operation.reason:
            said.append(_("reason: {reason}").format(reason=operation.reason))
        return "; ".join(filter(None, said))

    def _undone(self, operation: Operation) -> str:
        undone = self._fold.operations.get(operation.undoes)
        if undone is None:
            return _("took an entry back")
        if undone.undoes:
            return _("brought back what was taken back")
        return _("took back: {entry}").format(entry=self.of(undone))

    def _change(self, operation: Operation, change: Change) -> str:
        name = self._record_name(change)
        if change.fields.get(DELETED):
            return _("{record} was taken out").format(record=name)
        parts = [
            self._set(operation, change, field, value)
            for field, value in change.fields.items()
            if field == "state" or (field in self._fields[change.table] and value != "")
        ]
        details = ", ".join(filter(None, parts))
        pattern = _("new {record}: {details}") if _is_new(change) else _("{record}: {details}")
        return pattern.format(record=name, details=details) if details else name

    def _set(self, operation: Operation, change: Change, name: str, value: Value) -> str:
        if name == "state":
            return _said_state(change.table, value)
        field = self._fields[change.table][name]
        now = self._shown(field, value)
        replaced = [
            self._shown(field, version.value)
            for version in self._fold.versions(change.table, change.record, name)
            if version.operation in change.replaces.get(name, ())
            and version.operation != operation.id
        ]
        if replaced:
            return f"{field.label}: “{' / '.join(replaced)}” → “{now}”"
        return f"{field.label}: “{now}”" if now else ""

    def _shown(self, field: FormField, value: Value) -> str:
        text = value_in_words(field, value, self._people)
        return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"

    def _record_name(self, change: Change) -> str:
        numbers = self._fold.versions(change.table, change.record, "number")
        return record_in_words(change.table, str(numbers[-1].value) if numbers else "?")


def value_in_words(field: FormField, value: Value, people: Mapping[str, str]) -> str:
    """What a field holds, in one line; ``people`` are the names of attendees by id."""
    if value is None:
        return ""
    names: Mapping[str, str] = {choice: name for choice, _code, name in field.choices}
    if field.name == "speaker":
        names = people
    elif field.name in {"date", "resolved"}:
        return day(str(value))
    if isinstance(value, list):
        return ", ".join(value)
    return one_line(names.get(str(value), str(value)))


def record_in_words(table: Table, number: str) -> str:
    """Which record: its sort and its number."""
    return {
        Table.SESSION: _("session"),
        Table.ATTENDANCE: _("participant {number}"),
        Table.ISSUES: _("opinion {number}"),
        Table.ANSWERS: _("answer {number}"),
        Table.COMMITMENTS: _("promise {number}"),
    }[table].format(number=number)


def _many(table: Table, changes: list[Change]) -> str:
    records = counted(table, len(changes))
    if all(_is_new(change) for change in changes):
        return _("new: {records}").format(records=records)
    return _("changed: {records}").format(records=records)


def _is_new(change: Change) -> bool:
    """Whether this made the record: that is when it gets its number or code."""
    return bool({"number", "code"} & change.fields.keys()) and not change.replaces


def _said_state(table: Table, value: Value) -> str:
    if table is Table.SESSION and isinstance(value, str):
        return _("now {state}").format(state=state_name(SessionState(value)))
    return ""
