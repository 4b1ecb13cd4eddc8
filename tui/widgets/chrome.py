"""What frames every screen: a line with the case and the two clocks above, keys and save state below."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.dom import DOMNode
from textual.widgets import Footer, Static


class TopBar(Horizontal):
    """What is being left, and what time it is there and here."""

    DEFAULT_CSS = """
    TopBar { height: 1; dock: top; background: $surface; padding: 0 1; }
    TopBar > .title { width: 1fr; height: 1; text-overflow: ellipsis; text-wrap: nowrap; }
    TopBar > .clocks { width: auto; height: 1; color: $text-muted; margin: 0 0 0 2; }
    """

    _shown: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """Title and clocks."""
        yield Static("", classes="title", markup=False)
        yield Static("", classes="clocks", markup=False)

    def show(self, place: str, title: str, clocks: str = "") -> None:
        """Say where one is; whatever the title holds is shown as it is."""
        shown = (place, title, clocks)
        if shown == self._shown:
            return
        self._shown = shown
        line = Content.assemble(("Bowout", "$accent bold"), ("  ", ""), (place, "dim"))
        if title:
            line += Content.assemble(("  ", ""), (title, "bold"))
        self.query_one(".title", Static).update(line)
        self.query_one(".clocks", Static).update(Content(clocks))


class KeyBar(Footer):
    """The keys that work here. They are made anew whenever another screen or widget is in use."""

    async def recompose(self) -> None:
        """Show the keys anew, and let go of what is gone."""
        await super().recompose()
        _let_go(self)
        if self.is_attached:
            _let_go(self.app)


def _let_go(node: DOMNode) -> None:
    """Forget the widgets that watched a value here and are gone.

    Textual does so only when that value changes: until then, and that may be all day, it holds every key
    and every text area that was ever shown.
    """
    for watchers in getattr(node, "__watchers", {}).values():
        watchers[:] = [(watcher, told) for watcher, told in watchers if not watcher._closing]


class BottomBar(Horizontal):
    """The keys that work here, and whether everything is saved."""

    DEFAULT_CSS = """
    BottomBar { height: 1; dock: bottom; background: $footer-background; }
    BottomBar > Footer { dock: none; width: 1fr; padding: 0 0 0 1; }
    BottomBar > .saved { width: auto; height: 1; color: $text-muted; padding: 0 1; }
    """

    _shown = ""

    def compose(self) -> ComposeResult:
        """Footer and save state."""
        yield KeyBar(show_command_palette=False, compact=True)
        yield Static("", classes="saved", markup=False)

    def show_saved(self, text: str) -> None:
        """Say whether everything is saved."""
        if text != self._shown:
            self._shown = text
            self.query_one(".saved", Static).update(Content(text))
