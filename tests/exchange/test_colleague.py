"""What a colleague wrote of the same session joins it, and is refused where it is not whole."""

from pathlib import Path

import pytest

from danvan_tui.exchange.document import Profile
from danvan_tui.exchange.errors import MergeError
from danvan_tui.exchange.export import build_export, write_export
from danvan_tui.exchange.keys import make_keys
from danvan_tui.exchange.merging import merge_file
from danvan_tui.exchange.parcel import Kind, make_parcel
from danvan_tui.ledger.errors import LedgerError
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import Table
from tests.exchange.notes import AT, shelf_of
from tests.ledger.sessions import change, say, seen


@pytest.fixture
def colleague(tmp_path: Path, ours: Notebook) -> Notebook:
    """The same session on another laptop, begun from a file of this one."""
    say(ours, "đường hỏng")
    other = shelf_of(tmp_path / "other", "other")
    path = write_export(build_export(ours, Profile.OFFICE, at=AT), tmp_path)
    joined = merge_file(other, path, person="Hà")
    assert joined.is_new
    return other.open(joined.folder, person="Hà")


def test_a_session_that_is_not_here_stands_on_the_shelf(
    ours: Notebook, colleague: Notebook
) -> None:
    assert colleague.folder.name == ours.folder.name
    assert seen(colleague.state.fold) == seen(ours.state.fold)
    assert not colleague.damaged


def test_a_file_of_the_same_session_joins_it_by_union(
    shelf: Shelf, ours: Notebook, colleague: Notebook, tmp_path: Path
) -> None:
    say(colleague, "thiếu nước")
    issue = say(ours, "mất điện")
    change(ours, colleague.state.issues()[0].id, content="đường rất hỏng")
    change(colleague, colleague.state.issues()[0].id, content="đường hơi hỏng")
    path = write_export(build_export(colleague, Profile.OFFICE, at=AT), tmp_path)
    ours.close()
    joined = merge_file(shelf, path)
    assert (joined.is_new, joined.entries) == (False, 2)
    assert joined.conflicts == 2  # the content, and two opinions with the number 2
    assert merge_file(shelf, path).entries == 0
    state = shelf.open(joined.folder, write=False).state
    assert len(state.issues()) == 3
    assert issue in {one.id for one in state.issues()}


def test_a_package_that_was_not_sealed_is_taken_too_and_a_sealed_one_is_not(
    shelf: Shelf, ours: Notebook, colleague: Notebook, tmp_path: Path
) -> None:
    say(colleague, "thiếu nước")
    ours.close()
    keys, office = make_keys(), make_keys()
    for seal in (False, True):
        parcel = make_parcel(
            keys,
            kind=Kind.PACKAGE,
            name="Hà",
            to=office.public("Văn phòng") if seal else None,
            seal=seal,
            written=AT,
            body=build_export(colleague, Profile.OFFICE, at=AT),
        )
        path = tmp_path / parcel.name
        path.write_bytes(parcel.data)
        if seal:
            with pytest.raises(MergeError, match="sealed for the office"):
                merge_file(shelf, path)
        else:
            assert merge_file(shelf, path).entries == 1


@pytest.mark.parametrize("profile", [Profile.PUBLIC, Profile.STATISTICS])
def test_a_file_for_posting_is_not_enough(
    shelf: Shelf, ours: Notebook, profile: Profile, tmp_path: Path
) -> None:
    path = write_export(build_export(ours, profile, at=AT), tmp_path)
    with pytest.raises(MergeError, match="whole session"):
        merge_file(shelf, path)


@pytest.mark.parametrize("spoilt", ["cut", "changed", "folder", "missing"])
def test_a_file_that_is_not_whole_leaves_everything_as_it_was(
    shelf: Shelf, ours: Notebook, tmp_path: Path, spoilt: str
) -> None:
    say(ours, "đường hỏng")
    data = build_export(ours, Profile.OFFICE, at=AT)
    path = tmp_path / "file.json"
    if spoilt == "folder":
        path.mkdir()
    elif spoilt != "missing":
        path.write_bytes(data[:-40] if spoilt == "cut" else data.replace("hỏng".encode(), b"tot"))
    before = seen(ours.state.fold)
    ours.close()
    with pytest.raises(MergeError):
        merge_file(shelf, path)
    assert seen(shelf.open(ours.folder.name, write=False).state.fold) == before


@pytest.mark.parametrize("code", ["../../../tmp/x", "DT-2026-9999999", "DT-2026-00x"])
def test_a_code_that_is_none_is_refused(shelf: Shelf, ours: Notebook, code: str) -> None:
    ours.record([Edit(Table.SESSION, ours.state.session.id, {"code": code})])
    third = shelf_of(shelf.root.parent / "third", "x")
    with pytest.raises(LedgerError):
        third.adopt(ours.state.fold.ordered())
    assert third.folders() == []
