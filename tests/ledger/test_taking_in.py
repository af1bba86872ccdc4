"""What comes from elsewhere joins what is here: nothing lost, nothing twice, no name told."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from danvan_tui.ledger import folder_store
from danvan_tui.ledger.derived import follow_up_file
from danvan_tui.ledger.draft import OPENING_DRAFT, DraftFile
from danvan_tui.ledger.errors import ReadOnlyError, SaveError
from danvan_tui.ledger.folder_store import FolderStore
from danvan_tui.ledger.journal import erase
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.opening import open_notebook
from danvan_tui.ledger.operation import Change, Edit, Operation
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.ledger.state_files import write_state
from danvan_tui.ledger.store import Entry
from danvan_tui.ledger.taking_in import NotTakenInError, take_in
from danvan_tui.model.records import DENUNCIATION, Table
from tests.ledger.sessions import change, in_memory, say, seen, shelf_in

NAME = "Sùng Thị Pàng"
PHONE = "0912345678"
CONTENT = "Trưởng bản nhận tiền của dân"
SECRETS = (NAME, PHONE, CONTENT)


def beside(notebook: Notebook, replica: str = "other") -> Notebook:
    """Another note-taker who begins with all that is known here."""
    other = in_memory(notebook.folder, replica)
    other.state = type(notebook.state)(notebook.state.fold.ordered())
    return other


def entry(other: Notebook, *edits: Edit) -> Operation:
    return other.apply(other.prepare(edits))


def said(other: Notebook, content: str, **fields: str) -> str:
    edit = other.new(Table.ISSUES, content=content, **fields)
    entry(other, edit)
    return edit.record


def test_what_was_written_elsewhere_joins_what_is_here(notebook: Notebook) -> None:
    other = beside(notebook)
    here = say(notebook, "đường hỏng")
    there = said(other, "thiếu nước")
    assert take_in(notebook, other.state.fold.ordered()) == 1
    assert {issue.id for issue in notebook.state.issues()} == {here, there}
    assert take_in(notebook, other.state.fold.ordered()) == 0
    folder = notebook.folder
    notebook.close()
    assert {issue.id for issue in open_notebook(folder).state.issues()} == {here, there}


def test_nothing_is_written_where_somebody_else_writes(notebook: Notebook) -> None:
    second = open_notebook(notebook.folder)
    with pytest.raises(ReadOnlyError):
        take_in(second, [])


def _other_contents(one: Operation) -> Operation:
    return replace(one, by="ai đó")


def _unknown_field(one: Operation) -> Operation:
    return replace(one, changes=[replace(one.changes[0], fields={"surprise": 1})], id="x.1")


def _wrong_type(one: Operation) -> Operation:
    return replace(one, changes=[replace(one.changes[0], fields={"number": "mười"})], id="x.1")


def _no_id(one: Operation) -> Operation:
    return replace(one, id="")


def _no_time(one: Operation) -> Operation:
    return replace(one, id="x.1", time=1 << 60)


def _endless_number(one: Operation) -> Operation:
    return replace(one, changes=[replace(one.changes[0], fields={"number": 1 << 53})], id="x.1")


def _other_session(one: Operation) -> Operation:
    begun = Change(table=Table.SESSION, record="another", fields={"title": "khác"})
    return replace(one, changes=[begun], id="x.1")


@pytest.mark.parametrize(
    "spoilt",
    [
        _other_contents,
        _unknown_field,
        _wrong_type,
        _no_id,
        _no_time,
        _endless_number,
        _other_session,
    ],
)
def test_one_wrong_entry_leaves_all_of_them_out(
    notebook: Notebook, spoilt: Callable[[Operation], Operation]
) -> None:
    say(notebook, "đường hỏng")
    other = beside(notebook)
    said(other, "thiếu nước")
    before = seen(notebook.state.fold)
    good = other.state.fold.ordered()
    known = notebook.state.fold.ordered()[-1]
    with pytest.raises(NotTakenInError):
        take_in(notebook, [*good, spoilt(known)])
    assert seen(notebook.state.fold) == before


# A name the law protects


def marked_here(notebook: Notebook, other: Notebook, issue: str) -> None:
    entry(other, Edit(Table.ISSUES, issue, {"speaker_name": NAME, "phone": PHONE}))
    change(notebook, issue, kind=DENUNCIATION)


def marked_there(notebook: Notebook, other: Notebook, issue: str) -> None:
    change(notebook, issue, speaker_name=NAME, phone=PHONE)
    notebook.checkpoint()
    entry(other, Edit(Table.ISSUES, issue, {"kind": DENUNCIATION}))


def marked_there_and_taken_back(notebook: Notebook, other: Notebook, issue: str) -> None:
    marked_there(notebook, other, issue)
    other.apply(other.prepare_undo())


def answered_there(notebook: Notebook, other: Notebook, issue: str) -> None:
    entry(other, other.new(Table.ANSWERS, issue=issue, content=f"Cảm ơn bà {NAME}"))
    change(notebook, issue, kind=DENUNCIATION)


def promised_here(notebook: Notebook, other: Notebook, issue: str) -> None:
    promise = notebook.new(Table.COMMITMENTS, issue=issue, contact=f"gọi {NAME} {PHONE}")
    notebook.record([promise])
    notebook.record([notebook.new(Table.REVIEWS, commitment=promise.record, note=CONTENT)])
    entry(other, Edit(Table.ISSUES, issue, {"kind": DENUNCIATION}))


def withdrawn_here(notebook: Notebook, other: Notebook, issue: str) -> None:
    say(notebook, CONTENT, speaker_name=NAME, phone=PHONE)
    notebook.undo()
    entry(other, Edit(Table.ISSUES, issue, {"kind": DENUNCIATION, "speaker_name": NAME}))


WAYS = [
    marked_here,
    marked_there,
    marked_there_and_taken_back,
    answered_there,
    promised_here,
    withdrawn_here,
]
Way = Callable[[Notebook, Notebook, str], None]


@pytest.fixture(params=WAYS)
def two(request: pytest.FixtureRequest, notebook: Notebook) -> tuple[Notebook, Notebook]:
    """Two note-takers, one of whom marks as a denunciation what the other one wrote openly."""
    issue = say(notebook, "đường hỏng" if request.param is withdrawn_here else CONTENT)
    other = beside(notebook)
    way: Way = request.param
    way(notebook, other, issue)
    return notebook, other


def open_files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.is_file() and not path.name.startswith("protected"):
            yield path


def tells(folder: Path) -> list[str]:
    """The open files below a folder that hold a name, a number or the words."""
    return [
        path.name
        for path in open_files(folder)
        if any(secret.encode() in path.read_bytes() for secret in SECRETS)
    ]


def test_no_open_file_names_who_is_protected_by_now(two: tuple[Notebook, Notebook]) -> None:
    notebook, other = two
    derived = follow_up_file(notebook.folder.parent.parent)
    derived.parent.mkdir()
    derived.write_text(NAME, encoding="utf-8")
    take_in(notebook, other.state.fold.ordered())
    assert tells(notebook.folder.parent.parent) == []
    shown = str(notebook.state.tables)
    assert not any(secret in shown for secret in SECRETS)
    folder = notebook.folder
    notebook.close()
    assert tells(folder) == []
    again = open_notebook(folder)
    assert not again.damaged
    assert seen(again.state.fold) == seen(notebook.state.fold)
    again.close()


def test_drafts_that_name_who_is_protected_are_forgotten(notebook: Notebook) -> None:
    issue = say(notebook, CONTENT, speaker_name=NAME)
    mine = say(notebook, "đường hỏng")
    other = beside(notebook)
    entry(other, Edit(Table.ISSUES, issue, {"kind": DENUNCIATION}))
    notebook.line_draft.write({"0": f"sung thi pang noi {CONTENT}"})
    notebook.form_drafts.free().write({"where": f"issues:{issue}", "content": CONTENT})
    notebook.form_drafts.free().write({"where": f"issues:{mine}", "content": "đường rất hỏng"})
    DraftFile(notebook.folder / OPENING_DRAFT).write({"note r-1": f"bà {NAME} nói thế"})
    take_in(notebook, other.state.fold.ordered())
    assert tells(notebook.folder) == []
    assert [draft.read()["content"] for draft in notebook.form_drafts.waiting()] == [
        "đường rất hỏng"
    ]
    assert len(notebook.notices) == 1
    take_in(notebook, [])
    assert notebook.form_drafts.waiting()


# A crash, or a disk that fails


class CutError(Exception):
    """The power went."""


def _dies_at(store: FolderStore, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the store's n-th append, erasure or state be the last thing that happens."""
    left = iter(range(number))

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        def call(*given: object) -> object:
            if next(left, None) is None:
                raise CutError
            return real(*given)

        return call

    for journal in (store.journals.open, store.journals.protected):
        monkeypatch.setattr(journal, "append", counted(journal.append))
    for name, real in (("erase", erase), ("write_state", write_state)):
        monkeypatch.setattr(folder_store, name, counted(real))


