"""A few sessions drawn from a seed, recorded as operations: reviews elsewhere, undo, secrecy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import gettempdir

from danvan_tui.ledger.errors import InvalidChangeError, NothingToUndoError
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.model.records import DENUNCIATION, Result, Table, Value
from tests.ledger.sessions import in_memory

NOWHERE = Path(gettempdir())  # nothing is written there
VILLAGES = (
    ("Thôn Văn Xá", "Văn Xá", "thôn van xa", "thôn Văn Xá"),
    ("Thôn Gò Vối", "go voi", "Gò Vối"),
    ("Bản Nà Pù", "bản nà pù"),
)
"""Every village with the ways it is spelled."""
UNITS = ("Phòng Kinh tế xã", "phòng kinh tế xã", "Công an xã", "")
_PEOPLE = ("Lê Thị Hòa", "Lê Thị Hoà", "Trịnh Thị Mùi", "Vũ Văn Tám")
_DAYS = [f"2026-{month:02}-{day:02}" for month in range(1, 12) for day in (1, 14, 28)]

Fields = dict[str, Value]


class Drawn:
    """Sessions that go on side by side."""

    def __init__(self, seed: int, *, sessions: int = 3, steps: int = 80) -> None:
        self._random = Random(seed)
        self._unread = 0
        self.notebooks = [self._begun(number) for number in range(sessions)]
        for _step in range(steps):
            self._go_on()

    def _begun(self, number: int) -> Notebook:
        notebook = in_memory(NOWHERE, f"r{number}")
        draw = self._random
        villages = [draw.choice(spelled) for spelled in draw.sample(VILLAGES, draw.randrange(3))]
        fields: Fields = {
            "kind": draw.choice(["dialogue", "reception"]),
            "date": draw.choice([*_DAYS, ""]),
            "villages": villages or None,
            "state": draw.choice(["draft", "live"]),
        }
        notebook.apply(notebook.prepare([Edit(Table.SESSION, "s", fields)]))
        return notebook

    def _go_on(self) -> None:
        steps: dict[Callable[[Notebook], list[Edit]], int] = {
            self._come: 3,
            self._say: 6,
            self._promise: 6,
            self._review: 12,
            self._change: 3,
            self._take_out: 1,
        }
        notebook = self._random.choice(self.notebooks)
        try:
            if self._random.random() < 0.1:
                notebook.apply(notebook.prepare_undo())
                return
            (make,) = self._random.choices([*steps], [*steps.values()])
            notebook.apply(notebook.prepare(make(notebook)))
        except (InvalidChangeError, NothingToUndoError, IndexError):
            return  # there is nothing yet to do this to

    def _come(self, notebook: Notebook) -> list[Edit]:
        draw = self._random
        fields: Fields = {"village": self._village()}
        if draw.random() < 0.7:
            presence = draw.choice(["listed", "present", "left"])
            fields |= {"name": draw.choice(_PEOPLE), "presence": presence}
        else:
            fields |= {"count": draw.randrange(9), "group": draw.choice(["", "total"])}
        return [notebook.new(Table.ATTENDANCE, **fields)]

    def _say(self, notebook: Notebook) -> list[Edit]:
        draw = self._random
        listed = [one.id for one in notebook.state.attendance() if one.count is None]
        fields: Fields = {
            "content": "Đường hỏng",
            "kind": draw.choice(["", "proposal", "report", DENUNCIATION]),
            "field": draw.choice(["", "land", "roads"]),
            "competence": draw.choice(["", "commune", "commune", "higher"]),
            "people": draw.choice([None, None, 1, 3, 5]),
            "resolved": draw.choice(["", "", "", "2026-05-01"]),
            "village": draw.choice(["", self._village()]),
            "same_as": draw.choice(["", *self._issues(), "elsewhere"]),
        }
        who = draw.choice(["listed", "named", "nobody"])
        if who == "listed":
            fields["speaker"] = draw.choice(listed)
        elif who == "named":
            fields["speaker_name"] = draw.choice(_PEOPLE)
        return [notebook.new(Table.ISSUES, **fields)]

    def _promise(self, notebook: Notebook) -> list[Edit]:
        issue = self._random.choice(notebook.state.issues()).id
        due = self._random.choice([*[""] * 12, *_DAYS])
        unit = self._random.choice(UNITS)
        return [notebook.new(Table.COMMITMENTS, issue=issue, due=due, lead_unit=unit)]

    def _review(self, notebook: Notebook) -> list[Edit]:
        draw = self._random
        promises = [(home, one) for home in self.notebooks for one in home.state.commitments()]
        home, promise = draw.choice(promises)
        reviews = [one for each in self.notebooks for one in each.state.reviews()]
        known = [one.id for one in reviews if one.commitment == promise.id]
        if draw.random() < 0.2:
            known = known[: draw.randrange(3)]  # another window did not see the others
        return [
            notebook.new(
                Table.REVIEWS,
                commitment=promise.id,
                issue=promise.issue if home is notebook else "",
                result=draw.choice([*Result, Result.CONFIRMED, Result.CONFIRMED, None]),
                after=known,
                on=draw.choice([*_DAYS, ""]),
                due=draw.choice(_DAYS),
                unit=draw.choice(UNITS),
            )
        ]

    def _change(self, notebook: Notebook) -> list[Edit]:
        draw = self._random
        issue = draw.choice(notebook.state.issues()).id
        fields: list[Fields] = [
            {"kind": DENUNCIATION},
            {"kind": "question"},
            {"same_as": draw.choice(self._issues())},
            {"competence": "commune"},
            {"village": self._village()},
            {"resolved": "2026-06-01"},
        ]
        return [Edit(Table.ISSUES, issue, draw.choice(fields))]

    def _take_out(self, notebook: Notebook) -> list[Edit]:
        table = self._random.choice([Table.ISSUES, Table.COMMITMENTS, Table.REVIEWS])
        record = self._random.choice(sorted(notebook.state.fold.rows[table]))
        return notebook.removal(table, record)

    def _issues(self) -> list[str]:
        return [issue.id for notebook in self.notebooks for issue in notebook.state.issues()]

    def _village(self) -> str:
        return self._random.choice(self._random.choice(VILLAGES))
