"""Asks how they took it."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, Static

from core.journal import OUTCOMES
from tui.screens.dialog import Dialog
from tui.state.exits import ASKED
from tui.widgets.choice import Choice
from tui.widgets.sentence import Sentence


class OutcomeDialog(Dialog[tuple[str | None, str] | None]):
    """How they took it, and a note for oneself. Escape leaves all as it was.

    Args:
        outcome: what was said so far.
        note: the note so far.
    """

    CSS_PATH = "dialogs.tcss"
    KEYS: ClassVar[str] = "ctrl+g done · esc cancel"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Leave as it was", show=False),
        Binding("f2,ctrl+g", "done", "Done", show=False),
    ]

    def __init__(self, outcome: str | None, note: str) -> None:
        super().__init__()
        self._outcome = outcome
        self._note = note

    def compose(self) -> ComposeResult:
        """One choice and one line."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static("How did they take it?", classes="title", markup=False)
            yield Choice([(name, OUTCOMES[name]) for name in ASKED], self._outcome, widget_id="outcome")
            yield Static("A note to yourself, if you like", classes="field", markup=False)
            yield Sentence(self._note, widget_id="note")
            yield Static("It goes into your journal on this machine: `bowout log` shows it.", classes="hint",
                         markup=False)  # fmt: skip
            with Horizontal(classes="buttons"):
                yield Button("Done", id="done", variant="primary", compact=True)
                yield Button("Cancel", id="cancel", compact=True)

    @property
    def holds_words(self) -> bool:
        """Whether something was typed that only Done keeps."""
        return self._answer != (self._outcome, self._note)

    @property
    def _answer(self) -> tuple[str | None, str]:
        return self.query_one(Choice).value, self.query_one("#note", Sentence).value

    @on(Choice.Done)
    def _to_note(self) -> None:
        self.query_one("#note").focus()

    @on(Sentence.Submitted)
    @on(Button.Pressed, "#done")
    def action_done(self) -> None:
        """Keep it."""
        self.dismiss(self._answer)

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        """Leave all as it was."""
        self.dismiss(None)
