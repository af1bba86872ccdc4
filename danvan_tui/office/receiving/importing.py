"""One import: every file looked at, all that may be taken in one step, the rest set aside."""

from collections.abc import Callable, Iterable, Sequence, Set
from functools import partial
from pathlib import Path
from typing import Final

from danvan_tui.exchange.failing import LIMIT, ParcelError
from danvan_tui.exchange.keys import PublicKeys, seal_for
from danvan_tui.language import _, ngettext
from danvan_tui.office.office import Office
from danvan_tui.office.receiving.arrivals import Arrival, find_arrivals
from danvan_tui.office.receiving.examining import Doubt, Gate, Package, Refused, examine, shown
from danvan_tui.office.receiving.quarantine import Held, Quarantine, QuarantineFullError
from danvan_tui.office.receiving.reading import ReadFile, read_in_turns
from danvan_tui.office.receiving.report import Item, Report
from danvan_tui.office.register.importing import Importing
from danvan_tui.office.register.outcomes import Verdict
from danvan_tui.office.replying.answering import answer
from danvan_tui.vietnamese.clean import clean

Progress = Callable[[int, int], None]
"""Hears how many files of how many were looked at."""
IsCancelled = Callable[[], bool]
_HEAD: Final = 200  # bytes; signature or seal are among them
_LARGEST_DAMAGED: Final = 20 * 1024 * 1024  # bytes; the largest sessions make a few


class ImportCancelledError(Exception):
    """Somebody stopped the import; nothing of it was taken."""


