"""What the edges of the session screen say: which session, who speaks, what is open, which keys."""

import re
from datetime import datetime

from textual.content import Content

from danvan_tui.language import _, ngettext
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.state import State
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.model.records import Session, Table
from danvan_tui.model.rules import EDITABLE, listed, open_points, present, state_name
from danvan_tui.tui.keymap import KeyPlan
from danvan_tui.tui.recorder import Recorder
from danvan_tui.tui.widgets.bars import Key
from danvan_tui.vietnamese.clean import clean
from danvan_tui.wording import overview, words

_KIND_OF_VILLAGE = re.compile(r"^(?:Thôn|Bản|Xóm|Khu|Ấp|Tổ dân phố)\s+", re.IGNORECASE)
_NEED_A_RECORD = frozenset({"edit", "take_out"})
NEED_THE_PEN = frozenset({"undo", "redo", "take_out", "roster", "recall", "link", "protect"})
"""Commands that do nothing where the minutes cannot be written."""


def title(session: Session, *, of_communes: bool = False) -> str:
    """Which session this is; several villages without the word that says what they are.

    ``of_communes``: its commune is said too.
    """
    villages = session.villages
    if len(villages) > 1:
        villages = [villages[0], *(_KIND_OF_VILLAGE.sub("", village) for village in villages[1:])]
    where = words.places(villages, session.commune if of_communes else "")
    named = (session.code, words.day(session.date), where)
    return " · ".join(filter(None, named))


def stands(state: State, now: datetime) -> str:
    """Where the session stands: for how long by now, or with how many corrections."""
    count = sum(bool(operation.reason) for operation in state.fold.operations.values())
    corrections = ngettext("{count} correction", "{count} corrections", count).format(count=count)
    said = [state_name(state.session.state), corrections if count else ""]
    if state.session.state in EDITABLE:
        said.append(overview.since_start(state, now))
    return " · ".join(filter(None, said))


def placeholder() -> str:
    """What stands in the line while nothing is typed."""
    return _("12 what was said · .same speaker · /answer · !kt promise by 15/12 · =12 came")


def now(state: State, catalogues: Catalogues, plan: KeyPlan) -> Content:
    """Who speaks and what was recorded last; before that what the meeting begins with.

    Once the minutes are closed nobody speaks any more.
    """
    is_open = state.session.state in EDITABLE
    speaking = overview.speaking(state) if is_open else ""
    last = overview.last_said(state, catalogues)
    if not speaking and not last:
        return _begins_with(state, plan)
    parts: list[Content | tuple[str, str]] = []
    if speaking:
        parts += [("▸ ", "bold $accent"), (clean(speaking), "bold"), ("   ", "")]
    if last:
        last = _("last: {entry}").format(entry=last)  # an answer is not the speaker's
        parts.append((clean(last), "$text-muted"))
    return Content.assemble(*parts)


def _begins_with(state: State, plan: KeyPlan) -> Content:
    done, listed = earlier_promises(state)
    if done == listed or state.session.state not in EDITABLE:
        return Content("")
    said = ngettext(
        "{count} promise made here before", "{count} promises made here before", listed
    ).format(count=listed)
    return Content.assemble(
        ("▸ ", "bold $accent"),
        (said, "bold"),
        (f"   {plan.key_name('opening')} ", "bold $accent"),
        (_("goes through them"), ""),
    )


def earlier_promises(state: State) -> tuple[int, int]:
    """How many promises of earlier sessions have a result, and how many are listed."""
    listed = [review for review in state.reviews() if review.session]
    return sum(review.result is not None for review in listed), len(listed)


def saved(notebook: Notebook, recorder: Recorder, at: str) -> str:
    """Whether everything is on the disk, and since when."""
    waiting = len(recorder.waiting)
    if recorder.trouble is not None:
        held = ngettext(
            "{count} entry is waiting here.", "{count} entries are waiting here.", waiting
        ).format(count=waiting)
        return f"✗ {recorder.trouble} {held}"
    if notebook.read_only:
        return read_only(notebook)
    if waiting:
        return _("… saving")
    return _("✓ Saved at {time}").format(time=at) if at else _("✓ Saved")


def read_only(notebook: Notebook) -> str:
    """Why nothing can be written here."""
    if notebook.writer:
        return _("Read only; writing now: {who}").format(who=notebook.writer)
    return _("Read only: the folder cannot be written")


