"""Fetching what laptops put to a target, and answering there."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from danvan_tui.exchange.failing import LIMIT
from danvan_tui.exchange.parcel import read_parcel
from danvan_tui.exchange.receipt import Outcome
from danvan_tui.exchange.targets.target import TO_OFFICE, Target, TargetError
from danvan_tui.ledger import disk
from danvan_tui.office.office import Office
from danvan_tui.office.receiving.arrivals import Arrival
from danvan_tui.office.receiving.importing import (
    ImportCancelledError,
    IsCancelled,
    Progress,
    import_arrivals,
)
from danvan_tui.office.receiving.report import Report
from danvan_tui.office.replying.answering import deliver_what_can, renewed

_FETCHED = "fetched-"
_LOCK = "in-use.lock"
_PREFIX = 16  # digits of the digest in the name of a parcel


class Fetched(NamedTuple):
    """What was carried over the network, and what could not be."""

    arrivals: list[Arrival]
    problems: list[str]


def import_from(
    office: Office,
    target: Target,
    *,
    commit: bool,
    by: str = "",
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Report:
    """Fetch, take and answer in one; raises TargetError, OSError, OfficeError, RegisterError."""
    with fetching_folder(office) as folder:
        fetched = fetch(office, target, folder, progress=progress, is_cancelled=is_cancelled)
        return take_fetched(
            office, target, fetched, commit=commit, by=by, is_cancelled=is_cancelled
        )


@contextlib.contextmanager
def fetching_folder(office: Office) -> Iterator[Path]:
    """An empty folder of the office that is gone afterwards, or when somebody fetches next."""
    from filelock import FileLock  # noqa: PLC0415 - only this needs it

    office.folder.mkdir(parents=True, exist_ok=True)
    with FileLock(office.folder / "fetching.lock"):
        _clear_away(office.folder)
        folder = Path(tempfile.mkdtemp(dir=office.folder, prefix=_FETCHED))
        lock = FileLock(folder / _LOCK, thread_local=False)
        lock.acquire()
    try:
        yield folder
    finally:
        lock.release()
        shutil.rmtree(folder, ignore_errors=True)


def _clear_away(folder: Path) -> None:
    """Remove what a killed program had fetched: some of it may lie there without its seal."""
    from filelock import FileLock, Timeout  # noqa: PLC0415 - as above

    for left in folder.glob(f"{_FETCHED}*"):
        try:
            with FileLock(left / _LOCK, timeout=0):
                pass
        except (Timeout, OSError):
            continue  # somebody works there
        shutil.rmtree(left, ignore_errors=True)


def fetch(
    office: Office,
    target: Target,
    into: Path,
    *,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Fetched:
    """Copy what stands at a target into an empty folder; raises TargetError, OSError.

    What the office has already, by the digest in its name, is not carried again.
    """
    had = taken_before(office)
    names = [name for name in target.names(TO_OFFICE) if digest_in(name) not in had]
    fetched = Fetched([], [])
    for number, name in enumerate(names):
        if is_cancelled is not None and is_cancelled():
            raise ImportCancelledError
        if progress is not None:
            progress(number, len(names))
        path = into / f"{number}"
        try:
            disk.write_whole(path, target.read(TO_OFFICE, name, LIMIT))
        except TargetError as error:
            fetched.problems.append(str(error))
            if error.is_passing:  # the connection is gone; what was fetched so far is taken
                break
            continue
        fetched.arrivals.append(Arrival(name, f"{target.name}: {name}", partial(read_parcel, path)))
    return fetched


def take_fetched(
    office: Office,
    target: Target,
    fetched: Fetched,
    *,
    commit: bool,
    by: str = "",
    is_cancelled: IsCancelled | None = None,
) -> Report:
    """Take what was fetched and answer at the target; raises OfficeError, RegisterError."""
    report = import_arrivals(
        office,
        fetched.arrivals,
        source=target.name,
        commit=commit,
        by=by,
        is_cancelled=is_cancelled,
    )
    problems = [*report.problems, *fetched.problems]
    if commit:
        problems += [*renewed(office), *deliver_what_can(office, target)]
    return report._replace(problems=tuple(problems))


def taken_before(office: Office) -> set[str]:
    """The beginnings of the digests of all files of all laptops that were taken and count."""
    return {
        entry.digest[:_PREFIX]
        for laptop in office.register.laptops()
        for entry in office.register.entries(laptop.keys.id)
        if entry.outcome is Outcome.ACCEPTED
    }


def digest_in(name: str) -> str:
    """The beginning of the digest in the name that laptops give a file."""
    return name.partition(".")[0][-_PREFIX:]
