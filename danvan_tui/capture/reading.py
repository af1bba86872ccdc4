"""What came of reading one typed line."""

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple


class What(Enum):
    """What a line records."""

    ISSUE = "issue"
    ANSWER = "answer"
    COMMITMENT = "commitment"
    ATTENDANCE = "attendance"
    EMPTY = "empty"


class Chip(NamedTuple):
    """One thing that was understood; not ``clear`` where it is missing or worth a second look.

    The label is empty where the text says by itself what is missing.
    """

    label: str
    text: str
    clear: bool


class Taken(NamedTuple):
    """A stretch of the line that filled a slot, and where a quotation mark would take it back."""

    start: int
    end: int
    quote: int
    slot: str


class Newcomer(NamedTuple):
    """A person to be put on the list of those present."""

    name: str
    village: str = ""
    birth_year: int | None = None
    phone: str = ""
    role: str = ""


@dataclass(frozen=True)
class HeadCount:
    """People who are only counted; ``record`` is the earlier count that this one replaces."""

    count: int
    group: str
    village: str
    record: str = ""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A line as understood; the fields hold what would be recorded, ids where records have ids."""

    what: What
    content: str = ""

    speaker: str = ""
    speaker_name: str = ""
    village: str = ""
    kind: str = ""
    field: str = ""
    people: int | None = None
    assumed: tuple[str, ...] = ()
    """Which of these nobody said: understood from the words, or carried on."""
    carried: bool = False
    """Whether the field is that of what the same speaker raised before."""

    issue: str = ""
    """Id of the issue that is answered, or that a promise was made on."""
    issue_number: int = 0
    outcome: str = ""
    by: str = ""

    lead_unit: str = ""
    supporting_units: tuple[str, ...] = ()
    due_text: str = ""
    due: str = ""
    due_how: str = ""
    """How the deadline was understood; empty where it was not."""
    due_hint: str = ""
    """What to look at twice about the deadline."""

    arriving: tuple[str, ...] = ()
    leaving: tuple[str, ...] = ()
    newcomer: Newcomer | None = None
    head_count: HeadCount | None = None

    protected: bool = False
    """Whether the law keeps the speaker secret, so that nothing shown may name him."""
    doubts: tuple[str, ...] = ()
    """What was not understood, one phrase each."""
    chips: tuple[Chip, ...] = ()
    taken: tuple[Taken, ...] = ()
    """The stretches of the line that filled a slot, in its order."""
    problem: str = ""
    """Why the line cannot be recorded, in one sentence; empty where it can."""