def at_a_glance(notebook: Notebook, recorder: Recorder, plan: KeyPlan, *, twice: int) -> list[str]:
    """What is still open, and what to look at again; nothing while something is not saved.

    ``twice``: how much waits to be chosen between two people.
    """
    state = notebook.state
    if recorder.trouble is not None:
        return []
    if state.session.state not in EDITABLE:
        return written_twice(twice, plan)
    warnings = overview.hall_warnings(state.attendance())
    points = open_points(state.issues(), state.answers(), state.commitments())
    done, earlier = earlier_promises(state)
    reviewed = _("earlier promises {done}/{total}").format(done=done, total=earlier)
    still_open = overview.still_open(points) if state.issues() else ""
    told = [reviewed if earlier else "", still_open, *warnings[:1]]
    return [*written_twice(twice, plan), *filter(None, told)]


def written_twice(count: int, plan: KeyPlan) -> list[str]:
    """How much waits to be chosen between two people, and where; empty where nothing does."""
    said = ngettext("≠ {count} written twice", "≠ {count} written twice", count)
    return [f"{said.format(count=count)} ({plan.key_name('conflicts')})"] if count else []


def panes(state: State, plan: KeyPlan) -> dict[Table, Key]:
    """The lists with their keys and how much they hold."""
    people = state.attendance()
    said = {
        Table.ISSUES: _("Opinions {count}").format(count=len(state.tables[Table.ISSUES])),
        Table.COMMITMENTS: _("Promises {count}").format(count=len(state.tables[Table.COMMITMENTS])),
        Table.ATTENDANCE: _("Here {here} · listed {listed}").format(
            here=present(people), listed=listed(people)
        ),
    }
    keys = {
        Table.ISSUES: "opinions",
        Table.COMMITMENTS: "promises",
        Table.ATTENDANCE: "participants",
    }
    return {
        table: Key(plan.key_name(keys[table]), said[table], f"list('{table.value}')")
        for table in said
    }


def nothing(plan: KeyPlan, *, writable: bool) -> dict[Table, str]:
    """What stands in an empty list: where it can still be filled, how."""
    if not writable:
        return {
            Table.ISSUES: _("Nothing was raised."),
            Table.COMMITMENTS: _("Nothing was promised."),
            Table.ATTENDANCE: _("Nobody is on the list."),
        }
    none_listed = _("Nobody is listed yet. {key} takes a roster.")
    return {
        Table.ISSUES: _("Nothing was raised yet. Do not enter anything that is a state secret."),
        Table.COMMITMENTS: _("Nothing was promised yet."),
        Table.ATTENDANCE: none_listed.format(key=plan.key_name("roster")),
    }


def keys(notebook: Notebook, plan: KeyPlan, shown: Table) -> list[Key]:
    """The keys that do something now, the ones needed most first: as many are shown as fit."""
    if notebook.read_only:
        wanted = ["help", "search", "leave", "commands"]
    elif notebook.are_minutes_open:
        done, earlier = earlier_promises(notebook.state)
        first, then = ("change", ()) if done == earlier else ("opening", ("change",))
        wanted = ["help", "edit", first, "undo", "finish", "leave", *then]
        wanted += ["commands", "search", "recall", "protect", "roster", "details", "export"]
    else:
        wanted = ["help", "edit", "export", "finish", "search", "leave", "commands"]
    said = {"leave": _("home"), "commands": _("all")}
    if not notebook.are_minutes_open:
        said |= {"edit": _("correct"), "finish": _("minutes")}
    offered = [plan.bar_key(command, said.get(command, "")) for command in wanted]
    if shown is Table.ATTENDANCE and "undo" in wanted:
        kept = [plan.bar_key(command) for command in ("edit", "change")]
        others = [key for key in offered if key not in kept]
        return [Key(_("Space"), _("tick"), "tick"), *others, *kept]
    return offered


def why_not(command: str, notebook: Notebook, plan: KeyPlan, *, has_record: bool) -> str:
    """Why a command cannot be done now; empty where it can."""
    if command in _NEED_A_RECORD and not has_record:
        return _("The list is empty: there is nothing this could be done with.")
    if command not in NEED_THE_PEN:
        return ""
    if notebook.read_only:
        return read_only(notebook)
    if notebook.are_minutes_open:
        return ""
    said = _("The minutes are closed. {key} corrects a record, with a number and a reason.")
    if notebook.state.session.state in EDITABLE:
        said = _(
            "These minutes are taken on another computer. {key} corrects a record, "
            "with a number and a reason."
        )
    return said.format(key=plan.key_name("edit"))


def why_corrected(notebook: Notebook) -> str:
    """The question for the reason of a correction."""
    if notebook.state.session.state in EDITABLE:
        return _("These minutes are taken on another computer. Why is this corrected?")
    return _("The minutes are closed. Why is this corrected?")
