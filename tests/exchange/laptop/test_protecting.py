"""Promise: what became secret in one of two notes that were put together stands openly in none."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan_tui.exchange.laptop.protecting import protect
from danvan_tui.exchange.merging import merge_sessions
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import DENUNCIATION, Table

NAME = "Lò Văn Kín"


def _with_opinion(notebook: Notebook, content: str) -> str:
    edit = notebook.new(Table.ISSUES, content=content, speaker_name=NAME, kind="proposal")
    notebook.record([edit])
    return edit.record


@pytest.mark.parametrize("where", [0, 1])
@pytest.mark.parametrize("is_matched", [True, False])
@pytest.mark.parametrize("is_taken_out", [True, False])
def test_a_denunciation_after_merging_is_put_away_in_both(
    tmp_path: Path, where: int, is_matched: bool, is_taken_out: bool
) -> None:
    shelf = Shelf(tmp_path)
    codes = [shelf.create(date="2026-11-20", villages=["Thôn A"]) for _session in range(2)]
    ours, theirs = (shelf.open(code, person="Mai") for code in codes)
    other = _with_opinion(theirs, "Trưởng bản lấy tiền của dân")
    mine = _with_opinion(ours, "Trưởng bản thu tiền sai") if is_matched else other
    merge_sessions(ours, theirs, {(Table.ISSUES, other): mine} if is_matched else {})
    notebook, opinion = ((ours, mine), (theirs, other))[where]
    notebook.record([Edit(Table.ISSUES, opinion, {"kind": DENUNCIATION})])
    if is_taken_out:
        for one, record in ((ours, mine), (theirs, other)):
            one.record(one.removal(Table.ISSUES, record))
    ours.close()
    theirs.close()
    protected = protect(shelf, "Mai")
    assert len(protected.sentences) == 1
    assert not protected.exposed
    open_files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not [
        path.name
        for path in open_files
        if not path.name.startswith("protected") and NAME.encode() in path.read_bytes()
    ]
    assert protect(shelf, "Mai").sentences == []
    assert any(shelf.rows(path.name).has_grown for path in shelf.folders()) is is_taken_out


def _all_hidden(root: Path) -> bool:
    return not any(
        NAME.encode() in path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not path.name.startswith("protected")
    )


@pytest.mark.parametrize("into", [(0, 0), (0, 1)], ids=["a star", "a chain"])
def test_it_is_put_away_in_all_of_three_notes_at_once(
    tmp_path: Path, into: tuple[int, int]
) -> None:
    shelf = Shelf(tmp_path)
    codes = [shelf.create(date="2026-11-20", villages=["Thôn A"]) for _session in range(3)]
    notes = [shelf.open(code, person="Mai") for code in codes]
    said = [_with_opinion(one, f"Trưởng bản lấy tiền {place}") for place, one in enumerate(notes)]
    for theirs, ours in reversed(list(enumerate(into, start=1))):
        merge_sessions(notes[ours], notes[theirs], {(Table.ISSUES, said[theirs]): said[ours]})
    notes[2].record([Edit(Table.ISSUES, said[2], {"kind": DENUNCIATION})])
    for one in notes:
        one.close()
    assert protect(shelf, "Mai").sentences
    assert _all_hidden(tmp_path)


def test_it_is_put_away_also_where_the_matching_was_taken_back(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    codes = [shelf.create(date="2026-11-20", villages=["Thôn A"]) for _session in range(2)]
    ours, theirs = (shelf.open(code, person="Mai") for code in codes)
    mine, other = (_with_opinion(one, f"Lấy tiền {one.folder.name}") for one in (ours, theirs))
    merge_sessions(ours, theirs, {(Table.ISSUES, other): mine})
    ours.undo()
    theirs.record([Edit(Table.ISSUES, other, {"kind": DENUNCIATION})])
    ours.close()
    theirs.close()
    assert protect(shelf, "Mai").sentences
    assert _all_hidden(tmp_path)
