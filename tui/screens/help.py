"""Help: what can be done here, and with which keys. Made from the table of commands."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.commands import COMMANDS, Command, key_names
from tui.screens.dialog import Dialog

_TITLES = {
    "home": "Your cases",
    "checklist": "Checklist",
    "plan": "Plan",
    "workbench": "Workbench",
    "journal": "Journal",
    "charts": "Charts",
    "compare": "Two tones side by side",
    "app": "Everywhere",
}
_ABOUT = {
    "home": "Each process you want to leave is a case. Enter opens it where you left off.",
    "checklist": "Answer what you like, in any order. Enter goes on, tab and shift+tab move, arrows choose. "
    "An answer left empty is skipped; backspace takes a choice back. The letter grows beside the questions.",
    "plan": "Whom to tell, in order, and when their office is open. Nothing is sent: you send and tick.",
    "workbench": "One letter. Arrows move on the tone pad, 1 to 9 jump, tab goes to the other panes. The "
    "model only proposes; what does not keep your decision, or adds a complaint, is not let through.",
    "journal": "How past exits went. It fills as you tick the steps of a plan; only you can read it.",
    "charts": "The journal in bars, and below each in words.",
    "compare": "The same letter twice; what differs is underlined. Each column has a tone of its own.",
    "app": "Everything you type is saved a second later. No key is the only way: all commands are in the "
    "palette (ctrl+p).",
}
_KEY_WIDTH = 14


class HelpScreen(Dialog[None]):
    """The commands of a screen, then those that work everywhere, then the rest.

    Args:
        place: the screen that was left for help.
    """

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1,q,enter", "close", "Close", show=False)]

    def __init__(self, place: str) -> None:
        super().__init__()
        self._place = place

    def compose(self) -> ComposeResult:
        """One scrolling page."""
        order = sorted(_TITLES, key=lambda screen: (screen != self._place, screen != "app"))
        page = VerticalScroll(Static(Content("\n").join(map(_section, order)), markup=False), id="help")
        page.border_title = "Help"
        page.border_subtitle = "escape closes"
        yield page

    def on_mount(self) -> None:
        """Arrows scroll at once."""
        self.query_one("#help").focus()

    def action_close(self) -> None:
        """Back to where one was."""
        self.dismiss()


def _section(screen: str) -> Content:
    lines = [Content.styled(_TITLES[screen], "bold $primary"), Content.styled(_ABOUT[screen], "dim")]
    lines += [_row(command) for command in COMMANDS if command.screen == screen]
    return Content("\n").join([*lines, Content("")])


def _row(command: Command) -> Content:
    keys = " ".join(key_names(command))
    return Content.assemble((f"{keys:<{_KEY_WIDTH}} ", "$accent"), f"{command.label}: {command.help}")
