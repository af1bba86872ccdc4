"""A file that a virus scanner holds for a moment on Windows is waited for, nothing else is."""

import errno
from pathlib import Path

import pytest

from danvan_tui.ledger import disk


class Scanner:
    """Holds every file for a number of tries, as Windows tells it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, tries: int, winerror: int) -> None:
        self.tries = tries
        self._winerror = winerror
        self.waited: list[float] = []
        put, read = Path.replace, Path.read_bytes

        def replace(source: Path, target: Path) -> Path:
            self._hold()
            return put(source, target)

        def read_bytes(path: Path) -> bytes:
            self._hold()
            return read(path)

        monkeypatch.setattr("danvan_tui.ledger.disk.time.sleep", self.waited.append)
        monkeypatch.setattr(Path, "replace", replace)
        monkeypatch.setattr(Path, "read_bytes", read_bytes)

    def _hold(self) -> None:
        if self.tries:
            self.tries -= 1
            error = OSError(errno.EACCES, "held")
            error.winerror = self._winerror  # type: ignore[attr-defined, unused-ignore]
            raise error


@pytest.mark.parametrize("winerror", [5, 32, 33])
def test_a_held_file_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, winerror: int
) -> None:
    scanner = Scanner(monkeypatch, tries=3, winerror=winerror)
    disk.write_whole(tmp_path / "a", b"said")
    assert len(scanner.waited) == 3
    scanner.tries = 2
    assert disk.read_whole(tmp_path / "a") == b"said"


@pytest.mark.parametrize(("tries", "winerror"), [(99, 32), (1, 112)])
def test_the_waiting_is_bounded_and_only_for_scanners(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tries: int, winerror: int
) -> None:
    scanner = Scanner(monkeypatch, tries=tries, winerror=winerror)
    with pytest.raises(OSError, match="held"):
        disk.write_whole(tmp_path / "a", b"said")
    assert sum(scanner.waited) < 5
    assert not (tmp_path / "a").exists()
