"""What happens of itself, one thing at a time, in any order."""

from collections.abc import Callable

from danvan_tui.exchange.errors import MergeError
from danvan_tui.exchange.matching import proposals, proposals_under
from danvan_tui.exchange.merging import merge_sessions
from danvan_tui.ledger.errors import LedgerError
from danvan_tui.office.register.errors import RegisterError
from tests.evidence.carrying.desk import Desk
from tests.evidence.carrying.notes import hear_the_same, review_promise
from tests.evidence.carrying.world import World

Happening = Callable[[World], None]


def take_notes(world: World, desk: Desk | None = None) -> None:
    """Somebody writes in a session, old or new."""
    desk = desk or world.chance.choice(world.desks)
    if not desk.folders() or world.chance.random() < 0.1:
        desk.begin()
    folder = world.chance.choice(desk.folders())
    world.counts += desk.take_notes(folder, world.chance.randint(2, 7))


def send(world: World) -> None:
    """A laptop writes to its stick."""
    desk = world.chance.choice(world.desks)
    world.sync(desk, retry=world.chance.random() < 0.3)


def carry(world: World) -> None:
    """Some files of all that were ever made, each up to three times, whole or cut."""
    if not world.packages:
        return
    files = []
    for name, data in world.chance.choices(world.packages, k=world.chance.randint(1, 4)):
        for _ in range(world.chance.randint(0, 3)):
            files.append((name, world.maybe_cut(data)))
    world.chance.shuffle(files)
    world.carry(files)


def answer(world: World) -> None:
    """The office writes what it has to say to somebody; it may come late or never."""
    world.answers(world.chance.choice(world.desks))


def bring_answer(world: World) -> None:
    """An answer arrives: an old one again, under another name, cut, or at another laptop."""
    if not world.replies:
        return
    desk, reply = world.chance.choice(world.replies)
    at = world.chance.choice(world.desks) if world.chance.random() < 0.1 else desk
    data = world.maybe_cut(reply.data)
    if at is desk:
        name = f"copy-of-{reply.name}" if world.chance.random() < 0.3 else ""
        world.bring(desk, reply, data, name)
    else:
        at.bring(reply.name, data)
    world.sync(at)


def lose_package(world: World) -> None:
    """A file goes from a stick."""
    desk = world.chance.choice(world.desks)
    with world.mishap():
        world.counts["lost from sticks"] += desk.lose_from_stick()


def share(world: World) -> None:
    """A colleague gets a session as it stands now, and goes on writing in it."""
    giver, taker = world.chance.sample(world.desks, 2)
    if giver.folders():
        world.share(giver, taker, world.chance.choice(giver.folders()))


def merge_notes(world: World) -> None:
    """Somebody finds that two sessions are one meeting, and what in them is the same."""
    able = [desk for desk in world.desks if len(desk.folders()) > 1]
    if not able:
        return
    desk = world.chance.choice(able)
    ours, theirs = (
        desk.shelf.open(one, person=desk.name) for one in world.chance.sample(desk.folders(), 2)
    )
    before = {id_ for one in (ours, theirs) for id_ in one.state.fold.operations}
    hear_the_same(world.chance, (ours, theirs))
    found = proposals(ours.state, theirs.state)
    same = {
        (one.table, one.theirs): one.ours
        for one in found
        if one.is_sure or world.chance.random() < 0.6
    }
    under = proposals_under(ours.state, theirs.state, same)
    same |= {(one.table, one.theirs): one.ours for one in under}
    try:
        merge_sessions(ours, theirs, same, reason="hai bản ghi của một buổi")
    except (MergeError, LedgerError):
        return
    else:
        world.counts["notes merged"] += 1
        world.counts["records matched"] += len(same)
    finally:
        for one in (ours, theirs):
            session = one.state.session.id
            desk.typed |= {(session, id_) for id_ in one.state.fold.operations if id_ not in before}
            one.close()


def review(world: World) -> None:
    """The office records what it found out about a promise."""
    folders = sorted(path.name for path in world.bureau.shelf.folders())
    if not folders:
        return
    notebook = world.bureau.shelf.open(world.chance.choice(folders), person="Hiền")
    world.counts["reviews of the office"] += review_promise(world.chance, notebook)
    notebook.close()
    world.bureau.changed()


def take_back(world: World) -> None:
    """The office takes its newest import back."""
    with world.mishap():
        world.counts["imports taken back"] += world.bureau.take_back()


def change_trust(world: World) -> None:
    """A laptop is trusted no more, and what it sends waits; or it is trusted again."""
    desk = world.chance.choice(world.desks)
    if not world.bureau.trusts(desk.public):
        world.bureau.trust(desk.public)
        return
    world.bureau.distrust(desk.public)
    world.counts["distrusted"] += 1
    take_notes(world, desk)
    before = world.bureau.registered()
    world.carry(world.sync(desk, everything=True))
    if world.bureau.registered() != before:
        world.wrong.append(f"the office took files of {desk.name}, which it does not trust")


def back_up(world: World) -> None:
    """A laptop is copied."""
    world.chance.choice(world.desks).back_up()


def restore(world: World, desk: Desk | None = None) -> None:
    """A laptop goes back to its backup; what only it had since is lost."""
    desk = desk or world.chance.choice(world.desks)
    with world.mishap():
        how = desk.restore()
    if how:
        world.counts[f"restored {how}"] += 1
        world.check_received(desk)


def back_up_office(world: World) -> None:
    """The office is copied."""
    world.bureau.back_up()


def restore_office(world: World) -> None:
    """The office goes back to its backup; what only it had said since is lost."""
    with world.mishap():
        world.counts["office restored"] += world.bureau.restore()


def rebuild(world: World) -> None:
    """The register is made anew, lost or not, sometimes without what one kept file held."""
    imports = world.bureau.kept_imports()
    before = world.bureau.registered()
    is_lost = world.chance.random() < 0.6
    with world.mishap():
        world.bureau.close()
        if imports and is_lost and world.chance.random() < 0.5:
            _damage(world)
        try:
            is_same = world.bureau.rebuild(is_lost=is_lost)
        except RegisterError as error:
            if not world.is_damaged:
                world.wrong.append(f"the register could not be made anew: {error}")
            return
    world.counts["rebuilt"] += 1
    if not world.is_damaged and not (is_lost or is_same):
        world.wrong.append("the register made anew is another one")
    if not world.is_damaged and world.bureau.registered() != before:
        world.wrong.append("the register made anew holds other entries")


def _damage(world: World) -> None:
    """Flip one bit of a kept file."""
    world.is_damaged = True
    path = world.chance.choice(world.bureau.kept_imports())
    data = bytearray(path.read_bytes())
    data[int(world.chance.random() * len(data))] ^= 1
    path.write_bytes(data)
    world.counts["kept files damaged"] += 1
