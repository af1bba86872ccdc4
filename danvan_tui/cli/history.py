"""`danvan history`: what was done, by whom and when; what the law protects stays unsaid."""

from typing import Any

import click

from danvan_tui.cli import arguments
from danvan_tui.cli.output import say_json, say_wrapped
from danvan_tui.cli.promises import secret_everywhere
from danvan_tui.cli.translated import Command, argument, as_json
from danvan_tui.cli.workplace import Workplace, pass_workplace
from danvan_tui.language import N_, _
from danvan_tui.ledger.fold import Fold
from danvan_tui.ledger.operation import Operation
from danvan_tui.wording import words
from danvan_tui.wording.sentences import Sentences


@click.command(
    name="history", cls=Command, help=N_("Tell what was done in a session, by whom and when.")
)
@argument("session", metavar="ID", type=arguments.text)
@as_json
@pass_workplace
def history(workplace: Workplace, session: str, as_json: bool) -> None:
    """Print every operation, the oldest first, also those that were taken back."""
    secret_everywhere(workplace)
    state = workplace.reading(session).state
    operations = state.fold.ordered()
    if as_json:
        say_json([_as_record(state.fold, operation) for operation in operations])
        return
    sentences = Sentences(state, workplace.catalogues)
    for operation in operations:
        day, _t, time = operation.at.partition("T")
        head = " ".join(filter(None, (words.day(day), time[:5], operation.by)))
        taken_back = "" if state.fold.active(operation.id) else " " + _("[taken back]")
        say_wrapped(f"{head}: {sentences.of(operation)}{taken_back}")


def _as_record(fold: Fold, operation: Operation) -> dict[str, Any]:
    protected = fold.is_secret(operation)
    changes = [
        {"table": change.table, "record": change.record, "fields": change.fields}
        for change in operation.changes
    ]
    return {
        "id": operation.id,
        "at": operation.at,
        "by": operation.by,
        "counts": fold.active(operation.id),
        "protected": protected,
        "undoes": operation.undoes,
        "reason": "" if protected else operation.reason,
        "changes": [] if protected else changes,
    }
