"""What people call a unit, a village, a field on the command line, as the promises have it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from danvan_tui.capture.places import same_place
from danvan_tui.cli.failures import Refusal
from danvan_tui.followup.board import Dimension, Filters
from danvan_tui.language import _
from danvan_tui.vietnamese.fold import fold

if TYPE_CHECKING:
    from danvan_tui.followup.board import Board
    from danvan_tui.model.catalogue import Catalogues

_NAMED = 8  # values at most that a refusal names


def narrowed(
    board: Board,
    catalogues: Catalogues,
    narrow: Mapping[str, str | None],
    **more: Any,  # noqa: ANN401 - the other fields of Filters
) -> Filters:
    """The filters as the promises spell them; raises Refusal where one is not plain."""
    chosen: dict[str, Any] = {
        name: _value(board, catalogues, Dimension(name), typed)
        for name, typed in narrow.items()
        if typed
    }
    return replace(Filters(**more), **chosen)


def _value(board: Board, catalogues: Catalogues, dimension: Dimension, typed: str) -> str:
    """The one value that was meant: in full, by its code, by its place, or by a part of it."""
    values = [value for value, _count in board.values(dimension, Filters())]
    names = {value: _names(catalogues, dimension, value) for value in values}
    wanted = fold(typed)
    meanings: list[Callable[[str], bool]] = [
        lambda value: wanted in map(fold, names[value]),
        lambda value: dimension is Dimension.VILLAGE and same_place(typed, value),
        lambda value: any(wanted in fold(name) for name in names[value]),
    ]
    found: list[str] = []
    for is_meant in meanings:
        found = [value for value in values if is_meant(value)]
        if len(found) == 1:
            return found[0]
        if found:
            break
    raise Refusal(_told(typed, [names[value][0] for value in found or values], bool(found)))


def _names(catalogues: Catalogues, dimension: Dimension, value: str) -> list[str]:
    """What a value is called, the name people read first."""
    if dimension is Dimension.FIELD:
        field = catalogues.fields.get(value)
        return [field.name, field.code, value] if field else [value]
    unit = catalogues.units.by_name.get(value) if dimension is Dimension.UNIT else None
    return [value, unit.code] if unit else [value]


def _told(typed: str, names: list[str], are_meant: bool) -> str:
    some = ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
    if are_meant:
        return _("“{typed}” may be several; please write one of them: {names}.").format(
            typed=typed, names=some
        )
    return _("No promise has “{typed}” there; there are: {names}.").format(
        typed=typed, names=some or _("none")
    )
