"""Joining two issues into one: nothing that was said or promised on either is lost."""

from typing import Final

import msgspec

from danvan_tui.language import _
from danvan_tui.ledger.errors import InvalidChangeError
from danvan_tui.ledger.fold import DELETED
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.rearranging.standing import hanging, issue_of
from danvan_tui.ledger.state import State
from danvan_tui.model.records import Issue, Table, Value
from danvan_tui.model.repeating import words_of

_OF_SPEAKER: Final = ("phone", "address")
_OF_MATTER: Final = ("competence", "referred_to", "referral_document", "kind", "field")


def join_edits(notebook: Notebook, issue: str, other: str) -> list[Edit]:
    """Edits that put another issue into this one and take it out; raises InvalidChangeError.

    The kind of the first stays; who else spoke stands in its note.
    """
    state = notebook.state
    kept, joined = issue_of(state, issue), issue_of(state, other)
    problem = why_not_joined(state, issue, other)
    if problem:
        raise InvalidChangeError(problem)
    return [
        Edit(Table.ISSUES, issue, _together(state, kept, joined)),
        *(Edit(table, record, {"issue": issue}) for table, record in hanging(state, other)),
        *_repeating(state, issue, other),
        Edit(Table.ISSUES, other, {DELETED: True}),
    ]


def why_not_joined(state: State, issue: str, other: str) -> str:
    """Why two issues cannot be one, in one sentence; empty where they can."""
    if issue == other:
        return _("An opinion cannot be joined to itself. Nothing was changed.")
    if (issue in state.fold.protected) != (other in state.fold.protected):
        return _(
            "A denunciation cannot be joined with an open opinion: its content is secret. "
            "Nothing was changed."
        )
    return ""


def _together(state: State, kept: Issue, joined: Issue) -> dict[str, Value]:
    same_speaker = _speaker(kept) == _speaker(joined)
    names = (*_OF_SPEAKER, *_OF_MATTER) if same_speaker else _OF_MATTER
    theirs, ours = msgspec.structs.asdict(joined), msgspec.structs.asdict(kept)
    fields: dict[str, Value] = {
        name: theirs[name] for name in names if theirs[name] and not ours[name]
    }
    same_as = _repeats(kept, joined)
    if same_as != kept.same_as:
        fields["same_as"] = same_as or None
    carried = [name for name in joined.assumed if name in fields]
    if carried:
        fields["assumed"] = [*kept.assumed, *carried]
    people = _people(kept, joined, same_speaker)
    if people != kept.people:
        fields["people"] = people
    note = _lines(kept.note, "" if same_speaker else _also(state, joined), joined.note)
    if note != kept.note:
        fields["note"] = note
    said = joined.content
    if not said and joined.same_as not in (kept.id, same_as):
        said = words_of(joined, {one.id: one for one in state.issues()})
    return {"content": _lines(kept.content, said)} | fields


def _repeats(kept: Issue, joined: Issue) -> str:
    """Which issue both together repeat: none that they are themselves."""
    repeated = (one.same_as for one in (kept, joined))
    return next((one for one in repeated if one not in ("", kept.id, joined.id)), "")


def _people(kept: Issue, joined: Issue, same_speaker: bool) -> int | None:
    """One speaker came with the larger of both groups; two speakers are people on their own."""
    if same_speaker:
        return max(filter(None, (kept.people, joined.people)), default=None)
    return (kept.people or 1) + (joined.people or 1)


def _speaker(issue: Issue) -> tuple[str, str]:
    return (issue.speaker, "" if issue.speaker else issue.speaker_name.casefold())


def _also(state: State, joined: Issue) -> str:
    listed = next((one for one in state.attendance() if one.id == joined.speaker), None)
    name = listed.name if listed else joined.speaker_name
    village = joined.village or (listed.village if listed else "")
    who = ", ".join(filter(None, [name, village, joined.phone]))
    return _("Also raised by: {who}").format(who=who) if who else ""


def _lines(*texts: str) -> str:
    return "\n".join(filter(None, texts))


def _repeating(state: State, issue: str, other: str) -> list[Edit]:
    """What repeated the one that goes repeats the one that stays."""
    return [
        Edit(Table.ISSUES, one.id, {"same_as": issue})
        for one in state.issues()
        if one.same_as == other and one.id != issue
    ]
