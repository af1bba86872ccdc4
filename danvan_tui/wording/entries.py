"""How the entries behind a figure are said: one record in cells, and its words below them."""

from typing import NamedTuple

from danvan_tui.followup.extract import Extract
from danvan_tui.followup.figures.figure import Behind
from danvan_tui.followup.figures.matters import Said
from danvan_tui.followup.figures.outcomes import outcome
from danvan_tui.followup.promises import Followed
from danvan_tui.language import _, ngettext
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.wording import words
from danvan_tui.wording.figures import name


class Entry(NamedTuple):
    """One entry: when and where, what it is, and the words themselves."""

    day: str
    session: str
    number: str
    """That of the opinion or promise in it."""
    villages: str
    about: str
    """The kind of an opinion, the unit of a promise, who came to a session."""
    state: str
    said: str


def headings() -> list[str]:
    """What stands above the cells of entries."""
    return [_("Date"), _("Session"), _("No."), _("Village"), _("About"), _("State"), _("Words")]


def entry(behind: Behind, lists: Catalogues, today: str) -> Entry:
    """One entry behind a figure, which must not be protected; ``today`` is ISO 8601."""
    if isinstance(behind, Extract):
        return _session(behind)
    if isinstance(behind, Said):
        return _opinion(behind, lists)
    return _promise(behind, lists, today)


def _session(session: Extract) -> Entry:
    people = ngettext("{count} person", "{count} people", session.attended)
    opinions = ngettext("{count} opinion", "{count} opinions", len(session.issues))
    return Entry(
        day=words.day(session.date),
        session=session.code,
        number="",
        villages=", ".join(session.villages),
        about=people.format(count=session.attended),
        state=opinions.format(count=len(session.issues)),
        said=session.chair,
    )


def _opinion(said: Said, lists: Catalogues) -> Entry:
    session, raised = said
    kind = words.named(lists.kinds, raised.kind) or _("kind not chosen")
    field = words.named(lists.fields, raised.field)
    villages = [raised.village] if raised.village else session.villages
    return Entry(
        day=words.day(session.date),
        session=session.code,
        number=str(raised.number),
        villages=words.places(villages, session.commune),
        about=" · ".join(filter(None, (kind, field))),
        state=_settled(said),
        said=raised.content or (_("raised before") if raised.same_as else ""),
    )


def _settled(said: Said) -> str:
    if said.raised.resolved:
        return _("settled {day}").format(day=words.day(said.raised.resolved))
    if said.raised.referred:
        return _("passed on")
    return _("answered") if said.raised.answered else ""


def _promise(promise: Followed, lists: Catalogues, today: str) -> Entry:
    return Entry(
        day=words.day(promise.date),
        session=promise.code,
        number=str(promise.number),
        villages=words.places(promise.villages, promise.commune),
        about=promise.unit or _("no unit"),
        state=words.one_line(name(outcome(promise, today), lists)),
        said=words.one_line(promise.content),
    )
