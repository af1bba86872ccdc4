"""Promise: whatever was said where and when, nothing of what became secret stands open after."""

import contextlib
import tempfile
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_tui.followup.reviewing.protecting import protect_all
from danvan_tui.ledger.closing import close_session, seal_holds
from danvan_tui.ledger.errors import NothingToUndoError
from danvan_tui.model.records import Result, SessionState
from tests.followup import secrecy
from tests.followup.office import Office
from tests.followup.secrecy import OTHER


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32))
def test_whatever_was_said_where_nothing_of_it_stands_open_afterwards(seed: int) -> None:
    with tempfile.TemporaryDirectory() as root:
        _run(Office(Path(root) / "data"), Random(seed))


def _run(office: Office, random: Random) -> None:
    promised = secrecy.promised(office)
    denounced_at = random.randrange(4)
    meetings: list[str] = []
    for turn in range(4):
        if turn == denounced_at:
            secrecy.denounce(office, promised)
        if turn and random.random() < 0.4:
            protect_all(office.shelf, secrecy.index(office))
        if turn < denounced_at:
            meetings.append(secrecy.meeting(office, date=f"2026-11-{16 + turn}"))
        for meeting in meetings:
            _something(office, random, promised, meeting, is_secret=turn >= denounced_at)
    said = protect_all(office.shelf, secrecy.index(office))
    assert secrecy.shown(said) == []
    assert secrecy.exposed(office) == []
    assert secrecy.shown(secrecy.told(office)) == []
    exported = (data.split(b'"notice":')[0] for _profile, data in secrecy.exports(office))
    assert secrecy.shown(data.decode() for data in exported) == []
    for meeting in meetings:
        with secrecy.opened(office, meeting) as notebook:
            assert notebook.notices == []
            state = notebook.state.session.state
            assert (state is SessionState.CLOSED) is seal_holds(notebook.state)
            assert OTHER in repr(notebook.state.reviews())
    assert protect_all(office.shelf, secrecy.index(office)) == []
    assert secrecy.exposed(office) == []


def _something(
    office: Office, random: Random, promised: str, meeting: str, *, is_secret: bool
) -> None:
    """One more thing that people do in a later session."""
    what = random.choice(["answer", "answer", "again", "undo", "close", "office", "nothing"])
    if what in ("answer", "again") and not is_secret:
        result = random.choice([Result.NOTED, Result.POSTPONED, Result.CONFIRMED])
        office.review(promised, secrecy.found(result), meeting=meeting)
    elif what == "office":
        office.review(promised, secrecy.found(), number=1)
    elif what in ("undo", "close"):
        with secrecy.opened(office, meeting) as notebook:
            if notebook.state.session.state is not SessionState.LIVE:
                return
            if what == "close":
                close_session(notebook, "chưa rõ")
            else:
                with contextlib.suppress(NothingToUndoError):
                    notebook.undo()
