"""The same operations give the same state, and nothing said is lost on the way."""

from collections.abc import Callable
from pathlib import Path
from tempfile import gettempdir

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from danvan_tui.ledger.errors import InvalidChangeError, NothingToUndoError
from danvan_tui.ledger.fold import DELETED, Fold
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.model.records import Table, Value
from tests.ledger.sessions import in_memory, seen

ISSUES = ("i1", "i2")
NOWHERE = Path(gettempdir())  # nothing is written there

_values: st.SearchStrategy[dict[str, Value]] = st.dictionaries(
    st.sampled_from(["content", "speaker_name", "kind", "people"]), st.just(None), max_size=3
).flatmap(
    lambda fields: st.fixed_dictionaries(
        {
            name: {
                "people": st.one_of(st.none(), st.integers(1, 3)),
                "kind": st.sampled_from(["proposal", "question", "denunciation", None]),
            }.get(name, st.sampled_from(["a", "b", None]))
            for name in fields
        }
    )
)
_edits = st.builds(Edit, st.just(Table.ISSUES), st.sampled_from(ISSUES), _values)
_deletions = st.builds(
    Edit, st.just(Table.ISSUES), st.sampled_from(ISSUES), st.just({DELETED: True})
)
_entries = st.lists(st.one_of(_edits, _edits, _deletions), min_size=1, max_size=2)
_steps = st.one_of(
    _entries, _entries, st.sampled_from(["undo", "redo"]), st.sampled_from([0, 1, 2])
)
_histories = st.lists(st.tuples(st.sampled_from([0, 1, 2]), _steps), max_size=14)


def record(notebook: Notebook, edits: list[Edit]) -> bool:
    return _done(notebook, lambda: notebook.prepare(edits))


def undo(notebook: Notebook) -> bool:
    return _done(notebook, notebook.prepare_undo)


def redo(notebook: Notebook) -> bool:
    return _done(notebook, notebook.prepare_redo)


def _done(notebook: Notebook, prepare: Callable[..., object]) -> bool:
    try:
        notebook.apply(prepare())  # type: ignore[arg-type]
    except (NothingToUndoError, InvalidChangeError):
        return False  # nothing to undo; or the record was taken out, which its writer knew
    return True


def learn(notebook: Notebook, other: Notebook) -> None:
    for operation in other.state.fold.ordered():
        notebook.state.apply(operation)


def live(history: list[tuple[int, object]]) -> list[Notebook]:
    """Three laptops that write, take back, bring back, and tell each other now and then."""
    laptops = [in_memory(NOWHERE, name) for name in "abc"]
    for who, step in history:
        laptop = laptops[who]
        if step == "undo":
            undo(laptop)
        elif step == "redo":
            redo(laptop)
        elif isinstance(step, int):
            learn(laptop, laptops[step])
        elif isinstance(step, list):
            record(laptop, step)
    return laptops


def merged(history: list[tuple[int, object]]) -> Notebook:
    first, *others = live(history)
    for other in others:
        learn(first, other)
    return first


@settings(max_examples=80, deadline=None)
@given(_histories, st.randoms(use_true_random=False), st.integers(0, 40))
def test_any_order_repetition_and_split_give_the_same_state(
    history: list[tuple[int, object]], random: object, cut: int
) -> None:
    whole = merged(history).state
    operations = whole.fold.ordered()
    shuffled = [*operations, *operations[:cut]]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    fold = Fold(shuffled[:cut])
    for operation in shuffled[cut:]:
        fold.apply(operation)
    assert seen(fold) == seen(whole.fold)
    assert fold.highest_number == whole.fold.highest_number


@settings(max_examples=50, deadline=None)
@given(_histories, st.randoms(use_true_random=False))
def test_what_everybody_may_see_does_not_depend_on_the_order_either(
    history: list[tuple[int, object]], random: object
) -> None:
    from danvan_tui.ledger.state import State

    whole = merged(history).state
    operations = whole.fold.ordered()
    random.shuffle(operations)  # type: ignore[attr-defined]
    assert State(operations).issues() == whole.issues()


@settings(max_examples=50, deadline=None)
@given(_histories, _entries)
def test_undo_gives_back_the_state_before_and_redo_the_state_after(
    history: list[tuple[int, object]], edits: list[Edit]
) -> None:
    laptop = merged(history)
    before = _without_protection(laptop)
    assume(record(laptop, edits))
    after = _without_protection(laptop)
    for _ in range(2):
        assert undo(laptop)
        assert _without_protection(laptop) == before
        assert redo(laptop)
        assert _without_protection(laptop) == after


