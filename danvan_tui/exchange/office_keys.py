"""The keys of an office: made once, and made again from the recovery file in the safe."""

from pathlib import Path

from danvan_tui.exchange.keys import PublicKeys

SECRET = "office.key"
PUBLIC = "office.danvan-office"
RECOVERY = "office-recovery.txt"


def init_office(folder: Path, name: str, recovery: Path | None = None) -> tuple[PublicKeys, Path]:
    """Make keys, the public file and the recovery file, whose path is given back.

    Raises KeysError where the folder has keys, and OSError.
    """
    raise NotImplementedError


def recover_office(folder: Path, file: Path) -> PublicKeys:
    """Put the keys of the recovery file in the place of those that were lost; raises KeysError."""
    raise NotImplementedError
