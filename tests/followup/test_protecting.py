"""What became secret in one session stands open in no other: not on the disk, not in a view."""

import contextlib
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_tui.exchange.document import Profile
from danvan_tui.exchange.export import build_export
from danvan_tui.exchange.verify import verify
from danvan_tui.followup.index.follow_up import FollowUp
from danvan_tui.followup.reviewing.opening import agenda_edits
from danvan_tui.followup.reviewing.protecting import protect_all, protect_elsewhere
from danvan_tui.followup.reviewing.recording import Found
from danvan_tui.ledger.closing import close_session, seal_holds
from danvan_tui.ledger.draft import OPENING_DRAFT, DraftFile
from danvan_tui.ledger.errors import NothingToUndoError
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.veil import HIDDEN
from danvan_tui.model.catalogue import load_catalogues
from danvan_tui.model.folders import shipped_data
from danvan_tui.model.records import DENUNCIATION, Result, SessionState, Table, Value
from danvan_tui.wording.reading import passages
from danvan_tui.wording.sentences import Sentences
from danvan_tui.wording.story import story
from tests.followup.office import VILLAGE, Office
from tests.ledger.sessions import step

AT = "2026-12-22T12:00:00+07:00"
PROMISE = "Trả lại đất cho nhà Pàng"
OTHER = "Sửa cống thôn"
WORDS = {
    "note": "bà Pàng nói đã nhận",
    "reason": "chờ họ Sùng ký giấy",
    "by": "Sùng Seo Páo",
    "document": "7788/BC-SECRET",
    "agreed_by": "ông Giàng A Chua",
    "due_text": "sau đám cưới nhà Pàng",
}
SECRETS = (PROMISE, *WORDS.values())
_FOUND = Found(
    due="2027-02-01",
    note=WORDS["note"],
    reason=WORDS["reason"],
    by=WORDS["by"],
    document=WORDS["document"],
    agreed_by=WORDS["agreed_by"],
    due_text=WORDS["due_text"],
)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "data")


def _promised(office: Office) -> str:
    """A closed session with one promise that will turn out to be secret, and one that will not."""
    folder = office.meeting({"content": PROMISE, "lead_unit": "Phòng Kinh tế"}, closed=False)
    with _opened(office, folder) as notebook:
        issue = notebook.new(Table.ISSUES, content="Đường hỏng", kind="proposal")
        notebook.record([issue])
        promise: dict[str, Value] = {"content": OTHER, "due": "2026-12-15"}
        notebook.record([notebook.new(Table.COMMITMENTS, issue=issue.record, **promise)])
        close_session(notebook, "chưa rõ")
    return folder


class _opened:  # noqa: N801 - read as a word
    def __init__(self, office: Office, folder: str) -> None:
        self._notebook = office.open(folder)

    def __enter__(self) -> Notebook:
        return self._notebook

    def __exit__(self, *_error: object) -> None:
        self._notebook.close()


def _meeting(office: Office, **fields: str) -> str:
    """A later session in the same village that lists what is owed to it."""
    day = fields.get("date", "2026-11-20")
    folder = office.shelf.find(office.shelf.create(date=day, villages=[VILLAGE])).name
    follow_up = _index(office)
    with _opened(office, folder) as notebook:
        step(notebook, "live")
        edits = agenda_edits(notebook, follow_up)
        notebook.record(edits)
    return folder


def _index(office: Office) -> FollowUp:
    follow_up = FollowUp(office.shelf)
    follow_up.bring_up_to_date()
    return follow_up


def _found(result: Result = Result.POSTPONED) -> Found:
    return replace(_FOUND, result=result)


def _answer(office: Office, folder: str, promised: str, number: int = 1) -> None:
    recorded = office.review(promised, _found(), number=number, meeting=folder)
    assert not recorded.problems


def _close(office: Office, folder: str) -> None:
    with _opened(office, folder) as notebook:
        close_session(notebook, "chưa rõ")


def _denounce(office: Office, folder: str) -> None:
    with _opened(office, folder) as notebook:
        issue = notebook.state.commitments()[0].issue
        notebook.record([Edit(Table.ISSUES, issue, {"kind": DENUNCIATION})], reason="là tố cáo")


