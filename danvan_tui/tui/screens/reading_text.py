"""How a passage looks: room between its lines, what was changed marked beside it."""

from __future__ import annotations

from textual.content import Content

from danvan_tui.tui.widgets.text import literal
from danvan_tui.wording.marks import Mark
from danvan_tui.wording.reading import Paragraph, Passage


def text_of(passage: Passage, width: int, *, roomy: bool) -> Content:
    """The passage in lines of at most ``width`` cells; roomy: with empty lines between them."""
    between_lines, between_paragraphs = ("\n\n", "\n\n\n") if roomy else ("\n", "\n\n")
    blocks = [
        Content(between_lines).join(_content(paragraph).wrap(max(1, width)))
        for paragraph in passage.paragraphs
    ]
    return Content(between_paragraphs).join(blocks)


def _content(paragraph: Paragraph) -> Content:
    said = [literal(paragraph.text)] if paragraph.text else []
    return Content("\n").join([*said, *map(_marked, paragraph.marks)])


def _marked(mark: Mark) -> Content:
    """A mark, old value struck through and the new one set off; the sign says it without colour."""
    head = " · ".join(filter(None, (mark.how, mark.field)))
    parts: list[Content] = [_styled(f"● {head}", "$text-warning")]
    values = []
    if mark.before:
        values.append(_styled(f"“{mark.before}”", "strike $text-muted"))
    if mark.now:
        values.append(_styled(f"“{mark.now}”", "bold $text-success"))
    elif mark.before:
        values.append(literal("–"))
    if values:
        parts += [literal(": "), Content(" → ").join(values)]
    return Content("").join(parts)


def _styled(text: str, style: str) -> Content:
    return literal(text).stylize(style)
