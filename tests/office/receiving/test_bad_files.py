"""Whatever comes in gets one clear sentence, and what is good beside it is taken all the same."""

import os
from hashlib import sha256
from pathlib import Path
from typing import NoReturn, TypeVar

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from danvan_tui.exchange.envelope import seal
from danvan_tui.exchange.keys import PublicKeys
from danvan_tui.ledger.operation import Change, Operation
from danvan_tui.model.records import Table
from danvan_tui.office.office import Office
from danvan_tui.office.receiving.examining import Gate, Refused, examine
from danvan_tui.office.receiving.importing import import_files
from danvan_tui.office.receiving.retrying import quarantine_of
from danvan_tui.office.register.outcomes import Verdict
from danvan_tui.vietnamese.clean import clean
from tests.office.bad_files import BAD, NOT_OURS, Maker, document_of, operation_of, unknown_field
from tests.office.carried import FieldLaptop, put

_GIB = 1024**3
_T = TypeVar("_T")


@pytest.mark.parametrize("make", BAD, ids=lambda make: make.__name__)
def test_a_bad_file_is_told_kept_and_stops_nothing(
    office: Office, laptop: FieldLaptop, stick: Path, make: Maker
) -> None:
    name, data = make(laptop)
    path = put(stick, name, data)
    good = laptop.session("Mương tắc")
    laptop.send(good, stick)
    report = import_files(office, [stick], commit=True)
    bad = _the_one(report.of(Verdict.REFUSED))
    assert bad.trouble == BAD[make]
    _check_sentence(bad.reason)
    assert [item.session for item in report.of(Verdict.NEW)] == [good.state.session.id]
    assert [one.session for one in office.register.summaries()] == [good.state.session.id]
    assert path.read_bytes() == data
    assert bad.is_held is (make not in NOT_OURS)
    if bad.is_held:
        assert quarantine_of(office).read(sha256(data).hexdigest()) == data
    import_files(office, [stick], commit=True)
    assert len(quarantine_of(office).held()) == bad.is_held


def test_one_gigabyte_of_blanks_is_not_read(
    office: Office, laptop: FieldLaptop, stick: Path
) -> None:
    path = put(stick, "blanks.danvan", b"")
    with path.open("r+b") as file:
        file.truncate(_GIB)
    laptop.send(laptop.session("Mương tắc"), stick)
    report = import_files(office, [stick], commit=True)
    bad = _the_one(report.of(Verdict.REFUSED))
    assert bad.trouble == "too_large"
    _check_sentence(bad.reason)
    assert not bad.is_held
    assert path.stat().st_size == _GIB
    assert report.counts[Verdict.NEW] == 1


def test_what_is_damaged_and_larger_than_any_session_is_told_and_not_copied(
    office: Office, stick: Path
) -> None:
    path = put(stick, "huge.danvan.age", b"age-encryption.org/v1\n")
    with path.open("r+b") as file:
        file.truncate(21 * 1024 * 1024)
    bad = _the_one(import_files(office, [stick], commit=True).items)
    assert (bad.verdict, bad.is_held) == (Verdict.REFUSED, False)
    assert quarantine_of(office).held() == []


@pytest.mark.parametrize(
    "name",
    [
        "x..\\..\\Windows\\evil.danvan",
        "%2e%2e%2fevil.danvan",
        "CON.danvan",
        "nul.danvan.age",
        "COM1.danvan",
        "[b]đỏ.danvan",
        "[@click=app.quit]x.danvan",
        "\x1b[31mđỏ\x1b]0;x\x07.danvan",
        "\u202egnp.danvan",
        os.fsdecode(b"x\xff\xfe.danvan"),
    ],
)
def test_a_name_is_shown_clean_and_never_becomes_a_path(
    office: Office, laptop: FieldLaptop, stick: Path, name: str
) -> None:
    put(stick, name, b"danvan")
    laptop.send(laptop.session("Mương tắc"), stick)
    before = {path for path in stick.parent.rglob("*") if office.folder not in path.parents}
    report = import_files(office, [stick], commit=True)
    bad = _the_one(report.of(Verdict.REFUSED))
    assert bad.name == clean(name)
    _check_sentence(bad.reason)
    assert report.counts[Verdict.NEW] == 1
    held = _the_one(quarantine_of(office).held())
    assert held.name == clean(name)
    kept = sorted(path.name for path in office.quarantine.iterdir())
    assert all(file.startswith(held.digest) for file in kept)
    after = {path for path in stick.parent.rglob("*") if office.folder not in path.parents}
    assert {path for path in after - before if "to-laptops" not in path.parts} == set()


