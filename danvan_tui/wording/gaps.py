"""What is missing or doubtful before closing, in words."""

from danvan_tui.language import _
from danvan_tui.ledger.state import State
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.model.rules import Gap
from danvan_tui.wording import words


def gap_name(gap: Gap) -> str:
    """What is missing or doubtful, in a word or two."""
    names = {
        "kind": _("kind"),
        "field": _("field"),
        "speaker": _("speaker"),
        "lead_unit": _("responsible unit"),
        "due": _("deadline"),
        "answer": _("answer"),
        "result": _("no result yet"),
    }
    return names.get(gap.field, gap.field)


def gap_in_words(gap: Gap, state: State, catalogues: Catalogues) -> str:
    """The same with the value that was only understood, where there is one."""
    if not gap.assumed:
        return gap_name(gap)
    value = str((state.row(gap.table, gap.record) or {}).get(gap.field, ""))
    if gap.field == "kind":
        value = words.named(catalogues.kinds, value)
    elif gap.field == "field":
        value = words.named(catalogues.fields, value)
    return f"{gap_name(gap)}: {value}?" if value else f"{gap_name(gap)}?"


def gap_hint(gap: Gap) -> str:
    """What one can do about it."""
    if gap.assumed:
        return _("This was only understood from the words. Please confirm or change it.")
    return {
        "kind": _("Which kind is it? “Chưa rõ” with a reason is an honest answer too."),
        "lead_unit": _("Who is responsible? If nobody can say, write down why."),
        "due": _("By when? If nobody can say, write down why."),
        "answer": _("Nobody answered, promised or passed it on. Write the answer, or why not."),
        "speaker": _("Nobody stands there as the one who said it."),
        "result": _("It was promised before. What became of it? If nobody looked, say why not."),
    }[gap.field]
