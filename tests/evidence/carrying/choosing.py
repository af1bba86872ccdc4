"""Conflicts: how they come about, who chooses, and what has to hold of every choice at the end."""

from collections.abc import Iterator

from danvan_tui.ledger.conflicts import Alternative, Choice, Sort, choose, conflicts
from danvan_tui.ledger.errors import LedgerError
from danvan_tui.ledger.fold import DELETED
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Change, Operation
from danvan_tui.ledger.state import State
from tests.evidence.carrying.desk import Desk
from tests.evidence.carrying.notes import any_record, change_one
from tests.evidence.carrying.world import World

_Place = Desk | None
"""A laptop, or the office."""


def quarrel(world: World) -> None:
    """Two write of the same records without knowing each other, then both see it and choose."""
    one, other = world.chance.sample(world.desks, 2)
    if not one.folders():
        one.begin()
    here = world.chance.choice(one.folders())
    world.counts += one.take_notes(here, 2)
    there = world.share(one, other, here)
    known = one.shelf.open(here, write=False).state
    found = [any_record(world.chance, known) for _ in range(world.chance.randint(1, 3))]
    for desk, folder in ((one, here), (other, there)):
        notebook = _open(world, desk, folder)
        before = set(notebook.state.fold.operations)
        for record in filter(None, dict.fromkeys(found)):
            world.counts["changed by two"] += change_one(world.chance, notebook, *record)
        new = notebook.state.fold.operations.keys() - before
        desk.typed |= {(notebook.state.session.id, id_) for id_ in new}
        notebook.close()
    _decide(world, (one, here), (other, there))


def _decide(world: World, one: tuple[Desk, str], other: tuple[Desk, str]) -> None:
    """Both look at it, or one of them and the office; or it waits for whoever comes."""
    (desk, folder), (_colleague, there) = one, other
    if world.chance.random() < 0.3:
        return
    world.share(other[0], desk, there)
    if world.chance.random() < 0.5:
        world.share(desk, other[0], folder)
        _choose_against(world, one, other)
        return
    world.carry(world.sync(desk, everything=True))
    session = desk.shelf.open(folder, write=False).state.session.id
    if session in world.bureau.shelf.stamps():
        _choose_against(world, one, (None, session))


def choose_some(world: World) -> None:
    """Somebody decides what waits in one place, or takes a choice back."""
    place = world.chance.choice([*world.desks, None])
    names = place.folders() if place else sorted(world.bureau.shelf.stamps())
    if not names:
        return
    notebook = _open(world, place, world.chance.choice(names))
    if world.chance.random() < 0.5:
        _take_a_choice_back(world, place, notebook)
    waiting = conflicts(notebook.state)
    for one in world.chance.sample(waiting, min(2, len(waiting))):
        _choose(world, place, notebook, one, world.chance.randrange(len(one.alternatives)))
    _close(world, place, notebook)


def contradict(world: World) -> None:
    """The office and a laptop decide the same, each its own way."""
    desk = world.chance.choice(world.desks)
    known = set(world.bureau.shelf.stamps())
    for folder in desk.folders():
        session = desk.shelf.open(folder, write=False).state.session.id
        if session in known:
            _choose_against(world, (desk, folder), (None, session))
            return


def _choose_against(world: World, one: tuple[_Place, str], other: tuple[_Place, str]) -> None:
    """Two decide what both see, not knowing of each other, most of it in different ways."""
    notebooks = [(place, _open(world, place, name)) for place, name in (one, other)]
    theirs = {choice.key: choice for choice in conflicts(notebooks[1][1].state)}
    for mine in conflicts(notebooks[0][1].state):
        if mine != theirs.get(mine.key) or world.chance.random() < 0.1:
            continue
        number = world.chance.randrange(len(mine.alternatives))
        against = number + 1 if world.chance.random() < 0.7 else number
        done = [
            _choose(world, place, notebook, mine, which % len(mine.alternatives))
            for (place, notebook), which in zip(notebooks, (number, against), strict=True)
        ]
        world.counts["chosen by two"] += all(done)
    for place, notebook in notebooks:
        _close(world, place, notebook)


