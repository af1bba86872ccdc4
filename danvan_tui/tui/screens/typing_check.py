"""The typing check: ten seconds that tell whether the input method and this terminal get along."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from danvan_tui.language import _
from danvan_tui.tui.widgets.composing import method_of, toggle
from danvan_tui.tui.widgets.line import Line
from danvan_tui.tui.widgets.text import Label, Text
from danvan_tui.vietnamese.composer import Method
from danvan_tui.vietnamese.typing.diagnosis import SENTENCE, Verdict, diagnose

if TYPE_CHECKING:
    from danvan_tui.tui.base import TerminalApp

_NAMES: dict[Method, str] = {"telex": "Telex", "vni": "VNI"}


class TypingCheck(ModalScreen[bool]):
    """Lets one type a sentence and says whether it arrives; true when it did.

    What was typed is looked at and forgotten. `composer_method` of the app may be another
    afterwards: F2 and F3 let danvan set the marks.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(False)", show=False),
        Binding("f2", "compose_by('telex')", show=False),
        Binding("f3", "compose_by('vni')", show=False),
    ]
    DEFAULT_CSS = """
    TypingCheck #sentence { color: $accent; text-style: bold; margin-bottom: 1; }
    TypingCheck #typed { background: $boost; padding: 0; }
    TypingCheck #verdict { height: 6; margin-top: 1; }
    TypingCheck #verdict.works { color: $text-success; text-style: bold; }
    TypingCheck #verdict.fails { color: $text-warning; }
    """

    app: TerminalApp

    def __init__(self) -> None:
        super().__init__(classes="dialog")

    def compose(self) -> ComposeResult:
        """Lay out the sentence, the field, and what is found."""
        with Vertical(classes="box"):
            yield Text(_("Does typing work here? Please type this line:"), classes="question")
            yield Text(SENTENCE, id="sentence")
            yield Line(id="typed", compact=True)
            yield Text("", id="verdict")
            yield Label("", classes="hint")

    def on_mount(self) -> None:
        """Begin with nothing found."""
        self._show(Verdict.UNFINISHED)

    def action_compose_by(self, method: Method) -> None:
        """Let danvan set the marks by this method, or no longer, and begin again."""
        toggle(self.app, method)
        self.query_one("#typed", Line).replace_all("")
        self._show(Verdict.UNFINISHED)

    @on(Line.Changed, "#typed")
    def _typed(self, event: Line.Changed) -> None:
        self._show(diagnose(event.value, SENTENCE))

    @on(Line.Submitted, "#typed")
    def _done(self, event: Line.Submitted) -> None:
        event.stop()
        verdict = diagnose(event.value + " ", SENTENCE)
        self._show(verdict)
        if verdict is Verdict.WORKS:
            self.dismiss(True)

    def _show(self, verdict: Verdict) -> None:
        method = method_of(self.app)
        words = self.query_one("#verdict", Text)
        words.set_class(verdict is Verdict.WORKS, "works")
        words.set_class(verdict in (Verdict.NO_MARKS, Verdict.GARBLED), "fails")
        words.update(_said(verdict, method), layout=False)
        self.query_one(Label).update(_keys(verdict, method))


def _said(verdict: Verdict, method: Method | None) -> str:
    if verdict is Verdict.WORKS:
        return _("✓ Typing works here. Press Enter to go on.")
    if method is not None:
        return _said_while_composing(verdict, _NAMES[method])
    if verdict is Verdict.UNFINISHED:
        return _("Type as you always do. Nothing of it is kept.")
    if verdict is Verdict.NO_MARKS:
        return _(
            "No marks arrive: the input method is off, or it does not reach this window. "
            "Switch it on (in UniKey: Ctrl+Shift), clear the line with Ctrl+U and type it again. "
            "Without an input method, danvan sets the marks itself: F2 Telex, F3 VNI."
        )
    return _(
        "Letters are doubled or missing. Clear the line with Ctrl+U and try once more. If it stays "
        "so, this terminal and the input method do not get along. Two ways out: Windows Terminal "
        "1.21 or newer; or switch the input method off and let danvan set the marks: F2 Telex, "
        "F3 VNI."
    )


def _said_while_composing(verdict: Verdict, name: str) -> str:
    if verdict is Verdict.UNFINISHED:
        return _(
            "danvan sets the marks now, by {method}. Please switch the input method of the "
            "computer off and type the line."
        ).format(method=name)
    return _(
        "danvan sets the marks by {method}, and still the line is another one. Is the input "
        "method of the computer switched off? Is {method} what you type? F2 Telex, F3 VNI. "
        "Then clear the line with Ctrl+U and type it again."
    ).format(method=name)


def _keys(verdict: Verdict, method: Method | None) -> str:
    if verdict is Verdict.WORKS:
        return _("Enter: go on")
    offers = [("F2 Telex", "telex"), ("F3 VNI", "vni")]
    shown = [_("{key} off").format(key=key) if name == method else key for key, name in offers]
    return " · ".join([*shown, _("Esc: skip")])
