"""What people must be told about sessions that are not, or not wholly, in the follow-up."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from danvan_tui.followup.index.derived import Missing
from danvan_tui.followup.index.joining import Sessions, Told
from danvan_tui.followup.index.kept import Kept
from danvan_tui.language import _, ngettext

_NAMED = 5  # sessions named in one sentence


def troubles(sessions: Sessions, missing: Collection[Missing], waiting: Told) -> list[str]:
    """A sentence for each session that cannot be read, and for what is not there at all.

    ``waiting`` are the reviews of promises that were found nowhere.
    """
    unreadable = [
        _unreadable(folder, sessions[folder])
        for folder in sorted(sessions)
        if sessions[folder].trouble
    ]
    known = {kept.source.session for kept in sessions.values() if kept.source}
    told_of = known | {one.session for one in missing}
    return [*unreadable, *_twice(sessions), *_gone(missing), *_nowhere(waiting, told_of)]


def _unreadable(folder: str, kept: Kept) -> str:
    if kept.source is None:
        said = _("Session {name} is left out of the follow-up. {cause}")
    else:
        said = _("Session {name}: its promises are shown as they were known last. {cause}")
    name = kept.source.code if kept.source else ""
    return said.format(name=name or folder, cause=kept.trouble)


def _twice(sessions: Sessions) -> Iterator[str]:
    folders: dict[str, list[str]] = defaultdict(list)
    for folder in sorted(sessions):
        source = sessions[folder].source
        if source is not None:
            folders[source.session].append(folder)
    for several in folders.values():
        if len(several) > 1:
            yield _(
                "The folders {folders} hold the same session, so its promises stand here more than "
                "once. Please keep one of them in the data folder."
            ).format(folders=", ".join(several))


def _gone(missing: Collection[Missing]) -> Iterator[str]:
    if missing:
        owed = sum(one.owed for one in missing)
        yield ngettext(
            "Missing from the data folder: {sessions}. {count} promise that is still owed is not "
            "shown; please put the folders back.",
            "Missing from the data folder: {sessions}. {count} promises that are still owed are "
            "not shown; please put the folders back.",
            owed,
        ).format(sessions=_names(one.name for one in missing), count=owed)


def _nowhere(waiting: Told, told_of: Collection[str]) -> Iterator[str]:
    reviews = [
        review
        for by_folder in waiting.values()
        for several in by_folder.values()
        for review in several
        if review.session and review.session not in told_of and review.result is not None
    ]
    if reviews:
        yield ngettext(
            "{count} review is about promises of sessions that are not in the data folder: "
            "{sessions}. It is kept in the minutes where it was said.",
            "{count} reviews are about promises of sessions that are not in the data folder: "
            "{sessions}. They are kept in the minutes where they were said.",
            len(reviews),
        ).format(
            count=len(reviews),
            sessions=_names(review.promised_in or review.session for review in reviews),
        )


def _names(names: Iterable[str]) -> str:
    known = sorted(set(names))
    return ", ".join([*known[:_NAMED], *(["…"] if len(known) > _NAMED else [])])
