"""What can be done anywhere, and how to leave."""

from typing import Final

from danvan_tui.language import N_
from danvan_tui.tui.commands.command import Command

EVERYWHERE: Final = (
    Command(
        id="leave",
        places=(
            "session",
            "form",
            "split",
            "closing",
            "reading",
            "search",
            "board",
            "promise",
            "opening",
            "due",
            "figures",
            "entries",
            "sync",
            "receiving",
            "conflicts",
            "matching",
        ),
        keys=("escape",),
        action="leave",
        short=N_("back"),
        title=N_("Back"),
        about=N_("One step back; what was recorded is kept"),
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
        office_about=N_("What is done at an office, from the files of the laptops to the answers"),
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
        id="person",
        action="app.ask_person",
        title=N_("Who takes the notes"),
        about=N_("The name that stands beside every entry made on this computer"),
        words=N_("name; secretary; author; settings"),
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
