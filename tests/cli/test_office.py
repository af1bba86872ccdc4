"""`danvan office`: taking files, answering, confirming laptops, and taking back, in words."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_tui.ledger.notebook import Notebook
from danvan_tui.model.settings import read_settings
from danvan_tui.office.office import Office
from danvan_tui.vietnamese.clean import clean
from tests.cli.conftest import Danvan
from tests.office.carried import FieldLaptop, exported, put


@pytest.fixture
def office(run: Danvan, tmp_path: Path) -> Iterator[Office]:
    """An office that was begun on the command line."""
    assert run("office", "init", "--name", "Văn phòng xã").exit_code == 0
    root = tmp_path / "data"
    begun = Office(root, read_settings(root))
    yield begun
    begun.close()


@pytest.fixture
def laptop(tmp_path: Path, office: Office) -> FieldLaptop:
    """A laptop that nobody confirmed yet."""
    return FieldLaptop(tmp_path / "laptop", office.public, name="Máy thôn Đồng")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A stick."""
    return tmp_path / "stick"


@pytest.fixture
def sent(run: Danvan, laptop: FieldLaptop, stick: Path) -> Notebook:
    """A session of a confirmed laptop, in a package on the stick; nothing was taken yet."""
    first = laptop.parcel(exported(laptop.session("Đèn hỏng")), number=1)
    path = put(stick, *first)
    run("office", "import", str(stick), "--yes")
    assert run("office", "laptops", "--confirm", laptop.public.fingerprint).exit_code == 0
    assert run("office", "undo", "--yes").exit_code == 0
    path.unlink()
    notebook = laptop.session("Đường hỏng")
    laptop.send(notebook, stick, number=3)
    return notebook


def flat(text: str) -> str:
    """Text as it reads where no line is broken."""
    return " ".join(text.split())


def held(run: Danvan) -> list[str]:
    """The names in quarantine."""
    return [one["name"] for one in json.loads(run("office", "quarantine", "--json").stdout)]


def test_before_there_is_an_office_every_command_says_how_to_begin(
    run: Danvan, stick: Path
) -> None:
    stick.mkdir()
    for command in (["import", str(stick)], ["laptops"], ["quarantine"], ["missing"], ["send"]):
        refused = run("office", *command)
        assert refused.exit_code == 1
        assert "danvan office init" in refused.stderr


def test_where_nobody_can_answer_there_is_only_the_preview(
    run: Danvan, sent: Notebook, stick: Path, office: Office
) -> None:
    shown = run("office", "import", str(stick))
    assert shown.exit_code == 1
    assert "New: 1" in shown.stdout
    assert f"+ {sent.state.session.code}  22/11/2026  Máy thôn Đồng" in shown.stdout
    assert "--yes" in shown.stderr
    assert office.register.summaries() == []


def test_yes_takes_it_and_says_so(run: Danvan, sent: Notebook, stick: Path, office: Office) -> None:
    taken = run("office", "import", str(stick), "--yes")
    assert taken.exit_code == 0
    assert "1 file was taken." in taken.stdout
    assert [one.session for one in office.register.summaries()] == [sent.state.session.id]
    assert list(stick.glob("danvan/to-laptops/*/receipt*"))


@pytest.mark.usefixtures("sent")
def test_where_nothing_is_new_nobody_is_asked_and_the_answers_are_written(
    run: Danvan, stick: Path
) -> None:
    run("office", "import", str(stick), "--yes")
    for answer in stick.glob("danvan/to-laptops/*/receipt*"):
        answer.unlink()
    again = run("office", "import", str(stick))
    assert (again.exit_code, again.stderr) == (0, "")
    assert "Everything here was taken before." in again.stdout
    assert list(stick.glob("danvan/to-laptops/*/receipt*"))


