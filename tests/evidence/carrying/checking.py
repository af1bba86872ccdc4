"""What has to hold once everything has arrived."""

import hashlib
from collections.abc import Iterator

from danvan_tui.ledger.conflicts import conflicts
from danvan_tui.ledger.fold import Fold
from danvan_tui.ledger.operation import encode_operation
from danvan_tui.ledger.state import State
from danvan_tui.model.records import Table
from tests.evidence.carrying.choosing import check_choices
from tests.evidence.carrying.desk import Desk
from tests.evidence.carrying.world import World

_States = dict[str, State]


def check(world: World) -> None:
    """Add a sentence to the world's list for everything that does not hold."""
    there = _registered(world)
    world.counts["sessions"] += len(there)
    for session, state in there.items():
        world.counts["operations"] += len(state.fold.operations)
        world.counts["conflicts open at the end"] += len(conflicts(state))
        world.wrong += check_choices(world, session, state)
        world.wrong += _unreachable(world, session, state.fold)
    for desk in world.desks:
        here = {name: desk.shelf.open(name, write=False).state for name in desk.folders()}
        world.wrong += [f"{desk.name}: {one}" for one in _differences(world, desk, here, there)]
        world.wrong += [f"{desk.name}: {one}" for one in _exposed(desk, here)]
    world.wrong += _exposed_at_office(world, there)
    world.wrong += _lost(world)


def outcome(world: World) -> str:
    """A digest of what the office holds at the end: the same for the same seed."""
    digest = hashlib.sha256()
    for session, state in sorted(_registered(world).items()):
        digest.update(session.encode())
        for operation in state.fold.ordered():
            digest.update(encode_operation(operation))
    return digest.hexdigest()


def _registered(world: World) -> _States:
    register = world.bureau.office.register
    whole = {session: register.whole(session) for session in register.editions()}
    return {session: State(one.operations, one.protected) for session, one in whole.items()}


def _differences(world: World, desk: Desk, held: _States, registered: _States) -> Iterator[str]:
    """A session of a laptop holds and shows what the register does, and is called received."""
    standing = {one.folder: one.standing.value for one in desk.standing()}
    for folder, here in held.items():
        there = registered.get(here.session.id) or State()
        world.counts["sessions compared"] += 1
        if here.fold.operations != there.fold.operations:
            missing = there.fold.operations.keys() ^ here.fold.operations.keys()
            yield f"{folder} does not hold the same entries: {sorted(missing)[:5]}"
        elif _shown(here) != _shown(there):
            yield f"{folder} shows other rows"
        elif conflicts(here) != conflicts(there):
            yield f"{folder} has other conflicts"
        if standing.get(folder) not in ("received", "conflict"):
            yield f"{folder} is {standing.get(folder)} at the end"


def _shown(state: State) -> dict[str, list[str]]:
    return {
        table.value: sorted(repr(sorted(row.items())) for row in state.table(table).all())
        for table in Table
    }


def _lost(world: World) -> Iterator[str]:
    """What was typed is in the register, but for what went with a mishap that left no copy."""
    typed = set().union(*(desk.typed for desk in world.desks))
    world.counts["lost with all copies"] += len(world.lost & typed)
    for session, operation in sorted(typed - world.lost - world.bureau.registered()):
        yield f"{operation} of {session} was typed and cannot be found"


def _unreachable(world: World, session: str, fold: Fold) -> Iterator[str]:
    """Every value that was ever given stands in the history of its field."""
    for operation in fold.operations.values():
        for change in operation.changes:
            for name, value in change.fields.items():
                world.counts["values"] += 1
                versions = fold.versions(change.table, change.record, name)
                if (operation.id, value) not in ((one.operation, one.value) for one in versions):
                    yield f"{name} of {operation.id} in {session} cannot be reached"


def _exposed_at_office(world: World, registered: _States) -> Iterator[str]:
    """The words of a denunciation stand in no open entry of the register."""
    openly = world.bureau.said_openly()
    for word in _all_secret_words(registered):
        if word in openly:
            yield "the register holds words of a denunciation openly"


def _exposed(desk: Desk, held: _States) -> Iterator[str]:
    """The words of a denunciation stand in no open file of the laptop."""
    words = _all_secret_words(held)
    for path in desk.root.rglob("*"):
        if not words or not path.is_file() or path.name.startswith("protected"):
            continue
        data = path.read_bytes()
        for word in words:
            if word in data:
                yield f"{path.relative_to(desk.root)} holds words of a denunciation"


def _all_secret_words(held: _States) -> set[bytes]:
    return {text.encode() for state in held.values() for text in _secret_words(state.fold)}


def _secret_words(fold: Fold) -> Iterator[str]:
    for issue in fold.protected:
        for version in fold.versions(Table.ISSUES, issue, "content"):
            if version.value:
                yield str(version.value)
