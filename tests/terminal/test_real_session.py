"""Promise: the whole sample session can be taken down by keys, and is what `danvan add` makes."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from danvan_tui.cli.root import danvan as command
from danvan_tui.exchange.verify import verify_file
from danvan_tui.ledger.closing import missing, seal_holds
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.folders import shipped_data
from danvan_tui.model.records import SessionState, Table
from tests.capture.sample_lines import lines_of
from tests.terminal.danvan_app import (
    ALL_UNCLEAR,
    CLEAR,
    DOWN,
    ENTER,
    F2,
    F6,
    F9,
    F12,
    LEAVE,
    RIGHT,
    SAVE,
    TAB,
    danvan,
)
from tests.terminal.pty_session import PtySession

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

SAMPLES = shipped_data() / "samples"
ROSTER = SAMPLES / "roster.csv"
ISSUES: list[dict[str, Any]] = json.loads((SAMPLES / "issues.json").read_text(encoding="utf-8"))
LINES = [line for issue in ISSUES for line in lines_of(issue)]
VILLAGES = ("Thôn Văn Xá", "Thôn Gò Vối")
REASON = "Chủ tọa chưa kết luận"
TIMES = frozenset({"arrived", "left", "seal", "sealed_over"})
"""What depends on the clock, or on ids as the seal does."""


def by_commands(root: Path) -> str:
    """Take the session down with commands; gives its code."""

    def run(*words: str, given: str | None = None) -> str:
        told = CliRunner().invoke(
            command, ["--data", str(root), "--lang", "en", *words], given, catch_exceptions=False
        )
        assert told.exit_code == 0, told.output
        return told.output

    villages = [word for village in VILLAGES for word in ("--village", village)]
    code = run("new", *villages, "--date", "22/11/2026").split()[0]
    run("roster", code, str(ROSTER), "--yes")
    run("add", code, given="\n".join(LINES))
    if missing(Shelf(root).open(code, write=False).state):
        run("close", code, "--unclear", REASON, "--yes")
    else:
        run("close", code, "--yes")
    return code


def by_keys(session: PtySession) -> None:
    """Take the session down on the screens, as fast as the terminal takes it."""
    session.wait_for_text("No session yet")
    session.write(F2)
    session.wait_for_text("Ctrl+S record")
    session.write("; ".join(VILLAGES).encode() + TAB + CLEAR + b"22/11/2026" + SAVE)
    session.wait_for_text("F9 finish")
    session.write(F6)
    session.wait_for_text("Roster file")
    session.write(str(ROSTER).encode() + ENTER)
    session.wait_for_text("To be added: ")
    session.write(ENTER)
    session.wait_for_text("people taken over")
    for number, line in enumerate(LINES):
        # Letter by letter for a third of the meeting; the rest is pasted, which is quicker here.
        typed = (
            line.encode() if number < len(LINES) / 3 else b"\x1b[200~%b\x1b[201~" % line.encode()
        )
        session.write(typed + ENTER)
    promised = sum(bool(issue["commitment"]) for issue in ISSUES)
    session.wait_for_text(f"Opinions {len(ISSUES)}")
    session.wait_for_text(f"Promises {promised}")
    session.wait_for_text("✓ Saved at")


def close(session: PtySession, *, is_clear: bool) -> None:
    session.write(F9)
    if not is_clear:
        session.wait_for_text("missing before the minutes")
        session.write(ALL_UNCLEAR)
        session.wait_for_text("Why is all of this unclear?")
        session.write(REASON.encode() + ENTER)
    session.wait_for_text("Nothing is missing")
    session.write(F9)
    session.wait_for_text("Were the minutes read back")
    session.write(RIGHT + ENTER)
    session.wait_for_text("F2 correct")


def export(session: PtySession, profile: int, folder: Path) -> None:
    session.write(F12)
    session.wait_for_text("Which file?")
    session.write(DOWN * profile + ENTER)
    session.wait_for_text("Into which folder?")
    session.write(CLEAR + str(folder / str(profile)).encode() + ENTER)
    session.wait_for(lambda: len(list(folder.glob(f"{profile}/*.*"))) == 1, "the file")


def told(root: Path, code: str) -> dict[str, list[dict[str, Any]]]:
    """The session as a story: numbers in the place of ids, nothing that depends on the clock."""
    rows = Shelf(root).open(code, write=False).state.fold.rows
    names = {
        record: f"{table.value} {row.get('number')}"
        for table in Table
        for record, row in rows[table].items()
    }
    return {
        table.value: [
            {name: names.get(str(value), value) for name, value in row.items() if name not in TIMES}
            for row in sorted(rows[table].values(), key=_number)
        ]
        for table in Table
    }


def _number(row: dict[str, Any]) -> int:
    return int(row.get("number", 0))


def test_the_sample_session_by_keys_is_the_one_by_commands(tmp_path: Path) -> None:
    typed, added, exports = tmp_path / "typed", tmp_path / "added", tmp_path / "exports"
    code = by_commands(added)
    is_clear = not any(
        promise.unit_unclear or promise.due_unclear
        for promise in Shelf(added).open(code, write=False).state.commitments()
    )
    with danvan(typed) as session:
        by_keys(session)
        close(session, is_clear=is_clear)
        for profile in range(3):
            export(session, profile, exports)
        session.write(LEAVE)
        assert session.wait_for_end() == 0
    (shelved,) = Shelf(typed).sessions()
    assert shelved.summary
    state = Shelf(typed).open(shelved.summary.code, write=False).state
    assert state.session.state is SessionState.CLOSED
    assert seal_holds(state)
    assert told(typed, shelved.summary.code) == told(added, code)
    for profile in range(3):
        (file,) = (exports / str(profile)).iterdir()
        verdict = verify_file(file)
        assert verdict.whole, verdict.sentence
