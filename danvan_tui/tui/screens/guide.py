"""The short guide: the ten things officials do with this program, and what an office does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from danvan_tui.language import N_, _
from danvan_tui.tui.commands import COMMANDS
from danvan_tui.tui.keymap import KeyPlan


class Thing(NamedTuple):
    """One thing people do: what it is called, how it is done, lines as they are typed."""

    title: str
    how: tuple[str, ...]
    lines: tuple[str, ...] = ()


TEN_THINGS: Final = (
    Thing(
        N_("Begin a session"),
        (
            N_("{new} on the first screen asks for the day, the villages and the place."),
            N_("{details} changes them later, with the chair, the secretary and the times."),
            N_("{roster} reads a list from Excel or CSV: name, village, year of birth."),
            N_("You see first who would be added; nothing is recorded before Enter."),
        ),
    ),
    Thing(
        N_("Note who is here"),
        (
            N_("Type the numbers on the list, or {participants}, ↑ ↓ and Space on the empty line."),
            N_("People nobody knows by name are counted by village."),
        ),
        ("=12 15 18", "-12", "=25 Thôn Gò Vối"),
    ),
    Thing(
        N_("Go through what was promised before"),
        (
            N_("{opening} in a session lists what its villages were promised and still wait for."),
            N_("A digit and what the hall says: 1 it is done, 3 not as promised, 6 postponed …"),
            N_("0 and why, where nobody looked; {not_reviewed} says it once for all the rest."),
        ),
    ),
    Thing(
        N_("Write down an opinion"),
        (
            N_("The number of the speaker, then what is said; Enter records the line."),
            N_("Kind and field are understood from the words and shown; {edit} corrects them."),
            N_("A full stop in front means the same speaker; a name with @ somebody not listed."),
        ),
        (
            "12 Đường thôn hỏng, đề nghị sửa",
            ". Nước mương bốc mùi hôi thối",
            "@Đỗ Thị Ánh, Thôn Gò Vối: Đề nghị lắp đèn đường",
        ),
    ),
    Thing(
        N_("Write down answers and promises"),
        (
            N_("/ answers the last opinion, /7 opinion number 7."),
            N_("! or ; then who does it, by when, and what. Write the deadline as it is said."),
            N_("The day it means is shown at once; please check it."),
        ),
        (
            "/ Xã sẽ kiểm tra trong tháng này",
            "!kt 15/12 Sửa đoạn đường đầu thôn",
            ";Phòng Kinh tế xã trong 15 ngày làm việc báo cáo kết quả",
        ),
    ),
    Thing(
        N_("Correct and undo"),
        (
            N_("{recall} puts the last line back, {edit} opens all fields of a record."),
            N_(
                "{undo} takes back the last entry, {redo} brings it back, {take_out} takes one out."
            ),
            N_("Nothing is lost: the history keeps what was there before."),
        ),
    ),
    Thing(
        N_("Take down a denunciation"),
        (
            N_("Begin with tc, or press {protect} while you type: who speaks is kept secret."),
            N_("The name then stands in no list, file or figure."),
            N_("In a public meeting please ask the person for a talk in private."),
        ),
        ("12 tc Cán bộ thôn thu tiền không có biên lai",),
    ),
    Thing(
        N_("Read back and close"),
        (
            N_("{finish} lists what is still missing: Enter fills it in, {unclear} says why not."),
            N_("{read_back} there shows the minutes to be read aloud; {close} closes them."),
            N_("After that every change is a numbered correction with a reason."),
        ),
    ),
    Thing(
        N_("Send the minutes to the office"),
        (
            N_("{sync} on the first screen seals and sends them: stick, shared folder or server."),
            N_("Bring the stick back, {sync} again: it says what the office has received."),
            N_("{export} in the session writes a version for posting, or only figures."),
        ),
    ),
    Thing(
        N_("Follow every promise"),
        (
            N_("{board} on the first screen shows what is owed to whom by when, overdue first."),
            N_("{review} there records what the unit reports and what the village says."),
            N_("{due} says what the law asks for next, {figures} has the numbers of a report."),
        ),
    ),
)


AT_OFFICE: Final = (
    Thing(
        N_("Receive what the laptops sent"),
        (
            N_("{sync} on the first screen shows what came; {look_into} there looks into a stick."),
            N_("What is new or changed is seen first. Enter takes it, whole or not at all."),
            N_("{undo_import} takes the last import back; its laptops are told."),
        ),
    ),
    Thing(
        N_("Confirm a laptop"),
        (
            N_("What an unknown laptop sent waits. Enter on its file shows the fingerprint."),
            N_("Have it read out to you on the phone: confirm only if all digits are the same."),
        ),
    ),
    Thing(
        N_("Look after what cannot be taken or is missing"),
        (
            N_("Tab goes to the quarantine: every file with its reason; Enter tries again."),
            N_("{set_aside} sets a file aside, and brings it back; nothing is deleted."),
            N_("Tab again: files that never came. A laptop sends them again once it is answered."),
        ),
    ),
    Thing(
        N_("Choose where two people wrote differently"),
        (
            N_("≠ in the list of sessions: two values stand there; {conflicts} in the session."),
            N_("1 or 2 chooses; the history keeps both, and the laptops get your choice."),
        ),
    ),
    Thing(
        N_("Follow every promise"),
        (
            N_("{board} on the first screen shows what is owed to whom by when, overdue first."),
            N_("{review} there records what the unit reports and what the village says."),
            N_("{due} says what the law asks for next, {figures} has the numbers of a report."),
        ),
    ),
    Thing(
        N_("Answer the laptops"),
        (
            N_("Taking files writes the answers beside them, with what the office recorded."),
            N_("Where some are not on the stick yet, {sync} says so, and Enter writes them."),
            N_("Take the stick back: on the laptop the sending screen fetches the answers."),
        ),
    ),
)
"""What is done at an office, in the order of a day."""


def guide(
    plan: KeyPlan, things: Sequence[Thing] = TEN_THINGS
) -> list[tuple[str, list[str], tuple[str, ...]]]:
    """Each thing with its number and the keys as they are bound now."""
    names = {command.id: plan.key_name(command.id) for command in COMMANDS}
    return [
        (f"{number}. {_(thing.title)}", [_(how).format(**names) for how in thing.how], thing.lines)
        for number, thing in enumerate(things, 1)
    ]
