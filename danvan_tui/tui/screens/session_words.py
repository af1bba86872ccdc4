"""What the edges of the session screen say: which session, whether it is saved, which keys."""

from danvan_tui.language import _, ngettext
from danvan_tui.ledger.guard import state_name
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.state import State
from danvan_tui.model.records import Session, Table
from danvan_tui.model.rules import EDITABLE, present
from danvan_tui.tui.recorder import Recorder
from danvan_tui.tui.widgets.bars import Key
from danvan_tui.wording import words


def title(session: Session) -> str:
    """Which session this is."""
    named = (session.code, words.villages(session.villages), words.day(session.date))
    return " · ".join(filter(None, named))


def stands(state: State) -> str:
    """Where the session stands, with the number of corrections made since it was closed."""
    count = sum(bool(operation.reason) for operation in state.fold.operations.values())
    said = state_name(state.session.state)
    if not count:
        return said
    corrections = ngettext("{count} correction", "{count} corrections", count).format(count=count)
    return f"{said} · {corrections}"


def saved(notebook: Notebook, recorder: Recorder, at: str) -> str:
    """Whether everything is on the disk, since when, and what the session holds."""
    waiting = len(recorder.waiting)
    if recorder.trouble is not None:
        held = ngettext(
            "{count} entry is waiting here.", "{count} entries are waiting here.", waiting
        ).format(count=waiting)
        return f"✗ {recorder.trouble} {held}"
    if notebook.read_only and not notebook.writer:
        stands = _("Read only: the folder cannot be written")
    elif notebook.read_only:
        stands = _("Read only; writing now: {who}").format(who=notebook.writer)
    elif waiting:
        stands = _("… saving")
    else:
        stands = _("✓ Saved at {time}").format(time=at) if at else _("✓ Saved")
    return f"{stands} · {_counts(notebook.state)}"


def _counts(state: State) -> str:
    here = present(state.attendance())
    return _("here {here} · opinions {issues} · promises {promises}").format(
        here=here,
        issues=len(state.tables[Table.ISSUES]),
        promises=len(state.tables[Table.COMMITMENTS]),
    )


def keys(notebook: Notebook) -> list[Key]:
    """The keys that do something now, the ones needed most first: as many are shown as fit."""
    looking = [Key("F1", _("help"), "help"), Key("F3-F5", _("lists"), "next_list")]
    leaving = Key("Esc", _("home"), "leave")
    if notebook.read_only:
        return [*looking, leaving]
    helping, listing = looking
    if notebook.state.session.state in EDITABLE:
        undoing = Key("Ctrl+Z", _("undo"), "undo")
        finishing = Key("F9", _("finish"), "finish")
        more = [Key("F6", _("roster"), "roster"), Key("F12", _("export"), "export")]
        return [helping, Key("F2", _("edit"), "edit"), listing, undoing, finishing, leaving, *more]
    exporting = Key("F12", _("export"), "export")
    return [helping, Key("F2", _("correct"), "edit"), listing, exporting, leaving]
