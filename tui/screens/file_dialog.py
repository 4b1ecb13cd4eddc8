"""What the dialogs share that write files: how and where to, and afterwards where it went."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Input, Static

from core.errors import BowoutError
from tui import external
from tui.saving import Saved
from tui.screens.dialog import Dialog
from tui.widgets.choice import Choice
from tui.widgets.paths import PathText

_UNNOTICED = 0.3
"""Seconds after which it is said that something is being written."""


class FileDialog(Dialog[None]):
    """Writes files. A name that is taken gets a number; nothing is overwritten.

    Args:
        title: what is written.
        folder: where to, to begin with.
    """

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Close", show=False)]

    def __init__(self, title: str, folder: Path) -> None:
        super().__init__()
        self._title = title
        self._folder = folder
        self._saved: Saved | None = None
        self._is_saving = False

    def choices(self) -> Iterable[Widget]:
        """What else there is to choose, above the folder."""
        return ()

    async def write(self, folder: Path) -> Saved:
        """Write it while the screen goes on, and say what became of it.

        Raises:
            BowoutError: nothing could be written.
        """
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """What, how, where; the answer; the buttons."""
        with VerticalScroll(classes="dialog files", can_focus=False):
            yield Static(self._title, classes="title", markup=False)
            yield from self.choices()
            yield Static("Into the folder", classes="field", markup=False)
            yield Input(str(self._folder), id="folder", select_on_focus=False, compact=True)
            yield Static("A name that is taken gets a number; nothing is overwritten.", classes="hint",
                         markup=False)  # fmt: skip
            yield PathText(widget_id="result")
            with Horizontal(classes="buttons"):
                yield Button("Copy path", id="copy", compact=True)
                yield Button("Open folder", id="open", compact=True)
                yield Button("Close", id="close", compact=True)
                yield Button("Save", id="save", variant="primary", compact=True)

    def on_mount(self) -> None:
        """Enter saves at once."""
        self.query_one("#save").focus()

    def chosen(self, selector: str) -> str:
        """The value of a choice."""
        return str(self.query_one(selector, Choice).value)

    @on(Choice.Done)
    def _next(self) -> None:
        self.focus_next()

    @on(Input.Submitted)
    @on(Button.Pressed, "#save")
    def _save(self) -> None:
        if not self._is_saving:
            self._is_saving = True
            self._write(Path(self.query_one("#folder", Input).value.strip() or ".").expanduser().absolute())

    @work
    async def _write(self, folder: Path) -> None:
        slow = self.set_timer(_UNNOTICED, self._show_progress)
        try:
            self._saved = await self.write(folder)
        except BowoutError as error:
            self._saved = Saved((), (str(error),))
        finally:
            slow.stop()
            self._is_saving = False
        self._show(self._saved)

    def _show_progress(self) -> None:
        self.query_one("#result", PathText).update(Content("\nsaving …"))

    def _show(self, saved: Saved) -> None:
        lines = []
        if len(saved.paths) == 1:
            lines = [Content.styled("✓ Saved:", "$success"), Content(str(saved.paths[0]))]
        elif saved.paths:
            lines = [Content.assemble(("✓ Saved in ", "$success"), str(saved.paths[0].parent))]
            lines += [Content(f"  {path.name}") for path in saved.paths]
        lines += [Content.assemble(("✗ ", "$error bold"), problem) for problem in saved.problems]
        self.query_one("#result", PathText).update(Content("\n").join([Content(""), *lines]))
        self.set_class(bool(saved.paths), "-saved")
        self.query_one("#close" if saved.paths else "#folder").focus()
        self.call_after_refresh(self.query_one(".dialog").scroll_end, animate=False)

    @on(Button.Pressed, "#copy")
    def _copy(self) -> None:
        if self._saved is not None and self._saved.paths:
            path = str(self._saved.paths[0] if len(self._saved.paths) == 1 else self._saved.paths[0].parent)
            self.app.copy_to_clipboard(path)
            external.copy(path)
            self.notify(f"Sent to the clipboard: {path}", markup=False)

    @on(Button.Pressed, "#open")
    def _open(self) -> None:
        if self._saved is not None and self._saved.paths:
            self.notify(external.open_folder(self._saved.paths[0].parent), markup=False)

    @on(Button.Pressed, "#close")
    def action_close(self) -> None:
        """Back to where one was, once it is known what became of the files."""
        if not self._is_saving:
            self.dismiss()