def _exposed(office: Office) -> list[str]:
    """Where a secret stands in the data folder outside the protected files of a session."""
    return [
        f"{path.relative_to(office.root)}: {secret}"
        for path in office.root.rglob("*")
        if path.is_file() and not path.name.startswith("protected")
        for data in (path.name.encode() + path.read_bytes(),)
        for secret in SECRETS
        if secret.encode() in data
    ]


def _told(office: Office) -> Iterator[str]:
    """Everything that any view of the follow-up could show."""
    follow_up = _index(office)
    yield repr(follow_up.extracts())
    lists = load_catalogues(shipped_data(), None)
    for promise in follow_up.promises:
        yield repr(promise)
        in_full = follow_up.in_full(promise.commitment)
        assert in_full is not None
        if promise.protected:
            yield repr(in_full)
            yield repr(story(in_full, lists, follow_up.extracts()))
    for folder in office.shelf.folders():
        state = office.shelf.open(folder.name, write=False).state
        yield repr(state.tables)
        yield repr(passages(state, lists))
        sentences = Sentences(state, lists)
        yield repr([sentences.of(operation) for operation in state.fold.ordered()])


def _shown(texts: Iterator[str]) -> list[str]:
    return [secret for text in texts for secret in SECRETS if secret in text]


def _exports(office: Office) -> Iterator[tuple[Profile, bytes]]:
    for folder in office.shelf.folders():
        notebook = office.shelf.open(folder.name, write=False)
        for profile in Profile:
            yield profile, build_export(notebook, profile, at=AT)


# At once, wherever sessions are joined


def test_no_view_that_joins_sessions_tells_it_before_the_other_session_was_written(
    office: Office,
) -> None:
    promised = _promised(office)
    meeting = _meeting(office)
    _answer(office, meeting, promised)
    _denounce(office, promised)
    follow_up = _index(office)
    (row,) = [one for one in follow_up.promises if one.protected]
    in_full = follow_up.in_full(row.commitment)
    assert in_full is not None
    assert (row.state, row.due, row.postponed, row.due_text) == (
        "open",
        "2027-02-01",
        1,
        HIDDEN,
    )
    texts = [repr(row), repr(in_full)]
    texts += map(repr, story(in_full, load_catalogues(shipped_data(), None), follow_up.extracts()))
    assert _shown(iter(texts)) == []
    assert _exposed(office)  # the meeting itself does not know yet


# In the other session itself


@pytest.mark.parametrize("closed", [True, False])
def test_the_words_are_moved_where_they_were_said(office: Office, closed: bool) -> None:
    promised = _promised(office)
    meeting = _meeting(office)
    _answer(office, meeting, promised)
    office.review(promised, Found(result=Result.CONFIRMED, note="tốt"), number=2, meeting=meeting)
    if closed:
        _close(office, meeting)
    _denounce(office, promised)
    before = [(one.state, one.unit, one.due, one.postponed) for one in office.promises]
    said = protect_all(office.shelf, _index(office), "Lò Thị Mai")
    assert said == ["What became secret was put in its own place in 1 other session too."]
    assert _exposed(office) == []
    assert _shown(_told(office)) == []
    after = [(one.state, one.unit, one.due, one.postponed) for one in office.promises]
    assert before == after
    hidden, plain = office.reviews_in(meeting)
    assert (hidden.promise, hidden.note, hidden.result) == (HIDDEN, HIDDEN, Result.POSTPONED)
    assert (plain.promise, plain.note) == (OTHER, "tốt")
    with _opened(office, meeting) as notebook:
        aloud = repr(passages(notebook.state, load_catalogues(shipped_data(), None)))
        assert "A promise that the law keeps secret." in aloud
        assert seal_holds(notebook.state) is closed
        row = notebook.state.fold.rows[Table.REVIEWS][hidden.id]
        assert {name: row[name] for name in WORDS} == WORDS


def test_exports_hold_it_in_the_protected_part_only(office: Office) -> None:
    promised = _promised(office)
    meeting = _meeting(office)
    _answer(office, meeting, promised)
    _close(office, meeting)
    _denounce(office, promised)
    protect_all(office.shelf, _index(office))
    for profile, data in _exports(office):
        assert verify(data).whole
        plain = data.split(b'"notice":')[0]
        assert _shown(iter([plain.decode()])) == []
        assert profile is Profile.OFFICE or plain == data
    office_files = [data for profile, data in _exports(office) if profile is Profile.OFFICE]
    assert all(any(secret.encode() in data for data in office_files) for secret in SECRETS)