@pytest.mark.usefixtures("sent")
def test_json_previews_without_yes_and_takes_with_it(run: Danvan, stick: Path) -> None:
    preview = json.loads(run("office", "import", str(stick), "--json").stdout)
    assert (preview["taken"], preview["counts"]["new"]) == (False, 1)
    taken = json.loads(run("office", "import", str(stick), "--json", "--yes").stdout)
    assert (taken["taken"], taken["counts"]["new"]) == (True, 1)
    again = json.loads(run("office", "import", str(stick), "--json", "--yes").stdout)
    assert again["counts"] == {"new": 0, "same": 1, "changed": 0, "refused": 0, "waiting": 0}


@pytest.mark.usefixtures("sent")
def test_without_a_path_the_inbox_is_taken(run: Danvan, stick: Path, tmp_path: Path) -> None:
    empty = run("office", "import")
    inbox = tmp_path / "data" / "office" / "inbox"
    assert (empty.exit_code, str(inbox) in flat(empty.stdout)) == (0, True)
    for path in stick.rglob("DT-*"):
        path.rename(inbox / path.name)
    assert "New: 1" in run("office", "import", "--yes").stdout


@pytest.mark.usefixtures("office")
def test_what_is_refused_is_told_and_the_exit_code_says_so(run: Danvan, stick: Path) -> None:
    put(stick, "bad.danvan", b"danvan")
    told = run("office", "import", str(stick), "--yes")
    assert told.exit_code == 1
    assert "✗ bad.danvan: " in told.stdout
    assert "1 file waits in quarantine" in told.stdout
    listed = run("office", "quarantine")
    assert "bad.danvan" in listed.stdout
    assert re.search(r"^\d\d/\d\d/\d{4} \d\d:\d\d  bad", listed.stdout)
    assert run("office", "quarantine", "--unsigned").exit_code == 2
    assert json.loads(run("office", "quarantine", "--json").stdout)[0]["trouble"] == "cut"
    assert run("office", "quarantine", "--retry").exit_code == 1
    assert len(json.loads(run("office", "quarantine", "--json").stdout)) == 1


@pytest.mark.usefixtures("office")
def test_a_file_is_set_aside_once_that_was_asked_and_comes_back(
    run: Danvan, stick: Path, tmp_path: Path
) -> None:
    path = put(stick, "bad.danvan", b"danvan")
    run("office", "import", str(stick), "--yes")
    asked = run("office", "quarantine", "--set-aside", path.name)
    assert (asked.exit_code, "--yes" in asked.stderr) == (1, True)
    assert held(run) == ["bad.danvan"]
    done = run("office", "quarantine", "--set-aside", path.name, "--yes")
    assert "Nothing is deleted" in flat(done.stdout)
    aside = tmp_path / "data" / "office" / "quarantine" / "aside"
    assert str(aside) in flat(done.stdout)
    assert len(list(aside.glob("*.danvan-file.age"))) == 1
    assert held(run) == []
    assert "bad.danvan" in run("office", "quarantine").stdout
    back = flat(done.stdout).rpartition("danvan ")[2].split()
    assert run(*back).exit_code == 0
    assert held(run) == ["bad.danvan"]
    assert list(aside.iterdir()) == []
    assert run(*back).exit_code == 1


@pytest.mark.usefixtures("office")
def test_one_thing_at_a_time_is_done_in_quarantine(run: Danvan) -> None:
    assert run("office", "quarantine", "--retry", "--set-aside", "x").exit_code == 2
    assert run("office", "quarantine", "--bring-back", "x", "--set-aside", "x").exit_code == 2


@pytest.mark.usefixtures("office")
def test_a_wrong_path_is_told_before_anything_else(run: Danvan) -> None:
    refused = run("office", "import", "/no/such/place")
    assert refused.exit_code == 1
    assert "There is no file or folder" in refused.stderr


def test_a_file_of_a_laptop_to_be_confirmed_waits_and_is_not_refused(
    run: Danvan, laptop: FieldLaptop, stick: Path
) -> None:
    laptop.send(laptop.session("Đường hỏng"), stick)
    told = run("office", "import", str(stick), "--yes")
    assert told.exit_code == 1
    assert "cannot be taken: 0" in told.stdout
    assert "waits for confirmation: 1" in told.stdout
    assert "  ? DT-2026-001" in told.stdout
    assert laptop.public.fingerprint in told.stdout
    assert "1 file waits until its laptop is confirmed" in told.stdout
    assert flat(told.stdout).endswith("danvan office laptops")
    assert "danvan office quarantine" not in told.stdout
    counts = json.loads(run("office", "import", str(stick), "--json").stdout)["counts"]
    assert counts == {"new": 0, "same": 0, "changed": 0, "refused": 0, "waiting": 1}