@settings(max_examples=50, deadline=None)
@given(st.lists(st.one_of(_entries, st.sampled_from(["undo", "redo"])), max_size=25))
def test_undo_and_redo_walk_like_a_list_of_states(walk: list[object]) -> None:
    laptop = in_memory(NOWHERE, "a")
    states, place = [_without_protection(laptop)], 0
    for step in walk:
        if step == "undo":
            assert undo(laptop) == (place > 0)
            place = max(0, place - 1)
        elif step == "redo":
            assert redo(laptop) == (place < len(states) - 1)
            place = min(len(states) - 1, place + 1)
        elif isinstance(step, list) and record(laptop, step):
            states[place + 1 :] = [_without_protection(laptop)]
            place += 1
        assert _without_protection(laptop) == states[place]


def test_two_values_that_did_not_know_each_other_are_a_conflict_until_one_is_chosen() -> None:
    a, b = in_memory(NOWHERE, "a"), in_memory(NOWHERE, "b")
    record(a, [_set(content="đường")])
    learn(b, a)
    record(a, [_set(content="đường hỏng")])
    record(b, [_set(content="cầu hỏng")])
    learn(a, b)
    (conflict,) = a.state.fold.conflicts()
    assert {version.value for version in conflict.versions} == {"đường hỏng", "cầu hỏng"}
    assert conflict.versions[0].value == a.state.issues()[0].content
    record(a, [_set(content="cầu hỏng")])
    assert list(a.state.fold.conflicts()) == []
    learn(b, a)
    assert list(b.state.fold.conflicts()) == []


def test_what_was_replaced_in_turn_does_not_come_back_by_an_undo_elsewhere() -> None:
    a, b = in_memory(NOWHERE, "a"), in_memory(NOWHERE, "b")
    record(a, [_set(content="một")])
    record(a, [_set(content="hai")])
    learn(b, a)
    assert undo(a)
    record(b, [_set(content="ba")])
    learn(a, b)
    assert [issue.content for issue in a.state.issues()] == ["ba"]
    assert list(a.state.fold.conflicts()) == []


def test_the_same_value_twice_is_no_conflict() -> None:
    a, b = in_memory(NOWHERE, "a"), in_memory(NOWHERE, "b")
    record(a, [_set(content="đường")])
    record(b, [_set(content="đường")])
    learn(a, b)
    assert list(a.state.fold.conflicts()) == []


def test_taking_out_what_another_edited_meanwhile_is_a_conflict() -> None:
    a, b = in_memory(NOWHERE, "a"), in_memory(NOWHERE, "b")
    record(a, [_set(content="đường")])
    learn(b, a)
    record(a, [a.delete(Table.ISSUES, "i1")])
    record(b, [_set(content="đường hỏng")])
    learn(a, b)
    (conflict,) = a.state.fold.conflicts()
    assert conflict.field == DELETED
    assert [version.value for version in conflict.versions] == [True, "đường hỏng"]
    record(a, [a.delete(Table.ISSUES, "i1")])
    assert list(a.state.fold.conflicts()) == []


def test_taking_out_what_one_had_seen_is_no_conflict() -> None:
    a = in_memory(NOWHERE, "a")
    record(a, [_set(content="đường")])
    record(a, [_set(content="đường hỏng")])
    record(a, [a.delete(Table.ISSUES, "i1")])
    assert list(a.state.fold.conflicts()) == []
    assert a.state.issues() == []


@settings(max_examples=50, deadline=None)
@given(_histories)
def test_every_value_ever_said_stays_in_the_history(history: list[tuple[int, object]]) -> None:
    fold = merged(history).state.fold
    for operation in fold.ordered():
        for change in operation.changes:
            for name, value in change.fields.items():
                versions = fold.versions(change.table, change.record, name)
                assert (operation.id, value) in {(v.operation, v.value) for v in versions}


def _set(**fields: Value) -> Edit:
    return Edit(Table.ISSUES, "i1", fields)


def _without_protection(laptop: Notebook) -> object:
    """Protection is for good; everything else goes back."""
    rows, _protected, conflicts = seen(laptop.state.fold)
    return {table: dict(found) for table, found in rows.items()}, conflicts
