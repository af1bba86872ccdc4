"""What the lists of the receiving screen show: files that came, quarantine, gaps, laptops."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from danvan_tui.language import _, ngettext
from danvan_tui.office.receiving.examining import Doubt
from danvan_tui.office.receiving.report import Item, Report
from danvan_tui.office.receiving.retrying import QUARANTINE
from danvan_tui.office.register.outcomes import Import, Verdict
from danvan_tui.tui.widgets.columns import Column
from danvan_tui.tui.widgets.table import Row
from danvan_tui.tui.widgets.tabs import Tab
from danvan_tui.wording import words

if TYPE_CHECKING:
    from danvan_tui.exchange.parties import PublicKeys
    from danvan_tui.office.receiving.quarantine import Held
    from danvan_tui.office.receiving.retrying import Waiting
    from danvan_tui.office.receiving.waiting import Gap
    from danvan_tui.office.register.laptops import KnownLaptop


INBOX = "inbox"
"""What an import from the office's own folder says of where it came from."""


class Part(StrEnum):
    """One of the four lists."""

    CAME = "came"
    HELD = "held"
    MISSING = "missing"
    LAPTOPS = "laptops"


class Overview(NamedTuple):
    """All that the screen shows, as it was found at one moment."""

    report: Report
    held: Sequence[Held] = ()
    gaps: Sequence[Gap] = ()
    waiting: Sequence[Waiting] = ()
    confirmed: Sequence[KnownLaptop] = ()
    distrusted: Sequence[KnownLaptop] = ()
    """Those that are trusted no more and of which nothing waits."""
    last_import: Import | None = None
    aside: Sequence[Held] = ()
    """Files that are tried no more."""
    unanswered: int = 0
    """Laptops whose newest answers are not yet where they come for them."""
    is_place_there: bool = True
    """Whether the folder that is looked into can be found."""

    @property
    def came(self) -> list[Item]:
        """What is to be decided: not what was taken before, waits in quarantine or is not ours."""
        held = {one.digest for one in (*self.held, *self.aside)}
        return [
            item
            for item in self.report.items
            if not (item.is_known or item.is_none_of_ours)
            and not (item.verdict is Verdict.REFUSED and item.digest in held)
        ]

    @property
    def not_ours(self) -> list[Item]:
        """Files of other kinds that bear a name as ours do: told beside the quarantine."""
        return [item for item in self.report.items if item.is_none_of_ours]

    @property
    def unsigned_came(self) -> list[Item]:
        """What came and nobody signed."""
        return [item for item in self.came if item.trouble == Doubt.UNSIGNED]

    @property
    def unsigned_held(self) -> list[Held]:
        """What waits in quarantine because nobody signed it."""
        return [one for one in self.held if one.trouble == Doubt.UNSIGNED]


def tabs(overview: Overview) -> list[Tab]:
    """The four lists with how much each holds."""
    waiting = len(overview.waiting)
    confirmed = len(overview.confirmed)
    return [
        Tab(Part.CAME, _("Came in"), len(overview.came), "$text-accent"),
        Tab(
            Part.HELD,
            _("Quarantine"),
            len(overview.held) + len(overview.not_ours),
            "$text-error",
        ),
        Tab(Part.MISSING, _("Missing"), sum(len(gap.numbers) for gap in overview.gaps)),
        Tab(Part.LAPTOPS, _("Laptops to confirm"), waiting, "$text-warning")
        if waiting
        else Tab(Part.LAPTOPS, _("Laptops"), confirmed),
    ]


def columns(part: Part) -> list[Column]:
    """The columns of a list; why and what to do stands below each row."""
    match part:
        case Part.CAME:
            return [
                Column(_("Code"), 14, tone="strong"),
                Column(_("Date"), 10),
                Column(_("From, villages")),
                Column(_("Outcome"), 24, least=24),
            ]
        case Part.HELD:
            return [Column(_("Came on"), 16), Column(_("From"), 24), Column(_("File"))]
        case Part.MISSING:
            return [Column(_("Laptop"), 30, tone="strong"), Column(_("Missing"))]
        case Part.LAPTOPS:
            return [
                Column(_("Laptop"), 26, tone="strong"),
                Column(_("Fingerprint")),
                Column("", 18),
            ]


def empty_words(part: Part) -> str:
    """What is said where a list holds nothing."""
    return {
        Part.CAME: _("Nothing new came in. Files are taken notice of as they come."),
        Part.HELD: _("No file is in quarantine."),
        Part.MISSING: _("No file is missing."),
        Part.LAPTOPS: _("No laptop has sent anything yet."),
    }[part]


