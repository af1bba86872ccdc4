"""Where a promise stands: what its reviews add up to, whatever order they arrive in."""

import itertools
from collections.abc import Sequence
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_tui.model.records import Commitment, CommitmentState, Result, Review
from danvan_tui.model.standing import (
    SETTLED,
    Standing,
    contradicting,
    in_order,
    result_name,
    standing,
)

PROMISE = Commitment(
    id="p", content="Sửa cống", lead_unit="Phòng Kinh tế xã", due="2026-12-15", due_text="15/12"
)
DAYS = ("2026-11-23", "2026-12-01", "2027-01-05")


Said = Result | tuple[Result, dict[str, Any]]


def told(*results: Said) -> Standing:
    """Where the promise stands after these, one after another, each knowing all before."""
    reviews: list[Review] = []
    for number, entry in enumerate(results):
        result, fields = entry if isinstance(entry, tuple) else (entry, {})
        known = [review.id for review in reviews]
        reviews.append(review_of(f"r{number:02}", result, known, **fields))
    return standing(PROMISE, reviews)


def review_of(
    name: str,
    result: Result | None,
    after: Sequence[str],
    **fields: Any,  # noqa: ANN401 - as the record has them
) -> Review:
    values = {"on": DAYS[0], "commitment": "p"} | fields
    return Review(id=name, result=result, after=list(after), **values)


POSTPONED: Said = (Result.POSTPONED, {"due": "2027-03-31", "due_text": "31/3/2027"})
AGAIN: Said = (Result.POSTPONED, {"due": "2027-06-30", "due_text": "30/6/2027"})


def test_without_reviews_it_is_open_as_promised() -> None:
    stands = told()
    assert (stands.state, stands.unit, stands.due) == (
        CommitmentState.OPEN,
        PROMISE.lead_unit,
        PROMISE.due,
    )
    assert stands.is_open
    assert not stands.is_reviewed


def test_what_the_unit_reports_waits_for_the_village() -> None:
    stands = told((Result.REPORTED_DONE, {"on": DAYS[1]}))
    assert stands.state is CommitmentState.REPORTED_DONE
    assert stands.is_open
    assert not stands.is_overdue("2030-01-01")
    assert stands.done_on == DAYS[1]


def test_the_village_closes_it_and_the_day_it_was_reported_counts() -> None:
    stands = told(
        (Result.REPORTED_DONE, {"on": DAYS[0]}),
        (Result.REPORTED_DONE, {"on": DAYS[1]}),
        (Result.CONFIRMED, {"on": DAYS[2]}),
    )
    assert stands.state is CommitmentState.CONFIRMED
    assert not stands.is_open
    assert stands.done_on == DAYS[0]


@pytest.mark.parametrize("result", [Result.CONFIRMED_IN_PART, Result.NOT_AS_PROMISED])
def test_the_village_reopens_what_was_reported(result: Result) -> None:
    stands = told(Result.REPORTED_DONE, result)
    assert stands.state is CommitmentState.IN_PROGRESS
    assert stands.reopened
    assert stands.done_on == ""
    assert stands.is_overdue("2026-12-16")
    assert not told(Result.REPORTED_DONE, result, Result.REPORTED_DONE).reopened


def test_a_postponement_moves_the_deadline_and_is_counted() -> None:
    stands = told(POSTPONED, AGAIN)
    assert (stands.due, stands.due_text, stands.postponed) == ("2027-06-30", "30/6/2027", 2)
    assert stands.state is CommitmentState.OPEN


def test_the_same_new_deadline_said_twice_is_one_postponement() -> None:
    assert told(POSTPONED, POSTPONED).postponed == 1


@pytest.mark.parametrize(
    "before", [Result.REPORTED_DONE, Result.CONFIRMED, Result.NOT_DONE, Result.CANCELLED]
)
def test_who_gets_more_time_still_owes_it(before: Result) -> None:
    stands = told(before, POSTPONED)
    assert stands.state is CommitmentState.IN_PROGRESS
    assert stands.done_on == ""
    assert stands.is_overdue("2027-04-01")


def test_another_unit_takes_it_over() -> None:
    stands = told((Result.REASSIGNED, {"unit": "Điện lực"}))
    assert (stands.state, stands.unit) == (CommitmentState.REASSIGNED, "Điện lực")
    assert stands.is_open


