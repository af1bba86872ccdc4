"""Key to glyph: what a key takes while one writes, and while entries are being saved."""

import random
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from tests.benchmarks.figures import SIZES, Figure, Pair, Size, at
from tests.benchmarks.meeting import sentences
from tests.benchmarks.window import ENTER, Programs, Window

_GAP = (0.010, 0.040)
"""Seconds between a glyph and the next key: timers are met in every phase."""
_AFTER_ENTER = 6
"""Keys typed right after Enter: within 200 ms, while the entry is being saved."""
_CATCHING_UP = 0.2
_SLOW_FLUSH = 0.3
_SHARES = (("p50", 0.50), ("p95", 0.95), ("p99", 0.99))


@dataclass
class Typist:
    """Types into one program and notes what it took."""

    window: Window
    empties_on_enter: bool
    times: list[float] = field(default_factory=list)
    bytes: int = 0
    cpu: float = 0.0

    def type_line(self, line: str, chance: random.Random) -> None:
        """Type a line key by key, count what it cost, and clear it."""
        self.window.rest(_CATCHING_UP)  # with what it painted while the other was typed into
        written, cpu = self.window.written, self.window.cpu
        self._type(line, "", chance)
        self.window.rest(_GAP[1])
        self.bytes += self.window.written - written
        self.cpu += self.window.cpu - cpu
        self.window.clear()

    def save_line(self, line: str, chance: random.Random) -> None:
        """Paste a line, press Enter, and type on while it is being saved."""
        self.window.session.write(b"\x1b[200~" + line.encode() + b"\x1b[201~")
        self.window.rest(0.5)
        self.window.session.write(ENTER)
        self._type(sentences()[0][:_AFTER_ENTER], "" if self.empties_on_enter else line, chance)
        self.window.clear()

    def _type(self, text: str, before: str, chance: random.Random) -> None:
        for letter in text:
            self.window.rest(chance.uniform(*_GAP))
            before += letter
            self.times.append(self.window.press(letter, before))


def writing(programs: Programs, session: str, count: int) -> list[Figure]:
    """What a key costs while one writes lines; and the memory of both after it."""
    figures = {name: Figure(f"key to glyph {name}", "ms", 1.0) for name, _share in _SHARES}
    sent, cpu = Figure("written a key", "bytes"), Figure("processor a key", "ms")
    memory = {
        "Rss": Figure("memory, capture screen", "MiB", 1.5),
        "Pss": Figure("its own share of it (PSS)", "MiB", 1.5),
    }
    for size in SIZES:
        with _both(programs, session, size) as (danvan, reference):
            _in_turns(danvan, reference, "type_line", count)
            _compare(figures, size, danvan, reference)
            keys = len(danvan.times)
            sent.pairs[size] = Pair(danvan.bytes / keys, reference.bytes / keys)
            cpu.pairs[size] = Pair(danvan.cpu / keys * 1000, reference.cpu / keys * 1000)
            held, held_by_reference = danvan.window.memory(), reference.window.memory()
            for name, figure in memory.items():
                figure.pairs[size] = Pair(held[name], held_by_reference[name])
    return [*figures.values(), sent, cpu, *memory.values()]


def saving(programs: Programs, session: str, count: int) -> list[Figure]:
    """What a key costs that is pressed while the entry before it is being saved."""
    figures: list[Figure] = []
    for what, flush in (("saving", 0.0), (f"{_SLOW_FLUSH} s a flush", _SLOW_FLUSH)):
        named = {name: Figure(f"key, {what}, {name}", "ms", 1.0) for name, _share in _SHARES}
        for size in SIZES:
            with _both(programs, session, size, flush) as (danvan, reference):
                _in_turns(danvan, reference, "save_line", count)
                _compare(named, size, danvan, reference)
        figures += named.values()
    return figures


@contextmanager
def _both(
    programs: Programs, session: str, size: Size, flush: float = 0.0
) -> Iterator[tuple[Typist, Typist]]:
    with ExitStack() as stack:
        danvan = stack.enter_context(programs.danvan(size, "open", session, flush=flush))
        reference = stack.enter_context(programs.reference(size))
        typists = Typist(danvan, True), Typist(reference, False)
        for typist in typists:
            typist.window.rest(1.5)
            typist.window.find_field()
        yield typists


def _in_turns(danvan: Typist, reference: Typist, what: str, count: int) -> None:
    """One line here, one line there: the moods of the machine meet both."""
    chance = random.Random(1)
    said = sentences()
    for number in range(count):
        line = f"{3 + 7 * number % 290} kn gt {said[number * 3 % len(said)]}"
        for typist in (danvan, reference):
            getattr(typist, what)(line, chance)


def _compare(figures: dict[str, Figure], size: Size, danvan: Typist, reference: Typist) -> None:
    for name, share in _SHARES:
        figures[name].pairs[size] = Pair(
            at(danvan.times, share) * 1000, at(reference.times, share) * 1000
        )
