"""Draws the README's picture of the screen anew: `python tests/samples/make_picture.py`."""

import asyncio
import shutil
import tempfile
from pathlib import Path

from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.catalogue import load_catalogues
from danvan_tui.model.settings import Settings
from danvan_tui.tui.app import DanvanApp

DATA = Path(__file__).parents[2] / "data"
TARGET = DATA / "samples" / "screen.svg"
SIZE = (120, 32)
TYPED = "9 kn gt Đề nghị xã trải nhựa đoạn đường từ nhà văn hóa"


async def draw(root: Path) -> str:
    """The session screen on the ready sample session, with a line being typed."""
    shelf = Shelf(root)
    app = DanvanApp(
        shelf,
        Settings(),
        load_catalogues(DATA, None),
        session=shelf.sessions()[0].folder.name,
    )
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press(*TYPED)
        await pilot.pause()
        return app.export_screenshot(title="danvan")


def main() -> None:
    """Draw it from a throw-away copy."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "demo"
        shutil.copytree(DATA / "samples" / "demo", root)
        TARGET.write_text(asyncio.run(draw(root)), encoding="utf-8")


if __name__ == "__main__":
    main()
