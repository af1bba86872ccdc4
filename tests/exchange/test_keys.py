"""Keys come back from their files as they went in, or the trouble is told."""

import re
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from danvan_tui.exchange import signed
from danvan_tui.exchange.bech32 import decoded
from danvan_tui.exchange.failing import KeysError, Trouble
from danvan_tui.exchange.key_file import read
from danvan_tui.exchange.keys import (
    Keys,
    PublicKeys,
    make_keys,
    read_keys,
    read_public,
    seal_for,
    write_keys,
    write_public,
)
from danvan_tui.exchange.parties import checked
from tests.exchange.parcels import LAPTOP, OFFICE, OTHER_OFFICE, SAFE

_ZERO_POINT = "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq5cu47z"
_MAGIC = "danvan-office"
_BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_WRITTEN_OTHERWISE = (  # the same bytes, with other bits where base64 has some to spare
    OFFICE.public().verify[:-2] + _BASE64[_BASE64.index(OFFICE.public().verify[-2]) + 1] + "="
)


def _text(keys: Keys, folder: Path) -> str:
    path = folder / "written.key"
    path.unlink(missing_ok=True)
    write_keys(path, keys, "Cất vào két.\nKhông đưa cho ai.")
    return path.read_text("utf-8")


@pytest.fixture(scope="module")
def office_text(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The file of the keys of an office, written once for many examples."""
    return _text(OFFICE, tmp_path_factory.mktemp("office"))


def _reread(text: str | bytes, folder: Path) -> Keys:
    path = folder / "read.key"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_keys(path)


def _trouble_of(text: str | bytes, folder: Path) -> Trouble:
    with pytest.raises(KeysError) as caught:
        _reread(text, folder)
    assert caught.value.sentence.endswith(".")
    return caught.value.trouble


def _public_trouble(data: bytes, folder: Path) -> Trouble:
    path = folder / "x.danvan-office"
    path.write_bytes(data)
    with pytest.raises(KeysError) as caught:
        read_public(path)
    assert caught.value.sentence.endswith(".")
    return caught.value.trouble


def _public_by_hand(public: PublicKeys | dict[str, object], by: Keys) -> bytes:
    line = msgspec.json.encode(public)
    return signed.written(_MAGIC, by.sign(signed.statement(_MAGIC, line)), line)


@pytest.mark.parametrize("keys", [OFFICE, SAFE, LAPTOP, make_keys()])
def test_keys_come_back_from_their_file(keys: Keys, tmp_path: Path) -> None:
    assert _reread(_text(keys, tmp_path), tmp_path) == keys


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps the rights of the folder")
def test_only_this_user_can_read_the_secret(tmp_path: Path) -> None:
    write_keys(tmp_path / "new" / "office.key", OFFICE)
    assert (tmp_path / "new" / "office.key").stat().st_mode & 0o777 == 0o600


def test_keys_are_never_written_over(tmp_path: Path) -> None:
    write_keys(tmp_path / "office.key", OFFICE)
    with pytest.raises(KeysError) as caught:
        write_keys(tmp_path / "office.key", OTHER_OFFICE)
    assert caught.value.trouble is Trouble.TAKEN
    assert read_keys(tmp_path / "office.key") == OFFICE


def test_a_secret_shows_in_no_trace_of_an_error() -> None:
    shown = repr(OFFICE)
    assert OFFICE.identity not in shown
    assert repr(OFFICE.seed) not in shown
    assert OFFICE.seed.hex() not in shown


def test_keys_typed_from_paper_may_differ_in_blanks_and_case(tmp_path: Path) -> None:
    lines = _text(SAFE, tmp_path).splitlines()
    retyped = "\r\n".join(
        line if line.startswith("# name") else f"  {line.upper()}  " for line in lines
    )
    assert _reread("\ufeff" + retyped.replace(" / ", "/"), tmp_path) == SAFE


@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_a_mistyped_line_is_told(data: st.DataObject, office_text: str, tmp_path: Path) -> None:
    lines = office_text.splitlines()
    number = data.draw(st.integers(3, len(lines) - 1), "line")
    line = lines[number]
    start = line.index(":") + 1 if ":" in line else len("AGE-SECRET-KEY")
    at = data.draw(st.integers(start, len(line) - 1), "place")
    typed = data.draw(st.sampled_from("0123456789abcdefxyz/-:#ằ"), "typed")
    lines[number] = line[:at] + typed + line[at + 1 :]
    if "".join(lines[number].split()).lower() == "".join(line.split()).lower():
        return
    with pytest.raises(KeysError) as caught:
        _reread("\n".join(lines), tmp_path)
    assert caught.value.trouble is Trouble.CHANGED
    assert f"Line {number + 1} " in caught.value.sentence


def test_a_missing_line_is_told(tmp_path: Path) -> None:
    lines = _text(SAFE, tmp_path).splitlines()
    for missing in ("id", "sign-1", "sign-4", "AGE-SECRET-KEY"):
        kept = [line for line in lines if not line.removeprefix("# ").startswith(missing)]
        with pytest.raises(KeysError) as caught:
            _reread("\n".join(kept), tmp_path)
        assert caught.value.trouble is Trouble.CUT
        assert f" {missing} " in caught.value.sentence


def test_lines_of_two_papers_are_told(tmp_path: Path) -> None:
    mine, others = _text(SAFE, tmp_path), _text(OTHER_OFFICE, tmp_path)
    mixed = [
        other if "sign-3" in other else line
        for line, other in zip(mine.splitlines(), others.splitlines(), strict=True)
    ]
    with pytest.raises(KeysError) as caught:
        _reread("\n".join(mixed), tmp_path)
    assert "do not belong together" in caught.value.sentence
    assert _trouble_of(mine + others, tmp_path) is Trouble.CHANGED


def test_what_is_no_key_file_is_told(tmp_path: Path) -> None:
    assert _trouble_of("", tmp_path) is Trouble.WRONG_KIND
    assert _trouble_of(b"\xff\xfe\x00", tmp_path) is Trouble.WRONG_KIND
    assert _trouble_of("AGE-SECRET-KEY-1ABC", tmp_path) is Trouble.WRONG_KIND
    assert _trouble_of("# danvan-key 2\nsomething new", tmp_path) is Trouble.NEWER
    with pytest.raises(OSError, match="1 MB"):
        _reread(b" " * 2_000_000, tmp_path)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    with pytest.raises(KeysError):
        read("# danvan-key 1\n" + text)


def test_ids_and_fingerprints_follow_from_the_key_alone() -> None:
    public = OFFICE.public("một tên khác")
    assert re.fullmatch("[0-9a-f]{16}", public.id)
    assert re.fullmatch(r"\d{4}( \d{4}){4}", public.fingerprint)
    assert public.fingerprint == OFFICE.public().fingerprint
    assert (public.id, public.name) == (OFFICE.id, "một tên khác")
    fingerprints = {keys.public().fingerprint for keys in (OFFICE, LAPTOP, OTHER_OFFICE)}
    assert len(fingerprints) == 3


@pytest.mark.parametrize("typed", ["0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩"])
def test_a_fingerprint_counts_whichever_digits_it_is_typed_in(typed: str) -> None:
    public = OFFICE.public()
    as_typed = public.fingerprint.translate(str.maketrans("0123456789", typed))
    assert public.has_fingerprint(f" {as_typed.replace(' ', '.-')} ")
    assert not public.has_fingerprint(as_typed[:-1])
    assert not public.has_fingerprint(as_typed + typed[0])


def test_a_recovered_office_has_the_fingerprint_it_had() -> None:
    assert SAFE.public().fingerprint != OFFICE.public().fingerprint  # these two are apart
    recovered = Keys(OFFICE.seed, SAFE.identity)
    assert recovered.public().fingerprint == OFFICE.public().fingerprint


def test_the_public_file_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "office.danvan-office"
    assert write_public(path, OFFICE, "Văn phòng\x1b[31m") == read_public(path)
    assert read_public(path) == OFFICE.public("Văn phòng")
    assert read_public(path).recipients == (OFFICE.recipient, SAFE.recipient)


_PUBLIC = _public_by_hand(OFFICE.public(), OFFICE)
_SHARED = settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@_SHARED
@given(at=st.integers(0, len(_PUBLIC) - 1), bits=st.integers(1, 255))
def test_no_byte_of_a_public_file_can_be_changed(at: int, bits: int, tmp_path: Path) -> None:
    changed = bytearray(_PUBLIC)
    changed[at] ^= bits
    _public_trouble(bytes(changed), tmp_path)


@_SHARED
@given(size=st.integers(1, len(_PUBLIC) - 1), more=st.binary(min_size=1, max_size=20))
def test_a_public_file_cannot_be_cut_or_added_to(size: int, more: bytes, tmp_path: Path) -> None:
    assert _public_trouble(_PUBLIC[:size], tmp_path) is Trouble.CUT
    assert _public_trouble(_PUBLIC + more, tmp_path) is Trouble.CHANGED


def test_a_public_file_of_another_kind_or_time_is_told(tmp_path: Path) -> None:
    assert _public_trouble(b"", tmp_path) is Trouble.EMPTY
    assert _public_trouble(bytes(9000), tmp_path) is Trouble.EMPTY
    assert _public_trouble(b"PK\x03\x04", tmp_path) is Trouble.WRONG_KIND
    newer = _PUBLIC.replace(b"office 1", b"office 2", 1)
    assert _public_trouble(newer, tmp_path) is Trouble.NEWER
    deep = signed.written(_MAGIC, OFFICE.sign(b"x"), b"[" * 5000)
    assert _public_trouble(deep, tmp_path) is Trouble.DEEP


def test_nobody_can_put_a_recipient_of_his_own_into_an_offices_file(tmp_path: Path) -> None:
    thief = make_keys()
    for forged in (
        msgspec.structs.replace(OFFICE.public(), recipient=thief.recipient),
        msgspec.structs.replace(OFFICE.public(), recovery=thief.recipient),
    ):
        assert _public_trouble(_public_by_hand(forged, thief), tmp_path) is Trouble.CHANGED


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "0" * 16},
        {"recipient": _ZERO_POINT},
        {"recipient": ""},
        {"recipient": OFFICE.recipient.upper()},
        {"recipient": OFFICE.recipient + " "},
        {"recovery": _ZERO_POINT},
        {"recovery": "ssh-ed25519 AAAA"},
        {"verify": ""},
        {"verify": OFFICE.public().verify + "\n"},
        {"verify": OFFICE.public().verify.rstrip("=")},
        {"verify": _WRITTEN_OTHERWISE},
        {"name": 7},
    ],
)
def test_keys_that_do_not_belong_together_are_refused(
    wrong: dict[str, object], tmp_path: Path
) -> None:
    said = msgspec.to_builtins(OFFICE.public()) | wrong
    assert _public_trouble(_public_by_hand(said, OFFICE), tmp_path) is Trouble.CHANGED


def test_a_recipient_that_would_give_every_secret_away_is_refused() -> None:
    assert checked(OFFICE.public()) == OFFICE.public()
    with pytest.raises(KeysError):
        checked(msgspec.structs.replace(OFFICE.public(), recovery=_ZERO_POINT))


def test_any_bytes_can_be_sealed_and_opened() -> None:
    for data in (b"", b"x", bytes(65536), bytes(65537)):
        assert OFFICE.unseal(seal_for(OFFICE.public(), data)) == data
        assert SAFE.unseal(seal_for(OFFICE.public(), data)) == data


@given(st.text("qpzry9x8gf2tvdw0s3jn54khce6mua7l1AQb", max_size=100))
def test_only_what_is_written_by_the_letter_is_a_key(text: str) -> None:
    assert decoded("age", text) is None
    assert decoded("age", "age1" + text) is None


@given(at=st.integers(0, 61), letter=st.sampled_from("qpzry9x8gf2tvdw0s3jn54khce6mua7l1"))
def test_one_wrong_letter_of_a_recipient_is_found(at: int, letter: str) -> None:
    text = OFFICE.recipient
    typed = text[:at] + letter + text[at + 1 :]
    assert (decoded("age", typed) is not None) == (typed == text)
