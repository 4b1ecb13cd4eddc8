"""Edits a letter in place."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Button, Input, Static, TextArea

from tui.commands import key_of
from tui.screens.dialog import Dialog

_HINT_DELAY = 0.6


class EditDialog(Dialog[bool]):
    """The letter's subject and text. Escape keeps what was typed, too: undo takes it back.

    Args:
        subject: its subject; "" where the channel has none.
        text: its text.
        typed: told after each key what stands there now.
        hint: what is worth another look, asked for when the keys rest.
    """

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f2", "done", "Done", show=False, priority=True),
    ]

    def __init__(
        self, subject: str, text: str, typed: Callable[[str, str], None], hint: Callable[[], Content]
    ) -> None:
        super().__init__()
        self._subject = subject
        self._text = text
        self._tell = typed
        self._hint = hint
        self._hint_timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Subject over text."""
        with Vertical(classes="dialog"):
            yield Static("Your letter, in your words", classes="title", markup=False)
            if self._subject:
                yield Static("Subject", classes="field", markup=False)
                yield Input(self._subject, id="subject", select_on_focus=False, compact=True)
            yield TextArea(
                self._text, soft_wrap=True, show_line_numbers=False, tab_behavior="focus", compact=True
            )
            yield Static("", id="hints", classes="hint", markup=False)
            with Horizontal(classes="buttons"):
                yield Static(
                    Content(f"escape keeps what you typed; {key_of('workbench.undo')} takes it back"),
                    classes="hint",
                    markup=False,
                )
                yield Button("Throw away", id="cancel", compact=True)
                yield Button("Done", id="done", variant="primary", compact=True)

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(TextArea).focus()
        self._show_hint()

    @on(TextArea.Changed)
    @on(Input.Changed)
    def _changed(self, event: TextArea.Changed | Input.Changed) -> None:
        event.stop()
        subject = next((field.value for field in self.query("#subject").results(Input)), self._subject)
        self._tell(self.query_one(TextArea).text, subject)
        if self._hint_timer is not None:
            self._hint_timer.stop()
        self._hint_timer = self.set_timer(_HINT_DELAY, self._show_hint)

    def _show_hint(self) -> None:
        self.query_one("#hints", Static).update(self._hint())

    @on(Input.Submitted)
    def _to_text(self) -> None:
        self.query_one(TextArea).focus()

    @on(Button.Pressed, "#done")
    def action_done(self) -> None:
        """Keep what was typed."""
        self.dismiss(True)

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        """Leave the letter as it was."""
        self.dismiss(False)
