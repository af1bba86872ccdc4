"""`danvan close`: what is missing, whether the minutes were agreed, and the seal."""

import click

from danvan_tui.cli import arguments
from danvan_tui.cli.failures import REFUSED, Refusal
from danvan_tui.cli.output import agreed, complain, say, say_json
from danvan_tui.cli.translated import Command, argument, as_json, option
from danvan_tui.cli.workplace import Workplace, pass_workplace
from danvan_tui.language import N_, _, ngettext
from danvan_tui.ledger.closing import close_session, missing, to_look_at
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.state import State
from danvan_tui.model.records import Table
from danvan_tui.model.rules import Gap
from danvan_tui.wording.gaps import gap_name
from danvan_tui.wording.reviewed import name_of
from danvan_tui.wording.words import one_line


@click.command(
    name="close",
    cls=Command,
    help=N_(
        "Close a session whose minutes were read back and agreed. "
        "Says first what is still missing, with its number and what to do."
    ),
)
@argument("session", metavar="ID", type=arguments.text)
@option(
    "--unclear",
    type=arguments.text,
    default="",
    metavar="REASON",
    help=N_("Settle what is missing as “chưa rõ”, for this reason."),
)
@option("--yes", is_flag=True, help=N_("The minutes were read back and agreed; do not ask."))
@as_json
@pass_workplace
@click.pass_context
def close(
    context: click.Context,
    workplace: Workplace,
    session: str,
    unclear: str,
    yes: bool,
    as_json: bool,
) -> None:
    """Close a session, or say what stands in the way."""
    with workplace.writing(session) as notebook:
        if notebook.damaged:
            raise Refusal(
                _(
                    "Nothing was closed, because entries were damaged or brought back. Please "
                    "look at them with: danvan show {code}. Then close again."
                ).format(code=notebook.state.session.code)
            )
        gaps = missing(notebook.state)
        if gaps and not unclear.strip():
            _tell_missing(notebook, gaps, as_json=as_json)
            context.exit(REFUSED)
        looked_at = to_look_at(notebook.state)
        if not as_json:
            _tell_doubts(looked_at)
        if not (yes or _agreed()):
            raise Refusal(_("Nothing was closed."))
        close_session(notebook, unclear)
    seal = notebook.state.session.seal
    if as_json:
        say_json(
            {
                "code": notebook.state.session.code,
                "state": "closed",
                "seal": seal,
                "to_look_at": _as_records(looked_at),
            }
        )
    else:
        say(
            _("{code} is closed. Seal of the minutes (SHA-256): {seal}").format(
                code=notebook.state.session.code, seal=seal
            )
        )


def _agreed() -> bool:
    return agreed(
        _("Were the minutes read back, and did everybody present agree?"),
        _("Nothing was closed. Add --yes once the minutes were read back and agreed."),
    )


def _tell_missing(notebook: Notebook, gaps: list[Gap], *, as_json: bool) -> None:
    code = notebook.state.session.code
    if as_json:
        say_json(
            {
                "code": code,
                "missing": _as_records(gaps),
                "to_look_at": _as_records(to_look_at(notebook.state)),
            }
        )
        return
    complain(
        ngettext(
            "{code} was not closed; {count} thing is missing:",
            "{code} was not closed; {count} things are missing:",
            len(gaps),
        ).format(code=code, count=len(gaps))
    )
    for gap in gaps:
        complain(f"  {_told(gap, notebook.state)}")
    _tell_doubts(to_look_at(notebook.state))
    complain(
        _(
            "Write them in with: danvan open {code}. "
            'Or settle all of them as “chưa rõ” with: danvan close {code} --unclear "reason"'
        ).format(code=code)
    )


def _tell_doubts(found: list[Gap]) -> None:
    if found:
        complain(_("To look at; this does not stand in the way:"))
    for gap in found:
        complain(f"  {_doubted(gap)}")


def _as_records(found: list[Gap]) -> list[dict[str, object]]:
    return [{"table": gap.table, "number": gap.number, "field": gap.field} for gap in found]


def _told(gap: Gap, state: State) -> str:
    if gap.table is Table.REVIEWS:
        review = next(one for one in state.reviews() if one.id == gap.record)
        said = _("review {number} of what was promised before has no result: {promise}, {content}")
        content = one_line(review.promise)
        return said.format(number=gap.number, promise=name_of(review), content=content)
    return {
        "kind": _("opinion {number} has no kind: choose one, “chưa rõ” is allowed"),
        "lead_unit": _("promise {number} has no responsible unit: say who does it"),
        "due": _("promise {number} has no deadline: say by when, in the words that were spoken"),
    }[gap.field].format(number=gap.number)


def _doubted(gap: Gap) -> str:
    if gap.assumed:
        message = _("opinion {number}: {field} was understood from the words; nobody confirmed it")
    else:
        message = {
            "answer": _("opinion {number} has no answer and no promise, and was not passed on"),
            "speaker": _("opinion {number} has no speaker"),
        }[gap.field]
    return message.format(number=gap.number, field=gap_name(gap))
