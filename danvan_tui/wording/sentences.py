"""Operations in words: added, changed from what to what, taken back."""

from collections.abc import Mapping

import msgspec

from danvan_tui.language import _, ngettext
from danvan_tui.ledger.agreed import STEPS
from danvan_tui.ledger.fold import DELETED
from danvan_tui.ledger.operation import Change, Operation
from danvan_tui.ledger.speakers import NAMED, last_said
from danvan_tui.ledger.state import State
from danvan_tui.ledger.taken_out import TakenOut
from danvan_tui.ledger.tied import is_to_review
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.model.records import (
    DENUNCIATION,
    FOLLOW_UP,
    Review,
    SessionState,
    Table,
    Value,
)
from danvan_tui.model.rules import state_name
from danvan_tui.wording.differing import differing
from danvan_tui.wording.fields import FormField, form_fields
from danvan_tui.wording.rearranged import is_new, joined_issues, rearranged
from danvan_tui.wording.reviewed import beside, finding, of_promise, where_from
from danvan_tui.wording.words import assumed, counted, day, one_line

_MANY = 5
_LONGEST = 60
_DAYS = frozenset({"date", "resolved", "on", "due", "first_due", "was_due", "promised_due"})
_TOAST = 160  # letters of an entry; the history has it whole


class Sentences:
    """Says operations of one session in words."""

    def __init__(self, state: State, catalogues: Catalogues) -> None:
        self._fold = state.fold
        self._people = {person.id: person.name for person in state.attendance()}
        self._fields = {
            table: {field.name: field for field in form_fields(table, catalogues)}
            for table in Table
        }
        issue = self._fields[Table.ISSUES]
        issue["speaker_name"] = FormField("speaker_name", issue["speaker"].label)

    def of(self, operation: Operation) -> str:
        """One operation; of what identifies a protected speaker only that there was an entry."""
        if operation.undoes:
            return self._undone(operation)
        if self._fold.is_secret(operation) or any(map(_denounces, operation.changes)):
            return _("a protected entry")
        told = msgspec.structs.replace(operation, changes=_told(operation))
        arranged = rearranged(told, self._number)
        said = [arranged, self._kind_that_stays(operation)] if arranged else self._said(operation)
        if operation.reason:
            said.append(_("reason: {reason}").format(reason=operation.reason))
        return "; ".join(filter(None, said))

    def _undone(self, operation: Operation) -> str:
        entry, is_back = operation, True
        while entry.undoes:
            undone = self._fold.operations.get(entry.undoes)
            if undone is None or undone.order >= entry.order:  # nobody takes back what comes later
                return _("took an entry back")
            entry, is_back = undone, not is_back
        if is_back:
            return _("brought back what was taken back: {entry}").format(entry=self.of(entry))
        if all(change.fields.get(DELETED) for change in _told(entry)):
            return _("brought back: {records}").format(records=self._records(entry))
        return _("took back: {entry}").format(entry=self.of(entry))

    def toast(self, operation: Operation) -> str:
        """What the lists do not show of an entry by themselves; empty where they show all."""
        if not operation.undoes and all(map(_is_plain, operation.changes)):
            return ""
        said = self.of(operation)
        said = said if len(said) <= _TOAST else said[:_TOAST] + "…"
        said = said[:1].upper() + said[1:]
        if operation.reason:
            number = sum(bool(one.reason) for one in self._fold.operations.values())
            return _("Correction {number}: {what}").format(number=number, what=said)
        if not operation.undoes and all(one.fields.get(DELETED) for one in _told(operation)):
            return _("{what}. It can be brought back.").format(what=said)
        return said

    def gone(self, taken: TakenOut) -> str:
        """What was taken out, by its first words; of what is secret only that it was an entry."""
        table, record = taken.records[0]
        if any(self._is_secret(*key) for key in taken.records):
            return _("a protected entry")
        names = [self._name(*key) for key in taken.records]
        said = [
            one_line(str(version.value or ""))
            for name in ("content", "name")
            for version in self._fold.versions(table, record, name)[-1:]
        ]
        return " · ".join(filter(None, [", ".join(names), *said]))

    def _is_secret(self, table: Table, record: str) -> bool:
        if table is Table.ISSUES:
            return record in self._fold.protected
        return self._fold.is_hidden(table, record)

    def _said(self, operation: Operation) -> list[str]:
        told = _told(operation)
        listed = [change for change in told if is_to_review(change)]
        said = [self._to_review(listed)] if listed else []
        told = [change for change in told if change not in listed]
        for table in dict.fromkeys(change.table for change in told):
            changes = [change for change in told if change.table is table]
            if len(changes) > _MANY and table is Table.REVIEWS:
                said.append(self._many_reviews(operation, changes))
            elif len(changes) > _MANY:
                said.append(_many(table, changes))
            else:
                said += [self._change(operation, change) for change in changes]
        return said

    def _kind_that_stays(self, operation: Operation) -> str:
        """For a join of two kinds, the one it has now."""
        kinds = [
            [version.value for version in self._fold.versions(Table.ISSUES, issue, "kind")][-1:]
            for issue in joined_issues(operation.changes) or ()
        ]
        if not kinds or kinds[0] == kinds[1] or not all(kinds):
            return ""
        stays = self._in_words(self._fields[Table.ISSUES]["kind"], kinds[0][0])
        return _("its kind stays “{kind}”").format(kind=stays)

    def _records(self, operation: Operation) -> str:
        return ", ".join(self._name(change.table, change.record) for change in _told(operation))

    def _to_review(self, listed: list[Change]) -> str:
        """The promises of earlier sessions that a session begins with."""
        few = listed if len(listed) <= _MANY else []
        names = ", ".join(self._promise(change.record) for change in few)
        said = ngettext(
            "{count} promise of earlier sessions to review",
            "{count} promises of earlier sessions to review",
            len(listed),
        ).format(count=len(listed))
        return f"{said}: {names}" if names else said

    def _many_reviews(self, operation: Operation, changes: list[Change]) -> str:
        if not all(self._is_found(operation, change) for change in changes):
            return _many(Table.REVIEWS, changes)
        said = ngettext(
            "{count} promise reviewed", "{count} promises reviewed", len(changes)
        ).format(count=len(changes))
        findings = {finding(_review(change)) for change in changes}
        return f"{said}: {findings.pop()}" if len(findings) == 1 else said

    def _is_found(self, operation: Operation, change: Change) -> bool:
        """Whether a change says what was found, where nothing was said of it before."""
        found = change.table is Table.REVIEWS and change.fields.get("result")
        return bool(found) and not any(self._replaced(operation, change, "result"))

    def _found(self, change: Change) -> str:
        """What somebody found of a promise, as the board and the minutes say it."""
        review = _review(change)
        said = [finding(review), where_from(review), *beside(review)]
        return _("{record}: {details}").format(
            record=self._promise(change.record),
            details="; ".join(map(_cut, filter(None, said))),
        )

    def _promise(self, record: str) -> str:
        """Which promise a review looks at."""
        known = {
            name: versions[-1].value
            for name in ("session", "commitment", "promised_in", "promised_number")
            if (versions := self._fold.versions(Table.REVIEWS, record, name))
        }
        review = msgspec.convert(known | {"id": record}, Review)
        return of_promise(review, self._number(Table.COMMITMENTS, review.commitment))

    def _change(self, operation: Operation, change: Change) -> str:
        if self._is_found(operation, change):
            return self._found(change)
        name = self._name(change.table, change.record)
        if change.fields.get(DELETED):
            return _("{record} was taken out").format(record=name)
        parts = [
            self._set(operation, change, field, value)
            for field, value in change.fields.items()
            if field == "state" or (field in self._fields[change.table] and value != "")
            if field != "speaker_name" or "speaker" not in change.fields
        ]
        details = ", ".join(filter(None, [*parts, self._repeated(change), _merged(change)]))
        if not details and "assumed" in change.fields:
            details = _("confirmed")
        pattern = _("new {record}: {details}") if is_new(change) else _("{record}: {details}")
        return pattern.format(record=name, details=details) if details else name

    def _repeated(self, change: Change) -> str:
        """Which opinion this one repeats; what the law protects is tied to nothing."""
        like = change.fields.get("same_as")
        if not like or like in self._fold.protected:
            return ""
        if not self._fold.knows(Table.ISSUES, str(like)):
            return _("raised before in another session")
        return _("as opinion {number}").format(number=self._number(Table.ISSUES, str(like)))

    def _set(self, operation: Operation, change: Change, name: str, value: Value) -> str:
        if name == "state":
            return _said_state(change.table, value)
        field = self._fields[change.table][name]
        now = self._in_words(field, value)
        replaced = [self._in_words(field, one) for one in self._replaced(operation, change, name)]
        if name == "speaker":  # who is not listed is named in a field beside
            now = now or str(change.fields.get("speaker_name") or "")
            named = self._replaced(operation, change, "speaker_name")
            replaced = list(filter(None, [*replaced, *(str(one or "") for one in named)]))
        if len(replaced) == 1 and max(len(replaced[0]), len(now)) > _LONGEST:
            replaced[0], now = differing(replaced[0], now)
        now, before = _cut(now), " / ".join(map(_cut, replaced))
        guesses = change.fields.get("assumed")
        if now and isinstance(guesses, list) and name in guesses:
            now = assumed(now)
        if replaced:
            return f"{field.plain}: “{before}” → “{now}”"
        return f"{field.plain}: “{now}”" if now else ""

    def _replaced(self, operation: Operation, change: Change, name: str) -> list[Value]:
        return [
            version.value
            for version in self._fold.versions(change.table, change.record, name)
            if version.operation in change.replaces.get(name, ())
            and version.operation != operation.id
        ]

    def _in_words(self, field: FormField, value: Value) -> str:
        if field.name == "speaker" and value not in self._people:
            value = last_said(self._fold, str(value or ""), "name")
        return value_in_words(field, value, self._people)

    def _name(self, table: Table, record: str) -> str:
        if table is Table.REVIEWS:
            return _("review {number} of {promise}").format(
                number=self._number(table, record), promise=self._promise(record)
            )
        return record_in_words(table, self._number(table, record))

    def _number(self, table: Table, record: str) -> str:
        numbers = self._fold.versions(table, record, "number")
        return str(numbers[-1].value) if numbers else "?"


