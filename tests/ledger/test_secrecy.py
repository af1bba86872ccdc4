"""A denouncer's name stands in the protected files and nowhere else, whatever path led there."""

from collections.abc import Callable
from pathlib import Path

import pytest

from danvan_tui.ledger import folder_store
from danvan_tui.ledger.errors import SaveError
from danvan_tui.ledger.folder_store import FolderStore
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.opening import open_notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.state import State
from danvan_tui.ledger.state_files import summary_of
from danvan_tui.model.records import DENUNCIATION, Table, Value
from tests.ledger.sessions import change, say

NAME = "Sùng Thị Pàng"
PHONE = "0912345678"
CONTENT = "Tố cáo ông trưởng bản nhận tiền"
SECRETS = (NAME, PHONE, CONTENT)


def denounce(notebook: Notebook) -> str:
    return say(notebook, CONTENT, speaker_name=NAME, phone=PHONE, village="Nà Pù")


def kind_first(notebook: Notebook) -> None:
    issue = say(notebook, "", kind=DENUNCIATION)
    change(notebook, issue, speaker_name=NAME, phone=PHONE, content=CONTENT)


def all_at_once(notebook: Notebook) -> None:
    say(notebook, CONTENT, speaker_name=NAME, phone=PHONE, kind=DENUNCIATION)


def kind_later(notebook: Notebook) -> None:
    change(notebook, denounce(notebook), kind=DENUNCIATION)


def kind_later_after_a_checkpoint(notebook: Notebook) -> None:
    issue = denounce(notebook)
    notebook.checkpoint()
    change(notebook, issue, kind=DENUNCIATION)


def changed_back(notebook: Notebook) -> None:
    issue = denounce(notebook)
    change(notebook, issue, kind=DENUNCIATION)
    change(notebook, issue, kind="proposal", phone=PHONE)


def undone(notebook: Notebook) -> None:
    change(notebook, denounce(notebook), kind=DENUNCIATION)
    notebook.undo()


def redone(notebook: Notebook) -> None:
    undone(notebook)
    notebook.redo()


def taken_out(notebook: Notebook) -> None:
    issue = denounce(notebook)
    change(notebook, issue, kind=DENUNCIATION)
    notebook.record([notebook.delete(Table.ISSUES, issue)])


def name_corrected(notebook: Notebook) -> None:
    issue = denounce(notebook)
    change(notebook, issue, speaker_name="Ai đó", phone="")
    change(notebook, issue, kind=DENUNCIATION)


def _answered(notebook: Notebook, issue: str) -> None:
    notebook.record([notebook.new(Table.ANSWERS, issue=issue, content=f"Cảm ơn bà {NAME}")])
    notebook.record([notebook.new(Table.COMMITMENTS, issue=issue, contact=f"gọi {NAME} {PHONE}")])


def answered_before(notebook: Notebook) -> None:
    issue = denounce(notebook)
    _answered(notebook, issue)
    change(notebook, issue, kind=DENUNCIATION)


def answered_after(notebook: Notebook) -> None:
    issue = denounce(notebook)
    change(notebook, issue, kind=DENUNCIATION)
    _answered(notebook, issue)


def answer_moved_to_it(notebook: Notebook) -> None:
    issue = denounce(notebook)
    change(notebook, issue, kind=DENUNCIATION)
    other = say(notebook, "đường")
    answer = notebook.new(Table.ANSWERS, issue=other, content=f"Cảm ơn bà {NAME}")
    notebook.record([answer])
    notebook.record([Edit(Table.ANSWERS, answer.record, {"issue": issue})])


def answer_moved_away(notebook: Notebook) -> None:
    issue = denounce(notebook)
    change(notebook, issue, kind=DENUNCIATION)
    answer = notebook.new(Table.ANSWERS, issue=issue, content=f"Cảm ơn bà {NAME}")
    notebook.record([answer])
    other = say(notebook, "đường")
    notebook.record([Edit(Table.ANSWERS, answer.record, {"issue": other})])


def reopened(notebook: Notebook) -> None:
    issue = denounce(notebook)
    _answered(notebook, issue)
    notebook.close()
    again = open_notebook(notebook.folder)
    change(again, issue, kind=DENUNCIATION)
    assert exposed(notebook.folder) == []
    again.close()


def mended_twice(notebook: Notebook) -> None:
    """Damage makes copies of every entry; all of them have to go."""
    issue = denounce(notebook)
    for _ in range(2):
        notebook.close()
        (notebook.folder / "journal-0007.log").write_bytes(b"noise")
        notebook = open_notebook(notebook.folder)
        say(notebook, "đường")
    change(notebook, issue, kind=DENUNCIATION)
    assert exposed(notebook.folder) == []
    notebook.close()


def damaged_before(notebook: Notebook) -> None:
    """The damaged file that was kept holds the name as well."""
    issue = denounce(notebook)
    notebook.close()
    journal = notebook.folder / "journal-0002.log"
    journal.write_bytes(journal.read_bytes()[:-1])
    again = open_notebook(notebook.folder)
    change(again, issue, kind=DENUNCIATION)
    again.close()


