"""What stands in the office export inside a package: whole, of this program, and no more."""

from typing import Literal

import msgspec

from danvan_tui.exchange import envelope
from danvan_tui.exchange.document import VERSION, Profile
from danvan_tui.exchange.failing import ParcelError, Trouble
from danvan_tui.language import _
from danvan_tui.ledger.checking import check_code, check_operation, check_session_id
from danvan_tui.ledger.operation import Operation
from danvan_tui.model.records import Table


class _Session(msgspec.Struct, frozen=True):
    id: str
    code: str = ""
    date: str = ""
    villages: tuple[str, ...] = ()


class _Counts(msgspec.Struct, frozen=True):
    operations: int


class _Protected(msgspec.Struct, frozen=True):
    operations: list[Operation]


class _Body(msgspec.Struct, frozen=True):
    """The parts of an export that the register lives on; the rest only repeats them."""

    profile: Literal["office"]
    session: _Session
    counts: _Counts
    operations: list[Operation]
    protected: _Protected


class _Profiled(msgspec.Struct, frozen=True):
    profile: Profile


_decode = msgspec.json.Decoder(_Body).decode


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """The operations of one session, and what people call it."""

    session: str
    code: str
    date: str
    villages: tuple[str, ...]
    operations: tuple[Operation, ...]
    secret: frozenset[str]
    """Ids of the operations the laptop set apart; the register finds more where there are more."""


def read_contents(data: bytes) -> Contents:
    """What an office export holds; raises ParcelError with the trouble and a sentence."""
    _check_envelope(data)
    try:
        return _checked(_decode(data))
    except RecursionError as error:
        raise ParcelError(Trouble.DEEP, _wrong_entries()) from error
    except (msgspec.MsgspecError, UnicodeError) as error:
        if _is_for_others(data):
            raise ParcelError(Trouble.WRONG_KIND, _not_for_the_office()) from error
        raise ParcelError(Trouble.CHANGED, _wrong_entries()) from error


def _check_envelope(data: bytes) -> None:
    if not envelope.is_ours(data):
        raise ParcelError(Trouble.WRONG_KIND, _not_an_export())
    if envelope.version(data) > VERSION:
        raise ParcelError(Trouble.NEWER, _newer())
    if not envelope.has_end(data):
        raise ParcelError(Trouble.CUT, _cut())
    if envelope.digest(data) != envelope.stated_digest(data):
        raise ParcelError(Trouble.CHANGED, _changed())


def _checked(body: _Body) -> Contents:
    """The body as the register takes it; raises msgspec.ValidationError."""
    operations = (*body.operations, *body.protected.operations)
    check_session_id(body.session.id)
    check_code(body.session.code)
    for operation in operations:
        check_operation(operation)
    ids = {operation.id for operation in operations}
    if not len(operations) == len(ids) == body.counts.operations:
        raise msgspec.ValidationError("operations are missing, or stand there twice")
    _check_one_session(body.session.id, operations)
    return Contents(
        session=body.session.id,
        code=body.session.code,
        date=body.session.date,
        villages=body.session.villages,
        operations=operations,
        secret=frozenset(operation.id for operation in body.protected.operations),
    )


def _check_one_session(session: str, operations: tuple[Operation, ...]) -> None:
    named = {
        change.record
        for operation in operations
        for change in operation.changes
        if change.table is Table.SESSION
    }
    if named != {session}:
        raise msgspec.ValidationError("entries of another session")


def _is_for_others(data: bytes) -> bool:
    try:
        profile = msgspec.json.decode(data, type=_Profiled).profile
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        return False
    return profile is not Profile.OFFICE


def _not_an_export() -> str:
    return _(
        "The package holds something else than a session, so nothing was taken from it. "
        "Please ask for the file again."
    )


def _not_for_the_office() -> str:
    return _(
        "This file is for posting or for numbers only; it does not hold the whole session. "
        "Please ask for the file for the office."
    )


def _newer() -> str:
    return _(
        "The session was written by a newer version of this program, so it waits here. "
        "Please install the newer version, then try again."
    )


def _cut() -> str:
    return _(
        "The session in this file was cut: its end is missing. Nothing was taken from it; "
        "please ask for the file again."
    )


def _changed() -> str:
    return _(
        "The session was changed after it was written. Nothing was taken from it; "
        "please ask for the file again."
    )


def _wrong_entries() -> str:
    return _(
        "The file holds entries that this program never writes. Nothing was taken from it; "
        "please ask for the file again."
    )
