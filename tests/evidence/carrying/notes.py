"""What people write in a session, drawn at random: every kind of entry, undone and redone too."""

import contextlib
import random
from collections.abc import Iterable

from danvan_tui.ledger.closing import close_session
from danvan_tui.ledger.errors import LedgerError
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.state import State
from danvan_tui.model.records import DENUNCIATION, Result, Table, Value

_WORDS = ("đường", "mương", "cống", "điện", "nước", "đất", "trường", "chợ", "đèn", "rác", "cầu")
_NAMES = ("Lò Văn Xuân", "Hà Thị Mùi", "Vi Văn Bảy", "Lường Thị Ơn", "Quàng Văn Pó")
_OWN = (Table.ATTENDANCE, Table.ISSUES, Table.ANSWERS, Table.COMMITMENTS)


def write(chance: random.Random, notebook: Notebook) -> str:
    """Do one thing in a session and say what; what the rules refuse is left undone."""
    doing = chance.choices(
        (_new, _change, _take_out, _undo, _redo, _denounce, _review, _step),
        (10, 12, 3, 2, 1, 1, 3, 3),
    )[0]
    is_closed = _is_closed(notebook)
    before = notebook.state.fold.latest
    try:
        doing(chance, notebook)
        if notebook.state.fold.latest == before:  # there is none yet
            _new(chance, notebook)
    except LedgerError:
        return "refused by the rules"  # closed, or nothing to undo: as on the screen
    return "corrections of closed minutes" if is_closed and doing is not _review else "entries"


def change_one(chance: random.Random, notebook: Notebook, table: Table, record: str) -> bool:
    """Say something else in one record, or take it out; False where the rules refuse it."""
    try:
        if chance.random() < 0.15:
            notebook.record(notebook.removal(table, record), reason=_reason(notebook))
        else:
            name = "name" if table is Table.ATTENDANCE else "content"
            edit = Edit(table, record, {name: _text(chance)})
            notebook.record([edit], reason=_reason(notebook))
    except LedgerError:
        return False
    return True


def hear_the_same(chance: random.Random, notebooks: Iterable[Notebook]) -> None:
    """Let several write down the same person and nearly the same words."""
    name, said = f"{chance.choice(_NAMES)} {chance.randrange(100)}", _text(chance)
    for notebook in notebooks:
        person = notebook.new(Table.ATTENDANCE, name=name, village="Thôn Gò Vối")
        words: dict[str, Value] = {"content": f"{said} {chance.choice(_WORDS)}", "kind": "proposal"}
        issue = notebook.new(Table.ISSUES, speaker=person.record, **words)
        with contextlib.suppress(LedgerError):
            notebook.record([person, issue], reason=_reason(notebook))


def review_promise(chance: random.Random, notebook: Notebook) -> bool:
    """Say what was found out about a promise; False where there is none, or none may."""
    before = notebook.state.fold.latest
    with contextlib.suppress(LedgerError):
        _review(chance, notebook)
    return notebook.state.fold.latest > before


def any_record(chance: random.Random, state: State) -> tuple[Table, str] | None:
    """Something that stands in the minutes."""
    return _any(chance, state, _OWN)


def _new(chance: random.Random, notebook: Notebook) -> None:
    table = chance.choice(_OWN)
    fields: dict[str, Value] = {"content": _text(chance)}
    if table is Table.ATTENDANCE:
        fields = {"name": chance.choice(_NAMES), "village": f"Thôn {chance.randrange(3)}"}
    elif table is Table.ISSUES:
        fields |= {"speaker_name": chance.choice(_NAMES), "kind": "proposal"}
    else:
        issues = sorted(notebook.state.fold.rows[Table.ISSUES])
        fields["issue"] = chance.choice(issues) if issues else ""
        if table is Table.COMMITMENTS:
            fields |= {"lead_unit": "Phòng Kinh tế", "due": "2026-12-15", "due_how": "ngày"}
    reason = chance.choice(("", _reason(notebook)))
    notebook.record([notebook.new(table, **fields)], reason=reason)


def _change(chance: random.Random, notebook: Notebook) -> None:
    found = _any(chance, notebook.state, _OWN)
    if found:
        table, record = found
        name = "name" if table is Table.ATTENDANCE else "content"
        reason = chance.choice(("", _reason(notebook)))
        notebook.record([Edit(table, record, {name: _text(chance)})], reason=reason)


def _take_out(chance: random.Random, notebook: Notebook) -> None:
    found = _any(chance, notebook.state, _OWN)
    if found:
        notebook.record(notebook.removal(*found))


def _undo(chance: random.Random, notebook: Notebook) -> None:
    del chance
    notebook.undo()


def _redo(chance: random.Random, notebook: Notebook) -> None:
    del chance
    notebook.redo()


def _denounce(chance: random.Random, notebook: Notebook) -> None:
    found = _any(chance, notebook.state, (Table.ISSUES,))
    if found:
        notebook.record([Edit(*found, {"kind": DENUNCIATION})])


def _review(chance: random.Random, notebook: Notebook) -> None:
    found = _any(chance, notebook.state, (Table.COMMITMENTS,))
    if found is None:
        return
    fold = notebook.state.fold
    issue = fold.rows[Table.COMMITMENTS][found[1]].get("issue", "")
    known = [one.id for one in notebook.state.reviews() if one.commitment == found[1]]
    said: dict[str, Value] = {
        "commitment": found[1],
        "issue": issue,
        "result": chance.choice((Result.CONFIRMED, Result.IN_PROGRESS, Result.NOTED)).value,
        "after": known,
        "on": "2026-11-22",
        "note": _text(chance),
    }
    notebook.record([notebook.new(Table.REVIEWS, **said)])


def _step(chance: random.Random, notebook: Notebook) -> None:
    session = notebook.state.session
    if session.state == "draft":
        notebook.record([Edit(Table.SESSION, session.id, {"state": "live"})])
    elif not _is_closed(notebook) and chance.random() < 0.5:
        close_session(notebook, "chưa rõ")


def _reason(notebook: Notebook) -> str:
    return "đính chính" if _is_closed(notebook) else ""


def _is_closed(notebook: Notebook) -> bool:
    return notebook.state.session.state == "closed"


def _any(
    chance: random.Random, state: State, tables: tuple[Table, ...]
) -> tuple[Table, str] | None:
    rows = state.fold.rows
    found = [(table, record) for table in tables for record in sorted(rows[table])]
    return chance.choice(found) if found else None


def _text(chance: random.Random) -> str:
    return " ".join(chance.choices(_WORDS, k=chance.randint(2, 6))) + f" {chance.randrange(10**6)}"
