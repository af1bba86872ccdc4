"""A shelf that is written by this window and by others, and what its index has to say of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from danvan_tui.followup.extract import Extract, extract_of
from danvan_tui.followup.index.follow_up import FollowUp
from danvan_tui.followup.promises import Followed
from danvan_tui.ledger.derived import follow_up_file
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.rows import read_rows
from danvan_tui.model.records import DENUNCIATION, CommitmentState, Result, Table, Value
from tests.followup.plain import followed
from tests.ledger.sessions import shelf_in

SECRET = "Tố cáo trưởng bản Sùng Seo Páo nhận tiền"
NAME = "Sùng Thị Pàng"


class Shelved:
    """Sessions on the disk, an index of them, and everything that may happen to both."""

    def __init__(self, root: Path) -> None:
        self.shelf = shelf_in(root)
        self.index = FollowUp(self.shelf)
        self.here: dict[str, Notebook] = {}
        """Sessions that are open in this window, where the index hears of every entry."""
        self.elsewhere: dict[str, Notebook] = {}
        self.away: list[str] = []

    # What is on the shelf

    @property
    def folders(self) -> list[str]:
        return sorted(path.name for path in self.shelf.folders())

    def fresh(self) -> list[Extract]:
        """What the sessions say, read afresh."""
        return [extract_of(folder, read_rows(self.shelf.folder(folder))) for folder in self.folders]

    def expected(self) -> list[Followed]:
        return list(followed(self.fresh()))

    @property
    def file(self) -> Path:
        return follow_up_file(self.shelf.root)

    # What people do

    def session(self, **fields: Value) -> str:
        """A new session; gives its folder."""
        given: dict[str, Value] = {"date": "2026-11-01", "villages": ["Thôn Gò Vối"]}
        return self.shelf.find(self.shelf.create(person="Lò Thị Mai", **(given | fields))).name

    def write(self, folder: str, act: Callable[[Notebook], object]) -> None:
        """Do something in a session, wherever it is open; else it is opened and closed again."""
        notebook = self.here.get(folder) or self.elsewhere.get(folder)
        if notebook is not None:
            act(notebook)
        else:
            notebook = self.shelf.open(folder)
            act(notebook)
            notebook.close()
        if folder in self.here:
            self.index.refresh_session(folder, notebook.state)

    def promise(self, folder: str, content: str = "Sửa đường", **fields: Value) -> str:
        """Promise something on a new opinion; gives the id of the promise."""
        made: list[str] = []

        def act(notebook: Notebook) -> None:
            issue = notebook.new(Table.ISSUES, content="Đường hỏng", village="Thôn Văn Xá")
            given: dict[str, Value] = {"lead_unit": "UBND xã", "due": "2026-12-15"}
            more = {"content": content, "issue": issue.record, **given, **fields}
            promise = notebook.new(Table.COMMITMENTS, **more)
            notebook.record([issue, promise])
            made.append(promise.record)

        self.write(folder, act)
        return made[0]

    def review(
        self, folder: str, promise: str, result: Result | None = Result.CONFIRMED, **fields: Value
    ) -> None:
        """Say something of a promise in a session, its own or another."""
        given: dict[str, Value] = {"on": "2026-11-20", "result": result.value if result else None}
        review = {"commitment": promise, **given, **fields}
        self.write(folder, lambda one: _record(one, one.new(Table.REVIEWS, **review)))

    def protect(self, folder: str) -> None:
        """Make the first opinion of a session a denunciation that names somebody."""

        def act(notebook: Notebook) -> None:
            for issue in notebook.state.issues()[:1]:
                said: dict[str, Value] = {"content": SECRET, "speaker_name": NAME}
                notebook.record([Edit(Table.ISSUES, issue.id, said)])
                notebook.record([Edit(Table.ISSUES, issue.id, {"kind": DENUNCIATION})])

        self.write(folder, act)

    # What happens to the windows and the disk

    def open_here(self, folder: str) -> None:
        if folder not in self.here and folder not in self.elsewhere:
            notebook = self.here[folder] = self.shelf.open(folder)
            self.index.refresh_session(folder, notebook.state)

    def open_elsewhere(self, folder: str) -> None:
        if folder not in self.here and folder not in self.elsewhere:
            self.elsewhere[folder] = self.shelf.open(folder)

    def close(self, folder: str) -> None:
        if folder in self.here:
            self.index.close_session(folder)
        notebook = self.here.pop(folder, None) or self.elsewhere.pop(folder, None)
        if notebook is not None:
            notebook.close()

    def close_all(self) -> None:
        for folder in [*self.here, *self.elsewhere]:
            self.close(folder)

    def restart(self) -> None:
        """The program begins anew, with what it kept."""
        self.index = FollowUp(self.shelf)
        for folder, notebook in self.here.items():
            self.index.refresh_session(folder, notebook.state)

    def remove(self, folder: str) -> None:
        self.close(folder)
        shutil.rmtree(self.shelf.folder(folder))

    def take_away(self, folder: str) -> None:
        """Put a folder where the program does not look."""
        self.close(folder)
        self.away.append(folder)
        shutil.rmtree(self.shelf.root / folder, ignore_errors=True)
        shutil.move(self.shelf.folder(folder), self.shelf.root / folder)

    def bring_back(self) -> None:
        for folder in dict.fromkeys(self.away):
            shutil.rmtree(self.shelf.folder(folder), ignore_errors=True)  # copied anew meanwhile
            shutil.move(self.shelf.root / folder, self.shelf.folder(folder))
        self.away.clear()

    def copy(self, folder: str) -> None:
        self.close(folder)
        copied = self.shelf.folder(f"{folder}-copy")
        if not copied.exists():
            shutil.copytree(self.shelf.folder(folder), copied)

    def spoil(self, place: int) -> None:
        """Change a byte of the derived file, or cut it there."""
        if self.file.exists():
            data = bytearray(self.file.read_bytes())
            at = place % len(data)
            data[at] ^= 1 + place % 255
            self.file.write_bytes(data[:at] if place % 2 else data)


def _record(notebook: Notebook, edit: Edit) -> None:
    notebook.record([edit])


def damage(folder: Path) -> None:
    """Leave nothing in a session that can be read."""
    for path in folder.iterdir():
        path.write_bytes(b"\xff" * 50)


def state(index: FollowUp) -> CommitmentState:
    """Where the one promise stands."""
    (promise,) = index.promises
    return promise.state
