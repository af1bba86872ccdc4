"""The steps of a meeting: how each is typed, and what it should leave on record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from tests.terminal.book import Book
from tests.terminal.danvan_app import (
    DOWN,
    F3,
    F4,
    LINK,
    PAGE_UP,
    REDO,
    TAB,
    UNDO,
)
from tests.terminal.typist import Typist

_FAR = 20  # pages that surely lead to the first record
_IN_SIGHT = 60  # letters of a content that stand above the line without a break


class Step(Protocol):
    """One thing that is done at a meeting, and saved as one entry."""

    def note(self, book: Book) -> None:
        """Write in the book what the step should leave on record."""

    def do(self, typist: Typist, book: Book) -> None:
        """Do it by keys until the screen calls it saved; the book is that after the step."""


@dataclass(frozen=True)
class _Line:
    """Something that is typed on the line."""

    typed: str

    def do(self, typist: Typist, book: Book) -> None:
        typist.line(self.typed)
        typist.enter()
        typist.see_saved(book)


@dataclass(frozen=True)
class Came(_Line):
    """Listed people come in."""

    numbers: tuple[int, ...]

    def note(self, book: Book) -> None:
        book.enter()
        book.arrive(*self.numbers)


@dataclass(frozen=True)
class Completed(Came):
    """Somebody comes in whose name is completed by Tab."""

    def do(self, typist: Typist, book: Book) -> None:
        done = f"={self.numbers[0]}"
        if typist.offered != done:
            typist.line(self.typed)
            typist.states.append(done)
            typist.press(TAB)
            typist.see_line(done)
        typist.offered = ""
        typist.enter()
        typist.see_saved(book)


@dataclass(frozen=True)
class Ticked:
    """Somebody comes in who is found in the list and ticked off by Space."""

    number: int

    def note(self, book: Book) -> None:
        book.enter()
        book.arrive(self.number)

    def do(self, typist: Typist, book: Book) -> None:
        typist.press(F3, *[PAGE_UP] * _FAR, *[DOWN] * (self.number - 1))
        name = book.person(self.number)["name"]
        typist.see_at_rest(name)
        typist.press(b" ")
        typist.see_saved(book)
        typist.press(F4)
        typist.see("Ctrl+O more")


@dataclass(frozen=True)
class Left(_Line):
    """Somebody leaves."""

    number: int

    def note(self, book: Book) -> None:
        book.enter()
        book.leave(self.number)


@dataclass(frozen=True)
class Counted(_Line):
    """People come in who are only counted."""

    count: int
    village: str
    group: str = ""

    def note(self, book: Book) -> None:
        book.enter()
        book.list_person(
            presence="present", count=self.count, village=self.village, group=self.group
        )


@dataclass(frozen=True)
class New(_Line):
    """Somebody comes in who is on no list."""

    name: str
    village: str

    def note(self, book: Book) -> None:
        book.enter()
        book.list_person(presence="present", name=self.name, village=self.village)


@dataclass(frozen=True)
class Raised(_Line):
    """Somebody raises something; ``like`` is the opinion it repeats, offered while one types."""

    fields: dict[str, Any]
    like: int = 0

    def note(self, book: Book) -> None:
        book.enter()
        more = {"same_as": self.like} if self.like else {}
        book.raise_issue(**self.fields, **more)

    def do(self, typist: Typist, book: Book) -> None:
        typist.line(self.typed)
        if self.like:
            typist.see("raised before")
            typist.press(LINK)
        else:
            typist.enter()
        secret = self.fields.get("protected", False)
        typist.see_saved(book, at_rest="" if secret else self.fields["content"][:_IN_SIGHT])


@dataclass(frozen=True)
class Answered(_Line):
    """Somebody answers the last opinion, or the one that is named."""

    fields: dict[str, Any]
    issue: int = 0

    def note(self, book: Book) -> None:
        book.enter()
        book.answer(self.issue, **self.fields)

    def do(self, typist: Typist, book: Book) -> None:
        typist.line(self.typed)
        typist.enter()
        issue = book.issue(self.issue)
        secret = issue.get("protected", False)
        typist.see_saved(book, at_rest="" if secret else self.fields["content"][:_IN_SIGHT])
        typist.see(f"Answer to opinion {issue['number']}: ")


@dataclass(frozen=True)
class Promised(_Line):
    """A unit promises something on the last opinion, or on the one that is named."""

    fields: dict[str, Any]
    issue: int = 0

    def note(self, book: Book) -> None:
        book.enter()
        book.promise(self.issue, **self.fields)


@dataclass(frozen=True)
class TakenBack:
    """The last entry is taken back; the message names it so."""

    said: str

    def note(self, book: Book) -> None:
        book.undo()

    def do(self, typist: Typist, book: Book) -> None:
        typist.press(UNDO)
        typist.see_saved(book, "Took back", self.said)


@dataclass(frozen=True)
class BroughtBack:
    """What was taken back last is brought back; the message names it so."""

    said: str

    def note(self, book: Book) -> None:
        book.redo()

    def do(self, typist: Typist, book: Book) -> None:
        typist.press(REDO)
        typist.see_saved(book, "Brought back", self.said)
