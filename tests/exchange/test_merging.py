"""Two notes of one meeting become one: nothing lost, nothing twice, a person says what is one."""

from pathlib import Path

import pytest

from danvan_tui.exchange.errors import MergeError
from danvan_tui.exchange.matching import Proposal, proposals
from danvan_tui.exchange.merging import merge_sessions
from danvan_tui.ledger.closing import close_session, seal_holds
from danvan_tui.ledger.conflicts import choose, conflicts
from danvan_tui.ledger.errors import ClosedError, ReadOnlyError
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.ledger.state import State
from danvan_tui.model.catalogue import load_catalogues
from danvan_tui.model.folders import shipped_data
from danvan_tui.model.records import DENUNCIATION, Table
from danvan_tui.wording.sentences import Sentences
from tests.exchange.notes import all_proposed, attend, begun
from tests.ledger.sessions import NOW, add, change, say, seen
from tests.ledger.test_taking_in import tells

# Two sessions that are one meeting


def test_the_same_people_and_opinions_are_proposed(ours: Notebook, theirs: Notebook) -> None:
    lan = attend(ours, "Kiều Thị Lan", village="Nà Pù", birth_year=1961)
    other_lan = attend(theirs, "Kiều Thị Lan", village="bản Nà Pù", birth_year=1961)
    attend(ours, "Lò Văn Ơn", village="Nà Pù", birth_year=1950)
    attend(theirs, "Lò Văn Ơn", village="Nà Pù", birth_year=1990)
    attend(theirs, "Sùng A Chua", village="Nà Pù")
    road = say(ours, "Đường liên thôn hỏng nặng, xe không đi được", speaker=lan)
    other_road = say(theirs, "Đường liên thôn hỏng, đề nghị xã sửa", speaker=other_lan)
    say(ours, "Mất điện về đêm")
    say(theirs, "Thiếu nước sạch mùa khô")
    found = proposals(ours.state, theirs.state)
    pairs = {(one.table, one.ours, one.theirs): one for one in found}
    assert (Table.ISSUES, road, other_road) in pairs
    assert pairs[Table.ATTENDANCE, lan, other_lan].is_sure
    assert not any(one.is_sure for one in found if one.ours != lan)
    assert len([one for one in found if one.table is Table.ISSUES]) == 1


def test_a_speaker_on_no_list_is_the_same_by_name(ours: Notebook, theirs: Notebook) -> None:
    here = say(ours, "Loa phường không nghe được", speaker_name="Bà Lan")
    there = say(theirs, "Loa truyền thanh không nghe rõ", speaker_name="ba lan")
    say(theirs, "Rác chưa ai thu gom", speaker_name="Bà Lan")
    (found,) = proposals(ours.state, theirs.state)
    assert (found.ours, found.theirs) == (here, there)


def test_every_record_is_in_one_proposal_at_most(ours: Notebook, theirs: Notebook) -> None:
    for content in ("Đường vào bản hỏng", "Đường vào bản hỏng nặng"):
        say(ours, content)
        say(theirs, content)
    found = proposals(ours.state, theirs.state)
    assert len(found) == len({one.ours for one in found}) == len({one.theirs for one in found}) == 2


def filled(theirs: Notebook) -> dict[str, str]:
    """Another note-taker's session with something of everything."""
    lan = attend(theirs, "Kiều Thị Lan", village="Nà Pù", phone="0912345678", presence="present")
    road = say(theirs, "Đường liên thôn hỏng", speaker=lan, kind="proposal", village="Nà Pù")
    light = say(theirs, "Mất điện về đêm", speaker_name="Ông Páo", same_as=road)
    answer = add(theirs, Table.ANSWERS, issue=road, content="Xã ghi nhận", by="Chủ tịch")
    promise = add(
        theirs, Table.COMMITMENTS, issue=road, content="Sửa đường", due="2026-12-15", lead_unit="Xã"
    )
    review = add(
        theirs, Table.REVIEWS, commitment=promise, issue=road, result="not_done", reason="mưa"
    )
    duty = add(theirs, Table.DUTIES, clock="reply", issue=light, on="2026-11-23")
    return {
        "lan": lan,
        "road": road,
        "light": light,
        "answer": answer,
        "promise": promise,
        "review": review,
        "duty": duty,
    }


