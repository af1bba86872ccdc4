"""`danvan office init`, `recover` and `key`: the keys of the office."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from danvan_tui.cli import arguments
from danvan_tui.cli.failures import DiskRefusal
from danvan_tui.cli.output import say, say_json, say_wrapped
from danvan_tui.cli.translated import Command, argument, as_json, option
from danvan_tui.cli.workplace import Workplace, pass_workplace
from danvan_tui.language import N_, _

if TYPE_CHECKING:
    from danvan_tui.exchange.parties import PublicKeys

_FOLDER = "office"


@click.command(
    name="init",
    cls=Command,
    help=N_("Make the keys of the office, the file for the laptops, and a page for the safe."),
)
@option("--name", type=arguments.text, help=N_("What the office calls itself on its receipts."))
@option(
    "--recovery",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=N_("Where to put the page for the safe; otherwise beside the keys."),
)
@as_json
@pass_workplace
def init(workplace: Workplace, name: str | None, recovery: Path | None, as_json: bool) -> None:
    """Make the keys once, and say what to do with each of the files."""
    from danvan_tui.exchange.office_keys import PUBLIC_FILE, init_office  # noqa: PLC0415 - heavy

    settings = workplace.settings
    folder = workplace.root / _FOLDER
    called = name or settings.office_name or settings.commune
    public, page = init_office(folder, called, recovery)
    if as_json:
        say_json(_told(public, folder / PUBLIC_FILE) | {"recovery": str(page)})
        return
    say(_("The office {name} has its keys.").format(name=public.name))
    _tell(public, folder / PUBLIC_FILE)
    say_wrapped(
        _(
            "Print {file}, put the page into a safe, and delete the file: without it, nothing that "
            "was sealed for the office can be read again if this computer is lost."
        ).format(file=page)
    )


@click.command(
    name="recover",
    cls=Command,
    help=N_("Make the lost key of the office again from the page in the safe."),
)
@argument("file", metavar="FILE", type=click.Path(path_type=Path))
@as_json
@pass_workplace
def recover(workplace: Workplace, file: Path, as_json: bool) -> None:
    """Put the key back; laptops go on with what they have."""
    from danvan_tui.exchange.office_keys import PUBLIC_FILE, recover_office  # noqa: PLC0415 - heavy

    if not file.is_file():
        raise DiskRefusal(
            _(
                "There is no file {name} here. Nothing was changed; please name the file with the "
                "lines of the page in the safe."
            ).format(name=file)
        )
    folder = workplace.root / _FOLDER
    public = recover_office(folder, file)
    if as_json:
        say_json(_told(public, folder / PUBLIC_FILE))
        return
    say(_("The key of the office {name} is here again.").format(name=public.name))
    say(_("Its laptops need nothing new. Keep the page in the safe: it is still the one."))
    say(_("Fingerprint: {fingerprint}").format(fingerprint=public.fingerprint))


@click.command(
    name="key",
    cls=Command,
    help=N_("Say where the office's file for the laptops lies, and its fingerprint."),
)
@option(
    "--to",
    "target",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="FOLDER",
    help=N_("Copy it there, onto a USB stick for instance."),
)
@as_json
@pass_workplace
def key(workplace: Workplace, target: Path | None, as_json: bool) -> None:
    """Show what laptops need of the office."""
    from danvan_tui.exchange.office_keys import show_office  # noqa: PLC0415 - heavy

    public, path = show_office(workplace.root / _FOLDER, target)
    if as_json:
        say_json(_told(public, path))
        return
    say(public.name)
    _tell(public, path)


def _tell(public: "PublicKeys", path: Path) -> None:
    say(_("Fingerprint: {fingerprint}").format(fingerprint=public.fingerprint))
    say_wrapped(
        _(
            "Each laptop needs the file {file} once: please copy it to a USB stick, on the laptop "
            "press F5 and then F6, or: danvan sync --trust FILE. Then read the fingerprint out on "
            "the phone: both sides must see the same digits."
        ).format(file=path)
    )


def _told(public: "PublicKeys", path: Path) -> dict[str, str]:
    return {
        "id": public.id,
        "name": public.name,
        "fingerprint": public.fingerprint,
        "file": str(path),
    }
