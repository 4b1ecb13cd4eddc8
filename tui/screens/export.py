"""Asks how and where to write the journal to a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from core.errors import BowoutError
from core.journal import to_csv, to_markdown
from core.store import save_text
from tui.widgets.choice import Choice

if TYPE_CHECKING:
    from core.journal import Entry

_FORMATS = (("csv", "a table for a spreadsheet (.csv)"), ("md", "Markdown (.md)"))


class ExportDialog(ModalScreen[Path | None]):
    """Writes entries to a new file, and answers with its path. Nothing is overwritten.

    Args:
        entries: what to write.
        folder: where to, to begin with.
    """

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Close", show=False)]

    def __init__(self, entries: Sequence[Entry], folder: Path) -> None:
        super().__init__()
        self._entries = entries
        self._folder = folder

    def compose(self) -> ComposeResult:
        """How and where."""
        with VerticalScroll(classes="dialog", can_focus=False):
            count = len(self._entries)
            yield Static(f"Save the journal: {count} {'line' if count == 1 else 'lines'}", classes="title",
                         markup=False)  # fmt: skip
            yield Static("As", classes="field", markup=False)
            yield Choice(_FORMATS, "csv", widget_id="format")
            yield Static("Into the folder", classes="field", markup=False)
            yield Input(str(self._folder), id="folder", select_on_focus=False, compact=True)
            yield Static("", classes="problem", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Close", id="close", compact=True)
                yield Button("Save", id="save", variant="primary", compact=True)

    def on_mount(self) -> None:
        """Enter saves at once."""
        self.query_one("#save").focus()

    @on(Choice.Done)
    def _next(self) -> None:
        self.focus_next()

    @on(Input.Submitted)
    @on(Button.Pressed, "#save")
    def _save(self) -> None:
        fmt = self.query_one("#format", Choice).value or "csv"
        text = to_csv(self._entries) if fmt == "csv" else to_markdown(self._entries)
        folder = Path(self.query_one("#folder", Input).value.strip() or ".").expanduser().absolute()
        try:
            self.dismiss(save_text(folder, f"journal.{fmt}", text))
        except BowoutError as error:
            self.query_one(".problem", Static).update(Content(str(error)))

    @on(Button.Pressed, "#close")
    def action_close(self) -> None:
        """Leave it."""
        self.dismiss(None)
