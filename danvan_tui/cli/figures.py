"""`danvan figures`: the numbers a report asks for, and the entries behind each of them."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import click

from danvan_tui.cli import arguments
from danvan_tui.cli.names import beside
from danvan_tui.cli.output import say, say_json, say_wrapped
from danvan_tui.cli.tables import table
from danvan_tui.cli.translated import Command, as_json, option
from danvan_tui.cli.workplace import Workplace, pass_workplace
from danvan_tui.followup.figures.counting import Figures
from danvan_tui.followup.figures.figure import Behind, Entries, Figure, Part, day_of, entries, ref
from danvan_tui.followup.figures.heard import Scope
from danvan_tui.followup.figures.periods import Period, Span, span_of
from danvan_tui.language import N_, _
from danvan_tui.ledger.operation import wall_clock
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.wording import figures as wording
from danvan_tui.wording.entries import entry, headings

_WIDEST = 100
_BAR = 20


@click.command(
    name="figures",
    cls=Command,
    help=N_(
        "Count what a report asks for: visits, people, matters, opinions by kind, field and "
        "competence, promises kept, late, broken; by unit and by village.\n\n"
        "Every figure has a name; --entries with it lists what it was counted from."
    ),
)
@option(
    "--period", type=click.Choice([one.value for one in Period]), help=N_("Otherwise this year.")
)
@option("--since", type=arguments.day, help=N_("The first day, like 1/1/2026."))
@option("--until", type=arguments.day, help=N_("The last day, like 30/6/2026."))
@option("--village", type=arguments.text, help=N_("One village only, however it was spelled."))
@option(
    "--kind",
    type=click.Choice(["dialogue", "reception"]),
    help=N_("Dialogues with villages or receptions of citizens only."),
)
@option("--commune", type=arguments.text, help=N_("One commune only, at an office."))
@option(
    "--entries",
    "opened",
    metavar="FIGURE",
    type=arguments.text,
    help=N_("The entries behind a figure: overdue, kind:proposal, unit:cong-an-xa:overdue…"),
)
@option("--table", "as_table", is_flag=True, help=N_("Rows to paste into a spreadsheet."))
@as_json
@pass_workplace
def figures(
    workplace: Workplace,
    period: str | None,
    since: date | None,
    until: date | None,
    village: str | None,
    kind: str | None,
    commune: str | None,
    opened: str | None,
    as_table: bool,
    as_json: bool,
) -> None:
    """Count the sessions of a scope and print all figures, or what is behind one."""
    today = wall_clock().date()
    span = _span(period, since, until, today)
    scope = Scope(span.since, span.until, village or "", kind or "")
    counted = _counted(workplace, scope, commune, today)
    lists = workplace.catalogues
    if opened is not None:
        _say_entries(_found(counted, opened), counted, lists, as_json=as_json, as_table=as_table)
    elif as_json:
        say_json(_as_record(counted, lists))
    elif as_table:
        say(table([[_("Group"), _("Figure"), _("Number")], *_rows(counted, lists)]))
    else:
        _say_figures(counted, lists)


def _span(period: str | None, since: date | None, until: date | None, today: date) -> Span:
    if since is None and until is None:
        return span_of(Period(period or Period.THIS_YEAR), today)
    if period is not None:
        raise click.UsageError(_("Please give either --period or --since and --until."))
    if since and until and until < since:
        raise click.UsageError(_("The last day lies before the first; please exchange them."))
    return Span(since.isoformat() if since else "", until.isoformat() if until else "")


def _counted(workplace: Workplace, scope: Scope, commune: str | None, today: date) -> Figures:
    from danvan_tui.cli.communes import commune_of  # noqa: PLC0415 - only when asked for
    from danvan_tui.cli.promises import known_promises  # noqa: PLC0415 - reads all sessions
    from danvan_tui.followup.figures.counting import figures as count  # noqa: PLC0415

    follow_up = known_promises(workplace)
    known = follow_up.sessions()
    if commune is not None:
        scope = replace(scope, commune=commune_of(known, commune))
    return count(known, follow_up.promises, scope, today)


def _found(counted: Figures, figure_id: str) -> Figure:
    figure = counted.find(figure_id.strip())
    if figure is None:
        raise click.UsageError(
            _("There is no figure {name} here. '{command}' names them all.").format(
                name=figure_id, command=beside("figures")
            )
        )
    return figure


# For people


def _say_figures(counted: Figures, lists: Catalogues) -> None:
    say(wording.scope(counted.scope))
    blocks = [*wording.about_meetings(counted, lists), *wording.about_promises(counted, lists)]
    widest = max(len(line.name) for block in blocks for line in block.lines)
    say_wrapped(_("The last word of a line is the name of its figure for --entries."))
    for block in blocks:
        say()
        say(block.heading)
        for line in block.lines:
            many = wording.of_how_many(line.figure)
            beside = f"{line.figure.id} ({many})" if many else line.figure.id
            say(f"  {line.name:<{widest}}  {line.number:>6}  {beside}")
    _say_parts(_("By unit"), counted.units)
    _say_parts(_("By village"), counted.villages)


def _say_parts(heading: str, parts: tuple[Part, ...]) -> None:
    if not parts:
        return
    named = [wording.part_headings(), *(_numbers(part) for part in parts)]
    widths = [max(map(len, column)) for column in zip(*named, strict=True)]
    room = min(shutil.get_terminal_size().columns, _WIDEST) - 2 - _BAR - 2
    room -= sum(widths) + 2 * len(widths)
    name = min(max(len(wording.part_name(part)) for part in parts), max(room, 12))
    say()
    say(f"{heading} ({wording.legend()})")
    for label, bar, numbers in [
        ("", "", named[0]),
        *(
            (wording.part_name(part), wording.bar(part, parts, _BAR), _numbers(part))
            for part in parts
        ),
    ]:
        cells = "  ".join(f"{one:>{width}}" for one, width in zip(numbers, widths, strict=True))
        say(f"  {_cut(label, name):<{name}}  {bar:<{_BAR}}  {cells}")


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"


def _numbers(part: Part) -> list[str]:
    return [str(len(figure.behind)) for figure in wording.part_figures(part)]


def _say_entries(
    figure: Figure, counted: Figures, lists: Catalogues, *, as_json: bool, as_table: bool
) -> None:
    found = entries(figure)
    if as_json:
        say_json(_opened(figure, found, counted, lists))
        return
    said = [entry(one, lists, counted.today) for one in found.shown]
    if as_table:
        say(table([headings(), *said]))
        return
    title = wording.title(figure.id, counted, lists)
    say(f"{title}: {wording.number(figure)} · {wording.scope(counted.scope)}")
    say_wrapped(wording.about(figure.id))
    for one in said:
        name = "/".join(filter(None, (one.session, one.number)))
        say()
        say_wrapped(" · ".join(filter(None, (one.day, name, one.villages, one.about, one.state))))
        say_wrapped(one.said, 2)
    if found.hidden:
        say()
        say(wording.not_shown(found.hidden))


# For programs and spreadsheets


def _rows(counted: Figures, lists: Catalogues) -> Iterator[list[str]]:
    for block in (
        *wording.about_meetings(counted, lists),
        *wording.about_promises(counted, lists),
    ):
        for line in block.lines:
            yield [block.heading, line.name, line.number.replace(" ", "")]
    for heading, parts in ((_("By unit"), counted.units), (_("By village"), counted.villages)):
        for part in parts:
            for label, number in zip(wording.part_headings(), _numbers(part), strict=True):
                yield [heading, f"{wording.part_name(part)}: {label}", number]


def _as_record(counted: Figures, lists: Catalogues) -> dict[str, Any]:
    single = [
        *counted.meetings,
        *counted.kinds,
        *counted.fields,
        *counted.competences,
        *counted.promises,
        *counted.moved,
    ]
    return {
        "since": counted.scope.since,
        "until": counted.scope.until,
        "village": counted.scope.village,
        "commune": counted.scope.commune,
        "kind": counted.scope.kind,
        "today": counted.today,
        "figures": [_figure(figure, counted, lists) for figure in single],
        "units": [_part(part) for part in counted.units],
        "villages": [_part(part) for part in counted.villages],
    }


def _figure(figure: Figure, counted: Figures, lists: Catalogues) -> dict[str, Any]:
    share = {} if figure.of is None else {"count": len(figure.behind), "of": figure.of}
    name = wording.title(figure.id, counted, lists)
    return {"id": figure.id, "name": name, "value": figure.value} | share


def _part(part: Part) -> dict[str, Any]:
    counts = {outcome.value: len(one.behind) for outcome, one in part.outcomes.items()}
    return {"id": part.id, "name": part.name, "promises": len(part.made.behind)} | counts


def _opened(figure: Figure, found: Entries, counted: Figures, lists: Catalogues) -> dict[str, Any]:
    return _figure(figure, counted, lists) | {
        "not_shown": found.hidden,
        "entries": [_entry(one, counted.today, lists) for one in found.shown],
    }


def _entry(one: Behind, today: str, lists: Catalogues) -> dict[str, Any]:
    folder, name, record = ref(one)
    said = entry(one, lists, today)
    return {
        "folder": folder,
        "table": name.value,
        "record": record,
        "date": day_of(one),
        "session": said.session,
        "number": said.number,
        "villages": said.villages,
        "about": said.about,
        "state": said.state,
        "words": said.said,
    }
