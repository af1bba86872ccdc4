"""What the words and options of `danvan review` say was found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_tui.capture.context import Context
from danvan_tui.capture.review_line import RESULTS, Finding, read_review
from danvan_tui.capture.units import units_in
from danvan_tui.cli.failures import Refusal
from danvan_tui.followup.reviewing.evidence import evidence
from danvan_tui.followup.reviewing.recording import Found, found_from
from danvan_tui.language import _
from danvan_tui.ledger.state import State
from danvan_tui.model.records import Result
from danvan_tui.vietnamese.deadlines import Certainty, read_deadline

if TYPE_CHECKING:
    from danvan_tui.cli.workplace import Workplace


def found_in(
    workplace: Workplace,
    line: str,
    on: date,
    *,
    result: str | None,
    progress: int | None,
    proof: Path | None,
    **said: str,
) -> Found:
    """What was found on a day: the typed line, and over it what was said in options.

    ``said`` are by, document, agreed_by, due, reason and unit; raises Refusal, EvidenceError.
    """
    context = Context.of(State(), workplace.catalogues, workplace.calendar, on)
    finding = _finding(line, result, context)
    if said["reason"]:  # the words of the line stay beside it
        note = " ".join(filter(None, (finding.note, finding.reason)))
        finding = replace(finding, note=note, reason=said["reason"])
    if said["due"]:
        finding = _with_deadline(finding, said["due"], context)
    if said["unit"]:
        finding = replace(finding, unit=units_in(said["unit"], context)[0])
    if progress is not None:
        finding = replace(finding, progress=progress)
    file, digest = evidence(proof) if proof else ("", "")
    if finding.result is None and (said["document"] or file):
        finding = replace(finding, result=Result.NOTED)
    return found_from(
        finding,
        on=on.isoformat(),
        by=said["by"],
        document=said["document"],
        agreed_by=said["agreed_by"],
        file=file,
        digest=digest,
    )


def _finding(line: str, result: str | None, context: Context) -> Finding:
    """The line as on the screens; with a result said by its name it holds words only."""
    if result is None:
        return read_review(line, context, date.min)
    if result == Result.NOTED:
        return Finding(Result.NOTED, note=line.strip())
    digit = next(digit for digit, known in RESULTS.items() if known == result)
    return read_review(f"{digit} {line}", context, date.min)


def _with_deadline(finding: Finding, words: str, context: Context) -> Finding:
    deadline = read_deadline(words, context.base, context.calendar)
    if deadline.certainty is Certainty.unclear:
        raise Refusal(
            _(
                "“{words}” is no deadline ({why}). Nothing was recorded; "
                "please write it like 31/3/2027."
            ).format(words=words, why=deadline.how)
        )
    day = deadline.date.isoformat() if deadline.date else ""
    return replace(finding, due=day, due_text=deadline.said, due_how=deadline.how)
