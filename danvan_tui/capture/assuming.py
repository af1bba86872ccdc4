"""Filling kind and field where no code was typed: from the words, or as the same speaker before."""

from dataclasses import replace

from danvan_tui.capture.context import Context
from danvan_tui.capture.reading import Reading


def with_assumed(
    reading: Reading, context: Context, *, quoted: bool, kind_is_open: bool
) -> Reading:
    """The issue with what its words tell; of a protected one and of quotations nothing is told.

    Where the kind is to stay open, the words tell the field alone.
    """
    if reading.protected or quoted or (reading.kind and reading.field):
        return reading
    kind, field = context.spoken.understood(reading.content)
    kind = "" if kind_is_open else kind
    before = (
        ""
        if field
        else context.field_before(reading.speaker, reading.speaker_name, reading.village)
    )
    told = {"kind": kind, "field": field or before}
    assumed = {name: value for name, value in told.items() if value and not getattr(reading, name)}
    return replace(
        reading,
        kind=reading.kind or kind,
        field=reading.field or told["field"],
        assumed=tuple(assumed),
        carried="field" in assumed and not field,
    )
