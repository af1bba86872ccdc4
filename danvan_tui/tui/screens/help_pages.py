"""The pages of the help: where one stands, the short guide, all keys and how to change them."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from rich.cells import cell_len

from danvan_tui.capture.help import grammar_help
from danvan_tui.language import N_, _
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.model.settings import FILE
from danvan_tui.tui.commands import COMMANDS, Command, commands_at
from danvan_tui.tui.keymap import KeyPlan
from danvan_tui.tui.screens.guide import AT_OFFICE, TEN_THINGS, guide
from danvan_tui.tui.screens.session_words import NEED_THE_PEN
from danvan_tui.wording.promises import result_name

Row = tuple[str, str]


class Section(NamedTuple):
    """A heading, which may be empty, and the lines below it."""

    heading: str
    lines: list[str]


class _Screen(NamedTuple):
    title: str
    purpose: str
    keys: tuple[Row, ...]
    """Keys that are the same everywhere and cannot be changed."""


_MOVE: Final = ("↑ ↓ PgUp PgDn", N_("Move in the list"))
_TWICE: Final = ("≠", N_("Two people wrote differently there: open the session and choose"))
_SCREENS: Final = {
    "home": _Screen(
        N_("All sessions"),
        N_("The sessions on this computer, the newest first: open one or begin one."),
        (("Enter", N_("Open the session under the cursor")), _MOVE, _TWICE),
    ),
    "session": _Screen(
        N_("Taking notes"),
        N_("One line is one entry, in the order of the meeting. Write below, press Enter: saved."),
        (
            ("Enter", N_("Record the line; on an empty line: open the record under the cursor")),
            ("Tab", N_("Complete a name on the line")),
            ("Space", N_("On an empty line in the list of participants: here or not")),
            ("↑ ↓ PgUp PgDn", N_("Move in the list; the line keeps the keyboard")),
        ),
    ),
    "minutes": _Screen(
        N_("Minutes that are only read here"),
        N_(
            "They are closed, or are taken elsewhere. A record is corrected in its form, with a "
            "number and a reason; what was agreed stays in the history."
        ),
        (("Enter", N_("Open the record under the cursor")), _MOVE),
    ),
    "form": _Screen(
        N_("Form of a record"),
        N_("All fields of one record. What a field is understood to mean stands below."),
        (
            ("Tab ↑ ↓", N_("Go to another field")),
            ("Enter", N_("Go to the next field; in a long text: a new line")),
        ),
    ),
    "split": _Screen(
        N_("Splitting an opinion"),
        N_("One speech: every opinion in it becomes a record of its own. No word is lost unasked."),
        (
            ("Enter", N_("The next opinion begins where the cursor stands")),
            ("↑ ↓ ← →", N_("Move in the speech; codes may be typed before an opinion")),
        ),
    ),
    "closing": _Screen(
        N_("Finishing"),
        N_("What is still missing before the minutes can be closed, and what needs a look."),
        (("Enter", N_("Fill in what is under the cursor")), _MOVE),
    ),
    "reading": _Screen(
        N_("Reading back"),
        N_("The minutes, passage by passage, to be read aloud to those who are here."),
        (
            ("→ ←", N_("The next passage, the one before")),
            ("Enter PgDn PgUp", N_("Read on where the screen ends")),
            ("Home End", N_("The first passage, the last one")),
        ),
    ),
    "search": _Screen(
        N_("Search"),
        N_("Opinions of all sessions, by words, names, villages or dates, with marks or without."),
        (("Enter", N_("Open the session of the opinion under the cursor")), _MOVE),
    ),
    "board": _Screen(
        N_("All promises"),
        N_("What is owed to whom by when, across all sessions. Type to search, marks or not."),
        (
            ("Enter", N_("The promise under the cursor with its whole story")),
            ("Tab", N_("The next group: overdue, within 7 days, … ; with Shift the one before")),
            ("Space", N_("On the empty line: mark the promise for a review of several at once")),
            _MOVE,
        ),
    ),
    "promise": _Screen(
        N_("A promise"),
        N_("The promise as it was said, its deadlines, and everything that became of it."),
        (("↑ ↓ PgUp PgDn", N_("Read on")),),
    ),
    "opening": _Screen(
        N_("Promises made before"),
        N_(
            "What the villages of this session were promised in earlier ones. The hall says what "
            "became of it: a digit and the words, Enter, and the next promise is there."
        ),
        (
            (
                "Enter",
                N_("Record the line for the promise under the cursor; a new line replaces it"),
            ),
            ("↑ ↓ PgUp PgDn", N_("Move in the list; the line keeps the keyboard")),
        ),
    ),
    "due": _Screen(
        N_("What is due"),
        N_("What the law and the promises ask for next, the most urgent first, and what to do."),
        (
            ("Enter", N_("Record when a duty was done; on a unit: its promises on the board")),
            ("Space", N_("Mark a duty, to record several at once; again: not")),
            _MOVE,
        ),
    ),
    "figures": _Screen(
        N_("Figures"),
        N_("The numbers a report asks for; what the one under the cursor means stands below."),
        (("Enter", N_("Open the entries behind the figure")), ("↑ ↓ ← →", N_("Go to a figure"))),
    ),
    "entries": _Screen(
        N_("Behind a figure"),
        N_("What the figure was counted from, the newest first, without what the law protects."),
        (("Enter", N_("Open the session at the opinion, or the promise")), _MOVE),
    ),
    "sync": _Screen(
        N_("Send to the office"),
        N_(
            "How far each session is on its way to the office. Closed minutes, and what was "
            "recorded in them since, are sent by one key; what the office answered is fetched."
        ),
        (("Enter", N_("Send everything the office has not")), _MOVE),
    ),
    "receiving": _Screen(
        N_("Received files"),
        N_(
            "What came from the laptops: what is new, changed or refused is seen before anything "
            "is taken. What cannot be taken waits in quarantine with its reason."
        ),
        (
            ("Enter", N_("Take all and answer; on what waits for its laptop: confirm it")),
            ("Tab", N_("The next list; with Shift the one before")),
            _MOVE,
        ),
    ),
    "conflicts": _Screen(
        N_("What is written twice"),
        N_(
            "Two people wrote without knowing each other. Both values stay in the history; the "
            "one you choose shows from now on. Closed minutes ask for a reason."
        ),
        (
            ("1 2", N_("Take this value")),
            ("← → Enter", N_("Mark a value, and take it")),
            ("↑ ↓", N_("Move in the list")),
            ("PgUp PgDn", N_("Move in the texts")),
        ),
    ),
    "matching": _Screen(
        N_("The same or not?"),
        N_(
            "What two note-takers of one meeting wrote stands side by side. What is the same "
            "becomes one; all the rest is taken over beside it. Nothing is lost either way."
        ),
        (
            ("1", N_("It is the same")),
            ("2", N_("It is not the same")),
            ("↑ ↓", N_("Look at another one, or again")),
            ("PgUp PgDn", N_("Move in the texts")),
        ),
    ),
}

_WITH_RESULTS: Final = frozenset({"opening", "board", "promise"})
"""The screens on which the result of a review is typed."""


_OFFICE_HOME: Final = _Screen(
    N_("All sessions"),
    N_(
        "The sessions of all laptops whose files were taken, the newest first. The minutes stay "
        "as they were taken; here promises are followed, and what differs is chosen."
    ),
    (("Enter", N_("Open the session under the cursor")), _MOVE, _TWICE),
)


def has_page(place: str) -> bool:
    """Whether there is a page for this screen."""
    return place in _SCREENS


def here(
    place: str, plan: KeyPlan, lists: Catalogues, *, is_office: bool = False
) -> Callable[[int], Iterator[Section]]:
    """The page of one screen, for a width: what it is for, what to type, what to press."""

    def page(width: int) -> Iterator[Section]:
        screen = _OFFICE_HOME if is_office and place == "home" else _SCREENS[place]
        yield Section(_(screen.title), textwrap.wrap(_(screen.purpose), width))
        if place == "session":
            yield Section(_("On the line"), columns(grammar_help(), width))
        if place in _WITH_RESULTS:
            yield Section(_("The line of a result"), columns(_results(), width))
        yield Section(_("Keys"), columns(_keys(place, plan, screen, is_office=is_office), width))
        if place == "session":
            yield from _codes(lists, width)

    return page


def _keys(place: str, plan: KeyPlan, screen: _Screen, *, is_office: bool) -> list[Row]:
    """The keys as they are bound now: those of this screen first, then those of all."""
    is_read = place == "minutes"
    found = commands_at("session" if is_read else place, is_office=is_office)
    commands = sorted(found, key=lambda command: not command.places)
    return [(keys, _(words)) for keys, words in screen.keys] + [
        (_reached(command, plan), f"{_(command.title)}: {_lower(_(command.about))}")
        for command in commands
        if plan.keys(command.id) or command.places
        if not (is_read and command.id in NEED_THE_PEN)
    ]


def _reached(command: Command, plan: KeyPlan) -> str:
    """The keys of a command; without any, the one that lists them all."""
    return plan.key_names(command.id) or plan.key_name("commands")


def _lower(sentence: str) -> str:
    """The words behind a colon; what is written in capitals stays so."""
    return sentence if sentence[:2].isupper() else sentence[:1].lower() + sentence[1:]


def _results() -> list[Row]:
    """What the first digit of a result says, and what has to be said with it."""
    from danvan_tui.capture.review_line import RESULTS  # noqa: PLC0415 - not for starting
    from danvan_tui.tui.screens.review_line import what_is_asked  # noqa: PLC0415

    rows = [
        (digit, ": ".join(filter(None, [result_name(result), what_is_asked(result)])))
        for digit, result in RESULTS.items()
    ]
    return [*rows, ("…", _("without a digit: a remark, nothing changes"))]


def _codes(lists: Catalogues, width: int) -> Iterator[Section]:
    for heading, entries in (
        (_("Codes of kinds"), lists.kinds.by_code),
        (_("Codes of fields"), lists.fields.by_code),
        (_("Codes of outcomes"), lists.outcomes.by_code),
        (_("Codes of units"), lists.units.by_code),
    ):
        yield Section(
            heading, joined((f"{code} {one.name}" for code, one in entries.items()), width)
        )


def short_guide(plan: KeyPlan, *, is_office: bool = False) -> Callable[[int], Iterator[Section]]:
    """The short guide of a laptop or of an office, for a width."""

    def page(width: int) -> Iterator[Section]:
        for title, how, lines in guide(plan, AT_OFFICE if is_office else TEN_THINGS):
            told = [line for words in how for line in textwrap.wrap(words, width)]
            yield Section(title, told + [f"   {line}" for line in lines])

    return page


def all_keys(plan: KeyPlan) -> Callable[[int], Iterator[Section]]:
    """Every command with its key and its name in the settings file, for a width."""

    def page(width: int) -> Iterator[Section]:
        told = _(
            "A key is changed in {file} of the data folder: below the line [keys] write the name "
            "of the command and the key, F1 to F24 or Ctrl with a letter. Several keys are "
            "separated by commas. It holds from the next start on."
        ).format(file=FILE)
        example = ["", "   [keys]", '   finish = "f11"', '   search = "ctrl+f, f13"']
        yield Section(_("Change a key"), textwrap.wrap(told, width) + example)
        yield Section(_("All commands"), columns(_named(plan), width))
        if plan.problems:
            wrapped = [line for said in plan.problems for line in textwrap.wrap(said, width)]
            yield Section(_("Not taken over"), wrapped)

    return page


def _named(plan: KeyPlan) -> list[Row]:
    always = _("always this key")
    return [
        (
            command.id,
            f"{plan.key_names(command.id) or '—'} · {_(command.title)}"
            + (f" ({always})" if command.fixed else ""),
        )
        for command in COMMANDS
    ]


def joined(parts: Iterable[str], width: int) -> list[str]:
    """The parts in lines, none torn apart where it fits into one."""
    lines = [""]
    for part in parts:
        longer = f"{lines[-1]} · {part}" if lines[-1] else part
        if lines[-1] and cell_len(longer) > width:
            lines.append(part)
        else:
            lines[-1] = longer
    return lines


def columns(rows: list[Row], width: int) -> list[str]:
    """Two columns, what is on the right wrapped under itself."""
    left = max(cell_len(form) for form, _meaning in rows) + 2
    left = min(left, width * 2 // 5)
    lines: list[str] = []
    for form, meaning in rows:
        wrapped = textwrap.wrap(meaning, max(20, width - left)) or [""]
        first = form + " " * (left - cell_len(form))
        if cell_len(form) >= left:
            lines.append(form)
            first = " " * left
        lines.append(first + wrapped[0])
        lines += [" " * left + line for line in wrapped[1:]]
    return lines
