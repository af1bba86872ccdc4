"""Promise: damage to the file of the index only costs reading again, and no secret is in it."""

from __future__ import annotations

import pytest

from danvan_tui.followup.index.derived import read_derived
from danvan_tui.ledger import folder_store
from danvan_tui.ledger.operation import Edit
from danvan_tui.model.records import DENUNCIATION, CommitmentState, Table
from tests.followup.shelves import NAME, SECRET, Shelved, state

# The derived file


def test_a_file_that_cannot_be_written_is_no_trouble_for_anybody(shelved: Shelved) -> None:
    shelved.promise(shelved.session())
    (shelved.shelf.root / "derived").write_bytes(b"in the way")
    shelved.index.bring_up_to_date()
    assert (len(shelved.index.promises), shelved.index.problems) == (1, [])


@pytest.mark.parametrize("cut", [0, 1, 30, 200, -1])
def test_a_file_that_was_cut_is_as_good_as_none(shelved: Shelved, cut: int) -> None:
    shelved.promise(shelved.session())
    shelved.index.bring_up_to_date()
    assert read_derived(shelved.file).sessions
    shelved.file.write_bytes(shelved.file.read_bytes()[:cut])
    assert not read_derived(shelved.file).sessions
    shelved.restart()
    shelved.index.bring_up_to_date()
    assert len(shelved.index.promises) == 1
    assert read_derived(shelved.file).sessions


def test_a_file_of_another_make_is_read_anew(
    shelved: Shelved, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelved.promise(shelved.session())
    shelved.index.bring_up_to_date()
    monkeypatch.setattr("danvan_tui.followup.index.derived.FORMAT", 99)
    shelved.restart()
    shelved.index.load()
    assert list(shelved.index.promises) == []
    shelved.index.bring_up_to_date()
    assert len(shelved.index.promises) == 1


# What the law protects


def betrayed(shelved: Shelved) -> bool:
    """Whether the derived file holds anything of the denunciation."""
    if not shelved.file.exists():
        return False
    kept = read_derived(shelved.file).sessions.values()
    held = repr([(one.extract, one.rows) for one in kept]) + str(shelved.file.read_bytes())
    return any(secret in held for secret in (SECRET, NAME, NAME.casefold(), "Páo", "Pàng"))


def test_what_is_denounced_is_in_no_file_and_in_no_answer(shelved: Shelved) -> None:
    folder = shelved.session()
    promise = shelved.promise(folder, f"Xác minh lời {NAME} nói")
    shelved.protect(folder)
    shelved.index.bring_up_to_date()
    (shown,) = shelved.index.promises
    assert shown.protected
    assert (shown.unit, shown.due) == ("UBND xã", "2026-12-15")
    assert shelved.file.exists()
    assert not betrayed(shelved)
    told = repr((shown, shelved.index.extracts(), shelved.index.in_full(promise)))
    assert NAME not in told
    assert SECRET not in told


def _said_openly(shelved: Shelved) -> str:
    """A session that says everything, not protected yet, and the file that holds it."""
    folder = shelved.session()
    shelved.promise(folder, f"Xác minh lời {NAME} nói")
    shelved.index.bring_up_to_date()
    assert betrayed(shelved)
    return folder


def test_what_becomes_a_denunciation_is_gone_from_the_file_with_that_entry(
    shelved: Shelved,
) -> None:
    folder = _said_openly(shelved)
    shelved.protect(folder)  # in another window: nobody tells this index
    assert not betrayed(shelved)
    shelved.index.store()
    assert not betrayed(shelved)
    shelved.index.bring_up_to_date()
    assert not betrayed(shelved)
    assert shelved.file.exists()


def test_what_became_a_denunciation_since_it_was_read_is_not_kept(shelved: Shelved) -> None:
    folder = _said_openly(shelved)
    shelved.promise(shelved.session())
    index = shelved.index
    for stale in index.survey().stale:
        index.accept(index.read(stale))
    shelved.protect(folder)
    index.store()
    assert not betrayed(shelved)


def test_what_a_crash_left_in_the_file_is_gone_when_the_session_is_opened_again(
    shelved: Shelved, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _said_openly(shelved)
    notebook = shelved.shelf.open(folder)
    (issue,) = notebook.state.issues()
    entry = notebook.prepare([Edit(Table.ISSUES, issue.id, {"kind": DENUNCIATION})])
    with monkeypatch.context() as powerless:
        powerless.setattr(folder_store, "erase", lambda *_place: None)
        powerless.setattr(folder_store, "forget_derived", lambda _folder: None)
        notebook.write(entry)
    assert betrayed(shelved)
    notebook.close()
    shelved.shelf.open(folder).close()
    assert not betrayed(shelved)


def test_a_session_that_is_being_written_is_never_in_the_file(shelved: Shelved) -> None:
    folder, later = shelved.session(), shelved.session()
    promise = shelved.promise(folder)
    shelved.open_here(later)
    shelved.review(later, promise)
    shelved.index.bring_up_to_date()
    assert state(shelved.index) is CommitmentState.CONFIRMED
    kept = read_derived(shelved.file).sessions
    assert [*kept] == [folder]
    assert [row.state for row in kept[folder].rows] == [CommitmentState.OPEN]
    shelved.close_all()
