"""A laptop that is not trusted any more: what it sent stays, nothing more is taken or answered."""

from pathlib import Path

import pytest

from danvan_tui.exchange.targets.folder import FolderTarget
from danvan_tui.office.errors import OfficeError
from danvan_tui.office.office import Office
from danvan_tui.office.receiving.distrusting import distrust
from danvan_tui.office.receiving.importing import import_files
from danvan_tui.office.receiving.retrying import confirm, waiting_laptops
from danvan_tui.office.register.outcomes import Verdict
from danvan_tui.office.replying.answering import deliver
from tests.office.carried import FieldLaptop


def test_nothing_more_is_taken_or_answered(
    office: Office, laptop: FieldLaptop, stick: Path, tmp_path: Path
) -> None:
    laptop.send(laptop.session("Đường hỏng"), stick)
    import_files(office, [stick], commit=True)
    assert distrust(office, laptop.public.fingerprint, by="Lan") == laptop.public
    laptop.send(laptop.session("Mương tắc"), stick)
    report = import_files(office, [stick], commit=True)
    assert report.counts == {Verdict.SAME: 1, Verdict.REFUSED: 1}
    assert len(office.register.summaries()) == 1
    other = tmp_path / "other-stick"
    other.mkdir()
    assert deliver(office, FolderTarget("other", other)) == 0


def test_a_laptop_that_was_found_again_is_confirmed_again(
    office: Office, laptop: FieldLaptop, stick: Path
) -> None:
    distrust(office, laptop.public.fingerprint)
    laptop.send(laptop.session("Đường hỏng"), stick)
    import_files(office, [stick], commit=True)
    assert [one.keys for one in waiting_laptops(office)] == [laptop.public]
    _keys, report = confirm(office, laptop.public.fingerprint)
    assert report.counts == {Verdict.NEW: 1}


@pytest.mark.parametrize("said", ["", "1234", "0000 0000 0000 0000 0000"])
def test_another_fingerprint_changes_nothing(
    office: Office, laptop: FieldLaptop, said: str
) -> None:
    with pytest.raises(OfficeError, match="nothing was changed"):
        distrust(office, said)
    assert [one.keys for one in office.register.laptops()] == [laptop.public]