def test_it_is_done_once_and_stays_done(office: Office) -> None:
    promised = _promised(office)
    meeting = _meeting(office)
    _answer(office, meeting, promised)
    _denounce(office, promised)
    assert protect_all(office.shelf, _index(office))
    operations = len(office.shelf.open(meeting, write=False).state.fold.operations)
    assert _index(office).exposed() == {}
    assert protect_all(office.shelf, _index(office)) == []
    assert len(office.shelf.open(meeting, write=False).state.fold.operations) == operations


def test_where_nothing_is_secret_no_session_is_touched(office: Office) -> None:
    promised = _promised(office)
    _answer(office, _meeting(office), promised)
    assert _index(office).exposed() == {}
    assert protect_all(office.shelf, _index(office)) == []


def test_a_session_that_is_written_elsewhere_is_told_and_done_the_next_time(
    office: Office,
) -> None:
    promised = _promised(office)
    meetings = _meeting(office), _meeting(office, date="2026-11-21")
    for meeting in meetings:
        _answer(office, meeting, promised)
    _denounce(office, promised)
    with _opened(office, meetings[0]) as notebook:
        done, problem = protect_all(office.shelf, _index(office))
        assert "1 other session" in done
        assert problem.startswith(
            f"What became secret could not be put in its own place in "
            f"{notebook.state.session.code} yet; this is tried again by itself: "
        )
        assert _shown(iter([problem])) == []
        assert {line.partition("/")[2].partition("/")[0] for line in _exposed(office)} == {
            meetings[0]
        }
    assert len(protect_all(office.shelf, _index(office))) == 1
    assert _exposed(office) == []


def test_in_a_session_that_is_open_here_it_is_recorded_there(office: Office) -> None:
    promised = _promised(office)
    meeting = _meeting(office)
    _answer(office, meeting, promised)
    _denounce(office, promised)
    with _opened(office, meeting) as notebook:
        protect_elsewhere(office.shelf, _index(office).exposed(), "", {meeting: notebook})
        assert _shown(iter([repr(notebook.state.tables)])) == []
        assert _exposed(office) == []


def test_what_nobody_answered_is_asked_for_no_more(office: Office) -> None:
    promised = _promised(office)
    meeting = _meeting(office)
    _denounce(office, promised)
    protect_all(office.shelf, _index(office))
    assert [one.promise for one in office.reviews_in(meeting)] == [OTHER]
    assert _exposed(office) == []


def test_a_review_that_was_taken_back_is_found_too(office: Office) -> None:
    promised = _promised(office)
    meeting = office.meeting(date="2026-11-20", closed=False)
    _answer(office, meeting, promised)
    with _opened(office, meeting) as notebook:
        notebook.undo()
    assert office.reviews_in(meeting) == []
    _denounce(office, promised)
    assert _index(office).exposed().keys() == {meeting}
    protect_all(office.shelf, _index(office))
    assert _exposed(office) == []
    assert office.reviews_in(meeting) == []
    assert _index(office).exposed() == {}


def test_a_promise_that_left_the_denunciation_before_is_kept_secret_as_well(
    office: Office,
) -> None:
    promised = _promised(office)
    meeting = _meeting(office)
    _answer(office, meeting, promised)
    with _opened(office, promised) as notebook:
        first, second = notebook.state.issues()
        moved = notebook.state.commitments()[0].id
        notebook.record([Edit(Table.COMMITMENTS, moved, {"issue": second.id})], reason="nhầm")
        notebook.record([Edit(Table.ISSUES, first.id, {"kind": DENUNCIATION})], reason="tố cáo")
    protect_all(office.shelf, _index(office))
    assert _exposed(office) == []
    state = office.shelf.open(meeting, write=False).state
    assert second.id not in state.fold.protected
    later = _meeting_without_agenda(office)
    with _opened(office, later) as notebook:
        listed = agenda_edits(notebook, _index(office))
        assert [edit.fields["promise"] for edit in listed] == [OTHER]


def _meeting_without_agenda(office: Office) -> str:
    return office.shelf.find(office.shelf.create(date="2026-11-25", villages=[VILLAGE])).name


