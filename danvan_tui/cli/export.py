"""`danvan export` and `danvan verify`: the file for the office, and whether one is whole."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from danvan_tui.cli import arguments
from danvan_tui.cli.failures import REFUSED
from danvan_tui.cli.output import complain, say, say_json
from danvan_tui.cli.promises import secret_everywhere
from danvan_tui.cli.translated import Command, argument, as_json, option
from danvan_tui.cli.workplace import Workplace, pass_workplace
from danvan_tui.language import N_, _

if TYPE_CHECKING:
    from danvan_tui.exchange.verify import Verdict

_EXPORTS = "exports"


@click.command(
    name="export",
    cls=Command,
    help=N_(
        "Write a session into a file: for the office (everything, to be kept closed), for posting "
        "(public: no phone, address or denunciation), or numbers only (statistics)."
    ),
)
@argument("session", metavar="ID", type=arguments.text)
@option(
    "--profile",
    type=click.Choice(["office", "public", "statistics"]),
    default="office",
    help=N_("Who the file is for; otherwise the office."),
)
@option(
    "--to",
    "target",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="FOLDER",
    help=N_("Where to put it, a USB stick for instance; otherwise exports in the data folder."),
)
@as_json
@pass_workplace
def export(
    workplace: Workplace, session: str, profile: str, target: Path | None, as_json: bool
) -> None:
    """Write the export and say its path and checksum once it was read back."""
    from danvan_tui.exchange import envelope  # noqa: PLC0415 - listing commands need no exchange
    from danvan_tui.exchange.export import Profile, build_export, write_export  # noqa: PLC0415

    secret_everywhere(workplace)
    notebook = workplace.reading(session)
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    data = build_export(notebook, Profile(profile), at=now)
    if target is None:
        target = workplace.root / _EXPORTS
        target.mkdir(exist_ok=True)
    path = write_export(data, target)
    digest = envelope.stated_digest(data)
    if as_json:
        say_json({"path": str(path), "profile": profile, "sha256": digest})
    else:
        say(_("Written: {path}").format(path=path))
        say(_("Checksum (SHA-256): {digest}").format(digest=digest))


@click.command(
    name="verify", cls=Command, help=N_("Say whether an export file is whole and unchanged.")
)
@argument("file", metavar="FILE", type=click.Path(path_type=Path))
@as_json
@click.pass_context
def verify(context: click.Context, file: Path, as_json: bool) -> None:
    """Look at one file; exit with 1 unless it may be relied on."""
    from danvan_tui.exchange.verify import verify_file  # noqa: PLC0415 - see above

    verdict = verify_file(file)
    _tell(verdict, as_json=as_json)
    if not verdict.whole:
        context.exit(REFUSED)


def _tell(verdict: "Verdict", *, as_json: bool) -> None:
    if as_json:
        told = {"whole": verdict.whole, "finding": verdict.finding, "sentence": verdict.sentence}
        say_json(told)
    elif verdict.whole:
        say(verdict.sentence)
    else:
        complain(verdict.sentence)
