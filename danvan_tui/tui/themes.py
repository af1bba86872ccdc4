"""The colours: four themes of our own, quiet surfaces and one accent each.

No state is told by colour alone; a word or a sign always stands beside it.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Any, Final, NamedTuple

from textual.app import App
from textual.theme import Theme

from danvan_tui.language import N_, _


class Look(NamedTuple):
    """A theme as it is offered; the words are translated when they are shown."""

    name: str
    title: str
    about: str


LOOKS: Final = (
    Look("dark", N_("Dark"), N_("Jade on dark green: calm in a dim hall")),
    Look("light", N_("Light"), N_("Dark ink on paper: for bright rooms")),
    Look("contrast", N_("High contrast"), N_("White and yellow on black: for weak eyes")),
    Look("ansi", N_("16 colours"), N_("The terminal's own colours: for old screens")),
)
DEFAULT: Final = "dark"
_NAMES: Final = frozenset(look.name for look in LOOKS)
_OLDER: Final = MappingProxyType(  # what settings could say before, and what it is now
    {
        "textual-dark": "dark",
        "textual-light": "light",
        "ansi-dark": "ansi",
        "ansi-light": "ansi",
    }
)
_FEW_COLOURS: Final = ("standard", "windows")  # what a terminal of 16 colours calls itself


def register_themes(app: App[Any]) -> None:
    """Let an app know our themes."""
    for theme in _themes():
        app.register_theme(theme)


def begin_with(app: App[Any], name: str) -> None:
    """Choose the theme before anything is drawn: to change it then reads all styles twice more."""
    app.set_reactive(App.theme, name)
    dark = app.current_theme.dark
    for style, holds in (("-dark-mode", dark), ("-light-mode", not dark), (f"-theme-{name}", True)):
        app.set_class(holds, style, update=False)
    app._refresh_truecolor_filter(app.ansi_theme)
    app.stylesheet.set_variables(app.get_css_variables())


def first_theme(app: App[Any], wanted: str, *, headless: bool = False) -> tuple[str, str]:
    """The theme to begin with, and a sentence where the one in the settings does not exist."""
    known = _OLDER.get(wanted, wanted)
    if known in _NAMES:
        return known, ""
    few = app.console.color_system in _FEW_COLOURS and not headless
    fitting = "ansi" if few else DEFAULT
    if not wanted:
        return fitting, ""
    names = ", ".join(look.name for look in LOOKS)
    said = _("settings.toml: there is no theme “{theme}”. Please choose: {themes}.")
    return fitting, said.format(theme=wanted, themes=names)


def _themes() -> tuple[Theme, ...]:
    return (
        _theme(
            "dark",
            background="#101614",
            surface="#17201d",
            panel="#22302b",
            boost="#1d2925",
            foreground="#e2e9e5",
            muted="#9fb1a9",
            accent="#74d0ad",
            error="#ff9f8f",
            warning="#ecc976",
            success="#a2d894",
            cursor=("#ffffff", "#2b705b"),
            resting=("#eef5f1", "#2a4a40"),
        ),
        _theme(
            "light",
            dark=False,
            background="#f7f5ef",
            surface="#fffdf8",
            panel="#e3e8e0",
            boost="#edf0ea",
            foreground="#1c2420",
            muted="#4d5b54",
            accent="#0a6049",
            error="#a01d18",
            warning="#744b00",
            success="#2a6110",
            cursor=("#ffffff", "#0a6049"),
            resting=("#12201a", "#c6dcd0"),
        ),
        _theme(
            "contrast",
            background="#000000",
            surface="#000000",
            panel="#2b2b2b",
            boost="#1c1c1c",
            foreground="#ffffff",
            muted="#dedede",
            accent="#ffe14d",
            error="#ffe14d",
            warning="#ffe14d",
            success="#ffffff",
            cursor=("#000000", "#ffe14d"),
            resting=("#000000", "#ffffff"),
        ),
        _theme(
            "ansi",
            ansi=True,
            background="ansi_black",
            surface="ansi_black",
            panel="ansi_blue",
            boost="ansi_blue",
            foreground="ansi_bright_white",
            muted="ansi_white",
            accent="ansi_bright_yellow",
            error="ansi_bright_red",
            warning="ansi_bright_yellow",
            success="ansi_bright_green",
            cursor=("ansi_black", "ansi_bright_yellow"),
            resting=("ansi_black", "ansi_white"),
        ),
    )


def _theme(
    name: str,
    *,
    background: str,
    surface: str,
    panel: str,
    boost: str,
    foreground: str,
    muted: str,
    accent: str,
    error: str,
    warning: str,
    success: str,
    cursor: tuple[str, str],
    resting: tuple[str, str],
    dark: bool = True,
    ansi: bool = False,
) -> Theme:
    """A theme in which no colour of a text is left to be computed from another."""
    return Theme(
        name=name,
        dark=dark,
        ansi=ansi,
        primary=accent,
        secondary=accent,
        accent=accent,
        error=error,
        warning=warning,
        success=success,
        foreground=foreground,
        background=background,
        surface=surface,
        panel=panel,
        boost=boost,
        variables={
            "text": foreground,
            "text-muted": muted,
            "text-disabled": muted,
            "text-primary": accent,
            "text-secondary": accent,
            "text-accent": accent,
            "text-error": error,
            "text-warning": warning,
            "text-success": success,
            "foreground-muted": muted,
            "foreground-disabled": muted,
            "surface": surface,
            "panel": panel,
            "boost": boost,
            "block-cursor-foreground": cursor[0],
            "block-cursor-background": cursor[1],
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-foreground": resting[0],
            "block-cursor-blurred-background": resting[1],
            "block-cursor-blurred-text-style": "none",
            "block-hover-background": panel,
            "input-cursor-foreground": background,
            "input-cursor-background": foreground,
            "input-cursor-text-style": "none",
            "input-selection-foreground": cursor[0],
            "input-selection-background": cursor[1],
            "screen-selection-foreground": cursor[0],
            "screen-selection-background": cursor[1],
            "button-foreground": foreground,
            "button-color-foreground": cursor[0],
            "border": accent,
            "border-blurred": panel,
            "scrollbar": muted,
            "scrollbar-hover": accent,
            "scrollbar-active": accent,
            "scrollbar-background": surface,
            "scrollbar-background-hover": surface,
            "scrollbar-background-active": surface,
            "scrollbar-corner-color": surface,
            "ansi-background": background,
            "ansi-foreground": foreground,
        },
    )
