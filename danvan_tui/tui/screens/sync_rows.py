"""What the list of the sending screen shows: sessions, and how far each is on its way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from danvan_tui.exchange.laptop.standing import SessionStanding, Standing
from danvan_tui.language import _
from danvan_tui.tui.widgets.columns import Column
from danvan_tui.tui.widgets.table import Row
from danvan_tui.wording import words
from danvan_tui.wording.sending import state_of, why

_TONES = {
    Standing.NOT_SENT: "",
    Standing.QUEUED: "accent",
    Standing.SENT: "accent",
    Standing.RECEIVED: "success",
    Standing.REFUSED: "error",
    Standing.CONFLICT: "warning",
}


def columns() -> list[Column]:
    """The columns of the list; the reason stands below a row."""
    return [
        Column(_("Code"), 14, tone="strong"),
        Column(_("Date"), 10),
        Column(_("Villages")),
        Column(_("State"), 24),
    ]


def rows_of_sessions(
    standings: Iterable[SessionStanding], villages: Mapping[str, list[str]]
) -> list[Row]:
    """One row a session, the newest first; ``villages`` by folder."""
    newest = sorted(standings, key=lambda one: (one.date, one.folder), reverse=True)
    codes = {one.session: one.code for one in newest}
    return [_row(one, words.villages(villages.get(one.folder, [])), codes) for one in newest]


def _row(one: SessionStanding, villages: str, codes: Mapping[str, str]) -> Row:
    state = state_of(one)
    if is_left_out(one) and one.held_in in codes:
        state = words.put_into(codes[one.held_in])
    cells = (one.code or one.folder, words.day(one.date), villages, state)
    tone = "muted" if is_left_out(one) else _TONES[one.standing]
    is_open = one.is_unsealed and one.standing is Standing.SENT
    return Row(one.folder, cells, "warning" if is_open else tone, why(one))


def in_short(standings: Iterable[SessionStanding]) -> str:
    """How much there is to send, and what the office does not agree with."""
    counts = Counter(one.standing for one in standings if not is_left_out(one))
    said = [
        (_("to send: {count}"), counts[Standing.NOT_SENT] + counts[Standing.QUEUED]),
        (_("refused: {count}"), counts[Standing.REFUSED]),
        (_("in conflict: {count}"), counts[Standing.CONFLICT]),
    ]
    return " · ".join(words.format(count=count) for words, count in said if count)


def is_left_out(one: SessionStanding) -> bool:
    """Whether nobody waits for a session: it is being written, or another one holds its notes."""
    return one.standing is Standing.NOT_SENT and (not one.is_closed or bool(one.held_in))
