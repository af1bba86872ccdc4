"""`danvan sync`: what the office has of each session, sending, and fetching what it answered."""

import os
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from danvan_tui.cli import arguments
from danvan_tui.cli.failures import REFUSED, Refusal
from danvan_tui.cli.output import agreed, complain, say, say_json
from danvan_tui.cli.sync_shown import as_record, tell_states, tell_synced, told
from danvan_tui.cli.translated import Command, argument, as_json, option
from danvan_tui.cli.workplace import Workplace, pass_workplace
from danvan_tui.language import N_, _
from danvan_tui.model.person import laptop_name

if TYPE_CHECKING:
    from danvan_tui.exchange.laptop.delivering import Step
    from danvan_tui.exchange.laptop.laptop import Laptop
    from danvan_tui.exchange.laptop.sync import Synced
    from danvan_tui.exchange.targets.target import Target
    from danvan_tui.model.target_setting import TargetSetting


@click.command(
    name="sync",
    cls=Command,
    help=N_(
        "Send to the office what it does not have yet, and take in what it answered. "
        "Without a target: say how far each session is on its way."
    ),
)
@argument("targets", metavar="[TARGET]...", nargs=-1, type=arguments.text)
@option(
    "--to",
    "folder",
    type=click.Path(exists=True, file_okay=False, resolve_path=True, path_type=Path),
    metavar="FOLDER",
    help=N_("A folder that is no target of the settings, such as a USB stick."),
)
@option(
    "--session",
    "sessions",
    type=arguments.text,
    multiple=True,
    metavar="ID",
    help=N_("Send this session though its minutes are not closed; may be repeated."),
)
@option(
    "--retry",
    is_flag=True,
    help=N_("Send again what the office refused; with --session, whatever the office says of it."),
)
@option(
    "--unsealed",
    "--plain",
    "plain",
    is_flag=True,
    help=N_("Send unsealed: whoever gets the files can read them."),
)
@option(
    "--trust",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help=N_("Seal for the office of this file from now on, after a look at its fingerprint."),
)
@option("--yes", is_flag=True, help=N_("Do not ask whether the fingerprint is right."))
@as_json
@pass_workplace
@click.pass_context
def sync(
    context: click.Context,
    workplace: Workplace,
    targets: tuple[str, ...],
    folder: Path | None,
    sessions: tuple[str, ...],
    retry: bool,
    plain: bool,
    trust: Path | None,
    yes: bool,
    as_json: bool,
) -> None:
    """Trust an office, exchange with each target, or list how sessions stand."""
    where = _opening(workplace, targets, folder)
    if not where and (sessions or retry or plain):
        raise click.UsageError(_("Please say where to: the name of a target, or --to FOLDER."))
    laptop = _laptop(workplace)
    if trust is not None:
        _trust(laptop, trust, yes=yes, quietly=as_json)
    if not where:
        if trust is None or as_json:
            tell_states(laptop, workplace.shelf, as_json=as_json)
        return
    asked = [workplace.shelf.find(name).name for name in sessions]
    _check_sealing(laptop, plain=plain)
    from danvan_tui.exchange.laptop.sync import sync_each  # noqa: PLC0415 - lists need none of it

    synced = sync_each(
        laptop, workplace.shelf, where, sessions=asked, plain=plain, retry=retry, show=_show
    )
    _tell(laptop, synced, _removable(workplace, where), as_json=as_json)
    if any(one.problems or one.refused for one in synced):
        context.exit(REFUSED)


def _laptop(workplace: Workplace) -> "Laptop":
    from danvan_tui.exchange.laptop.laptop import Laptop  # noqa: PLC0415 - only this command

    name = laptop_name(workplace.settings)
    return Laptop(workplace.root, name=name, person=workplace.person)


def _opening(
    workplace: Workplace, names: Iterable[str], folder: Path | None
) -> "list[tuple[str, Callable[[], Target]]]":
    """How each target is opened, by name; raises Refusal for one that is not in the settings."""
    from danvan_tui.exchange.targets.opening import open_target  # noqa: PLC0415 - as above

    known = workplace.settings.targets
    wanted: dict[str, TargetSetting | str] = {}
    for name in names:
        if name not in known:
            raise Refusal(_unknown(name, known))
        wanted[name] = known[name]
    if folder is not None:
        wanted[str(folder)] = str(folder)
    return [(name, partial(open_target, name, setting)) for name, setting in wanted.items()]


def _check_sealing(laptop: "Laptop", *, plain: bool) -> None:
    """Say what unsealed files mean; refuse them where nobody asked for them."""
    if plain:
        complain(
            _("The files are not sealed: whoever gets them can read all, protected names too.")
        )
    elif laptop.office is None:
        raise Refusal(
            _(
                "This laptop does not have the key of the office, so the files cannot be sealed "
                "and nothing was sent. Please ask the office for its file, then: danvan sync "
                "--trust FILE. Only if you answer for the way they take, send them unsealed "
                "with --unsealed."
            )
        )


def _unknown(name: str, known: Iterable[str]) -> str:
    return _(
        "The settings know no target {name}, only: {known}. Nothing was sent; a folder is named "
        "with --to."
    ).format(name=name, known=", ".join(known) or _("none"))


def _trust(laptop: "Laptop", file: Path, *, yes: bool, quietly: bool) -> None:
    """Adopt the file of an office once its fingerprint was looked at."""
    from danvan_tui.exchange.failing import KeysError  # noqa: PLC0415 - cryptography
    from danvan_tui.exchange.keys import read_office_file  # noqa: PLC0415 - as above

    try:
        found, before = read_office_file(file), laptop.office
    except KeysError as error:
        asked = _("Nothing was changed; please ask the office for its file (….danvan-office).")
        raise Refusal(f"{error} {asked}") from error
    office = found.public
    if not quietly or not yes:
        say(_("Office: {name}").format(name=office.name))
        say(_("Fingerprint: {fingerprint}").format(fingerprint=office.fingerprint))
        if before is not None and before.verify != office.verify:
            say(
                _("So far the office was {name}; everything will be sent to the new one.").format(
                    name=before.name
                )
            )
    if not yes and not agreed(
        _("Did the office read out the same digits on the phone?"),
        _("Nothing was changed. Please compare the fingerprint, then add --yes."),
    ):
        raise Refusal(_("Nothing was changed. Please ask the office for its file again."))
    laptop.trust(found)
    if not quietly:
        say(_("From now on everything is sealed for {name}.").format(name=office.name))


def _show(step: "Step") -> None:
    if step.pause:
        complain(
            _("{code}: no answer there. Trying again in {seconds} s…").format(
                code=step.code, seconds=round(step.pause)
            )
        )


def _removable(
    workplace: Workplace, where: "Iterable[tuple[str, Callable[[], Target]]]"
) -> set[str]:
    """The targets that lie on a drive somebody may take out."""
    from danvan_tui.exchange.targets.drives import removable_drives, stands_on  # noqa: PLC0415

    known, drives = workplace.settings.targets, removable_drives()
    folders = {
        name: Path(os.path.expanduser(known[name].url if name in known else name))  # noqa: PTH111
        for name, _open in where
        if name not in known or not known[name].scheme
    }
    return {name for name, folder in folders.items() if stands_on(folder, drives)}


def _tell(laptop: "Laptop", synced: "list[Synced]", removable: set[str], *, as_json: bool) -> None:
    if as_json:
        say_json([as_record(one) for one in synced])
        return
    for one in synced:
        tell_synced(one, is_removable=one.target in removable)
    if laptop.known().receipt is None and any(one.sent for one in synced):
        say(told(laptop))