def test_what_is_not_here_is_taken_over_under_its_own_ids(ours: Notebook, theirs: Notebook) -> None:
    ids = filled(theirs)
    say(ours, "Thiếu nước sạch")
    before = theirs.state.fold.rows[Table.ISSUES]
    merge_sessions(ours, theirs, {})
    rows = ours.state.fold.rows
    for table in (Table.ATTENDANCE, Table.ANSWERS, Table.COMMITMENTS, Table.REVIEWS, Table.DUTIES):
        assert {*theirs.state.fold.rows[table]} <= {*rows[table]}
    road, light = rows[Table.ISSUES][ids["road"]], rows[Table.ISSUES][ids["light"]]
    assert (road["speaker"], road["number"], light["same_as"]) == (ids["lan"], 2, ids["road"])
    promise = ours.state.commitments()[0]
    assert (promise.due, promise.first_due) == ("2026-12-15", "2026-12-15")
    session = ours.state.session
    assert (session.place, session.chair) == ("Nhà văn hóa", "Trần Minh Đức")
    assert "Hà" in {operation.by for operation in ours.state.fold.ordered()}
    assert theirs.state.fold.rows[Table.ISSUES] == before
    assert theirs.state.session.merged_into == session.id
    assert conflicts(ours.state) == []


def test_taking_over_again_changes_nothing_and_what_grew_comes_too(
    ours: Notebook, theirs: Notebook
) -> None:
    ids = filled(theirs)
    merge_sessions(ours, theirs, {})
    before = seen(ours.state.fold)
    assert merge_sessions(ours, theirs, all_proposed(ours, theirs)).operations == ()
    assert seen(ours.state.fold) == before
    change(theirs, ids["road"], content="Đường liên thôn hỏng nặng")
    late = say(theirs, "Nhà trẻ dột")
    merge_sessions(ours, theirs, {})
    shown = {one.id: one.content for one in ours.state.issues()}
    assert shown[ids["road"]] == "Đường liên thôn hỏng nặng"
    assert shown[late] == "Nhà trẻ dột"
    assert conflicts(ours.state) == []


def test_what_is_the_same_waits_to_be_chosen_where_it_was_written_otherwise(
    ours: Notebook, theirs: Notebook
) -> None:
    ids = filled(theirs)
    lan = attend(ours, "Kiều Thị Lan", village="Nà Pù")
    road = say(ours, "Đường liên thôn hỏng, xin sửa", speaker=lan, kind="proposal")
    answer = add(ours, Table.ANSWERS, issue=road, content="Xã ghi nhận")
    same = all_proposed(ours, theirs)
    assert same == {
        (Table.ATTENDANCE, ids["lan"]): lan,
        (Table.ISSUES, ids["road"]): road,
        (Table.ANSWERS, ids["answer"]): answer,
    }
    merge_sessions(ours, theirs, same)
    assert [one.phone for one in ours.state.attendance()] == ["0912345678"]
    assert ours.state.attendance()[0].presence == "present"
    assert ours.state.answers()[0].by == "Chủ tịch"
    assert ours.state.commitments()[0].issue == road
    assert ours.state.issues()[0].taken_from == [ids["road"]]
    (choice,) = conflicts(ours.state)
    assert {(one.by, one.values[0][1]) for one in choice.alternatives} == {
        ("Mai", "Đường liên thôn hỏng, xin sửa"),
        ("Hà", "Đường liên thôn hỏng"),
    }
    choose(ours, choice, 1)
    assert merge_sessions(ours, theirs, {}).operations == ()
    change(theirs, ids["road"], content="Đường liên thôn hỏng nặng")
    assert merge_sessions(ours, theirs, {}).conflicts in (0, 1)
    assert proposals(ours.state, theirs.state) == []


