"""Kill -9 at any point of an exchange loses nothing and uses no number for other bytes."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from danvan_tui.exchange.keys import read_office_file
from danvan_tui.exchange.laptop.entries import Made
from danvan_tui.exchange.laptop.sent_log import read_log
from danvan_tui.exchange.laptop.standing import Standing
from tests.exchange.laptop.field import Desk, laptop_in, reply, review, sent_files

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kill -9 needs a child process")

_STEPS = ("pwrite", "fsync", "fdatasync", "replace", "rename", "unlink", "mkdir", "ftruncate")


def _killed_at(step: int, work: Callable[[], object], *, torn: bool) -> bool:
    """Do it in a child that kills itself before its n-th call to the disk; False where it ended."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            _die_at(step, torn=torn)
            work()
            code = 0
        finally:
            os._exit(code)
    _pid, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    assert os.waitstatus_to_exitcode(status) == 0
    return False


def _die_at(step: int, *, torn: bool) -> None:
    left = [step]

    def counted(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def counting(*arguments: Any, **named: Any) -> object:  # noqa: ANN401 - any call
            left[0] -= 1
            if left[0] == 0:
                if torn and name == "pwrite":
                    fd, data, offset = arguments
                    call(fd, bytes(data)[: len(data) // 2], offset)
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*arguments, **named)

        return counting

    for name in _STEPS:
        setattr(os, name, counted(name, getattr(os, name)))


def _numbers(data: Path, stick: Path) -> dict[tuple[str, int], set[str]]:
    """For each number what was ever made under it: by the log, and by names on the stick."""
    found: dict[tuple[str, int], set[str]] = {}
    entries = read_log(data / "exchange" / "sent.log").entries
    for made in (entry for entry in entries if isinstance(entry, Made)):
        found.setdefault((made.line, made.number), set()).add(made.digest[:16])
    line = next((entry.line for entry in entries if isinstance(entry, Made)), "")
    for path in sent_files(stick):
        _code, number, rest = path.name.split("_")
        found.setdefault((line, int(number)), set()).add(rest[:16])
    return found


@pytest.mark.parametrize(("torn", "changed"), [(True, False), (False, True)])
def test_an_exchange_cut_anywhere_goes_on(
    tmp_path: Path, desk: Desk, torn: bool, changed: bool
) -> None:
    step, ended = int(torn), False  # every other call; the two together die at each of them
    while not ended:
        step += 2
        field = laptop_in(tmp_path / f"data-{step}")
        stick = tmp_path / f"stick-{step}"
        field.laptop.trust(read_office_file(desk.public))
        folder = field.write()
        target = field.stick(stick)
        ended = not _killed_at(step, lambda: field.sync(target), torn=torn)  # noqa: B023
        if field.standing(folder).standing is Standing.SENT:
            assert sent_files(stick)
        if changed:
            field.add(folder, "Nói thêm", reason="bổ sung")
        again = laptop_in(field.root)
        again.sync(target)
        numbers = _numbers(field.root, stick)
        assert all(len(digests) == 1 for digests in numbers.values())
        assert sorted(number for _line, number in numbers) == list(range(1, len(numbers) + 1))
        desk.answer(stick, again)
        again.sync(target)
        assert again.standing(folder).standing is Standing.RECEIVED
        assert set(desk.operations[again.standing(folder).session]) >= again.operations(folder)
        assert not list((field.root / "exchange" / "outbox").iterdir())
    assert step > 15


def test_answers_cut_anywhere_are_taken_in_once(tmp_path: Path, desk: Desk) -> None:
    step, ended = 0, False
    while not ended:
        step += 2
        field = laptop_in(tmp_path / f"data-{step}")
        stick = tmp_path / f"stick-{step}"
        field.laptop.trust(read_office_file(desk.public))
        folder = field.write()
        target = field.stick(stick)
        field.sync(target)
        desk.answer(stick, field)
        session = field.standing(folder).session
        duty = review(desk, session)
        reply(stick, field, desk.follow_up(field.laptop.public(), {session: [duty]}))
        ended = not _killed_at(step, lambda: field.sync(target), torn=True)  # noqa: B023
        assert field.standing(folder).standing is not Standing.REFUSED
        again = laptop_in(field.root)
        again.sync(target)
        assert duty.id in again.operations(folder)
        assert again.standing(folder).standing is Standing.RECEIVED
        desk.answer(stick, again)
        again.sync(target)
        assert again.standing(folder).standing is Standing.RECEIVED
        assert not list((field.root / "exchange" / "inbox").iterdir())
    assert step > 15
