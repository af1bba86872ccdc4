"""What is kept of an unexpected error: its kind and its places, never what people wrote."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

_LARGEST_LOG = 256 * 1024


def describe(error: BaseException) -> str:
    """The kinds of the error and of those behind it, each with its modules and lines.

    Messages and values are left out: they may hold what a person said.
    """
    return "\n".join(line for link in _chain(error) for line in _describe_one(link)) + "\n"


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        wrapped = getattr(error, "error", None)
        behind = wrapped if isinstance(wrapped, BaseException) else None
        error = behind or error.__cause__ or error.__context__


def _describe_one(error: BaseException) -> Iterator[str]:
    kind = type(error)
    yield f"{kind.__module__}.{kind.__qualname__}"
    for module, line in _places(error.__traceback__):
        yield f"  {module}:{line}"


def _places(trace: TracebackType | None) -> Iterator[tuple[str, int]]:
    while trace is not None:
        yield str(trace.tb_frame.f_globals.get("__name__", "?")), trace.tb_lineno
        trace = trace.tb_next


def record(log: Path | None, error: BaseException) -> bool:
    """Append the description to the log; False when there is no log or it cannot be written."""
    if log is None:
        return False
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        full = log.exists() and log.stat().st_size > _LARGEST_LOG
        with log.open("w" if full else "a", encoding="utf-8") as file:
            file.write(describe(error))
    except OSError:
        return False
    return True