def typed_before(notebook: Notebook) -> None:
    drafts = (notebook.line_draft, notebook.form_drafts.free())
    for draft in drafts:
        draft.write({"speaker_name": NAME, "content": CONTENT})
    all_at_once(notebook)
    for draft in drafts:
        draft.clear()


PATHS = [
    kind_first,
    all_at_once,
    kind_later,
    kind_later_after_a_checkpoint,
    changed_back,
    undone,
    redone,
    taken_out,
    name_corrected,
    answered_before,
    answered_after,
    answer_moved_to_it,
    answer_moved_away,
    reopened,
    mended_twice,
    damaged_before,
    typed_before,
]
ELSEWHERE = (reopened, mended_twice, damaged_before)
"""Paths on which another window learnt of the denunciation."""


def exposed(folder: Path) -> list[str]:
    """Where in the folder a secret stands that should not: in a name or in an open file."""
    places = []
    for path in folder.rglob("*"):
        data = path.name.encode()
        if path.is_file() and not path.name.startswith("protected"):
            data += path.read_bytes()
        places += [f"{path.name}: {secret}" for secret in SECRETS if secret.encode() in data]
    return places


def shown(state: State) -> str:
    listed = (state.issues(), state.answers(), state.commitments(), state.session)
    return repr((listed, state.tables))


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.__name__)
def test_the_name_is_in_no_open_file_and_in_no_list(
    notebook: Notebook, path: Callable[[Notebook], None]
) -> None:
    path(notebook)
    assert exposed(notebook.folder) == []
    notebook.close()
    assert exposed(notebook.folder) == []
    again = open_notebook(notebook.folder)
    if path not in ELSEWHERE:
        assert not any(secret in shown(notebook.state) for secret in SECRETS)
    assert not any(secret in shown(again.state) for secret in SECRETS)
    assert not any(secret in repr(summary_of(again.state)) for secret in SECRETS)
    again.close()
    assert exposed(notebook.folder) == []


@pytest.mark.parametrize("path", [kind_later, redone, answered_before, reopened, mended_twice])
def test_the_name_is_kept_where_it_belongs(
    notebook: Notebook, path: Callable[[Notebook], None]
) -> None:
    path(notebook)
    notebook.close()
    again = open_notebook(notebook.folder, write=False).state
    (issue,) = again.fold.protected
    assert again.protected_speaker(issue).speaker_name == NAME
    assert again.identities()[issue]["phone"] == PHONE
    files = notebook.folder.glob("protected*")
    assert any(NAME.encode() in file.read_bytes() for file in files)


@pytest.mark.parametrize("checkpointed", [False, True])
@pytest.mark.parametrize("stop", ["wipe", "checkpoint", "halfway"])
def test_a_crash_between_moving_and_erasing_is_finished_by_the_next_opening(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch, stop: str, checkpointed: bool
) -> None:
    issue = denounce(notebook)
    _answered(notebook, issue)
    if checkpointed:
        notebook.checkpoint()
    entry = notebook.prepare([Edit(Table.ISSUES, issue, {"kind": DENUNCIATION})])
    if stop == "wipe":
        monkeypatch.setattr(folder_store, "erase", _powerless)
    notebook.write(entry)
    if stop == "halfway":  # the state was being written and has no name yet
        (notebook.folder / "session.json.new").write_text(NAME, encoding="utf-8")
    monkeypatch.undo()
    _killed(notebook)
    open_notebook(notebook.folder).close()
    assert exposed(notebook.folder) == []
    again = open_notebook(notebook.folder, write=False)
    assert again.notices == []
    assert again.state.protected_speaker(issue).speaker_name == NAME


def _powerless(*_arguments: object) -> None:
    raise SaveError(OSError())


def _killed(notebook: Notebook) -> None:
    """The program ends without closing: only the lock goes, as the system does it."""
    store = notebook._store
    assert isinstance(store, FolderStore)
    assert store.pen is not None
    store.pen.put_down()
    store.pen = None


@pytest.mark.parametrize("linked_first", [True, False])
def test_no_row_tells_that_an_open_opinion_repeats_a_denunciation(
    notebook: Notebook, linked_first: bool
) -> None:
    issue, other = denounce(notebook), say(notebook, "Tôi cũng thấy thế")
    steps: list[tuple[str, dict[str, Value]]] = [
        (other, {"same_as": issue}),
        (issue, {"kind": DENUNCIATION}),
    ]
    for record, fields in steps if linked_first else reversed(steps):
        change(notebook, record, **fields)
    reopened = State(notebook.state.fold.ordered())
    for state in (notebook.state, reopened):
        assert [one.same_as for one in state.issues() if one.id == other] == [""]
    assert notebook.state.fold.rows[Table.ISSUES][other]["same_as"] == issue
