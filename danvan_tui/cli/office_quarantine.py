"""`danvan office quarantine`: the files that could not be taken, each with the reason."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click
import msgspec

from danvan_tui.cli.failures import REFUSED, Refusal
from danvan_tui.cli.office import office_of
from danvan_tui.cli.office_import import without_asking
from danvan_tui.cli.output import agreed, say, say_json, say_wrapped
from danvan_tui.cli.translated import Command, as_json, option
from danvan_tui.cli.workplace import Workplace, pass_workplace
from danvan_tui.language import N_, _, ngettext
from danvan_tui.wording import words

if TYPE_CHECKING:
    from danvan_tui.office.office import Office
    from danvan_tui.office.receiving.quarantine import Held


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
    "put_aside",
    metavar="NAME",
    help=N_("Try this file no more; it is kept in quarantine/aside."),
)
@option(
    "--bring-back",
    "brought_back",
    metavar="NAME",
    help=N_("Put a file that was set aside into quarantine again."),
)
@without_asking
@as_json
@pass_workplace
@click.pass_context
def quarantine(
    context: click.Context,
    workplace: Workplace,
    again: bool,
    unsigned: bool,
    put_aside: str | None,
    brought_back: str | None,
    yes: bool,
    as_json: bool,
) -> None:
    """List them, try them again, or set one aside; exit with 1 if some still cannot be taken."""
    if unsigned and not again:
        raise click.UsageError(_("--unsigned says what --retry takes; please name both."))
    if sum((again, put_aside is not None, brought_back is not None)) > 1:
        raise click.UsageError(_("Please choose one of --retry, --set-aside and --bring-back."))
    with office_of(workplace) as office:
        if put_aside is not None:
            _set_aside(office, put_aside, yes=yes, as_json=as_json)
        elif brought_back is not None:
            _bring_back(office, brought_back, as_json=as_json)
        elif again:
            context.exit(_retry(office, workplace.person, unsigned=unsigned, as_json=as_json))
        else:
            _list(office, as_json=as_json)


def _set_aside(office: "Office", name: str, *, yes: bool, as_json: bool) -> None:
    from danvan_tui.office.receiving import retrying  # noqa: PLC0415 - sqlalchemy

    found = retrying.held_as(office, name)
    folder = retrying.quarantine_of(office).aside_folder
    question = ngettext(
        "Try “{name}” no more? Nothing is deleted: the file is kept in {folder}.",
        "Try {count} files called “{name}” no more? Nothing is deleted: they are kept in {folder}.",
        len(found),
    ).format(name=found[0].name, folder=folder, count=len(found))
    if not yes and not agreed(question, _("Nothing was set aside. Add --yes to set it aside.")):
        raise Refusal(_("Nothing was set aside."))
    retrying.set_aside(office, name)
    if as_json:
        _say_held(found)
        return
    say_wrapped(
        _(
            "“{name}” is set aside: it is tried no more, and kept in {folder}. Nothing is deleted; "
            "it comes back with: danvan office quarantine --bring-back {digest}"
        ).format(name=found[0].name, folder=folder, digest=found[0].digest[:16])
    )


def _bring_back(office: "Office", name: str, *, as_json: bool) -> None:
    from danvan_tui.office.receiving import retrying  # noqa: PLC0415 - sqlalchemy

    found = retrying.bring_back(office, name)
    if as_json:
        _say_held(found)
        return
    say_wrapped(
        _(
            "“{name}” waits in quarantine again. Try it with: danvan office quarantine --retry"
        ).format(name=found[0].name)
    )


def _retry(office: "Office", person: str, *, unsigned: bool, as_json: bool) -> int:
    from danvan_tui.cli.office_told import as_record, tell_report  # noqa: PLC0415
    from danvan_tui.office.receiving import retrying  # noqa: PLC0415 - sqlalchemy

    report = retrying.retry(office, by=person, unsigned=unsigned)
    if as_json:
        say_json(as_record(report))
    else:
        tell_report(report, _("Nothing waits in quarantine."))
    return REFUSED if retrying.held(office) else 0


def _list(office: "Office", *, as_json: bool) -> None:
    from danvan_tui.office.receiving import retrying  # noqa: PLC0415 - sqlalchemy

    held = retrying.held(office)
    if as_json:
        _say_held(held)
        return
    for one in held:
        say("  ".join(filter(None, (words.moment(one.at), one.name, one.where))))
        say_wrapped(one.reason, indent=2)
    if not held:
        say(_("Nothing waits in quarantine."))
    _tell_aside(retrying.quarantine_of(office).held_aside())


def _tell_aside(aside: "Sequence[Held]") -> None:
    if not aside:
        return
    say()
    say(_("Set aside, tried no more (back with --bring-back NAME):"))
    for one in aside:
        say(f"  {one.digest[:16]}  {one.name}")


def _say_held(held: "Sequence[Held]") -> None:
    say_json([msgspec.to_builtins(one) for one in held])
