"""The one table of what can be done on the screens: its keys, its words, where it can be done.

Nothing is translated here: ``_`` does it when the words are shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from danvan_tui.language import N_

Place = Literal["home", "session", "form", "split", "closing", "reading", "search"]
"""A screen with commands of its own."""


@dataclass(frozen=True, kw_only=True)
class Command:
    """One thing a person can ask for."""

    id: str
    """Its name in the settings file."""
    places: tuple[Place, ...] = ()
    """The screens it is for; none: all of them."""
    keys: tuple[str, ...] = ()
    """The key it comes with, and a second one for terminals that keep the first for themselves."""
    action: str
    short: str = ""
    """At most ten letters, for the bar of keys."""
    title: str
    about: str
    words: str = ""
    """Other words people may search it by."""
    fixed: bool = False
    """Whether its keys always stay: a person must find the way out on every computer."""
    priority: bool = False
    """Whether its keys work before the field that has the keyboard."""


COMMANDS: Final = (
    Command(
        id="help",
        keys=("f1", "ctrl+g"),
        action="app.show_help",
        short=N_("help"),
        title=N_("Help"),
        about=N_("What can be typed and pressed here"),
        words=N_("how; explain; keys; codes"),
        priority=True,
    ),
    Command(
        id="new",
        places=("home",),
        keys=("f2", "ctrl+n"),
        action="new",
        short=N_("new"),
        title=N_("New session"),
        about=N_("Begin the notes of a meeting"),
        words=N_("begin session; create; add session"),
    ),
    Command(
        id="refresh",
        places=("home",),
        keys=("f5",),
        action="refresh_sessions",
        short=N_("reload"),
        title=N_("Read the sessions again"),
        about=N_("Where another window or computer has changed something"),
        words=N_("refresh; reload"),
    ),
    Command(
        id="edit",
        places=("session", "reading"),
        keys=("f2",),
        action="edit",
        short=N_("edit"),
        title=N_("Form of the record"),
        about=N_("All fields of the record under the cursor; after closing: correct it"),
        words=N_("edit; correct; change; fill in"),
    ),
    Command(
        id="participants",
        places=("session",),
        keys=("f3",),
        action="list('attendance')",
        short=N_("people"),
        title=N_("Participants"),
        about=N_("Go to the list of those who are here"),
        words=N_("attendance; who is here; people"),
    ),
    Command(
        id="opinions",
        places=("session",),
        keys=("f4",),
        action="list('issues')",
        short=N_("opinions"),
        title=N_("Opinions"),
        about=N_("Go to the list of what was raised"),
        words=N_("issues; questions"),
    ),
    Command(
        id="promises",
        places=("session",),
        keys=("f5",),
        action="list('commitments')",
        short=N_("promises"),
        title=N_("Promises"),
        about=N_("Go to the list of what was promised"),
        words=N_("commitments; tasks; deadlines"),
    ),
    Command(
        id="next_list",
        places=("session",),
        action="next_list",
        short=N_("lists"),
        title=N_("Next list"),
        about=N_("From the opinions to the promises to the participants"),
    ),
    Command(
        id="roster",
        places=("home", "session"),
        keys=("f6",),
        action="roster",
        short=N_("roster"),
        title=N_("Take over a roster"),
        about=N_("The list of participants from a CSV or Excel file"),
        words=N_("import list; Excel; CSV; people"),
    ),
    Command(
        id="details",
        places=("session",),
        keys=("f7",),
        action="session_form",
        short=N_("session"),
        title=N_("Session details"),
        about=N_("Place, chair, secretary, times"),
        words=N_("time; place; chair; secretary; session"),
    ),
    Command(
        id="take_out",
        places=("session",),
        keys=("f8",),
        action="delete",
        short=N_("take out"),
        title=N_("Take the record out"),
        about=N_("The one under the cursor; undo brings it back"),
        words=N_("delete; remove"),
    ),
    Command(
        id="finish",
        places=("session", "reading"),
        keys=("f9",),
        action="finish",
        short=N_("finish"),
        title=N_("Finish"),
        about=N_("See what is missing, read back, close the session"),
        words=N_("close session; end; minutes; read back"),
    ),
    Command(
        id="export",
        places=("home", "session", "reading"),
        keys=("f12",),
        action="export",
        short=N_("export"),
        title=N_("Export"),
        about=N_("Write the file for the office, for posting or for figures"),
        words=N_("send; file; office; save as"),
    ),
    Command(
        id="search",
        places=("home", "session"),
        keys=("ctrl+f",),
        action="app.search",
        short=N_("search"),
        title=N_("Search all sessions"),
        about=N_("Opinions by any word, name, village or date, with or without marks"),
        words=N_("find; look up; other sessions"),
    ),
    Command(
        id="link",
        places=("session",),
        keys=("ctrl+l",),
        action="link",
        short=N_("same"),
        title=N_("Raised before"),
        about=N_("Link the opinion to the similar one that is shown"),
        words=N_("link; similar; repeated; duplicate"),
    ),
    Command(
        id="change",
        places=("session",),
        keys=("ctrl+o",),
        action="change",
        short=N_("more"),
        title=N_("What to do with this record"),
        about=N_("Split, join, move up or down, move a promise, take out"),
        words=N_("split; join; merge; move; order"),
    ),
    Command(
        id="recall",
        places=("session",),
        keys=("ctrl+r",),
        action="recall",
        short=N_("again"),
        title=N_("Correct the last line"),
        about=N_("Put the line recorded last back to correct it"),
        words=N_("recall; last line; retype; mistake"),
    ),
    Command(
        id="saved",
        places=("session",),
        keys=("ctrl+s",),
        action="say_saved",
        short=N_("saved?"),
        title=N_("Is everything saved?"),
        about=N_("Say since when all is on the disk"),
        words=N_("save"),
    ),
    Command(
        id="protect",
        places=("session",),
        keys=("ctrl+t",),
        action="protect",
        short=N_("protect"),
        title=N_("Denunciation"),
        about=N_("The line becomes a denunciation: who speaks is kept secret and never shown"),
        words=N_("protect; secret; denounce; hide name"),
    ),
    Command(
        id="undo",
        places=("session", "closing", "reading"),
        keys=("ctrl+z",),
        action="undo",
        short=N_("undo"),
        title=N_("Undo"),
        about=N_("Take back the last entry"),
        words=N_("take back; mistake"),
    ),
    Command(
        id="redo",
        places=("session", "reading"),
        keys=("ctrl+y",),
        action="redo",
        short=N_("redo"),
        title=N_("Redo"),
        about=N_("Bring back what was taken back"),
    ),
    Command(
        id="record",
        places=("form", "split"),
        keys=("ctrl+s",),
        action="save",
        short=N_("record"),
        title=N_("Record the form"),
        about=N_("What was changed is saved at once"),
        words=N_("save"),
        priority=True,
    ),
    Command(
        id="pick",
        places=("form",),
        keys=("f4",),
        action="pick",
        short=N_("list"),
        title=N_("Choose from the list"),
        about=N_("All values the field can have"),
        words=N_("codes; values"),
    ),
    Command(
        id="object",
        places=("reading",),
        keys=("f6",),
        action="object",
        short=N_("object"),
        title=N_("Objection"),
        about=N_("Write down who objects to what was read, and to what"),
        words=N_("object; disagree; not agreed"),
    ),
    Command(
        id="read_back",
        places=("closing",),
        keys=("f5",),
        action="read_back",
        short=N_("read"),
        title=N_("Read the minutes back"),
        about=N_("Passage by passage, in large letters, to be read aloud"),
        words=N_("read aloud; minutes; agree"),
    ),
    Command(
        id="confirm",
        places=("closing",),
        keys=("f7",),
        action="confirm",
        short=N_("confirm"),
        title=N_("Confirm what was understood"),
        about=N_("What was understood from the words stays as it is"),
        words=N_("confirm; right; yes"),
    ),
    Command(
        id="confirm_all",
        places=("closing",),
        keys=("f4",),
        action="confirm_all",
        short=N_("all right"),
        title=N_("Confirm all that was understood"),
        about=N_("After a look at the list: every kind and field understood from the words stays"),
        words=N_("confirm all; right; yes"),
    ),
    Command(
        id="unclear",
        places=("closing",),
        keys=("f8",),
        action="unclear",
        short=N_("unclear"),
        title=N_("This is unclear"),
        about=N_("Say why what is under the cursor is not known; it stands in the minutes"),
        words=N_("reason; missing; not known"),
    ),
    Command(
        id="all_unclear",
        places=("closing",),
        keys=("ctrl+n",),
        action="all_unclear",
        short=N_("all"),
        title=N_("All that is missing is unclear"),
        about=N_("Say once why all that is missing is not known"),
        words=N_("reason; missing; not known; all"),
    ),
    Command(
        id="close",
        places=("closing",),
        keys=("f9",),
        action="close_minutes",
        short=N_("close"),
        title=N_("Close the minutes"),
        about=N_("Once they were read back and agreed; later changes are corrections"),
        words=N_("close session; finish; end; agreed"),
    ),
    Command(
        id="leave",
        places=("session", "form", "split", "closing", "reading", "search"),
        keys=("escape",),
        action="leave",
        short=N_("back"),
        title=N_("Back"),
        about=N_("One step back; everything is kept"),
        words=N_("home; leave; cancel"),
        fixed=True,
    ),
    Command(
        id="theme",
        action="app.choose_theme",
        title=N_("Change the colours"),
        about=N_("Dark, light, 16 colours or high contrast, shown at once"),
        words=N_("theme; dark; light; contrast; colour"),
    ),
    Command(
        id="guide",
        action="app.show_guide",
        title=N_("Short guide"),
        about=N_("The ten things one does with this program"),
        words=N_("guide; first steps; learn; example"),
    ),
    Command(
        id="typing",
        action="app.check_typing",
        title=N_("Try the typing"),
        about=N_("Whether Vietnamese letters arrive; Telex or VNI where there is no input method"),
        words=N_("Telex; VNI; Unikey; marks; keyboard; input method"),
    ),
    Command(
        id="commands",
        keys=("ctrl+p", "f10"),
        action="app.command_palette",
        short=N_("commands"),
        title=N_("All commands"),
        about=N_("Search for a command by any of its words"),
        words=N_("palette; menu"),
        priority=True,
    ),
    Command(
        id="quit",
        keys=("ctrl+q",),
        action="app.quit",
        short=N_("leave"),
        title=N_("Quit"),
        about=N_("Leave the program; all is saved"),
        words=N_("exit; close program; end"),
        fixed=True,
        priority=True,
    ),
)
"""Every command, in the order in which it is shown."""


def commands_at(place: str) -> list[Command]:
    """The commands of one screen and those of all screens."""
    return [command for command in COMMANDS if not command.places or place in command.places]
