"""Painting one widget at once, alone: what is typed does not wait for the screen's next frame."""

from __future__ import annotations

from textual._compositor import LayoutUpdate
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget


def paint(widget: Widget) -> None:
    """Paint a widget that changed, unless its screen has more to do first; then the frame comes.

    A frame costs as much as the screen has widgets, and comes up to a sixtieth of a second later.
    """
    screen = widget.screen
    if not widget._repaint_required or _must_wait(widget, screen):
        return
    region = _in_sight(widget, screen)
    if region is None:
        return
    lines = widget.render_lines(region.reset_offset)
    widget._repaint_required = False
    widget._exchange_repaint_regions()
    widget.app._display(screen, LayoutUpdate([[line] for line in lines], region))


def _must_wait(widget: Widget, screen: Screen[object]) -> bool:
    """Whether the widget may not be where it was, or nothing may be painted now."""
    moving = widget._layout_required or screen._layout_required or screen._scroll_required
    return moving or bool(widget.app._batch_count) or screen is not widget.app.screen


def _in_sight(widget: Widget, screen: Screen[object]) -> Region | None:
    """Where the widget stands, if nothing hides a part of it."""
    visible = screen._compositor.visible_widgets  # from front to back
    if widget not in visible:
        return None
    own, clip = visible[widget]
    if not clip.contains_region(own):
        return None
    for other, (region, _clip) in visible.items():
        if other is widget:
            return own
        if region.overlaps(own):
            return None
    return None
