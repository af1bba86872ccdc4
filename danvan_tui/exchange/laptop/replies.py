"""Replies: what the office put to a target for this laptop, fetched, judged and taken in."""

from collections.abc import Mapping
from functools import partial

from danvan_tui.exchange.failing import LIMIT, ParcelError
from danvan_tui.exchange.laptop.delivering import Patience
from danvan_tui.exchange.laptop.entries import Handled
from danvan_tui.exchange.laptop.errors import ExchangeDiskError
from danvan_tui.exchange.laptop.follow_ups import keep_waiting, waiting_names
from danvan_tui.exchange.laptop.line import Line
from danvan_tui.exchange.laptop.opened_replies import open_reply
from danvan_tui.exchange.receipt import Receipt
from danvan_tui.exchange.targets.target import TO_LAPTOPS, Target, TargetError
from danvan_tui.language import _, ngettext
from danvan_tui.vietnamese.clean import clean

_MOST_NAMED = 3
_SHOWN = 60


def fetch(line: Line, target: Target, patience: Patience) -> list[str]:
    """Read every reply that was not read before; what could not be read, in sentences for people.

    Receipts count at once, follow-ups are kept until their sessions took them in. Raises
    TargetError where nothing can be read, CancelledError, LaptopError.
    """
    folder = f"{TO_LAPTOPS}/{line.keys.id}"
    names = patience.patiently(partial(target.names, folder), _untold)
    known = line.sent.handled | waiting_names(line.inbox)
    new = [name for name in names if name not in known]
    if new and line.office is None:
        sentence = _(
            "The office has answered, but this laptop does not have its key yet, so the "
            "answer cannot be trusted. It stays where it is; please ask the office for its "
            "public file."
        )
        return [sentence]
    unread: dict[str, str] = {}
    for name in new:
        patience.check()
        try:
            _take(
                line, name, patience.patiently(partial(target.read, folder, name, LIMIT), _untold)
            )
        except ParcelError as error:
            unread[name] = error.sentence
        except TargetError as error:
            if error.is_passing:
                raise
            unread[name] = str(error)
    return [_told(unread)] if unread else []


def _take(line: Line, name: str, data: bytes) -> None:
    assert line.office is not None
    reply = open_reply(data, line.keys, line.office)
    if isinstance(reply, Receipt):
        line.accept(reply, data)
        line.write(Handled(name=name))
        return
    try:
        keep_waiting(line.inbox, name, data)
    except OSError as error:
        raise ExchangeDiskError(line.folder, error) from error


def _told(unread: Mapping[str, str]) -> str:
    """One line for all files that are no reply of our office to us, however many there are."""
    told = ngettext(
        "{count} reply could not be read and changed nothing ({names}). {reason}",
        "{count} replies could not be read and changed nothing ({names}). {reason}",
        len(unread),
    )
    names = [clean(name)[:_SHOWN] for name in list(unread)[:_MOST_NAMED]]
    more = ["…"] if len(unread) > _MOST_NAMED else []
    reasons = list(dict.fromkeys(unread.values()))[:_MOST_NAMED]
    return told.format(
        count=len(unread), names=", ".join([*names, *more]), reason=" ".join(reasons)
    )


def _untold(pause: float) -> None:
    """Waiting for a list or a small file is not worth a word."""
    del pause