@pytest.mark.parametrize("result", [Result.NOTED, Result.NOT_REVIEWED])
def test_remarks_leave_it_where_it_stands(result: Result) -> None:
    with_remark, without = told(Result.REPORTED_DONE, result), told(Result.REPORTED_DONE)
    assert (with_remark.state, with_remark.done_on) == (without.state, without.done_on)
    assert told(Result.NOT_AS_PROMISED, result).reopened


def test_not_reviewed_is_no_review() -> None:
    assert not told(Result.NOT_REVIEWED).is_reviewed
    assert told(Result.NOTED).is_reviewed


def test_an_old_percentage_does_not_outlive_the_report() -> None:
    assert told((Result.IN_PROGRESS, {"progress": 60})).progress == 60
    assert told((Result.IN_PROGRESS, {"progress": 60}), Result.NOTED).progress == 60
    assert told((Result.IN_PROGRESS, {"progress": 60}), Result.REPORTED_DONE).progress is None


def test_two_who_did_not_know_each_other_disagree_until_a_third_decides() -> None:
    yes = review_of("a", Result.CONFIRMED, [])
    no = review_of("b", Result.NOT_AS_PROMISED, [])
    assert {one.id for one in standing(PROMISE, [yes, no]).disagreeing} == {"a", "b"}
    assert contradicting(yes, [yes, no]) == [no]
    decided = review_of("c", Result.CONFIRMED, ["a", "b"])
    after = standing(PROMISE, [decided, no, yes])
    assert after.disagreeing == ()
    assert after.state is CommitmentState.CONFIRMED


def test_two_deadlines_in_words_disagree_as_two_days_do() -> None:
    tet = review_of("a", Result.POSTPONED, [], due_text="sau Tết")
    harvest = review_of("b", Result.POSTPONED, [], due_text="sau mùa gặt")
    assert {one.id for one in standing(PROMISE, [tet, harvest]).disagreeing} == {"a", "b"}
    assert contradicting(tet, [harvest]) == [harvest]
    dated = review_of("c", Result.POSTPONED, [], due="2027-03-31", due_text="31/3")
    same = review_of("d", Result.POSTPONED, [], due="2027-03-31", due_text="cuối tháng 3")
    assert standing(PROMISE, [dated, same]).disagreeing == ()


def test_what_the_village_confirmed_stays_confirmed_though_the_unit_reports_late() -> None:
    stands = told((Result.CONFIRMED, {"on": DAYS[0]}), (Result.REPORTED_DONE, {"on": DAYS[1]}))
    assert stands.state is CommitmentState.CONFIRMED
    assert stands.done_on == DAYS[0]
    assert told(Result.CONFIRMED, Result.NOT_AS_PROMISED).reopened
    again = told(Result.CONFIRMED, Result.NOT_AS_PROMISED, Result.REPORTED_DONE)
    assert again.state is CommitmentState.REPORTED_DONE


def test_a_remark_decides_nothing_between_two_who_disagree() -> None:
    yes, no = review_of("a", Result.CONFIRMED, []), review_of("b", Result.NOT_DONE, [])
    remark = review_of("c", Result.NOTED, ["a", "b"])
    assert len(standing(PROMISE, [yes, no, remark]).disagreeing) == 2


def test_two_who_say_the_same_do_not_disagree() -> None:
    both = [review_of("a", Result.CONFIRMED, []), review_of("b", Result.CONFIRMED, [])]
    assert standing(PROMISE, both).disagreeing == ()
    assert contradicting(both[0], both) == []


def test_what_is_only_listed_says_nothing() -> None:
    assert standing(PROMISE, [review_of("a", None, [])]) == standing(PROMISE, [])


def test_thousands_of_reviews_one_after_another_are_folded() -> None:
    chain = [review_of(f"{n:05}", Result.NOTED, [f"{n - 1:05}"]) for n in range(1, 3000)]
    assert [one.id for one in in_order(reversed(chain))] == [one.id for one in chain]


def test_every_result_has_a_name() -> None:
    assert len({result_name(result) for result in Result}) == len(Result)


