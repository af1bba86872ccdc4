"""Delivering: every package of the outbox to one target, patiently, read back there."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from danvan_tui.exchange.failing import LIMIT
from danvan_tui.exchange.laptop.entries import Gone, Made
from danvan_tui.exchange.laptop.line import Line
from danvan_tui.exchange.targets.target import (
    TO_OFFICE,
    CancelledError,
    IsCancelled,
    Target,
    TargetError,
)

PAUSES = (1.0, 2.0, 5.0, 15.0, 30.0)
"""Seconds between tries where a target may come back by itself."""

_T = TypeVar("_T")
Wait = Callable[[float], object]


@dataclass(frozen=True)
class Step:
    """How far the delivery is, for a screen."""

    code: str
    """Of the session whose package is being written."""
    number: int
    """Which of the packages, from 1."""
    count: int
    done: int = 0
    size: int = 0
    pause: float = 0
    """Seconds until the next try, where the target did not answer."""


Show = Callable[[Step], None]


class Patience:
    """Tries again in growing pauses while a failure may pass by itself."""

    def __init__(self, wait: Wait, is_cancelled: IsCancelled) -> None:
        self._wait = wait
        self._is_cancelled = is_cancelled

    def patiently(self, act: Callable[[], _T], told: Callable[[float], None]) -> _T:
        """Do it; raises TargetError once it is hopeless, CancelledError when stopped."""
        for pause in PAUSES:
            self.check()
            try:
                return act()
            except TargetError as error:
                if not error.is_passing:
                    raise
            told(pause)
            self._wait(pause)
        self.check()
        return act()

    def check(self) -> None:
        """Raise CancelledError where somebody stopped it."""
        if self._is_cancelled():
            raise CancelledError


def queue(line: Line, target: Target, patience: Patience, *, plain: bool) -> list[Made]:
    """The packages to be put, oldest first; what stands whole at the target is not among them.

    Those that were lost or damaged there are put again, until the office says that it has them. An
    unsealed one goes only where that was said again. Raises TargetError, CancelledError.
    """
    names = set(patience.patiently(partial(target.names, TO_OFFICE), _untold))
    return [
        made
        for made in line.judge.waiting()
        if (made.sealed or plain)
        and not (
            made.name in names
            and target.name in line.sent.delivered.get(made.digest, {})
            and patience.patiently(partial(_is_whole, target, made), _untold)
        )
    ]


def _is_whole(target: Target, made: Made) -> bool:
    """Whether the file of this name still is what was put; a stick changes bytes unasked."""
    try:
        data = target.read(TO_OFFICE, made.name, LIMIT)
    except TargetError as error:
        if error.is_passing:
            raise
        return False  # putting it says what is in the way
    return hashlib.sha256(data).hexdigest() == made.digest


def _untold(_pause: float) -> None:
    """How long it takes is not said before there is something to send."""


def deliver(
    line: Line,
    target: Target,
    packages: Sequence[Made],
    *,
    patience: Patience,
    show: Show,
    is_cancelled: IsCancelled,
) -> Iterator[Made]:
    """Put packages one by one; gives each once it was read back and that is written down.

    Raises TargetError, CancelledError, LaptopError; what was delivered before stays so. Where the
    bytes of one are lost, that is written down too, and it is packed anew next time.
    """
    for number, made in enumerate(packages, 1):
        data = line.outbox.read(made)
        if data is None:
            line.write(Gone(digest=made.digest))
            continue
        step = Step(made.code, number, len(packages), 0, len(data))
        show(step)
        put = partial(
            target.put,
            TO_OFFICE,
            made.name,
            data,
            progress=partial(_shown, show, step),
            is_cancelled=is_cancelled,
        )
        patience.patiently(put, partial(_pausing, show, step))
        line.deliver(made, target.name)
        yield made


def _shown(show: Show, step: Step, done: int, size: int) -> None:
    show(replace(step, done=done, size=size))


def _pausing(show: Show, step: Step, pause: float) -> None:
    show(replace(step, pause=pause))