def rows_of_part(part: Part, overview: Overview) -> list[Row]:
    """The rows of a list."""
    match part:
        case Part.CAME:
            return list(_came(overview.came))
        case Part.HELD:
            return list(_quarantine(overview))
        case Part.MISSING:
            return [_gap(gap) for gap in overview.gaps]
        case Part.LAPTOPS:
            waiting = [_waiting(one) for one in overview.waiting]
            confirmed = [_confirmed(one) for one in overview.confirmed]
            return [*waiting, *confirmed, *(_distrusted(one) for one in overview.distrusted)]


# What came in: what needs a look first


class Fate(StrEnum):
    """Under which heading a file stands."""

    REFUSED = "refused"
    WAITS = "waits"
    CONFLICT = "conflict"
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


_TONES = {
    Fate.REFUSED: "error",
    Fate.WAITS: "warning",
    Fate.CONFLICT: "warning",
    Fate.NEW: "success",
    Fate.CHANGED: "accent",
    Fate.SAME: "muted",
}


def fate_of(item: Item) -> Fate:
    """Under which heading a file stands: two values weigh more than that it is new."""
    if item.awaits_confirmation:
        return Fate.WAITS
    if item.verdict is not Verdict.REFUSED and item.conflicts:
        return Fate.CONFLICT
    return Fate(item.verdict)


def fate_name(fate: Fate) -> str:
    """What becomes of a file."""
    return {
        Fate.REFUSED: _("cannot be taken"),
        Fate.WAITS: _("waits for confirmation"),
        Fate.CONFLICT: _("in conflict"),
        Fate.NEW: _("new session"),
        Fate.CHANGED: _("changed"),
        Fate.SAME: _("the same"),
    }[fate]


def _came(items: Sequence[Item]) -> Iterator[Row]:
    parts: dict[Fate, list[Item]] = {fate: [] for fate in Fate}
    for item in items:
        parts[fate_of(item)].append(item)
    for fate, found in parts.items():
        if found:
            name = fate_name(fate)
            yield _head(fate, name.capitalize(), len(found))
            yield from (_item(item, name, _TONES[fate]) for item in found)


def key_of(item: Item) -> str:
    """By which its row is found again."""
    return f"{item.digest}|{item.where}"


def _item(item: Item, name: str, tone: str) -> Row:
    below = [_reason(item.trouble, item.reason, item.sender), _conflicts(item.conflicts)]
    cells = (
        item.code or "—",
        words.day(item.date),
        " · ".join(filter(None, (item.laptop_name or item.name, ", ".join(item.villages)))),
        _outcome(item, name),
    )
    return Row(key_of(item), cells, tone, " ".join(filter(None, below)))


def _outcome(item: Item, name: str) -> str:
    said = ngettext("{count} entry · {outcome}", "{count} entries · {outcome}", item.added)
    return said.format(count=item.added, outcome=name) if item.added else name


def _reason(trouble: str, reason: str, sender: PublicKeys | None) -> str:
    """Why a file cannot be taken; what can be done on the screen goes by its keys."""
    if trouble == Doubt.UNKNOWN_LAPTOP and sender is not None:
        return _(
            "Enter confirms this laptop, once its fingerprint was read out to you on the phone: "
            "{fingerprint}"
        ).format(fingerprint=sender.fingerprint)
    if trouble == Doubt.UNSIGNED:
        return _(
            "Nobody signed this file, so anybody may have written it. It waits until somebody "
            "takes it knowingly."
        )
    return reason


def _conflicts(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "{count} field has two values; both are kept until somebody chooses.",
        "{count} fields have two values; both are kept until somebody chooses.",
        count,
    ).format(count=count)


# The other lists


def _quarantine(overview: Overview) -> Iterator[Row]:
    """What is tried again, then what was left where it is, then what is tried no more."""
    yield from (_held(held) for held in overview.held)
    if overview.not_ours:
        yield _head("left", _("Left where they are"), len(overview.not_ours))
        yield from (_not_ours(item) for item in overview.not_ours)
    if overview.aside:
        yield _head("aside", _("Set aside"), len(overview.aside))
        yield from (_held(held)._replace(tone="muted", below="") for held in overview.aside)


def _head(key: str, name: str, count: int) -> Row:
    return Row(f"={key}", (name, str(count)), heads=True)


def _not_ours(item: Item) -> Row:
    return Row(key_of(item), ("", "", item.name), "muted", item.reason)


