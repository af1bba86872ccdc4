"""What became secret in one session is put away in the others before a command says anything."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import DENUNCIATION, Table
from tests.cli.conftest import Danvan

SECRET = ("Trả đất cho bà Pàng", "bà Pàng đã nhận")
DONE = "What became secret was put in its own place in 1 other session too.\n"


def day(days: int) -> str:
    return f"{date.today() + timedelta(days=days):%d/%m/%Y}"


def begun(run: Danvan, days: int) -> str:
    made = run("new", "--village", "Thôn Văn Xá", "--date", day(days))
    return made.stdout.split()[0]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def first(run: Danvan) -> str:
    """A closed session with two promises, the first of which will turn out to be secret."""
    code = begun(run, -10)
    lines = ["+ Lê Thị Hòa, Thôn Văn Xá", "1 kn Đất đai", f"! kt {day(5)} {SECRET[0]}"]
    lines += ["1 kn Cống tắc", f"! kt {day(9)} Sửa cống"]
    assert run("add", code, *lines).exit_code == 0
    assert run("close", code, "--unclear", "chưa rõ", "--yes").exit_code == 0
    return code


@pytest.fixture
def later(run: Danvan, first: str, data: Path) -> str:
    """A later session that reviewed the secret promise before anybody knew."""
    code = begun(run, -5)
    said = run("review", f"{first}/1", f"6 {day(20)} {SECRET[1]}", "--in", code)
    assert (said.exit_code, said.stderr) == (0, "")
    notebook = Shelf(data).open(first)
    issue = notebook.state.issues()[0].id
    notebook.record([Edit(Table.ISSUES, issue, {"kind": DENUNCIATION})], reason="là tố cáo")
    notebook.close()
    return code


def exposed(data: Path) -> list[str]:
    return [
        str(path.relative_to(data))
        for path in data.rglob("*")
        if path.is_file() and not path.name.startswith("protected")
        if any(secret.encode() in path.read_bytes() for secret in SECRET)
    ]


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize(
    "command",
    ["commitments", "commitments --json", "commitments --table", "due --json", "figures --json"],
)
def test_a_command_that_lists_puts_it_away_first_and_shows_nothing_of_it(
    run: Danvan, data: Path, command: str
) -> None:
    assert exposed(data)
    said = run(*command.split())
    assert (said.exit_code, said.stderr) == (0, DONE)
    assert not any(secret in said.output for secret in SECRET)
    assert exposed(data) == []


@pytest.mark.usefixtures("later")
def test_the_story_of_it_tells_nothing(run: Danvan, first: str, data: Path) -> None:
    said = run("commitments", "--story", f"{first}/1")
    assert said.exit_code == 0
    assert not any(secret in said.output for secret in SECRET)
    assert exposed(data) == []


@pytest.mark.parametrize("command", ["review", "due", "new"])
def test_the_next_command_that_writes_puts_it_away_and_says_so_once(
    run: Danvan, first: str, later: str, data: Path, command: str
) -> None:
    arguments = {
        "review": ("review", f"{first}/2", "1 bà con đã thấy"),
        "due": ("due", "--met", "dialogue_publish", first),
        "new": ("new", "--village", "Thôn Văn Xá"),
    }[command]
    said = run(*arguments)
    assert said.exit_code == 0
    assert DONE in said.stderr
    assert exposed(data) == []
    assert DONE not in run(*arguments).stderr
    for shown in ("show", "history"):
        assert not any(secret in run(shown, later).output for secret in SECRET)
    assert "A promise that the law keeps secret." in run("show", later).stdout


def test_a_session_that_somebody_writes_in_is_told_without_a_word_of_it(
    run: Danvan, first: str, later: str, data: Path
) -> None:
    notebook = Shelf(data).open(later)
    said = run("review", f"{first}/2", "1 bà con đã thấy")
    assert said.exit_code == 0
    assert f"in its own place in {later} yet; this is tried again by itself" in said.stderr
    assert not any(secret in said.output for secret in SECRET)
    notebook.close()
    assert DONE in run("review", f"{first}/2", "1 bà con đã thấy").stderr
    assert exposed(data) == []


def test_the_record_of_a_session_says_where_each_promise_stands(run: Danvan, first: str) -> None:
    run("review", f"{first}/1", f"6 {day(20)} chờ vật tư")
    run("review", f"{first}/1", "4 được 60%")
    shown = json.loads(run("show", first, "--json").stdout)
    moved, untouched = shown["commitments"]
    assert moved["standing"] == {
        "state": "in_progress",
        "unit": "Phòng Kinh tế xã",
        "due": (date.today() + timedelta(days=20)).isoformat(),
        "due_text": moved["standing"]["due_text"],
        "postponed": 1,
        "progress": 60,
        "reopened": False,
        "disagreeing": False,
        "done_on": "",
        "overdue": False,
    }
    assert moved.get("state", "open") == "open"
    assert (untouched["standing"]["state"], untouched["standing"]["postponed"]) == ("open", 0)


def test_nothing_is_written_for_others_before_it_is_put_away(
    run: Danvan, later: str, data: Path
) -> None:
    said = run("export", later, "--profile", "public")
    assert said.exit_code == 0
    assert said.stderr == DONE
    assert exposed(data) == []
    assert list((data / "exports").glob("*.json"))


@pytest.mark.parametrize("command", ["show", "history"])
def test_a_session_is_shown_without_what_became_secret_in_another(
    run: Danvan, later: str, command: str
) -> None:
    said = run(command, later)
    assert said.exit_code == 0
    assert not any(secret in said.output for secret in SECRET)
