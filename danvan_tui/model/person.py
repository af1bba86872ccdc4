"""Who writes on this computer: the name people gave, and what stands for it until they do."""

import getpass
import platform
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from danvan_tui.model.settings import Settings

_OF_THE_COMPUTER = frozenset({"", "root", "administrator"})
"""Users who are nobody: their name says less than that of the computer."""


def who_writes(settings: "Settings", office: str = "") -> str:
    """Who stands beside an entry: the name in the settings, else the office's, else the user's."""
    return settings.person.strip() or office or _user() or computer_name()


def laptop_name(settings: "Settings") -> str:
    """What the office calls this laptop: who writes on it, else its commune, else the computer."""
    return settings.person.strip() or settings.commune.strip() or computer_name()


def computer_name() -> str:
    """What the computer calls itself in its network; never empty."""
    return platform.node() or "?"


def _user() -> str:
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
    return "" if user.casefold() in _OF_THE_COMPUTER else user
