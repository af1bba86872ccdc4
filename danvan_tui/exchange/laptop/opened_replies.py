"""Opening what claims to be a reply of the office: only its own word to this laptop counts."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import msgspec

from danvan_tui.exchange.failing import ParcelError, Trouble
from danvan_tui.exchange.receipt import LATEST_SERIAL, Receipt, decode_receipt
from danvan_tui.exchange.returned import Returned, decode_returned
from danvan_tui.language import _

if TYPE_CHECKING:
    from danvan_tui.exchange.keys import Keys, PublicKeys

_Reply = TypeVar("_Reply", Receipt, Returned)


def open_reply(data: bytes, keys: "Keys", office: "PublicKeys") -> Receipt | Returned:
    """The receipt or follow-up in a file; raises ParcelError unless it is the office's to us."""
    from danvan_tui.exchange.parcel import Kind, open_parcel  # noqa: PLC0415 - cryptography

    opened = open_parcel(data, keys)
    if opened.header.sender.verify != office.verify:
        raise ParcelError(
            Trouble.WRONG_KEY,
            _(
                "It was signed by another office than the one this laptop trusts. Nothing was "
                "changed. If the office has new keys, please ask it for its new public file."
            ),
        )
    if opened.header.kind is Kind.RECEIPT:
        receipt = _decoded(decode_receipt, opened.body)
        _check_laptop(receipt.laptop, opened.header.to, keys)
        return receipt
    if opened.header.kind is Kind.FOLLOW_UP:
        returned = _decoded(decode_returned, opened.body)
        _check_laptop(returned.laptop, opened.header.to, keys)
        return returned
    raise ParcelError(Trouble.WRONG_KIND, _("It is no reply of an office. Nothing was changed."))


def _decoded(decode: Callable[[bytes], _Reply], body: bytes) -> _Reply:
    try:
        reply = decode(body)
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        raise ParcelError(
            Trouble.CHANGED,
            _("What is in it cannot be read by this version. Nothing was changed."),
        ) from None
    if not 0 <= reply.serial <= LATEST_SERIAL:  # no later one would ever count again
        raise ParcelError(
            Trouble.CHANGED,
            _(
                "No reply can be so new, its number is wrong. Nothing was changed; please tell the "
                "office to check the clock of its computer."
            ),
        )
    return reply


def _check_laptop(named: str, to: str, keys: "Keys") -> None:
    if not named == to == keys.id:
        raise ParcelError(
            Trouble.WRONG_KEY, _("It was written for another laptop. Nothing was changed.")
        )
