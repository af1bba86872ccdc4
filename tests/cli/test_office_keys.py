"""`danvan office init`, `key` and `recover`."""

import json
from pathlib import Path

from tests.cli.conftest import Danvan


def test_an_office_is_begun_shown_lost_and_recovered(run: Danvan, tmp_path: Path) -> None:
    made = run("office", "init", "--name", "UBND xã Phú Mận", "--recovery", str(tmp_path / "p.txt"))
    assert made.exit_code == 0
    assert "Fingerprint: " in made.stdout
    said = " ".join(made.stdout.split())
    assert "copy it to a USB stick, on the laptop press F5 and then F6" in said
    assert "p.txt" in made.stdout.replace("\n", "")
    secret = (tmp_path / "p.txt").read_text("utf-8").splitlines()[-1]
    assert secret not in made.output

    shown = json.loads(run("office", "key", "--json").stdout)
    assert shown["name"] == "UBND xã Phú Mận"
    assert shown["fingerprint"] in made.stdout
    (tmp_path / "data" / "office" / "office.key").unlink()
    lost = run("office", "key")
    assert lost.exit_code == 1
    assert "office recover" in lost.output
    again = run("office", "recover", str(tmp_path / "p.txt"))
    assert again.exit_code == 0
    assert shown["fingerprint"] in again.stdout
    assert json.loads(run("office", "key", "--json").stdout)["id"] == shown["id"]


def test_the_name_comes_from_the_settings(run: Danvan, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    settings = tmp_path / "data" / "settings.toml"
    settings.write_text('commune = "UBND xã Phú Mận"\n', encoding="utf-8")
    made = json.loads(run("office", "init", "--json").stdout)
    assert made["name"] == "UBND xã Phú Mận"
    assert Path(made["recovery"]).is_file()
    assert Path(made["file"]).is_file()


def test_without_a_name_it_is_asked_for(run: Danvan) -> None:
    refused = run("office", "init")
    assert refused.exit_code == 1
    assert "--name" in refused.output


def test_the_public_file_is_copied_to_a_stick(run: Danvan, tmp_path: Path) -> None:
    run("office", "init", "--name", "Văn phòng")
    (tmp_path / "stick").mkdir()
    assert run("office", "key", "--to", str(tmp_path / "stick")).exit_code == 0
    assert (tmp_path / "stick" / "office.danvan-office").is_file()


def test_a_mistyped_page_is_told_by_its_line(run: Danvan, tmp_path: Path) -> None:
    page = tmp_path / "p.txt"
    run("office", "init", "--name", "Văn phòng", "--recovery", str(page))
    page.write_text(page.read_text("utf-8").replace("id: ", "id: 0"), encoding="utf-8")
    refused = run("office", "recover", str(page))
    assert refused.exit_code == 1
    assert "Line 9 of the keys" in refused.output


def test_a_page_that_is_not_there_is_said_in_one_sentence(run: Danvan, tmp_path: Path) -> None:
    refused = run("office", "recover", str(tmp_path / "gone.txt"))
    assert refused.exit_code == 3
    assert "gone.txt" in refused.output
