"""A short list to choose from: `Choices`, whose entries are shown as they are."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widgets import OptionList
from textual.widgets.option_list import Option

from danvan_tui.tui.widgets.text import literal


class Choices(OptionList):
    """A list of keys with their words; the `option_id` of its messages is the key."""

    # Textual draws the chosen row in the colour of text, which not every theme lets one read.
    DEFAULT_CSS = """
    Choices > .option-list--option-highlighted { color: $block-cursor-blurred-foreground; }
    Choices:focus > .option-list--option-highlighted { color: $block-cursor-foreground; }
    """

    def __init__(
        self,
        choices: Iterable[tuple[str, str]] = (),
        *,
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        super().__init__(
            *(_option(key, words) for key, words in choices),
            name=name,
            id=id,
            classes=classes,
            disabled=disabled,
            markup=False,
        )

    def show(self, choices: Iterable[tuple[str, str]]) -> None:
        """Offer these choices instead, the first one highlighted."""
        self.set_options(_option(key, words) for key, words in choices)
        self.highlighted = 0 if self.option_count else None


def _option(key: str, words: str) -> Option:
    return Option(literal(words), id=key)