def test_a_third_note_taker_is_matched_like_the_second(
    shelf: Shelf, ours: Notebook, theirs: Notebook
) -> None:
    third = begun(shelf, "Páo")
    road = say(ours, "Đường liên thôn hỏng")
    others = [say(notebook, "Đường liên thôn hỏng nặng") for notebook in (theirs, third)]
    for notebook in (theirs, third):
        same = all_proposed(ours, notebook)
        assert list(same.values()) == [road]
        merge_sessions(ours, notebook, same)
    assert ours.state.issues()[0].taken_from == others
    third.close()


def test_every_word_of_theirs_is_reachable_here(ours: Notebook, theirs: Notebook) -> None:
    filled(theirs)
    say(ours, "Đường liên thôn hỏng, xin sửa")
    merge_sessions(ours, theirs, all_proposed(ours, theirs))
    here = {
        str(value)
        for operation in ours.state.fold.operations.values()
        for one in operation.changes
        for value in one.fields.values()
    }
    for table in (Table.ISSUES, Table.ANSWERS, Table.COMMITMENTS, Table.REVIEWS, Table.ATTENDANCE):
        for row in theirs.state.fold.rows[table].values():
            words = [str(value) for name, value in row.items() if name in ("content", "note", "by")]
            assert {*words} <= here


# What the history says of it


def test_what_was_put_together_is_told_as_that_and_each_with_when_it_was_written(
    tmp_path: Path,
) -> None:
    minutes = iter(range(59))
    shelf = Shelf(tmp_path / "data", clock=lambda: NOW.replace(minute=next(minutes)))
    ours, theirs = (begun(shelf, person) for person in ("Páo", "Lan"))
    road = say(ours, "Đường liên thôn hỏng, xin sửa")
    other = say(theirs, "Đường liên thôn hỏng nặng")
    written = theirs.state.fold.ordered()[-1].at
    say(theirs, "Nhà trẻ dột")
    say(theirs, "Mất điện về đêm")
    same = {(Table.ISSUES, other): road}
    merged = merge_sessions(ours, theirs, same, "Ghép hai bản ghi")
    entries = [ours.state.fold.operations[one] for one in merged.operations]
    sentences = Sentences(ours.state, load_catalogues(shipped_data(), None))
    told = {sentences.of(entry): (entry.by, entry.at) for entry in entries}
    assert not [one for one in told if "split" in one]
    (found,) = [one for one in told if "found to be the same" in one]
    assert found == (
        "opinion 1: found to be the same in the notes of somebody else; reason: Ghép hai bản ghi"
    )
    assert told[found][0] == "Páo"
    assert told[found][1] > max(one.at for one in theirs.state.fold.ordered()[:-1])
    (text,) = [one for one in told if "Đường liên thôn hỏng nặng" in one]
    assert told[text] == ("Lan", written)
    assert text.endswith("reason: Páo: Ghép hai bản ghi")
    (choice,) = conflicts(ours.state)
    assert ("Lan", written) in {(one.by, one.at) for one in choice.alternatives}
    for notebook in (ours, theirs):
        notebook.close()


# What the law protects

NAME, WORDS = "Sùng Thị Pàng", "Trưởng bản nhận tiền của dân nghèo"


@pytest.mark.parametrize("closed", [False, True])
@pytest.mark.parametrize("marks", ["ours", "theirs"])
def test_what_one_marked_and_the_other_wrote_openly_stands_openly_in_neither(
    ours: Notebook, theirs: Notebook, marks: str, closed: bool
) -> None:
    for notebook in (ours, theirs):
        issue = say(notebook, WORDS, speaker_name=NAME, kind="report")
        add(notebook, Table.ANSWERS, issue=issue, content=f"Cảm ơn bà {NAME}, sẽ xem")
        if notebook is (ours if marks == "ours" else theirs):
            change(notebook, issue, kind=DENUNCIATION)
    if closed:
        close_session(theirs, "chưa rõ")
    same = all_proposed(ours, theirs)
    assert len(same) == 2
    merge_sessions(ours, theirs, same)
    for notebook in (ours, theirs):
        folder = notebook.folder
        notebook.close()
        assert [name for name in tells(folder) if name != "x"] == []
        assert WORDS.encode() not in b"".join(
            path.read_bytes() for path in folder.iterdir() if not path.name.startswith("protected")
        )
    assert seal_holds(theirs.state) == closed


