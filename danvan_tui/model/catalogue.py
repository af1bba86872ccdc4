"""The lists an official chooses from and the legal clocks, read from editable files."""

import dataclasses
import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Generic, Literal, TypeVar

import msgspec

from danvan_tui.language import _
from danvan_tui.model.catalogue_file import (
    CatalogueError,
    Code,
    Id,
    Limit,
    Note,
    RawEntry,
    Text,
    read_entries,
    shown,
    typed,
)
from danvan_tui.model.records import DENUNCIATION

__all__ = [
    "Catalogue",
    "CatalogueError",
    "Catalogues",
    "Competence",
    "DayOff",
    "Field",
    "Group",
    "Kind",
    "LegalDeadline",
    "Outcome",
    "Role",
    "SpokenEntry",
    "Unit",
    "load_catalogues",
    "survives_typing",
]

Mark = Literal["V", "P", "M"]

_EVENTS = ("session", "settled")

# What Telex rewrites: w, a doubled a e o d (also at a distance), a tone letter after a vowel.
_TELEX = re.compile(r"w|([aeod]).*\1|[aeiouy].*[sfrxjz]")


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One choice: sessions remember its id, people read its name."""

    id: Id
    name: Text
    aliases: tuple[Text, ...] = ()
    hidden: bool = False


class CodedEntry(Entry, frozen=True, kw_only=True):
    """A choice with a code that is typed on the capture line."""

    code: Code


class SpokenEntry(CodedEntry, frozen=True, kw_only=True):
    """A choice that is understood from what was said; "…" in words stands for any others."""

    words: tuple[Text, ...] = ()
    not_words: tuple[Text, ...] = ()
    """Phrases in which the words mean something else."""


class Kind(SpokenEntry, frozen=True, kw_only=True):
    """What an issue is before the law; ``mark`` says how far its meaning was checked."""

    rank: Limit = 1
    """Where words of several kinds were said, the highest is meant."""
    meaning: Text
    basis: Note
    mark: Mark

    @property
    def protected(self) -> bool:
        """Whether the law keeps the speaker secret; no catalogue can change that."""
        return self.id == DENUNCIATION


class Field(SpokenEntry, frozen=True, kw_only=True):
    """A field of public life that an issue belongs to."""


class Unit(CodedEntry, frozen=True, kw_only=True):
    """A unit that answers or takes over a commitment."""


class Outcome(CodedEntry, frozen=True, kw_only=True):
    """How an issue was answered on the spot."""


class Group(Entry, frozen=True, kw_only=True):
    """A group of those present, where heads are only counted."""


class Role(Entry, frozen=True, kw_only=True):
    """What a named person was at the meeting."""


class Competence(Entry, frozen=True, kw_only=True):
    """Who may decide an issue."""


class LegalDeadline(Entry, frozen=True, kw_only=True):
    """A legal clock; only one marked V may be printed as law."""

    limit: Limit
    unit: Literal["days", "working_days", "months"]
    direction: Literal["before", "after"] = "after"
    basis: Text
    mark: Mark
    note: Note = ""
    owed: Literal["", "dialogue", "reception", "meeting"] = ""
    """Which sessions set it going, "meeting" both kinds; empty: it is only there to be read."""
    per: Literal["session", "issue", "week", "month", "year"] = "session"
    """What it is owed for once: each session, each opinion raised there, or a time."""
    kinds: tuple[Text, ...] = ()
    """Only opinions of these kinds; none named: of all."""
    competences: tuple[Text, ...] = ()
    """Only opinions that these may decide; one of which nobody said so counts as unknown."""
    outcomes: tuple[Text, ...] = ()
    """Only opinions that were answered so."""
    starts: Id = "session"
    """What it is counted from: the session, the day it was settled, or another duty once met."""
    met_by: Literal["", "settled", "answered"] = ""
    """What ends it without a record of its own; what is settled was answered too."""
    least: Limit = 1
    """On how many days of a week, a month or a year there has to be such a session."""
    by: Literal["", "chair", "party_head"] = ""
    """Whose sessions count, by the name in the settings."""
    next: Note = ""
    """What to do, in one short sentence."""


class DayOff(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A day that is off, or with ``off`` false a weekend day that is worked."""

    date: datetime.date
    off: bool
    name: Text
    source: Note = ""


