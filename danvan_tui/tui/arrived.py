"""What waits at an office for somebody, for the list of all sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danvan_tui.language import ngettext

if TYPE_CHECKING:
    from danvan_tui.office.office import Office
    from danvan_tui.office.receiving.waiting import WaitingHere
    from danvan_tui.tui.screens.carrying_places import Place


def read_arrived(office: Office, received_from: Place | None) -> str:
    """A few words, for a thread; none where nothing waits, or where it cannot be read.

    Answers wait where one took files from last.
    """
    from danvan_tui.exchange.failing import TroubleError  # noqa: PLC0415 - not for starting
    from danvan_tui.exchange.targets.drives import removable_drives  # noqa: PLC0415
    from danvan_tui.office.errors import OfficeError  # noqa: PLC0415
    from danvan_tui.office.receiving.waiting import waiting_here  # noqa: PLC0415
    from danvan_tui.office.register.errors import RegisterError  # noqa: PLC0415
    from danvan_tui.tui.receiving import Receiving, last_place  # noqa: PLC0415

    receiving = Receiving(office, "")
    try:
        last = received_from or last_place(office, office.settings, removable_drives())
        receiving.go_on_at(last)
        return _said(waiting_here(office, receiving.base))
    except (OfficeError, RegisterError, TroubleError, OSError):
        return ""  # the screen that receives says what is wrong


def _said(here: WaitingHere) -> str:
    files = ngettext("{count} new file came in", "{count} new files came in", here.files)
    held = ngettext("{count} in quarantine", "{count} in quarantine", here.held)
    missing = ngettext("{count} missing", "{count} missing", here.missing)
    laptops = ngettext("{count} laptop to confirm", "{count} laptops to confirm", here.laptops)
    answers = ngettext("{count} laptop to answer", "{count} laptops to answer", here.unanswered)
    said = (
        (files, here.files),
        (held, here.held),
        (missing, here.missing),
        (laptops, here.laptops),
        (answers, here.unanswered),
    )
    return " · ".join(words.format(count=count) for words, count in said if count)
