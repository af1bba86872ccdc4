"""`danvan merge`: a colleague's file joins its session; two notes of one meeting become one."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from danvan_tui.cli import arguments
from danvan_tui.cli.failures import DiskRefusal, Refusal
from danvan_tui.cli.names import Names, waiting_to_be_chosen
from danvan_tui.cli.output import agreed, complain, say, say_json, say_wrapped
from danvan_tui.cli.promises import secret_everywhere
from danvan_tui.cli.translated import Command, argument, as_json, option
from danvan_tui.cli.workplace import Workplace, pass_workplace
from danvan_tui.language import N_, _, ngettext
from danvan_tui.ledger.errors import LedgerError
from danvan_tui.model.records import Session, Table

if TYPE_CHECKING:
    from danvan_tui.exchange.matching import Proposal, Same
    from danvan_tui.exchange.merging import Joined
    from danvan_tui.ledger.state import State

_Pair = tuple[int, int]
_Decide = Callable[["Proposal"], bool]


def _pair(value: str) -> _Pair:
    """Two numbers of opinions, ours and theirs: 5=7."""
    ours, equals, theirs = value.partition("=")
    if not (equals and ours.strip().isdecimal() and theirs.strip().isdecimal()):
        raise click.BadParameter(_("Please write two numbers of opinions, like 5=7."))
    return int(ours), int(theirs)


@click.command(
    name="merge",
    cls=Command,
    help=N_(
        "Put notes of one meeting together. With a colleague's file: it joins the session it is "
        "of, or becomes a session of its own. With two sessions: all of the second is taken over "
        "into the first; you are asked what is the same. Enter takes what is proposed."
    ),
)
@argument("into", metavar="ID|FILE", type=arguments.text)
@argument("other", metavar="[ID|FILE]", required=False, type=arguments.text)
@option("--yes", is_flag=True, help=N_("Take all that is proposed to be the same."))
@option("--none", "nothing", is_flag=True, help=N_("Nothing is the same; do not ask."))
@option(
    "--same",
    type=_pair,
    multiple=True,
    metavar="OURS=THEIRS",
    help=N_("These opinions are the same, by their numbers, and no others; may be repeated."),
)
@option("--list", "only_list", is_flag=True, help=N_("Only say what is proposed."))
@option(
    "--reason",
    type=arguments.text,
    default="",
    help=N_("Why; needed where the minutes that take it over are closed."),
)
@as_json
@pass_workplace
def merge(
    workplace: Workplace,
    into: str,
    other: str | None,
    yes: bool,
    nothing: bool,
    same: tuple[_Pair, ...],
    only_list: bool,
    reason: str,
    as_json: bool,
) -> None:
    """Join a file, or take one session over into another."""
    if sum((yes, nothing, bool(same))) > 1:
        raise click.UsageError(_("Please choose one of --yes, --none and --same."))
    if only_list:
        _list(workplace, into, other, as_json=as_json)
        return
    if other is None:
        _check_file(workplace, into)
        _say_joined(workplace, _join(workplace, into), as_json=as_json)
        return
    name = _theirs(workplace, into, other, as_json=as_json)
    if name is None:
        return
    from danvan_tui.exchange.merging import (  # noqa: PLC0415 - only to merge
        check_mergeable,
        merge_sessions,
    )

    with workplace.correcting(into) as ours, workplace.correcting(name) as theirs:
        check_mergeable(ours, theirs, reason)
        is_asked = not (yes or nothing or same)
        if not _is_meant(ours.state.session, theirs.state.session, is_asked=is_asked):
            return
        found = _decided(workplace, ours.state, theirs.state, yes, nothing, same)
        merged = merge_sessions(ours, theirs, found, reason)
        names = _names(workplace, ours.state, theirs.state)
        _say_merged(*names, len(found), merged.conflicts, as_json=as_json)
    secret_everywhere(workplace)


def _check_file(workplace: Workplace, name: str) -> None:
    """Ask for the other notes where one session alone was named."""
    if Path(name).exists():
        return
    with contextlib.suppress(DiskRefusal, LedgerError):  # then the name is of neither
        workplace.shelf.find(name)
        raise click.UsageError(
            _("Please name the other notes too: another session, or the file of a colleague.")
        )


def _theirs(workplace: Workplace, into: str, other: str, *, as_json: bool) -> str | None:
    """The session to take over; None where the file was of the same session and joined it."""
    ours = workplace.shelf.find(into).name  # before a file is taken in for nothing
    if not Path(other).is_file():
        name = workplace.shelf.find(other).name
        if name == ours:
            raise _one_and_the_same()
        return name
    joined = _join(workplace, other)
    if joined.folder != ours:
        return joined.folder
    _say_joined(workplace, joined, as_json=as_json)
    return None


def _join(workplace: Workplace, name: str) -> Joined:
    from danvan_tui.exchange.merging import merge_file  # noqa: PLC0415 - only for files

    return merge_file(workplace.shelf_made_if_missing, Path(name), person=workplace.person)


def _say_joined(workplace: Workplace, joined: Joined, *, as_json: bool) -> None:
    for notice in joined.notices:
        complain(notice)
    session = workplace.reading(joined.folder).state.session
    name = Names(workplace.shelf.sessions()).of(session.id)
    if as_json:
        say_json(
            {
                "code": session.code or joined.folder,
                "folder": joined.folder,
                "new": joined.is_new,
                "entries": joined.entries,
                "conflicts": joined.conflicts,
            }
        )
        return
    if joined.is_new:
        say(
            _("{code} was not here yet; now it is. Open it with: danvan open {code}").format(
                code=name
            )
        )
    else:
        new = ngettext(
            "{code}: {count} new entry was taken in.",
            "{code}: {count} new entries were taken in.",
            joined.entries,
        )
        say(new.format(code=name, count=joined.entries))
    _say_conflicts(name, joined.conflicts)


def _say_conflicts(code: str, count: int) -> None:
    if count:
        say(waiting_to_be_chosen(code, count))


def _names(workplace: Workplace, ours: State, theirs: State) -> tuple[str, str]:
    """What tells both apart: two notes of one meeting often have the same code."""
    names = Names(workplace.shelf.sessions())
    here, there = (names.of(one.session.id) or one.session.code for one in (ours, theirs))
    return here, there


def _say_merged(code: str, other: str, same: int, conflicts: int, *, as_json: bool) -> None:
    if as_json:
        say_json({"code": code, "from": other, "same": same, "conflicts": conflicts})
        return
    said = _(
        "{other} was taken over into {code}; it stays on the shelf as it is, and is counted in "
        "{code} from now on."
    )
    say_wrapped(said.format(code=code, other=other))
    _say_conflicts(code, conflicts)


def _one_and_the_same() -> Refusal:
    return Refusal(_("This is one and the same session. Nothing was changed."))


def _list(workplace: Workplace, into: str, other: str | None, *, as_json: bool) -> None:
    """What is proposed; a file is only looked at."""
    from danvan_tui.exchange.matching import proposals, proposals_under  # noqa: PLC0415

    if other is None:
        raise click.UsageError(_("Please name both notes whose likeness is to be listed."))
    ours, theirs = workplace.reading(into).state, _looked_at(workplace, other)
    if ours.session.id == theirs.session.id:
        raise _one_and_the_same()
    found = proposals(ours, theirs)
    found += proposals_under(ours, theirs, _as_same(found))
    if as_json:
        say_json(
            [
                {"table": one.table, "ours": one.ours, "theirs": one.theirs, "score": one.score}
                for one in found
            ]
        )
        return
    show = _showing(workplace, ours, theirs)
    for one in found:
        show(one)
    if not found:
        say(_("Nothing in the two sessions looks the same."))


def _looked_at(workplace: Workplace, other: str) -> State:
    """A session, or what a file holds of one."""
    if not Path(other).is_file():
        return workplace.reading(other).state
    from danvan_tui.exchange.colleague import read_colleague  # noqa: PLC0415 - only for files
    from danvan_tui.ledger.state import State  # noqa: PLC0415 - as above

    _session, operations = read_colleague(Path(other))
    return State(operations)


def _decided(
    workplace: Workplace,
    ours: State,
    theirs: State,
    yes: bool,
    nothing: bool,
    same: tuple[_Pair, ...],
) -> Same:
    """What is the same, as a person or the options say."""
    from danvan_tui.exchange.matching import proposals, proposals_under  # noqa: PLC0415

    if nothing:
        return {}
    found = proposals(ours, theirs)
    if same:
        people = [one for one in found if one.is_sure]
        pairs = dict(_numbered(ours, theirs, pair) for pair in same)
        decided = {**_as_same(people), **pairs}
        return {**decided, **_as_same(proposals_under(ours, theirs, decided))}
    decide = _always if yes else _asking(workplace, ours, theirs, found)
    decided = _as_same(one for one in found if one.is_sure or decide(one))
    under = proposals_under(ours, theirs, decided)
    return {**decided, **_as_same(one for one in under if decide(one))}


def _is_meant(here: Session, there: Session, *, is_asked: bool) -> bool:
    """Say that this looks like another meeting, and ask whoever is asked anything at all."""
    from danvan_tui.wording.matching import (  # noqa: PLC0415 - only to merge
        all_the_same,
        another_meeting,
        left_apart,
    )

    said = another_meeting(here, there)
    if not said:
        return True
    if not is_asked:
        complain(said)
        return True
    if agreed(f"{said} {all_the_same()}", _nobody_answers()):
        return True
    say_wrapped(left_apart(there.code))
    return False


def _nobody_answers() -> str:
    return _(
        "Nobody can answer here what is the same. Nothing was changed; please add "
        "--yes, --none or --same OURS=THEIRS."
    )


def _always(_proposal: Proposal) -> bool:
    return True


def _as_same(found: Iterable[Proposal]) -> dict[tuple[Table, str], str]:
    return {(one.table, one.theirs): one.ours for one in found}


def _numbered(ours: State, theirs: State, pair: _Pair) -> tuple[tuple[Table, str], str]:
    found = []
    for state, number in zip((ours, theirs), pair, strict=True):
        named = [issue.id for issue in state.issues() if issue.number == number]
        if len(named) != 1:
            raise Refusal(
                _(
                    "No single opinion of {code} has the number {number}. Nothing was changed."
                ).format(code=state.session.code, number=number)
            )
        found += named
    return (Table.ISSUES, found[1]), found[0]


def _asking(workplace: Workplace, ours: State, theirs: State, found: list[Proposal]) -> _Decide:
    """Ask about one after the other; Enter takes what is proposed."""
    from danvan_tui.wording.matching import sure_people  # noqa: PLC0415

    if said := sure_people(sum(one.is_sure for one in found)):
        complain(said)
    show = _showing(workplace, ours, theirs)

    def decide(proposal: Proposal) -> bool:
        if sys.stdin is None or not sys.stdin.isatty():
            raise Refusal(_nobody_answers())
        show(proposal)
        answer = click.prompt(
            _("[Enter: the same; n: not]"), default="", show_default=False, prompt_suffix=" "
        )
        return str(answer).strip().casefold() not in {"n", "no", "k", "khong", "không"}

    return decide


def _showing(workplace: Workplace, ours: State, theirs: State) -> Callable[[Proposal], None]:
    """What lays two records beside each other."""
    from danvan_tui.wording.matching import Both  # noqa: PLC0415

    both = Both(ours, theirs, workplace.catalogues)
    codes = _names(workplace, ours, theirs)

    def show(proposal: Proposal) -> None:
        say(both.question(proposal))
        if why := both.why(proposal):
            say_wrapped(why, indent=2)
        parts = both.headings(proposal), both.texts(proposal), both.wrote(proposal)
        for code, heading, text, by in zip(codes, *parts, strict=True):
            say_wrapped(f"{code}, {heading}", indent=2)
            say_wrapped("\n".join(filter(None, (text, by))), indent=4)

    return show
