"""Where files can be carried to: sticks that are plugged in, places of the settings, a folder."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from danvan_tui.exchange.targets.drives import Drive, stands_on
from danvan_tui.language import _
from danvan_tui.ledger import disk
from danvan_tui.model.target_setting import TargetSetting
from danvan_tui.tui.typed_path import typed_path

if TYPE_CHECKING:
    from danvan_tui.model.settings import Settings
    from danvan_tui.tui.app import DanvanApp

Drives = Callable[[], list[Drive]]
"""Gives the sticks that are plugged in now."""

_OTHER = "other"
_DRIVE = "drive:"


class Place(NamedTuple):
    """One place; its key stays the same from one day to the next."""

    key: str
    name: str
    """What it is called in what is written down."""
    words: str
    setting: TargetSetting
    is_removable: bool = False
    """Whether somebody wants to know when it may be taken out."""

    @property
    def folder(self) -> Path | None:
        """Where it is on this computer; None for a server."""
        return None if self.setting.scheme else typed_path(self.setting.url)


def places(settings: Settings, drives: Iterable[Drive], last: str = "") -> list[Place]:
    """All places one can choose from, the one that was used last first, then the sticks."""
    there = list(drives)
    found = [_of_drive(drive) for drive in there]
    found += [_of_setting(name, setting, there) for name, setting in settings.targets.items()]
    if last not in {place.name for place in found} and _is_folder(last):
        found.append(of_folder(Path(last), there))
    return sorted(found, key=lambda place: place.name != last)


def is_pulled(place: Place, known: Iterable[Place]) -> bool:
    """Whether a stick, or a folder on one, is not there any more."""
    if not place.is_removable or place.folder is None:
        return False
    if place.key.startswith(_DRIVE):
        return place.key not in {one.key for one in known}
    return not disk.is_folder(place.folder)


def of_folder(path: Path, drives: Iterable[Drive] = ()) -> Place:
    """A folder somebody named, perhaps on one of these sticks."""
    setting = TargetSetting(url=str(path))
    return Place(f"folder:{path}", str(path), str(path), setting, stands_on(path, drives))


def _is_folder(name: str) -> bool:
    """Whether the name of a place is a folder somebody typed, which is there."""
    path = Path(name)
    return path.is_absolute() and disk.is_folder(path)


def _of_setting(name: str, setting: TargetSetting, drives: Iterable[Drive]) -> Place:
    is_removable = not setting.scheme and stands_on(typed_path(setting.url), drives)
    return Place(f"target:{name}", name, f"{name} ({setting.url})", setting, is_removable)


def _of_drive(drive: Drive) -> Place:
    words = _("stick {label} ({path})").format(label=drive.label, path=drive.path)
    setting = TargetSetting(url=str(drive.path))
    name = drive.label or str(drive.path)
    return Place(f"{_DRIVE}{name}", name, " ".join(words.split()), setting, is_removable=True)


async def ask_for_place(
    app: DanvanApp, known: Sequence[Place], question: str, drives: Drives
) -> Place | None:
    """Let a person choose one of these places or name a folder; None where none is wanted."""
    from danvan_tui.tui.screens.dialogs import AskLine, Pick  # noqa: PLC0415 - only when asked

    choices = [(place.key, place.words) for place in known]
    key = await app.push_screen_wait(Pick(question, [*choices, (_OTHER, _("another folder…"))]))
    if key != _OTHER:
        return next((place for place in known if place.key == key), None)
    answer = await app.push_screen_wait(AskLine(_("Which folder?")))
    if not answer:
        return None
    with app.hold_keys():
        return of_folder(typed_path(answer), await asyncio.to_thread(drives))
