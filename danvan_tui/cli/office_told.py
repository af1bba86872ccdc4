"""How an import is told: counts first, then the sessions and what was refused."""

from collections.abc import Iterator
from typing import Any, Final

from danvan_tui.cli.output import complain, say, say_wrapped
from danvan_tui.language import _, ngettext
from danvan_tui.office.receiving.report import Item, Report
from danvan_tui.office.register.outcomes import Verdict
from danvan_tui.vietnamese.clean import clean
from danvan_tui.wording import words

_MOST_LINES: Final = 40
_SIGNS: Final = {Verdict.NEW: "+", Verdict.CHANGED: "~", Verdict.SAME: "=", Verdict.REFUSED: "✗"}
_WAITS: Final = "?"


def tell_report(report: Report, nothing: str = "") -> None:
    """Say what an import did, or would do; ``nothing`` where there was no file at all."""
    if report.items or not nothing:
        _tell_counts(report)
        _tell_items(report)
    else:
        say_wrapped(nothing)
    if report.left:
        say(
            ngettext(
                "{count} file of another kind was left alone.",
                "{count} files of other kinds were left alone.",
                report.left,
            ).format(count=report.left)
        )
    for problem in report.problems:
        complain(problem)


def _tell_counts(report: Report) -> None:
    counts = _counts(report)
    said = _(
        "New: {new} · changed: {changed} · the same: {same} · cannot be taken: {refused} · "
        "with two values to choose from: {conflicts}"
    ).format(**counts, conflicts=report.in_conflict)
    if counts["waiting"]:
        said += " · " + _("waits for confirmation: {count}").format(count=counts["waiting"])
    say(said)


def _tell_items(report: Report) -> None:
    refused = [item for item in report.of(Verdict.REFUSED) if not item.awaits_confirmation]
    waiting = [item for item in report.items if item.awaits_confirmation]
    for sign, items in (
        (_SIGNS[Verdict.NEW], report.of(Verdict.NEW)),
        (_SIGNS[Verdict.CHANGED], report.of(Verdict.CHANGED)),
        (_WAITS, waiting),
        (_SIGNS[Verdict.REFUSED], refused),
    ):
        for item in items[:_MOST_LINES]:
            say(f"  {sign} {_line(item)}")
        if len(items) > _MOST_LINES:
            more = len(items) - _MOST_LINES
            say("  " + _("… and {count} more; --json lists all").format(count=more))


def _counts(report: Report) -> dict[str, int]:
    """How many files had which fate; those of laptops to be confirmed are not refused."""
    counts = {verdict.value: report.counts[verdict] for verdict in Verdict}
    waiting = sum(item.awaits_confirmation for item in report.items)
    refused = counts[Verdict.REFUSED.value] - waiting
    return counts | {Verdict.REFUSED.value: refused, "waiting": waiting}


def as_record(report: Report) -> dict[str, Any]:
    """The same for programs."""
    return {
        "taken": report.is_taken,
        "counts": _counts(report),
        "conflicts": report.in_conflict,
        "left": report.left,
        "items": [_item_record(item) for item in report.items],
        "problems": list(report.problems),
    }


def _item_record(item: Item) -> dict[str, Any]:
    record = item._asdict() | {"where": clean(item.where)}
    del record["sender"]  # named by its id and its name
    return record


def _line(item: Item) -> str:
    if item.verdict is Verdict.REFUSED:
        return f"{item.name}: {item.reason}"
    return "  ".join(_parts(item))


def _parts(item: Item) -> Iterator[str]:
    yield item.code or item.name
    if item.date:
        yield words.day(item.date)
    yield item.laptop_name or _("not signed")
    yield ngettext("{count} new entry", "{count} new entries", item.added).format(count=item.added)
    if item.conflicts:
        yield ngettext(
            "{count} field with two values", "{count} fields with two values", item.conflicts
        ).format(count=item.conflicts)
