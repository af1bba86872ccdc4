"""Taking: what the receiving screen does with files and laptops, after a question if need be."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from danvan_tui.language import _, ngettext
from danvan_tui.office.receiving.report import Report
from danvan_tui.tui.screens.dialogs import Confirm
from danvan_tui.tui.screens.receiving_questions import (
    aside_question,
    confirm_again_question,
    confirm_question,
    undo_question,
    unsigned_question,
)
from danvan_tui.tui.screens.receiving_rows import Overview, what_was_taken, what_was_tried
from danvan_tui.wording import words

if TYPE_CHECKING:
    from danvan_tui.exchange.parties import PublicKeys
    from danvan_tui.office.receiving.quarantine import Held
    from danvan_tui.tui.receiving import Progress, Receiving
    from danvan_tui.tui.screens.receiving import ReceivingScreen


class Taking:
    """Takes files and takes imports back, on behalf of a screen that shows what there is."""

    def __init__(self, screen: ReceivingScreen, receiving: Receiving) -> None:
        self._screen = screen
        self._receiving = receiving

    def take_all(self, overview: Overview) -> None:
        """Take what came, if anything."""
        if self.can_take(overview):
            self._run(self._receiving.take)
        elif overview.is_place_there:
            self._screen.app.notify(_("There is nothing new to take."))
        else:
            said = _("Nothing could be read: {place} is not there.")
            self._screen.app.notify(said.format(place=self._receiving.called), severity="warning")

    def can_take(self, overview: Overview) -> bool:
        """Whether taking does anything: a stick that brings nothing new is still answered."""
        return bool(overview.came) or self.can_answer(overview)

    def can_answer(self, overview: Overview) -> bool:
        """Whether answers can be brought there: what a server holds is not asked each time."""
        return bool(overview.unanswered) or self._receiving.folder is None

    def try_again(self, *, unsigned: bool = False) -> None:
        """Take from quarantine what may be taken by now."""
        work = partial(self._receiving.try_again, unsigned=unsigned)
        self._screen.run_worker(self._try_again(work))

    def take_unsigned(self, overview: Overview) -> None:
        """Take also what nobody signed, once that was asked."""
        came, held = overview.unsigned_came, overview.unsigned_held
        if not (came or held):
            self._screen.app.notify(_("Every file here is signed."))
            return
        self._ask(
            unsigned_question(len(came) or len(held)),
            _("Take knowingly"),
            lambda: (
                self._run(partial(self._receiving.take, unsigned=True))
                if came
                else self.try_again(unsigned=True)
            ),
        )

    def confirm(self, laptop: PublicKeys | None) -> None:
        """Trust a laptop, once its fingerprint was compared."""
        if laptop is None:
            self._screen.app.notify(_("This laptop is confirmed already."))
        else:
            confirmed = _("The laptop is confirmed. Enter takes what it sent.")
            self._trust(laptop, confirm_question(laptop), confirmed)

    def confirm_again(self, laptop: PublicKeys) -> None:
        """Trust a laptop that was trusted no more, once its fingerprint was compared."""
        self._trust(laptop, confirm_again_question(laptop), _("The laptop is confirmed."))

    def _trust(self, laptop: PublicKeys, question: str, confirmed: str) -> None:
        self._ask(
            question,
            _("The same: confirm"),
            lambda: self._run(partial(self._receiving.confirm, laptop=laptop), confirmed),
        )

    def _run(self, work: Callable[[Progress], Report], or_else: str = "") -> None:
        """``or_else`` is said where there was no file to take."""
        self._screen.run_worker(self._take(work, or_else))

    async def _take(self, work: Callable[[Progress], Report], or_else: str) -> None:
        screen = self._screen
        before = screen.overview or Overview(Report([], is_taken=False))
        report = await screen.do(_("Taking the files"), work)
        if report is not None:
            is_other = bool(or_else) and not report.items
            said = [or_else if is_other else what_was_taken(report, before)]
            if not report.problems and not is_other:
                said += await self._where_answers_are()
            screen.app.notify("\n".join(said), timeout=10)
        await screen.read_again()

    async def _try_again(self, work: Callable[[Progress], Report]) -> None:
        screen = self._screen
        report = await screen.do(_("Taking the files"), work)
        if report is not None:
            said = [what_was_tried(report)]
            if report.brings_anything and not report.problems:
                said += await self._where_answers_are()
            screen.app.notify("\n".join(said), timeout=15)
        await screen.read_again()

    # Setting aside

    def set_aside(self, held: Held | None) -> None:
        """Try a file in quarantine no more, once that was asked."""
        if held is None:
            self._screen.app.notify(_("Choose a file in quarantine first."))
            return
        self._ask(
            aside_question(held, self._screen.app.plan.key_name("set_aside")),
            _("Set aside"),
            lambda: self._screen.run_worker(self._set_aside(held)),
        )

    async def _set_aside(self, held: Held) -> None:
        said = _("“{name}” is set aside: it stands at the end of the list.")
        await self._carry(held, _("Setting the file aside"), self._receiving.set_aside, said)

    def bring_back(self, held: Held) -> None:
        """Try a file again that was set aside."""
        self._screen.run_worker(self._bring_back(held))

    async def _bring_back(self, held: Held) -> None:
        said = _("“{name}” is in quarantine again; Enter tries it.")
        await self._carry(held, _("Bringing the file back"), self._receiving.bring_back, said)

    async def _carry(
        self, held: Held, what: str, work: Callable[[str], list[Held]], said: str
    ) -> None:
        """Do this to a file in quarantine, and say so by its name."""
        if await self._screen.do(what, lambda _progress: work(held.digest)) is not None:
            self._screen.app.notify(said.format(name=held.name))
        await self._screen.read_again()

    # Taking back

    def undo(self, overview: Overview | None) -> None:
        """Take the last import back, once that was asked."""
        last = overview.last_import if overview else None
        if last is None:
            self._screen.app.notify(_("There is no import to take back."))
            return
        self._ask(
            undo_question(last),
            _("Take it back"),
            lambda: self._screen.run_worker(self._undo()),
        )

    async def _undo(self) -> None:
        work = self._receiving.take_back
        done = await self._screen.do(_("Taking the import back"), lambda _progress: work())
        if done is not None:
            taken_back, is_told = done
            undone = taken_back.undone
            sentence = ngettext(
                "The import of {moment} was taken back: {count} file.",
                "The import of {moment} was taken back: {count} files.",
                undone.packages,
            )
            said = [sentence.format(moment=words.moment(undone.at), count=undone.packages)]
            if taken_back.laptops and not taken_back.problems:
                said += await self._where_answers_are() if is_told else [self._answers_wait()]
            self._screen.app.notify("\n".join([*said, *taken_back.problems]), timeout=15)
        await self._screen.read_again()

    async def _where_answers_are(self) -> list[str]:
        return await asyncio.to_thread(self._receiving.where_answers_are)

    def _answers_wait(self) -> str:
        return _(
            "Its laptops do not know that yet: the answers wait at the office. Please plug in the "
            "stick they come with and choose it with {look_into}; Enter writes them there."
        ).format(look_into=self._screen.app.plan.key_name("look_into"))

    def _ask(self, question: str, yes: str, then: Callable[[], object]) -> None:
        def answer(sure: bool | None) -> None:
            if sure:
                then()

        self._screen.app.push_screen(Confirm(question, yes=yes, no=_("Not now")), answer)
