"""The questions of the receiving screen: what is asked before anything is done for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danvan_tui.language import _, ngettext
from danvan_tui.tui.screens.receiving_rows import place_name
from danvan_tui.wording import words

if TYPE_CHECKING:
    from danvan_tui.exchange.parties import PublicKeys
    from danvan_tui.office.receiving.quarantine import Held
    from danvan_tui.office.register.outcomes import Import


def unsigned_question(count: int) -> str:
    """Whether what nobody signed is to be taken."""
    said = ngettext(
        "{count} file bears no signature: anybody may have written it. Take it all the same?",
        "{count} files bear no signature: anybody may have written them. Take them all the same?",
        count,
    )
    return said.format(count=count)


def undo_question(last: Import) -> str:
    """Whether the last import is to be taken back."""
    question = ngettext(
        "Take back the import of {moment} from {source} ({count} file)? The sessions stand "
        "again as they stood before it, and its laptops are told.",
        "Take back the import of {moment} from {source} ({count} files)? The sessions stand "
        "again as they stood before it, and its laptops are told.",
        last.packages,
    ).format(moment=words.moment(last.at), source=place_name(last.source), count=last.packages)
    kept = _(
        "What the office recorded in sessions that only this import brought is kept, and counts "
        "again when they come again."
    )
    return f"{question} {kept}"


def confirm_question(keys: PublicKeys) -> str:
    """Whether this is the laptop it says it is, to be compared on the phone."""
    return _(
        "A laptop that calls itself “{name}” wants to send files. Have its fingerprint read "
        "out to you on the phone. Is it the same as this one?\n\n{fingerprint}"
    ).format(name=keys.name, fingerprint=keys.fingerprint)


def confirm_again_question(keys: PublicKeys) -> str:
    """Whether a laptop that was trusted no more is in good hands again."""
    return _(
        "“{name}” is not trusted any more. Have its fingerprint read out to you on the phone by "
        "whoever has it now. Is it the same as this one? Then what it sends is taken again.\n\n"
        "{fingerprint}"
    ).format(name=keys.name, fingerprint=keys.fingerprint)


def aside_question(held: Held, key: str) -> str:
    """Whether a file in quarantine is to be tried no more."""
    return _(
        "Set “{name}” aside? It is tried no more. Nothing is deleted: it stands at the end of the "
        "list, and {key} there brings it back."
    ).format(name=held.name, key=key)
