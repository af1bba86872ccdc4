"""`danvan new` and `danvan list`: begin a session, and see them all."""

from datetime import date
from typing import Any

import click
from msgspec.structs import asdict

from danvan_tui.cli import arguments
from danvan_tui.cli.communes import commune_of
from danvan_tui.cli.earlier import as_records, list_earlier, tell_earlier
from danvan_tui.cli.names import Names
from danvan_tui.cli.output import complain, say, say_json
from danvan_tui.cli.translated import Command, as_json, option
from danvan_tui.cli.workplace import Workplace, pass_workplace
from danvan_tui.language import N_, _
from danvan_tui.ledger.shelf import Shelved
from danvan_tui.model.records import Table, Value
from danvan_tui.wording import words


@click.command(name="new", cls=Command, help=N_("Begin a session; says its code."))
@option(
    "--kind",
    type=click.Choice(["dialogue", "reception"]),
    default="dialogue",
    help=N_("A dialogue with villages, or a reception of citizens."),
)
@option(
    "--village",
    "villages",
    type=arguments.text,
    multiple=True,
    help=N_("A village; may be repeated."),
)
@option("--date", "day", type=arguments.day, help=N_("The day, like 22/11/2026; otherwise today."))
@option("--place", type=arguments.text, help=N_("Where it is held."))
@option("--chair", type=arguments.text, help=N_("Who chairs."))
@option("--secretary", type=arguments.text, help=N_("Who takes the notes."))
@option("--title", type=arguments.text, help=N_("The subject."))
@as_json
@pass_workplace
def new(
    workplace: Workplace,
    kind: str,
    villages: tuple[str, ...],
    day: date | None,
    place: str | None,
    chair: str | None,
    secretary: str | None,
    title: str | None,
    as_json: bool,
) -> None:
    """Make a session with what was said and what the settings know."""
    settings = workplace.settings
    fields: dict[str, Value] = {
        "commune": settings.commune,
        "parent_body": settings.parent_body,
        "villages": list(villages),
        "date": day.isoformat() if day else "",
        "place": settings.place if place is None else place,
        "chair": chair,
        "secretary": settings.person if secretary is None else secretary,
        "title": title,
    }
    given = {name: value for name, value in fields.items() if value}
    shelf = workplace.shelf_made_if_missing
    code = shelf.create(person=workplace.person, kind=kind, **given)
    listed = list_earlier(workplace, code) if villages else []
    if as_json:
        folder = str(shelf.find(code))
        say_json({"code": code, "folder": folder, "to_review": as_records(listed)})
    else:
        say(_("{code} has begun. Open it with: danvan open {code}").format(code=code))
        tell_earlier(workplace, listed)


@click.command(name="list", cls=Command, help=N_("List all sessions, the newest first."))
@option("--commune", type=arguments.text, help=N_("Those of one commune only, at an office."))
@as_json
@pass_workplace
def list_sessions(workplace: Workplace, commune: str | None, as_json: bool) -> None:
    """Print a line for every session, also for those that cannot be read."""
    everything = [] if workplace.is_untouched else workplace.shelf.sessions()
    shelved = everything
    if commune is not None:
        name = commune_of(shelved, commune)
        shelved = [entry for entry in shelved if entry.commune == name]
    for entry in shelved:
        if entry.summary and entry.problem:
            complain(f"{entry.folder.name}: {entry.problem}")
    if as_json:
        say_json([_as_record(entry) for entry in shelved])
        return
    if not shelved:
        say(workplace.nothing_yet)
    names = Names(everything)
    for entry in shelved:
        say(_as_line(entry, names))


def _as_record(entry: Shelved) -> dict[str, Any]:
    summary = asdict(entry.summary) if entry.summary else {}
    said = {"folder": str(entry.folder), "problem": entry.problem}
    return summary | said | ({"commune": entry.commune} if entry.commune else {})


def _as_line(entry: Shelved, names: Names) -> str:
    summary = entry.summary
    if summary is None:
        return f"{entry.folder.name}  {entry.problem}"
    counts = ", ".join(
        (
            words.counted(Table.ATTENDANCE, summary.people),
            words.counted(Table.ISSUES, summary.issues),
            words.counted(Table.COMMITMENTS, summary.commitments),
        )
    )
    parts = [
        summary.code,
        "" if names.of(summary.id) == summary.code else entry.full_name,
        entry.commune,
        words.day(summary.date),
        names.state_of(summary),
        counts,
        words.villages(summary.villages),
        summary.title,
    ]
    return "  ".join(words.one_line(part) for part in parts if part)
