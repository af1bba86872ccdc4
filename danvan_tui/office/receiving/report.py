"""What an import did, or would do: one line a file, and the counts."""

from collections import Counter
from typing import NamedTuple

from danvan_tui.exchange.failing import Trouble
from danvan_tui.exchange.parties import PublicKeys
from danvan_tui.office.receiving.examining import Doubt
from danvan_tui.office.register.outcomes import Verdict


class Item(NamedTuple):
    """What became of one file."""

    name: str
    where: str
    verdict: Verdict
    digest: str = ""
    session: str = ""
    code: str = ""
    date: str = ""
    villages: tuple[str, ...] = ()
    laptop: str = ""
    """Id of the laptop that signed it."""
    laptop_name: str = ""
    sender: PublicKeys | None = None
    """Who signed it, where nobody confirmed that yet."""
    added: int = 0
    """Entries that were not here before."""
    conflicts: int = 0
    """Fields of the session with two values."""
    sealed: bool = False
    trouble: str = ""
    reason: str = ""
    """Why it was refused, in one sentence for people."""
    is_known: bool = False
    """Whether these very bytes were taken before; then they were not read further."""
    is_held: bool = False
    """Whether it stands in quarantine, to be tried again."""

    @property
    def awaits_confirmation(self) -> bool:
        """Whether it cannot be taken only because nobody confirmed its laptop yet."""
        return self.trouble == Doubt.UNKNOWN_LAPTOP

    @property
    def is_none_of_ours(self) -> bool:
        """Whether it cannot be ours by its first bytes: it was read no further, and left."""
        return not self.digest and self.trouble in (Trouble.EMPTY, Trouble.WRONG_KIND)


class Report(NamedTuple):
    """One import, or its preview."""

    items: list[Item]
    is_taken: bool
    """False for a preview: nothing was changed."""
    left: int = 0
    """Files of other kinds that were left alone."""
    problems: tuple[str, ...] = ()
    """What did not work besides, each in one sentence: a receipt that could not be written."""

    @property
    def counts(self) -> Counter[Verdict]:
        """How many files had which fate."""
        return Counter(item.verdict for item in self.items)

    @property
    def in_conflict(self) -> int:
        """How many sessions have fields with two values."""
        return len({item.session for item in self.items if item.conflicts})

    @property
    def brings_anything(self) -> bool:
        """Whether there is anything to take, be it only that a laptop is to get its receipt."""
        return any(item.verdict is not Verdict.REFUSED and not item.is_known for item in self.items)

    def of(self, verdict: Verdict) -> list[Item]:
        """The files that had this fate."""
        return [item for item in self.items if item.verdict is verdict]
