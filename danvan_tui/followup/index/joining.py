"""Joins promises with what was said of them in all sessions, as few of them as need be."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from dataclasses import replace
from typing import TypeAlias

from danvan_tui.followup.extract import Extract
from danvan_tui.followup.index.kept import Kept, differing
from danvan_tui.followup.promises import Followable, Followed, joined
from danvan_tui.model.records import Review

Sessions: TypeAlias = Mapping[str, Kept]
"""Sessions by their folders."""

Told: TypeAlias = dict[str, dict[str, list[Review]]]
"""Reviews by the promise they are about and by the folder they stand in."""


class Folders:
    """In which folders something of a promise stands; never changed in place of what is asked."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, ...]] = {}

    def of(self, promise: str) -> tuple[str, ...]:
        """The folders of one promise."""
        return self._known.get(promise, ())

    def knows(self, promise: str) -> bool:
        """Whether there is any."""
        return promise in self._known

    def add(self, folder: str, promises: Iterable[str]) -> None:
        """Note a folder in which these promises stand."""
        alone = (folder,)
        for one in promises:
            before = self._known.get(one)
            if before is None:
                self._known[one] = alone
            elif folder not in before:
                self._known[one] = (*before, folder)

    def remove(self, folder: str, promises: Iterable[str]) -> None:
        """Note that they stand there no more."""
        for one in promises:
            left = tuple(name for name in self.of(one) if name != folder)
            if left:
                self._known[one] = left
            else:
                self._known.pop(one, None)


class Joining:
    """Sessions whose promises are joined, whatever is put in place of what."""

    def __init__(self, sessions: Sessions | None = None) -> None:
        """``sessions`` are joined with each other already."""
        self.sessions: Sessions = sessions or {}
        """Never changed: another one takes its place, so that any thread sees a whole one."""
        self.waiting: Told = {}
        """Reviews of promises whose session is not here."""
        self._made, self._spoken_of = Folders(), Folders()
        for folder, kept in self.sessions.items():
            self._made.add(folder, (row.commitment for row in kept.rows))
            self._spoken_of.add(folder, kept.about)
        for folder, kept in self.sessions.items():
            if not all(map(self._made.knows, kept.about)):
                _add(self.waiting, folder, kept.reviews, lambda one: not self._made.knows(one))

    def homes(self, promises: Iterable[str], sessions: Sessions | None = None) -> set[str]:
        """The folders of the sessions, of all or of these, in which promises were made."""
        known = self.sessions if sessions is None else sessions
        return {folder for one in promises for folder in self._made.of(one) if folder in known}

    def told(self, promises: Set[str], sessions: Sessions | None = None) -> Told:
        """What sessions, all or these, say of some promises."""
        known = self.sessions if sessions is None else sessions
        folders = {folder for one in promises for folder in self._spoken_of.of(one)}
        return told({one: known[one] for one in folders if one in known}, promises)

    def mark(self, folder: str, kept: Kept) -> None:
        """Note something about a session that leaves what it holds as it is."""
        self.sessions = {**self.sessions, folder: kept}

    def take_in(self, folder: str, new: Kept | None, now: Extract | None) -> None:
        """Put a session that holds ``now`` in place of what was kept of it.

        Only the promises that this touches are joined anew.
        """
        before = self.sessions.get(folder, Kept())
        was = before.extract
        touched = differing(was, now)
        if new is not None and not touched and {*before.about} == {*new.about}:
            self.mark(folder, replace(new, rows=before.rows))
            return
        others = {**self.sessions}
        others.pop(folder, None)
        reviewed = {*before.about, *(new.about if new else ())}
        self._spoken_of.add(folder, new.about if new else ())
        held = self.homes(touched, others)
        elsewhere = {one for one in touched | reviewed if self.homes([one], others)}
        had, has = _promises(was), _promises(now)
        at_home, arrived = elsewhere | has, has - had - elsewhere
        self._wait_no_more(folder, before.about)
        sessions = {**others, folder: new} if new else others
        said = self.told((touched & at_home) - arrived, sessions)
        for promise in arrived:
            said[promise] = self.waiting.pop(promise, {})
        self.waiting.update(self.told(had - at_home, others))
        if new is not None and now is not None:
            _add(said, folder, now.reviews, arrived.__contains__)
            _add(self.waiting, folder, now.reviews, lambda one: one not in at_home)
            sessions[folder] = joined_anew(replace(new, rows=before.rows), now, touched, said)
        for name in held:
            kept = others[name]
            sessions[name] = joined_anew(kept, kept.extract, touched, said)
        self._file(folder, before, sessions.get(folder, Kept()))
        self.sessions = sessions

    def _file(self, folder: str, before: Kept, after: Kept) -> None:
        """Note where the promises of a session are found from now on."""
        for folders, was, now in (
            (self._made, _made_in(before), _made_in(after)),
            (self._spoken_of, {*before.about}, {*after.about}),
        ):
            folders.remove(folder, was - now)
            folders.add(folder, now - was)

    def _wait_no_more(self, folder: str, promises: Iterable[str]) -> None:
        for promise in promises:
            folders = self.waiting.get(promise, {})
            folders.pop(folder, None)
            if not folders:
                self.waiting.pop(promise, None)


def without(sessions: Sessions, left_out: Collection[str]) -> dict[str, Kept]:
    """Sessions joined with each other as if some were not there."""
    rest = {folder: kept for folder, kept in sessions.items() if folder not in left_out}
    unheard = {promise for folder in left_out for promise in sessions[folder].about}
    said = told(rest, unheard)
    for folder in [one for one, kept in rest.items() if not unheard.isdisjoint(_made_in(kept))]:
        rest[folder] = joined_anew(rest[folder], rest[folder].extract, unheard, said)
    return rest


def told(sessions: Sessions, promises: Set[str]) -> Told:
    """What all sessions say of some promises."""
    found: Told = {}
    for folder, kept in sessions.items():
        if promises and not promises.isdisjoint(kept.about):
            _add(found, folder, kept.reviews, promises.__contains__)
    return found


def in_one(by_folder: Mapping[str, list[Review]]) -> tuple[Review, ...]:
    """The reviews of one promise; what a copied folder tells again counts once."""
    found: dict[str, Review] = {}
    for folder in sorted(by_folder):
        for review in by_folder[folder]:
            found.setdefault(review.id, review)
    return tuple(found.values())


def joined_anew(kept: Kept, session: Extract | None, promises: Set[str], said: Told) -> Kept:
    """A session with some of its promises joined anew, the others as they were."""
    return replace(kept, rows=tuple(_rows(kept, session, promises, said)) if session else ())


def _rows(kept: Kept, session: Extract, promises: Set[str], said: Told) -> Iterator[Followed]:
    before = {row.commitment: row for row in kept.rows}
    raised = {issue.id: issue for issue in session.issues}
    for promise in session.promises:
        row = None if promise.id in promises else before.get(promise.id)
        if row is None:
            reviews = in_one(said.get(promise.id, {}))
            row = joined(Followable(promise, session, raised.get(promise.issue), reviews))
        yield row


def _made_in(kept: Kept) -> set[str]:
    return {row.commitment for row in kept.rows}


def _promises(session: Extract | None) -> set[str]:
    return {promise.id for promise in session.promises} if session else set()


def _add(
    found: Told, folder: str, reviews: Iterable[Review], is_wanted: Callable[[str], bool]
) -> None:
    for review in reviews:
        if is_wanted(review.commitment):
            found.setdefault(review.commitment, {}).setdefault(folder, []).append(review)