def _store(notebook: Notebook) -> FolderStore:
    store = notebook._store
    assert isinstance(store, FolderStore)
    return store


@pytest.mark.parametrize("number", range(9))
def test_after_a_crash_the_same_again_goes_on_from_there(
    tmp_path: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    notebook = shelf_notebook(shelf_in(tmp_path / "data"))
    issue = say(notebook, CONTENT, speaker_name=NAME, phone=PHONE)
    answer = notebook.new(Table.ANSWERS, issue=issue, content=CONTENT)
    notebook.record([answer])
    other = beside(notebook)
    said(other, "thiếu nước")
    entry(other, Edit(Table.ISSUES, issue, {"kind": DENUNCIATION}))
    said(other, "mất điện")
    everything = other.state.fold.ordered()
    with monkeypatch.context() as patched:
        _dies_at(_store(notebook), number, patched)
        with pytest.raises(CutError) if number < 8 else pytest.MonkeyPatch.context():
            take_in(notebook, everything)
        _store(notebook).close(finished=False)
    again = open_notebook(notebook.folder)
    assert not again.damaged
    take_in(again, everything)
    again.close()
    assert tells(tmp_path) == []
    last = open_notebook(notebook.folder)
    assert seen(last.state.fold) == seen(other.state.fold)
    last.close()


def test_after_a_crash_what_was_withdrawn_becomes_secret_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notebook = shelf_notebook(shelf_in(tmp_path / "data"))
    issue = say(notebook, "đường hỏng")
    other = beside(notebook)
    withdrawn_here(notebook, other, issue)
    everything = other.state.fold.ordered()
    with monkeypatch.context() as patched:
        _dies_at(_store(notebook), 2, patched)  # after what moves, and the entry that says why
        with pytest.raises(CutError):
            take_in(notebook, everything)
        _store(notebook).close(finished=False)
    again = open_notebook(notebook.folder)
    assert take_in(again, everything) == 0
    again.close()
    assert tells(tmp_path) == []


def test_a_full_disk_keeps_what_is_written_and_no_more(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = beside(notebook)
    for content in ("một", "hai", "ba"):
        said(other, content)
    real, written = FolderStore.write, list[Entry]()

    def full(self: FolderStore, entry: Entry) -> None:
        if len(written) == 2:
            raise SaveError(OSError(28, "No space left on device"))
        real(self, entry)
        written.append(entry)

    with monkeypatch.context() as patched:
        patched.setattr(FolderStore, "write", full)
        with pytest.raises(SaveError):
            take_in(notebook, other.state.fold.ordered())
    assert len(notebook.state.issues()) == 2
    assert take_in(notebook, other.state.fold.ordered()) == 1
    assert seen(notebook.state.fold) == seen(other.state.fold)


def shelf_notebook(shelf: Shelf) -> Notebook:
    return shelf.open(shelf.create(title="Đối thoại"), person="Mai")
