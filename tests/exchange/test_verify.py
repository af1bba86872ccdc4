"""A file is called whole only if every byte is as it was written."""

import io
import json
import os
import sys
import zipfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from danvan_tui.exchange.document import OfficeDocument, Profile, StatisticsDocument
from danvan_tui.exchange.envelope import digest, seal, stated_digest
from danvan_tui.exchange.export import build_export
from danvan_tui.exchange.failing import LIMIT
from danvan_tui.exchange.verify import Finding, verify, verify_file
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Change, Edit, Operation
from danvan_tui.model.records import Table, Value

AT = "2026-11-22T12:00:00+07:00"


def _resealed(data: bytes) -> bytes:
    """What somebody makes who edits by hand and computes the digest anew."""
    return data.replace(stated_digest(data).encode(), digest(data).encode())


def test_a_whole_file_says_what_it_holds(meeting: Notebook, tmp_path: Path) -> None:
    for profile in Profile:
        path = tmp_path / f"{profile}.json"
        path.write_bytes(build_export(meeting, profile, at=AT))
        verdict = verify_file(path)
        assert verdict.whole, verdict
        assert "DT-2026-001 of 22/11/2026" in verdict.sentence
        assert "2 issues" in verdict.sentence


def test_every_single_changed_byte_is_found(notebook: Notebook) -> None:
    for profile in Profile:
        data = build_export(notebook, profile, at=AT)
        for place in range(len(data)):
            for change in (1, 0x20, 0x80):
                broken = bytearray(data)
                broken[place] ^= change
                found = verify(bytes(broken)).finding
                assert found is Finding.CHANGED, (profile, place, change, found)


def test_every_truncation_is_called_cut(notebook: Notebook) -> None:
    for profile in Profile:
        data = build_export(notebook, profile, at=AT)
        for length in range(1, len(data)):
            assert verify(data[:length]).finding is Finding.CUT, (profile, length)


def test_a_file_whose_end_is_zeros_or_that_goes_on_is_not_whole(meeting: Notebook) -> None:
    data = build_export(meeting, Profile.OFFICE, at=AT)
    assert not verify(data[:-300] + bytes(300)).whole
    assert not verify(data + b"\n").whole
    assert not verify(data + data).whole
    assert not verify(data[:500] + data[600:]).whole


