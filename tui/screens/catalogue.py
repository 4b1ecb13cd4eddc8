"""All letters that can be written, to find one by its title or by what it does."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from core.catalogue import Message, catalogue


class CatalogueDialog(ModalScreen[str | None]):
    """Type a few letters, enter opens the marked one.

    Args:
        planned: the messages that the plan holds already; they come last.
    """

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Close", show=False),
        Binding("down", "move(1)", "Next", show=False, priority=True),
        Binding("up", "move(-1)", "Before", show=False, priority=True),
    ]

    def __init__(self, planned: frozenset[str]) -> None:
        super().__init__()
        self._planned = planned
        self._messages = sorted(catalogue().values(), key=lambda message: message.id in planned)

    def compose(self) -> ComposeResult:
        """A line to type in, over what fits it."""
        with Vertical(classes="dialog"):
            yield Static("Other letters", classes="title", markup=False)
            yield Input(placeholder="type to find one: feedback, thank, why …", id="find", compact=True)
            yield OptionList(id="found", markup=False)
            yield Static("enter opens it · escape closes", classes="hint", markup=False)

    def on_mount(self) -> None:
        """Type at once."""
        self._find("")
        self.query_one("#find").focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._find(event.value)

    def _find(self, text: str) -> None:
        words = text.casefold().split()
        found = [message for message in self._messages if all(word in _index(message) for word in words)]
        listed = self.query_one("#found", OptionList)
        listed.set_options(Option(self._line(message), id=message.id) for message in found)
        listed.highlighted = 0 if found else None

    def _line(self, message: Message) -> Content:
        mark = ("  in your plan", "$success") if message.id in self._planned else ""
        return Content.assemble((message.title, "bold"), mark, "\n", (f"  {message.summary}", "dim"))

    def action_move(self, by: int) -> None:
        """Move the mark while the typing goes on."""
        listed = self.query_one("#found", OptionList)
        if by > 0:
            listed.action_cursor_down()
        else:
            listed.action_cursor_up()

    @on(Input.Submitted)
    def _entered(self) -> None:
        option = self.query_one("#found", OptionList).highlighted_option
        if option is not None:
            self.dismiss(option.id)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)

    def action_cancel(self) -> None:
        """None of them."""
        self.dismiss(None)


def _index(message: Message) -> str:
    return f"{message.title} {message.summary} {message.id.replace('_', ' ')}".casefold()
