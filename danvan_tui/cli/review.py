"""`danvan review`: what was found of promises, in the line that is typed on the screens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from danvan_tui.cli import arguments
from danvan_tui.cli.failures import DISK, REFUSED
from danvan_tui.cli.names import beside
from danvan_tui.cli.output import complain, say, say_json
from danvan_tui.cli.promises import known_promises, named_promises, now
from danvan_tui.cli.translated import Command, argument, as_json, option
from danvan_tui.cli.workplace import Workplace, pass_workplace
from danvan_tui.language import N_, _
from danvan_tui.model.records import Result
from danvan_tui.wording import words
from danvan_tui.wording.promises import standing_words

if TYPE_CHECKING:
    from danvan_tui.followup.index.follow_up import FollowUp
    from danvan_tui.followup.promises import Followable, Followed
    from danvan_tui.followup.writing import Recorded

_NAME = re.compile(r"(?=\S*[^\W\d_])\S+/[0-9]+")  # DT-2026-003/7, and not the day 15/12


@click.command(
    name="review",
    cls=Command,
    help=N_(
        "Record what was found of promises, like: danvan review DT-2026-003/7 “1 people saw it”. "
        "The digit is the result: 1 the village confirms it, 2 confirmed in part, 3 not as "
        "promised, 4 in progress, 5 not done, 6 postponed, 7 the unit reports it done, "
        "8 reassigned, 9 cancelled, 0 not reviewed; without one it is a remark."
    ),
)
@argument("said", metavar="CODE/N... [LINE]", nargs=-1, required=True, type=arguments.text)
@option("--on", "day", type=arguments.day, help=N_("The day it was found; otherwise today."))
@option("--by", type=arguments.text, default="", help=N_("Who said so."))
@option("--document", type=arguments.text, default="", help=N_("The document that proves it."))
@option(
    "--file",
    "proof",
    type=click.Path(path_type=Path),
    help=N_("The file that proves it; its name and digest are kept, not the file."),
)
@option("--agreed-by", type=arguments.text, default="", help=N_("Who agreed to a new deadline."))
@option("--due", type=arguments.text, default="", help=N_("The new deadline, as it was said."))
@option("--reason", type=arguments.text, default="", help=N_("Why."))
@option("--unit", type=arguments.text, default="", help=N_("The unit that takes it over."))
@option("--progress", type=int, help=N_("How much of it is done, in percent."))
@option(
    "--result",
    type=click.Choice([result.value for result in Result]),
    help=N_("The result by its name; the line then holds words only."),
)
@option("--in", "meeting", type=arguments.text, help=N_("The later session where it was said."))
@option("--undo", is_flag=True, help=N_("Take the last review of each of these promises back."))
@as_json
@pass_workplace
@click.pass_context
def review(
    context: click.Context,
    workplace: Workplace,
    /,
    said: tuple[str, ...],
    day: date | None,
    meeting: str | None,
    undo: bool,
    as_json: bool,
    **found: Any,  # noqa: ANN401 - what else the options say, as found_in takes it
) -> None:
    """Record one finding for all promises that are named, or take back what was found last."""
    names, line = _parted(said)
    if undo and line:
        raise click.UsageError(_("With --undo nothing is recorded; please leave the line out."))
    follow_up = known_promises(workplace)
    promises = named_promises(follow_up, names)
    if undo:
        recorded = _taken_back(workplace, follow_up, promises)
    else:
        recorded = _recorded(workplace, promises, line, day, meeting, found)
    follow_up.bring_up_to_date()
    _tell(now(follow_up, promises), recorded, as_json=as_json)
    if recorded.problems:
        context.exit(DISK if recorded.is_disk_at_fault else REFUSED)


def _parted(said: Sequence[str]) -> tuple[list[str], str]:
    """The names of promises, and the line behind them whether it was quoted or not."""
    names: list[str] = []
    for word in said:
        if not _NAME.fullmatch(word):
            break
        names.append(word)
    if not names:
        raise click.UsageError(
            _("Please name a promise first, as '{command}' does: DT-2026-003/7.").format(
                command=beside("commitments")
            )
        )
    return names, " ".join(said[len(names) :])


def _recorded(
    workplace: Workplace,
    promises: Sequence[Followable],
    line: str,
    day: date | None,
    meeting: str | None,
    said: dict[str, Any],
) -> Recorded:
    from danvan_tui.cli.finding import found_in  # noqa: PLC0415 - taking back reads no line
    from danvan_tui.followup.reviewing.recording import record_reviews  # noqa: PLC0415

    folder, held = _held(workplace, meeting) if meeting else ("", None)
    found = found_in(workplace, line, day or held or workplace.shelf.today(), **said)
    return record_reviews(workplace.shelf, promises, found, workplace.person, meeting=folder)


def _held(workplace: Workplace, meeting: str) -> tuple[str, date | None]:
    """The folder of a session and its day, on which whatever was said there was found."""
    folder = workplace.shelf.find(meeting).name
    try:
        return folder, date.fromisoformat(workplace.shelf.rows(folder).session.date)
    except ValueError:
        return folder, None


def _taken_back(
    workplace: Workplace, follow_up: FollowUp, promises: Sequence[Followable]
) -> Recorded:
    from danvan_tui.followup.reviewing.taking_back import take_back_last  # noqa: PLC0415

    return take_back_last(workplace.shelf, promises, follow_up.extracts(), workplace.person)


def _tell(promises: Sequence[Followed], recorded: Recorded, *, as_json: bool) -> None:
    """Say where each promise stands now of which it was recorded, and what was not."""
    for notice in recorded.notices:
        complain(notice)
    if as_json:
        say_json(
            {
                "operations": [
                    {"folder": folder, "operation": operation}
                    for folder, operation in recorded.operations
                ],
                "promises": [
                    {
                        "name": one.name,
                        "state": one.state,
                        "unit": one.unit,
                        "due": one.due,
                        "recorded": one.commitment in recorded.subjects,
                    }
                    for one in promises
                ],
                "problems": list(recorded.problems),
            }
        )
    for problem in recorded.problems:
        complain(problem)
    if not as_json:
        for one in promises:
            if one.commitment in recorded.subjects:
                say(_standing(one))


def _standing(promise: Followed) -> str:
    due = words.day(promise.due) or promise.due_text
    parts = (standing_words(promise), promise.unit, due)
    return f"{promise.name}: " + " · ".join(words.one_line(part) for part in parts if part)
