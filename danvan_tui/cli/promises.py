"""The promises of all sessions for commands: known at once, found by the name people call them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from danvan_tui.cli.failures import Refusal
from danvan_tui.cli.names import beside
from danvan_tui.cli.output import complain
from danvan_tui.language import _

if TYPE_CHECKING:
    from danvan_tui.cli.workplace import Workplace
    from danvan_tui.followup.index.follow_up import FollowUp
    from danvan_tui.followup.promises import Followable, Followed


def known_promises(workplace: Workplace) -> FollowUp:
    """What all sessions promised and found; what could not be read is told on standard error.

    What became secret in one session is kept so in all of them first.
    """
    from danvan_tui.followup.index.follow_up import FollowUp  # noqa: PLC0415 - not for every command

    follow_up = FollowUp(workplace.shelf)
    follow_up.bring_up_to_date()
    for problem in follow_up.problems:
        complain(problem)
    keep_secret(workplace, follow_up)
    return follow_up


def secret_everywhere(workplace: Workplace) -> None:
    """Before a session is shown or written for others: keep in all what became secret in one."""
    from danvan_tui.followup.index.follow_up import FollowUp  # noqa: PLC0415 - as above

    if len(workplace.shelf.folders()) > 1:
        follow_up = FollowUp(workplace.shelf)
        follow_up.bring_up_to_date()
        keep_secret(workplace, follow_up)


def keep_secret(workplace: Workplace, follow_up: FollowUp) -> None:
    """Keep secret in all sessions what became so in one; says so on standard error."""
    from danvan_tui.followup.reviewing.protecting import protect_all  # noqa: PLC0415 - as above

    for sentence in protect_all(workplace.shelf, follow_up, workplace.person):
        complain(sentence)


def named_promises(follow_up: FollowUp, names: Iterable[str]) -> list[Followable]:
    """The promises people call so (DT-2026-003/7); raises Refusal where one is not plain."""
    return [_named(follow_up, name) for name in dict.fromkeys(names)]


def _named(follow_up: FollowUp, name: str) -> Followable:
    session, _slash, number = name.strip().casefold().rpartition("/")
    found = [
        promise
        for promise in follow_up.promises
        if session in map(str.casefold, (promise.code, promise.folder, full_name(promise)))
        and str(promise.number) == (number.lstrip("0") or "0")
    ]
    if len(found) > 1:
        raise Refusal(
            _("Several promises are called {name}. Please write one of these: {names}.").format(
                name=name, names=", ".join(map(_told_apart, found))
            )
        )
    followable = follow_up.followable(found[0].commitment) if found else None
    if followable is None:
        raise Refusal(
            _("No promise is called {name}. '{command}' shows them all.").format(
                name=name, command=beside("commitments")
            )
        )
    return followable


def full_name(promise: Followed) -> str:
    """The name of its session's folder, which is in a register the code with the id's end."""
    is_named = promise.folder.startswith(promise.code)
    return promise.folder if is_named else f"{promise.code}-{promise.folder[-6:]}"


def called(promise: Followed, alike: Collection[str]) -> str:
    """What a promise is called: longer where several sessions have the code of its own."""
    return f"{full_name(promise)}/{promise.number}" if promise.code in alike else promise.name


def codes_given_twice(promises: Iterable[Followed]) -> set[str]:
    """The codes of several sessions: two laptops count from one."""
    counted = Counter(code for code, _folder in {(one.code, one.folder) for one in promises})
    return {code for code, sessions in counted.items() if sessions > 1}


def _told_apart(promise: Followed) -> str:
    commune = f" ({promise.commune})" if promise.commune else ""
    return f"{full_name(promise)}/{promise.number}{commune}"


def now(follow_up: FollowUp, followables: Iterable[Followable]) -> Sequence[Followed]:
    """How these promises stand now, in their order."""
    known = {promise.commitment: promise for promise in follow_up.promises}
    ids = (followable.promise.id for followable in followables)
    return [known[one] for one in ids if one in known]
