"""Damages every byte of a small data folder, one at a time, and opens what is left.

Usage: python -m tests.evidence.damage [--step 1]
Every ``step``-th byte is flipped whole, flipped by one bit, and cut at; the default is quick.
"""

import argparse
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from danvan_tui.ledger.errors import LedgerError
from danvan_tui.ledger.frame import unpack
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.opening import open_notebook
from danvan_tui.ledger.operation import Edit, Operation, decode_operation
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import DENUNCIATION, Table
from tests.evidence.recording import exposed

BAD = (
    "unopened", "earlier lost", "too many lost", "invented", "unsaid", "not kept", "unmended",
    "exposed",
)  # fmt: skip
ZEROS_TRIED = 64  # bytes of a run of zeros; the others are like them


@dataclass(frozen=True)
class Original:
    """A data folder as it was, and what it says."""

    code: str
    files: dict[Path, bytes]
    operations: dict[str, Operation]
    only_in: dict[str, tuple[Path, int]]
    """Operations that stand in one place only: the file, and where their frame ends."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--step", type=int, default=31)
    arguments = parser.parse_args()
    wrong = 0
    print(f"{'session':<9}{'way':<9}{'tried':>7}{'lost some':>10}" + "".join(map(_wide, BAD)))
    with tempfile.TemporaryDirectory(dir=spare()) as name:
        for closed in (True, False):
            root = Path(name, "closed" if closed else "killed")
            original = recorded(root, closed=closed)
            for way in ("byte", "bit", "cut"):
                total = damaged(root, original, way, arguments.step)
                wrong |= int(any(total[bad] for bad in BAD))
                figures = "".join(_wide(str(total[bad])) for bad in BAD)
                print(f"{root.name:<9}{way:<9}{total['tried']:>7}{total['lost']:>10}{figures}")
    return wrong


def spare() -> Path | None:
    """A folder in memory where there is one: thousands of openings would wear a disk."""
    shm = Path("/dev/shm")
    return shm if shm.is_dir() else None


def recorded(root: Path, *, closed: bool) -> Original:
    """A session of six entries with a denunciation, closed or killed while it was open."""
    shelf = Shelf(root)
    code = shelf.create(title="Đối thoại bản Nà Pù")
    notebook = shelf.open(code, person="Lò Thị Mai")
    issue = _say(notebook, "Đường vào bản hỏng", "Lò Văn Ó")
    notebook.record([notebook.new(Table.ANSWERS, issue=issue, content="Sẽ sửa")])
    notebook.record([notebook.new(Table.COMMITMENTS, issue=issue, due="2026-12-10")])
    secret = _say(notebook, "Trưởng bản nhận tiền", "Sùng Thị Pàng")
    notebook.record([Edit(Table.ISSUES, secret, {"kind": DENUNCIATION})])
    _say(notebook, "Xin thêm cống thoát nước", "Quàng Văn Ín")
    if closed:
        notebook.close()
        folder = notebook.folder
    else:  # a copy of the files is what a killed program leaves
        folder = Path(shutil.copytree(notebook.folder, root / "copy"))
        notebook.close()
        shutil.rmtree(notebook.folder)
        folder = folder.rename(notebook.folder)
    files = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    operations = dict(notebook.state.fold.operations)
    return Original(code, files, operations, _standing_alone(files, operations))


def _say(notebook: Notebook, content: str, name: str) -> str:
    edit = notebook.new(Table.ISSUES, content=content, speaker_name=name)
    notebook.record([edit])
    return edit.record


def _standing_alone(
    files: dict[Path, bytes], operations: dict[str, Operation]
) -> dict[str, tuple[Path, int]]:
    places: dict[str, list[tuple[Path, int]]] = {one: [] for one in operations}
    for path, data in files.items():
        if path.suffix == ".log":
            for frame in unpack(data)[0][1:]:
                if b'{"moved"' not in frame.payload:
                    end = frame.offset + frame.length
                    places[decode_operation(frame.payload).id].append((path, end))
        for one in operations:
            if path.suffix == ".json" and f'"id":"{one}"'.encode() in data:
                places[one].append((path, 0))
    return {one: found[0] for one, found in places.items() if len(found) == 1}


def damaged(root: Path, original: Original, way: str, step: int) -> Counter[str]:
    """Every place damaged in one way; what is wrong is counted."""
    total: Counter[str] = Counter()
    for path, data in original.files.items():
        for place in places(data, step):
            harmed = harm(data, place, way)
            _restore(root, original)
            path.write_bytes(harmed)
            total["tried"] += 1
            wrong = opened(root, original, path, place, harmed)
            total += wrong
            if wrong.keys() & set(BAD):
                print(f"{path.name} {way} {place}: {dict(wrong)}", file=sys.stderr)
    return total


def places(data: bytes, step: int) -> Iterator[int]:
    """Every place to be tried: of the zeros at the end only the first and a few others."""
    written = len(data.rstrip(b"\0"))
    yield from range(0, min(len(data), written + ZEROS_TRIED), step)
    yield from range(written + ZEROS_TRIED, len(data), 50_021)


def harm(data: bytes, place: int, way: str) -> bytes:
    """The file with one byte or one bit turned over, or cut."""
    if way == "cut":
        return data[:place]
    mask = 0xFF if way == "byte" else 1 << place % 8
    return data[:place] + bytes([data[place] ^ mask]) + data[place + 1 :]


def _restore(root: Path, original: Original) -> None:
    shutil.rmtree(root)
    for path, data in original.files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def opened(root: Path, original: Original, path: Path, place: int, harmed: bytes) -> Counter[str]:
    """What is wrong with the notebook that opens after the harm."""
    total: Counter[str] = Counter()
    try:
        notebook = Shelf(root).open(original.code)
    except LedgerError as error:
        print(error, file=sys.stderr)
        return Counter(unopened=1)
    found = notebook.state.fold.operations
    lost = original.operations.keys() - found.keys()
    total["lost"] += bool(lost)
    total["invented"] += any(original.operations.get(one) != found[one] for one in found)
    total["unsaid"] += bool(lost) and not notebook.notices
    total["earlier lost"] += any(not _may_be_lost(original, one, path, place) for one in lost)
    total["too many lost"] += len(harmed) == len(original.files[path]) and len(lost) > 1
    kept = any(one.read_bytes() == harmed for one in root.rglob("*") if one.is_file())
    total["not kept"] += bool(notebook.notices) and not kept
    total["exposed"] += bool(exposed(notebook))
    notebook.close()
    again = open_notebook(notebook.folder, write=False)
    total["unmended"] += again.notices != [] or again.state.fold.operations != found
    return +total


def _may_be_lost(original: Original, operation: str, path: Path, place: int) -> bool:
    """Only an entry that stood nowhere else, and not before the harm."""
    where, end = original.only_in.get(operation, (None, 0))
    return where == path and place < end


def _wide(name: str) -> str:
    return f"{name:>14}"


if __name__ == "__main__":
    sys.exit(main())