def _held(held: Held) -> Row:
    sender = held.sender.name if held.sender else ""
    return Row(
        held.digest,
        (words.moment(held.at), sender, held.name),
        "",
        _reason(held.trouble, held.reason, held.sender),
    )


def _gap(gap: Gap) -> Row:
    below = _("If the laptop still has them, it sends them again once its receipt has told it.")
    return Row(
        f"{gap.laptop}|{gap.numbers[0]}", (gap.name, packages(gap.numbers)), "warning", below
    )


def packages(numbers: Sequence[int]) -> str:
    """Numbers of files, those that follow each other as one span."""
    said = ngettext("file no. {numbers}", "files no. {numbers}", len(numbers))
    return said.format(numbers=words.spans(numbers))


def _waiting(one: Waiting) -> Row:
    files = ngettext("{count} file waits", "{count} files wait", one.files)
    cells = (one.keys.name, one.keys.fingerprint, files.format(count=one.files))
    below = _("Have the fingerprint read out on the phone; Enter confirms the laptop.")
    return Row(one.keys.id, cells, "warning", below)


def _confirmed(one: KnownLaptop) -> Row:
    below = _("confirmed on {day} by {person}") if one.by else _("confirmed on {day}")
    cells = (one.keys.name, one.keys.fingerprint, _("confirmed"))
    return Row(one.keys.id, cells, "success", below.format(day=words.moment(one.at), person=one.by))


def _distrusted(one: KnownLaptop) -> Row:
    below = _("not trusted since {at}, by {person}") if one.by else _("not trusted since {at}")
    said = below.format(at=words.moment(one.at), person=one.by)
    cells = (one.keys.name, one.keys.fingerprint, _("not trusted"))
    return Row(one.keys.id, cells, "muted", f"{said}. " + _("Enter confirms it again."))


# In short


def not_answered(count: int, place: str) -> str:
    """How many laptops would not find their newest answers at this place."""
    said = ngettext(
        "The answers for {count} laptop are not written to {place} yet",
        "The answers for {count} laptops are not written to {place} yet",
        count,
    )
    return said.format(count=count, place=place) if count else ""


def in_short(overview: Overview) -> str:
    """How much of what came in there is of each kind."""
    counts = Counter(map(fate_of, overview.came))
    return " · ".join(f"{fate_name(fate)}: {counts[fate]}" for fate in Fate if counts[fate])


def place_name(source: str) -> str:
    """From where files were taken, for people."""
    if source == INBOX:
        return inbox_words()
    quarantine = _("Quarantine")
    return f"“{quarantine}”" if source == QUARANTINE else source


def inbox_words() -> str:
    """What people call the folder that is the office's own."""
    return _("the inbox of the office")


def what_was_taken(report: Report, before: Overview) -> str:
    """What an import did with what stood to be decided before it, in one or two sentences."""
    fates = Counter(map(fate_of, before._replace(report=report).came))
    refused, waiting = fates[Fate.REFUSED], fates[Fate.WAITS]
    said = [_files_taken(fates.total() - refused - waiting)]
    if refused:
        said.append(
            ngettext(
                "{count} cannot be taken; the reason stands with it.",
                "{count} cannot be taken; the reasons stand with them.",
                refused,
            ).format(count=refused)
        )
    if waiting:
        said.append(
            ngettext(
                "{count} waits in quarantine until its laptop is confirmed.",
                "{count} wait in quarantine until their laptops are confirmed.",
                waiting,
            ).format(count=waiting)
        )
    return " ".join([*said, *report.problems])


def what_was_tried(report: Report) -> str:
    """What became of the files in quarantine, with the reason where one still stays."""
    refused = report.of(Verdict.REFUSED)
    bad = [item for item in refused if not item.awaits_confirmation]
    waiting = len(refused) - len(bad)
    said = [_files_taken(len(report.items) - len(refused))]
    if len(bad) == 1:
        reason = _reason(bad[0].trouble, bad[0].reason, bad[0].sender)
        one = _("“{name}” still cannot be taken: {reason}")
        said.append(one.format(name=bad[0].name, reason=reason))
    elif bad:
        several = _("{count} files still cannot be taken; the reasons stand with them.")
        said.append(several.format(count=len(bad)))
    if waiting:
        said.append(
            ngettext(
                "{count} file still waits until its laptop is confirmed.",
                "{count} files still wait until their laptops are confirmed.",
                waiting,
            ).format(count=waiting)
        )
    return " ".join([*said, *report.problems])


def _files_taken(count: int) -> str:
    said = ngettext("{count} file taken.", "{count} files taken.", count)
    return said.format(count=count) if count else _("Nothing new was taken.")
