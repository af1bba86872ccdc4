"""Answering: bring the replies up to date and carry them to where the files came from."""

from collections.abc import Collection, Iterable
from pathlib import Path

from danvan_tui.exchange.targets.folder import FolderTarget
from danvan_tui.exchange.targets.target import TO_LAPTOPS, Target, TargetError
from danvan_tui.language import _
from danvan_tui.ledger import disk
from danvan_tui.office.office import Office
from danvan_tui.office.receiving.arrivals import base_of
from danvan_tui.office.receiving.report import Item
from danvan_tui.office.register.errors import RegisterError
from danvan_tui.office.replying import outbox


def answer(office: Office, items: Iterable[Item], places: Iterable[Path] = ()) -> list[str]:
    """Renew all replies and write them beside the files that came; what failed, in sentences.

    Where laptops fetched answers before, those of ``places`` get them though no file came by them.
    What was taken stays taken; a reply that could not be written goes with the next one.
    """
    problems = renewed(office, only_if_needed=True)
    bases: dict[Path, list[str]] = {
        place.absolute(): [] for place in places if disk.is_folder(place / TO_LAPTOPS)
    }
    for base, digests in (bases | _bases(items)).items():
        try:
            laptops = office.register.senders(digests) | fetching_at(base)
        except RegisterError as error:
            return [*problems, str(error)]
        problems += deliver_what_can(office, FolderTarget(str(base), base), laptops)
    return problems


def renewed(office: Office, *, only_if_needed: bool = False) -> list[str]:
    """Renew the replies in the outbox; what failed, in sentences."""
    try:
        if not (only_if_needed and outbox.is_current(office)):
            outbox.renew(office)
    except (OSError, RegisterError) as error:
        return [
            _(
                "What was taken is in the register, but the receipts could not be written: "
                "{cause} Please free some room, then write them with: danvan office send"
            ).format(cause=_cause(error))
        ]
    return []


def deliver_what_can(
    office: Office, target: Target, laptops: Collection[str] | None = None
) -> list[str]:
    """Put the replies to a target; what failed, in sentences."""
    try:
        deliver(office, target, laptops)
    except (TargetError, OSError) as error:
        return [
            _(
                "The receipts could not be written to {place}: {cause} They are kept; please send "
                "them later with: danvan office send"
            ).format(place=target.name, cause=_cause(error))
        ]
    return []


def _cause(error: Exception) -> str:
    """Why it failed, as a sentence; what the system says has no full stop."""
    if isinstance(error, OSError):
        return f"{error.strerror or type(error).__name__}."
    return str(error)


def deliver(office: Office, target: Target, laptops: Collection[str] | None = None) -> int:
    """Put the replies of these laptops, or of all, to a target; how many files stand there.

    Raises TargetError, OSError.
    """
    count = 0
    for laptop in outbox.laptops(office):
        if laptops is not None and laptop not in laptops:
            continue
        for name, data in outbox.replies(office, laptop):
            target.put(
                f"{TO_LAPTOPS}/{laptop}",
                name,
                data,
                progress=lambda _done, _all: None,
                is_cancelled=lambda: False,
            )
            count += 1
    return count


def unanswered_at(office: Office, base: Path, items: Iterable[Item] = ()) -> set[str]:
    """The laptops that come to a stick or share, and whose newest answers are not there yet.

    ``items`` are the files found there. Raises RegisterError.
    """
    names = outbox.names(office)
    senders = office.register.senders([item.digest for item in items if item.digest])
    laptops = names.keys() & (senders | fetching_at(base))
    lacking = {one for one in laptops if not _stands(base / TO_LAPTOPS / one, names[one])}
    if not outbox.is_current(office):
        lacking |= {one for one in laptops - lacking if outbox.has_more_to_say(office, one)}
    return lacking


def _stands(folder: Path, names: Iterable[str]) -> bool:
    return all(disk.is_file(folder / name) for name in names)


def _bases(items: Iterable[Item]) -> dict[Path, list[str]]:
    """The sticks and shares by which files came, each with the digests of what it brought."""
    folders: dict[str, list[str]] = {}
    for item in items:
        if item.digest and item.where:
            folders.setdefault(str(Path(item.where).parent), []).append(item.digest)
    bases = ((base_of(Path(folder)), digests) for folder, digests in folders.items())
    return {base: digests for base, digests in bases if base is not None and disk.is_folder(base)}


def fetching_at(base: Path) -> set[str]:
    """The laptops that were answered there before."""
    try:
        return {path.name for path in (base / TO_LAPTOPS).iterdir()}
    except OSError:
        return set()  # nobody yet
