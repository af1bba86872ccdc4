"""What came in after minutes were closed, as it is told beside them."""

from collections.abc import Iterator

from danvan_tui.language import _
from danvan_tui.ledger.closing import came_late
from danvan_tui.ledger.state import State
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.wording import words
from danvan_tui.wording.sentences import Sentences


def heading() -> str:
    """What it is headed with."""
    return _("Came in after closing")


def told(state: State, catalogues: Catalogues) -> Iterator[str]:
    """What it means, and each entry with who made it and when; nothing where nothing came."""
    operations = came_late(state)
    if not operations:
        return
    yield _(
        "These entries of another note-taker came in after the minutes were closed. They are "
        "kept, but were not read back and not agreed on."
    )
    sentences = Sentences(state, catalogues)
    for operation in operations:
        when = ", ".join(filter(None, (words.day(operation.at[:10]), operation.by)))
        yield _("{when}: {what}").format(when=when or "?", what=sentences.of(operation))
