"""What was worked out from all sessions and is kept to save time; never the truth."""

import contextlib
from pathlib import Path

from danvan_tui.ledger import disk

FOLDER = "derived"
FOLLOW_UP_FILE = "followup.msgpack"


def follow_up_file(root: Path) -> Path:
    """Where the follow-up of a data folder is kept; it may be deleted at any time."""
    return root / FOLDER / FOLLOW_UP_FILE


def forget(path: Path) -> None:
    """Delete what was worked out, also what is being written."""
    for one in (disk.unfinished(path), path):
        with contextlib.suppress(OSError):  # it is found out of date before it is used again
            one.unlink()


def forget_derived(session: Path) -> None:
    """Delete what was worked out from this session among others: some of it is secret now."""
    forget(follow_up_file(session.parent.parent))
