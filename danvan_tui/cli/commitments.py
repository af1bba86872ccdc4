"""`danvan commitments`: what is owed to whom by when, across all sessions; the story of one."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import asdict

from danvan_tui.cli import arguments
from danvan_tui.cli.narrowing import narrowed
from danvan_tui.cli.output import say, say_json, say_wrapped
from danvan_tui.cli.promises import called, codes_given_twice, known_promises, named_promises
from danvan_tui.cli.tables import aligned, table
from danvan_tui.cli.translated import Command, as_json, option
from danvan_tui.cli.workplace import Workplace, pass_workplace
from danvan_tui.followup.board import Board, Group, Grouping, Order, View
from danvan_tui.followup.urgency import Urgency, last_near_day, urgency
from danvan_tui.language import N_, _, ngettext
from danvan_tui.model.records import CommitmentState
from danvan_tui.model.standing import result_name
from danvan_tui.wording import words
from danvan_tui.wording.promises import (
    due_words,
    postponed_words,
    standing_words,
    urgency_name,
)

if TYPE_CHECKING:
    from danvan_tui.followup.index.follow_up import FollowUp
    from danvan_tui.followup.promises import Followed
    from danvan_tui.model.catalogue import Catalogues

_WIDEST = 120
_PLAINLY_OWED = frozenset({CommitmentState.OPEN, CommitmentState.IN_PROGRESS})
_OPEN, _ALL = "open", "all"


@click.command(
    name="commitments",
    cls=Command,
    help=N_(
        "List what was promised in all sessions: what is owed to whom by when, the most urgent "
        "first. Each has a name, like DT-2026-003/7, by which danvan review knows it."
    ),
)
@option(
    "--state",
    type=click.Choice([_OPEN, _ALL, *(one.value for one in Urgency)]),
    default=_OPEN,
    help=N_("Only these; otherwise all that is still owed (open)."),
)
@option("--unit", type=arguments.text, help=N_("The unit that has to do it: code or name."))
@option("--village", type=arguments.text, help=N_("The village it was promised to."))
@option("--field", type=arguments.text, help=N_("The field of the opinion: code or name."))
@option("--session", type=arguments.text, help=N_("The code of the session it was made in."))
@option("--chair", type=arguments.text, help=N_("Who chaired that session."))
@option("--commune", type=arguments.text, help=N_("The commune it was made in, at an office."))
@option("--since", type=arguments.day, help=N_("Promised on this day or later."))
@option("--until", type=arguments.day, help=N_("Promised on this day or before."))
@option("--words", "searched", type=arguments.text, default="", help=N_("Only with these words."))
@option(
    "--group",
    type=click.Choice([one.value for one in Grouping]),
    default=Grouping.URGENCY.value,
    help=N_("What to group them by."),
)
@option(
    "--story",
    "told",
    metavar="CODE/N",
    type=arguments.text,
    help=N_("Tell the history of one promise instead."),
)
@option("--table", "as_table", is_flag=True, help=N_("Rows to paste into a spreadsheet."))
@as_json
@pass_workplace
def commitments(
    workplace: Workplace,
    /,
    state: str,
    since: date | None,
    until: date | None,
    searched: str,
    group: str,
    told: str | None,
    as_table: bool,
    as_json: bool,
    **narrow: str | None,  # unit, village, field, session, chair, commune
) -> None:
    """Print the promises that were asked for, in groups, or the story of one of them."""
    follow_up = known_promises(workplace)
    if told is not None:
        _tell_story(workplace, follow_up, told, as_json=as_json)
        return
    today, catalogues = workplace.shelf.today(), workplace.catalogues
    names = {entry.id: entry.name for entry in catalogues.fields.values()}
    board = Board(follow_up.promises, today, field_names=names)
    filters = narrowed(
        board,
        catalogues,
        narrow,
        words=searched,
        urgency=None if state in (_OPEN, _ALL) else Urgency(state),
        is_owed=state == _OPEN,
        since=since.isoformat() if since else "",
        until=until.isoformat() if until else "",
    )
    view = board.view(filters, Grouping(group), Order.DUE)
    once = {promise.commitment: promise for promise in view.rows}.values()
    if as_json:
        say_json([_as_record(promise, today) for promise in once])
    elif as_table:
        say(table([_headings(), *(_row(promise, today, catalogues) for promise in once)]))
    elif view.total:
        alike = codes_given_twice(follow_up.promises)
        _say_view(view, Grouping(group), today, catalogues, alike)
    else:
        say(_("No promise is like this."))


def _tell_story(workplace: Workplace, follow_up: FollowUp, name: str, *, as_json: bool) -> None:
    from danvan_tui.wording.story import story  # noqa: PLC0415 - only a story needs it

    (promise,) = named_promises(follow_up, [name])
    in_full = follow_up.in_full(promise.promise.id) or promise
    paragraphs = story(in_full, workplace.catalogues, follow_up.extracts())
    if as_json:
        say_json([paragraph._asdict() for paragraph in paragraphs])
        return
    for paragraph in paragraphs:
        say_wrapped(f"{paragraph.when}: {paragraph.text}" if paragraph.when else paragraph.text)


# For people


def _say_view(
    view: View,
    grouping: Grouping,
    today: date,
    catalogues: Catalogues,
    alike: Collection[str],
) -> None:
    heading = [_("Promise"), _("Deadline"), _("Unit"), _("What was promised")]
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    first, *rest = aligned([heading, *(_short(one, today, alike) for one in view.rows)], width)
    lines = iter(rest)
    say(first)
    for group in view.groups:
        say()
        say(f"{_heading(group, grouping, catalogues)} ({len(group.promises)})")
        for line in islice(lines, len(group.promises)):
            say(line)
    say()
    say(ngettext("{count} promise", "{count} promises", view.total).format(count=view.total))


def _heading(group: Group, grouping: Grouping, catalogues: Catalogues) -> str:
    if grouping is Grouping.URGENCY:
        return urgency_name(Urgency(group.key))
    if grouping is Grouping.FIELD:
        return words.named(catalogues.fields, group.key) or _("not named")
    if grouping is Grouping.MONTH:
        return "/".join(reversed(group.key.split("-"))) or _("no deadline")
    return group.key or _("not named")


def _short(promise: Followed, today: date, alike: Collection[str]) -> list[str]:
    due = words.day(promise.due) or words.one_line(promise.due_text) or _("no deadline")
    due = words.disputed(due) if promise.is_due_disputed else due
    about = (due, due_words(promise, today), postponed_words(promise), _remarkable(promise))
    place = words.places(promise.villages, promise.commune)
    said = f"{promise.content} ({place})" if place else promise.content
    name = called(promise, alike)
    return [name, ", ".join(filter(None, about)), promise.unit or _("no unit"), said]


def _remarkable(promise: Followed) -> str:
    """Where it stands, where that is more than that somebody has to do it."""
    says_more = promise.is_reopened or promise.is_disagreeing or promise.state not in _PLAINLY_OWED
    progress = "" if promise.progress is None else f"{promise.progress}%"
    return standing_words(promise) if says_more else progress


# For a spreadsheet, for programs


def _headings() -> list[str]:
    return [
        _("Promise"),
        _("Promised on"),
        _("Village"),
        _("Field"),
        _("Opinion"),
        _("What was promised"),
        _("Unit"),
        _("Supporting units"),
        _("First deadline"),
        _("Deadline"),
        _("Deadline as said"),
        _("State"),
        _("Days overdue"),
        _("Times postponed"),
        _("Progress (percent)"),
        _("Done on"),
        _("Last review"),
        _("Last result"),
    ]


def _row(promise: Followed, today: date, catalogues: Catalogues) -> list[str]:
    late = _days_overdue(promise, today)
    return [
        promise.name,
        words.day(promise.date),
        words.places(promise.villages, promise.commune),
        words.named(catalogues.fields, promise.field),
        promise.issue_text,
        promise.content,
        promise.unit,
        ", ".join(promise.supporting),
        words.day(promise.first_due) or promise.first_due_text,
        words.day(promise.due),
        promise.due_text,
        standing_words(promise),
        str(late) if late else "",
        str(promise.postponed) if promise.postponed else "",
        "" if promise.progress is None else str(promise.progress),
        words.day(promise.done_on),
        words.day(promise.last_on),
        result_name(promise.last_result) if promise.last_result else "",
    ]


def _as_record(promise: Followed, today: date) -> dict[str, Any]:
    group = urgency(promise, today.isoformat(), last_near_day(today))
    return {
        "name": promise.name,
        **asdict(promise),
        "urgency": group.value,
        "days_overdue": _days_overdue(promise, today),
    }


def _days_overdue(promise: Followed, today: date) -> int:
    if urgency(promise, today.isoformat(), last_near_day(today)) is not Urgency.OVERDUE:
        return 0
    return (today - date.fromisoformat(promise.due)).days
