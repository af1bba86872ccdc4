"""Only a regular file of a sensible size is read: nothing else comes to an end."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from danvan_tui.model.catalogue import CatalogueError, load_catalogues
from danvan_tui.model.folders import shipped_data
from danvan_tui.model.plain_file import LIMIT, read_plain_file
from danvan_tui.model.settings import SettingsError, read_settings

Make = Callable[[Path], None]


def _make_folder(path: Path) -> None:
    path.mkdir()


def _make_large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(LIMIT + 1)  # sparse: takes no room


def _make_link_to_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _make_pipe(path: Path) -> None:
    if sys.platform != "win32":
        os.mkfifo(path)


POSIX = pytest.mark.skipif(sys.platform == "win32", reason="no device files or pipes by name")
MAKERS = [
    _make_folder,
    _make_large,
    pytest.param(_make_link_to_device, marks=POSIX),
    pytest.param(_make_pipe, marks=POSIX),
]


@pytest.mark.parametrize("make", MAKERS)
def test_settings_that_are_no_plain_file_are_refused(tmp_path: Path, make: Make) -> None:
    make(tmp_path / "settings.toml")
    with pytest.raises(SettingsError, match="cannot be read"):
        read_settings(tmp_path)


@pytest.mark.parametrize("make", MAKERS)
def test_a_catalogue_that_is_no_plain_file_is_refused(tmp_path: Path, make: Make) -> None:
    (tmp_path / "catalogues").mkdir()
    make(tmp_path / "catalogues" / "units.toml")
    with pytest.raises(CatalogueError, match=r"units\.toml, line 1: .*cannot be read"):
        load_catalogues(shipped_data(), tmp_path)


def test_a_plain_file_is_read_up_to_the_limit_also_through_a_link(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(bytes(LIMIT))
    assert len(read_plain_file(path)) == LIMIT
    if sys.platform != "win32":
        (tmp_path / "link").symlink_to(path)
        assert len(read_plain_file(tmp_path / "link")) == LIMIT
