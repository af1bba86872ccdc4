"""Linking an issue to the one it repeats, instead of writing the same once more."""

from dataclasses import dataclass

from danvan_tui.ledger.operation import Edit
from danvan_tui.model.records import Value


@dataclass(frozen=True)
class Like:
    """The issue raised before, here or in another session."""

    id: str
    kind: str = ""
    field: str = ""
    content: str = ""
    """Its words where it stands in another session; here they are read where it stands."""


def linked(edit: Edit, like: Like) -> Edit:
    """The edit of a new issue as one that repeats another.

    Kind and field come from that one where they were not said; then they are assumed.
    """
    said = edit.fields
    before = said.get("assumed")
    assumed = list(before) if isinstance(before, list) else []
    carried = {
        name: value
        for name, value in (("kind", like.kind), ("field", like.field))
        if value and (not said.get(name) or name in assumed)
    }
    fields: dict[str, Value] = {**said, **carried, "same_as": like.id}
    assumed += [name for name in carried if name not in assumed]
    if assumed:
        fields["assumed"] = assumed
    return edit._replace(fields=fields)
