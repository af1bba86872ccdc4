"""An office whose register is lost makes it anew from what its laptops sent, seals and all."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan_tui.model.records import DENUNCIATION
from danvan_tui.office.office import Office
from danvan_tui.office.receiving.importing import import_files
from danvan_tui.office.register.comparing import Digest
from danvan_tui.office.replying.answering import renewed
from danvan_tui.office.upkeep import rebuild_register
from tests.office.carried import FieldLaptop, exported, put, raise_issue

NAME = "Nguyễn Thị Mùi"


def _held(office: Office) -> dict[str, Digest]:
    from tests.office.register.sent import held

    found = held(office.register)
    found.pop("register")  # the number of the newest receipt is no part of what was taken
    return found


def _fill(office: Office, laptop: FieldLaptop, stick: Path) -> None:
    """A sealed package, one taken back, and a plain export taken knowingly."""
    notebook = laptop.session("Đường hỏng")
    laptop.send(notebook, stick)
    import_files(office, [stick], commit=True)
    raise_issue(notebook, kind=DENUNCIATION, speaker_name=NAME, content="Tố cáo")
    laptop.send(notebook, stick)
    import_files(office, [stick], commit=True)
    office.register.undo_last("Lan")
    import_files(office, [stick], commit=True)
    plain = put(stick, "plain.json", exported(laptop.session("Mương tắc")))
    assert import_files(office, [plain], commit=True, unsigned=True).items[0].added


def test_rebuilt_from_sealed_files(office: Office, laptop: FieldLaptop, stick: Path) -> None:
    _fill(office, laptop, stick)
    before = _held(office)
    office.close()
    office.folder.joinpath("register.sqlite").unlink()
    rebuilt = rebuild_register(office)
    assert rebuilt.problems == []
    assert rebuilt.files == 4
    assert _held(office) == before


def test_what_could_not_be_rebuilt_is_on_no_receipt_any_more(
    office: Office, laptop: FieldLaptop, stick: Path
) -> None:
    laptop.send(laptop.session("Đường hỏng"), stick)
    import_files(office, [stick], commit=True)
    (before,) = office.outbox.rglob("receipt*")
    office.close()
    (kept,) = office.kept.glob("import-*")
    data = bytearray(kept.read_bytes())
    data[len(data) // 2] ^= 1
    kept.write_bytes(data)
    assert len(rebuild_register(office).problems) == 1
    assert renewed(office, only_if_needed=True) == []
    assert before not in [*office.outbox.rglob("receipt*")]


def test_no_kept_file_can_be_read(office: Office, laptop: FieldLaptop, stick: Path) -> None:
    _fill(office, laptop, stick)
    office.close()
    kept = [path.read_bytes() for path in office.kept.iterdir()]
    assert len(kept) > 3
    assert not any(word.encode() in data for data in kept for word in (NAME, "hỏng", "tắc"))


def test_a_damaged_one_is_kept_sealed(office: Office, laptop: FieldLaptop, stick: Path) -> None:
    _fill(office, laptop, stick)
    office.close()
    damaged = b"\xff" * 2000 + office.own_register.read_bytes()[2000:]
    office.own_register.write_bytes(damaged)
    before = rebuild_register(office).before
    assert before is not None
    assert office.keys.unseal(before.read_bytes()) == damaged
    assert sorted(path.name for path in office.folder.glob("register*")) == [
        "register.sqlite",
        before.name,
    ]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk as Linux has it")
def test_a_damaged_one_stays_whole_where_there_is_no_room_to_seal_it(
    office: Office, laptop: FieldLaptop, stick: Path
) -> None:
    _fill(office, laptop, stick)
    office.close()
    damaged = b"\xff" * 2000
    office.own_register.write_bytes(damaged)
    name = f"{office.own_register.name}.before"
    office.folder.joinpath(f"{name}.age").symlink_to("/dev/full")
    office.folder.joinpath(f"{name}.age.new").symlink_to("/dev/full")
    before = rebuild_register(office).before
    assert before == office.folder / name
    assert before.read_bytes() == damaged
