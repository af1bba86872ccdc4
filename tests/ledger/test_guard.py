"""Nothing enters an operation that a terminal would obey, that is too long or of a wrong kind."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_tui.ledger.errors import InvalidChangeError
from danvan_tui.ledger.guard import LONG_LIMIT, SHORT_LIMIT, cleaned
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.opening import open_notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.model.records import LONG_TEXTS, RECORDS, Table
from danvan_tui.vietnamese.clean import clean, clean_lines
from tests.ledger.sessions import say, step

TEXTS = [
    (table, name)
    for table, record in RECORDS.items()
    for name, kind in record.__annotations__.items()
    if kind in (str, "str")
]
_anything = st.text(st.characters(codec=None, exclude_categories=()), max_size=30)


@pytest.mark.parametrize(("table", "name"), TEXTS)
def test_every_text_of_every_record_goes_through_the_gate(table: Table, name: str) -> None:
    assert cleaned(table, {name: " \x1b[31mCa\u0302\u0300u\u200b\x07 "}) == {name: "Cầu"}


@given(_anything)
def test_what_is_clean_stays_as_it_is(text: str) -> None:
    short, long = (cleaned(Table.ISSUES, {name: text})[name] for name in ("address", "content"))
    assert short == clean(text).strip()
    assert long == clean_lines(text).strip()
    assert cleaned(Table.ISSUES, {"address": short, "content": long}) == {
        "address": short,
        "content": long,
    }


def test_lists_of_texts_go_through_the_gate_too() -> None:
    given_: Any = ["bản\x00 Nà Pù", "Pá\r\nLau"]
    assert cleaned(Table.SESSION, {"villages": given_}) == {"villages": ["bản Nà Pù", "Pá Lau"]}


def test_who_wrote_and_why_go_through_the_gate(notebook: Notebook) -> None:
    issue = say(notebook, "đường")
    step(notebook, "live", "reading", "closed")
    notebook.close()
    again = open_notebook(notebook.folder, person="Lò\x1b[2J Mai\ud800")
    operation = again.record(
        [Edit(Table.ISSUES, issue, {"content": "cầu"})], reason="ghi\x1b[2J nhầm\ud800"
    )
    assert (operation.by, operation.reason) == ("Lò Mai", "ghi nhầm")
    again.close()


@pytest.mark.parametrize(
    ("name", "length", "fits"),
    [
        ("speaker_name", SHORT_LIMIT, True),
        ("speaker_name", SHORT_LIMIT + 1, False),
        ("speaker_name", 5_000, False),
        ("content", 5_000, True),
        ("content", LONG_LIMIT, True),
        ("content", LONG_LIMIT + 1, False),
    ],
)
def test_a_text_that_is_too_long_is_refused_and_nothing_is_lost(
    notebook: Notebook, name: str, length: int, fits: bool
) -> None:
    issue = say(notebook, "đường", speaker_name="Lò Văn Ó")
    text = "ữ" * length
    assert (name in LONG_TEXTS) == (name == "content")
    if not fits:
        with pytest.raises(InvalidChangeError, match=str(length)):
            notebook.record([Edit(Table.ISSUES, issue, {name: text})])
        assert notebook.state.issues()[0].speaker_name == "Lò Văn Ó"
        text = getattr(notebook.state.issues()[0], name)
    else:
        notebook.record([Edit(Table.ISSUES, issue, {name: text})])
    kept = open_notebook(notebook.folder, write=False).state.issues()[0]
    assert getattr(kept, name) == text


@pytest.mark.parametrize(
    ("table", "fields"),
    [
        (Table.ISSUES, {"speakr": "Lò"}),
        (Table.ISSUES, {"protected": False}),
        (Table.ISSUES, {"id": "x"}),
        (Table.ISSUES, {"people": "năm"}),
        (Table.ISSUES, {"people": True}),
        (Table.ISSUES, {"content": 5}),
        (Table.ISSUES, {"content": ["a"]}),
        (Table.SESSION, {"state": "sealed"}),
        (Table.SESSION, {"villages": "Nà Pù"}),
        (Table.ATTENDANCE, {"presence": "maybe"}),
        (Table.SESSION, {"date": "20261122"}),
        (Table.SESSION, {"date": "2026-W47-1"}),
        *(
            (table, {name: text})
            for table, name in (
                (Table.REVIEWS, "on"),
                (Table.REVIEWS, "due"),
                (Table.DUTIES, "on"),
            )
            for text in ("20261122", "2026-W47-1", "22/11/2026", "hôm qua", "2026-02-30")
        ),
    ],
)
def test_what_fits_no_record_is_refused(
    notebook: Notebook, table: Table, fields: dict[str, Any]
) -> None:
    before = len(notebook.state.fold.operations)
    with pytest.raises(InvalidChangeError):
        notebook.record([Edit(table, notebook.state.session.id, fields)])
    assert len(notebook.state.fold.operations) == before


def test_one_bad_edit_keeps_the_good_ones_out_too(notebook: Notebook) -> None:
    good = notebook.new(Table.ISSUES, content="đường")
    with pytest.raises(InvalidChangeError):
        notebook.record([good, Edit(Table.ISSUES, good.record, {"people": "x"})])
    assert notebook.state.issues() == []


def test_what_was_taken_out_is_not_changed_until_it_is_brought_back(notebook: Notebook) -> None:
    issue = say(notebook, "đường")
    notebook.record([notebook.delete(Table.ISSUES, issue)])
    with pytest.raises(InvalidChangeError, match="taken out"):
        notebook.record([Edit(Table.ISSUES, issue, {"content": "cầu"})])
    notebook.undo()
    notebook.record([Edit(Table.ISSUES, issue, {"content": "cầu"})])
    assert [row.content for row in notebook.state.issues()] == ["cầu"]


def test_a_day_is_kept_in_the_one_way_in_which_texts_are_in_the_order_of_days(
    notebook: Notebook,
) -> None:
    with pytest.raises(InvalidChangeError, match="“20261122” is no day as it is kept here"):
        notebook.record([notebook.new(Table.REVIEWS, commitment="p", on="20261122")])
    with pytest.raises(InvalidChangeError, match="“20261122” is no day as it is kept here"):
        notebook.record([Edit(Table.SESSION, notebook.state.session.id, {"date": "20261122"})])
    notebook.record([notebook.new(Table.REVIEWS, commitment="p", on="2026-11-22", due="")])
    notebook.record([notebook.new(Table.DUTIES, clock="c", on=None)])
    assert [one.on for one in notebook.state.reviews()] == ["2026-11-22"]


def test_no_number_is_too_large_for_those_who_read_it(notebook: Notebook) -> None:
    with pytest.raises(InvalidChangeError):
        notebook.record([notebook.new(Table.ISSUES, content="đường", people=10**400)])
    notebook.record([notebook.new(Table.ISSUES, content="đường", people=2**53 - 1)])
