"""Receiving: looks at the files that come to the office, takes them, and undoes that.

Everything here runs on a thread, one thing at a time, and touches no widget.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_tui.language import _
from danvan_tui.ledger import disk
from danvan_tui.office.errors import OfficeError
from danvan_tui.office.receiving.arrivals import base_of, find_arrivals
from danvan_tui.office.receiving.distrusting import distrusted_laptops
from danvan_tui.office.receiving.fetching import import_from
from danvan_tui.office.receiving.importing import (
    ImportCancelledError,
    answered,
    import_arrivals,
)
from danvan_tui.office.receiving.inbox import Stamp, look, opened_inbox
from danvan_tui.office.receiving.report import Report
from danvan_tui.office.receiving.retrying import (
    QUARANTINE,
    bring_back,
    held,
    quarantine_of,
    retry,
    set_aside,
    trust,
    waiting_laptops,
)
from danvan_tui.office.receiving.undoing import TakenBack, undo
from danvan_tui.office.receiving.waiting import gaps
from danvan_tui.office.replying.answering import deliver_what_can, fetching_at, unanswered_at
from danvan_tui.tui.screens.carrying_places import places
from danvan_tui.tui.screens.receiving_rows import INBOX, Overview, inbox_words

if TYPE_CHECKING:
    from danvan_tui.exchange.parties import PublicKeys
    from danvan_tui.exchange.targets.drives import Drive
    from danvan_tui.exchange.targets.target import Target
    from danvan_tui.model.settings import Settings
    from danvan_tui.office.office import Office
    from danvan_tui.office.receiving.quarantine import Held
    from danvan_tui.office.register.outcomes import Import
    from danvan_tui.tui.screens.carrying_places import Place

Progress = Callable[[int, int], None]


class Receiving:
    """What one window does with the files of an office."""

    def __init__(self, office: Office, person: str) -> None:
        self._office = office
        self._person = person
        self._place: Place | None = None
        self._known: dict[Path, tuple[Stamp, bool]] = {}
        self._alone = threading.Lock()
        self._stopped = threading.Event()

    # Where to look

    @property
    def folder(self) -> Path | None:
        """The folder that is watched; None where files are fetched from a server."""
        return self._place.folder if self._place else self._office.inbox

    @property
    def is_inbox(self) -> bool:
        """Whether it is the office's own folder, to which nobody comes for answers."""
        return self.folder == self._office.inbox

    @property
    def is_removable(self) -> bool:
        """Whether somebody wants to know when it may be taken out."""
        return bool(self._place and self._place.is_removable)

    @property
    def where(self) -> str:
        """What people call the place, with where it is."""
        return self._place.words if self._place else inbox_words()

    @property
    def called(self) -> str:
        """The same in short, to be said in a sentence."""
        if self._place is None:
            return inbox_words()
        folder = self._place.folder
        is_path = folder is not None and self._place.name == str(folder)
        name = folder.name if folder is not None and is_path else ""
        return f"“{name or self._place.name}”"

    @property
    def is_answered(self) -> bool:
        """Whether laptops come there for their answers: not where nobody else reaches."""
        return not self.is_inbox or bool(self._office.settings.inbox)

    @property
    def base(self) -> Path | None:
        """The stick or share that stands open, where laptops are answered on it."""
        if self.folder is None or not self.is_answered or not disk.is_folder(self.folder):
            return None
        return base_of(self.folder) or self.folder

    @property
    def _bases(self) -> list[Path]:
        return [self.base] if self.base else []

    def where_answers_are(self) -> list[str]:
        """What is said of the answers that were written where files were taken from."""
        if self.base is not None and fetching_at(self.base):
            said = _("The answers for the laptops were written to {place}.")
            if self.is_removable:
                said = _(
                    "The answers are on the stick {place}. You can take it out now; please bring "
                    "it to the laptops."
                )
            return [said.format(place=self.called)]
        return [_("You can take the stick out now.")] if self.is_removable else []

    def _is_place_there(self) -> bool:
        if self.folder is None:
            return True
        if self._place is None:
            with contextlib.suppress(OfficeError):
                opened_inbox(self._office)
        return disk.is_folder(self.folder)

    def look_into(self, place: Place | None) -> None:
        """Look there from now on; None: into the inbox."""
        with self._alone:
            is_inbox = place is None or place.folder == self._office.inbox
            self._place, self._known = None if is_inbox else place, {}

    def go_on_at(self, place: Place | None) -> None:
        """Look there as before, unless it is gone by now."""
        if place is not None and (place.folder is None or disk.is_folder(place.folder)):
            self.look_into(place)

    def has_changed(self) -> bool:
        """Look once; whether a whole file came, changed or went away since the look before."""
        folder = self.folder
        if folder is None:
            return False
        with self._alone:
            found = look(folder, self._known)
            went = self._known.keys() - found.known.keys()
            self._known = found.known
        return bool(found.new or went)

    # What there is

    def look_anew(self, progress: Progress, settles: float) -> Overview:
        """The same once what came has stood still for ``settles`` seconds.

        What is seen for the first time may still be on its way; nobody is told meanwhile that
        there is nothing.
        """
        self.has_changed()
        if not all(is_whole for _stamp, is_whole in self._known.values()):
            if self._stopped.wait(settles):
                raise ImportCancelledError
            self.has_changed()
        return self.overview(progress)

    def overview(self, progress: Progress) -> Overview:
        """What would be taken, and what waits for somebody; raises as `import_files` does."""
        with self._alone:
            register = self._office.register
            imports = register.imports()
            report = self._import(progress, commit=False)
            overview = Overview(
                report=report,
                held=held(self._office),
                aside=quarantine_of(self._office).held_aside(),
                gaps=gaps(self._office),
                confirmed=register.laptops(),
                last_import=_newest(imports),
                is_place_there=self._is_place_there(),
                unanswered=len(self._unanswered(report)),
            )
            return overview._replace(
                waiting=waiting_laptops(self._office, overview.came),
                distrusted=distrusted_laptops(self._office, overview.came),
            )

    def _unanswered(self, report: Report | None = None) -> set[str]:
        base = self.base
        return unanswered_at(self._office, base, report.items if report else ()) if base else set()

    # What is done

    def begin(self) -> None:
        """From now on something is done that can be stopped."""
        self._stopped.clear()

    def stop(self) -> None:
        """Stop it; nothing is taken then."""
        self._stopped.set()

    def take(self, progress: Progress, *, unsigned: bool = False) -> Report:
        """Take all that came and may be taken, and answer it."""
        with self._alone:
            return self._import(progress, commit=True, unsigned=unsigned)

    def try_again(self, progress: Progress, *, unsigned: bool = False) -> Report:
        """Take from quarantine what may be taken by now."""
        with self._alone:
            return self._retry(progress, unsigned=unsigned)

    def _retry(self, progress: Progress, *, unsigned: bool = False) -> Report:
        return retry(
            self._office,
            by=self._person,
            unsigned=unsigned,
            places=self._bases,
            progress=progress,
            is_cancelled=self._stopped.is_set,
        )

    def set_aside(self, digest: str) -> list[Held]:
        """Try a file in quarantine no more; raises OfficeError, OSError."""
        with self._alone:
            return set_aside(self._office, digest)

    def bring_back(self, digest: str) -> list[Held]:
        """Try a file again that was set aside; raises OfficeError, OSError."""
        with self._alone:
            return bring_back(self._office, digest)

    def confirm(self, progress: Progress, laptop: PublicKeys) -> Report:
        """Trust what a laptop signs from now on, and take what waits for that in quarantine.

        Stopped, the laptop is trusted all the same.
        """
        with self._alone:
            trust(self._office, laptop, by=self._person)
            held_of = (one.sender.verify for one in held(self._office) if one.sender)
            if laptop.verify in held_of:
                return self._retry(progress)
            return Report([], is_taken=True)

    def take_back(self) -> tuple[TakenBack, bool]:
        """Take the last import back; gives whether its laptops find that where one looks now.

        Raises RegisterError.
        """
        with self._alone:
            taken_back = undo(self._office, by=self._person, places=self._bases)
            if self.folder is not None:
                told = [laptop for base in self._bases for laptop in fetching_at(base)]
                return taken_back, taken_back.laptops.issubset(told)
            with contextlib.closing(self._target()) as target:
                problems = deliver_what_can(self._office, target)
            return taken_back._replace(problems=(*taken_back.problems, *problems)), True

    def _target(self) -> Target:
        from danvan_tui.exchange.targets.opening import open_target  # noqa: PLC0415 - fsspec

        assert self._place is not None
        return open_target(self._place.name, self._place.setting)

    def _import(self, progress: Progress, *, commit: bool, unsigned: bool = False) -> Report:
        if self.folder is None:
            return self._fetch(progress, commit=commit)
        return self._import_folder(self.folder, progress, commit=commit, unsigned=unsigned)

    def _fetch(self, progress: Progress, *, commit: bool) -> Report:
        with contextlib.closing(self._target()) as target:
            return import_from(
                self._office,
                target,
                commit=commit,
                by=self._person,
                progress=progress,
                is_cancelled=self._stopped.is_set,
            )

    def _import_folder(
        self, folder: Path, progress: Progress, *, commit: bool, unsigned: bool
    ) -> Report:
        """Take the files that have stopped growing, and only those."""
        whole = {path for path, (_stamp, is_whole) in self._known.items() if is_whole}
        found = find_arrivals([folder])
        report = import_arrivals(
            self._office,
            [arrival for arrival in found.arrivals if Path(arrival.where) in whole],
            source=self._place.name if self._place else INBOX,
            commit=commit,
            unsigned=unsigned,
            by=self._person,
            progress=progress,
            is_cancelled=self._stopped.is_set,
        )
        report = report._replace(problems=(*found.problems, *report.problems))
        return answered(self._office, report, self._bases)


def last_place(office: Office, settings: Settings, drives: Iterable[Drive]) -> Place | None:
    """Where files were taken from last, if it is there; None for the inbox. Raises RegisterError.

    The register says so, so that it is the same after a restart. An office that took nothing yet
    and has nothing in its inbox begins with the stick that is plugged in.
    """
    last = next((one.source for one in office.register.imports() if one.source != QUARANTINE), "")
    known = places(settings, drives, last)
    if not (last or settings.inbox or look(office.inbox, {}).known):
        last = next((place.name for place in known if place.is_removable), "")
    return next((place for place in known if place.name == last), None)


def _newest(imports: list[Import]) -> Import | None:
    """The import that can be taken back."""
    return next((one for one in imports if not one.is_undone), None)
