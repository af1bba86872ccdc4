"""Promise: a value the program keeps changes one line of the settings, whoever wrote the rest."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_tui.ledger.settings_file import keep_setting, with_value
from danvan_tui.model.settings import SettingsError, read_settings

BY_HAND = """\
# Xã Phú Mận, do Hiền viết
language = "en"   # tạm thời

theme = "dark" # tối

# phím của máy cũ
[keys]
finish = "f7"
theme = "f11"
"""


def test_only_the_value_changes(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text(BY_HAND, encoding="utf-8", newline="")
    keep_setting(tmp_path, "theme", "light")
    written = (tmp_path / "settings.toml").read_bytes().decode("utf-8")
    assert written == BY_HAND.replace('"dark" # tối', '"light" # tối')


def test_a_new_value_stands_before_the_tables_and_what_is_said_of_them(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text(BY_HAND, encoding="utf-8", newline="")
    keep_setting(tmp_path, "typing", "vni")
    written = (tmp_path / "settings.toml").read_bytes().decode("utf-8")
    assert written == BY_HAND.replace("# tối\n", '# tối\ntyping = "vni"\n')
    assert read_settings(tmp_path).typing == "vni"


def test_a_folder_without_settings_gets_them(tmp_path: Path) -> None:
    keep_setting(tmp_path, "theme", "contrast")
    assert (tmp_path / "settings.toml").read_bytes() == b'theme = "contrast"\n'


def test_the_mark_and_the_line_ends_of_an_editor_stay(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(b'\xef\xbb\xbflanguage = "en"\r\n[keys]\r\nfinish = "f7"')
    keep_setting(tmp_path, "theme", "ansi")
    assert path.read_bytes() == (
        b'\xef\xbb\xbflanguage = "en"\r\ntheme = "ansi"\r\n[keys]\r\nfinish = "f7"'
    )


def test_settings_with_a_mistake_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(b'colour = "red"\n')
    with pytest.raises(SettingsError, match="colour"):
        keep_setting(tmp_path, "theme", "light")
    assert path.read_bytes() == b'colour = "red"\n'


def test_a_folder_that_is_gone_is_told_with_the_line_to_write(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match='theme = "light"'):
        keep_setting(tmp_path / "gone", "theme", "light")


@pytest.mark.skipif(sys.platform == "win32", reason="rights of a file are other ones there")
def test_who_may_read_the_settings_may_read_them_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(b'language = "en"\n')
    path.chmod(0o664)
    keep_setting(tmp_path, "theme", "light")
    assert path.stat().st_mode & 0o777 == 0o664


_VALUES = st.text("abđ \"'\\#=[]", max_size=6)
_LINES = st.lists(
    st.sampled_from(
        [
            "",
            "# theme = 'x'",
            "theme = 'dark'",
            '"theme" = "a\\"b" # [x]',
            'place = """\ntheme = "no"\n[keys]\n"""',
            "keys.finish = 'f7'",
            "[keys]",
            "theme = 'f11'",
        ]
    ),
    max_size=6,
)


@given(_LINES, _VALUES)
def test_whatever_stands_there_the_rest_means_the_same(lines: list[str], value: str) -> None:
    source = "\n".join(lines)
    try:
        before = tomllib.loads(source)
    except tomllib.TOMLDecodeError:
        return
    assert tomllib.loads(with_value(source, "theme", value)) == before | {"theme": value}
