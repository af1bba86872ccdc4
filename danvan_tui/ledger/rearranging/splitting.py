"""Splitting one speech into several issues: the law wants each kind on its own."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from danvan_tui.language import _
from danvan_tui.ledger.errors import InvalidChangeError
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.rearranging.order import places
from danvan_tui.ledger.rearranging.standing import issue_of
from danvan_tui.model.records import DENUNCIATION, Issue, Table, Value

_SPEAKER = ("speaker", "speaker_name", "village", "phone", "address")


@dataclass(frozen=True)
class Part:
    """One opinion out of a speech; what is empty stays as it is, or stays unknown."""

    content: str
    kind: str = ""
    field: str = ""
    people: int | None = None
    assumed: tuple[str, ...] = ()
    """Which of kind and field were understood or carried on, not said."""


def split_edits(notebook: Notebook, issue: str, parts: Sequence[Part]) -> list[Edit]:
    """Edits that make several issues of one; raises InvalidChangeError.

    The first part stays the record with all that hangs on it; the others come right behind it.
    """
    whole = issue_of(notebook.state, issue)
    protected = issue in notebook.state.fold.protected
    _check(parts, protected)
    first, *others = parts
    number = notebook.state.next_number(Table.ISSUES)
    new = [
        Edit(Table.ISSUES, notebook.new_id(), _fields(whole, part, number + more, protected))
        for more, part in enumerate(others)
    ]
    said = _said(first, protected)
    kept = Edit(Table.ISSUES, issue, {name: said[name] for name in said if name != "assumed"})
    return [kept, *new, *_placed_behind(notebook, issue, new)]


def lost_words(content: str, parts: Sequence[Part]) -> list[str]:
    """The words of a content that stand in none of the parts, in their order."""
    kept = Counter(word for part in parts for word in part.content.split())
    lost = []
    for word in content.split():
        kept[word] -= 1
        if kept[word] < 0:
            lost.append(word)
    return lost


def _check(parts: Sequence[Part], protected: bool) -> None:
    if len(parts) < 2 or not all(part.content.strip() for part in parts):
        raise InvalidChangeError(
            _("To split an opinion, at least two parts need words. Nothing was changed.")
        )
    if not protected and any(part.kind == DENUNCIATION for part in parts):
        # What was said stays in the history of this issue, which everybody may see.
        raise InvalidChangeError(
            _(
                "One part is a denunciation, so the whole opinion has to be kept secret. Nothing "
                "was changed; make the opinion a denunciation in its form, and write the rest on "
                "a line of its own."
            )
        )


def _said(part: Part, protected: bool) -> dict[str, Value]:
    said: dict[str, Value] = {"content": part.content}
    if part.people:
        said["people"] = part.people
    if protected:
        return said
    told = {name: value for name, value in (("kind", part.kind), ("field", part.field)) if value}
    assumed = [name for name in told if name in part.assumed]
    return said | told | ({"assumed": assumed} if assumed else {})


def _fields(whole: Issue, part: Part, number: int, protected: bool) -> dict[str, Value]:
    fields: dict[str, Value] = {"number": number}
    row = msgspec.structs.asdict(whole)
    fields |= {name: row[name] for name in _SPEAKER if row[name]}
    if protected:
        fields["kind"] = DENUNCIATION
    return fields | _said(part, protected)


def _placed_behind(notebook: Notebook, issue: str, new: Sequence[Edit]) -> list[Edit]:
    issues = [msgspec.convert({"id": one.record, **one.fields}, Issue) for one in new]
    order: list[Issue] = []
    for one in notebook.state.issues():
        order += [one, *issues] if one.id == issue else [one]
    given = places(order, {one.record for one in new})
    return [Edit(Table.ISSUES, one, {"position": place}) for one, place in given.items()]
