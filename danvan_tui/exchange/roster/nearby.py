"""Lists of people that lie where people put files: nobody should have to type a path."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

_ENDINGS = frozenset({".csv", ".xlsx"})
_MOST = 30


def usual_places() -> list[Path]:
    """Where downloads, the desktop and documents are on this computer."""
    import platformdirs  # noqa: PLC0415 - only where a list is taken over

    return [
        platformdirs.user_downloads_path(),
        platformdirs.user_desktop_path(),
        platformdirs.user_documents_path(),
    ]


def lists_in(places: Iterable[Path]) -> list[Path]:
    """The files in these folders that may be lists of people, the newest first."""
    found = {path: changed for place in places for path, changed in _files(place)}
    return list(islice(sorted(found, key=lambda path: found[path], reverse=True), _MOST))


def _files(place: Path) -> Iterator[tuple[Path, float]]:
    try:
        for path in place.iterdir():
            hidden = path.name.startswith((".", "~$"))  # "~$" is what Excel keeps open
            if path.suffix.lower() in _ENDINGS and not hidden and path.is_file():
                yield path, path.stat().st_mtime
    except OSError:
        return  # a folder that is not there, or may not be read, holds nothing for us
