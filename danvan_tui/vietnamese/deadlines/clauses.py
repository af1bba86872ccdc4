"""Where a clause ends: at a sign, at a capital that begins the task, or after twelve words."""

from danvan_tui.vietnamese.deadlines.reading import Scene

_LONGEST = 12


def clause_end(scene: Scene, at: int) -> int:
    """The place behind the clause that begins at ``at``."""
    limit = len(scene.words) if scene.whole else min(len(scene.words), at + _LONGEST)
    end = at
    while end < limit and (scene.words[end].text.isalnum() or scene.words[end].text == "/"):
        if end > at and scene.words[end].capital and not scene.whole:
            break
        end += 1
    return end
