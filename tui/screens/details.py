"""Asks what one message needs to be told before it can be written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static

from core.checklist import Question
from tui.bindings import AHEAD
from tui.screens.dialog import Dialog
from tui.widgets.question import QuestionCard
from tui.widgets.questions import AsksQuestions, QuestionList


class DetailsDialog(Dialog[dict[str, Any] | None], AsksQuestions[dict[str, Any] | None]):
    """The questions of one message. Answers with the values by field, or None if its owner leaves it.

    Args:
        title: the message's title.
        asked: the questions.
        needed: the fields without which it cannot be written.
    """

    CSS_PATH = "dialogs.tcss"
    KEYS: ClassVar[str] = "enter next · ctrl+g write it · esc cancel"
    BINDINGS: ClassVar[list[BindingType]] = [
        *AHEAD,
        Binding("escape", "cancel", "Leave it", show=False),
        Binding("ctrl+g,f2", "done", "Done", show=False),
    ]

    def __init__(self, title: str, asked: Sequence[Question], needed: frozenset[str]) -> None:
        super().__init__()
        self._title = title
        self._asked = asked
        self._needed = needed
        self._values: dict[str, Any] = {}

    def compose(self) -> ComposeResult:
        """The questions over two buttons."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="title", markup=False)
            yield QuestionList()
            yield Static("", classes="problem", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Write it", id="done", variant="primary", compact=True)
                yield Button("Cancel", id="cancel", compact=True)

    async def on_mount(self) -> None:
        """Type at once."""
        await self._list.show(self._asked, {})
        for card in self._list.cards:
            card.explain()
        self.set_focus(self._list.cards[0].control)

    @property
    def holds_words(self) -> bool:
        """Whether something was typed that only Done keeps."""
        return any(self._values.values())

    @on(QuestionCard.Answered)
    def _answered(self, event: QuestionCard.Answered) -> None:
        self._values[event.card.question.id] = event.value

    @on(Button.Pressed, "#done")
    def action_done(self) -> None:
        """Write the message, if what it needs is there."""
        for card in self._list.cards:
            if card.question.id in self._needed and not self._values.get(card.question.id):
                self.query_one(".problem", Static).update("The letter cannot be written without this.")
                self.set_focus(card.control)
                return
        self.dismiss(self._values)

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        """Leave it."""
        self.dismiss(None)
