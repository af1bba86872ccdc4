"""What an issue says that only repeats another one."""

from collections.abc import Mapping

from danvan_tui.model.records import Issue


def words_of(issue: Issue, known: Mapping[str, Issue]) -> str:
    """What was raised; where nothing stands but whom it repeats, the words of that issue.

    Empty where the law protects them, or where that issue is not among the ``known``.
    """
    meant: Issue | None = issue
    seen = set()
    while meant is not None and not meant.protected and meant.id not in seen:
        if meant.content:
            return meant.content
        seen.add(meant.id)
        meant = known.get(meant.same_as)
    return ""
