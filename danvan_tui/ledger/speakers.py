"""Who spoke, also where he is on the list of those present no more."""

from danvan_tui.ledger.fold import Fold, Row
from danvan_tui.ledger.operation import Edit
from danvan_tui.model.records import Table, Value

NAMED = frozenset({"speaker", "speaker_name", "village"})
"""What is set in an opinion whose speaker is taken off the list."""


def parting_edits(fold: Fold, attendee: str) -> list[Edit]:
    """Edits that put who is taken off the list into the opinions he is the speaker of.

    A denunciation is left alone: an entry for it beside his would tell whose it is.
    """
    return [
        Edit(Table.ISSUES, issue, _named(fold, row))
        for issue, row in fold.rows[Table.ISSUES].items()
        if row.get("speaker") == attendee and issue not in fold.protected
    ]


def with_speaker(fold: Fold, row: Row) -> Row:
    """The row of an issue, with the name of a listed speaker who was taken off the list."""
    speaker = row.get("speaker")
    if not speaker or speaker in fold.rows[Table.ATTENDANCE]:
        return row
    known = row | _named(fold, row)
    return {name: value for name, value in known.items() if value is not None}


def _named(fold: Fold, row: Row) -> dict[str, Value]:
    speaker = str(row["speaker"])
    fields: dict[str, Value] = {"speaker": None}
    for name, listed in (("speaker_name", "name"), ("village", "village")):
        given = row.get(name) or last_said(fold, speaker, listed)
        if given:
            fields[name] = given
    return fields


def last_said(fold: Fold, attendee: str, name: str) -> Value:
    """What the list said last of somebody, whether he is on it or not."""
    key = (Table.ATTENDANCE, attendee, name)
    known = fold.heads(*key) or fold.versions(*key)[-1:]
    return known[0].value if known else None