def test_a_laptop_is_confirmed_by_what_was_read_out(
    run: Danvan, laptop: FieldLaptop, stick: Path
) -> None:
    notebook = laptop.session("Đường hỏng")
    laptop.send(notebook, stick)
    run("office", "import", str(stick), "--yes")
    waiting = run("office", "laptops").stdout
    assert "danvan office laptops --confirm" in flat(waiting)
    assert "Máy thôn Đồng" in waiting
    assert laptop.public.fingerprint in " ".join(waiting.split())
    assert "1 file waits" in " ".join(waiting.split())
    wrong = run("office", "laptops", "--confirm", "1234 5678")
    assert (wrong.exit_code, "fingerprint" in wrong.stderr) == (1, True)
    confirmed = run("office", "laptops", "--confirm", laptop.public.fingerprint)
    assert confirmed.exit_code == 0
    assert "New: 1" in confirmed.stdout
    assert json.loads(run("office", "laptops", "--json").stdout)[0]["confirmed"] is True
    assert list(stick.glob("danvan/to-laptops/*/receipt*"))


def test_a_lost_laptop_is_distrusted_by_its_fingerprint(
    run: Danvan, sent: Notebook, laptop: FieldLaptop, stick: Path, office: Office
) -> None:
    run("office", "import", str(stick), "--yes")
    digits = laptop.public.fingerprint
    assert run("office", "laptops", "--distrust", digits, "--confirm", digits).exit_code == 2
    assert len(office.register.laptops()) == 1
    told = run("office", "laptops", "--distrust", digits)
    assert (told.exit_code, "not trusted any more" in told.stdout) == (0, True)
    assert f"✗  Máy thôn Đồng  {digits}  not trusted since" in run("office", "laptops").stdout
    (listed,) = json.loads(run("office", "laptops", "--json").stdout)
    assert (listed["fingerprint"], listed["confirmed"]) == (digits, False)
    assert [one.session for one in office.register.summaries()] == [sent.state.session.id]
    again = run("office", "laptops", "--distrust", digits)
    assert (again.exit_code, "nothing was changed" in again.stderr) == (1, True)
    assert run("office", "laptops", "--confirm", digits).exit_code == 0
    assert f"✓  Máy thôn Đồng  {digits}" in run("office", "laptops").stdout


@pytest.mark.usefixtures("sent")
def test_missing_packages_are_listed(run: Danvan, stick: Path) -> None:
    assert "No file is missing" in run("office", "missing").stdout
    run("office", "import", str(stick), "--yes")
    assert "Máy thôn Đồng: file no. 2 is missing" in run("office", "missing").stdout
    assert json.loads(run("office", "missing", "--json").stdout)[0]["numbers"] == [2]


def test_many_missing_packages_are_told_in_ranges(
    run: Danvan, laptop: FieldLaptop, stick: Path, sent: Notebook
) -> None:
    for number in (4, 9, 11):
        laptop.send(sent, stick, number=number)
    run("office", "import", str(stick), "--yes")
    assert "files no. 2, 5–8, 10 are missing" in run("office", "missing").stdout
    (gap,) = json.loads(run("office", "missing", "--json").stdout)
    assert gap["numbers"] == [2, 5, 6, 7, 8, 10]


@pytest.mark.usefixtures("office")
def test_where_a_file_lay_is_told_clean(run: Danvan, stick: Path) -> None:
    path = stick / "\u202egnp" / "x.danvan"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"danvan")
    told = run("office", "import", str(path.parent), "--yes", "--json").stdout
    assert json.loads(told)["items"][0]["where"] == clean(str(path))
    assert "\u202e" not in told


