"""Who counts as here, which head counts disagree, who shares a matter, what is still open."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from danvan_tui.model.records import (
    Answer,
    Attendee,
    Commitment,
    Issue,
    Presence,
)
from danvan_tui.model.rules import (
    TOTAL,
    Disagreement,
    OpenPoints,
    attended,
    beyond_list,
    came,
    disagreements,
    listed,
    open_points,
    present,
    same_matter,
    toggle_presence,
)

XA, VOI = "Thôn Văn Xá", "Thôn Gò Vối"
_ids = itertools.count()


def _named(village: str = XA, presence: Presence = Presence.PRESENT, left: str = "") -> Attendee:
    return Attendee(id=f"a{next(_ids)}", name="Lê A", village=village, presence=presence, left=left)


def _heads(count: int, village: str = "", group: str = "", arrived: str = "") -> Attendee:
    return Attendee(
        id=f"h{next(_ids)}",
        count=count,
        village=village,
        group=group,
        presence=Presence.PRESENT,
        arrived=arrived,
    )


def _all(count: int, village: str = "", counted_at: str = "") -> Attendee:
    return _heads(count, village, TOTAL, counted_at)


def test_names_and_groups_add_up_and_a_total_adds_nothing() -> None:
    attendance = [_named(), _named(VOI), _heads(12, VOI), _heads(6, VOI, "village_leaders")]
    assert present(attendance) == 20
    assert present([*attendance, _all(85), _all(19, VOI)]) == 20


def test_the_list_is_as_long_as_it_has_names_whoever_is_here() -> None:
    named = [_named(presence=presence) for presence in Presence]
    assert listed([*named, _heads(25, VOI), _all(90)]) == 3


def test_who_left_or_never_came_is_not_here() -> None:
    gone = Attendee(id="g", count=7, presence=Presence.LEFT)
    absent = [_named(presence=Presence.LISTED), _named(presence=Presence.LEFT), gone]
    assert present([*absent, _named()]) == 1
    assert sum(map(came, absent)) == 8


def test_a_total_that_is_not_what_is_listed_disagrees() -> None:
    attendance = [_named(), _named(), _heads(12, VOI)]
    assert disagreements([*attendance, _all(14)]) == []
    assert disagreements([*attendance, _all(16)]) == [Disagreement("", 16, 14)]
    assert disagreements([*attendance, _all(13)]) == [Disagreement("", 13, 14)]


def test_a_total_of_a_village_is_compared_with_that_village() -> None:
    attendance = [_named(), _named(VOI), _heads(12, VOI)]
    assert disagreements([*attendance, _all(13, VOI), _all(1, XA)]) == []
    assert disagreements([*attendance, _all(15, VOI)]) == [Disagreement(VOI, 15, 13)]


def test_a_village_may_be_spelled_otherwise_where_the_caller_knows_better() -> None:
    def by_end(village: str, other: str) -> bool:
        return village[-3:] == other[-3:]

    attendance = [_named("Gò Vối"), _all(1, VOI)]
    assert disagreements([*attendance, _named(VOI)], by_end) == [Disagreement(VOI, 1, 2)]
    assert disagreements(attendance, by_end) == []


def test_leaving_after_the_count_is_no_disagreement_and_leaving_before_is() -> None:
    left_at_ten = [_named(), _named(presence=Presence.LEFT, left="10:00")]
    assert disagreements([*left_at_ten, _all(2, counted_at="09:00")]) == []
    assert disagreements([*left_at_ten, _all(1, counted_at="09:00")]) == []
    assert disagreements([*left_at_ten, _all(2, counted_at="11:00")]) == [Disagreement("", 2, 1)]


def test_a_total_alone_has_nothing_to_disagree_with() -> None:
    assert disagreements([_all(85), _named(presence=Presence.LISTED)]) == []


_villages = st.sampled_from(["", XA, VOI])
_attendees = st.one_of(
    st.builds(_named, _villages, st.sampled_from(Presence)),
    st.builds(_heads, st.integers(0, 30), _villages, st.sampled_from(["", "citizens"])),
)
_attendance = st.lists(_attendees, max_size=12)
_totals = st.lists(st.builds(_all, st.integers(0, 60), _villages), max_size=3)


@given(_attendance)
def test_counting_what_is_listed_never_disagrees(attendance: list[Attendee]) -> None:
    totals = [
        _all(present(person for person in attendance if village in ("", person.village)), village)
        for village in ("", XA, VOI)
    ]
    assert disagreements([*attendance, *totals]) == []


@given(_attendance, _totals)
def test_totals_never_change_who_is_here(
    attendance: list[Attendee], totals: list[Attendee]
) -> None:
    assert present([*attendance, *totals]) == present(attendance)


@given(_attendance, st.integers(0, 60))
def test_with_the_heads_beyond_the_list_everybody_counts_once(
    attendance: list[Attendee], counted: int
) -> None:
    listed = sum(map(came, attendance))
    assert attended([*attendance, _all(counted)]) == max(listed, counted)


@given(_attendance, _totals)
def test_the_order_of_counting_changes_nothing(
    attendance: list[Attendee], totals: list[Attendee]
) -> None:
    forth, back = [*attendance, *totals], [*attendance, *totals][::-1]
    assert sum(beyond_list(forth).values()) == sum(beyond_list(back).values())


def test_heads_beyond_the_list_stand_where_they_were_counted() -> None:
    attendance = [_named(), _named(VOI), _all(10, VOI), _all(25)]
    assert beyond_list(attendance) == {VOI: 9, "": 14}


def test_ticking_brings_in_and_lets_go() -> None:
    steps = [toggle_presence(_named(presence=before)) for before in Presence]
    assert steps == [Presence.PRESENT, Presence.LEFT, Presence.PRESENT]


def _issue(record: str, same_as: str = "", **more: object) -> Issue:
    given: dict[str, object] = {"speaker": record, "same_as": same_as} | more
    return Issue(id=record, **given)  # type: ignore[arg-type]


def test_repetitions_of_repetitions_stand_behind_one_matter() -> None:
    issues = [
        _issue("a", people=3),
        _issue("b", same_as="a"),
        _issue("c", same_as="b"),
        _issue("d"),
    ]
    assert same_matter(issues) == {"a": 5, "b": 5, "c": 5, "d": 1}


def test_a_speaker_who_says_it_twice_counts_once() -> None:
    assert same_matter([_issue("a"), _issue("b", same_as="a", speaker="a")]) == {"a": 1, "b": 1}
    typed = {"speaker": "", "speaker_name": "Lê A", "village": XA}
    said = [_issue("a", **typed), _issue("b", same_as="a", **typed, people=4)]
    assert same_matter(said) == {"a": 4, "b": 4}
    nobody = [_issue("a", speaker=""), _issue("b", same_as="a", speaker="")]
    assert same_matter(nobody) == {"a": 2, "b": 2}


def test_repetitions_of_one_opinion_of_another_session_belong_together() -> None:
    assert same_matter([_issue("a", same_as="x"), _issue("b", same_as="x")]) == {"a": 2, "b": 2}


def test_opinions_that_repeat_each_other_are_one_matter() -> None:
    circle = [_issue("a", same_as="c"), _issue("b", same_as="a"), _issue("c", same_as="b")]
    assert same_matter([*circle, _issue("d", same_as="d")]) == {"a": 3, "b": 3, "c": 3, "d": 1}


def test_nothing_is_tied_to_a_denunciation() -> None:
    secret = _issue("s", people=2, protected=True)
    issues = [secret, _issue("a", same_as="s"), _issue("b", same_as="s")]
    assert same_matter(issues) == {"s": 2, "a": 1, "b": 1}


_named_ids = st.sampled_from("abcdef")
_issues = st.dictionaries(
    _named_ids,
    st.tuples(st.sampled_from(["", *"abcdefxy"]), st.none() | st.integers(-1, 12), _named_ids),
).map(
    lambda given: [
        _issue(record, same_as, people=people, speaker=speaker)
        for record, (same_as, people, speaker) in given.items()
    ]
)


@given(_issues)
def test_whoever_is_tied_has_the_same_number_and_at_least_his_own(issues: list[Issue]) -> None:
    behind = same_matter(issues)
    assert behind.keys() == {issue.id for issue in issues}
    for issue in issues:
        assert behind[issue.id] >= max(issue.people or 1, 1)
        assert behind[issue.id] == behind.get(issue.same_as, behind[issue.id])
    assert same_matter(issues[::-1]) == behind


def test_what_is_open_is_what_nothing_settled() -> None:
    issues = [
        _issue("open", kind="proposal"),
        _issue("answered", kind="proposal", field="roads", assumed=["kind", "field"]),
        _issue("promised", kind="proposal"),
        _issue("referred", kind="report", referred_to="Điện lực"),
        _issue("settled", resolved="2026-11-22"),
        _issue("excused", kind="report", unanswered="chờ tỉnh trả lời"),
        _issue("secret", kind="denunciation", protected=True, assumed=["kind"]),
    ]
    answers = [Answer(id="1", issue="answered")]
    promises = [
        Commitment(id="1", issue="promised", lead_unit="Công an xã", due_how="thường xuyên"),
        Commitment(id="2", unit_unclear="chưa giao", due="2026-12-01"),
        Commitment(id="3", due_text="sớm"),
        Commitment(id="4", lead_unit="Công an xã", due_unclear="chờ tỉnh"),
    ]
    assert open_points(issues, answers, promises) == OpenPoints(
        unanswered=1, without_unit=1, without_deadline=1, without_kind=1, unconfirmed=1
    )


def test_nothing_said_leaves_nothing_open() -> None:
    assert open_points([], [], []) == OpenPoints()
