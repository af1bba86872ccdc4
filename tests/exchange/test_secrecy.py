"""A denouncer's name is in no export but the protected part of the office's."""

from collections.abc import Callable
from pathlib import Path

import pytest

from danvan_tui.exchange.document import Profile
from danvan_tui.exchange.export import build_export, write_export
from danvan_tui.exchange.verify import verify, verify_file
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.model.records import Result, Table, Value
from danvan_tui.vietnamese.fold import fold
from tests.exchange.reviewing import review
from tests.ledger.sessions import add

AT = "2026-11-22T12:00:00+07:00"
_SECRET: dict[str, Value] = {
    "speaker_name": "Lường Thị Xuyến",
    "village": "Bản Huổi Khoang",
    "phone": "0399 888 777",
    "address": "Nhà cạnh mỏ nước Tả Phìn",
    "content": "Tôi nghe kế toán Tòng Văn Pâng ăn chặn tiền hỗ trợ",
}
_TRACES = ("lường", "thị xuyến", "huổi", "khoang", "888 777", "tả phìn", "pâng", "ăn chặn")

Story = Callable[[Notebook], str]


def _denounce(notebook: Notebook, **fields: Value) -> str:
    edit = notebook.new(Table.ISSUES, **(_SECRET | {"kind": "denunciation"} | fields))
    notebook.record([edit])
    return edit.record


def _answered(notebook: Notebook, issue: str) -> str:
    """An answer, a promise with its review, a duty and a note that all name her."""
    said = "Mời bà Lường Thị Xuyến, Bản Huổi Khoang"
    for table in (Table.ANSWERS, Table.COMMITMENTS):
        notebook.record([notebook.new(table, issue=issue, content=said)])
    promise = notebook.state.commitments()[-1].id
    review(notebook, promise, Result.NOT_DONE, by="bà Lường Thị Xuyến", note=said, reason=said)
    notebook.record([notebook.new(Table.DUTIES, issue=issue, clock="reply", note=said)])
    notebook.record([Edit(Table.ISSUES, issue, {"note": "Gọi bà Thị Xuyến, 0399 888 777"})])
    return issue


def _recorded(notebook: Notebook) -> str:
    return _answered(notebook, _denounce(notebook))


def _changed_to_it(notebook: Notebook) -> str:
    issue = _answered(notebook, _denounce(notebook, kind="proposal"))
    notebook.record([Edit(Table.ISSUES, issue, {"kind": "denunciation"})])
    return issue


def _changed_to_it_and_back(notebook: Notebook) -> str:
    issue = _changed_to_it(notebook)
    notebook.record([Edit(Table.ISSUES, issue, {"kind": "report"})])
    return issue


def _changed_and_undone(notebook: Notebook) -> str:
    issue = _changed_to_it(notebook)
    notebook.undo()
    return issue


def _undone(notebook: Notebook) -> str:
    issue = _denounce(notebook)
    notebook.undo()
    return issue


def _deleted(notebook: Notebook) -> str:
    issue = _recorded(notebook)
    notebook.record([notebook.delete(Table.ISSUES, issue)])
    return issue


def _answers_moved_away(notebook: Notebook) -> str:
    issue = _recorded(notebook)
    other = notebook.state.issues()[0].id
    for answer in notebook.state.answers():
        if answer.issue == issue:
            notebook.record([Edit(Table.ANSWERS, answer.id, {"issue": other})])
    return issue


def _traces(data: bytes) -> list[str]:
    text = data.decode()
    folded = fold(text)
    return [word for word in _TRACES if word in text.lower() or fold(word) in folded]


_STORIES = [
    _recorded,
    _changed_to_it,
    _changed_to_it_and_back,
    _changed_and_undone,
    _undone,
    _deleted,
    _answers_moved_away,
]


@pytest.mark.parametrize("story", _STORIES)
@pytest.mark.parametrize("reopened", [False, True])
def test_no_byte_of_what_is_posted_or_counted_tells_who(
    meeting: Notebook, tmp_path: Path, story: Story, reopened: bool
) -> None:
    issue = story(meeting)
    meeting.record([Edit(Table.SESSION, meeting.state.session.id, {"state": "reading"})])
    if reopened:
        from danvan_tui.ledger.opening import open_notebook

        meeting.close()
        meeting = open_notebook(meeting.folder, write=False)
    for profile in (Profile.PUBLIC, Profile.STATISTICS):
        path = write_export(build_export(meeting, profile, at=AT), tmp_path)
        verdict = verify_file(path)
        assert verdict.whole
        everything = path.read_bytes() + path.name.encode() + verdict.sentence.encode()
        assert _traces(everything) == []
        assert issue.encode() not in everything


@pytest.mark.parametrize("story", _STORIES)
def test_the_office_finds_it_in_the_protected_part_only(meeting: Notebook, story: Story) -> None:
    story(meeting)
    data = build_export(meeting, Profile.OFFICE, at=AT)
    before, mark, protected = data.partition(b'\n  "protected": {')
    assert mark
    assert _traces(before) == []
    assert set(_traces(protected)) == set(_TRACES)
    assert verify(data).whole


