"""How two notes of one meeting are laid beside each other: what each of them wrote, in full."""

from collections.abc import Iterator

from danvan_tui.exchange.matching import Proposal
from danvan_tui.exchange.same_meeting import are_unlike
from danvan_tui.language import _, ngettext
from danvan_tui.ledger.state import State
from danvan_tui.ledger.taken_over import MATCHED
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.model.records import Session, Table
from danvan_tui.wording import words
from danvan_tui.wording.sentences import record_in_words


class Both:
    """The notes of both, of which two records are laid beside each other."""

    def __init__(self, ours: State, theirs: State, catalogues: Catalogues) -> None:
        self._sides = _Side(ours, catalogues), _Side(theirs, catalogues)

    def headings(self, proposal: Proposal) -> list[str]:
        """Which record it is on each side."""
        return [side.heading(proposal.table, record) for side, record in self._of(proposal)]

    def texts(self, proposal: Proposal) -> list[str]:
        """All that was written, a line for each part.

        Where the law protects it in one of the notes, the other says no more: side by side they
        would name who denounces.
        """
        table = proposal.table
        secret = [side.text(table, one) for side, one in self._of(proposal) if side.hides(one)]
        if secret:
            return secret[:1] * 2
        return [side.text(table, record) for side, record in self._of(proposal)]

    def question(self, proposal: Proposal) -> str:
        """What a person is asked."""
        side, record = next(self._of(proposal))
        if proposal.table is Table.ATTENDANCE and side.is_group(record):
            return _("Is this the same group of people?")
        return {
            Table.ATTENDANCE: _("Is this the same person?"),
            Table.ISSUES: _("Is this the same opinion?"),
            Table.ANSWERS: _("Is this the same answer?"),
            Table.COMMITMENTS: _("Is this the same promise?"),
        }[proposal.table]

    def why(self, proposal: Proposal) -> str:
        """Where no word can be shown: why it is asked all the same, and which answer is safe."""
        if not self._is_secret(proposal):
            return ""
        return _(
            "The law protects this, so no word of it is shown. Compared here, both are {percent} % "
            "alike in words, speaker and village. In doubt say that it is not the same: then both "
            "stay, and nothing is lost."
        ).format(percent=int(100 * proposal.score))

    def wrote(self, proposal: Proposal) -> list[str]:
        """Who wrote it on each side and when, where no word can be shown."""
        if not self._is_secret(proposal):
            return ["", ""]
        return [side.wrote(proposal.table, record) for side, record in self._of(proposal)]

    def _is_secret(self, proposal: Proposal) -> bool:
        return any(side.hides(record) for side, record in self._of(proposal))

    def _of(self, proposal: Proposal) -> "Iterator[tuple[_Side, str]]":
        return zip(self._sides, (proposal.ours, proposal.theirs), strict=True)


class _Side:
    """What one of the two note-takers wrote, as everybody may see it."""

    def __init__(self, state: State, catalogues: Catalogues) -> None:
        self._fold = state.fold
        self._catalogues = catalogues
        self._people = {one.id: one for one in state.attendance()}
        self._issues = {one.id: one for one in state.issues()}
        self._answers = {one.id: one for one in state.answers()}
        self._promises = {one.id: one for one in state.commitments()}
        self._numbers = {
            (table, str(row["id"])): row.get("number")
            for table in MATCHED
            for row in state.fold.rows[table].values()
        }

    def heading(self, table: Table, record: str) -> str:
        """Which record it is there."""
        answer = self._answers.get(record) if table is Table.ANSWERS else None
        if answer is not None:  # nobody ever reads the number of an answer
            number = self._numbers.get((Table.ISSUES, answer.issue), "?")
            return _("Answer to opinion {number}").format(number=number)
        name = record_in_words(table, str(self._numbers.get((table, record), "?")))
        return name[:1].upper() + name[1:]

    def hides(self, record: str) -> bool:
        """Whether the law protects it."""
        hanging = self._answers.get(record) or self._promises.get(record)
        issue = self._issues.get(hanging.issue if hanging else record)
        return issue is not None and issue.protected

    def is_group(self, record: str) -> bool:
        """Whether somebody counted heads, and named nobody."""
        person = self._people.get(record)
        return person is not None and person.count is not None

    def wrote(self, table: Table, record: str) -> str:
        """Who wrote it first and when; nothing of what."""
        numbered = self._fold.versions(table, record, "number")
        made = self._fold.operations[numbered[0].operation] if numbered else None
        parts = (made.by, words.moment(made.at)) if made else ()
        return " · ".join(filter(None, parts))

    def text(self, table: Table, record: str) -> str:
        """All that was written, a line for each part."""
        tell = {
            Table.ATTENDANCE: self._person,
            Table.ISSUES: self._issue,
            Table.ANSWERS: self._answer,
            Table.COMMITMENTS: self._promise,
        }[table]
        return tell(record)

    def _person(self, record: str) -> str:
        person = self._people.get(record)
        if person is None:
            return ""
        role = words.named(self._catalogues.roles, person.role)
        year = str(person.birth_year or "")
        parts = [person.village, year, role, person.position, words.presence(person)]
        name = words.person_name(person, self._catalogues)
        return "\n".join(filter(None, [name, " · ".join(filter(None, parts))]))

    def _issue(self, record: str) -> str:
        issue = self._issues.get(record)
        if issue is None:
            return ""
        kind = words.named(self._catalogues.kinds, issue.kind)
        field = "" if issue.protected else words.named(self._catalogues.fields, issue.field)
        numbers = {one.id: one.number for one in self._issues.values()}
        said = words.content(issue) if issue.protected else issue.content
        about = " · ".join(filter(None, (words.speaker_from(issue, self._people), kind, field)))
        return "\n".join(filter(None, [about, said or words.said(issue, numbers)]))

    def _answer(self, record: str) -> str:
        answer = self._answers.get(record)
        return words.answer(answer, self._catalogues) if answer else ""

    def _promise(self, record: str) -> str:
        promise = self._promises.get(record)
        if promise is None:
            return ""
        about = " · ".join((words.units(promise), words.deadline(promise)))
        return "\n".join(filter(None, [about, promise.content]))


def another_meeting(here: Session, there: Session) -> str:
    """What makes notes look like those of another meeting; empty where nothing does."""
    if there.merged_into == here.id or not are_unlike(here, there):
        return ""
    said = _("This looks like another meeting ({other}; here {here}).")
    return said.format(other=_meeting(there, here), here=_meeting(here, there))


def all_the_same() -> str:
    """What is asked then."""
    return _("Merge all the same?")


def left_apart(code: str) -> str:
    """What is said where the answer is no."""
    said = _("Nothing was put together; {other} stays on the shelf as it is.")
    return said.format(other=code)


def _meeting(session: Session, other: Session) -> str:
    """The day and the place of a meeting, as far as it tells it from another one."""
    commune = session.commune if session.commune != other.commune else ""
    where = words.places(session.villages, commune)
    return " · ".join(filter(None, (words.day(session.date), where)))


def sure_people(count: int) -> str:
    """How many stand in both notes without a doubt; empty where nobody does."""
    if not count:
        return ""
    return ngettext(
        "{count} person stands in both under the same name and village.",
        "{count} people stand in both under the same name and village.",
        count,
    ).format(count=count)
