"""What comes in and goes out from the session screen: rosters and export files."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from danvan_tui.exchange.document import Profile
from danvan_tui.exchange.errors import ExportError, RosterError
from danvan_tui.language import _, ngettext
from danvan_tui.tui.screens.dialogs import AskLine, Pick
from danvan_tui.tui.screens.roster import RosterPreview
from danvan_tui.tui.typed_path import typed_path
from danvan_tui.tui.waiting import waiting

if TYPE_CHECKING:
    from danvan_tui.exchange.roster import RosterRow
    from danvan_tui.tui.screens.session import SessionScreen


async def import_roster(screen: SessionScreen) -> None:
    """Ask for a roster, show what it would change, and take it over after a yes."""
    from danvan_tui.exchange.roster import plan_roster  # noqa: PLC0415

    if not screen.writable:
        screen.notify(_("This session takes no more people; nothing was changed."))
        return
    rows = await _ask_for_roster(screen)
    if rows is None:
        return
    notebook = screen.notebook
    plan = plan_roster(rows, notebook.state.attendance())
    if not await screen.app.push_screen_wait(RosterPreview(plan)):
        return
    count = len(plan.added) + len(plan.merged)
    if not count:
        screen.notify(_("The list brings nothing new; nothing was changed."))
        return
    screen.submit(
        lambda: notebook.prepare(plan_roster(rows, notebook.state.attendance()).edits(notebook))
    )
    await screen.recorder.drain()
    if screen.recorder.waiting:
        return  # the state line says why
    screen.notify(
        ngettext("{count} person taken over.", "{count} people taken over.", count).format(
            count=count
        )
    )


async def _ask_for_roster(screen: SessionScreen) -> list[RosterRow] | None:
    """Ask for a file until one can be read; None where the person gives up."""
    from danvan_tui.exchange.roster import read_roster  # noqa: PLC0415

    path = await _pick_roster(screen)
    hint = _("Enter: preview · Esc: leave it")
    while path is not None:
        if path:
            try:
                async with waiting(screen.app, _("Reading the list…")):
                    return await asyncio.to_thread(
                        read_roster, typed_path(path), roles=screen.app.catalogues.roles
                    )
            except RosterError as error:
                hint = str(error)
        question = _("Roster file (CSV or Excel .xlsx)")
        said = await screen.app.push_screen_wait(AskLine(question, value=path, hint=hint))
        path = said or None
    return None


async def _pick_roster(screen: SessionScreen) -> str | None:
    """A list that lies where people put files; empty to type where it is, None to give up."""
    from danvan_tui.exchange.roster.nearby import lists_in, usual_places  # noqa: PLC0415

    with screen.app.hold_keys():
        found = await asyncio.to_thread(lists_in, usual_places())
    if not found:
        return ""
    choices = [(str(path), f"{path.name}   {path.parent}") for path in found]
    elsewhere = ("", _("Another file: type where it is"))
    asked = Pick(_("Which list? The newest first"), [*choices, elsewhere])
    return await screen.app.push_screen_wait(asked)


async def export_session(screen: SessionScreen) -> None:
    """Ask for profile and place, and write an export file there."""
    from danvan_tui.exchange.export import build_export, write_export  # noqa: PLC0415

    profile = await screen.app.push_screen_wait(
        Pick(
            _("Which file?"),
            [
                (Profile.OFFICE.value, _("For the office: everything")),
                (Profile.PUBLIC.value, _("For posting: no phone numbers, no denunciations")),
                (Profile.STATISTICS.value, _("For statistics: numbers only")),
            ],
        )
    )
    if profile is None:
        return
    folder = await screen.app.push_screen_wait(
        AskLine(_("Into which folder?"), value=str(screen.app.data / "exports"))
    )
    if not folder:
        return
    async with waiting(screen.app, _("Reading the sessions…")):
        await screen.app.following.up_to_date()  # what became secret elsewhere must not leave
    await screen.recorder.drain()
    moment = screen.notebook.clock().isoformat(timespec="seconds")
    data = build_export(screen.notebook, Profile(profile), at=moment)
    target = typed_path(folder)
    try:
        async with waiting(screen.app, _("Writing the file and reading it back…")):
            await asyncio.to_thread(target.mkdir, parents=True, exist_ok=True)
            written = await asyncio.to_thread(write_export, data, target)
    except (ExportError, OSError) as error:
        said = _("The export file could not be written: {reason}").format(reason=error)
        screen.notify(said, severity="error", timeout=15)
        return
    screen.notify(_("Written and read back: {path}").format(path=written), timeout=15)
