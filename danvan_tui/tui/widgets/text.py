"""Widgets that show text as it is: `Text`, `Label` and `Button` never read it as markup."""

from __future__ import annotations

from textual.content import Content
from textual.visual import VisualType
from textual.widgets import Button as StockButton
from textual.widgets import Static
from textual.widgets.button import ButtonVariant

from danvan_tui.vietnamese.clean import clean_lines


def literal(text: str) -> Content:
    """The text as something to show, cleaned, with nothing in it that acts."""
    return Content(clean_lines(text))


class Text(Static):
    """A block of text, shown as it is."""

    def __init__(
        self,
        text: str = "",
        *,
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        super().__init__(
            literal(text), markup=False, name=name, id=id, classes=classes, disabled=disabled
        )

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Show another text, if it is another; ``layout=False`` when its size cannot change."""
        shown = literal(content) if isinstance(content, str) else content
        before = self.content
        if isinstance(shown, Content) and isinstance(before, Content) and shown.is_same(before):
            return
        super().update(shown, layout=layout)


class Label(Text):
    """A text as wide as its words."""

    DEFAULT_CSS = """
    Label {
        width: auto;
        height: auto;
    }
    """


class Button(StockButton):
    """A button whose label is shown as it is."""

    def __init__(
        self,
        label: str,
        variant: ButtonVariant = "default",
        *,
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
        disabled: bool = False,
        action: str | None = None,
        compact: bool = False,
    ) -> None:
        super().__init__(
            literal(label),
            variant,
            name=name,
            id=id,
            classes=classes,
            disabled=disabled,
            action=action,
            compact=compact,
        )