@pytest.mark.parametrize("more", [b"\n", b"\r\n", b"more", bytes(9), b"{\n"])
@pytest.mark.parametrize("profile", Profile)
def test_what_follows_the_end_is_told(meeting: Notebook, profile: Profile, more: bytes) -> None:
    data = build_export(meeting, profile, at=AT)
    for verdict in (verify(data + more), verify(data + data)):
        assert verdict.finding is Finding.CHANGED
        assert "after its end" in verdict.sentence


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("profile", Profile)
def test_a_file_saved_again_by_an_editor_is_called_changed(
    meeting: Notebook, profile: Profile, codec: str, line_end: str
) -> None:
    text = build_export(meeting, profile, at=AT).decode()
    data = text.replace("\n", line_end).encode(codec)
    if data == text.encode():
        return
    verdict = verify(data)
    assert verdict.finding is Finding.CHANGED
    assert "line ends or encoding" in verdict.sentence
    assert verify(data[: len(data) // 2]).finding is Finding.CUT


def test_a_file_written_anew_by_a_program_is_called_changed(meeting: Notebook) -> None:
    text = build_export(meeting, Profile.PUBLIC, at=AT).decode()
    assert verify(json.dumps(json.loads(text)).encode()).finding is Finding.CHANGED


def test_an_edit_by_hand_with_the_digest_computed_anew_is_noticed(meeting: Notebook) -> None:
    data = build_export(meeting, Profile.OFFICE, at=AT)
    for said, instead in (
        ('"due": "2026-12-10"', '"due": "2027-12-10"'),
        ('"issues": 2', '"issues": 3'),
        ("Xã sẽ sửa.", "Xã không sửa."),
    ):
        assert said.encode() in data
        forged = _resealed(data.replace(said.encode(), instead.encode(), 1))
        assert digest(forged) == stated_digest(forged)
        assert verify(forged).finding is Finding.CHANGED, said


def test_an_operation_moved_out_of_the_protected_part_is_noticed(meeting: Notebook) -> None:
    issue = meeting.state.issues()[0].id
    meeting.record([Edit(Table.ISSUES, issue, {"kind": "denunciation"})])
    whole = build_export(meeting, Profile.OFFICE, at=AT)
    document = msgspec.json.decode(whole, type=OfficeDocument)
    assert document.protected.operations
    moved = msgspec.structs.replace(
        document,
        operations=document.operations + document.protected.operations,
        protected=msgspec.structs.replace(document.protected, operations=[]),
    )
    assert verify(seal(moved)).finding is Finding.CHANGED


def test_another_spelling_with_the_digest_computed_anew_is_noticed(meeting: Notebook) -> None:
    for profile in Profile:
        data = build_export(meeting, profile, at=AT)
        for said, instead in (
            (b'"program"', b' "program"'),
            (b'"program"', b'"written": "", "program"'),
            (b'"DT-2026-001"', b'"\\u0044T-2026-001"'),
        ):
            forged = _resealed(data.replace(said, instead, 1))
            assert digest(forged) == stated_digest(forged)
            assert verify(forged).finding is Finding.CHANGED


@pytest.mark.parametrize(
    "fields", [{"issue": ["x"]}, {"number": "7"}, {"surprise": 1}, {"content": 7}, {"by": True}]
)
def test_operations_that_no_program_writes_are_refused(
    meeting: Notebook, fields: dict[str, Value]
) -> None:
    meeting.record([meeting.new(Table.ISSUES, kind="denunciation")])
    whole = build_export(meeting, Profile.OFFICE, at=AT)
    document = msgspec.json.decode(whole, type=OfficeDocument)
    change = Change(table=Table.ANSWERS, record="x", fields=fields)
    strange = Operation(id="x.1", time=99, at=AT, changes=[change])
    forged = msgspec.structs.replace(document, operations=[*document.operations, strange])
    assert verify(seal(forged)).finding is Finding.CHANGED


def test_a_newer_format_says_so(meeting: Notebook) -> None:
    data = build_export(meeting, Profile.STATISTICS, at=AT)
    for later in (b"2", b"9" * 23):
        newer = _resealed(data.replace(b'"version": 1', b'"version": ' + later, 1))
        assert verify(newer).finding is Finding.NEWER
        assert "newer version" in verify(newer).sentence
    assert verify(data.replace(b'"version": 1', b'"version": 2', 1)).finding is Finding.CHANGED


def _zip_with(name: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr(name, "x")
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (_zip_with("word/document.xml"), "a Word file"),
        (_zip_with("xl/workbook.xml"), "an Excel file"),
        (b"%PDF-1.7 ...", "a PDF file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...", "an old Word or Excel file"),
        (b'{"name": 1}', "another JSON file"),
        (b"[" * 100_000 + b"]" * 100_000, "another JSON file"),
        (b"Xin ch\xc3\xa0o", "another kind of file"),
        (b'[[field]]\nid = "tourism"\n', "another kind of file"),
        (b"[sach se]\n", "another kind of file"),
        (b"12 kn gt x\n", "another kind of file"),
        (b"", "an empty file"),
    ],
)
def test_a_wrong_file_is_named(data: bytes, what: str) -> None:
    verdict = verify(data)
    assert verdict.finding is Finding.WRONG
    assert what in verdict.sentence


def test_deep_nesting_in_a_file_of_ours_does_no_harm(meeting: Notebook) -> None:
    data = build_export(meeting, Profile.OFFICE, at=AT)
    deep = b"[" * 100_000 + b"]" * 100_000
    assert verify(_resealed(data.replace(b'"unattached": {', b'"x": ' + deep + b","))).finding in (
        Finding.CHANGED,
    )
    assert verify(data.replace(b'"unattached": {', b'"unattached": ' + deep)[:-9]).finding in (
        Finding.CHANGED,
        Finding.CUT,
    )


def test_too_large_a_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(LIMIT + 5_000_000_000)  # sparse: takes no room
    assert verify_file(path).finding is Finding.TOO_LARGE


def test_a_missing_file_or_a_folder_is_said_politely(tmp_path: Path) -> None:
    assert verify_file(tmp_path / "gone.json").finding is Finding.UNREADABLE
    assert "There is no file gone.json" in verify_file(tmp_path / "gone.json").sentence
    assert verify_file(Path("nul\0byte")).finding is Finding.UNREADABLE
    assert verify_file(tmp_path).finding is Finding.UNREADABLE
    assert "a folder or a device" in verify_file(tmp_path).sentence


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes by name")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "pipe")
    assert "a folder or a device" in verify_file(tmp_path / "pipe").sentence


@given(st.binary(max_size=400))
def test_any_bytes_get_a_verdict(data: bytes) -> None:
    assert not verify(data).whole


_text = st.text(st.characters(codec="utf-8"), max_size=5)
_json = st.recursive(
    st.none() | st.booleans() | st.integers() | _text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_text, inner),
    max_leaves=8,
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None
)
@given(data=st.data())
def test_any_value_anywhere_with_a_right_digest_gets_a_verdict(
    meeting: Notebook, data: st.DataObject
) -> None:
    sealed = build_export(meeting, Profile.OFFICE, at=AT)
    tree: Any = json.loads(sealed)
    free = {"written", "program", "operations", "protected"}  # the rest follows from these
    top = data.draw(st.sampled_from(list(tree)))
    holder, key = tree, top
    while isinstance(holder[key], dict | list) and holder[key] and data.draw(st.booleans()):
        holder = holder[key]
        key = data.draw(
            st.sampled_from(list(holder if isinstance(holder, dict) else range(len(holder))))
        )
    before, holder[key] = holder[key], data.draw(_json)
    text = json.dumps(tree, ensure_ascii=False, indent=2) + "\n"
    found = verify(_resealed(text.encode()))
    assert not found.whole or top in free or holder[key] == before


def test_the_digest_is_over_all_but_itself(meeting: Notebook) -> None:
    data = build_export(meeting, Profile.STATISTICS, at=AT)
    document = msgspec.json.decode(data, type=StatisticsDocument)
    import hashlib

    assert hashlib.sha256(data.replace(document.sha256.encode(), b"")).hexdigest() == (
        document.sha256
    )
