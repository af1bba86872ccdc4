"""A promise that turns out to be secret, what was said of it elsewhere, and who looks for it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from danvan_tui.exchange.document import Profile
from danvan_tui.exchange.export import build_export
from danvan_tui.followup.index.follow_up import FollowUp
from danvan_tui.followup.reviewing.opening import agenda_edits
from danvan_tui.followup.reviewing.recording import Found
from danvan_tui.ledger.closing import close_session
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.model.catalogue import load_catalogues
from danvan_tui.model.folders import shipped_data
from danvan_tui.model.records import DENUNCIATION, Result, Table, Value
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


def promised(office: Office) -> str:
    """A closed session with one promise that will turn out to be secret, and one that will not."""
    folder = office.meeting({"content": PROMISE, "lead_unit": "Phòng Kinh tế"}, closed=False)
    with opened(office, folder) as notebook:
        issue = notebook.new(Table.ISSUES, content="Đường hỏng", kind="proposal")
        notebook.record([issue])
        promise: dict[str, Value] = {"content": OTHER, "due": "2026-12-15"}
        notebook.record([notebook.new(Table.COMMITMENTS, issue=issue.record, **promise)])
        close_session(notebook, "chưa rõ")
    return folder


@contextmanager
def opened(office: Office, folder: str) -> Iterator[Notebook]:
    """A session, open for writing."""
    notebook = office.open(folder)
    try:
        yield notebook
    finally:
        notebook.close()


def meeting(office: Office, **fields: str) -> str:
    """A later session in the same village that lists what is owed to it."""
    day = fields.get("date", "2026-11-20")
    folder = office.shelf.find(office.shelf.create(date=day, villages=[VILLAGE])).name
    follow_up = index(office)
    with opened(office, folder) as notebook:
        step(notebook, "live")
        edits = agenda_edits(notebook, follow_up)
        notebook.record(edits)
    return folder


def index(office: Office) -> FollowUp:
    follow_up = FollowUp(office.shelf)
    follow_up.bring_up_to_date()
    return follow_up


def found(result: Result = Result.POSTPONED) -> Found:
    """What is found of the promise, in words that betray everything."""
    return replace(_FOUND, result=result)


def answer(office: Office, folder: str, promised: str, number: int = 1) -> None:
    """Say in a meeting what became of the promise."""
    recorded = office.review(promised, found(), number=number, meeting=folder)
    assert not recorded.problems


def close(office: Office, folder: str) -> None:
    with opened(office, folder) as notebook:
        close_session(notebook, "chưa rõ")


def denounce(office: Office, folder: str) -> None:
    """Make the opinion a denunciation, on which the first promise hangs."""
    with opened(office, folder) as notebook:
        issue = notebook.state.commitments()[0].issue
        notebook.record([Edit(Table.ISSUES, issue, {"kind": DENUNCIATION})], reason="là tố cáo")


def exposed(office: Office) -> list[str]:
    """Where a secret stands in the data folder outside the protected files of a session."""
    return [
        f"{path.relative_to(office.root)}: {secret}"
        for path in office.root.rglob("*")
        if path.is_file() and not path.name.startswith("protected")
        for data in (path.name.encode() + path.read_bytes(),)
        for secret in SECRETS
        if secret.encode() in data
    ]


def told(office: Office) -> Iterator[str]:
    """Everything that any view of the follow-up could show."""
    follow_up = index(office)
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


def shown(texts: Iterable[str]) -> list[str]:
    """The secrets that stand in these texts."""
    return [secret for text in texts for secret in SECRETS if secret in text]


def exports(office: Office) -> Iterator[tuple[Profile, bytes]]:
    for folder in office.shelf.folders():
        notebook = office.shelf.open(folder.name, write=False)
        for profile in Profile:
            yield profile, build_export(notebook, profile, at=AT)
