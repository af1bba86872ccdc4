"""What people must be told about sessions that are not, or not wholly, in the follow-up."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator

from danvan_tui.followup.extract import Extract
from danvan_tui.followup.index.derived import Missing
from danvan_tui.followup.index.held import held
from danvan_tui.followup.index.joining import Sessions, Told
from danvan_tui.followup.index.kept import Kept
from danvan_tui.followup.index.packed import Packed
from danvan_tui.language import _, ngettext

_NAMED = 5  # sessions named in one sentence


def troubles(
    sessions: Sessions,
    missing: Collection[Missing],
    waiting: Told,
    called: Callable[[str], str],
) -> list[str]:
    """A sentence for each session that cannot be read, and for what is not there at all.

    ``waiting`` are the reviews of promises that were found nowhere; ``called`` gives what people
    call the session of a folder.
    """
    unreadable = [
        _unreadable(folder, sessions[folder], called)
        for folder in sorted(sessions)
        if sessions[folder].trouble
    ]
    known = {kept.source.session for kept in sessions.values() if kept.source}
    told_of = known | {one.session for one in missing}
    more = (*_twice(sessions), *_grown(sessions), *_gone(missing), *_nowhere(waiting, told_of))
    return [*unreadable, *more]


def _unreadable(folder: str, kept: Kept, called: Callable[[str], str]) -> str:
    if kept.source is None:
        said = _("Session {name} is left out of the follow-up. {cause}")
    else:
        said = _("Session {name}: its promises are shown as they were known last. {cause}")
    name = kept.source.code if kept.source else ""
    return said.format(name=name or called(folder), cause=kept.trouble)


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


def _grown(sessions: Sessions) -> Iterator[str]:
    sources = {one.source.session: one.source for one in sessions.values() if one.source}
    for session in sorted(held(sources.values())):
        one = sources[session]
        if one.has_grown:
            yield _(
                "Session {name} was written in after it was taken over into {other}. What came "
                "since is kept there and not shown here; please take it over once more."
            ).format(name=_full_name(one), other=_full_name(sources[one.merged_into]))


def _full_name(source: Packed | Extract) -> str:
    """The code with the end of the id: two note-takers may have given the same code."""
    return f"{source.code}-{source.session[-6:]}"


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
