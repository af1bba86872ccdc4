"""A part of a screen that is longer than the window: `Scroll`, which leaves every key alone."""

from __future__ import annotations

from textual.containers import VerticalScroll


class Scroll(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Scrolls to the field that has the keyboard; the arrows belong to the fields."""
