"""Whatever several people write, take out, take back and choose: one state, and nothing lost."""

from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_tui.ledger.agreed import covered, known_to
from danvan_tui.ledger.closing import came_late, seal_holds, seal_of
from danvan_tui.ledger.conflicts import Sort, conflicts, prepare_choice
from danvan_tui.ledger.errors import LedgerError
from danvan_tui.ledger.fold import DELETED, Fold
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.state import State
from danvan_tui.ledger.tied import is_protecting
from danvan_tui.model.records import DENUNCIATION, Table, Value
from tests.ledger.sessions import in_memory, seen
from tests.ledger.two import NOWHERE, put

ISSUES = ("i1", "i2")
Step = tuple[str, int, int, str]
histories = st.lists(
    st.tuples(
        st.sampled_from(
            ["set", "set", "set", "out", "answer", "undo", "redo", "choose", "learn", "close"]
        ),
        st.integers(0, 2),
        st.integers(0, 3),
        st.sampled_from(["a", "b", "c", DENUNCIATION]),
    ),
    max_size=18,
)


def _do(laptops: list[Notebook], done: Step) -> None:
    what, who, number, value = done
    notebook, issue = laptops[who], ISSUES[number % 2]
    if what == "learn":
        for operation in laptops[number % 3].state.fold.ordered():
            notebook.state.apply(operation)
    elif what == "choose":
        found = conflicts(notebook.state)
        if found:
            chosen = found[number % len(found)]
            notebook.apply(prepare_choice(notebook, [(chosen, number % 2)], reason_in(notebook)))
    elif what == "close":
        for state in ("live", "reading"):
            put(notebook, Edit(Table.SESSION, "s", {"state": state}))
        over = known_to(notebook.state.fold.operations.values())
        sealed: dict[str, Value] = {"seal": seal_of(notebook.state), "sealed_over": over}
        put(notebook, Edit(Table.SESSION, "s", {"state": "closed", **sealed}))
    elif what in ("undo", "redo"):
        notebook.apply(notebook.prepare_undo() if what == "undo" else notebook.prepare_redo())
    elif what == "out":
        put(notebook, *notebook.removal(Table.ISSUES, issue))
    elif what == "answer":
        put(notebook, notebook.new(Table.ANSWERS, issue=issue, content=value))
    else:
        name = ("content", "kind")[value == DENUNCIATION]
        fields: dict[str, Value] = {name: value, "number": 1 + number % 2}
        put(notebook, Edit(Table.ISSUES, issue, fields))


def reason_in(notebook: Notebook) -> str:
    return "" if notebook.are_minutes_open else "hai thư ký ghi khác nhau"


def lived(history: list[Step]) -> list[Notebook]:
    laptops = [in_memory(NOWHERE, name) for name in "abc"]
    for done in history:
        try:
            _do(laptops, done)
        except LedgerError:
            continue  # nothing to undo, taken out before: nothing was written
    return laptops


@settings(max_examples=80, deadline=None)
@given(histories, st.randoms(use_true_random=False))
def test_the_union_in_any_order_gives_the_same_rows_and_the_same_list(
    history: list[Step], random: object
) -> None:
    laptops = lived(history)
    operations = [one for laptop in laptops for one in laptop.state.fold.ordered()]
    whole = State(operations)
    random.shuffle(operations)  # type: ignore[attr-defined]
    other = State([*operations, *operations[:7]])
    assert seen(other.fold) == seen(whole.fold)
    assert conflicts(other) == conflicts(whole)


@settings(max_examples=80, deadline=None)
@given(histories)
def test_every_value_ever_typed_is_reachable_whatever_was_chosen(history: list[Step]) -> None:
    laptops = lived(history)
    typed = {
        (change.table, change.record, name, repr(value))
        for laptop in laptops
        for operation in laptop.state.fold.operations.values()
        for change in operation.changes
        for name, value in change.fields.items()
    }
    union = Fold(one for laptop in laptops for one in laptop.state.fold.ordered())
    found = {
        (table, record, name, repr(version.value))
        for table, record, name, _value in typed
        for version in union.versions(table, record, name)
    }
    assert typed <= found


@settings(max_examples=80, deadline=None)
@given(histories)
def test_everything_that_waits_can_be_chosen_until_nothing_waits(history: list[Step]) -> None:
    laptops = lived(history)
    chooser = laptops[0]
    for laptop in laptops[1:]:
        for operation in laptop.state.fold.ordered():
            chooser.state.apply(operation)
    for _round in range(40):
        found = conflicts(chooser.state)
        if not found:
            break
        chooser.apply(
            prepare_choice(
                chooser, [(found[0], len(found[0].alternatives) - 1)], reason_in(chooser)
            )
        )
    assert conflicts(chooser.state) == []


@settings(max_examples=80, deadline=None)
@given(histories)
def test_a_choice_replaces_what_its_writer_saw_and_nothing_else(history: list[Step]) -> None:
    laptops = lived(history)
    for laptop in laptops[1:]:
        for operation in laptop.state.fold.ordered():
            laptops[0].state.apply(operation)
    for choice in conflicts(laptops[0].state):
        if choice.sort is not Sort.VALUES:
            continue
        operation = prepare_choice(laptops[0], [(choice, 0)], reason_in(laptops[0])).operation
        own = next(one for one in operation.changes if one.record == choice.record)
        seen_by_writer = {one.operation for one in choice.alternatives}
        assert set(own.replaces[choice.field]) == seen_by_writer
        assert DELETED not in own.fields


@settings(max_examples=80, deadline=None)
@given(histories)
def test_every_seal_holds_whatever_came_in_since(history: list[Step]) -> None:
    laptops = lived(history)
    union = State(one for laptop in laptops for one in laptop.state.fold.ordered())
    sealed = union.fold.versions(Table.SESSION, "s", "seal")
    assert seal_holds(union) == bool(sealed)


@settings(max_examples=80, deadline=None)
@given(histories, st.randoms(use_true_random=False))
def test_what_a_closing_agreed_on_changes_by_corrections_only_whoever_else_closed(
    history: list[Step], random: object
) -> None:
    both: list[Step] = [("close", who, 0, "") for who in (0, 1)]
    laptops = lived([*history, *both])
    operations = {one.id: one for laptop in laptops for one in laptop.state.fold.ordered()}
    arriving = [one for one in operations.values() if not one.reason]
    random.shuffle(arriving)  # type: ignore[attr-defined]
    union = Fold(arriving)
    closings = [version.operation for version in union.versions(Table.SESSION, "s", "seal")]
    if closings:
        first = min((union.operations[one] for one in closings), key=lambda one: one.order)
        agreed = Fold(covered(first, union.ordered()), union.protected)
        for table in (Table.ISSUES, Table.ANSWERS):
            for record, row in agreed.rows[table].items():
                assert union.rows[table].get(record) == row
        told = {one.id for one in came_late(State(arriving))}
        kept = {one.id for one in covered(first, union.ordered())}
        assert not told & kept
        for one in union.ordered():
            writes = any(change.table is not Table.SESSION for change in one.changes)
            if one.id not in kept and writes and union.active(one.id) and not is_protecting(one):
                assert one.id in told
