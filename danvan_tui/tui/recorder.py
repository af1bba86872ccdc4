"""The recorder: entries go to the disk one after another on a thread, so no key waits for it."""

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from danvan_tui.ledger.errors import LedgerError, SaveError
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Operation
from danvan_tui.ledger.store import Entry

CHECKPOINT_EVERY = 200
"""Entries between two states written whole."""


@dataclass(frozen=True)
class Job:
    """Something to record: how to make the entry when its turn comes, and what was typed."""

    make: Callable[[], Entry | None]
    """Gives None where there is nothing to record after all."""
    typed: str = ""
    """The line it was typed as; empty for what came from a form or a key."""
    corrects: str = ""
    """The operation that this line corrects."""
    saved: Callable[[], None] | None = None
    """What to do on the disk once it is saved, on the same thread."""
    refused: Callable[[], None] | None = None
    """What to do where it cannot be recorded as it is."""


class Recorder:
    """Records jobs in order; what cannot be saved stays first in the queue and is tried again."""

    def __init__(
        self,
        notebook: Notebook,
        *,
        saved: Callable[[Operation], None],
        refused: Callable[[Job, LedgerError], None],
        changed: Callable[[], None],
        failed: Callable[[Exception], None],
        before: Callable[[], Awaitable[None]],
    ) -> None:
        """``before`` is awaited before an entry is written that was not typed on the line."""
        self._notebook = notebook
        self._saved = saved
        self._refused = refused
        self._changed = changed
        self._failed = failed
        self._before = before
        self._jobs: deque[Job] = deque()
        self._running: asyncio.Task[None] | None = None
        self.trouble: SaveError | None = None
        """Why the first waiting job is not on the disk yet."""

    @property
    def waiting(self) -> list[Job]:
        """What is not on the disk yet, in order."""
        return list(self._jobs)

    def submit(self, job: Job) -> None:
        """Record a job when its turn comes; trying again whatever waits before it."""
        self._jobs.append(job)
        self.retry()

    def retry(self) -> None:
        """Go on with what is waiting."""
        if self._running is None or self._running.done():
            self._running = asyncio.create_task(self._run())

    async def drain(self) -> None:
        """Wait until everything is recorded, or cannot be although it was tried again."""
        self.retry()
        await self.rest()

    async def rest(self) -> None:
        """Wait until nothing is being written."""
        if self._running is not None:
            await asyncio.shield(self._running)  # giving up waiting must not stop the writing

    async def _run(self) -> None:
        try:
            await self._record_all()
        except Exception as error:  # noqa: BLE001 - nobody awaits this task, so it is told here
            self._failed(error)

    async def _record_all(self) -> None:
        while self._jobs:
            self._changed()
            if not await self._record(self._jobs[0]):
                break
        self._changed()

    async def _record(self, job: Job) -> bool:
        """Whether the first job is done with, saved or refused for good: then it waits no more."""
        try:
            entry = job.make()
            if entry is not None:
                if not job.typed:
                    await self._before()
                await asyncio.to_thread(self._write, job, entry)
        except SaveError as error:
            self.trouble = error
            return False
        except LedgerError as error:
            self._jobs.popleft()
            self._refused(job, error)
            return True
        operation = self._notebook.apply(entry) if entry is not None else None
        self._jobs.popleft()  # before anything is shown: what is saved is never recorded again
        if operation is not None and entry is not None:
            self.trouble = None
            self._saved(operation)
            if entry.moves or self._notebook.operations_since_checkpoint >= CHECKPOINT_EVERY:
                with contextlib.suppress(SaveError):  # the entries are saved; closing tries again
                    await asyncio.to_thread(self._notebook.checkpoint)
        return True

    def _write(self, job: Job, entry: Entry) -> None:
        self._notebook.check_folder()
        self._notebook.write(entry)
        if job.saved is not None:
            job.saved()
