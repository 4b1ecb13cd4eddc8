"""Several questions under each other, which come and go as the answers make them matter."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from textual.actions import SkipAction
from textual.containers import VerticalScroll
from textual.events import DescendantFocus
from textual.screen import Screen, ScreenResultType
from textual.widget import Widget

from core.checklist import answer
from tui.widgets.question import QuestionCard

if TYPE_CHECKING:
    from core.checklist import Question


class AsksQuestions(Screen[ScreenResultType]):
    """A screen with a list of questions, which scrolls by itself to the one in use.

    Textual would scroll as well, gliding to the middle; the two together end up anywhere.
    """

    def set_focus(
        self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False
    ) -> None:
        """Move the focus; questions keep themselves in sight."""
        asked = widget is not None and isinstance(widget.parent, QuestionCard)
        super().set_focus(widget, scroll_visible and not asked, from_app_focus)

    @property
    def _list(self) -> QuestionList:
        return self.query_one(QuestionList)

    async def action_enter(self) -> None:
        """On to the next question. At once, so that keys typed ahead reach it."""
        card = self._list.in_use
        if card is None or not card.is_one_line:
            raise SkipAction
        following = self._list.after(card)
        if following is not None:
            self.set_focus(following.control)
        else:
            await self.after_last(card)

    async def after_last(self, card: QuestionCard) -> None:  # noqa: ARG002
        """Where enter leads from the last question: to the button that says so."""
        self.set_focus(self.query_one("#done"))


class QuestionList(VerticalScroll, can_focus=False):
    """The questions that matter now."""

    DEFAULT_CSS = """
    QuestionList { height: 1fr; padding: 1 0 0 0; scrollbar-size-vertical: 1; }
    """

    @property
    def cards(self) -> list[QuestionCard]:
        """The questions, in order."""
        return [child for child in self.children if isinstance(child, QuestionCard)]

    def card(self, question_id: str) -> QuestionCard | None:
        """The card of a question."""
        return next((card for card in self.cards if card.question.id == question_id), None)

    @property
    def in_use(self) -> QuestionCard | None:
        """The card that has the focus. Asks the screen, which knows it before the widgets do."""
        if not self.is_attached:  # asked for after the next refresh, and on its way out by then
            return None
        focused = self.screen.focused
        return next((card for card in self.cards if focused in card.children), None)

    def after(self, card: QuestionCard) -> QuestionCard | None:
        """The question after one, if there is another."""
        cards = self.cards
        index = cards.index(card) + 1 if card in cards else len(cards)
        return cards[index] if index < len(cards) else None

    def keep_in_sight(self) -> None:
        """Scroll to the question in use: its label and its control, as far as there is room."""
        card = self.in_use
        if card is None or not self.size.height:
            return
        if card.region.height > self.size.height:
            self.scroll_to_widget(card.control, animate=False, immediate=True)
        else:
            self.scroll_to_widget(card, animate=False, immediate=True)

    def on_descendant_focus(self, event: DescendantFocus) -> None:  # noqa: ARG002
        """After the layout: what is said of the question may take more room than before."""
        self.call_after_refresh(self.keep_in_sight)

    def on_resize(self) -> None:
        """Whatever took the room: the question in use stays in sight."""
        self.call_after_refresh(self.keep_in_sight)

    async def show(self, questions: Sequence[Question], answers: Mapping[str, Any]) -> None:
        """Show other questions, from the top. Keys still on their way to the old ones arrive first."""
        for card in self.cards:
            await _drained(card.control)
            await _drained(card)
        await self.remove_children()
        await self.mount_all(QuestionCard(q, answer(answers, q.id)) for q in questions)
        self.scroll_home(animate=False, immediate=True)
        self.call_after_refresh(self.keep_in_sight)

    async def match(self, questions: Sequence[Question], answers: Mapping[str, Any]) -> None:
        """After an answer: what matters now appears, what no longer does goes, the rest stays untouched."""
        wanted = {question.id: question for question in questions}
        for card in self.cards:
            changed = card.question != wanted.get(card.question.id)
            in_use = card is self.in_use and card.question.id in wanted
            if changed and not in_use:
                await card.remove()
        shown = {card.question.id: card for card in self.cards}
        before: QuestionCard | None = None
        for question in wanted.values():
            card = shown.get(question.id) or QuestionCard(question, answer(answers, question.id))
            if question.id not in shown:
                if before is None:
                    await self.mount(card, before=0 if self.cards else None)
                else:
                    await self.mount(card, after=before)
            before = card
        self.call_after_refresh(self.keep_in_sight)


async def _drained(widget: Widget) -> None:
    """Wait until a widget has seen every message that is on its way to it, and what it made of them."""
    for _ in range(2):
        seen = asyncio.Event()
        if widget.is_running and widget.call_later(seen.set):
            await seen.wait()
