"""One exchange with one target: what the office answered is taken in, what is new is delivered."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from danvan_tui.exchange.laptop.delivering import Patience, Show, Wait, deliver, queue
from danvan_tui.exchange.laptop.errors import LaptopError, NoOfficeError
from danvan_tui.exchange.laptop.follow_ups import take_in_waiting
from danvan_tui.exchange.laptop.laptop import Laptop
from danvan_tui.exchange.laptop.line import Line
from danvan_tui.exchange.laptop.packing import ON_ITS_WAY, Wanted, pack_wanted
from danvan_tui.exchange.laptop.replies import fetch
from danvan_tui.exchange.laptop.standing import SessionStanding, Standing
from danvan_tui.exchange.targets.target import (
    CancelledError,
    IsCancelled,
    Target,
    TargetError,
)
from danvan_tui.language import ngettext
from danvan_tui.ledger.sessions import Sessions

_ARRIVED = frozenset({Standing.RECEIVED, Standing.CONFLICT})


@dataclass
class Synced:
    """What came of one exchange; codes of sessions, and sentences for people."""

    target: str
    sent: list[str] = field(default_factory=list)
    """Packages that were read back from the target, by the codes of their sessions."""
    received: list[str] = field(default_factory=list)
    """Sessions of which the office says only now that it has them."""
    refused: list[SessionStanding] = field(default_factory=list)
    """Sessions the office refused, as known only now; each says why."""
    merged: list[str] = field(default_factory=list)
    """Sessions that took in what the office recorded."""
    came: list[str] = field(default_factory=list)
    """What came into each of them, in one sentence."""
    again: list[str] = field(default_factory=list)
    """Those among what was sent that stood there before, were lost and are not acknowledged."""
    problems: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    waiting: int = 0
    """How many packages do not stand at this target yet."""
    is_cancelled: bool = False
    is_delivered: bool = False
    """Whether everything in the queue stands there, read back: a stick may be taken out."""


def sync(
    laptop: Laptop,
    shelf: Sessions,
    target: Target,
    *,
    sessions: Iterable[str] = (),
    plain: bool = False,
    retry: bool = False,
    show: Show = lambda _step: None,
    is_cancelled: IsCancelled = lambda: False,
    wait: Wait | None = None,
) -> Synced:
    """Exchange everything with one target.

    ``sessions`` are folders to send though their minutes are open; ``plain`` sends unsealed,
    knowingly; ``retry`` packs again what the office refused. Raises NoOfficeError and BusyError
    before anything is done, KeysError, LedgerError.
    """
    with laptop.line() as line:
        if line.office is None and not plain:
            raise NoOfficeError
        exchange = _Exchange(laptop, shelf, line, target, wait or laptop.wait, is_cancelled)
        before = exchange.standings()
        wanted = Wanted(frozenset(sessions), again=retry)
        try:
            exchange.run(wanted, plain=plain, show=show)
        except CancelledError:
            exchange.synced.is_cancelled = True
        except LaptopError as error:
            exchange.synced.problems.append(str(error))
        exchange.tell_news(before)
        return exchange.synced


def sync_each(
    laptop: Laptop,
    shelf: Sessions,
    targets: Iterable[tuple[str, Callable[[], Target]]],
    *,
    sessions: Iterable[str] = (),
    plain: bool = False,
    retry: bool = False,
    show: Show = lambda _step: None,
) -> list[Synced]:
    """Exchange with one target after the other; one that fails leaves the others alone."""
    done = []
    for name, open_it in targets:
        try:
            target = open_it()
        except TargetError as error:
            done.append(Synced(name, problems=[str(error)]))
            continue
        try:
            done.append(
                sync(laptop, shelf, target, sessions=sessions, plain=plain, retry=retry, show=show)
            )
        finally:
            target.close()
    return done


class _Exchange:
    """The steps of one exchange, each leaving the line whole behind it."""

    def __init__(
        self,
        laptop: Laptop,
        shelf: Sessions,
        line: Line,
        target: Target,
        wait: Wait,
        is_cancelled: IsCancelled,
    ) -> None:
        self.synced = Synced(target.name)
        self._shelf = shelf
        self._line = line
        self._target = target
        self._person = laptop.person
        self._holding = laptop.holding(shelf)
        self._is_cancelled = is_cancelled
        self._patience = Patience(wait, is_cancelled)

    def run(self, wanted: Wanted, *, plain: bool, show: Show) -> None:
        """Do all of it; what fails at the target leaves the rest to be done."""
        is_there = self._tried(self._fetch)
        self._take_in()
        if not plain:
            wanted = replace(wanted, folders=wanted.folders | self._seal_what_went_open())
        self._pack(wanted, plain=plain)
        if not is_there:
            self.synced.waiting = len(self._line.judge.waiting())
            return
        known = set(self._line.sent.gone)
        self._tried(partial(self._deliver, plain=plain, show=show))
        if self._line.sent.gone - known:  # their bytes were lost here: once more, made anew
            self._pack(Wanted(wanted.folders), plain=plain)
            self._tried(partial(self._deliver, plain=plain, show=show))

    def standings(self) -> dict[str, SessionStanding]:
        """How every session stands now."""
        judge = self._line.judge
        return {folder: judge.judge(folder, one) for folder, one in self._holding.read().items()}

    def tell_news(self, before: Mapping[str, SessionStanding]) -> None:
        """Say what is known of the sessions only now."""
        for folder, now in self.standings().items():
            was = before[folder].standing if folder in before else Standing.NOT_SENT
            if now.standing in _ARRIVED and was not in _ARRIVED:
                self.synced.received.append(now.code)
            if now.standing is Standing.REFUSED and was is not Standing.REFUSED:
                self.synced.refused.append(now)

    def _tried(self, act: Callable[[], None]) -> bool:
        try:
            act()
        except TargetError as error:
            self.synced.problems.append(str(error))
            return False
        return True

    def _fetch(self) -> None:
        self.synced.problems += fetch(self._line, self._target, self._patience)

    def _seal_what_went_open(self) -> frozenset[str]:
        """Send everything anew, sealed, where the office has not answered to an open file.

        The line begins anew, so that the office misses no number of those that are taken away.
        Gives the folders that were under way: nobody has to ask for open minutes once more.
        """
        opened = [made for made in self._line.judge.waiting() if not made.sealed]
        if not opened:
            return frozenset()
        under_way = frozenset(
            folder
            for folder, one in self.standings().items()
            if one.is_unsealed or one.standing in ON_ITS_WAY
        )
        delivered = self._line.sent.delivered
        stands = {name for made in opened for name in delivered.get(made.digest, ())}
        names = sorted(made.name for made in opened if delivered.get(made.digest))
        self._line.begin_anew()
        self._line.tidy()
        if names:
            self.synced.notices.append(_went_open(names, sorted(stands)))
        return under_way

    def _take_in(self) -> None:
        merged = take_in_waiting(self._line, self._shelf, self._holding.read(), self._person)
        self.synced.merged += merged.sessions
        self.synced.came += merged.came
        self.synced.problems += merged.problems
        self.synced.notices += merged.notices

    def _pack(self, wanted: Wanted, *, plain: bool) -> None:
        self._patience.check()
        packed = pack_wanted(
            self._line, self._shelf, self._holding, wanted, person=self._person, plain=plain
        )
        self.synced.problems += packed.problems
        self.synced.notices += packed.notices

    def _deliver(self, *, plain: bool, show: Show) -> None:
        line, target = self._line, self._target
        packages = queue(line, target, self._patience, plain=plain)
        self.synced.waiting = len(packages)
        put_before = {
            one.digest for one in packages if target.name in line.sent.delivered.get(one.digest, ())
        }
        delivered = deliver(
            line,
            target,
            packages,
            patience=self._patience,
            show=show,
            is_cancelled=self._is_cancelled,
        )
        for made in delivered:
            self.synced.sent.append(made.code)
            if made.digest in put_before:
                self.synced.again.append(made.code)
            self.synced.waiting -= 1
        self.synced.is_delivered = self.synced.waiting == 0


def _went_open(names: Sequence[str], targets: Sequence[str]) -> str:
    told = ngettext(
        "What was sent unsealed before is sent sealed now. The open file may still stand at "
        "{targets}; please delete it there: {names}",
        "What was sent unsealed before is sent sealed now. The open files may still stand at "
        "{targets}; please delete them there: {names}",
        len(names),
    )
    return told.format(targets=", ".join(targets), names=", ".join(names))
