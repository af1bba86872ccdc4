"""What has to hold once everything has arrived."""

from collections.abc import Iterator

from danvan_tui.ledger.fold import Fold
from danvan_tui.ledger.state import State
from danvan_tui.model.records import Table
from tests.evidence.carrying.desk import Desk
from tests.evidence.carrying.world import World


def check(world: World) -> None:
    """Add a sentence to the world's list for everything that does not hold."""
    registered = world.registered()
    world.counts["operations"] += sum(map(len, registered.values()))
    world.counts["sessions"] += len(registered)
    for desk in world.desks:
        world.wrong += [f"{desk.root.name}: {one}" for one in _differences(world, desk)]
        world.wrong += [f"{desk.root.name}: {one}" for one in _exposed(desk)]
    world.wrong += _unreachable(world, registered)


def _differences(world: World, desk: Desk) -> Iterator[str]:
    """A session of a laptop holds and shows what the register does, and is called received."""
    standing = {one.folder: one.standing.value for one in desk.standing()}
    for folder in desk.shelf.folders():
        here = desk.shelf.open(folder.name, write=False).state
        session = here.session.id
        there = State(world.office.register.operations(session))
        world.counts["compared"] += 1
        world.counts["conflicts"] += len(list(there.fold.conflicts()))
        if here.fold.operations.keys() != there.fold.operations.keys():
            missing = there.fold.operations.keys() ^ here.fold.operations.keys()
            yield f"{folder.name} does not hold the same entries: {sorted(missing)[:5]}"
        elif _shown(here) != _shown(there):
            yield f"{folder.name} shows other rows"
        if standing.get(folder.name) not in ("received", "conflict"):
            yield f"{folder.name} is {standing.get(folder.name)} at the end"


def _shown(state: State) -> dict[str, list[str]]:
    return {
        table.value: sorted(repr(sorted(row.items())) for row in state.table(table).all())
        for table in Table
    }


def _unreachable(world: World, registered: dict[str, set[str]]) -> Iterator[str]:
    """What was typed and did not go with a restored backup is in the register, every version."""
    typed = {one for desk in world.desks for one in desk.typed} - world.lost
    for session, operation in sorted(typed):
        if operation not in registered.get(session, ()):
            yield f"{operation} of {session} was typed and cannot be found"
    for session in registered:
        fold = Fold(world.office.register.operations(session))
        world.counts["values"] += (values := _values(fold))[0]
        if values[1]:
            yield f"{values[1]} values of {session} cannot be reached"


def _values(fold: Fold) -> tuple[int, int]:
    """How many values were ever given, and how many of them no history shows."""
    given = lost = 0
    for operation in fold.operations.values():
        for change in operation.changes:
            for name, value in change.fields.items():
                given += 1
                versions = fold.versions(change.table, change.record, name)
                lost += not any(
                    one.operation == operation.id and one.value == value for one in versions
                )
    return given, lost


def _exposed(desk: Desk) -> Iterator[str]:
    """The words of a denunciation stand in no open file of the laptop."""
    words = {text.encode() for text in _secret_words(desk)}
    for path in desk.root.rglob("*"):
        if not path.is_file() or path.name.startswith("protected"):
            continue
        data = path.read_bytes()
        for word in words:
            if word in data:
                yield f"{path.relative_to(desk.root)} holds words of a denunciation"


def _secret_words(desk: Desk) -> Iterator[str]:
    for folder in desk.shelf.folders():
        fold = desk.shelf.open(folder.name, write=False).state.fold
        for issue in fold.protected:
            for version in fold.versions(Table.ISSUES, issue, "content"):
                if version.value:
                    yield str(version.value)
