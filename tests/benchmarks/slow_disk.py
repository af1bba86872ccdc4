"""The command on a disk that takes its time: every flush lasts ``DANVAN_FLUSH`` seconds more."""

import os
import time
from unittest import mock

from danvan_tui.cli import main

if __name__ == "__main__":
    extra, flush = float(os.environ["DANVAN_FLUSH"]), os.fdatasync

    def slow(fd: int) -> None:
        """Let the other threads go on meanwhile, as waiting for a device does."""
        time.sleep(extra)
        flush(fd)

    with mock.patch.object(os, "fdatasync", slow):
        main()
