"""Two laptops, a stick and the office, told step by step with the real commands.

Usage: python -m tests.evidence.story [--folder DIR]

Two laptops take notes of the same meeting and of others, both send, the stick loses a file, the
office imports, receipts return, the gap shows, the second sending fills it, a conflict is chosen,
the follow-up reaches both laptops, and all three agree.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from danvan_tui.exchange.targets.target import TO_OFFICE
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.ledger.state import State
from danvan_tui.model.records import Table
from danvan_tui.model.settings import Settings
from danvan_tui.office.office import Office

MEETING = "DT-2026-001"


class Done(NamedTuple):
    """What became of a command."""

    code: int
    told: str
    wrong: str


Command = Callable[[list[str], str], Done]


def as_process(arguments: list[str], lines: str) -> Done:
    """Run one command as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "danvan_tui", *arguments],
        input=lines,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env=os.environ | {"PYTHONUTF8": "1"},
    )
    return Done(done.returncode, done.stdout, done.stderr)


class Story:
    """Three data folders and a folder that is the stick."""

    def __init__(self, root: Path, command: Command = as_process) -> None:
        self._command = command
        self.stick = root / "stick"
        self.stick.mkdir()
        self.hien, self.mai, self.office = root / "hien", root / "mai", root / "office"
        self.steps: list[str] = []
        for folder, person in ((self.hien, "Hien"), (self.mai, "Mai"), (self.office, "Văn thư")):
            folder.mkdir()
            settings = f'person = "{person}"\n'
            (folder / "settings.toml").write_text(settings, encoding="utf-8")

    def tell(self) -> None:
        """All of it, in order; raises AssertionError where the story goes another way."""
        self._two_take_notes_of_one_meeting()
        self._both_send_and_the_stick_loses_a_file()
        self._the_office_imports_and_its_receipts_return()
        self._the_second_sending_fills_the_gap()
        self._a_conflict_is_chosen_and_all_agree()

    def _two_take_notes_of_one_meeting(self) -> None:
        self._say("The office makes its keys; both laptops trust it.")
        self.run(self.office, "office", "init", "--name", "Văn phòng xã Phú Mận")
        public = self.office / "office" / "office.danvan-office"
        for laptop in (self.hien, self.mai):
            self.run(laptop, "sync", "--trust", str(public), "--yes")
        self._say("Hiền begins the meeting and hands the file to Mai; both go on writing.")
        self.run(self.hien, "new", "--village", "Thôn Gò Vối", "--date", "20/11/2026")
        self.write(self.hien, "+ Lò Văn Xuân, Thôn Gò Vối", "@Lò Văn Xuân Đường thôn hỏng")
        handed = self.answer(self.hien, "export", MEETING, "--to", str(self.stick))[0]["path"]
        self.run(self.mai, "merge", handed)
        Path(handed).unlink()
        self.write(self.hien, "!kt Sửa đường trước 15/12")
        self.write(self.mai, "@Lò Văn Xuân Mương cũng tắc")
        self._set_content(self.hien, "Đường thôn hỏng từ cầu đến chợ")
        self._set_content(self.mai, "Đường thôn hỏng nặng sau bão")
        for laptop in (self.hien, self.mai):
            self.run(laptop, "new", "--village", "Thôn Văn Xá", "--date", "21/11/2026")
            self.write(laptop, "+ Hà Thị Mùi", "@Hà Thị Mùi Cống bị tắc", code="DT-2026-002")

    def _both_send_and_the_stick_loses_a_file(self) -> None:
        self._say("Hiền closes the minutes, both send; the stick loses the first file of Mai.")
        before: set[Path] = set()
        for laptop in (self.hien, self.mai):
            closed = (MEETING, "DT-2026-002") if laptop == self.hien else ("DT-2026-002",)
            for code in closed:
                self.run(laptop, "close", code, "--unclear", "chưa rõ", "--yes")
            self.run(laptop, "sync", "--to", str(self.stick), "--session", MEETING)
            written = set(self._on_the_stick()) - before
            before |= written
        lost = [path for path in written if path.name.startswith(MEETING)]
        assert len(lost) == 1, lost
        lost[0].unlink()

    def _the_office_imports_and_its_receipts_return(self) -> None:
        self._say("The office confirms both laptops by their fingerprints and imports.")
        self.run(self.office, "office", "import", str(self.stick), "--yes", code=1)
        for laptop in self.answer(self.office, "office", "laptops"):
            self.run(self.office, "office", "laptops", "--confirm", laptop["fingerprint"])
        missing = self.answer(self.office, "office", "missing")
        assert [one["numbers"] for one in missing] == [[1]], missing
        self._say("The receipts come back: Hiền's sessions arrived, one of Mai's did not.")
        for laptop in (self.hien, self.mai):
            assert set(self.standing(laptop).values()) == {"sent"}
        self.run(self.office, "office", "import", str(self.stick), "--yes")
        self.run(self.hien, "sync", "--to", str(self.stick))
        assert self.standing(self.hien) == {MEETING: "received", "DT-2026-002": "received"}
        assert self.standing(self.mai) == {MEETING: "sent", "DT-2026-002": "sent"}

    def _the_second_sending_fills_the_gap(self) -> None:
        self._say("Mai sends again what the office misses; the gap is filled.")
        self.run(self.mai, "sync", "--to", str(self.stick))
        assert self.standing(self.mai) == {MEETING: "sent", "DT-2026-002": "received"}
        self.run(self.office, "office", "import", str(self.stick), "--yes")
        assert self.answer(self.office, "office", "missing") == []

    def _a_conflict_is_chosen_and_all_agree(self) -> None:
        self._say("The two wordings are a conflict; the office chooses Mai's.")
        found = self.answer(self.office, "office", "conflicts")
        assert [one["conflicts"] for one in found] == [1], found
        asked = self.answer(self.office, "office", "conflicts", MEETING)[0]
        assert asked["about"] == "Opinion 1 · Content", asked
        wanted = ("--of", "Mai", "--reason", "đối chiếu")
        self.run(self.office, "office", "conflicts", MEETING, *wanted)
        self._say("The follow-up reaches both laptops, what they sent meanwhile the office.")
        for _ in range(2):
            self.run(self.office, "office", "import", str(self.stick), "--yes")
            for laptop in (self.hien, self.mai):
                self.run(laptop, "sync", "--to", str(self.stick))
        states = [self._state(self.hien), self._state(self.mai), self._registered()]
        ids = [set(state.fold.operations) for state in states]
        assert ids[0] == ids[1] == ids[2]
        assert len({_rows(state) for state in states}) == 1
        contents = {issue.content for issue in states[0].issues()}
        assert contents == {"Đường thôn hỏng nặng sau bão", "Mương cũng tắc"}
        for laptop in (self.hien, self.mai):
            assert set(self.standing(laptop).values()) == {"received"}, self.standing(laptop)
        self._say("All three hold the same entries and show the same minutes.")

    # Doing

    def run(self, data: Path, *arguments: str, lines: str = "", code: int = 0) -> str:
        """Run one command; raises AssertionError unless it ends so."""
        done = self._command(["--lang", "en", "--data", str(data), *arguments], lines)
        assert done.code == code, (arguments, done.told, done.wrong)
        return done.told

    def answer(self, data: Path, *arguments: str) -> list[Any]:
        """What a command answers in JSON."""
        said = json.loads(self.run(data, *arguments, "--json"))
        return said if isinstance(said, list) else [said]

    def write(self, data: Path, *lines: str, code: str = MEETING) -> None:
        """Write capture lines into a session."""
        self.run(data, "add", code, lines="\n".join(lines))

    def standing(self, data: Path) -> dict[str, str]:
        """How the sessions of a laptop stand, by their codes."""
        told = self.answer(data, "sync")[0]
        return {one["code"]: one["state"] for one in told["sessions"]}

    def _set_content(self, data: Path, content: str) -> None:
        notebook = Shelf(data).open(MEETING, person=data.name.title())
        issue = min(notebook.state.issues(), key=lambda one: one.number)
        notebook.record([Edit(Table.ISSUES, issue.id, {"content": content})])
        notebook.close()

    def _on_the_stick(self) -> list[Path]:
        return sorted((self.stick / TO_OFFICE).iterdir())

    def _state(self, data: Path) -> State:
        return Shelf(data).open(MEETING, write=False).state

    def _registered(self) -> State:
        office = Office(self.office, Settings())
        session = self._state(self.hien).session.id
        try:
            return State(office.register.operations(session))
        finally:
            office.close()

    def _say(self, sentence: str) -> None:
        self.steps.append(sentence)


def main() -> int:
    """Print the steps; an AssertionError says where the story went another way."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", type=Path, default=None, help="on the disk to be tried")
    with tempfile.TemporaryDirectory(dir=parser.parse_args().folder) as name:
        story = Story(Path(name))
        try:
            story.tell()
        finally:
            print("\n".join(f"{number}. {step}" for number, step in enumerate(story.steps, 1)))
    return 0


def _rows(state: State) -> str:
    rows = {table: sorted(map(repr, state.tables[table].values())) for table in Table}
    return repr(rows)


if __name__ == "__main__":
    sys.exit(main())
