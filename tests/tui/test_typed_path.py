"""What people type where a path is asked for never ends the program."""

from pathlib import Path

import pytest

from danvan_tui.exchange.targets.folder import folder_target
from danvan_tui.exchange.targets.target import TargetError
from danvan_tui.tui.typed_path import typed_path

NOBODY = "~không có ai tên thế/tệp.json"


def test_the_own_folder_and_the_quotes_of_windows_are_understood() -> None:
    assert typed_path(' "~/hội nghị.json" ') == Path.home() / "hội nghị.json"


def test_the_folder_of_somebody_who_is_not_there_is_a_file_that_is_not_there() -> None:
    assert not typed_path(NOBODY).exists()


def test_a_target_in_the_folder_of_somebody_who_is_not_there_is_refused() -> None:
    with pytest.raises(TargetError):
        folder_target("thẻ", NOBODY).names("danvan")