def test_a_denunciation_only_they_have_is_as_secret_here(ours: Notebook, theirs: Notebook) -> None:
    issue = say(theirs, WORDS, speaker_name=NAME, kind=DENUNCIATION)
    change(theirs, issue, kind="report")
    add(theirs, Table.COMMITMENTS, issue=issue, content=f"Gọi {NAME}")
    say(theirs, "Đường hỏng")
    merge_sessions(ours, theirs, {})
    assert ours.state.protected_speaker(issue).speaker_name == NAME
    assert ours.state.protected_speaker(issue).kind == "report"
    folder = ours.folder
    ours.close()
    assert tells(folder) == []
    open_words = (folder / "session.json").read_text(encoding="utf-8")
    assert "Đường hỏng" in open_words


def test_what_is_proposed_of_a_denunciation_says_nothing(ours: Notebook, theirs: Notebook) -> None:
    say(ours, WORDS, speaker_name=NAME, kind=DENUNCIATION)
    say(theirs, WORDS, speaker_name=NAME)
    (one,) = proposals(ours.state, theirs.state)
    assert isinstance(one, Proposal)
    assert "Pàng" not in repr(one)


# What is refused


def test_closed_minutes_take_over_for_a_reason_only(ours: Notebook, theirs: Notebook) -> None:
    say(theirs, "Thiếu nước", kind="report")
    say(ours, "Đường hỏng", kind="report")
    close_session(ours)
    before = seen(theirs.state.fold)
    with pytest.raises(ClosedError):
        merge_sessions(ours, theirs, {})
    assert seen(theirs.state.fold) == before
    merge_sessions(ours, theirs, {}, "hai thư ký cùng ghi")
    assert len(ours.state.issues()) == 2
    assert seal_holds(ours.state)


def test_closed_notes_may_say_where_they_went(ours: Notebook, theirs: Notebook) -> None:
    say(theirs, "Thiếu nước", kind="report")
    close_session(theirs)
    merge_sessions(ours, theirs, {})
    assert theirs.state.session.merged_into == ours.state.session.id
    assert seal_holds(theirs.state)


def test_a_meeting_has_one_session_that_holds_all_of_it(
    shelf: Shelf, ours: Notebook, theirs: Notebook
) -> None:
    third = begun(shelf, "Páo")
    with pytest.raises(MergeError):
        merge_sessions(ours, ours, {})
    merge_sessions(ours, theirs, {})
    for pair in ((third, theirs), (theirs, third)):
        with pytest.raises(MergeError):
            merge_sessions(*pair, {})
    assert third.state.session.merged_into == ""
    third.close()


def test_nothing_is_taken_over_where_somebody_else_writes(
    shelf: Shelf, ours: Notebook, theirs: Notebook
) -> None:
    say(theirs, "Thiếu nước")
    second = shelf.open(theirs.folder.name)
    before = seen(ours.state.fold)
    with pytest.raises(ReadOnlyError):
        merge_sessions(ours, second, {})
    assert seen(ours.state.fold) == before


def test_an_interrupted_taking_over_goes_on_where_it_ended(
    ours: Notebook, theirs: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(theirs)
    say(theirs, WORDS, speaker_name=NAME, kind=DENUNCIATION)
    whole = State(ours.state.fold.ordered())
    real, left = Notebook.write, iter(range(1))

    def cut(self: Notebook, entry: object) -> None:
        if next(left, None) is None:
            raise KeyboardInterrupt
        real(self, entry)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(Notebook, "write", cut)
        with pytest.raises(KeyboardInterrupt):
            merge_sessions(ours, theirs, {})
    merge_sessions(ours, theirs, {})
    assert len(ours.state.issues()) == 3
    assert all(issue.number for issue in ours.state.issues())
    assert len(whole.issues()) == 0
    assert conflicts(ours.state) == []
