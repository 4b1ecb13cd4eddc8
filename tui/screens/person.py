"""Asks about one person of the process."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import DescendantFocus
from textual.widgets import Button, Input, Static

from core.checklist import Question, is_answered, person_questions, set_answer
from tui.bindings import AHEAD
from tui.screens.dialog import Dialog
from tui.widgets.question import QuestionCard
from tui.widgets.questions import AsksQuestions, QuestionList


class PersonDialog(Dialog[dict[str, Any] | None], AsksQuestions[dict[str, Any] | None]):
    """Who somebody is. Enter goes on, and after the last question it is done; escape leaves all as it was.

    Args:
        person: what is known so far, in the shape of a case file.
        stage: how far the process has come.
    """

    CSS_PATH = "dialogs.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-short"), (40, "-tall")]  # noqa: RUF012
    KEYS: ClassVar[str] = "enter next · ctrl+g done · esc cancel"
    BINDINGS: ClassVar[list[BindingType]] = [
        *AHEAD,
        Binding("escape", "cancel", "Leave as it was", show=False),
        Binding("ctrl+g,f2", "done", "Done", show=False),
    ]

    def __init__(self, person: dict[str, Any], stage: object = None) -> None:
        super().__init__()
        self._stage = stage
        self.person = dict(person)
        self._known = dict(person)

    def compose(self) -> ComposeResult:
        """The questions over two buttons."""
        with Vertical(classes="dialog"):
            yield Static("Somebody in the process", classes="title", markup=False)
            yield QuestionList()
            yield Static("", classes="hint", markup=False)
            yield Static("", classes="problem", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Done", id="done", variant="primary", compact=True)
                yield Button("Cancel", id="cancel", compact=True)

    async def on_mount(self) -> None:
        """Begin with what is needed and lacking; of somebody known, the name is marked to be typed over."""
        await self._list.show(self._questions, self.person)
        cards = self._list.cards
        first = next((card for card in cards if card.is_lacking), cards[0]).control
        self.set_focus(first)
        if isinstance(first, Input) and first.value:
            self.call_after_refresh(first.select_all)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Say why it is asked."""
        if isinstance(card := event.widget.parent, QuestionCard):
            self.query_one(".hint", Static).update(
                Content.assemble(("Why we ask  ", "$accent"), card.question.why)
            )

    @property
    def _questions(self) -> tuple[Question, ...]:
        return person_questions(self.person, self._stage)

    @property
    def holds_words(self) -> bool:
        """Whether something was typed that only Done keeps."""
        return self.person != self._known

    @on(QuestionCard.Answered)
    async def _answered(self, event: QuestionCard.Answered) -> None:
        self.person = set_answer(self.person, event.card.question.id, event.value)
        await self._list.match(self._questions, self.person)

    @on(Button.Pressed, "#done")
    def action_done(self) -> None:
        """Keep the answers, if the needed ones are there."""
        for question in self._questions:
            if question.required and not is_answered(self.person, question.id):
                problem = f"Still needed: {question.label.rstrip('?').lower()}. {question.why}"
                self.query_one(".problem", Static).update(Content(problem))
                card = self._list.card(question.id)
                if card is not None:
                    self.set_focus(card.control)
                return
        self.dismiss(self.person)

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        """Leave all as it was."""
        self.dismiss(None)
