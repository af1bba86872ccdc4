"""What the command line calls sessions, and the commands beside the one that runs."""

from collections import Counter
from collections.abc import Iterable

import click

from danvan_tui.language import ngettext
from danvan_tui.ledger.checkpoint import Summary
from danvan_tui.ledger.shelf import Shelved
from danvan_tui.model.holders import holders
from danvan_tui.wording import words


def beside(command: str) -> str:
    """Another command as people type it here: on a laptop, or at the office."""
    parent = click.get_current_context().parent
    return f"{parent.command_path if parent else 'danvan'} {command}"


class Names:
    """The sessions of a shelf by their codes, and longer where several have the same code."""

    def __init__(self, shelved: Iterable[Shelved]) -> None:
        found = [(one, one.summary) for one in shelved if one.summary]
        codes = Counter(summary.code for _one, summary in found)
        self._names = {
            summary.id: summary.code if summary.code and codes[summary.code] == 1 else one.full_name
            for one, summary in found
        }
        self._holders = holders({summary.id: summary.merged_into for _one, summary in found})

    def of(self, session: str) -> str:
        """What the session with this id is called; empty where it is not here."""
        return self._names.get(session, "")

    def state_of(self, summary: Summary) -> str:
        """The state of a session, or which one holds its notes."""
        return self.put_into(summary.id) or words.state_of(summary)

    def put_into(self, session: str) -> str:
        """Which one holds the notes of a session; empty where they count where they are."""
        holder = self._holders.get(session)
        return words.put_into(self.of(holder)) if holder else ""


def waiting_to_be_chosen(name: str, count: int) -> str:
    """How many conflicts a session has, with the command that shows them."""
    return ngettext(
        "{count} conflict waits to be chosen: {command} {code}",
        "{count} conflicts wait to be chosen: {command} {code}",
        count,
    ).format(count=count, command=beside("conflicts"), code=name)
