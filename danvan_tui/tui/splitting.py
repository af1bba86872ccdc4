"""What a speech means that is being split: every paragraph an opinion, codes at its head or not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from danvan_tui.capture import Context, Reading, read_line
from danvan_tui.language import _
from danvan_tui.ledger.rearranging import Part
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.model.records import DENUNCIATION, Issue
from danvan_tui.wording import words


@dataclass(frozen=True)
class Opinion:
    """One paragraph as understood; the problem says why it cannot be recorded."""

    part: Part
    problem: str = ""


def opinions_in(text: str, issue: Issue, context: Context, *, protected: bool) -> list[Opinion]:
    """The opinions of a speech; the first one keeps what the issue has where no code says else."""
    alone = replace(context, issues=(issue,))
    paragraphs = [line.strip() for line in text.splitlines() if line.strip()]
    return [
        _opinion(paragraph, alone, issue if at else None, protected)
        for at, paragraph in enumerate(paragraphs)
    ]


def _opinion(paragraph: str, context: Context, whole: Issue | None, protected: bool) -> Opinion:
    reading = read_line(f". {paragraph}", context)
    typed = {
        name: getattr(reading, name)
        for name in ("kind", "field", "people")
        if getattr(reading, name) and name not in reading.assumed
    }
    content = reading.content if typed else paragraph
    if not content:
        return Opinion(Part(paragraph), _("There are codes but no words."))
    if protected:
        return Opinion(Part(content, people=reading.people))
    if reading.protected:
        return Opinion(Part(content, DENUNCIATION), reading.problem)
    if whole is None:
        return Opinion(Part(content, **typed))
    return Opinion(_new_part(content, reading, whole))


def _new_part(content: str, reading: Reading, whole: Issue) -> Part:
    """An opinion of its own; the kind of the speech is only a guess for it."""
    assumed = list(reading.assumed)
    if not reading.kind and whole.kind:
        assumed.append("kind")
    field = "" if reading.carried else reading.field  # of the part before, which is another matter
    assumed = [name for name in assumed if name != "field" or field]
    return Part(content, reading.kind or whole.kind, field, reading.people, tuple(assumed))


def said(opinions: Sequence[Opinion], issue: Issue, catalogues: Catalogues) -> list[str]:
    """The opinions as understood, one line each."""
    lines = []
    for at, opinion in enumerate(opinions):
        part = opinion.part
        kind = part.kind or ("" if at else issue.kind)
        field = part.field or ("" if at else issue.field)
        assumed = part.assumed if at else [one for one in issue.assumed if not getattr(part, one)]
        named = {
            "kind": words.named(catalogues.kinds, kind) or _("kind not chosen"),
            "field": words.named(catalogues.fields, field),
        }
        shown = [words.assumed(text) if name in assumed else text for name, text in named.items()]
        head = opinion.problem or " · ".join(filter(None, shown))
        lines.append(f"{at + 1}. {head} · {words.one_line(part.content)}")
    return lines
