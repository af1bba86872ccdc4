"""Sequences that chance alone would hardly find, and after which a mistake would show.

Each leaves room for anything else to happen in between.
"""

from tests.evidence.carrying import happenings
from tests.evidence.carrying.bureau import File
from tests.evidence.carrying.desk import Desk
from tests.evidence.carrying.world import World


def restore_after_delivering(world: World) -> None:
    """A laptop sends more after its backup and goes back, knowing what became of that or not."""
    desk = _after_an_exchange(world)
    desk.back_up()
    _note_and_deliver(world, desk)
    if world.chance.random() < 0.4:  # what the backup calls received, the office has no more
        happenings.take_back(world)
        happenings.take_back(world)
        world.ask(desk)
    happenings.restore(world, desk)
    _note_and_deliver(world, desk)


def old_receipt_after_new(world: World) -> None:
    """An answer stays under way until a newer one took back what it says."""
    desk = _after_an_exchange(world)
    _note_and_deliver(world, desk)
    late = world.answers(desk)
    if world.chance.random() < 0.5:
        for reply in late:
            world.bring(desk, reply)
        world.sync(desk)
    happenings.take_back(world)
    world.ask(desk)
    for reply in late:
        world.bring(desk, reply, name=f"late-{reply.name}")
    world.sync(desk)
    world.counts["old receipts after new ones"] += 1


def office_restored_after_answering(world: World) -> None:
    """The office goes back to before an import it answered; its laptops ask how things stand."""
    desk = _after_an_exchange(world)
    world.bureau.back_up()
    _note_and_deliver(world, desk)
    world.ask(desk)
    happenings.restore_office(world)
    if world.chance.random() < 0.3:
        _note_and_deliver(world, world.chance.choice(world.desks))
    world.ask(desk)


def _after_an_exchange(world: World) -> Desk:
    """A laptop that sent something and knows what became of it."""
    desk = world.chance.choice(world.desks)
    if desk.told and world.bureau.trusts(desk.public) and world.chance.random() < 0.7:
        return desk
    if not desk.folders() or world.chance.random() < 0.3:
        happenings.take_notes(world, desk)
    if not world.bureau.trusts(desk.public):
        world.bureau.trust(desk.public)
    world.sync(desk, everything=True)
    world.carry(desk.on_the_stick())
    world.ask(desk)
    return desk


def _note_and_deliver(world: World, desk: Desk) -> None:
    files: list[File] = []
    while not files:
        happenings.take_notes(world, desk)
        files = world.sync(desk, everything=True)
    world.carry(files)
