"""`danvan office quarantine`: the files that could not be taken, each with the reason."""

import click
import msgspec

from danvan_tui.cli.failures import REFUSED
from danvan_tui.cli.office import office_of
from danvan_tui.cli.output import say, say_json, say_wrapped
from danvan_tui.cli.translated import Command, as_json, option
from danvan_tui.cli.workplace import Workplace, pass_workplace
from danvan_tui.language import N_, _
from danvan_tui.wording import words


@click.command(
    name="quarantine",
    cls=Command,
    help=N_(
        "List the files that could not be taken, with the reason. With --retry try all of them "
        "again; what can be taken by now leaves the quarantine."
    ),
)
@option("--retry", "again", is_flag=True, help=N_("Try all of them again."))
@option(
    "--unsigned",
    is_flag=True,
    help=N_("With --retry: also take, knowingly, plain exports that nobody signed."),
)
@option(
    "--set-aside",
    "name",
    metavar="NAME",
    help=N_("Try this file no more; it is kept in quarantine/aside."),
)
@as_json
@pass_workplace
@click.pass_context
def quarantine(
    context: click.Context,
    workplace: Workplace,
    again: bool,
    unsigned: bool,
    name: str | None,
    as_json: bool,
) -> None:
    """List them, or try them again; exit with 1 if some still cannot be taken."""
    if unsigned and not again:
        raise click.UsageError(_("--unsigned says what --retry takes; please name both."))
    from danvan_tui.office.receiving import retrying  # noqa: PLC0415

    with office_of(workplace) as office:
        if name is not None:
            retrying.set_aside(office, name)
        if again:
            report = retrying.retry(office, by=workplace.person, unsigned=unsigned)
        held = retrying.held(office)
    if again:
        from danvan_tui.cli.office_told import as_record, tell_report  # noqa: PLC0415

        if as_json:
            say_json(as_record(report))
        else:
            tell_report(report)
        context.exit(REFUSED if held else 0)
    if as_json:
        say_json([msgspec.to_builtins(one) for one in held])
        return
    for one in held:
        say("  ".join(filter(None, (words.moment(one.at), one.name, one.where))))
        say_wrapped(one.reason, indent=2)
    if not held:
        say(_("Nothing waits in quarantine."))
