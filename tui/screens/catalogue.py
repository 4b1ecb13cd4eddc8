"""All letters that can be written, to find one by its title or by what it does."""

from __future__ import annotations

from textual.content import Content

from core.catalogue import Message, catalogue
from tui.screens.finding import FindDialog, Found


class CatalogueDialog(FindDialog):
    """All messages; answers with the id of one.

    Args:
        planned: the messages that the plan holds already; they come last.
    """

    TITLE_LINE = "Other letters"
    PLACEHOLDER = "type to find one: feedback, thank, why …"
    HINT = "enter opens it · escape closes"

    def __init__(self, planned: frozenset[str]) -> None:
        super().__init__()
        self._planned = planned

    def choices(self) -> list[Found]:
        """All messages, those of the plan last."""
        messages = sorted(catalogue().values(), key=lambda message: message.id in self._planned)
        return [Found(message.id, self._line(message), _index(message)) for message in messages]

    def _line(self, message: Message) -> Content:
        mark = ("  in your plan", "$success") if message.id in self._planned else ""
        return Content.assemble((message.title, "bold"), mark, "\n", (f"  {message.summary}", "dim"))


def _index(message: Message) -> str:
    return f"{message.title} {message.summary} {message.id.replace('_', ' ')}".casefold()