def test_what_is_posted_does_not_even_tell_that_there_was_one(meeting: Notebook) -> None:
    before = build_export(meeting, Profile.PUBLIC, at=AT)
    issue = _recorded(meeting)
    assert build_export(meeting, Profile.PUBLIC, at=AT) == before
    meeting.record([Edit(Table.ISSUES, issue, {"kind": "proposal"})])
    assert build_export(meeting, Profile.PUBLIC, at=AT) == before


def test_a_denunciation_counts_and_shows_nothing_else(meeting: Notebook) -> None:
    import json

    before = json.loads(build_export(meeting, Profile.STATISTICS, at=AT))["figures"]
    _recorded(meeting)
    after = json.loads(build_export(meeting, Profile.STATISTICS, at=AT))["figures"]
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"issues", "issues_by_kind"}
    assert after["issues_by_kind"]["denunciation"] == 1


def test_a_full_name_in_other_text_is_not_posted(meeting: Notebook) -> None:
    _recorded(meeting)
    session = meeting.state.session.id
    said = "Công an làm việc với bà LUONG  Thị\nXuyến; lường thị xuyến trình bày."
    meeting.record([Edit(Table.SESSION, session, {"conclusion": said})])
    data = build_export(meeting, Profile.PUBLIC, at=AT)
    assert _traces(data) == []
    assert "Công an làm việc với bà ●●●; ●●● trình bày." in data.decode()


_KIN, _VILLAGE = "Trần Thị Kín", "Thôn Gò Vối"
_SHORT = ["TRAN THI KIN", "chị Thị Kín", "bà Kín", "ba Kin", "T.T.Kín", "Trần-Thị-Kín"]


def _in_the_words(notebook: Notebook, said: str) -> None:
    notebook.record([notebook.new(Table.ISSUES, kind="denunciation", content=said)])


def _listed(notebook: Notebook) -> None:
    add(notebook, Table.ATTENDANCE, name=_KIN, village=_VILLAGE, presence="present")
    _in_the_words(notebook, f"{_KIN}, {_VILLAGE}: tố cáo ông X")


def _listed_and_named_in_short(notebook: Notebook) -> None:
    _in_the_words(notebook, "bà Kín tố cáo ông X")
    add(notebook, Table.ATTENDANCE, name=_KIN, village=_VILLAGE, presence="present")


def _spoke_elsewhere(notebook: Notebook) -> None:
    add(notebook, Table.ISSUES, speaker_name=_KIN, content="Đường hỏng", kind="proposal")
    _in_the_words(notebook, "theo lời tran thi kin thì ông X nhận tiền")


def _on_no_list(notebook: Notebook) -> None:
    _in_the_words(notebook, f"{_KIN}, {_VILLAGE}. Tố cáo ông X")


def _thanked(notebook: Notebook) -> None:
    add(notebook, Table.ATTENDANCE, name=_KIN, presence="listed")
    issue = notebook.new(Table.ISSUES, kind="denunciation", content="Ông X nhận tiền")
    notebook.record([issue])
    add(notebook, Table.ANSWERS, issue=issue.record, content="Cảm ơn bà Kín")


def _told_as_speaker(notebook: Notebook) -> None:
    _denounce(notebook, speaker_name=_KIN)


@pytest.mark.parametrize("short", [_KIN, *_SHORT])
@pytest.mark.parametrize(
    "denounced",
    [
        _listed,
        _listed_and_named_in_short,
        _spoke_elsewhere,
        _on_no_list,
        _thanked,
        _told_as_speaker,
    ],
)
def test_who_is_named_in_secret_words_is_posted_in_no_other(
    meeting: Notebook, denounced: Callable[[Notebook], None], short: str
) -> None:
    denounced(meeting)
    issue = add(meeting, Table.ISSUES, content=f"như {short} nói", village=f"{_KIN}, {_VILLAGE}")
    add(meeting, Table.ANSWERS, issue=issue, content=f"Đã nghe {short}; cụ thể, bà con kín nước")
    public, counted = (
        build_export(meeting, profile, at=AT).decode()
        for profile in (Profile.PUBLIC, Profile.STATISTICS)
    )
    assert "như ●●● nói" in public
    assert "Đã nghe ●●●; cụ thể, bà con kín nước" in public
    assert f"công dân ●●●, {_VILLAGE}" in public
    assert f"●●●, {_VILLAGE}" in counted
    assert _KIN not in counted


def test_who_is_in_no_secret_words_is_posted(meeting: Notebook) -> None:
    _listed(meeting)
    add(meeting, Table.ATTENDANCE, name="Lê Văn Mở", village="Thôn A", presence="present")
    said = "Ông Mở, chị Kiều Thị Lan và ông Trần Văn Bình ở Thôn Gò Vối nói"
    add(meeting, Table.ISSUES, content=said)
    assert said in build_export(meeting, Profile.PUBLIC, at=AT).decode()


def test_a_village_before_secret_words_is_nobody(meeting: Notebook) -> None:
    _in_the_words(meeting, "Thôn Gò Vối, Xã Vạn Thắng: ông X nhận tiền")
    add(meeting, Table.ISSUES, content="Đường thôn Gò Vối")
    assert "Đường thôn Gò Vối" in build_export(meeting, Profile.PUBLIC, at=AT).decode()
