"""Laptops and an office for tests: what they write is real, the clocks and names are given."""

from __future__ import annotations

import itertools
import os
import shutil
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_tui.exchange.document import Profile
from danvan_tui.exchange.export import build_export
from danvan_tui.exchange.keys import Keys, PublicKeys, make_keys, write_keys
from danvan_tui.exchange.parcel import Kind, make_parcel
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import Table, Value
from danvan_tui.model.settings import Settings
from danvan_tui.office.office import Office

if TYPE_CHECKING:
    import pytest

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=timezone(timedelta(hours=7)))
AT = NOON.isoformat()
TO_OFFICE = Path("danvan", "to-office")


def begun_office(root: Path, settings: Settings | None = None) -> Office:
    """An office with keys, its clock standing still."""
    office = Office(root, settings or Settings(office_name="Văn phòng xã"), clock=lambda: NOON)
    write_keys(office.folder / "office.key", make_keys("Văn phòng xã"))
    return office


class FieldLaptop:
    """A laptop that records sessions and writes packages of them."""

    def __init__(self, root: Path, office: PublicKeys, name: str = "Máy 1") -> None:
        self.root = root
        self.name = name
        self.keys: Keys = make_keys(name)
        self.line = "line-1"
        self.office = office
        self._numbers = itertools.count(1)
        self._shelf = Shelf(root, clock=lambda: NOON)

    @property
    def public(self) -> PublicKeys:
        """What the office may know of it."""
        return self.keys.public(self.name)

    def session(self, *contents: str) -> Notebook:
        """A new session with an issue for each text, open for writing."""
        code = self._shelf.create(commune="Xã Vạn Thắng", title="Đối thoại", state="live")
        notebook = self._shelf.open(code, person="Hiền")
        for content in contents:
            raise_issue(notebook, content=content)
        return notebook

    def parcel(
        self,
        body: bytes,
        *,
        to: PublicKeys | None = None,
        seal: bool = True,
        kind: Kind = Kind.PACKAGE,
        number: int | None = None,
        code: str = "",
    ) -> tuple[str, bytes]:
        """The name and the bytes of a package around a body."""
        made = make_parcel(
            self.keys,
            kind=kind,
            name=self.name,
            to=to or self.office,
            seal=seal,
            line=self.line,
            number=next(self._numbers) if number is None else number,
            written=AT,
            code=code,
            body=body,
        )
        return made.name, made.data

    def send(self, notebook: Notebook, stick: Path, **how: object) -> Path:
        """Put a package of the whole session where laptops put it on a stick."""
        code = notebook.state.session.code
        name, data = self.parcel(exported(notebook), code=code, **how)  # type: ignore[arg-type]
        return put(stick, name, data)


def exported(notebook: Notebook) -> bytes:
    """The office export of a session."""
    return build_export(notebook, Profile.OFFICE, at=AT)


def raise_issue(notebook: Notebook, **fields: Value) -> Edit:
    """Record an opinion."""
    edit = notebook.new(Table.ISSUES, **{"kind": "proposal", **fields})
    notebook.record([edit])
    return edit


def put(stick: Path, name: str, data: bytes) -> Path:
    """A file where laptops put theirs."""
    folder = stick / TO_OFFICE
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(data)
    return path


def written_differently(laptop: FieldLaptop, place: Path) -> tuple[Notebook, Notebook]:
    """One session on a laptop and on a copy of it, with two wordings of its one opinion."""
    ours = laptop.session()
    issue = raise_issue(ours, content="Đường hỏng").record
    shutil.copytree(laptop.root, place / "copy")
    ours.record([Edit(Table.ISSUES, issue, {"content": "Đường thôn hỏng"})])
    theirs = Shelf(place / "copy").open(ours.state.session.code)
    theirs.record([Edit(Table.ISSUES, issue, {"content": "Đường xóm hỏng"})])
    return ours, theirs


def tear(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a folder of which a broken stick does not say what is in it."""
    folder.mkdir()
    scan = os.scandir

    def failing(path: str) -> object:
        if str(path) == str(folder):
            raise OSError(5, "Input/output error", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", failing)
