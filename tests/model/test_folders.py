"""Where the shipped data and the commune's own data lie."""

from pathlib import Path

import pytest

from danvan_tui.language import choose, chosen
from danvan_tui.model.folders import MissingDataError, data_folder, said_with, shipped_data


def _catalogues_in(folder: Path) -> Path:
    (folder / "catalogues").mkdir(parents=True)
    return folder


def test_a_source_checkout_finds_the_data_beside_the_package() -> None:
    assert (shipped_data() / "catalogues" / "kinds.toml").is_file()


def test_an_installed_package_uses_what_it_carries(tmp_path: Path) -> None:
    package = tmp_path / "site-packages" / "danvan_tui"
    carried = _catalogues_in(package / "data")
    _catalogues_in(tmp_path / "site-packages" / "data")
    assert shipped_data(package) == carried


def test_a_foreign_data_folder_beside_the_package_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    before = chosen()
    choose("en")
    try:
        with pytest.raises(MissingDataError, match="install the program again") as caught:
            shipped_data(tmp_path / "danvan_tui")
    finally:
        choose(before)
    assert str(tmp_path / "data") in str(caught.value)


def test_the_command_line_comes_before_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DANVAN_DATA", str(tmp_path / "environment"))
    assert data_folder(str(tmp_path / "chosen")) == tmp_path / "chosen"
    assert data_folder(None) == tmp_path / "environment"


def test_a_relative_folder_stays_the_same_when_the_working_folder_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert data_folder("so tay") == tmp_path / "so tay"


@pytest.mark.parametrize("unset", [None, ""])
def test_without_a_choice_the_platform_decides_and_nothing_is_created(
    unset: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DANVAN_DATA", raising=False)
    if unset is not None:
        monkeypatch.setenv("DANVAN_DATA", unset)
    for variable in ("HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(variable, str(tmp_path))
    folder = data_folder(unset)
    assert folder.name == "danvan"
    assert folder.is_absolute()
    assert not list(tmp_path.iterdir())


def test_a_command_names_the_folder_only_where_it_would_not_find_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, other = tmp_path / "mine", tmp_path / "xã Phú Mận"
    monkeypatch.setenv("DANVAN_DATA", str(mine))
    assert said_with("danvan list", mine) == "danvan list"
    assert said_with("danvan list", other) == f'danvan list --data "{other}"'
    monkeypatch.delenv("DANVAN_DATA")
    assert said_with("danvan list", mine).endswith(f"--data {mine}")
    assert said_with("danvan list", data_folder(None)) == "danvan list"
