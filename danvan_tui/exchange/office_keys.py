"""The keys of an office: made once, and made again from the recovery file in the safe."""

import os
from pathlib import Path
from typing import Final

from danvan_tui.exchange.failing import KeysError, Trouble
from danvan_tui.exchange.keys import (
    Keys,
    PublicKeys,
    make_keys,
    read_keys,
    read_public,
    write_keys,
    write_public,
)
from danvan_tui.exchange.parties import shown_name
from danvan_tui.language import _
from danvan_tui.ledger import disk
from danvan_tui.model.plain_file import read_plain_file

KEY_FILE: Final = "office.key"
PUBLIC_FILE: Final = "office.danvan-office"
RECOVERY_FILE: Final = "office-recovery.txt"
_DAMAGED = "office.key.damaged"
_MOST_NAMES = 1000


def init_office(folder: Path, name: str, recovery: Path | None = None) -> tuple[PublicKeys, Path]:
    """Make keys, the public file and the recovery file, whose path is given back.

    Raises KeysError where keys were made before, and OSError.
    """
    name = shown_name(name)
    if not name:
        raise KeysError(
            Trouble.EMPTY,
            _("Please say the name of the office (--name). No keys were made."),
        )
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = recovery or folder / RECOVERY_FILE
    path = path / RECOVERY_FILE if path.is_dir() else path
    _refuse_second_keys(folder, path)
    safe = make_keys(name)
    keys = Keys(safe.seed, make_keys().identity, safe.recipient, name)
    # The paper first: nothing may ever be sealed for a recovery key that nobody has.
    write_keys(path, safe, _preface())
    write_keys(folder / KEY_FILE, keys, _secret())
    return write_public(folder / PUBLIC_FILE, keys), path


def recover_office(folder: Path, file: Path) -> PublicKeys:
    """Put the keys of the recovery file in the place of those that were lost.

    What laptops sealed, or still seal, for the lost key opens with it. Raises KeysError, OSError.
    """
    keys = read_keys(file)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _refuse_other_office(folder, keys)
    if _is_whole(folder / KEY_FILE, keys):
        raise KeysError(
            Trouble.TAKEN,
            _("The key of this office is here and whole. Nothing was changed."),
        )
    _put_aside(folder / KEY_FILE)
    write_keys(folder / KEY_FILE, keys, _secret())
    return write_public(folder / PUBLIC_FILE, keys)


def show_office(folder: Path, target: Path | None = None) -> tuple[PublicKeys, Path]:
    """What laptops need of the office and where it lies, copied into ``target`` if wanted.

    A public file that was lost is written again. Raises KeysError, OSError.
    """
    if not os.path.lexists(folder / KEY_FILE):
        raise KeysError(
            Trouble.NO_KEY,
            _(
                "This data folder has no keys of an office. Nothing was changed; please begin "
                "with danvan office init, or where they were lost, with danvan office recover."
            ),
        )
    keys = read_keys(folder / KEY_FILE)
    if not os.path.lexists(folder / PUBLIC_FILE):
        write_public(folder / PUBLIC_FILE, keys)
    public = read_public(folder / PUBLIC_FILE)
    if public.id != keys.id:
        raise KeysError(
            Trouble.WRONG_KEY,
            _(
                "The file {name} belongs to another key than the one beside it. Nothing was "
                "changed; please take it away, then it is written again."
            ).format(name=PUBLIC_FILE),
        )
    if target is None:
        return public, folder / PUBLIC_FILE
    return public, _copied(folder / PUBLIC_FILE, target / PUBLIC_FILE)


def _copied(source: Path, copy: Path) -> Path:
    data = source.read_bytes()
    if os.path.lexists(copy) and read_plain_file(copy) != data:
        raise KeysError(
            Trouble.TAKEN,
            _(
                "There is another file {name} in that folder. It was left as it is; "
                "please choose another folder or move it away."
            ).format(name=copy.name),
        )
    disk.write_whole(copy, data)
    if disk.read_whole(copy) != data:
        raise KeysError(
            Trouble.UNREADABLE,
            _("The drive gave back something else than was written. Please use another drive."),
        )
    return copy


def _secret() -> str:
    return _(
        "Secret: whoever has this file can read what is sealed for the office and sign for it."
    )


def _preface() -> str:
    return _(
        "The recovery key of the office. Print this page, check that it can be read, put it into\n"
        "the safe, and delete the file. Whoever has it can read all that is sealed for the office\n"
        "and can sign for it.\n"
        "If the computer of the office is lost, type these lines into a text file (each line has\n"
        "its own check, so that a mistyped one is told), then run: danvan office recover FILE\n"
        "The age program opens sealed files with it too: age -d -i FILE SEALED-FILE"
    )


def _refuse_second_keys(folder: Path, recovery: Path) -> None:
    if os.path.lexists(folder / KEY_FILE):
        raise KeysError(
            Trouble.TAKEN,
            _(
                "This office has keys already; they were left as they are. "
                "danvan office key shows what laptops need of them."
            ),
        )
    if os.path.lexists(recovery) or os.path.lexists(folder / PUBLIC_FILE):
        raise KeysError(
            Trouble.TAKEN,
            _(
                "This office had keys before: {name} is there, and was left as it is. If the key "
                "was lost, it is made again from the printed page with: danvan office recover"
            ).format(name=(recovery if os.path.lexists(recovery) else folder / PUBLIC_FILE).name),
        )


def _refuse_other_office(folder: Path, keys: Keys) -> None:
    """Refuse keys that are not those in the public file; a damaged one of these says nothing."""
    try:
        public = read_public(folder / PUBLIC_FILE)
    except (FileNotFoundError, KeysError):
        return
    if public.id != keys.id or keys.recipient not in public.recipients:
        raise KeysError(
            Trouble.WRONG_KEY,
            _(
                "This is the recovery file of another office than {name} (fingerprint "
                "{fingerprint}). Nothing was changed; please take the right page."
            ).format(name=public.name, fingerprint=public.fingerprint),
        )


def _is_whole(path: Path, keys: Keys) -> bool:
    """Whether the key is there; raises KeysError where it is that of another office."""
    try:
        found = read_keys(path)
    except (FileNotFoundError, KeysError):
        return False
    if found.id != keys.id:
        raise KeysError(
            Trouble.WRONG_KEY,
            _("The folder holds the key of another office. Nothing was changed."),
        )
    return True


def _put_aside(path: Path) -> None:
    """Keep a damaged key under another name: some of it may still be of use."""
    if not os.path.lexists(path):
        return
    for number in range(1, _MOST_NAMES):
        aside = path.with_name(_DAMAGED if number == 1 else f"{_DAMAGED}-{number}")
        if not os.path.lexists(aside):
            path.rename(aside)
            return