@pytest.mark.parametrize("loose", [False, True])
def test_the_session_it_was_promised_in_has_nothing_left_to_do(office: Office, loose: bool) -> None:
    promised = _promised(office)
    with _opened(office, promised) as notebook:
        promise = notebook.state.commitments()[0]
        if loose:
            edit = Edit(Table.COMMITMENTS, promise.id, {"issue": None})
            notebook.record([edit], reason="nhầm")
    office.review(promised, _found(), number=1)
    with _opened(office, promised) as notebook:
        denounced = Edit(Table.ISSUES, promise.issue, {"kind": DENUNCIATION})
        notebook.record([denounced], reason="là tố cáo")
    assert _index(office).exposed() == {}
    assert _exposed(office) == []


# What was being typed


def test_what_was_being_typed_of_it_is_forgotten_and_nothing_else(office: Office) -> None:
    promised = _promised(office)
    meeting = _meeting(office)
    secret, other = (one.commitment for one in office.promises[:2])
    reviews = {one.commitment: one.id for one in office.reviews_in(meeting)}
    folder = office.shelf.folder(meeting)
    opening = DraftFile(folder / OPENING_DRAFT)
    opening.write({f"0000 {reviews[secret]}": WORDS["note"], f"0001 {reviews[other]}": "1 tốt"})
    for number, review in enumerate(reviews.values()):
        path = folder / (f"form-{number + 1}.log" if number else "form.log")
        DraftFile(path).write({"where": f"reviews:{review}", "note": WORDS["note"]})
    typed = ("review.log", "review-form.log", "duty.log", "review-2.log")
    for name in typed:
        DraftFile(office.root / name).write({"where": f"x {secret}", "line": WORDS["note"]})
    _denounce(office, promised)
    protect_all(office.shelf, _index(office))
    assert DraftFile(folder / OPENING_DRAFT).read() == {f"0001 {reviews[other]}": "1 tốt"}
    assert not any((office.root / name).read_bytes() for name in typed)
    left = [line for line in _exposed(office) if "form" not in line]
    assert left == []
    assert len([line for line in _exposed(office) if "form" in line]) == 1  # of the other promise


# Whatever happened before


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32))
def test_whatever_was_said_where_nothing_of_it_stands_open_afterwards(seed: int) -> None:
    with tempfile.TemporaryDirectory() as root:
        _run(Office(Path(root) / "data"), Random(seed))


def _run(office: Office, random: Random) -> None:
    promised = _promised(office)
    denounced_at = random.randrange(4)
    meetings: list[str] = []
    for turn in range(4):
        if turn == denounced_at:
            _denounce(office, promised)
        if turn and random.random() < 0.4:
            protect_all(office.shelf, _index(office))
        if turn < denounced_at:
            meetings.append(_meeting(office, date=f"2026-11-{16 + turn}"))
        for meeting in meetings:
            _something(office, random, promised, meeting, is_secret=turn >= denounced_at)
    said = protect_all(office.shelf, _index(office))
    assert _shown(iter(said)) == []
    assert _exposed(office) == []
    assert _shown(_told(office)) == []
    assert _shown(data.split(b'"notice":')[0].decode() for _profile, data in _exports(office)) == []
    for meeting in meetings:
        with _opened(office, meeting) as notebook:
            assert notebook.notices == []
            state = notebook.state.session.state
            assert (state is SessionState.CLOSED) is seal_holds(notebook.state)
            assert OTHER in repr(notebook.state.reviews())
    assert protect_all(office.shelf, _index(office)) == []
    assert _exposed(office) == []


def _something(
    office: Office, random: Random, promised: str, meeting: str, *, is_secret: bool
) -> None:
    """One more thing that people do in a later session."""
    what = random.choice(["answer", "answer", "again", "undo", "close", "office", "nothing"])
    if what in ("answer", "again") and not is_secret:
        result = random.choice([Result.NOTED, Result.POSTPONED, Result.CONFIRMED])
        office.review(promised, _found(result), meeting=meeting)
    elif what == "office":
        office.review(promised, _found(), number=1)
    elif what in ("undo", "close"):
        with _opened(office, meeting) as notebook:
            if notebook.state.session.state is not SessionState.LIVE:
                return
            if what == "close":
                close_session(notebook, "chưa rõ")
            else:
                with contextlib.suppress(NothingToUndoError):
                    notebook.undo()
