"""The veil: what a list may show of an issue whose speaker is protected (Luật Tố cáo)."""

import re
import unicodedata

from msgspec.structs import asdict

from danvan_tui.ledger.fold import Fold, Row
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

_FORMS_OF_ADDRESS = "(?:ong|ba|anh|chi|co|chu|bac|cu|em|dong chi|d/c)"


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
        pattern = _pattern(set().union(*(_given_names(fold, issue) for issue in issues)))
        shown = {name: _shown(pattern, name, value) for name, value in row.items()}
        known: Row = {name: value for name, value in shown.items() if value is not None}
        return known | {"protected": True} if table is Table.COMMITMENTS else known
    return row


def as_secret(review: Review) -> Review:
    """A review as it may be seen, where its session does not know yet that it is secret."""
    row = asdict(review)
    kept = {name: value for name, value in row.items() if name in _SHOWN_OF_HANGING}
    words = {name for name, value in row.items() if isinstance(value, str) and value}
    return Review(**kept | dict.fromkeys(words - kept.keys(), HIDDEN))


def _shown(pattern: re.Pattern[str] | None, name: str, value: Value) -> Value:
    if name in _SHOWN_OF_HANGING:
        return value if name in {"id", "issue", "commitment", "after"} else _hide(pattern, value)
    return HIDDEN if isinstance(value, str) else None


def _given_names(fold: Fold, issue: str) -> set[str]:
    """Every name, number and address that was ever given for the speaker of an issue."""
    given = {
        str(version.value)
        for name in ("speaker_name", "phone", "address")
        for version in fold.versions(Table.ISSUES, issue, name)
        if version.value
    }
    for speaker in fold.versions(Table.ISSUES, issue, "speaker"):
        for name in ("name", "phone"):
            known = fold.versions(Table.ATTENDANCE, str(speaker.value), name)
            given |= {str(version.value) for version in known if version.value}
    return given


def _pattern(names: set[str]) -> re.Pattern[str] | None:
    """Finds the names whole, and the last word or two behind a form of address ("bà Mùi")."""
    forms: list[str] = []
    for name in sorted(names, key=len, reverse=True):
        words = [re.escape(word) for word in _plain(name).split()]
        if words:
            forms.append(r"\s+".join(words))
            forms += [rf"{_FORMS_OF_ADDRESS}\s+" + r"\s+".join(words[-n:]) for n in (2, 1)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)") if forms else None


def _hide(pattern: re.Pattern[str] | None, value: Value) -> Value:
    if pattern is None or not isinstance(value, str | list):
        return value
    if isinstance(value, list):
        return [str(_hide(pattern, entry)) for entry in value]
    pieces, end = [], 0
    for match in pattern.finditer(_plain(value)):
        pieces += [value[end : match.start()], HIDDEN]
        end = match.end()
    return "".join([*pieces, value[end:]])


def _plain(text: str) -> str:
    """Lower case without marks, letter for letter, so that places stay the same."""
    return "".join(_plain_letter(letter) for letter in text)


def _plain_letter(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[0].lower()
    return "d" if base == "đ" else base if len(base) == 1 else letter
