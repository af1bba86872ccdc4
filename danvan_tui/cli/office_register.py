"""`danvan office rebuild` and `danvan office move`: making the register anew, moving it."""

from typing import TYPE_CHECKING

import click

from danvan_tui.cli import arguments
from danvan_tui.cli.failures import REFUSED, Refusal
from danvan_tui.cli.office import office_of
from danvan_tui.cli.office_import import without_asking
from danvan_tui.cli.output import agreed, complain, say, say_json
from danvan_tui.cli.translated import Command, argument, as_json
from danvan_tui.cli.workplace import Workplace, pass_workplace
from danvan_tui.language import N_, _, ngettext

if TYPE_CHECKING:
    from danvan_tui.office.register.comparing import Digest
    from danvan_tui.office.register.renewing import Rebuilt

_OWN_FILE = "file"


@click.command(
    name="rebuild",
    cls=Command,
    help=N_("Make the register anew from the files that were kept when they were taken."),
)
@without_asking
@as_json
@pass_workplace
def rebuild(workplace: Workplace, yes: bool, as_json: bool) -> None:
    """Rebuild, and say whether the old register held the same."""
    from danvan_tui.office.upkeep import rebuild_register  # noqa: PLC0415 - opens the database

    with office_of(workplace) as office:
        office.check_begun()
        if not yes and not agreed(
            _("Make the register anew from the kept files? The old one is replaced."),
            _("Nothing was changed. To make the register anew without a question, say --yes."),
        ):
            raise Refusal(_("Nothing was changed."))
        rebuilt = rebuild_register(office)
    if as_json:
        is_same, before = rebuilt.is_as_before, rebuilt.before
        said = _for_programs(rebuilt.tables, is_same=is_same, problems=rebuilt.problems)
        say_json(said | {"before": str(before) if before else None})
    else:
        _tell_rebuilt(rebuilt)
    if rebuilt.problems:
        click.get_current_context().exit(REFUSED)


@click.command(
    name="move",
    cls=Command,
    help=N_(
        "Move the register to a PostgreSQL database (postgresql://…), or with the word “file” back "
        "into the office's own folder; both are proved equal."
    ),
)
@argument("url", metavar="URL", type=arguments.text)
@as_json
@pass_workplace
def move(workplace: Workplace, url: str, as_json: bool) -> None:
    """Move, and say where it is now."""
    from danvan_tui.office.upkeep import move_register  # noqa: PLC0415 - opens the database

    if url != _OWN_FILE and not url.startswith("postgresql://"):
        raise Refusal(
            _(
                "“{url}” is no place for a register. Nothing was changed; please give an address "
                "that begins with postgresql://, or the word “file” for the office's own folder."
            ).format(url=url)
        )
    with office_of(workplace) as office:
        moved = move_register(office, "" if url == _OWN_FILE else url)
    if as_json:
        said = _for_programs(moved.tables, is_same=True, problems=[])
        say_json(said | {"to_delete": moved.left or None})
        return
    say(_("Both registers hold the same:"))
    _tell_tables(moved.tables)
    say(_("The new one is used from now on; settings.toml says so."))
    if moved.left:
        say(
            _(
                "The old one still holds everything, also what the law protects: please close all "
                "other windows of danvan and have it deleted ({place})."
            ).format(place=moved.left)
        )


def _tell_rebuilt(rebuilt: "Rebuilt") -> None:
    say(
        ngettext(
            "The register was made anew from {count} kept file:",
            "The register was made anew from {count} kept files:",
            rebuilt.files,
        ).format(count=rebuilt.files)
    )
    _tell_tables(rebuilt.tables)
    if rebuilt.is_as_before:
        say(_("It holds just what the old one held."))
    elif rebuilt.before is not None:
        from danvan_tui.office.upkeep import SEALED  # noqa: PLC0415 - only after a rebuild

        kept = _(
            "The old one was damaged or held something else; it was sealed and kept as {name}. "
            "Please delete it when nothing is missing."
        )
        if rebuilt.before.suffix != SEALED:
            kept = _(
                "The old one was damaged or held something else; it is kept as {name}. There was "
                "no room to seal it: please delete it soon, it holds what the law protects."
            )
        say(kept.format(name=rebuilt.before.name))
    for problem in rebuilt.problems:
        complain(problem)


def _tell_tables(tables: "dict[str, Digest]") -> None:
    for name, digest in tables.items():
        say(f"  {name:<17}{digest.rows:>9}  {digest.sha256[:16]}")


def _for_programs(
    tables: "dict[str, Digest]", *, is_same: bool, problems: list[str]
) -> dict[str, object]:
    told = {name: digest._asdict() for name, digest in tables.items()}
    return {"tables": told, "same": is_same, "problems": problems}
