"""The views of the follow-up one after another, each beside what was reckoned by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from danvan_tui.followup.clocks.reckoning import due_items
from danvan_tui.followup.extract import Extract
from danvan_tui.followup.figures.counting import Figures, figures
from danvan_tui.followup.figures.figure import Figure, Part, entries
from danvan_tui.followup.figures.heard import Scope
from danvan_tui.followup.figures.matters import Said
from danvan_tui.followup.index.follow_up import FollowUp
from danvan_tui.followup.promises import Followed
from danvan_tui.followup.reviewing.opening import to_review
from danvan_tui.followup.urgency import last_near_day, urgency
from danvan_tui.model.records import Session as SessionRecord
from danvan_tui.model.settings import Settings
from danvan_tui.vietnamese.workdays import Calendar
from danvan_tui.wording.story import story
from tests.evidence.board_by_hand import Promises
from tests.evidence.board_views import BoardViews
from tests.evidence.by_hand import Record, Session, Told
from tests.evidence.checking import Checks
from tests.evidence.due_by_hand import CLOCKS, Owed, owed
from tests.evidence.report_by_hand import Asked, Counted, counted, place
from tests.followup.commune import VILLAGES, catalogues

_REOPENING = {"confirmed_in_part", "not_as_promised"}


class Views:
    """What the program shows of a data folder, and what was reckoned by hand."""

    def __init__(
        self,
        checks: Checks,
        sessions: Sequence[Session],
        told: Sequence[Told],
        follow_up: FollowUp,
        today: date,
    ) -> None:
        self._checks = checks
        self._sessions = sessions
        self._told = {one.id: one for one in told}
        self._follow_up = follow_up
        self._today = today

    def go_through(self) -> None:
        """Look at everything."""
        self._checks.same("problems", self._follow_up.problems, [])
        self._promises()
        by_hand = Promises(self._told.values(), self._today)
        BoardViews(self._checks, by_hand, self._follow_up.promises, self._today).go_through()
        self._stories()
        self._due()
        self._reports()
        self._openings()

    # Promises and their stories

    def _promises(self) -> None:
        shown = {one.commitment: self._as_shown(one) for one in self._follow_up.promises}
        by_hand = {one.id: self._as_told(one) for one in self._told.values()}
        self._checks.all_same("promises", shown, by_hand)

    def _as_shown(self, one: Followed) -> tuple[object, ...]:
        self._checks.show(one.content, one.issue_text, one.unit, one.due_text, *one.villages)
        now, near = self._today.isoformat(), last_near_day(self._today)
        return (
            (one.name, one.folder, one.date, one.kind, one.chair, one.villages),
            (one.state.value, urgency(one, now, near).value, one.unit, one.progress),
            (one.due, one.first_due, one.postponed, one.done_on, one.protected),
            (one.is_reviewed, one.is_reopened),
        )

    def _as_told(self, one: Told) -> tuple[object, ...]:
        record, said = one.session.record, one.said
        is_reviewed = any(review["result"] != "not_reviewed" for review in one.reviews)
        held = (record["date"], record["kind"], record["chair"])
        return (
            (one.name, one.session.folder, *held, one.villages),
            (one.state, one.urgency(self._today), one.unit, one.progress),
            (one.due, one.first_due, one.postponed, one.done_on, one.secret),
            (is_reviewed, bool(said) and said[-1] in _REOPENING),
        )

    def _stories(self) -> None:
        extracts = {one.folder: one for one in self._follow_up.extracts()}
        spoken_in: dict[str, set[str]] = {}
        for session in self._sessions:
            for review in session.rows("reviews"):
                spoken_in.setdefault(review["commitment"], set()).add(session.folder)
        for told in self._told.values():
            sessions = [extracts[one] for one in sorted(spoken_in.get(told.id, ()))]
            self._story(told, sessions)

    def _story(self, told: Told, sessions: Iterable[Extract]) -> None:
        followable = self._follow_up.in_full(told.id)
        if followable is None:
            self._checks.same("stories", None, told.name)
            return
        first, *found, now = story(followable, catalogues(), sessions)
        self._checks.show(first.text, *(one.text for one in found), now.text)
        shown = [
            (one.when, told.secret or _is_said(one.text, review))
            for one, review in zip(found, told.reviews, strict=False)
        ]
        wanted = [(_day(review["on"]), True) for review in told.reviews]
        self._checks.same("stories", shown, wanted, told.name)
        in_sight = _day(told.first_due) in first.text if told.first_due else True
        self._checks.same("first deadlines in stories", in_sight, True, told.name)

    # What is due, the figures, the opening reviews

    def _due(self) -> None:
        clocks = [*catalogues().deadlines.values()]
        items = due_items(
            self._follow_up.extracts(), clocks, Calendar(), self._today, Settings(), everything=True
        )
        shown = {
            Owed(one.clock.id, one.folder, one.issue, one.state.value): True
            for one in items
            if one.clock.id in CLOCKS
        }
        by_hand = dict.fromkeys(owed(self._sessions, self._today), True)
        self._checks.all_same("duties of the law", _by_name(shown), _by_name(by_hand))

    def _scopes(self) -> Iterator[Asked]:
        yield Asked()
        yield from (Asked(kind=kind) for kind in ("dialogue", "reception"))
        yield from (Asked(village=village) for village in VILLAGES)
        for year in range(2016, 2028):
            yield Asked(f"{year}-01-01", f"{year}-12-31")
            yield Asked(f"{year}-04-01", f"{year}-06-30", kind="reception")
        yield from (Asked("2020-05-05", "2023-05-05", one, "dialogue") for one in VILLAGES)

    def _reports(self) -> None:
        extracts, promises = self._follow_up.sessions(), self._follow_up.promises
        for asked in self._scopes():
            shown = figures(extracts, promises, Scope(*asked), self._today)
            by_hand = counted(self._sessions, self._told.values(), asked, self._today)
            self._checks.all_same("figures", _values(shown), _values_by_hand(by_hand))
            units = {one.name.lower(): _ends(one) for one in shown.units}
            self._checks.all_same("figures by unit", units, _plain(by_hand.units))
            villages = {place(one.name): _ends(one) for one in shown.villages}
            self._checks.all_same("figures by village", villages, _plain(by_hand.villages))
            for figure in shown.all():
                self._entries(figure)

    def _entries(self, figure: Figure) -> None:
        """What is behind a figure, when it is opened."""
        seen, hidden = entries(figure)
        self._checks.same("entries behind figures", len(seen) + hidden, len(figure.behind))
        for entry in seen:
            if isinstance(entry, Said):
                self._checks.show(entry.raised.content, entry.raised.name)
            elif isinstance(entry, Followed):
                self._checks.show(entry.content)

    def _openings(self) -> None:
        day = (self._today + timedelta(days=1)).isoformat()
        for village in VILLAGES:
            for spelled in (village, village.split(maxsplit=1)[1]):
                new = SessionRecord(id="new", date=day, villages=[spelled])
                listed = {one.commitment for one in to_review(self._follow_up.promises, new)}
                wanted = {
                    one.id
                    for one in self._told.values()
                    if one.is_open and not one.secret and place(village) in map(place, one.villages)
                }
                self._checks.same("opening reviews", listed, wanted, spelled)


def _by_name(owed: Iterable[Owed]) -> dict[str, object]:
    return {"|".join(one): True for one in owed}


def _day(iso: str) -> str:
    return f"{date.fromisoformat(iso):%d/%m/%Y}"


def _is_said(text: str, review: Record) -> bool:
    words = [str(review.get(name, "")) for name in ("note", "reason", "document", "by")]
    if review["result"] == "postponed":
        words += [_day(review[name]) for name in ("was_due", "due") if review.get(name)]
    return all(one.rstrip(".; ") in text for one in words)


def _values(shown: Figures) -> dict[str, object]:
    """The figures that are not of one unit or village."""
    parts = {one.id for part in (*shown.units, *shown.villages) for one in part.figures()}
    return {one.id: one.value for one in shown.all() if one.value and one.id not in parts}


def _values_by_hand(by_hand: Counted) -> dict[str, object]:
    settled, of = by_hand.settled
    percent = {"settled": 100 * settled / of} if settled else {}
    median = {"median_days": by_hand.median_days} if by_hand.median_days else {}
    return {**by_hand.values, **percent, **median}


def _ends(part: Part) -> dict[str, object]:
    return {end.value: one.value for end, one in part.outcomes.items() if one.value}


def _plain(by_hand: Mapping[str, Mapping[str, int]]) -> dict[str, object]:
    return {name: dict(ends) for name, ends in by_hand.items()}
