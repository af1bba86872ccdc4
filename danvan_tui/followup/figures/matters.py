"""Matters (vụ việc): opinions of all sessions that repeat each other are one."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from danvan_tui.followup.extract import Extract, Raised


class Said(NamedTuple):
    """An opinion with the session it was raised in."""

    session: Extract
    raised: Raised


def matters(extracts: Iterable[Extract]) -> Mapping[str, str]:
    """For each issue that repeats another or is repeated what all of its matter share.

    What the law protects is tied to nothing: that would tell of it.
    """
    issues = [issue for session in extracts for issue in session.issues]
    protected = {issue.id for issue in issues if issue.protected}
    first: dict[str, str] = {}
    for issue in issues:
        if issue.same_as and not protected & {issue.id, issue.same_as}:
            first[_root(first, issue.id)] = _root(first, issue.same_as)
    tied = {*first, *first.values()}
    return {issue: _root(first, issue) for issue in tied}


def _root(first: Mapping[str, str], issue: str) -> str:
    while (before := first.get(issue, issue)) != issue:
        issue = before
    return issue


def people_behind(said: Iterable[Said], village: Callable[[str, str], str]) -> int:
    """How many people stand behind the opinions of one matter.

    Who spoke of it again, here or as somebody of the same name and village elsewhere, counts once;
    ``village`` gives the one name of a village for its commune and each of its spellings.
    """
    by_name: dict[tuple[str, str], dict[str, dict[str, int]]] = defaultdict(dict)
    for session, raised in said:
        unknown = (session.folder, raised.speaker)
        who = (raised.name, village(session.commune, raised.village)) if raised.name else unknown
        speakers = by_name[who].setdefault(session.folder, {})
        speakers[raised.speaker] = max(speakers.get(raised.speaker, 1), raised.people)
    return sum(
        max(sum(speakers.values()) for speakers in sessions.values())
        for sessions in by_name.values()
    )
