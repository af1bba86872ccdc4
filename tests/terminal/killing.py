"""An evening on which the program is killed again and again, and somebody just types on."""

from __future__ import annotations

import contextlib
import copy
import json
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from threading import Timer
from typing import Any

from danvan_tui.ledger.draft import DraftFile
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.tui.line_draft import not_recorded
from tests.samples.meeting import SESSION
from tests.terminal.book import Book
from tests.terminal.danvan_app import ENTER, RIGHT, danvan
from tests.terminal.evening import begin, code_in, differing, on_disk
from tests.terminal.pty_session import EndedError, PtySession
from tests.terminal.steps import Step
from tests.terminal.typist import Typist, line_of

A_SECOND = 1.0  # the most of a line that may be lost
_FIRST_GUESS = 0.4  # seconds a step takes
_WHILE_SAVING = 1 / 3  # of the kills
_IN_SIGHT = 40  # letters of a line that surely are
_SAVING = 0.06  # seconds from Enter on in which a line is saved and shown
BAD = ("missing", "doubled", "offered wrongly", "lost of a line")
GOOD = (
    "kills",
    "killed in a line",
    "shown as saved",
    "saved and not yet shown",
    "letters",
    "letters typed again",
)


class Killer:
    """Kills the program at a random moment of some minutes, and looks at what is left."""

    def __init__(self, root: Path, seed: int, *, gap: float = 0.0) -> None:
        self.typist = Typist(root, gap=gap)
        self.book = Book(**SESSION)
        self.counts: Counter[str] = Counter()
        self._chance = random.Random(seed)
        self._code = ""
        self._timer = Timer(0, self._kill)
        self._running = contextlib.ExitStack()
        self._killed: PtySession | None = None
        self._killed_at = 0.0
        self._steps = 0
        self._busy = 0.0  # seconds spent on them

    def live_through(self, minutes: Sequence[Sequence[Step]], killed: Container[int]) -> None:
        """Take the minutes down one after another; in those that are named the program dies."""
        begin(self.typist)
        self._code = code_in(self.typist.root)
        with self._running:
            self._start()
            for number, minute in enumerate(minutes):
                if number in killed:
                    self._arm(len(minute))
                for step in minute:
                    self._take_down(step)
                if number in killed:
                    self._kill_at_last()
        self.counts["letters"] = self.typist.letters
        self.counts["letters typed again"] = self.typist.again

    def _take_down(self, step: Step) -> None:
        after = copy.deepcopy(self.book)
        step.note(after)
        self.typist.begin_step()
        started = time.monotonic()
        while not self._is_done(step, after):
            pass
        self._busy += time.monotonic() - started
        self._steps += 1
        self.book = after

    def _is_done(self, step: Step, after: Book) -> bool:
        try:
            step.do(self.typist, after)
        except EndedError:
            is_saved = self._look(after)
            self.counts["saved and not yet shown"] += is_saved
            return is_saved
        self.counts["shown as saved"] += 1
        return True

    # Killing

    def _arm(self, steps: int) -> None:
        """Choose the moment: any in the minute, or while the first line of it is being saved."""
        each = self._busy / self._steps if self._steps else _FIRST_GUESS
        if self._chance.random() < _WHILE_SAVING:
            after = self._chance.uniform(0, _SAVING)
            self.typist.when_entering = lambda: self._kill_once_typed(after)
        else:
            self._kill_after(self._chance.uniform(0, steps * each))

    def _kill_once_typed(self, seconds: float) -> None:
        typist = self.typist
        if typist.states:
            end = typist.states[-1][-_IN_SIGHT:].rstrip()
            typist.wait(lambda: line_of(typist.session.text).rstrip().endswith(end), end)
        self._kill_after(seconds)

    def _kill_after(self, seconds: float) -> None:
        self.typist.when_entering = int
        self._timer = Timer(seconds, self._kill)
        self._timer.start()

    def _kill(self) -> None:
        self._killed = self.typist.session
        self._killed_at = time.monotonic()
        os.kill(self._killed.pid, signal.SIGKILL)

    def _kill_at_last(self) -> None:
        """Kill the program at the end of the minute if it was not killed before."""
        self.typist.when_entering = int
        self._timer.cancel()
        if self._timer.ident:
            self._timer.join()
        if self._killed is None:
            self._kill()
        if self._killed is self.typist.session:
            self.typist.begin_step()
            self._look(self.book)
        self._killed = None

    # What is left

    def _look(self, after: Book) -> bool:
        """Look at what the killed program left, and start it again; whether the step was saved."""
        typist = self.typist
        assert self._killed is typist.session, typist.session.text
        assert typist.session.wait_for_end() == -signal.SIGKILL
        self.counts["kills"] += 1
        shown = self._shown_before()
        found = on_disk(typist.root)
        if found not in (self.book.records, after.records):
            self._count_differences(after, found)
        is_saved = found != self.book.records
        lines = self._lines()
        if is_saved:
            self.counts["doubled"] += bool(lines)
        else:
            self._check_line(lines, shown)
        typist.offered = lines[0] if lines else ""
        self._start()
        return is_saved

    def _shown_before(self) -> str:
        """What of the step stood on the line a second before: the one before may look the same."""
        then = self._killed_at - A_SECOND
        if then < self.typist.began_at:
            return ""
        return line_of(self.typist.session.text_at(then)).rstrip()

    def _count_differences(self, after: Book, found: dict[str, Any]) -> None:
        was, may_be, there = map(_entries, (self.book.records, after.records, found))
        self.counts["missing"] += (was & may_be - there).total()
        self.counts["doubled"] += (there - may_be - was).total()
        details = "\n".join(differing(after.records, found))
        raise AssertionError(f"not what was saved: {details}")

    def _lines(self) -> list[str]:
        folder = Shelf(self.typist.root).find(self._code)
        if not (folder / "line.log").exists():
            return []
        operations = Shelf(self.typist.root).open(self._code, write=False).state.fold.operations
        draft = DraftFile(folder / "line.log").read()
        return [line.text for line in not_recorded(draft, operations)]

    def _check_line(self, lines: list[str], shown: str) -> None:
        """Check that the line comes back as it stood at most a second before."""
        states = self.typist.states
        offered = lines[0] if lines else ""
        self.counts["killed in a line"] += bool(offered)
        if not states:
            return
        if len(lines) > 1 or offered not in states:
            self.counts["offered wrongly"] += 1
            print(f"offered {lines}, typed {states[-1]!r}")
            return
        stood = next((at for at, state in enumerate(states) if _ends_in(state, shown)), 0)
        last = len(states) - 1 - states[::-1].index(offered)
        if shown and last < stood:
            self.counts["lost of a line"] += 1
            print(f"offered {offered!r}, a second before the kill there stood {shown!r}")

    # Starting again

    def _start(self) -> None:
        typist = self.typist
        form = Shelf(typist.root).find(self._code) / "form.log"
        typist.form_is_open = form.exists() and bool(DraftFile(form).read())
        typist.remembers_last = False
        self._running.close()
        started = danvan(typist.root, "open", self._code, columns=80, rows=24)
        typist.session = self._running.enter_context(started)
        begins = "Ctrl+S record" if typist.form_is_open else "F9 "
        typist.wait(lambda: begins in typist.session.text or self._asks(), "the session")
        if self._asks():
            typist.press(RIGHT, ENTER)
        if typist.offered and not typist.form_is_open:
            typist.wait(self._is_offered, f"{typist.offered!r} again")

    def _asks(self) -> bool:
        """Whether a denunciation waits for a yes before it is shown again."""
        return "Show them on this screen?" in self.typist.session.text

    def _is_offered(self) -> bool:
        shown = line_of(self.typist.session.text).rstrip()
        return bool(shown) and shown in self.typist.offered


def cut(steps: Sequence[Step], minutes: int) -> list[Sequence[Step]]:
    """The steps of an evening in so many minutes, as even as can be."""
    edges = [len(steps) * number // minutes for number in range(minutes + 1)]
    return [steps[start:end] for start, end in pairwise(edges)]


def _entries(records: dict[str, Any]) -> Counter[str]:
    """Every record for itself, to be counted."""
    alone: Iterator[Any] = (
        record
        for issue in records["issues"]
        for record in (
            {
                name: value
                for name, value in issue.items()
                if name not in ("answers", "commitments")
            },
            *issue["answers"],
            *issue["commitments"],
        )
    )
    return Counter(
        json.dumps(record, sort_keys=True) for record in (*alone, *records["attendance"])
    )


def _ends_in(state: str, shown: str) -> bool:
    """Whether this state of the line looks like that; a long line is seen by its end."""
    return state.rstrip().endswith(shown)
