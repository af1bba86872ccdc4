"""Promise: every theme can be read, is seen while it is chosen, and is kept only with Enter."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rich.color import Color as RichColor
from rich.segment import Segment
from textual.app import App
from textual.color import Color

from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.settings import Settings, read_settings
from danvan_tui.tui.screens.dialogs import Pick
from danvan_tui.tui.screens.form import RecordForm
from danvan_tui.tui.screens.help import HelpScreen
from danvan_tui.tui.screens.theme import ThemeScreen
from danvan_tui.tui.themes import LOOKS, first_theme, register_themes
from danvan_tui.tui.widgets.choices import Choices
from danvan_tui.tui.widgets.palette import Palette
from tests.tui.meeting import Meeting, opened

LEAST = {"dark": 4.5, "light": 4.5, "contrast": 7.0}
"""How much lighter one of text and ground has to be than the other (WCAG: AA, AAA)."""
SURFACES = ("background", "surface", "panel", "boost")
TEXTS = ("foreground", "text-muted", "accent", "text-error", "text-warning", "text-success")
CURSORS = ("block-cursor", "block-cursor-blurred", "input-cursor", "input-selection")


def variables(theme: str) -> dict[str, str]:
    app: App[None] = App()
    register_themes(app)
    app.theme = theme
    return app.get_css_variables()


def ratio(text: str, ground: str) -> float:
    lighter, darker = sorted((_light(Color.parse(text)), _light(Color.parse(ground))))[::-1]
    return (lighter + 0.05) / (darker + 0.05)


def _light(color: Color) -> float:
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in color.normalized
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("theme", LEAST)
def test_every_colour_of_a_text_stands_out_from_every_ground(theme: str) -> None:
    named = variables(theme)
    pairs = [(named[text], named[ground]) for text in TEXTS for ground in SURFACES]
    pairs += [(named[f"{one}-foreground"], named[f"{one}-background"]) for one in CURSORS]
    assert [pair for pair in pairs if ratio(*pair) < LEAST[theme]] == []


def test_the_theme_of_sixteen_colours_has_no_others() -> None:
    named = variables("ansi")
    used = {named[name] for name in (*TEXTS, *SURFACES, "text", "text-disabled", "border")}
    used |= {named[f"{one}-{part}"] for one in CURSORS for part in ("foreground", "background")}
    assert [color for color in used if not color.startswith("ansi_")] == []


def painted(meeting: Meeting) -> Iterator[Segment]:
    """What is on the screen, letter by letter with its colours."""
    for strip in meeting.app.screen._compositor.render_strips():
        yield from (segment for segment in strip if any(map(str.isalnum, segment.text)))


def faint(meeting: Meeting, least: float) -> list[str]:
    """The texts that do not stand out."""
    found = []
    for segment in painted(meeting):
        style = segment.style
        assert style is not None
        text, ground = (Color.from_rich_color(one).hex6 for one in (style.color, style.bgcolor))
        if ratio(text, ground) < least or style.dim:
            found.append(f"{segment.text.strip()}: {text} on {ground}")
    return found


@pytest.mark.parametrize("theme", LEAST)
async def test_everything_that_is_shown_can_be_read(shelf: Shelf, code: str, theme: str) -> None:
    async with opened(shelf, code, settings=Settings(theme=theme)) as meeting:
        await meeting.write("1 kn gt Đường hỏng", "! kt 1/1/2020 Sửa đường")
        for keys, wanted in (
            ((), type(meeting.session)),
            (("f2",), RecordForm),
            (("escape", "f1"), HelpScreen),
            (("escape", "ctrl+p"), Palette),
            (("escape", "f12"), Pick),
        ):
            await meeting.press(*keys)
            assert isinstance(meeting.app.screen, wanted)
            meeting.app.clear_notifications()
            await meeting.settle()
            assert faint(meeting, LEAST[theme]) == [], wanted


async def test_sixteen_colours_are_all_that_is_sent(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code, settings=Settings(theme="ansi")) as meeting:
        await meeting.write("1 kn gt Đường hỏng")
        for key in ("f2", "f1"):
            await meeting.press(key)
            others = [
                segment
                for segment in painted(meeting)
                for color in (segment.style.color, segment.style.bgcolor)  # type: ignore[union-attr]
                if not _of_the_terminal(color)
            ]
            assert others == []


def _of_the_terminal(color: RichColor | None) -> bool:
    return color is None or color.is_default or color.is_system_defined


async def choosing(meeting: Meeting) -> None:
    await meeting.press("ctrl+p")
    await meeting.put("colours")
    await meeting.press("enter")
    await meeting.on(ThemeScreen)


def ground(meeting: Meeting) -> str:
    """The colour behind the session."""
    return meeting.session.styles.background.hex6


async def test_a_theme_is_seen_at_once_and_kept_with_enter(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        before = ground(meeting)
        await choosing(meeting)
        assert "DT-2026-001" in meeting.seen  # the session stays in sight
        await meeting.press("down")
        await meeting.until(lambda: ground(meeting) != before)
        assert read_settings(shelf.root) == Settings()
        await meeting.press("enter")
        await meeting.until(lambda: meeting.app.screen is meeting.session)
        assert read_settings(shelf.root).theme == meeting.app.theme == "light"


async def test_esc_goes_back_to_the_theme_before(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code, settings=Settings(theme="light")) as meeting:
        before = ground(meeting)
        await choosing(meeting)
        await meeting.press("down")
        await meeting.until(lambda: ground(meeting) != before)
        await meeting.press("escape")
        await meeting.until(lambda: ground(meeting) == before)
        assert not (shelf.root / "settings.toml").exists()


async def test_a_theme_that_cannot_be_kept_is_shown_and_told(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        (shelf.root / "settings.toml").write_text('colour = "red"\n', encoding="utf-8")
        await choosing(meeting)
        await meeting.press("down", "enter")
        await meeting.until(lambda: meeting.app.screen is meeting.session)
        assert meeting.app.theme == "light"
        assert any("colour" in said for said in meeting.said)


@pytest.mark.parametrize("name", [look.name for look in LOOKS])
async def test_the_theme_of_the_settings_is_the_first_one(shelf: Shelf, name: str) -> None:
    async with opened(shelf, settings=Settings(theme=name)) as meeting:
        assert meeting.app.theme == name


@pytest.mark.parametrize(
    ("older", "now"), [("textual-dark", "dark"), ("textual-light", "light"), ("ansi-dark", "ansi")]
)
async def test_a_theme_of_older_settings_is_now_one_of_ours(
    shelf: Shelf, code: str, older: str, now: str
) -> None:
    async with opened(shelf, code, settings=Settings(theme=older)) as meeting:
        assert meeting.app.theme == now
        await choosing(meeting)
        assert meeting.app.screen.query_one(Choices).highlighted is not None


@pytest.mark.parametrize("name", ["mauve", "nord", "dracula"])
def test_a_theme_that_is_none_of_ours_is_told(name: str) -> None:
    app: App[None] = App()
    register_themes(app)
    theme, problem = first_theme(app, name)
    assert theme in ("dark", "ansi")
    assert name in problem
    assert "contrast" in problem


@pytest.mark.parametrize(
    ("terminal", "theme"), [("linux", "ansi"), ("xterm", "ansi"), ("xterm-256color", "dark")]
)
def test_a_terminal_of_few_colours_begins_with_its_own(
    monkeypatch: pytest.MonkeyPatch, terminal: str, theme: str
) -> None:
    monkeypatch.setenv("TERM", terminal)
    monkeypatch.delenv("COLORTERM", raising=False)
    app: App[None] = App()
    register_themes(app)
    assert first_theme(app, "") == (theme, "")
