"""What the closing screen lists: one row for each thing that is missing, and the keys for it."""

from __future__ import annotations

from danvan_tui.language import _
from danvan_tui.ledger.closing import can_be_unclear
from danvan_tui.ledger.state import State
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.model.records import Table
from danvan_tui.model.rules import Gap
from danvan_tui.tui.keymap import KeyPlan
from danvan_tui.tui.screens.session_rows import key_of
from danvan_tui.tui.widgets.bars import Key
from danvan_tui.tui.widgets.columns import Column
from danvan_tui.tui.widgets.table import Row
from danvan_tui.wording import words
from danvan_tui.wording.gaps import gap_in_words
from danvan_tui.wording.sentences import record_in_words

_DOUBTS = frozenset({"answer", "speaker"})


def columns() -> list[Column]:
    """The columns of the list."""
    return [
        Column("", 1, tone="warning"),
        Column(_("Record"), 14),
        Column(_("Missing"), 34, tone="strong"),
        Column(_("Content")),
    ]


def row_of(gap: Gap, state: State, catalogues: Catalogues) -> Row:
    """One thing that is missing, with a sign where it stands in the way."""
    cells = (
        "?" if _is_doubt(gap) else "!",
        _name(gap, state),
        gap_in_words(gap, state, catalogues),
        _content(gap, state),
    )
    return Row(f"{key_of(gap.table, gap.record)}|{gap.field}", cells, "muted")


def keys(gap: Gap | None, lacking: int, plan: KeyPlan, *, assumed: bool = False) -> list[Key]:
    """The keys that do something about what is under the cursor, and about all of it.

    ``assumed``: something in the list was understood from the words, here or elsewhere.
    """
    own = [] if gap is None else _keys_for(gap, plan)
    if assumed and not (gap and gap.assumed):
        own.append(plan.bar_key("confirm_all"))
    if lacking > 1:
        own.append(plan.bar_key("all_unclear", _("all unclear")))
    read, *others = [plan.bar_key(name) for name in ("read_back", "leave", "help")]
    if lacking:
        return [*own, read, *others]
    return [plan.bar_key("close"), read, *own, *others]


def _keys_for(gap: Gap, plan: KeyPlan) -> list[Key]:
    if gap.assumed:
        changing = Key("Enter", _("change"), "fill")
        return [plan.bar_key("confirm"), changing, plan.bar_key("confirm_all")]
    if gap.field == "answer":
        return [Key("Enter", _("answer"), "fill"), plan.bar_key("unclear", _("no answer"))]
    if gap.field == "result":
        said = _("why not")
        return [Key("Enter", _("result"), "fill"), plan.bar_key("unclear", said)]
    filling = [Key("Enter", _("fill in"), "fill")]
    return [*filling, plan.bar_key("unclear")] if can_be_unclear(gap) else filling


def _is_doubt(gap: Gap) -> bool:
    return gap.assumed or gap.field in _DOUBTS


def _name(gap: Gap, state: State) -> str:
    """What people call the record: a promise made before by its session and number."""
    row = state.row(gap.table, gap.record) if gap.table is Table.REVIEWS else None
    if row is None:
        return record_in_words(gap.table, str(gap.number))
    return f"{row.get('promised_in', '')}/{row.get('promised_number', '')}"


def _content(gap: Gap, state: State) -> str:
    if gap.table is Table.REVIEWS:
        return words.one_line(str((state.row(gap.table, gap.record) or {}).get("promise", "")))
    if gap.table is Table.ISSUES:
        issues = state.issues()
        numbers = {issue.id: issue.number for issue in issues}
        found = (words.said(issue, numbers) for issue in issues if issue.id == gap.record)
    else:
        found = (one.content for one in state.commitments() if one.id == gap.record)
    return words.one_line(next(found, ""))
