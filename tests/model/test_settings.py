"""Settings: what is left out has a default, what is wrong is said with its line and remedy."""

from pathlib import Path

import pytest

from danvan_tui.model.settings import Settings, SettingsError, read_settings


def test_a_folder_without_settings_has_the_defaults(tmp_path: Path) -> None:
    assert read_settings(tmp_path) == Settings()
    assert read_settings(tmp_path / "not there") == Settings()


def test_what_is_written_is_read_with_any_editor_s_mark(tmp_path: Path) -> None:
    text = 'language = "en"\nperson = "Lê Thu Hiền"\n'
    (tmp_path / "settings.toml").write_bytes(b"\xef\xbb\xbf" + text.encode("utf-8"))
    assert read_settings(tmp_path) == Settings(language="en", person="Lê Thu Hiền")


def test_keys_and_the_way_of_typing_are_read(tmp_path: Path) -> None:
    text = 'typing = "telex"\ntheme = "light"\n\n[keys]\nfinish = "f7"  # F9 is broken here\n'
    (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
    wanted = Settings(typing="telex", theme="light", keys={"finish": "f7"})
    assert read_settings(tmp_path) == wanted


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b'person = "A"\ncolour = "red"\n', 2, "colour"),
        (b'\n\nlanguage = "fr"\n', 3, '"vi"'),
        (b"# x\nperson = 7\n", 2, "person"),
        (b'person = "A"\nplace = nha van hoa\n', 2, "person ="),
        (b'person = "A"\nplace = "\xd5"\n', 2, "UTF-8"),
        (b'[person]\nname = "A"\n', 1, "person"),
        (b'person = "A"\ntyping = "viqr"\n', 2, '"telex"'),
        (b'person = "A"\n\n[keys]\nfinish = 7\n', 3, 'finish = "f7"'),
        (b'person = "A"\nkeys = "f7"\n', 2, "[keys]"),
    ],
)
def test_a_mistake_is_told_with_its_line(
    tmp_path: Path, content: bytes, line: int, words: str
) -> None:
    (tmp_path / "settings.toml").write_bytes(content)
    with pytest.raises(SettingsError) as caught:
        read_settings(tmp_path)
    assert caught.value.line == line
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_settings_that_cannot_be_opened_are_told(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").mkdir()
    with pytest.raises(SettingsError, match=r"settings\.toml"):
        read_settings(tmp_path)
