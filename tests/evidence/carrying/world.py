"""Laptops, an office and the files between them: carried, lost, doubled, cut and replayed."""

import contextlib
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from danvan_tui.exchange.export import Profile, build_export, write_export
from danvan_tui.exchange.laptop.standing import Standing
from danvan_tui.exchange.merging import merge_file
from tests.evidence.carrying.bureau import Bureau, File, Known, Reply
from tests.evidence.carrying.desk import Desk
from tests.evidence.carrying.seeded import Ids

_ARRIVED = (Standing.RECEIVED, Standing.CONFLICT)


class World:
    """One run; everything in it that decides anything follows from its seed."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.chance = random.Random(seed)
        self.bureau = Bureau(root, Ids(f"{seed} office"))
        laptops = [f"laptop-{one}" for one in range(self.chance.choice((2, 2, 3, 3, 4, 5)))]
        self.desks = [Desk(root, name, self.chance, Ids(f"{seed} {name}")) for name in laptops]
        for desk in self.desks:
            desk.trust(self.bureau.public_file)
            self.bureau.trust(desk.public)
        self.counts: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.lost: Known = set()
        """What went with a mishap that left no copy anywhere."""
        self.packages: list[File] = []
        """All that were ever made: any of them may come once more."""
        self.replies: list[tuple[Desk, Reply]] = []
        self.choices: list[tuple[str, str]] = []
        """Session and id of every choice between two values."""
        self.is_damaged = False
        """Whether a kept file of the office was."""
        self._refused: set[Desk] = set()
        """The laptops with a session that the office refused."""

    def close(self) -> None:
        """Let go of the register."""
        self.bureau.close()

    # Carrying

    def sync(self, desk: Desk, *, everything: bool = False, retry: bool = False) -> list[File]:
        """Let a laptop send and read what it can, and look at what it says; gives what it made."""
        synced = desk.sync(everything=everything, retry=retry)
        files, twice = desk.new_packages()
        self.packages += files
        self.wrong += twice
        self.check_received(desk, synced.received)
        return files

    def bring(self, desk: Desk, reply: Reply, data: bytes | None = None, name: str = "") -> None:
        """Put an answer on the stick of a laptop, whole or not, to be read when it syncs."""
        desk.bring(name or reply.name, reply.data if data is None else data)
        if reply.is_receipt and data in (None, reply.data):
            desk.told = max(desk.told, reply.moment)

    def ask(self, desk: Desk) -> None:
        """Let a laptop read what the office has to say now."""
        for reply in self.answers(desk):
            self.bring(desk, reply)
        self.sync(desk)

    def answers(self, desk: Desk) -> list[Reply]:
        """What the office has to say to a laptop; all it ever said may come again."""
        replies = self.bureau.answers(desk.public)
        self.replies += [(desk, reply) for reply in replies]
        return replies

    def carry(self, files: Iterable[File]) -> None:
        """Bring files to the office."""
        self.counts["imports"] += 1
        self.bureau.take(files)

    def share(self, giver: Desk, taker: Desk, folder: str) -> str:
        """Give a colleague a session as it stands; says where it stands there."""
        notebook = giver.shelf.open(folder, write=False)
        at = "2026-11-22T08:00:00+07:00"
        path = write_export(build_export(notebook, Profile.OFFICE, at=at), self.root)
        joined = merge_file(taker.shelf, path, person=taker.name)
        path.unlink()
        return joined.folder

    def maybe_cut(self, data: bytes) -> bytes:
        """The data as it is, or cut at some byte."""
        at = self.chance.random()
        if self.chance.random() < 0.8:
            return data
        self.counts["cut"] += 1
        return data[: int(at * len(data))]

    @contextlib.contextmanager
    def mishap(self) -> Iterator[None]:
        """Something that may destroy the last copy of what was typed."""
        before = self._copies()
        yield
        self.lost |= before - self._copies()

    def _copies(self) -> Known:
        return self.bureau.registered().union(*(desk.copies() for desk in self.desks))

    # What must hold at any time

    def check_received(self, desk: Desk, said: Iterable[str] = ()) -> None:
        """Compare what a laptop calls received, or just did, with what the office had.

        It was told of some moment; the office had all of it then, or later.
        """
        short: dict[str, list[str]] = {}
        for session, held in desk.operations():
            if self.bureau.last_had.get((session, held), -1) < desk.told:
                short.setdefault(session, []).append(held)
        standing = desk.standing()
        is_refused = any(one.standing is Standing.REFUSED for one in standing)
        (self._refused.add if is_refused else self._refused.discard)(desk)
        for one in standing:
            if one.standing in _ARRIVED:
                self.counts["received"] += 1
                if one.session in short:
                    missing = sorted(short[one.session])[:5]
                    self.wrong.append(f"{desk.name} calls {one.folder} received: {missing}")
        for code in said:
            if all(one.session in short for one in standing if one.code == code):
                self.wrong.append(f"{desk.name} said that {code} was received")

    # The end

    def settle(self, rounds: int = 12) -> None:
        """Let everything arrive; says so where that never comes to an end."""
        for desk in self.desks:
            if not self.bureau.trusts(desk.public):
                self.bureau.trust(desk.public)
        for _ in range(rounds):
            made = [file for desk in self.desks for file in self._exchange(desk)]
            place = self.bureau.place()
            self.carry([file for desk in self.desks for file in desk.on_the_stick()])
            if not made and place == self.bureau.place():
                return
        self.wrong.append("never comes to rest")

    def _exchange(self, desk: Desk) -> list[File]:
        """Let a laptop know all and send all; gives what it made."""
        for reply in self.answers(desk):
            self.bring(desk, reply)
        made = self.sync(desk, everything=True)
        if desk in self._refused:
            made += self.sync(desk, retry=True)
        return made