@st.composite
def histories(draw: st.DrawFn) -> list[Review]:
    """Reviews whose writers knew some of those before them, and all that these knew."""
    reviews: list[Review] = []
    for number in range(draw(st.integers(0, 8))):
        seen = draw(st.sets(st.sampled_from(reviews).map(lambda one: one.id))) if reviews else set()
        known = seen | {more for one in reviews if one.id in seen for more in one.after}
        result = draw(st.sampled_from([None, *Result]))
        fields: dict[str, Any] = {"on": draw(st.sampled_from(DAYS))}
        if result is Result.POSTPONED:
            fields[draw(st.sampled_from(["due", "due_text"]))] = draw(st.sampled_from(DAYS))
        if result is Result.REASSIGNED:
            fields["unit"] = draw(st.sampled_from(["Công an xã", "Điện lực"]))
        name = f"{draw(st.integers(0, 9))}-{number}"  # ids in no order of their own
        reviews.append(review_of(name, result, sorted(known), **fields))
    return reviews


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_never_matters(reviews: list[Review], chance: Random) -> None:
    shuffled = list(reviews)
    chance.shuffle(shuffled)
    twice = [*shuffled, *reviews]
    assert standing(PROMISE, shuffled) == standing(PROMISE, reviews) == standing(PROMISE, twice)


@given(histories())
def test_each_stands_behind_those_its_writer_knew(reviews: list[Review]) -> None:
    ordered = [one.id for one in in_order(reviews)]
    assert sorted(ordered) == sorted(one.id for one in reviews)
    for review in reviews:
        assert all(ordered.index(known) < ordered.index(review.id) for known in review.after)


@given(
    st.lists(st.tuples(st.integers(0, 5), st.lists(st.integers(0, 5))), max_size=6),
    st.randoms(use_true_random=False),
)
def test_a_circle_made_by_hand_is_cut_the_same_everywhere(
    made: list[tuple[int, list[int]]], chance: Random
) -> None:
    reviews = [
        review_of(str(name), Result.NOTED, [str(one) for one in after])
        for name, after in dict(made).items()
    ]
    shuffled = list(reviews)
    chance.shuffle(shuffled)
    assert in_order(shuffled) == in_order(reviews)


@given(histories())
def test_the_fold_equals_a_plain_recount(reviews: list[Review]) -> None:
    ordered = in_order(one for one in reviews if one.result)
    stands = standing(PROMISE, reviews)
    assert list(stands.reviews) == ordered
    assert stands.state is recounted_state([one.result for one in ordered])
    moved = [one for one in ordered if one.result is Result.POSTPONED]
    dues = [PROMISE.due, *(one.due or one.due_text for one in moved)]
    assert (stands.due or stands.due_text) == dues[-1]
    assert stands.postponed == sum(a != b for a, b in itertools.pairwise(dues))
    units = [PROMISE.lead_unit, *(one.unit for one in ordered if one.result is Result.REASSIGNED)]
    assert stands.unit == units[-1]
    assert bool(stands.done_on) == (
        stands.state in {CommitmentState.REPORTED_DONE, CommitmentState.CONFIRMED}
    )
    assert stands.is_open == (stands.state not in SETTLED)
    assert (len(stands.disagreeing) > 1) == recounted_disagreement(reviews)


def recounted_state(results: list[Result | None]) -> CommitmentState:
    """The state by its last word, looked for from the end."""
    last = {
        Result.IN_PROGRESS: CommitmentState.IN_PROGRESS,
        Result.REPORTED_DONE: CommitmentState.REPORTED_DONE,
        Result.CONFIRMED: CommitmentState.CONFIRMED,
        Result.CONFIRMED_IN_PART: CommitmentState.IN_PROGRESS,
        Result.NOT_AS_PROMISED: CommitmentState.IN_PROGRESS,
        Result.NOT_DONE: CommitmentState.NOT_DONE,
        Result.REASSIGNED: CommitmentState.REASSIGNED,
        Result.CANCELLED: CommitmentState.CANCELLED,
    }
    said = [one for one in results if one in last or one is Result.POSTPONED]
    while said[-1:] == [Result.REPORTED_DONE] and Result.CONFIRMED in said:
        before = [one for one in said if one is not Result.REPORTED_DONE]
        if before[-1] is not Result.CONFIRMED:
            break
        said.pop()  # the village had said so before
    postponed_since = False
    for result in reversed(said):
        if result is Result.POSTPONED:
            postponed_since = True
        elif result in last:
            owed = last[result] in {CommitmentState.IN_PROGRESS, CommitmentState.REASSIGNED}
            return last[result] if owed or not postponed_since else CommitmentState.IN_PROGRESS
    return CommitmentState.OPEN


def recounted_disagreement(reviews: list[Review]) -> bool:
    silent = {None, Result.NOTED, Result.NOT_REVIEWED}
    said = [one for one in reviews if one.result not in silent]
    last = [one for one in said if not any(one.id in other.after for other in said)]
    words = {(one.result, one.due or one.due_text, one.unit) for one in last}
    return len(words) > 1
