"""What a new session begins with: the promises its villages were made before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from danvan_tui.cli.output import complain, say, say_wrapped
from danvan_tui.language import _, ngettext

if TYPE_CHECKING:
    from danvan_tui.cli.workplace import Workplace
    from danvan_tui.followup.promises import Followed
    from danvan_tui.model.records import Review

Listed = list[tuple["Review", "Followed"]]


def list_earlier(workplace: Workplace, code: str) -> Listed:
    """List in a session what its villages were promised before, and give it as it stood.

    The session is there already: what goes wrong is told and tried again when it is opened.
    """
    from danvan_tui.cli.promises import keep_secret  # noqa: PLC0415 - only where it is needed
    from danvan_tui.followup.index.follow_up import FollowUp  # noqa: PLC0415
    from danvan_tui.followup.promises import joined  # noqa: PLC0415
    from danvan_tui.followup.reviewing.listed import as_listed, earlier  # noqa: PLC0415
    from danvan_tui.followup.reviewing.opening import agenda_edits  # noqa: PLC0415
    from danvan_tui.ledger.errors import LedgerError  # noqa: PLC0415

    try:
        follow_up = FollowUp(workplace.shelf_made_if_missing)
        follow_up.bring_up_to_date()
        keep_secret(workplace, follow_up)
        with workplace.writing(code) as notebook:
            edits = agenda_edits(notebook, follow_up)
            if edits:
                notebook.record(edits)
        listed = earlier(notebook.state.reviews())
    except LedgerError as error:
        complain(
            _(
                "What was promised before could not be listed; the screens try it again: {why}"
            ).format(why=error)
        )
        return []
    known = ((one, as_listed(one, follow_up.followable(one.commitment))) for one in listed)
    return [(one, joined(stood)) for one, stood in known]


def tell_earlier(workplace: Workplace, listed: Listed) -> None:
    """Say what was promised before, for people."""
    from danvan_tui.wording.earlier import deadline, in_short  # noqa: PLC0415
    from danvan_tui.wording.reviewed import name_of  # noqa: PLC0415

    if not listed:
        return
    today = workplace.shelf_made_if_missing.today()
    say(
        ngettext(
            "{count} promise made there before; it needs a result before the session is closed:",
            "{count} promises made there before; each needs a result before the session is closed:",
            len(listed),
        ).format(count=len(listed))
    )
    for review, stood in listed:
        said = f"{name_of(review)}  {deadline(stood, today)}\n{in_short(review, stood)}"
        say_wrapped(said, 2)


def as_records(listed: Listed) -> list[dict[str, Any]]:
    """The same for programs."""
    from danvan_tui.wording.earlier import promise_of  # noqa: PLC0415
    from danvan_tui.wording.reviewed import name_of  # noqa: PLC0415

    return [
        {
            "promise": name_of(review),
            "commitment": review.commitment,
            "unit": stood.unit,
            "due": stood.due,
            "content": promise_of(review, stood),
        }
        for review, stood in listed
    ]
