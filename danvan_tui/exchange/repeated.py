"""Issues that repeat others, said without the numbers of issues: those are not posted."""

import re
from collections.abc import Mapping

import msgspec

from danvan_tui.ledger.rearranging import Like, same_words
from danvan_tui.model.records import Issue


def self_contained(issue: Issue, known: Mapping[str, Issue]) -> Issue:
    """The issue tied to a posted one by its id alone, with the words of the one it only names."""
    same, said, seen = _repeated(issue, known), issue, {issue.id}
    while _only_number(said.content) is not None:
        meant = _repeated(said, known)
        if meant is None or meant.id in seen:
            said = Issue(id="")
        else:
            said = meant
            seen.add(meant.id)
    return msgspec.structs.replace(issue, same_as=same.id if same else "", content=said.content)


def _repeated(issue: Issue, known: Mapping[str, Issue]) -> Issue | None:
    """The posted issue that another repeats; where only its number is named, the one with it."""
    number = _only_number(issue.content)
    numbered = (other for other in known.values() if other.number == number)
    same = known.get(issue.same_as) or next(numbered, None)
    return None if same is None or same.protected or same is issue else same


def _only_number(content: str) -> int | None:
    """The number where an issue names nothing but the one it repeats."""
    number = re.search(r"\d{1,9}", content)
    if number is None or content != same_words(Like("", int(number[0]))):
        return None
    return int(number[0])
