"""`danvan help-capture`: every form of a line, and the codes that may stand in it."""

from collections.abc import Mapping

import click

from danvan_tui.capture.help import grammar_help
from danvan_tui.cli.output import say, say_json
from danvan_tui.cli.translated import Command, as_json
from danvan_tui.cli.workplace import Workplace, pass_workplace
from danvan_tui.language import N_, _
from danvan_tui.model.catalogue import CodedEntry


@click.command(
    name="help-capture", cls=Command, help=N_("List what can be typed on the capture line.")
)
@as_json
@pass_workplace
def help_capture(workplace: Workplace, as_json: bool) -> None:
    """Print the grammar and the codes of this commune's lists."""
    lists = workplace.catalogues
    codes: dict[str, Mapping[str, CodedEntry]] = {
        _("Kinds"): lists.kinds.by_code,
        _("Fields"): lists.fields.by_code,
        _("Outcomes of an answer"): lists.outcomes.by_code,
        _("Units"): lists.units.by_code,
    }
    forms = grammar_help()
    if as_json:
        named = {
            heading: {code: entry.name for code, entry in entries.items()}
            for heading, entries in codes.items()
        }
        say_json({"forms": forms, "codes": named})
        return
    for form, meaning in forms:
        say(form)
        say(f"    {meaning}")
    for heading, entries in codes.items():
        say()
        say(heading)
        for code, entry in entries.items():
            say(f"  {code:<6}{entry.name}")
