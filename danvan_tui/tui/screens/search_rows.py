"""What the search screen shows: one record for every opinion found, and how many there are."""

from __future__ import annotations

from danvan_tui.archive.archive import Archive
from danvan_tui.archive.excerpt import excerpt
from danvan_tui.archive.index import Search
from danvan_tui.archive.issues import ArchivedIssue
from danvan_tui.language import _, ngettext
from danvan_tui.tui.widgets.columns import Column
from danvan_tui.tui.widgets.table import Row
from danvan_tui.wording import words


def columns() -> list[Column]:
    """The columns of the list; the content stands below them."""
    return [
        Column(_("Date"), 10, tone="muted"),
        Column(_("Who"), 26),
        Column(_("Village"), 26),
        Column(_("Session"), 12, tone="muted"),
        Column(_("State")),
    ]


def key_of(issue: ArchivedIssue) -> str:
    """The key of a record: which opinion of which session."""
    return f"{issue.meeting.folder}/{issue.raised.issue}"


def row_of(issue: ArchivedIssue, query: str, room: int) -> Row:
    """One opinion found; ``room`` letters of what was said can be seen."""
    meeting, raised = issue.meeting, issue.raised
    who = raised.speaker or _("not named")
    cells = (
        words.day(meeting.date),
        who,
        words.places([raised.village], meeting.commune),
        meeting.code,
        words.issue_state(raised.state),
    )
    return Row(key_of(issue), cells, "muted", excerpt(raised.content, query, room))


def count_of(search: Search) -> str:
    """How many opinions were found."""
    if not search.complete:
        return _("more than {count} found").format(count=search.count)
    return ngettext("{count} opinion found", "{count} opinions found", search.count).format(
        count=search.count
    )


def reading_of(archive: Archive, *, is_reading: bool) -> str:
    """How far the sessions are read, and which could not be."""
    if is_reading and archive.total:
        return _("Reading {read} of {total} sessions…").format(
            read=archive.read_so_far, total=archive.total
        )
    if is_reading:
        return _("Reading the sessions…")
    skipped = archive.skipped
    if not skipped:
        return ""
    return ngettext(
        "{count} session cannot be read and was not searched.",
        "{count} sessions cannot be read and were not searched.",
        skipped,
    ).format(count=skipped)