@pytest.mark.usefixtures("sent")
def test_an_import_is_taken_back(run: Danvan, stick: Path, office: Office) -> None:
    run("office", "import", str(stick), "--yes")
    asked = run("office", "undo")
    assert (asked.exit_code, "--yes" in asked.stderr) == (1, True)
    assert len(office.register.summaries()) == 1
    undone = run("office", "undo", "--yes")
    assert "Taken back: 1 file" in undone.stdout
    assert "1 laptop does not know that yet" in undone.stdout
    assert "danvan office send FOLDER" in flat(undone.stdout)
    assert office.register.summaries() == []
    nothing = run("office", "undo", "--yes")
    assert nothing.exit_code != 0
    assert nothing.stderr.strip().endswith(".")


@pytest.mark.usefixtures("sent")
def test_a_target_of_the_settings_is_fetched_from_and_answered(
    run: Danvan, stick: Path, tmp_path: Path
) -> None:
    settings = tmp_path / "data" / "settings.toml"
    settings.write_text(f'[targets]\nusb = "{stick}"\n', encoding="utf-8")
    taken = run("office", "sync", "usb", "--yes")
    assert taken.exit_code == 0
    assert "New: 1" in taken.stdout
    assert list(stick.glob("danvan/to-laptops/*/receipt*"))
    wrong = run("office", "sync", "nowhere", "--yes")
    assert (wrong.exit_code, "neither a target" in wrong.stderr) == (1, True)


@pytest.mark.usefixtures("sent")
@pytest.mark.parametrize(
    ("command", "files"), [("sync", "known"), ("sync", "gone"), ("import", "gone")]
)
def test_answers_go_without_a_question_where_nothing_new_came(
    run: Danvan, stick: Path, command: str, files: str
) -> None:
    run("office", "import", str(stick), "--yes")
    for path in stick.rglob("DT-*") if files == "gone" else ():
        path.unlink()
    for path in stick.glob("danvan/to-laptops/*/receipt*"):
        path.unlink()
    told = run("office", command, str(stick))
    assert (told.exit_code, told.stderr) == (0, "")
    assert list(stick.glob("danvan/to-laptops/*/receipt*"))


def test_answers_that_cannot_be_written_are_told_and_the_exit_code_says_so(
    run: Danvan, office: Office
) -> None:
    office.outbox.write_bytes(b"a file in the way")
    told = run("office", "send")
    assert (told.exit_code, "danvan office send" in told.stderr) == (1, True)
    assert run("office", "send", "--json").exit_code == 1


@pytest.mark.usefixtures("sent")
def test_an_import_whose_answers_cannot_be_written_says_so_by_its_exit_code(
    run: Danvan, stick: Path, office: Office
) -> None:
    shutil.rmtree(office.outbox)
    office.outbox.write_bytes(b"a file in the way")
    for _again in range(2):
        taken = run("office", "import", str(stick), "--yes")
        assert (taken.exit_code, "danvan office send" in taken.stderr) == (1, True)
        assert re.search(r"could not be written: [^.]+\. Please", flat(taken.stderr))
    assert run("office", "import", str(stick), "--yes", "--json").exit_code == 1
    office.outbox.unlink()
    assert run("office", "import", str(stick), "--yes").exit_code == 0


def test_only_what_was_new_is_counted_as_taken(
    run: Danvan, sent: Notebook, laptop: FieldLaptop, stick: Path
) -> None:
    run("office", "import", str(stick), "--yes")
    laptop.send(laptop.session("Mương tắc"), stick, number=4)
    laptop.send(sent, stick, number=5)
    assert "1 file was taken." in run("office", "import", str(stick), "--yes").stdout


@pytest.mark.usefixtures("sent")
def test_answers_are_sent_anywhere(run: Danvan, stick: Path, tmp_path: Path) -> None:
    run("office", "import", str(stick), "--yes")
    other = tmp_path / "other"
    other.mkdir()
    said = run("office", "send", str(other))
    assert "The answers to 1 laptop stand in" in said.stdout
    assert list(other.glob("danvan/to-laptops/*/receipt*"))
    assert json.loads(run("office", "send", "--json").stdout)["problems"] == []