def value_in_words(field: FormField, value: Value, people: Mapping[str, str]) -> str:
    """What a field holds, in one line; ``people`` are the names of attendees by id."""
    if value is None:
        return ""
    names: Mapping[str, str] = {choice: name for choice, _code, name in field.choices}
    if field.name == "speaker":
        names = people
    elif field.name in _DAYS:
        return day(str(value))
    if isinstance(value, list):
        return ", ".join(value)
    return one_line(names.get(str(value), str(value)))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def record_in_words(table: Table, number: str) -> str:
    """Which record: its sort and its number."""
    return {
        Table.SESSION: _("session"),
        Table.ATTENDANCE: _("participant {number}"),
        Table.ISSUES: _("opinion {number}"),
        Table.ANSWERS: _("answer {number}"),
        Table.COMMITMENTS: _("promise {number}"),
        Table.REVIEWS: _("review {number}"),
        Table.DUTIES: _("duty of the law {number}"),
    }[table].format(number=number)


def _told(operation: Operation) -> list[Change]:
    """What is told of an entry: not what only follows from the rest of it.

    Who was taken off the list is named with what he said; reviews go where their promise goes.
    """
    parting = any(
        one.table is Table.ATTENDANCE and one.fields.get(DELETED) for one in operation.changes
    )
    return [
        one
        for one in operation.changes
        if not (parting and one.table is Table.ISSUES and one.fields.keys() <= NAMED)
        if not (one.table is Table.REVIEWS and one.fields.keys() == {"issue"})
    ]


