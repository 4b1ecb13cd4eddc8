"""The smallest Textual app that draws a screenful: what Bowout's start is measured against."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Minimal(App[None]):
    """One widget."""

    def compose(self) -> ComposeResult:
        """A screenful of nothing in particular."""
        yield Static("Nothing but a line of text that a terminal has to draw. " * 20, markup=False)


if __name__ == "__main__":
    Minimal().run()
