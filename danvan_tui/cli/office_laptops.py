"""`danvan office laptops` and `missing`: whom the office knows, and what never came of them."""

from typing import TYPE_CHECKING

import click

from danvan_tui.cli import arguments
from danvan_tui.cli.office import office_of
from danvan_tui.cli.output import say, say_json, say_wrapped
from danvan_tui.cli.translated import Command, as_json, option
from danvan_tui.cli.workplace import Workplace, pass_workplace
from danvan_tui.language import N_, _, ngettext
from danvan_tui.vietnamese.clean import clean
from danvan_tui.wording import words

if TYPE_CHECKING:
    from danvan_tui.exchange.receipt import Missing
    from danvan_tui.office.office import Office
    from danvan_tui.office.receiving.retrying import Waiting
    from danvan_tui.office.register.laptops import KnownLaptop


@click.command(
    name="laptops",
    cls=Command,
    help=N_(
        "List the laptops whose files are taken, and those that wait to be confirmed. With "
        "--confirm trust one, once its fingerprint was read out on the phone; with --distrust "
        "trust it no more, if it was lost for instance."
    ),
)
@option(
    "--confirm",
    "confirmed",
    metavar="FINGERPRINT",
    type=arguments.text,
    help=N_("The 20 digits that were read out; what the laptop sent is taken then."),
)
@option(
    "--distrust",
    "distrusted",
    metavar="FINGERPRINT",
    type=arguments.text,
    help=N_("The 20 digits of a laptop of which nothing more is to be taken."),
)
@as_json
@pass_workplace
def laptops(
    workplace: Workplace, confirmed: str | None, distrusted: str | None, as_json: bool
) -> None:
    """List them, confirm one, or trust one no more."""
    if confirmed is not None and distrusted is not None:
        raise click.UsageError(_("Please confirm one laptop, or distrust one, not both at once."))
    from danvan_tui.office.receiving.distrusting import distrusted_laptops  # noqa: PLC0415
    from danvan_tui.office.receiving.retrying import waiting_laptops  # noqa: PLC0415

    with office_of(workplace) as office:
        if confirmed is not None:
            _confirm(office, confirmed, workplace.person, as_json=as_json)
            return
        if distrusted is not None:
            _distrust(office, distrusted, workplace.person, as_json=as_json)
            return
        known, waiting = office.register.laptops(), waiting_laptops(office)
        put_off = distrusted_laptops(office)
    if as_json:
        records = [_as_record(one) | {"confirmed": False} for one in put_off]
        say_json([*map(_as_record, known), *map(_waiting_record, waiting), *records])
        return
    for one in waiting:
        say_wrapped(_waiting_line(one))
    if waiting:
        say_wrapped(
            _(
                "Have the 20 digits read out to you on the phone. Only if they are the same: "
                'danvan office laptops --confirm "{fingerprint}"'
            ).format(fingerprint=waiting[0].keys.fingerprint)
        )
    for laptop in known:
        say(_line("✓", laptop, _("confirmed {at} by {person}")))
    for laptop in put_off:
        say(_line("✗", laptop, _("not trusted since {at}, by {person}")))
    if not known and not waiting and not put_off:
        say(_("No laptop has sent anything yet."))


@click.command(
    name="missing",
    cls=Command,
    help=N_("List the numbers of files that never came, for each laptop."),
)
@as_json
@pass_workplace
def missing(workplace: Workplace, as_json: bool) -> None:
    """Say which files laptops wrote and nobody brought."""
    with office_of(workplace) as office:
        known = office.register.laptops()
        gaps = [
            (laptop, gap) for laptop in known for gap in office.register.missing(laptop.keys.id)
        ]
    if as_json:
        say_json(
            [
                {"laptop": laptop.keys.id, "line": gap.line, "numbers": gap.numbers}
                for laptop, gap in gaps
            ]
        )
        return
    for laptop, gap in gaps:
        say_wrapped(f"{clean(laptop.keys.name)}: {_numbers(gap)}")
    if not known:
        say(_("No laptop is confirmed yet; only of those that are is known what is missing."))
    elif not gaps:
        say(_("No file is missing."))


def _confirm(office: "Office", fingerprint: str, person: str, *, as_json: bool) -> None:
    from danvan_tui.cli.office_told import as_record, tell_report  # noqa: PLC0415
    from danvan_tui.office.receiving.retrying import confirm  # noqa: PLC0415

    keys, report = confirm(office, fingerprint, by=person)
    if as_json:
        say_json({"laptop": keys.id, "name": keys.name, **as_record(report)})
        return
    say(_("The laptop “{name}” is confirmed.").format(name=clean(keys.name)))
    tell_report(report)


def _distrust(office: "Office", fingerprint: str, person: str, *, as_json: bool) -> None:
    from danvan_tui.office.receiving.distrusting import distrust  # noqa: PLC0415

    keys = distrust(office, fingerprint, by=person)
    if as_json:
        say_json({"laptop": keys.id, "name": keys.name, "confirmed": False})
        return
    say_wrapped(
        _(
            "The laptop “{name}” is not trusted any more. What was taken of it stays in the "
            "register; what it sends from now on waits in quarantine. It is still told what "
            "becomes of what it sent; it can be confirmed again with its fingerprint."
        ).format(name=clean(keys.name))
    )


def _line(sign: str, laptop: "KnownLaptop", said: str) -> str:
    """One laptop; ``said`` is what somebody did with it, when and who."""
    told = said.format(at=words.moment(laptop.at), person=clean(laptop.by) or "-")
    return "  ".join([sign, clean(laptop.keys.name), laptop.keys.fingerprint, told])


def _waiting_line(waiting: "Waiting") -> str:
    return ngettext(
        "? {name}  {fingerprint}  not confirmed, {count} file waits",
        "? {name}  {fingerprint}  not confirmed, {count} files wait",
        waiting.files,
    ).format(
        name=clean(waiting.keys.name),
        fingerprint=waiting.keys.fingerprint,
        count=waiting.files,
    )


def _as_record(laptop: "KnownLaptop") -> dict[str, object]:
    return {
        "id": laptop.keys.id,
        "name": laptop.keys.name,
        "fingerprint": laptop.keys.fingerprint,
        "confirmed": True,
        "at": laptop.at,
        "by": laptop.by,
    }


def _waiting_record(waiting: "Waiting") -> dict[str, object]:
    return {
        "id": waiting.keys.id,
        "name": waiting.keys.name,
        "fingerprint": waiting.keys.fingerprint,
        "confirmed": False,
        "files": waiting.files,
    }


def _numbers(gap: "Missing") -> str:
    said = ngettext(
        "file no. {numbers} is missing", "files no. {numbers} are missing", len(gap.numbers)
    )
    return said.format(numbers=words.spans(gap.numbers))
