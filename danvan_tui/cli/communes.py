"""The communes of an office's sessions, as people name them on the command line."""

from collections.abc import Iterable
from typing import Protocol

from danvan_tui.cli.failures import Refusal
from danvan_tui.language import _
from danvan_tui.vietnamese.fold import fold
from danvan_tui.vietnamese.order import sort_key

_NAMED = 8  # communes at most that a refusal names


class _OfCommune(Protocol):
    @property
    def commune(self) -> str: ...


def commune_of(known: Iterable[_OfCommune], typed: str) -> str:
    """The one commune that was meant, by its name or a part of it; raises Refusal."""
    communes = sorted({one.commune for one in known} - {""}, key=sort_key)
    wanted = fold(typed)
    exactly = [one for one in communes if fold(one) == wanted]
    found = exactly or [one for one in communes if wanted in fold(one)]
    if len(found) == 1:
        return found[0]
    names = ", ".join((found or communes)[:_NAMED])
    if len(found or communes) > _NAMED:
        names += ", …"
    if found:
        said = _("“{typed}” may be several communes; please write one of them: {names}.")
    else:
        said = _("There is no commune “{typed}” here; there are: {names}.")
    raise Refusal(said.format(typed=typed, names=names or _("none")))
