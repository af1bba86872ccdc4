"""What waits at an office for somebody, for the list of all sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danvan_tui.language import ngettext

if TYPE_CHECKING:
    from danvan_tui.office.office import Office
    from danvan_tui.office.receiving.waiting import WaitingHere


def read_arrived(office: Office) -> str:
    """A few words, for a thread; none where nothing waits, or where it cannot be read."""
    from danvan_tui.exchange.failing import TroubleError  # noqa: PLC0415 - not for starting
    from danvan_tui.office.errors import OfficeError  # noqa: PLC0415
    from danvan_tui.office.receiving.waiting import waiting_here  # noqa: PLC0415
    from danvan_tui.office.register.errors import RegisterError  # noqa: PLC0415

    try:
        return _said(waiting_here(office))
    except (OfficeError, RegisterError, TroubleError, OSError):
        return ""  # the screen that receives says what is wrong


def _said(here: WaitingHere) -> str:
    files = ngettext("{count} new file came in", "{count} new files came in", here.files)
    held = ngettext("{count} in quarantine", "{count} in quarantine", here.held)
    laptops = ngettext("{count} laptop to confirm", "{count} laptops to confirm", here.laptops)
    said = ((files, here.files), (held, here.held), (laptops, here.laptops))
    return " · ".join(words.format(count=count) for words, count in said if count)
