"""`danvan sync`: an official sees how far each session is, and sends without a second thought."""

import json
import os
from pathlib import Path

import pytest

from danvan_tui.exchange.office_keys import PUBLIC_FILE, init_office
from tests.cli.conftest import Danvan
from tests.exchange.laptop.field import sent_files


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The file of an office."""
    init_office(tmp_path / "office", "UBND xã Phú Mận")
    return tmp_path / "office" / PUBLIC_FILE


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def closed(run: Danvan, code: str) -> str:
    """A closed session."""
    assert run("add", code, "1 kn Đường hỏng").exit_code == 0
    assert run("close", code, "--unclear", "chưa rõ", "--yes").exit_code == 0
    return code


def test_the_list_says_how_far_each_session_is_and_makes_nothing(
    run: Danvan, closed: str, tmp_path: Path
) -> None:
    second = run("new", "--date", "23/11/2026").stdout.split()[0]
    listed = run("sync")
    assert listed.exit_code == 0
    first, other, *rest = listed.stdout.splitlines()
    assert second in first
    assert "only when asked for" in first
    assert other == f"{closed}  22/11/2026  not sent"
    assert "--trust FILE" in rest[0]
    assert not (tmp_path / "data" / "exchange").exists()


def test_without_the_key_of_the_office_nothing_is_sent_and_both_ways_are_named(
    run: Danvan, closed: str, stick: Path
) -> None:
    del closed
    refused = run("sync", "--to", str(stick))
    assert refused.exit_code == 1
    assert "--trust FILE" in refused.stderr
    assert "--unsealed" in refused.stderr
    assert sent_files(stick) == []
    plain = run("sync", "--to", str(stick), "--unsealed")
    assert plain.exit_code == 0
    assert "not sealed" in plain.stderr
    assert [path.suffix for path in sent_files(stick)] == [".danvan"]
    assert "sent, NOT sealed" in run("sync").stdout


def test_an_office_is_trusted_only_after_a_look_at_its_fingerprint(
    run: Danvan, office: Path, tmp_path: Path
) -> None:
    asked = run("sync", "--trust", str(office))
    assert asked.exit_code == 1
    assert "Fingerprint: " in asked.stdout
    assert not (tmp_path / "data" / "exchange" / PUBLIC_FILE).exists()
    done = run("sync", "--trust", str(office), "--yes")
    assert done.exit_code == 0
    assert "UBND xã Phú Mận" in done.stdout
    assert (tmp_path / "data" / "exchange" / PUBLIC_FILE).exists()


@pytest.mark.usefixtures("closed")
def test_a_folder_whose_name_cannot_be_written_down_gets_nothing(
    run: Danvan, office: Path, stick: Path
) -> None:
    run("sync", "--trust", str(office), "--yes")
    folder = stick / os.fsdecode(b"th\xff")
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("names are text on this disk")
    refused = run("sync", "--to", str(folder))
    assert refused.exit_code == 1
    assert "Nothing was sent" in refused.stderr
    assert [*folder.iterdir()] == []
    assert json.loads(run("sync", "--json").stdout)["sessions"][0]["state"] != "sent"


@pytest.mark.usefixtures("closed")
def test_a_reply_that_cannot_be_read_stops_no_sending_and_the_exit_code_says_so(
    run: Danvan, office: Path, stick: Path
) -> None:
    run("sync", "--trust", str(office), "--yes")
    assert run("sync", "--to", str(stick)).exit_code == 0
    laptop = json.loads(run("sync", "--json").stdout)["laptop"]["id"]
    answers = stick / "danvan" / "to-laptops" / laptop
    answers.mkdir(parents=True)
    (answers / "receipt_0001_0123456789abcdef.danvan").write_bytes(b"danvan")
    again = run("sync", "--to", str(stick))
    assert again.exit_code == 1
    assert "1 reply could not be read" in again.stderr
    assert "receipt_0001_0123456789abcdef.danvan" in again.stderr
    assert "Everything stands at" in again.stdout


def test_a_file_that_is_no_key_is_refused(run: Danvan, office: Path, tmp_path: Path) -> None:
    office.write_bytes(office.read_bytes().replace(b"UBND", b"ABND"))
    refused = run("sync", "--trust", str(office), "--yes")
    assert refused.exit_code == 1
    assert not (tmp_path / "data" / "exchange" / PUBLIC_FILE).exists()


@pytest.mark.parametrize("data", [b"", b"hello", bytes(range(256)) * 10])
def test_any_other_file_in_place_of_the_office_s_is_refused_with_what_to_do(
    run: Danvan, code: str, tmp_path: Path, data: bytes
) -> None:
    del code
    file = tmp_path / "tệp khác"
    file.write_bytes(data)
    refused = run("sync", "--trust", str(file), "--yes")
    assert refused.exit_code == 1
    assert "ask the office for its file" in refused.stderr
    assert json.loads(run("sync", "--json").stdout)["office"] is None


@pytest.mark.usefixtures("closed")
def test_a_place_that_cannot_be_used_is_named_once(run: Danvan, office: Path, stick: Path) -> None:
    run("sync", "--trust", str(office), "--yes")
    (stick / "danvan").write_bytes(b"a file")
    refused = run("sync", "--to", str(stick))
    assert refused.exit_code == 1
    assert refused.stderr.count(str(stick)) == 1
    assert (stick / "danvan").read_bytes() == b"a file"


def test_a_folder_with_blanks_and_marks_in_its_name_is_a_folder_like_any_other(
    run: Danvan, office: Path, closed: str, tmp_path: Path
) -> None:
    folder = tmp_path / "USB của Hiền ơi"
    folder.mkdir()
    run("sync", "--trust", str(office), "--yes")
    assert (
        f"Sent to {folder} and read back there: {closed}" in run("sync", "--to", str(folder)).stdout
    )


def test_sending_says_what_stands_there(
    run: Danvan, office: Path, closed: str, stick: Path
) -> None:
    run("sync", "--trust", str(office), "--yes")
    sent = run("sync", "--to", str(stick))
    assert sent.exit_code == 0
    said = sent.stdout.splitlines()
    assert said[0] == f"Sent to {stick} and read back there: {closed}"
    assert said[1] == f"Everything stands at {stick}."
    assert "take the stick" not in sent.stdout  # nobody takes this computer out
    assert "fingerprint" in said[2]
    assert f"{closed}  22/11/2026  sent" in run("sync").stdout
    again = run("sync", "--to", str(stick))
    assert again.stdout.startswith("There was nothing to send")


def test_the_settings_name_targets_and_one_that_fails_leaves_the_others(
    run: Danvan, office: Path, closed: str, stick: Path, tmp_path: Path
) -> None:
    (tmp_path / "data" / "settings.toml").write_text(
        f'[targets]\nusb = "{stick.as_posix()}"\ngone = "{(tmp_path / "gone").as_posix()}"\n',
        encoding="utf-8",
    )
    run("sync", "--trust", str(office), "--yes")
    done = run("sync", "gone", "usb", "--json")
    assert done.exit_code == 1
    gone, usb = json.loads(done.stdout)
    assert (gone["target"], gone["delivered"], len(gone["problems"])) == ("gone", False, 1)
    assert (usb["sent"], usb["delivered"]) == ([closed], True)
    unknown = run("sync", "máy chủ")
    assert unknown.exit_code == 1
    assert "gone" in unknown.stderr


def test_open_minutes_go_when_they_are_named(
    run: Danvan, office: Path, code: str, stick: Path
) -> None:
    run("sync", "--trust", str(office), "--yes")
    assert run("sync", "--to", str(stick)).stdout.startswith("There was nothing to send")
    assert run("sync", "--to", str(stick), "--session", code).exit_code == 0
    listed = json.loads(run("sync", "--json").stdout)
    assert [one["state"] for one in listed["sessions"]] == ["sent"]
    assert listed["office"]["name"] == "UBND xã Phú Mận"
    assert len(listed["laptop"]["fingerprint"].split()) == 5


def test_a_wish_without_a_target_is_a_wrong_use(run: Danvan, code: str) -> None:
    del code
    assert run("sync", "--retry").exit_code == 2
