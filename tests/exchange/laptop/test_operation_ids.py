"""Sets of operation ids written as runs are exactly the sets they stand for."""

from hypothesis import given
from hypothesis import strategies as st

from danvan_tui.exchange.laptop.operation_ids import covers, ids_of, union

_IDS = st.one_of(
    st.builds("{}.{}".format, st.sampled_from(["a1", "b2", ""]), st.integers(0, 12)),
    st.sampled_from(["a1", "a1.", "a1.01", "a1.x", "a1.-1", ".", "", "a1.²", "a.1.2", "a1.99999"]),
)
_SETS = st.sets(_IDS, max_size=14)


@given(_SETS, _SETS, _SETS)
def test_a_part_is_covered_exactly_where_it_is_a_subset(
    first: set[str], second: set[str], part: set[str]
) -> None:
    whole = union([ids_of(first), ids_of(second)])
    assert covers(whole, ids_of(part)) == (part <= first | second)
    assert covers(whole, ids_of(first | second))


@given(_SETS)
def test_the_order_in_which_they_come_says_nothing(ids: set[str]) -> None:
    assert ids_of(sorted(ids)) == ids_of(sorted(ids, reverse=True)) == union([ids_of(ids)])