def _choose(world: World, place: _Place, notebook: Notebook, one: Choice, number: int) -> bool:
    if one not in conflicts(notebook.state):
        return False  # chosen together with another
    try:
        done = choose(notebook, one, number, "đối chiếu")
    except LedgerError:
        return False
    world.wrong += _not_done(notebook, one, one.alternatives[number])
    _remember(world, place, notebook, done)
    world.counts["choices of the office" if place is None else "choices of laptops"] += 1
    return True


def _not_done(notebook: Notebook, one: Choice, wanted: Alternative) -> Iterator[str]:
    """What was chosen shows at once."""
    row = notebook.state.fold.rows[one.table].get(one.record)
    if one.sort is Sort.VALUES and any((row or {}).get(key) != said for key, said in wanted.values):
        yield f"chose {wanted.values} of {one.key}, and {row} shows"
    if one.sort is Sort.TAKEN_OUT and (row is None) != wanted.takes_out:
        yield f"chose that {one.key} is out: {wanted.takes_out}, and {row} shows"


def _take_a_choice_back(world: World, place: _Place, notebook: Notebook) -> None:
    session = notebook.state.session.id
    known = [one for of, one in world.choices if of == session]
    known = [one for one in known if one in notebook.state.fold.operations]
    if not known:
        return
    try:
        entry = notebook.prepare_undo_choice(world.chance.choice(known), "nhầm")
        notebook.write(entry)
    except LedgerError:
        return  # taken back before
    notebook.apply(entry)
    world.counts["choices taken back"] += 1
    if place is not None:
        place.typed.add((session, entry.operation.id))


def _remember(world: World, place: _Place, notebook: Notebook, done: Operation) -> None:
    named = (notebook.state.session.id, done.id)
    world.choices.append(named)
    if place is not None:
        place.typed.add(named)


def _open(world: World, place: _Place, name: str) -> Notebook:
    if place is None:
        return world.bureau.shelf.open(name, person="Hiền")
    return place.shelf.open(name, person=place.name)


def _close(world: World, place: _Place, notebook: Notebook) -> None:
    notebook.close()
    if place is None:
        world.bureau.changed()


# What has to hold at the end


def check_choices(world: World, session: str, state: State) -> Iterator[str]:
    """Each choice that counts shows, or was replaced knowingly, or is listed as disputed."""
    waiting = conflicts(state)
    for of, one in world.choices:
        if of != session or one not in state.fold.operations or not state.fold.active(one):
            continue  # lost with a backup, or taken back
        world.counts["choices checked"] += 1
        for change in state.fold.operations[one].changes:
            for name in change.fields:
                problem = _problem(world, state, waiting, one, change, name)
                if problem:
                    yield f"the choice {one} of {change.record}: {name} {problem}"


def _problem(
    world: World, state: State, waiting: list[Choice], one: str, change: Change, name: str
) -> str:
    heads = state.fold.heads(change.table, change.record, name)
    if one not in {head.operation for head in heads}:
        world.counts["choices replaced"] += 1
        return "" if _is_replaced(state, one, change, name) else "was replaced by nobody"
    if len({repr(head.value) for head in heads}) > 1:
        of_it = [choice for choice in waiting if choice.record == change.record]
        shown = change.record in state.fold.rows[change.table]
        world.counts["choices disputed"] += bool(of_it)
        return "" if of_it or not shown else "is disputed, and nobody is asked"
    row = state.fold.rows[change.table].get(change.record)
    if name == DELETED or row is None:
        return ""
    return "" if row.get(name) == change.fields[name] else "does not show"


def _is_replaced(state: State, one: str, change: Change, name: str) -> bool:
    """Whether somebody who counts knew it, or knew what replaced it."""
    gone = {one}
    for operation in state.fold.ordered():
        for other in operation.changes:
            of_it = (other.table, other.record) == (change.table, change.record)
            if of_it and not gone.isdisjoint(other.replaces.get(name, ())):
                if state.fold.active(operation.id):
                    return True
                gone.add(operation.id)
    return False
