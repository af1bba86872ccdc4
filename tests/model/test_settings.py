"""Settings: what is left out has a default, what is wrong is said with its line and remedy."""

from pathlib import Path

import pytest

from danvan_tui.model.settings import Settings, SettingsError, read_settings
from danvan_tui.model.target_setting import TargetSetting


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
        (b'person = "A"\ntargets = "/media/stick"\n', 2, "[targets]"),
        (b'[targets]\nstick = "/a"\noffice = 7\n', 3, "targets.office"),
        (b'[targets]\noffice = "ftp://office/x"\n', 2, "sftp://"),
        (b'[targets]\n"../x" = "/media/stick"\n', 2, "40"),
        (b'[targets]\ninbox = "/media/stick"\n', 2, "another name"),
        (b'# targets =\n[targets.office]\nurl = "s3://b"\npasword = "x"\n', 4, "password"),
        (b'[targets]\noffice = {user = "laptop3"}\n', 2, "targets.office"),
        (b'person = "A"\nregister = "mysql://office/x"\n', 2, "postgresql://"),
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


def test_targets_are_folders_or_servers_and_what_it_takes_to_get_in(tmp_path: Path) -> None:
    text = (
        'register = "postgresql://office@db/danvan"\ninbox = "/srv/inbox"\n'
        'office_name = "Văn phòng xã Phú Mận"\n\n[targets]\nstick = "/media/stick"\n\n'
        '[targets."văn phòng"]\nurl = "sftp://office.example/parcels"\nuser = "laptop3"\n'
    )
    (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
    settings = read_settings(tmp_path)
    assert settings == Settings(
        register="postgresql://office@db/danvan",
        inbox="/srv/inbox",
        office_name="Văn phòng xã Phú Mận",
        targets={
            "stick": TargetSetting(url="/media/stick"),
            "văn phòng": TargetSetting(url="sftp://office.example/parcels", user="laptop3"),
        },
    )
    assert [target.scheme for target in settings.targets.values()] == ["", "sftp"]


def test_a_password_in_an_address_is_refused_and_shown_nowhere(tmp_path: Path) -> None:
    text = '[targets]\noffice = "https://laptop3:hunter2@office.example/dav"\n'
    (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match="password") as caught:
        read_settings(tmp_path)
    assert caught.value.line == 2
    assert "hunter2" not in str(caught.value)
    assert "hunter2" not in repr(TargetSetting(url="s3://parcels", password="hunter2"))
