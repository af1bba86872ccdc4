"""Which piece of a long opinion a list shows: the one with the words that were searched."""

from danvan_tui.vietnamese.fold import fold
from danvan_tui.vietnamese.search import read_query

_BEFORE = 12  # letters shown before the word that was found
_ELLIPSIS = "… "


def excerpt(text: str, query: str, room: int) -> str:
    """The text on one line, from shortly before a searched word that has no ``room`` to be seen."""
    line = " ".join(text.split())
    folded = " " + fold(line)
    if len(line) <= room or len(folded) != len(line) + 1:
        return line
    places = [folded.find(f" {word}") for word in read_query(query).folded]
    found = [place for place in places if place >= 0]
    if not found or max(found) + _BEFORE < room:
        return line
    start = line.rfind(" ", 0, max(0, min(found) - _BEFORE)) + 1
    return _ELLIPSIS + line[start:] if start else line
