"""Sealed packages on a stick, and the office that takes them by its own command's function."""

from collections.abc import Callable
from pathlib import Path

from danvan_tui.exchange.keys import make_keys, write_keys
from danvan_tui.exchange.parcel import Kind, make_parcel
from danvan_tui.model.settings import Settings
from danvan_tui.office.office import Office
from danvan_tui.office.receiving.importing import import_files

LAPTOPS = 10
_AT = "2026-11-22T20:00:00+07:00"
_STICK = Path("stick", "danvan", "to-office")


def prepare(exports: Path, root: Path, url: str) -> None:
    """Begin an office that trusts some laptops, and pack every export as one of them does."""
    office = _office(root, url)
    write_keys(office.folder / "office.key", make_keys("Văn phòng xã"))
    senders = [make_keys(f"Máy {number}") for number in range(LAPTOPS)]
    for keys in senders:
        office.register.confirm(keys.public(), "Lan")
    stick = root / _STICK
    stick.mkdir(parents=True)
    for place, path in enumerate(sorted(exports.iterdir())):
        number, sender = divmod(place, LAPTOPS)
        package = make_parcel(
            senders[sender],
            kind=Kind.PACKAGE,
            name=senders[sender].name,
            to=office.public,
            seal=True,
            line="line-1",
            number=number + 1,
            written=_AT,
            code=f"DT-2026-{number + 100:04d}",
            body=path.read_bytes(),
        )
        (stick / package.name).write_bytes(package.data)
    office.close()


def take(root: Path, url: str, progress: Callable[[int, int], None]) -> int:
    """Take and answer all that is on the stick; how many entries were added."""
    office = _office(root, url)
    report = import_files(
        office, [root / _STICK.parts[0]], commit=True, by="Lan", progress=progress
    )
    office.close()
    wrong = [item.reason for item in report.items if item.verdict == "refused"]
    if wrong or report.problems:
        raise SystemExit("\n".join([*wrong, *report.problems]))
    return sum(item.added for item in report.items)


def _office(root: Path, url: str) -> Office:
    return Office(root / "data", Settings(office_name="Văn phòng xã", register=url))
