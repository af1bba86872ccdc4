"""Where a clause ends: at a sign, where the task begins, or after twelve words.

A task begins with a capital, or with a word such as "sẽ".
"""

from danvan_tui.vietnamese.deadlines.reading import Scene
from danvan_tui.vietnamese.deadlines.words import listed

_LONGEST = 12
_TASKS = "sẽ thì mới phải"


def clause_end(scene: Scene, at: int) -> int:
    """The place behind the clause that begins at ``at``."""
    limit = len(scene.words) if scene.whole else min(len(scene.words), at + _LONGEST)
    end = at
    while end < limit and (scene.words[end].text.isalnum() or scene.words[end].text == "/"):
        begins = scene.words[end].capital or listed(scene.words, end, _TASKS)
        if end > at and begins and not scene.whole:
            break
        end += 1
    return end
