"""Reading a file that people write by hand, and nothing that only looks like one."""

import errno
import stat
from pathlib import Path
from typing import Final

from danvan_tui.language import _

LIMIT: Final = 1024 * 1024  # bytes; a file written by hand has some thousand


def read_plain_file(path: Path) -> bytes:
    """The bytes of a regular file of at most 1 MB; raises OSError.

    A device or a pipe would never come to an end.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, _("it is a folder or a device"))
    with path.open("rb") as file:
        data = file.read(LIMIT + 1)
    if len(data) > LIMIT:
        raise OSError(errno.EFBIG, _("it is larger than 1 MB"))
    return data
