"""A parcel arrives as it was signed, by whom and for whom it says, or is refused."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_tui.exchange import signed
from danvan_tui.exchange.failing import LIMIT, ParcelError, Trouble
from danvan_tui.exchange.keys import Keys, seal_for, write_keys
from danvan_tui.exchange.parcel import Kind, Opened, make_parcel, open_parcel, read_parcel
from tests.exchange.parcels import (
    BODY,
    LAPTOP,
    MAGIC,
    OFFICE,
    OTHER_OFFICE,
    SAFE,
    WRITTEN,
    by_hand,
    header_of,
    package,
)

_SEALED = package(seal=True)
_PLAIN = package(seal=False)


def _trouble(data: bytes, keys: Keys | None = OFFICE) -> Trouble:
    with pytest.raises(ParcelError) as caught:
        open_parcel(data, keys)
    assert caught.value.sentence.endswith(".")
    assert str(caught.value) == caught.value.sentence
    return caught.value.trouble


def _as_sent(opened: Opened) -> None:
    header = opened.header
    assert opened.body == BODY
    assert (header.kind, header.number, header.line) == (Kind.PACKAGE, 7, "0193-a")
    assert (header.written, header.code, header.to) == (WRITTEN, "DT-2026-003", OFFICE.id)
    assert header.sender == LAPTOP.public("Máy 1")


def test_a_sealed_parcel_arrives_as_it_was_sent() -> None:
    opened = open_parcel(_SEALED.data, OFFICE)
    _as_sent(opened)
    assert opened.sealed
    assert _SEALED.digest == hashlib.sha256(_SEALED.data).hexdigest()
    assert BODY not in _SEALED.data
    assert b"DT-2026" not in _SEALED.data


def test_a_plain_parcel_arrives_and_its_missing_seal_is_visible() -> None:
    opened = open_parcel(_PLAIN.data, OFFICE)
    _as_sent(opened)
    assert not opened.sealed
    _as_sent(open_parcel(_PLAIN.data, None))


def test_the_key_in_the_safe_opens_what_was_sealed_for_the_lost_one() -> None:
    recovered = Keys(OFFICE.seed, SAFE.identity, name="Văn phòng")
    _as_sent(open_parcel(_SEALED.data, recovered))


def test_the_body_ends_the_file_byte_for_byte_so_that_it_can_be_cut_out_by_hand() -> None:
    assert _PLAIN.data.split(b"\n", 2)[2] == BODY
    assert OFFICE.unseal(_SEALED.data).split(b"\n", 2)[2] == BODY


@pytest.mark.parametrize("body", [b"", b"x", bytes(200_000)])
def test_a_body_of_any_size_arrives(body: bytes) -> None:
    for seal in (True, False):
        assert open_parcel(package(seal=seal, body=body).data, OFFICE).body == body


def test_file_names_hold_no_typed_word() -> None:
    assert _SEALED.name == f"DT-2026-003_0007_{_SEALED.digest[:16]}.danvan.age"
    assert _PLAIN.name == f"DT-2026-003_0007_{_PLAIN.digest[:16]}.danvan"
    typed = make_parcel(
        LAPTOP,
        kind=Kind.FOLLOW_UP,
        name="../../x",
        to=None,
        seal=False,
        written=WRITTEN,
        code="../CON\x1b[31m",
        body=BODY,
    )
    assert typed.name == f"follow-up_0000_{typed.digest[:16]}.danvan"
    assert open_parcel(typed.data, None).header.code == ""


@settings(max_examples=150, deadline=None)
@given(at=st.integers(0, len(_SEALED.data) - 1), bits=st.integers(1, 255))
def test_no_byte_of_a_sealed_parcel_can_be_changed(at: int, bits: int) -> None:
    changed = bytearray(_SEALED.data)
    changed[at] ^= bits
    found = _trouble(bytes(changed))
    assert found in (Trouble.CHANGED, Trouble.WRONG_KEY, Trouble.WRONG_KIND, Trouble.NEWER)


@settings(max_examples=200, deadline=None)
@given(at=st.integers(0, len(_PLAIN.data) - 1), bits=st.integers(1, 255))
def test_no_byte_of_a_plain_parcel_can_be_changed(at: int, bits: int) -> None:
    changed = bytearray(_PLAIN.data)
    changed[at] ^= bits
    found = _trouble(bytes(changed))
    assert found in (Trouble.CHANGED, Trouble.WRONG_KIND, Trouble.NEWER, Trouble.CUT)


@pytest.mark.parametrize("keys", [OFFICE, None], ids=["with the key", "without"])
def test_every_cut_of_a_sealed_parcel_is_told_as_a_cut(keys: Keys | None) -> None:
    for size in range(1, len(_SEALED.data)):
        whole_blocks = (len(_SEALED.data) - size) % 1024 == 0  # a cut that looks like a change
        if not whole_blocks:
            assert _trouble(_SEALED.data[:size], keys) is Trouble.CUT, size
        else:
            _trouble(_SEALED.data[:size], keys)


def test_every_cut_of_a_large_sealed_parcel_is_told_as_a_cut() -> None:
    large = package(seal=True, body=bytes(200_000)).data
    for size in (*range(65_000, 67_000), *range(131_000, 133_000), 150_001, len(large) - 1):
        if (len(large) - size) % 16:
            assert _trouble(large[:size]) is Trouble.CUT, size


def test_every_cut_of_a_plain_parcel_is_told_as_a_cut() -> None:
    for size in range(1, len(_PLAIN.data)):
        assert _trouble(_PLAIN.data[:size]) is Trouble.CUT, size


@settings(max_examples=100, deadline=None)
@given(data=st.sampled_from([_SEALED.data, _PLAIN.data]), more=st.binary(min_size=1, max_size=2000))
def test_nothing_can_be_added(data: bytes, more: bytes) -> None:
    _trouble(data + more)
    _trouble(more + data)
    middle = len(data) // 2
    if data[:middle] + more + data[middle:] != data:
        _trouble(data[:middle] + more + data[middle:])


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=300), st.sampled_from([b"", b"danvan-parcel 1 ", b"age-encryption.org/v1\n"])
)
def test_any_bytes_are_refused_with_a_sentence(data: bytes, start: bytes) -> None:
    _trouble(start + data)


def test_a_file_of_nothing_or_blanks_is_told_as_empty() -> None:
    for nothing in (b"", bytes(3_000_000), b" " * 3_000_000, b"\r\n" * 10):
        assert _trouble(nothing) is Trouble.EMPTY


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.danvan"
    with path.open("wb") as file:
        file.truncate(LIMIT + 5_000_000_000)  # sparse: takes no room
    with pytest.raises(ParcelError) as caught:
        read_parcel(path)
    assert caught.value.trouble is Trouble.TOO_LARGE


def test_what_is_no_file_is_said_politely(tmp_path: Path) -> None:
    gone, nul = tmp_path / "[/b]\x1b[31mgone", Path("nul\0byte")
    for path in (tmp_path, gone, nul):
        with pytest.raises(ParcelError) as caught:
            read_parcel(path)
        assert caught.value.trouble is Trouble.UNREADABLE
        assert "\x1b" not in caught.value.sentence


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes by name")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ParcelError):
        read_parcel(tmp_path / "pipe")


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / _SEALED.name
    path.write_bytes(_SEALED.data)
    assert read_parcel(path) == _SEALED.data


def test_another_offices_key_does_not_open_it() -> None:
    assert _trouble(_SEALED.data, OTHER_OFFICE) is Trouble.WRONG_KEY
    assert _trouble(_SEALED.data, None) is Trouble.NO_KEY
    assert _trouble(_PLAIN.data, OTHER_OFFICE) is Trouble.WRONG_KEY


def test_an_office_cannot_pass_a_parcel_on_to_another_under_a_seal_of_its_own() -> None:
    passed_on = seal_for(OTHER_OFFICE.public(), OFFICE.unseal(_SEALED.data))
    assert _trouble(passed_on, OTHER_OFFICE) is Trouble.WRONG_KEY


def test_a_seal_that_was_taken_off_on_the_way_is_told() -> None:
    assert _trouble(OFFICE.unseal(_SEALED.data)) is Trouble.UNSEALED


def test_a_seal_put_on_later_for_keeping_does_not_change_what_is_in_it() -> None:
    kept = seal_for(OFFICE.public(), _PLAIN.data)
    assert OFFICE.unseal(kept) == _PLAIN.data
    _as_sent(open_parcel(OFFICE.unseal(kept), OFFICE))


def test_a_seal_within_a_seal_is_not_opened() -> None:
    assert _trouble(seal_for(OFFICE.public(), _SEALED.data)) is not None


def test_nobody_can_sign_for_another() -> None:
    stranger = OTHER_OFFICE
    header = header_of(_PLAIN)
    assert _trouble(by_hand(header, by=stranger)) is Trouble.CHANGED
    header["sender"]["verify"] = stranger.public().verify
    assert _trouble(by_hand(header, by=stranger)) is Trouble.CHANGED  # the id is not its own


def test_the_head_of_one_parcel_does_not_fit_another() -> None:
    other = package(seal=False, body=BODY[::-1])
    head, body = _PLAIN.data[: -len(BODY)], other.data[-len(BODY) :]
    assert _trouble(head + body) is Trouble.CHANGED
    first, second = _PLAIN.data.split(b"\n", 1)[0], other.data.split(b"\n", 1)[1]
    assert _trouble(first + b"\n" + second) is Trouble.CHANGED


def test_a_signature_for_another_use_does_not_fit() -> None:
    line = _PLAIN.data.split(b"\n")[1]
    signature = LAPTOP.sign(signed.statement("danvan-office", line))
    assert _trouble(signed.written(MAGIC, signature, line) + BODY) is Trouble.CHANGED


def test_a_newer_format_is_told_as_newer() -> None:
    assert _trouble(_PLAIN.data.replace(b"parcel 1", b"parcel 2", 1)) is Trouble.NEWER
    assert _trouble(b"danvan-parcel 12 of another kind\n{}") is Trouble.NEWER
    assert _trouble(_SEALED.data.replace(b"org/v1", b"org/v2", 1)) is Trouble.NEWER


def test_a_file_saved_by_an_editor_is_told_as_changed() -> None:
    assert _trouble(b"\xef\xbb\xbf" + _PLAIN.data) is Trouble.CHANGED
    assert _trouble(_PLAIN.data.replace(b"\n", b"\r\n")) is Trouble.CHANGED
    assert _trouble(_SEALED.data.replace(b"\n", b"\r\n", 3)) is Trouble.CHANGED
    assert (
        _trouble(_PLAIN.data[:400].decode("utf-8", "replace").encode("utf-16")) is Trouble.CHANGED
    )


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"\x1f\x8b", b"%PDF-1.7", b'{"format": 1}'])
def test_another_kind_of_file_is_told(start: bytes) -> None:
    assert _trouble(start + bytes(1000)) is Trouble.WRONG_KIND


@pytest.mark.parametrize("bracket", [b"[", b'{"a":'])
def test_brackets_within_brackets_are_not_followed(bracket: bytes) -> None:
    deep = bracket * 10_000
    assert _trouble(by_hand(deep)) is Trouble.DEEP
    assert _trouble(by_hand(b'{"kind": "package", "x": ' + deep)) is Trouble.DEEP


def test_a_head_without_end_is_not_read() -> None:
    line = _PLAIN.data.split(b"\n")[1]
    _as_sent(open_parcel(by_hand(line + b" " * 60_000), OFFICE))
    assert _trouble(by_hand(line + b" " * 100_000)) is Trouble.CHANGED
    assert _trouble(b"danvan-parcel " + b"1" * 5_000_000) is Trouble.CHANGED
    stanzas = b"age-encryption.org/v1\n" + b"-> a\n\n" * 500_000
    endless = stanzas + b"--- " + b"A" * 43 + b"\n" + bytes(100)
    assert _trouble(endless) is _trouble(endless, None) is Trouble.CHANGED
    with pytest.raises(ParcelError):
        OFFICE.unseal(endless)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "letter"},
        {"number": -1},
        {"number": 10**18},
        {"number": "7"},
        {"to": "../../etc"},
        {"line": "a/../b"},
        {"line": "x" * 65},
        {"code": "\x1b[31m"},
        {"written": "now\n"},
        {"body_size": -1},
        {"body_size": 10**12},
        {"body_sha256": "0" * 63},
        {"sender": None},
        {"sealed": 1},
    ],
)
def test_a_header_that_says_what_none_says_is_refused(wrong: dict[str, object]) -> None:
    assert _trouble(by_hand(header_of(_PLAIN) | wrong)) is Trouble.CHANGED


def test_a_header_in_no_encoding_is_refused() -> None:
    assert _trouble(by_hand(b'{"kind": "\xff"}')) is Trouble.CHANGED


def test_a_body_of_another_size_or_digest_is_refused_even_when_signed() -> None:
    assert _trouble(by_hand(header_of(_PLAIN) | {"body_size": len(BODY) + 1})) is Trouble.CUT
    assert _trouble(by_hand(header_of(_PLAIN) | {"body_size": len(BODY) - 1})) is Trouble.CHANGED
    assert _trouble(by_hand(header_of(_PLAIN) | {"body_sha256": "0" * 64})) is Trouble.CHANGED


def test_the_name_of_a_sender_is_cleaned() -> None:
    header = header_of(_PLAIN)
    header["sender"]["name"] = "\x1b]0;x\x07Máy\n[/b]\u202e" + "n" * 500
    name = open_parcel(by_hand(header), OFFICE).header.sender.name
    assert name.startswith("Máy [/b]n")
    assert len(name) == 120


def test_nothing_is_made_that_would_be_refused() -> None:
    import msgspec

    with pytest.raises(msgspec.ValidationError):
        make_parcel(
            LAPTOP,
            kind=Kind.PACKAGE,
            name="Máy",
            to=None,
            seal=False,
            line="a b",
            written=WRITTEN,
            body=b"",
        )
    with pytest.raises(ParcelError) as caught:
        package(seal=False, body=bytes(LIMIT))
    assert caught.value.trouble is Trouble.TOO_LARGE


@pytest.mark.skipif(shutil.which("age") is None, reason="the age tool is not installed here")
@pytest.mark.parametrize("keys", [OFFICE, SAFE], ids=["office", "safe"])
def test_the_plain_age_tool_opens_a_sealed_parcel_with_either_key(
    keys: Keys, tmp_path: Path
) -> None:
    write_keys(tmp_path / "key.txt", keys, "để trong két")
    (tmp_path / _SEALED.name).write_bytes(_SEALED.data)
    command = ["age", "-d", "-i", str(tmp_path / "key.txt"), str(tmp_path / _SEALED.name)]
    opened = subprocess.run(command, check=True, capture_output=True).stdout
    assert opened.split(b"\n", 2)[2] == BODY


@pytest.mark.skipif(shutil.which("age") is None, reason="the age tool is not installed here")
def test_what_the_age_tool_sealed_opens_here(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"x" * 70_000)
    command = ["age", "-r", OFFICE.recipient, str(tmp_path / "plain")]
    sealed = subprocess.run(command, check=True, capture_output=True).stdout
    assert OFFICE.unseal(sealed) == b"x" * 70_000


def test_starting_imports_nothing_heavy() -> None:
    code = (
        "import sys, danvan_tui.exchange.parcel, danvan_tui.exchange.office_keys;"
        "sys.exit(bool({'cryptography', 'pyrage'} & sys.modules.keys()))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
