"""The veil: what a list may show of an issue whose speaker is protected (Luật Tố cáo)."""

from msgspec.structs import asdict

from danvan_tui.ledger.fold import Fold, Row
from danvan_tui.ledger.mentions import Mentions
from danvan_tui.model.records import IDENTIFYING, Review, Table, Value

HIDDEN = "●●●"
_SHOWN_OF_HANGING = frozenset(
    {
        "id",
        "issue",
        "number",
        "outcome",
        "lead_unit",
        "supporting_units",
        "due",
        "due_how",
        "first_due",
        "state",
        "commitment",
        "result",
        "after",
        "on",
        "progress",
        "was_due",
        "unit",
        "clock",
    }
)
"""What stays readable of what was said and done for a protected speaker, so that it is kept."""


def veiled(fold: Fold, table: Table, row: Row) -> Row:
    """The row as everybody may see it."""
    if table is Table.ISSUES and row["id"] in fold.protected:
        open_fields = {name: row[name] for name in row if name not in IDENTIFYING}
        return open_fields | {"protected": True}
    if table is Table.ISSUES and row.get("same_as") in fold.protected:
        return {name: row[name] for name in row if name != "same_as"}
    key = (table, str(row["id"]))
    issues = [issue for issue in fold.protected if key in fold.hanging_on(issue)]
    if issues:
        mentions = Mentions(
            set().union(*(given_names(fold, issue) for issue in issues)),
            set().union(*(_given_details(fold, issue) for issue in issues)),
        )
        shown = {name: _shown(mentions, name, value) for name, value in row.items()}
        known: Row = {name: value for name, value in shown.items() if value is not None}
        return known | {"protected": True} if table is Table.COMMITMENTS else known
    return row


def as_secret(review: Review) -> Review:
    """A review as it may be seen, where its session does not know yet that it is secret."""
    row = asdict(review)
    kept = {name: value for name, value in row.items() if name in _SHOWN_OF_HANGING}
    words = {name for name, value in row.items() if isinstance(value, str) and value}
    return Review(**kept | dict.fromkeys(words - kept.keys(), HIDDEN))


def _shown(mentions: Mentions, name: str, value: Value) -> Value:
    if name in _SHOWN_OF_HANGING:
        return value if name in {"id", "issue", "commitment", "after"} else _hide(mentions, value)
    return HIDDEN if isinstance(value, str) else None


def given_names(fold: Fold, issue: str) -> set[str]:
    """Every name that was ever given for the speaker of an issue, on the list too."""
    return _given(fold, issue, ("speaker_name",), "name")


def _given_details(fold: Fold, issue: str) -> set[str]:
    """What is found even where it is one word: his names as they stand, numbers and addresses."""
    return given_names(fold, issue) | _given(fold, issue, ("phone", "address"), "phone")


def _given(fold: Fold, issue: str, said: tuple[str, ...], listed: str) -> set[str]:
    versions = [one for name in said for one in fold.versions(Table.ISSUES, issue, name)]
    for speaker in fold.versions(Table.ISSUES, issue, "speaker"):
        versions += fold.versions(Table.ATTENDANCE, str(speaker.value), listed)
    return {str(version.value) for version in versions if version.value}


def _hide(mentions: Mentions, value: Value) -> Value:
    if isinstance(value, list):
        return [mentions.without(entry, HIDDEN) for entry in value]
    return mentions.without(value, HIDDEN) if isinstance(value, str) else value
