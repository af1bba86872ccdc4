"""Steps that change what was recorded, and those that end a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from danvan_tui.model.records import Table
from danvan_tui.wording.fields import form_fields
from tests.terminal.book import CLOSED, Book, catalogues
from tests.terminal.danvan_app import (
    CHANGE,
    CLEAR,
    DELETE,
    DOWN,
    ENTER,
    ESC,
    F2,
    F5,
    F6,
    F8,
    F9,
    F12,
    HOME_KEY,
    PAGE_DOWN,
    RECALL,
    RIGHT,
    SAVE,
    TAB,
)
from tests.terminal.steps import Promised
from tests.terminal.typist import Typist, message_of

PROFILES = ("office", "public", "statistics")
OUT = "out"
"""The folder beside the data with one folder for each profile."""


@dataclass(frozen=True)
class TookOver:
    """The roster that lies among the downloads is taken over."""

    roster: Path

    def note(self, book: Book) -> None:
        book.enter()
        book.take_over(self.roster)

    def do(self, typist: Typist, book: Book) -> None:
        typist.press(F6)
        typist.see("Which list?")
        typist.press(ENTER)
        typist.see("To be added: ")
        typist.press(ENTER)
        typist.see_saved(book)


@dataclass(frozen=True)
class Filled:
    """A field of the last promise is filled in, in its form."""

    field: str
    typed: str
    sets: tuple[tuple[str, str], ...]
    """The fields of the record that follow."""

    def note(self, book: Book) -> None:
        book.enter()
        book.issue()["commitments"][-1].update(self.sets)

    def do(self, typist: Typist, book: Book) -> None:
        open_form(typist, book.issue()["commitments"][-1]["content"])
        fill_in(typist, Table.COMMITMENTS, self.field, self.typed)
        typist.see_saved(book, self.typed)


@dataclass(frozen=True)
class Corrected:
    """The line typed last is put back, and the code of its unit corrected where it stands."""

    wrong: str
    right: Promised

    def note(self, book: Book) -> None:
        book.enter()
        book.issue()["commitments"][-1].update(lead_unit=self._unit)

    @property
    def _unit(self) -> str:
        return str(self.right.fields["lead_unit"])

    def do(self, typist: Typist, book: Book) -> None:
        came_back, typist.offered, typist.states = typist.offered, "", []
        if came_back:
            typist.see("Correcting the last line")
            typist.press(CLEAR)
            typist.type(self.right.typed)
            typist.enter()
        elif typist.remembers_last:
            typist.press(RECALL)
            typist.see("Correcting the last line")
            typist.see_line(f";{self.wrong} ")
            typist.press(HOME_KEY, RIGHT, *[DELETE] * len(self.wrong))
            typist.type(self.right.typed[1 : 1 + len(self.wrong)])
            typist.enter()
        else:
            open_form(typist, str(self.right.fields["content"]))
            fill_in(typist, Table.COMMITMENTS, "lead_unit", self._unit)
        typist.see_saved(book, self._unit)


@dataclass(frozen=True)
class Split:
    """The last opinion becomes two: what comes behind the first words, with its codes."""

    first: str
    codes: str
    kind: str
    field: str

    def note(self, book: Book) -> None:
        book.enter()
        whole = book.issue()
        rest = whole["content"].removeprefix(self.first).strip()
        whole["content"] = self.first
        speaker = {name: whole[name] for name in ("speaker", "speaker_name") if name in whole}
        book.raise_issue(**speaker, kind=self.kind, field=self.field, content=rest)

    def do(self, typist: Typist, book: Book) -> None:
        if typist.form_is_open:  # it is begun anew: nothing of it was recorded
            typist.see("Ctrl+S record")
            typist.press(ESC)
            typist.see("Leave it?")
            typist.press(RIGHT, ENTER)
            typist.see("F9 finish")
            typist.form_is_open = False
        typist.press(CHANGE)
        typist.see("Type to narrow")
        typist.press(ENTER)
        typist.see("Ctrl+S record")
        typist.press(*[RIGHT] * len(self.first), ENTER)
        typist.type(f"{self.codes} ")
        typist.see("2 opinions as understood")
        typist.press(SAVE)
        typist.see_saved(book)


@dataclass(frozen=True)
class Unclear:
    """What is missing is settled on the closing screen: chưa rõ, with the reason."""

    reason: str

    def note(self, book: Book) -> None:
        book.enter()
        promises = [one for issue in book.issues for one in issue["commitments"]]
        (unsettled,) = (one for one in promises if "due_text" not in one)
        unsettled["due_unclear"] = self.reason

    def do(self, typist: Typist, book: Book) -> None:
        typist.press(F9)
        typist.see("1 thing is missing")
        typist.press(F8)
        typist.see("Why is this unclear?")
        typist.type(self.reason)
        typist.press(ENTER)
        typist.see("Nothing is missing")
        typist.press(ESC)
        typist.see_saved(book)


@dataclass(frozen=True)
class ReadAloud:
    """Some passages of the minutes are read aloud; nothing is changed."""

    passages: int

    def note(self, book: Book) -> None:
        """Nothing changes in the records."""

    def do(self, typist: Typist, book: Book) -> None:
        typist.press(F9)
        typist.see("F5 read")
        typist.press(F5)
        for passage in range(1, self.passages + 1):
            typist.see(f"{passage} of ")
            typist.press(RIGHT)
        typist.press(PAGE_DOWN, ESC)
        typist.see("F5 read")
        typist.press(ESC)
        typist.see_saved(book)


@dataclass(frozen=True)
class Closed:
    """The minutes are agreed and closed."""

    def note(self, book: Book) -> None:
        book.records["session"]["state"] = CLOSED

    def do(self, typist: Typist, book: Book) -> None:
        typist.press(F9)
        typist.see("Nothing is missing")
        typist.press(F9)
        typist.see("Were the minutes read back")
        typist.press(RIGHT, ENTER)
        typist.see("F2 correct")
        assert book.records["session"]["state"] == CLOSED


@dataclass(frozen=True)
class Exported:
    """An export file is written."""

    profile: str

    def note(self, book: Book) -> None:
        """Nothing changes in the records."""

    def do(self, typist: Typist, book: Book) -> None:
        del book
        target = typist.root.parent / OUT / self.profile
        typist.press(F12)
        typist.see("Which file?")
        typist.press(*[DOWN] * PROFILES.index(self.profile), ENTER)
        typist.see("Into which folder?")
        typist.press(CLEAR)
        typist.press(str(target).encode(), ENTER)
        typist.wait(
            lambda: f"_{self.profile}_" in message_of(typist.session.text).replace(" ", ""),
            "the file",
        )


def open_form(typist: Typist, content: str) -> None:
    """Open the form of the record under the cursor, which must have this content."""
    if not typist.form_is_open:
        typist.see_at_rest(content[:60])
        typist.press(F2)
    typist.form_is_open = False
    typist.see("Ctrl+S record")


def fill_in(typist: Typist, table: Table, field: str, text: str) -> None:
    """Put a text into a field of the form that is open, and record the form."""
    names = [one.name for one in form_fields(table, catalogues())]
    typist.press(*[TAB] * names.index(field), CLEAR)
    typist.type(text)
    typist.press(SAVE)