_Choice = TypeVar("_Choice", bound=Entry)
_Coded = TypeVar("_Coded", bound=CodedEntry)
_Choice_co = TypeVar("_Choice_co", bound=Entry, covariant=True)


class Catalogue(Mapping[str, _Choice_co], Generic[_Choice_co]):
    """Entries by id, hidden ones too; choices, codes and names only of those shown."""

    def __init__(self, entries: Iterable[_Choice_co]) -> None:
        self._entries = {entry.id: entry for entry in entries}
        self.choices = tuple(entry for entry in self._entries.values() if not entry.hidden)
        self.by_code: Mapping[str, _Choice_co] = MappingProxyType(
            {entry.code: entry for entry in self.choices if isinstance(entry, CodedEntry)}
        )
        self.by_name: Mapping[str, _Choice_co] = MappingProxyType(
            {name: entry for entry in self.choices for name in (entry.name, *entry.aliases)}
        )

    def __getitem__(self, entry_id: str) -> _Choice_co:
        return self._entries[entry_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


@dataclass(frozen=True, slots=True)
class Catalogues:
    """All catalogues, the commune's changes applied."""

    kinds: Catalogue[Kind]
    fields: Catalogue[Field]
    outcomes: Catalogue[Outcome]
    units: Catalogue[Unit]
    groups: Catalogue[Group]
    roles: Catalogue[Role]
    competences: Catalogue[Competence]
    deadlines: Catalogue[LegalDeadline]
    days_off: tuple[DayOff, ...]

    def by_code(self, code: str) -> Kind | Field | Outcome | None:
        """What a code means where kinds, fields and outcomes share one place on the line."""
        return (
            self.kinds.by_code.get(code)
            or self.fields.by_code.get(code)
            or self.outcomes.by_code.get(code)
        )


def survives_typing(code: str) -> bool:
    """Whether neither Telex nor VNI changes these lower-case letters while they are typed."""
    return not _TELEX.search(code)


def load_catalogues(shipped: Path, own: Path | None) -> Catalogues:
    """Read ``catalogues/*.toml`` of the shipped data, then the commune's changes in its own data.

    A known id changes what its entry says, a new id is added; raises CatalogueError.
    """
    source = _Source(shipped / "catalogues", own / "catalogues" if own else None)
    line_codes = _Claims(source.shipped)
    unit_codes = _Claims(source.shipped)
    return Catalogues(
        kinds=source.coded("kinds", "kind", Kind, line_codes),
        fields=source.coded("fields", "field", Field, line_codes),
        outcomes=source.coded("outcomes", "outcome", Outcome, line_codes),
        units=source.coded("units", "unit", Unit, unit_codes),
        groups=source.catalogue("groups", "group", Group),
        roles=source.catalogue("roles", "role", Role),
        competences=source.catalogue("competences", "competence", Competence),
        deadlines=source.deadlines(),
        days_off=source.days_off(),
    )


@dataclass(frozen=True, slots=True)
class _Claims:
    """Words of one kind, codes or names, that one entry alone may use."""

    shipped: Path
    taken: dict[str, RawEntry] = dataclasses.field(default_factory=dict)

    def claim(self, key: str, word: str, raw: RawEntry) -> None:
        """Give the word to this entry; where two want it, the commune's own is at fault."""
        first = self.taken.setdefault(word, raw)
        if first is raw:
            return
        faulty, holder = (first, raw) if raw.path.parent == self.shipped else (raw, first)
        raise faulty.error(
            _("The {key} “{word}” is already used by the entry “{other}”.").format(
                key=key, word=shown(word), other=holder.values["id"]
            ),
            _("Please choose another, or hide that entry with hidden = true."),
        )


@dataclass(frozen=True, slots=True)
class _Source:
    """The two folders that catalogues are read from."""

    shipped: Path
    own: Path | None

    def coded(
        self, name: str, table: str, entry_type: type[_Coded], codes: _Claims
    ) -> Catalogue[_Coded]:
        """One catalogue whose codes are typed on the capture line."""
        raws = self.merged(name, table, entry_type)
        catalogue = self._checked(raws, entry_type)
        for raw, entry in zip(raws, catalogue.values(), strict=True):
            if entry.hidden and isinstance(entry, Kind) and entry.protected:
                raise raw.error(
                    _("This kind cannot be hidden: denunciations would be recorded with names."),
                    _("Please take the line hidden = true out of this entry."),
                )
            if not survives_typing(entry.code):
                raise raw.error(
                    _("A Vietnamese input method would change the code “{code}”.").format(
                        code=entry.code
                    ),
                    _(
                        "Please choose a code without w, without two of a, e, o or d, and "
                        "without s, f, r, x, j or z after a vowel."
                    ),
                )
            if not entry.hidden:
                codes.claim("code", entry.code, raw)
        return catalogue

    def catalogue(self, name: str, table: str, entry_type: type[_Choice]) -> Catalogue[_Choice]:
        """One catalogue whose entries have no code."""
        return self._checked(self.merged(name, table, entry_type), entry_type)

    def deadlines(self) -> Catalogue[LegalDeadline]:
        """The legal clocks, each counted from something that happens."""
        raws = self.merged("deadlines", "deadline", LegalDeadline)
        clocks = self._checked(raws, LegalDeadline)
        for raw, clock in zip(raws, clocks.values(), strict=True):
            if not _starts(clock, clocks):
                raise raw.error(
                    _("“{starts}” is nothing that this term can be counted from.").format(
                        starts=clock.starts
                    ),
                    _("Please write starts = {choices}, or the id of another entry.").format(
                        choices=_(" or ").join(f'"{event}"' for event in _EVENTS)
                    ),
                )
        return clocks

    def days_off(self) -> tuple[DayOff, ...]:
        """The days off in the order of the calendar."""
        days = (typed(raw, DayOff) for raw in self.merged("days_off", "day", DayOff, "date"))
        return tuple(sorted(days, key=lambda day: day.date))

    def merged(
        self, name: str, table: str, entry_type: type[msgspec.Struct], key: str = "id"
    ) -> list[RawEntry]:
        """The entries of one catalogue, the commune's values laid over the shipped ones."""
        file = f"{name}.toml"
        entries = _by_key(read_entries(self.shipped / file, table), entry_type, key)
        if self.own:
            own = read_entries(self.own / file, table, optional=True)
            for identity, raw in _by_key(own, entry_type, key).items():
                entries[identity] = _laid_over(entries.get(identity), raw)
        return list(entries.values())

    def _checked(self, raws: list[RawEntry], entry_type: type[_Choice]) -> Catalogue[_Choice]:
        names = _Claims(self.shipped)
        entries = []
        for raw in raws:
            entry = typed(raw, entry_type)
            entries.append(entry)
            for name in () if entry.hidden else (entry.name, *entry.aliases):
                names.claim("name", name, raw)
        return Catalogue(entries)


def _starts(clock: LegalDeadline, clocks: Mapping[str, LegalDeadline]) -> bool:
    """Whether the clocks it waits for lead back to something that happens, and not to itself."""
    first: LegalDeadline | None = clock
    for _each in clocks:
        if first is None or first.starts in _EVENTS:
            break
        first = clocks.get(first.starts)
    return first is not None and first.starts in _EVENTS


def _by_key(
    raws: Iterable[RawEntry], entry_type: type[msgspec.Struct], key: str
) -> dict[str, RawEntry]:
    entries: dict[str, RawEntry] = {}
    for raw in raws:
        identity = raw.values.get(key)
        if not isinstance(identity, str | datetime.date):
            typed(raw, entry_type)
        if entries.setdefault(str(identity), raw) is not raw:
            raise raw.error(
                _("The {key} “{identity}” stands twice in this file.").format(
                    key=key, identity=shown(str(identity))
                ),
                _("Please keep one of the two entries, or give one of them another {key}.").format(
                    key=key
                ),
            )
    return entries


def _laid_over(known: RawEntry | None, raw: RawEntry) -> RawEntry:
    if known is None:
        return raw
    return dataclasses.replace(raw, values=known.values | raw.values)
