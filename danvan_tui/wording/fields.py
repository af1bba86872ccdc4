"""The fields of the forms: which there are, how they are labelled, what may be written in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from danvan_tui.language import _
from danvan_tui.model.catalogue import Catalogues, Entry
from danvan_tui.model.records import Result, Table
from danvan_tui.wording.promises import result_name


class Shape(Enum):
    """What a field takes."""

    LINE = auto()
    LINES = auto()
    NUMBER = auto()
    DATE = auto()
    TIME = auto()
    CHOICE = auto()
    VILLAGES = auto()
    """Several villages on one line, with commas or semicolons between."""
    UNIT = auto()
    UNITS = auto()
    """Several units on one line, with commas or semicolons between."""
    DEADLINE = auto()
    SPEAKER = auto()


@dataclass(frozen=True)
class FormField:
    """One field of a form."""

    name: str
    label: str
    shape: Shape = Shape.LINE
    choices: tuple[tuple[str, str, str], ...] = ()
    """For a choice: id, code and name of each. A unit is kept by its name, which is its id here."""

    @property
    def plain(self) -> str:
        """What the field is called in a sentence: its label without what helps to fill it in."""
        return self.label.partition(" (")[0]


def form_title(table: Table) -> str:
    """What a form is headed with."""
    return {
        Table.SESSION: _("Session"),
        Table.ATTENDANCE: _("Participant"),
        Table.ISSUES: _("Opinion"),
        Table.ANSWERS: _("Answer"),
        Table.COMMITMENTS: _("Promise"),
        Table.REVIEWS: _("Review"),
        Table.DUTIES: _("Duty of the law"),
    }[table]


def form_fields(table: Table, catalogues: Catalogues) -> tuple[FormField, ...]:
    """The fields of a record's form, in the order people fill them in."""
    return {
        Table.SESSION: _session,
        Table.ATTENDANCE: _attendance,
        Table.ISSUES: _issue,
        Table.ANSWERS: _answer,
        Table.COMMITMENTS: _commitment,
        Table.REVIEWS: _review,
        Table.DUTIES: _duty,
    }[table](catalogues)


def _session(_catalogues: Catalogues) -> tuple[FormField, ...]:
    kinds = (("dialogue", "dt", _("dialogue")), ("reception", "td", _("reception of citizens")))
    return (
        FormField("kind", _("Kind"), Shape.CHOICE, kinds),
        FormField("villages", _("Villages (comma between)"), Shape.VILLAGES),
        FormField("date", _("Date"), Shape.DATE),
        FormField("start", _("Begins"), Shape.TIME),
        FormField("end", _("Ends"), Shape.TIME),
        FormField("place", _("Place")),
        FormField("chair", _("Chair")),
        FormField("secretary", _("Secretary")),
        FormField("title", _("Subject")),
        FormField("parent_body", _("Parent body")),
        FormField("commune", _("Issuing body")),
        FormField("opening", _("Opening"), Shape.LINES),
        FormField("conclusion", _("Conclusion"), Shape.LINES),
    )


def _attendance(catalogues: Catalogues) -> tuple[FormField, ...]:
    presence = (
        ("listed", "", _("on the list")),
        ("present", "", _("present")),
        ("left", "", _("left")),
    )
    return (
        FormField("name", _("Full name")),
        FormField("village", _("Unit / village")),
        FormField("role", _("Role"), Shape.CHOICE, _choices(catalogues.roles.choices)),
        FormField("position", _("Position")),
        FormField("birth_year", _("Year of birth"), Shape.NUMBER),
        FormField("phone", _("Phone")),
        FormField("presence", _("Presence"), Shape.CHOICE, presence),
        FormField("arrived", _("Arrived"), Shape.TIME),
        FormField("left", _("Left"), Shape.TIME),
        FormField(
            "group", _("Group (head count)"), Shape.CHOICE, _choices(catalogues.groups.choices)
        ),
        FormField("count", _("Head count"), Shape.NUMBER),
        FormField("note", _("Note"), Shape.LINES),
    )


def _issue(catalogues: Catalogues) -> tuple[FormField, ...]:
    return (
        FormField("speaker", _("Speaker (no. or name)"), Shape.SPEAKER),
        FormField("village", _("Village")),
        FormField("kind", _("Kind"), Shape.CHOICE, _choices(catalogues.kinds.choices)),
        FormField("field", _("Field"), Shape.CHOICE, _choices(catalogues.fields.choices)),
        FormField("content", _("Content"), Shape.LINES),
        FormField("people", _("People with the same matter"), Shape.NUMBER),
        FormField(
            "competence", _("Competence"), Shape.CHOICE, _choices(catalogues.competences.choices)
        ),
        FormField("referred_to", _("Passed on to")),
        FormField("referral_document", _("Under document")),
        FormField("phone", _("Phone (if a reply is wanted)")),
        FormField("address", _("Address")),
        FormField("resolved", _("Settled on"), Shape.DATE),
        FormField("unanswered", _("Not answered because")),
        FormField("note", _("Note"), Shape.LINES),
    )


def _answer(catalogues: Catalogues) -> tuple[FormField, ...]:
    return (
        FormField("content", _("Answer"), Shape.LINES),
        FormField("by", _("Answered by")),
        FormField("outcome", _("Outcome"), Shape.CHOICE, _choices(catalogues.outcomes.choices)),
    )


def _commitment(catalogues: Catalogues) -> tuple[FormField, ...]:
    units = tuple((unit.name, unit.code, unit.name) for unit in catalogues.units.choices)
    return (
        FormField("content", _("Promise"), Shape.LINES),
        FormField("lead_unit", _("Responsible unit"), Shape.UNIT, units),
        FormField("supporting_units", _("Supporting units (, ;)"), Shape.UNITS, units),
        FormField("contact", _("Contact person")),
        FormField("due_text", _("Deadline as said"), Shape.DEADLINE),
        FormField("unit_unclear", _("Unit unclear because")),
        FormField("due_unclear", _("Deadline unclear because")),
    )


def _review(catalogues: Catalogues) -> tuple[FormField, ...]:
    results = tuple((result.value, "", result_name(result)) for result in Result)
    units = tuple((unit.name, unit.code, unit.name) for unit in catalogues.units.choices)
    return (
        FormField("result", _("Result"), Shape.CHOICE, results),
        FormField("note", _("What was said"), Shape.LINES),
        FormField("on", _("Day of the review"), Shape.DATE),
        FormField("by", _("Said by")),
        FormField("progress", _("Progress (percent)"), Shape.NUMBER),
        FormField("reason", _("Reason")),
        FormField("due_text", _("New deadline as said"), Shape.DEADLINE),
        FormField("agreed_by", _("Agreed by")),
        FormField("unit", _("New responsible unit"), Shape.UNIT, units),
        FormField("document", _("Proof: document number")),
        FormField("file", _("Proof: file name")),
    )


def _duty(catalogues: Catalogues) -> tuple[FormField, ...]:
    return (
        FormField("clock", _("Duty"), Shape.CHOICE, _choices(catalogues.deadlines.choices)),
        FormField("on", _("Done on"), Shape.DATE),
        FormField("document", _("Under document")),
        FormField("by", _("Done by")),
        FormField("note", _("Note"), Shape.LINES),
    )


def _choices(entries: Iterable[Entry]) -> tuple[tuple[str, str, str], ...]:
    return tuple((entry.id, getattr(entry, "code", ""), entry.name) for entry in entries)
