"""A denouncer's name stands in the protected table and nowhere else, whatever comes in when."""

from __future__ import annotations

from pathlib import Path

from danvan_tui.office.register.register import Register, open_register
from danvan_tui.office.register.renewing import rebuild
from tests.office.register.sent import (
    SESSION,
    answered,
    begun,
    bring,
    clock,
    denounced,
    file_of,
    ids,
    issue,
    rearranged,
    reread,
    sealed,
    table_of,
    unsealed,
)

NAME = "Nguyễn Thị Mùi Tố Cáo"
_NAMED = issue("r0.2", 2, speaker_name=NAME)


def test_secret_entries_stand_apart(register: Register) -> None:
    bring(register, file_of(begun(), _NAMED, denounced("r0.3", 3), secret=["r0.2", "r0.3"]))
    assert table_of(register, "r0.2") == ["protected"]
    assert table_of(register, "r0.1") == ["operations"]
    assert ids(register.operations(SESSION)) == ["r0.1", "r0.2", "r0.3"]


def test_what_becomes_secret_later_is_moved(register: Register) -> None:
    bring(register, file_of(begun(), _NAMED))
    assert table_of(register, "r0.2") == ["operations"]
    bring(register, file_of(begun(), _NAMED, denounced("r0.3", 3), secret=["r0.2", "r0.3"]))
    assert table_of(register, "r0.2") == ["protected"]


def test_what_only_the_union_knows_to_be_secret_is_moved(register: Register) -> None:
    bring(register, file_of(begun(), _NAMED, answered("r0.3", 3, "Bà Mùi chờ")))
    later = answered("r2.1", 4, "Đã gặp bà Mùi")
    bring(register, file_of(begun(), denounced("r1.1", 3), number=2))
    bring(register, file_of(begun(), later, number=3))
    assert [table_of(register, one) for one in ("r0.2", "r0.3", "r1.1", "r2.1")] == [
        ["protected"]
    ] * 4


def test_what_was_secret_to_its_laptop_stays_so(register: Register) -> None:
    """Even where nothing that came says why."""
    bring(register, file_of(begun(), _NAMED))
    bring(register, file_of(begun(), _NAMED, number=2, secret=["r0.2"]))
    assert table_of(register, "r0.2") == ["protected"]


def test_moved_within_one_import(register: Register) -> None:
    bring(register, file_of(begun(), _NAMED), file_of(begun(), denounced("r1.1", 3), number=2))
    assert table_of(register, "r0.2") == ["protected"]


def test_moved_bytes_are_written_over(tmp_path: Path) -> None:
    path = tmp_path / "register.sqlite"
    register = open_register(path, tmp_path / "kept", clock=clock)
    bring(register, file_of(begun(), _NAMED))
    bring(register, file_of(begun(), denounced("r1.1", 3), number=2))
    written = b"".join(one.read_bytes() for one in tmp_path.glob("register.sqlite*"))
    assert written.count(NAME.encode()) == 1
    register.close()


def test_bytes_taken_back_are_written_over(tmp_path: Path) -> None:
    path = tmp_path / "register.sqlite"
    register = open_register(path, tmp_path / "kept", clock=clock)
    with register.importing("Lan", "USB") as importing:
        importing.take(*file_of(begun(), _NAMED), sealed)
        importing.commit()
    register.undo_last("Lan")
    for one in [*tmp_path.glob("register.sqlite*"), *(tmp_path / "kept").iterdir()]:
        assert NAME.encode() not in one.read_bytes(), one.name
    register.close()


def test_plain_files_are_sealed_before_they_are_kept(register: Register, tmp_path: Path) -> None:
    with register.importing("Lan", "USB") as importing:
        importing.take(*file_of(begun(), _NAMED), sealed)
        importing.commit()
    register.append(SESSION, answered("o.1", 5, f"Đã gặp {NAME}"))
    register.close()
    kept = [one.read_bytes() for one in (tmp_path / "kept").iterdir()]
    assert len(kept) == 2
    assert not any(NAME.encode() in data for data in kept)


def test_what_was_a_denunciation_once_stays_secret_though_that_was_taken_back(
    register: Register,
) -> None:
    bring(register, file_of(begun(), _NAMED))
    before = register.edition(SESSION)
    bring(register, file_of(begun(), denounced("r1.1", 3), number=2))
    register.undo_last("Lan")
    assert register.edition(SESSION) != before  # what was worked out unveiled counts no more
    whole = register.whole(SESSION)
    assert ids(whole.operations) == ["r0.1", "r0.2"]
    assert whole.protected == {"i1"}
    bring(register, file_of(begun(), answered("r2.1", 4, "Đã gặp bà Mùi"), number=3))
    assert table_of(register, "r2.1") == ["protected"]


def test_it_stays_secret_though_the_whole_session_was_taken_back(register: Register) -> None:
    bring(register, file_of(begun(), _NAMED, denounced("r0.3", 3)))
    register.undo_last("Lan")
    assert register.summaries() == []
    bring(register, file_of(begun(), _NAMED, number=2))
    assert table_of(register, "r0.2") == ["protected"]
    assert register.whole(SESSION).protected == {"i1"}


def test_what_a_laptop_set_apart_without_saying_why_is_veiled_too(register: Register) -> None:
    bring(register, file_of(begun(), _NAMED, issue("r0.3", 3, "i2"), secret=["r0.2"]))
    assert register.whole(SESSION).protected == {"i1"}


def test_one_entry_of_several_issues_protects_only_what_is_protected(register: Register) -> None:
    both = rearranged("r0.4", 4, "i1", "i2")
    bring(register, file_of(begun(), _NAMED, denounced("r0.3", 3), both, secret=["r0.4"]))
    register.undo_last("Lan")
    bring(register, file_of(begun(), _NAMED, both, number=2, secret=["r0.2", "r0.4"]))
    assert register.whole(SESSION).protected == {"i1"}


def test_no_laptop_gets_secret_entries_without_what_says_why(register: Register) -> None:
    bring(register, file_of(begun(), _NAMED, issue("r0.3", 3, "i2")))
    bring(register, file_of(begun(), laptop="b" * 16))
    reason = file_of(begun(), denounced("r1.1", 3), number=2)
    bring(register, reason)
    register.undo_last("Lan")
    (returned,) = register.not_shown("b" * 16)
    assert ids(returned.operations) == ["r0.3"]
    bring(register, reason)
    (returned,) = register.not_shown("b" * 16)
    assert ids(returned.operations) == ["r0.2", "r0.3", "r1.1"]


def test_making_the_register_anew_keeps_it_secret(
    register: Register, where: str, tmp_path: Path
) -> None:
    bring(register, file_of(begun(), _NAMED))
    bring(register, file_of(begun(), denounced("r1.1", 3), number=2))
    register.undo_last("Lan")
    register.close()
    assert rebuild(where, tmp_path / "kept", read=reread, unseal=unsealed).is_as_before
    again = open_register(where, tmp_path / "kept", clock=clock)
    assert again.whole(SESSION).protected == {"i1"}
    again.close()
