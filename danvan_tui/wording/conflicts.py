"""How a conflict is said: what it is about, both values, who wrote them and when."""

from danvan_tui.language import _, ngettext
from danvan_tui.ledger.closing import sealed_by
from danvan_tui.ledger.conflicts import Alternative, Choice, Sort
from danvan_tui.ledger.fold import DELETED
from danvan_tui.ledger.speakers import last_said
from danvan_tui.ledger.state import State
from danvan_tui.ledger.veil import HIDDEN
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.model.records import Table, Value
from danvan_tui.wording.fields import FormField, form_fields
from danvan_tui.wording.sentences import record_in_words, value_in_words
from danvan_tui.wording.words import day


class Conflicts:
    """Says the conflicts of one session in words."""

    def __init__(self, state: State, catalogues: Catalogues) -> None:
        self._fold = state.fold
        self._people = {person.id: person.name for person in state.attendance()}
        self._fields = {
            table: {field.name: field for field in form_fields(table, catalogues)}
            for table in Table
        }

    def about(self, choice: Choice) -> str:
        """Which record, and which field of it."""
        if choice.sort is Sort.SAME_NUMBER:
            return _("{records}: number given twice").format(records=self._listed_of(choice))
        names = [self.record(choice.table, choice.record)]
        if choice.table is Table.ATTENDANCE and not choice.is_secret:
            names.append(self._listed(choice.record))
        if choice.sort is Sort.VALUES:
            names.append(self.field(choice))
        return " · ".join(filter(None, names))

    def record(self, table: Table, record: str) -> str:
        """What people call a record."""
        numbers = self._fold.versions(table, record, "number")
        name = record_in_words(table, str(numbers[-1].value) if numbers else "?")
        return name[:1].upper() + name[1:]

    def field(self, choice: Choice) -> str:
        """What the field is called that was written twice."""
        known = self._fields[choice.table].get(choice.field)
        return known.plain if known else _other_field(choice.field)

    def value(self, choice: Choice, alternative: Alternative) -> str:
        """What one of them wrote, in one line."""
        if choice.sort is Sort.SAME_NUMBER:
            numbers = ", ".join(str(number) for _name, number in alternative.values)
            return ngettext(
                "the one made later becomes number {numbers}",
                "those made later become numbers {numbers}",
                len(alternative.values),
            ).format(numbers=numbers)
        if choice.sort is not Sort.VALUES:
            return self._kept_or_not(choice, alternative)
        if choice.is_secret:
            return _("{hidden} (kept secret by law)").format(hidden=HIDDEN)
        said = [self._said(choice, name, value) for name, value in alternative.values]
        told = list(dict.fromkeys(filter(None, said)))
        return "; ".join(told) or _("left empty")

    def why_blind(self, choice: Choice) -> str:
        """Where no value can be shown: by what one can choose all the same, and that one may not.

        Empty where they are shown.
        """
        if not choice.is_secret or choice.sort is not Sort.VALUES:
            return ""
        return _(
            "The law protects these values, so none is shown: choose by who wrote it and when, or "
            "leave it open. Both stay in the history."
        )

    def who(self, alternative: Alternative) -> str:
        """Who wrote it and when, by the clock of that computer."""
        parts = [alternative.by or _("somebody unnamed"), _moment(alternative.at)]
        late = _("came in after closing") if alternative.is_late else ""
        return ", ".join(filter(None, [*parts, late]))

    def _kept_or_not(self, choice: Choice, alternative: Alternative) -> str:
        others = self._listed_of(choice).lower()
        if alternative.takes_out:
            if others:
                return _("taken out, and {records} with it").format(records=others)
            return _("taken out")
        if others:
            return _("kept, because of {records}").format(records=others)
        said = [self._said(choice, name, value) for name, value in alternative.values]
        told = "; ".join(dict.fromkeys(filter(None, said)))
        return _("kept: {what}").format(what=told) if told else _("stays")

    def _said(self, choice: Choice, name: str, value: Value) -> str:
        if name in _NEVER_SHOWN:
            return ""
        field = self._fields[choice.table].get(name) or FormField(name, _other_field(name))
        if name == "speaker" and value and value not in self._people:
            value = last_said(self._fold, str(value), "name")
        shown = value_in_words(field, value, self._people)
        if name == "seal":
            return self._closed(value)
        if name == choice.field or not shown:
            return shown
        return f"{field.plain}: {shown}"

    def _closed(self, seal: Value) -> str:
        """Who closed the minutes with this seal, when, and how much was in them."""
        found = sealed_by(self._fold, seal)
        if found is None:
            return _("minutes whose closing is not known here")
        closing, opinions = found
        return ngettext(
            "the minutes closed by {person} on {moment}, {count} opinion",
            "the minutes closed by {person} on {moment}, {count} opinions",
            opinions,
        ).format(
            person=closing.by or _("somebody unnamed"), moment=_moment(closing.at), count=opinions
        )

    def _listed_of(self, choice: Choice) -> str:
        """The records a choice is about beside its own, each named once."""
        return ", ".join(dict.fromkeys(self.record(*key) for key in choice.others))

    def _listed(self, record: str) -> str:
        return str(last_said(self._fold, record, "name") or "")


_NEVER_SHOWN = frozenset(
    {"sealed_over", "due_how", "first_due", "first_due_text", "after", DELETED}
)
"""What stands beside a value and says nothing to people."""


def _moment(at: str) -> str:
    return " ".join(filter(None, (day(at[:10]), at[11:16])))


def _other_field(name: str) -> str:
    return {
        "speaker_name": _("Speaker"),
        "position": _("Place in the minutes"),
        "seal": _("Two people closed the minutes: which count"),
        "due": _("Deadline"),
        "first_due": _("First deadline"),
        "first_due_text": _("First deadline"),
        "number": _("Number"),
        "issue": _("Opinion it belongs to"),
        "merged_into": _("Session that holds it"),
        "same_as": _("Opinion it repeats"),
    }.get(name, name)
