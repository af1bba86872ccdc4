"""Which names at a target are names of files of ours; every other one does not exist for us."""

import hashlib
import re

_NAME = re.compile(r"(?=[A-Za-z0-9._-]{1,120}\Z)[^.].*\.(?:danvan|danvan\.age|json)")
_FOLDER = re.compile(r"(?!\.)[A-Za-z0-9._-]{1,120}(?:/(?!\.)[A-Za-z0-9._-]{1,120}){0,7}")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_DIGEST = re.compile(r"_([0-9a-f]{16})\.(?:danvan|danvan\.age)")


def is_parcel_name(name: str) -> bool:
    """Whether a name can be a whole file of ours: no path, nothing hidden, no Windows device."""
    return _NAME.fullmatch(name) is not None and not _DEVICE.fullmatch(name)


def check_place(folder: str, name: str) -> None:
    """Raise ValueError where a folder or a name would lead somewhere else."""
    if not _FOLDER.fullmatch(folder) or any(map(_DEVICE.fullmatch, folder.split("/"))):
        raise ValueError(folder)
    if not is_parcel_name(name):
        raise ValueError(name)


def part_of(name: str) -> str:
    """What a file is called while it is being written."""
    return name + ".part"


def damaged(name: str) -> str:
    """What a file is called that is not what its name says."""
    return name + ".damaged"


def names_these(name: str, data: bytes) -> bool:
    """Whether a name says the digest of these bytes, so that any others under it are damaged."""
    said = _DIGEST.search(name)
    return said is not None and hashlib.sha256(data).hexdigest().startswith(said[1])