def test_escape_codes_inside_stay_data_and_never_reach_a_sentence(
    office: Office, laptop: FieldLaptop, stick: Path
) -> None:
    words = "[b]x[/b]\x1b[2J\x1b]0;chiếm\x07"
    document = document_of(laptop)
    session = document.session.id
    change = Change(table=Table.SESSION, record=session, fields={"title": words})
    operation = Operation(id="abc.1", time=99, at="", by=words, changes=[change])
    made = msgspec.structs.replace(
        document,
        session=msgspec.structs.replace(document.session, title=words),
        operations=[*document.operations, operation],
        counts=msgspec.structs.replace(document.counts, operations=document.counts.operations + 1),
    )
    put(stick, *laptop.parcel(seal(made)))
    report = import_files(office, [stick], commit=True)
    item = _the_one(report.items)
    assert item.verdict is Verdict.NEW
    assert operation in office.register.operations(session)


@pytest.mark.parametrize("code", ["../../tmp/x", "DT-2026-" + "9" * 5000, "[b]x[/b]\x1b[2J", "dt"])
def test_a_session_called_as_none_is_called_is_refused(
    office: Office, laptop: FieldLaptop, stick: Path, code: str
) -> None:
    document = document_of(laptop)
    change = Change(table=Table.SESSION, record=document.session.id, fields={"code": code})
    operation = Operation(id="abc.1", time=99, at="", by="", changes=[change])
    made = msgspec.structs.replace(
        document,
        operations=[*document.operations, operation],
        counts=msgspec.structs.replace(document.counts, operations=document.counts.operations + 1),
    )
    put(stick, *laptop.parcel(seal(made)))
    bad = _the_one(import_files(office, [stick], commit=True).items)
    assert bad.verdict is Verdict.REFUSED
    _check_sentence(bad.reason)
    assert office.register.summaries() == []


def test_an_entry_that_is_here_with_other_words_is_refused_whole(
    office: Office, laptop: FieldLaptop, stick: Path
) -> None:
    document = document_of(laptop)
    put(stick, *laptop.parcel(seal(document)))
    import_files(office, [stick], commit=True)
    *first, last = document.operations
    other = msgspec.structs.replace(last, by="ai đó khác")
    changed = msgspec.structs.replace(
        document,
        operations=[*first, other, operation_of(content="x")],
        counts=msgspec.structs.replace(document.counts, operations=document.counts.operations + 1),
    )
    put(stick, *laptop.parcel(seal(changed)))
    report = import_files(office, [stick], commit=True)
    bad = _the_one(report.of(Verdict.REFUSED))
    assert bad.trouble == "other_entries"
    _check_sentence(bad.reason)
    assert bad.is_held
    assert len(office.register.operations(document.session.id)) == len(document.operations)


def test_a_whole_file_of_a_known_laptop_that_is_refused_stands_on_the_receipt(
    office: Office, laptop: FieldLaptop, stick: Path
) -> None:
    name, data = unknown_field(laptop)
    put(stick, name, data)
    import_files(office, [stick], commit=True)
    entry = _the_one(office.register.entries(laptop.keys.id))
    assert (entry.outcome, entry.number) == ("refused", 1)
    assert entry.digest == sha256(data).hexdigest()
    _check_sentence(entry.reason)


def test_a_named_file_of_another_kind_is_refused_and_left_alone(
    office: Office, stick: Path
) -> None:
    path = stick / "thư.pdf"
    path.write_bytes(b"%PDF-1.7")
    report = import_files(office, [path, stick / "gone.danvan"], commit=True)
    assert [item.verdict for item in report.items] == [Verdict.REFUSED] * 2
    assert not any(item.is_held for item in report.items)
    for item in report.items:
        _check_sentence(item.reason)


def _the_one(items: list[_T]) -> _T:
    (item,) = items
    return item


def _check_sentence(text: str) -> None:
    """What people read: words, an end, and nothing that a terminal obeys."""
    assert text == clean(text)
    assert text.endswith(".")
    assert 20 < len(text) < 400
    assert "Error" not in text
    assert "Traceback" not in text


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=400), as_body=st.booleans())
def test_any_bytes_are_refused_with_a_sentence(
    office: Office, laptop: FieldLaptop, data: bytes, as_body: bool
) -> None:
    gate = Gate(keys=office.keys, office=office.public, laptops={laptop.keys.id: laptop.public})
    if as_body:
        _name, data = laptop.parcel(data, number=1)
    found = examine(data, "x.danvan", sha256(data).hexdigest(), gate)
    assert isinstance(found, Refused)
    _check_sentence(found.sentence)


class _Broken(dict[str, PublicKeys]):
    """Stands for a mistake of ours that only some file brings to light."""

    def get(self, *_arguments: object) -> NoReturn:
        raise KeyError("Bà Mùi tố cáo")


def test_a_mistake_of_ours_over_one_file_says_where_and_tells_no_word_of_it(
    office: Office, laptop: FieldLaptop
) -> None:
    gate = Gate(keys=office.keys, office=office.public, laptops=_Broken())
    _name, data = laptop.parcel(b"x")
    found = examine(data, "x.danvan", sha256(data).hexdigest(), gate)
    assert isinstance(found, Refused)
    assert found.trouble == "not_understood"
    assert "(at test_bad_files.py:" in found.sentence
    _check_sentence(found.sentence)
