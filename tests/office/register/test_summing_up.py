"""What the register says of a session in short is what its operations add up to."""

from hypothesis import given, settings

from danvan_tui.ledger.conflicts import conflicts
from danvan_tui.ledger.state import State
from danvan_tui.ledger.state_files import summary_of
from danvan_tui.office.register.summing_up import summed_up
from tests.ledger.test_any_conflicts import Step, histories, lived


@settings(max_examples=200, deadline=None)
@given(histories)
def test_the_short_way_says_what_the_long_way_does(history: list[Step]) -> None:
    laptops = lived(history)
    for laptop in laptops:
        state = laptop.state
        summed = summed_up(state.fold.ordered())
        assert (summed.summary, summed.conflicts) == (summary_of(state), len(conflicts(state)))
    union = State(one for laptop in laptops for one in laptop.state.fold.ordered())
    summed = summed_up(union.fold.ordered())
    assert (summed.summary, summed.conflicts) == (summary_of(union), len(conflicts(union)))