def import_files(
    office: Office,
    paths: Sequence[Path],
    *,
    commit: bool,
    unsigned: bool = False,
    by: str = "",
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Report:
    """Take all that may be taken and answer it; with ``commit=False`` only say what would be.

    Raises OfficeError, RegisterError or ImportCancelledError; then nothing was taken.
    """
    found = find_arrivals(paths)
    source = ", ".join(shown(path.name or str(path)) for path in paths)
    report = import_arrivals(
        office,
        found.arrivals,
        source=source,
        commit=commit,
        unsigned=unsigned,
        by=by,
        progress=progress,
        is_cancelled=is_cancelled,
    )
    report = report._replace(left=found.left, problems=(*found.problems, *report.problems))
    return answered(office, report, paths)


def answered(office: Office, report: Report, places: Iterable[Path] = ()) -> Report:
    """Write the replies to what was taken; what failed of that is told in the report."""
    if not report.is_taken:
        return report
    return report._replace(problems=(*report.problems, *answer(office, report.items, places)))


def import_arrivals(
    office: Office,
    arrivals: Sequence[Arrival],
    *,
    source: str,
    commit: bool,
    unsigned: bool = False,
    by: str = "",
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Report:
    """The same for files from anywhere, the replies left to the caller."""
    known = {laptop.keys.id: laptop.keys for laptop in office.register.laptops()}
    gate = Gate(keys=office.keys, office=office.public, laptops=known, unsigned=unsigned)

    def before_each(number: int) -> None:
        if is_cancelled is not None and is_cancelled():
            raise ImportCancelledError
        if progress is not None:
            progress(number, len(arrivals))

    def work(importing: Importing) -> _Import:
        run = _Import(office, gate, importing, keeps=commit)
        for turn in read_in_turns(arrivals, before_each):
            run.look_at(turn)
        if commit:
            importing.commit()
        return run

    if commit:
        run = office.register.import_with(by, source, work)
        run.release_taken()
    else:
        with office.register.importing(by, source, is_preview=True) as importing:
            run = work(importing)
    return Report(run.items, is_taken=commit, problems=(*run.problems, *run.told_of_full()))


class _Import:
    """Looks at one file after the other inside one transaction."""

    def __init__(self, office: Office, gate: Gate, importing: Importing, *, keeps: bool) -> None:
        self._office = office
        self._gate = gate
        self._importing = importing
        self._quarantine = Quarantine(office.quarantine, gate.keys, gate.office) if keeps else None
        self.items: list[Item] = []
        self.problems: list[str] = []
        self._without_room = 0
        self._heads: dict[str, bytes] = {}
        """How each file begins, by its digest."""

    def look_at(self, files: Sequence[ReadFile]) -> None:
        """Take each file or say why not; raises RegisterError."""
        self._heads |= {file.digest: file.data[:_HEAD] for file in files}
        known = self._importing.known([file.digest for file in files])
        looked = [(file, self._looked_at(file, known)) for file in files]
        sessions = [one.incoming.session for _file, one in looked if isinstance(one, Package)]
        with self._importing.expecting(sessions):
            for file, outcome in looked:
                if isinstance(outcome, Package):
                    self._take(file.arrival, outcome, file.data)
                elif isinstance(outcome, Refused):
                    self._refuse(file, outcome)
                else:
                    self.items.append(outcome)

    def _looked_at(self, file: ReadFile, known: Set[str]) -> Package | Refused | Item:
        if file.error is not None:  # too large, or not to be read: it stays where it is
            return _unread(file.arrival, file.error)
        if file.digest in known:
            return _known(file)
        return examine(file.data, file.arrival.name, file.digest, self._gate)

    def release_taken(self) -> None:
        """Let go of what waited in quarantine and was taken now."""
        if self._quarantine is None:
            return
        digests = [item.digest for item in self.items if item.verdict is not Verdict.REFUSED]
        taken = {digest: self._heads[digest] for digest in digests}
        try:
            for held in self._quarantine.held():
                is_copy = partial(self._quarantine.is_damaged_copy, held)
                if held.digest in taken or any(is_copy(*one) for one in taken.items()):
                    self._quarantine.release(held.digest)
        except OSError as error:
            said = _(
                "What was taken still lies in quarantine as well, which cannot be used: {cause}. "
                "Trying it again there lets go of it."
            )
            self.problems.append(said.format(cause=error.strerror or type(error).__name__))

    def told_of_full(self) -> list[str]:
        """What is said where files found no room in quarantine: once, however many they are."""
        if not self._without_room:
            return []
        return [
            ngettext(
                "The quarantine is full: {count} file that cannot be taken was left where it is. "
                "Please look through what waits in quarantine and set aside what nobody needs; "
                "then import it again.",
                "The quarantine is full: {count} files that cannot be taken were left where they "
                "are. Please look through what waits in quarantine and set aside what nobody "
                "needs; then import them again.",
                self._without_room,
            ).format(count=self._without_room)
        ]

    def _take(self, arrival: Arrival, package: Package, data: bytes) -> None:
        seal = None if package.sealed else partial(seal_for, self._gate.office)
        taken = self._importing.take(package.incoming, data, seal)
        item = Item(
            name=shown(arrival.name),
            where=arrival.where,
            verdict=taken.verdict,
            digest=package.incoming.digest,
            session=package.incoming.session,
            code=package.code,
            date=package.date,
            villages=package.villages,
            laptop=package.incoming.laptop,
            laptop_name=package.laptop_name,
            added=taken.added,
            conflicts=taken.conflicts,
            sealed=package.sealed,
            reason=taken.reason,
        )
        if taken.verdict is Verdict.REFUSED:
            item = item._replace(trouble=Doubt.OTHER_ENTRIES)
            sender = self._gate.laptops.get(item.laptop)
            item = item._replace(is_held=self._held(item, data, sender))
        self.items.append(item)

    def _refuse(self, file: ReadFile, refused: Refused) -> None:
        sender = refused.sender
        item = Item(
            name=shown(file.arrival.name),
            where=file.arrival.where,
            verdict=Verdict.REFUSED,
            digest=file.digest,
            code=refused.code,
            laptop=sender.id if sender else "",
            laptop_name=shown(sender.name) if sender else "",
            sender=sender if refused.trouble == Doubt.UNKNOWN_LAPTOP else None,
            trouble=refused.trouble,
            reason=refused.sentence,
        )
        if refused.arrived is not None:
            self._importing.refuse(refused.arrived, refused.sentence)
        self.items.append(item._replace(is_held=self._held(item, file.data, sender)))

    def _held(self, item: Item, data: bytes, sender: PublicKeys | None) -> bool:
        """Set a file aside that cannot be taken, unless it is larger than damage is worth."""
        most = LIMIT if sender else _LARGEST_DAMAGED
        if self._quarantine is None or not 0 < len(data) <= most:
            return False
        held = Held(
            digest=item.digest,
            name=item.name,
            where=clean(item.where),
            at=self._office.clock().isoformat(timespec="seconds"),
            size=len(data),
            trouble=item.trouble,
            reason=item.reason,
            sender=sender,
        )
        try:
            self._quarantine.hold(data, held)
        except QuarantineFullError:
            self._without_room += 1
            return False
        except OSError as error:
            self.problems.append(
                _(
                    "{name} could not be set aside: {cause}. It was left where it is; please make "
                    "room, then import it again."
                ).format(name=item.name, cause=error.strerror or type(error).__name__)
            )
            return False
        return True


def _unread(arrival: Arrival, error: ParcelError) -> Item:
    return Item(
        name=shown(arrival.name),
        where=arrival.where,
        verdict=Verdict.REFUSED,
        trouble=error.trouble,
        reason=error.sentence,
    )


def _known(file: ReadFile) -> Item:
    return Item(
        name=shown(file.arrival.name),
        where=file.arrival.where,
        verdict=Verdict.SAME,
        digest=file.digest,
        is_known=True,
    )
