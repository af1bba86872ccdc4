"""Draws the README's pictures of the screen anew: `python tests/samples/make_pictures.py`."""

import asyncio
import shutil
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

from textual.events import Paste

from danvan_tui import language
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.catalogue import load_catalogues
from danvan_tui.model.settings import Settings
from danvan_tui.tui.app import DanvanApp

DATA = Path(__file__).parents[2] / "data"


class Picture(NamedTuple):
    """What is to be seen: the window, the line being typed, and the key pressed before."""

    name: str
    size: tuple[int, int]
    theme: str
    line: str
    action: str = ""
    """What is asked for before the line is typed."""


PICTURES = (
    Picture("screen", (120, 32), "dark", "9 Đề nghị xã trải nhựa đoạn đường từ nhà văn hóa"),
    Picture("screen-80", (80, 24), "light", "!kt Đổ bê tông đoạn lún trước Tết"),
    Picture("board", (120, 32), "dark", "", "show_board"),
)
NOW = datetime(2026, 11, 12, 19, 0, tzinfo=timezone(timedelta(hours=7)))


async def draw(root: Path, picture: Picture) -> str:
    """The session screen on the ready sample session, with a line being typed."""
    shelf = Shelf(root, clock=lambda: NOW)
    app = DanvanApp(
        shelf,
        Settings(theme=picture.theme, typing=""),
        load_catalogues(DATA, None),
        session=shelf.sessions()[0].folder.name,
    )
    async with app.run_test(size=picture.size) as pilot:
        await pilot.pause()
        if picture.action:
            await app.run_action(picture.action)
            while app.following.is_reading or not app.following.follow_up.promises:
                await pilot.pause(0.1)
            await pilot.pause(1)
        app.post_message(Paste(picture.line))
        await pilot.pause()
        await pilot.pause()
        return app.export_screenshot(title="danvan")


def main() -> None:
    """Draw them from throw-away copies."""
    language.choose("vi")
    for picture in PICTURES:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "demo"
            shutil.copytree(DATA / "samples" / "demo", root)
            drawn = asyncio.run(draw(root, picture))
        target = DATA / "samples" / f"{picture.name}.svg"
        target.write_text(drawn, encoding="utf-8")


if __name__ == "__main__":
    main()
