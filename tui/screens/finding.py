"""A list in which one types a few letters to find something, and chooses it with enter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui.screens.dialog import Dialog


@dataclass(frozen=True)
class Found:
    """Something to choose.

    Attributes:
        id: what the dialog answers with.
        shown: how it looks in the list.
        index: what is searched, in small letters.
    """

    id: str
    shown: Content
    index: str


class FindDialog(Dialog[str | None]):
    """Type a few letters, enter chooses the marked one. Answers with its id, or None."""

    TITLE_LINE: ClassVar[str] = ""
    PLACEHOLDER: ClassVar[str] = ""
    HINT: ClassVar[str] = ""
    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Close", show=False),
        Binding("down", "move(1)", "Next", show=False, priority=True),
        Binding("up", "move(-1)", "Before", show=False, priority=True),
    ]

    def choices(self) -> list[Found]:
        """Everything that there is to choose, best first."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """A line to type in, over what fits it."""
        with Vertical(classes="dialog finding"):
            yield Static(self.TITLE_LINE, classes="title", markup=False)
            yield Input(placeholder=self.PLACEHOLDER, id="find", compact=True)
            yield OptionList(id="found", markup=False)
            yield Static(self.HINT, classes="hint", markup=False)

    def on_mount(self) -> None:
        """Type at once."""
        self._all = self.choices()
        self._find("")
        self.query_one("#find").focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._find(event.value)

    def _find(self, text: str) -> None:
        words = text.casefold().split()
        found = [each for each in self._all if all(word in each.index for word in words)]
        listed = self.query_one("#found", OptionList)
        listed.set_options(Option(each.shown, id=each.id) for each in found)
        listed.highlighted = 0 if found else None

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
