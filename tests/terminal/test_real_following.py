"""Promise: what is typed after the meeting is taken letter for letter, a kill or not."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from danvan_tui.ledger.draft import DraftFile
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import Result, Review, Table, Value
from danvan_tui.tui.duties import _ASKED
from danvan_tui.wording.fields import FormField
from tests.terminal.danvan_app import ENTER, ESC, F2, F3, F4, F5, F6, F7, danvan
from tests.terminal.pty_session import PtySession
from tests.terminal.typed_fields import SHORT, fields_of, fill, wait_for_draft
from tests.terminal.typing_text import assert_field_types_exactly, sentences
from tests.terminal.unikey import Method, bursts
from tests.tui.made_before import promised

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

PROMISES = ("Sửa đường", "Lắp đèn", "Nạo vét mương", "Thay cột điện nghiêng ngả")
COUNT = len(PROMISES)
NARROW = "Type to narrow"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A data folder in which a village was promised some things a while ago, none due yet."""
    today = date.today()
    day, due = (today - timedelta(days=20)).isoformat(), (today + timedelta(days=90)).isoformat()
    promises: list[dict[str, Value]] = [
        {"content": content, "lead_unit": "UBND xã", "due": due} for content in PROMISES
    ]
    promised(Shelf(tmp_path / "data"), *promises, day=day)
    return tmp_path / "data"


@contextlib.contextmanager
def at(root: Path, key: bytes, shown: str) -> Iterator[PtySession]:
    """The program on what this key opens from the list of sessions; leaving the block kills it."""
    with danvan(root) as session:
        session.wait_for_text("F2 new")
        session.write(key)
        session.wait_for_text(shown)
        yield session


@contextlib.contextmanager
def on_the_board(root: Path) -> Iterator[PtySession]:
    with at(root, F3, f"owed {COUNT}") as session:
        yield session


def reviews(root: Path) -> list[Review]:
    """All reviews on the disk, in the order in which they were recorded."""
    (shelved,) = Shelf(root).sessions()
    state = Shelf(root).open(shelved.folder.name, write=False).state
    return sorted(state.reviews(), key=lambda review: review.number)


def assert_dialogs_type_exactly(session: PtySession, *ways: tuple[bytes, str, str]) -> None:
    """Type into each dialog: the keys to it, what it asks, and what stands there without it."""
    for keys, asked, behind in ways:
        session.write(keys)
        session.wait_for_text(asked)
        assert_field_types_exactly(session, SHORT)
        session.write(ESC)
        session.wait_for_no_text(asked)
        session.wait_for_text(behind)


def test_the_query_of_the_board(root: Path) -> None:
    with on_the_board(root) as session:
        assert_field_types_exactly(session, SHORT)
        session.write(b"".join(bursts(PROMISES[-1])))
        session.wait_for_text(f"1 of {COUNT} promises")


def test_the_choices_of_the_board(root: Path) -> None:
    def narrow(value: str) -> bytes:
        return F5 + value.encode() + ENTER

    with on_the_board(root) as session:
        assert_dialogs_type_exactly(
            session,
            (F4, "Group the promises by", "F5 filter"),
            (F5, "Show only the promises of one", "F5 filter"),
            (narrow("village"), "Which village?", "F5 filter"),
            (narrow("period"), "When was it promised?", "F5 filter"),
        )


def test_the_choices_of_the_figures(root: Path) -> None:
    with at(root, F7, "F2 period") as session:
        assert_dialogs_type_exactly(
            session,
            (F2, "Which sessions are counted?", "F3 village"),
            (F3, "The figures of which village?", "F3 village"),
        )


@pytest.mark.parametrize(("method", "gap"), [("telex", 0.0), ("vni", 0.0), ("telex", 0.005)])
def test_the_line_of_a_review(root: Path, method: Method, gap: float) -> None:
    said = sentences()[: 1 if gap else COUNT - 1]
    rest = "3 nghiêng ngả, chưa được"
    with on_the_board(root) as session:
        for number, text in enumerate(said):
            late, backspace = number % 2 == 1, (b"\x7f", b"\x08")[number % 2]
            chunks = bursts(f"1 {text}", method=method, late=late, backspace=backspace)
            session.type([F2, *chunks, ENTER], gap)
        session.type([F2, *bursts(rest, method=method)], gap)
        draft = DraftFile(root / "review.log")
        session.wait_for(lambda: draft.read().get("line") == rest, "the draft of the line")
    # Leaving the block kills the program.
    assert [one.note for one in reviews(root)] == list(said)
    assert len({one.commitment for one in reviews(root)}) == len(said)
    with at(root, F3, rest) as session:
        session.write(ENTER)
        session.wait_for_text("Recorded: not as promised")
    *_confirmed, last = reviews(root)
    assert (last.result, last.note) == (Result.NOT_AS_PROMISED, rest.removeprefix("3 "))


def test_every_field_of_the_form_of_a_review(root: Path) -> None:
    with on_the_board(root) as session:
        session.write(F6)
        assert_form_types_exactly(session, [*fields_of(Table.REVIEWS)], root / "review-form.log")


def test_every_field_of_the_form_of_a_duty(root: Path) -> None:
    day, *others = (one for one in fields_of(Table.DUTIES) if one.name in _ASKED)
    with at(root, F4, "(Enter)") as session:
        session.write(ENTER)
        # The day is known already; one begins behind it.
        assert_form_types_exactly(session, [*others, day], root / "duty.log")


def assert_form_types_exactly(session: PtySession, fields: list[FormField], draft: Path) -> None:
    """Type into all fields of a form that knows today's date, in the order Tab goes."""
    session.wait_for_text("Ctrl+S record")
    said = fill(session, fields)
    said["on"] = f"{date.today():%d/%m/%Y}{said['on']}"
    wait_for_draft(session, draft, said)