def _review(change: Change) -> Review:
    said = {name: value for name, value in change.fields.items() if value is not None}
    return msgspec.convert(said | {"id": change.record}, Review)


def _denounces(change: Change) -> bool:
    return change.table is Table.ISSUES and change.fields.get("kind") == DENUNCIATION


def _merged(change: Change) -> str:
    """What was put together with what another note-taker wrote."""
    if change.fields.get("merged_into"):
        return _("all of it was taken over into another session of the same meeting")
    if change.fields.get("taken_from"):
        return _("found to be the same in the notes of somebody else")
    return ""


def _many(table: Table, changes: list[Change]) -> str:
    records = counted(table, len(changes))
    if all(is_new(change) for change in changes):
        return _("new: {records}").format(records=records)
    if all(change.fields.keys() == {"taken_from"} for change in changes):
        return _("found to be the same in both notes: {records}").format(records=records)
    if all(change.fields.keys() == {"assumed"} for change in changes):
        return _("confirmed: {records}").format(records=records)
    return _("changed: {records}").format(records=records)


def _is_plain(change: Change) -> bool:
    """Whether the lists show all of a change: something new, who came, a step of the session."""
    if "same_as" in change.fields or change.table in FOLLOW_UP:
        return False
    shown = {
        Table.SESSION: {"code", *STEPS},
        Table.ATTENDANCE: {"presence", "arrived", "left"},
    }.get(change.table, set())
    return is_new(change) or change.fields.keys() <= shown


def _said_state(table: Table, value: Value) -> str:
    if table is Table.SESSION and isinstance(value, str):
        return _("now {state}").format(state=state_name(SessionState(value)))
    return ""
