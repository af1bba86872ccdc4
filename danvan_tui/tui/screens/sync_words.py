"""The sentences of the sending screen: where to, how far, how it ended, and what is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from danvan_tui.exchange.laptop.delivering import Step
from danvan_tui.language import _, ngettext

if TYPE_CHECKING:
    from danvan_tui.exchange.laptop.standing import SessionStanding
    from danvan_tui.exchange.laptop.sync import Synced
    from danvan_tui.exchange.parties import PublicKeys
    from danvan_tui.tui.keymap import KeyPlan
    from danvan_tui.tui.screens.carrying_places import Place
    from danvan_tui.tui.sending import Known


def where_words(
    place: Place | None, known: Known | None, plan: KeyPlan, gone: Place | None = None
) -> Content:
    """Where files go, who can open them, and how this laptop is known.

    ``gone`` is the stick that was to be used and is not plugged in now.
    """
    if gone is not None:
        out = _("not plugged in now ({key} chooses another place): {place}")
        to = out.format(place=gone.words, key=plan.key_name("place"))
    elif place is None:
        nowhere = _("nowhere yet: plug in a stick, or choose a place with {key}")
        to = nowhere.format(key=plan.key_name("place"))
    else:
        to = place.words
    lines = [_line(_("To"), to, place)]
    if known is not None:
        key = plan.key_name("office_key")
        office = known.office
        unsealed = _("not sealed: the key of the office is not known yet ({key} looks for it)")
        sealed = office.name if office else unsealed.format(key=key)
        lines.append(_line(_("Sealed for"), sealed, office))
        said = _("{fingerprint} (read it out when the office asks)")
        lines.append(_line(_("This laptop"), said.format(fingerprint=known.own.fingerprint), True))
    return Content("\n").join(lines)


def _line(label: str, words: str, is_settled: object) -> Content:
    return Content.assemble(
        (f"{label:<13}", "$text-muted"), (words, "" if is_settled else "$text-warning")
    )


def step_words(step: Step) -> str:
    """How far it is."""
    if step.pause:
        said = _("No answer there. Trying again in {seconds} s… Esc stops.")
        return said.format(seconds=round(step.pause))
    share = 100 * step.done // step.size if step.size else 0
    said = _("File {number} of {count}: {code}, {share} %… Esc stops.")
    return said.format(number=step.number, count=step.count, code=step.code, share=share)


_TOLD = 3  # sessions of which it is said what came; each has a history of its own


def ended(synced: Synced, place: Place, plan: KeyPlan) -> str:
    """What was done, in a few sentences, and whether a stick may be taken out."""
    said = [_done(synced), *synced.problems, *synced.notices]
    said += [_refused(one, plan) for one in synced.refused]
    if synced.is_cancelled:
        said.append(_("Stopped. What was sent before stays sent; the rest waits here."))
    elif synced.is_delivered and place.is_removable:
        said.append(_("You can take the stick out now."))
        if synced.sent:
            told = _("Bring it to the office; when it is back, {key} here fetches the answer.")
            said.append(told.format(key=plan.key_name("send_all")))
    elif synced.is_delivered and place.folder is not None:
        said.append(_("Everything stands at {target}.").format(target=place.name))
    return "\n".join(filter(None, said))


def _refused(one: SessionStanding, plan: KeyPlan) -> str:
    """What became of a session at the office, and whether anything has to be done here."""
    said = f"{one.code}: {one.reason}"
    if one.is_withdrawn:
        return said
    again = _("Once that is mended, {key} on it sends it again.")
    return f"{said} {again.format(key=plan.key_name('send_this'))}"


def _done(synced: Synced) -> str:
    sent = len(set(synced.sent))  # several files may be of one session
    received, merged = len(synced.received), len(synced.merged)
    said = []
    if sent:
        told = ngettext(
            "{count} session was sent and read back there.",
            "{count} sessions were sent and read back there.",
            sent,
        )
        said.append(told.format(count=sent))
    if received:
        told = ngettext(
            "The office has {count} session more, its receipt says.",
            "The office has {count} sessions more, its receipt says.",
            received,
        )
        said.append(told.format(count=received))
    if synced.again:
        codes = ", ".join(sorted(set(synced.again)))
        said.append(_("Sent again, the office does not have it yet: {codes}.").format(codes=codes))
    if merged:
        told = ngettext(
            "What the office found out was taken into {count} session.",
            "What the office found out was taken into {count} sessions.",
            merged,
        )
        said.append(told.format(count=merged))
        said += [f"{one}." for one in synced.came[:_TOLD]]
    if not (said or synced.problems or synced.refused or synced.is_cancelled):
        return _("There was nothing to send, and nothing new from the office.")
    return " ".join(said)


def is_gone(place: Place, plan: KeyPlan) -> str:
    """That the stick was pulled before anything was sent, and what to do."""
    return _(
        "Nothing was sent: {place} is not plugged in any more. Please plug it in again and press "
        "{again}, or choose another place with {key}."
    ).format(place=place.words, again="Enter", key=plan.key_name("place"))


def fingerprint_question(office: PublicKeys, before: PublicKeys | None) -> str:
    """Whether this is the key of the office, to be compared on the phone."""
    said = [
        _(
            "Here is the key of “{name}”. Have the office read its fingerprint out to you on the "
            "phone. Is it the same as this one?"
        ).format(name=office.name),
        office.fingerprint,
    ]
    if before is not None:
        other = _("So far files were sealed for “{name}”, {fingerprint}.")
        said.append(other.format(name=before.name, fingerprint=before.fingerprint))
    return "\n\n".join(said)


def not_compared(plan: KeyPlan) -> str:
    """That nothing leaves while the key of the office, which is there, was not compared."""
    return _(
        "Nothing was sent; everything waits here. Once the key of the office was compared, it "
        "goes sealed: {key} asks again."
    ).format(key=plan.key_name("office_key"))


def plain_question(place: Place) -> str:
    """Whether files are to go unsealed, knowingly."""
    return _(
        "This laptop does not have the key of the office, so the files cannot be sealed: whoever "
        "gets hold of them at {place} can read everything, protected names too. Send them unsealed "
        "all the same?"
    ).format(place=place.words)
