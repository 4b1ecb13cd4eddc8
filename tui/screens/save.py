"""Asks what to save, how and where, and says where it went."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from core.export import Format
from tui.messages import CaseChanged
from tui.saving import FORMATS, Saved, default_folder, save_letters
from tui.state.summary import step_title
from tui.widgets.choice import Choice
from tui.workspace import Workspace

if TYPE_CHECKING:
    from core.plan import Step


class SaveDialog(ModalScreen[None]):
    """Saves one letter or all of the plan. A name that is taken gets a number; nothing is overwritten.

    Args:
        workspace: what all screens share.
        step: the step at hand.
        everything: whether all letters are what is wanted first.
    """

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Close", show=False)]

    def __init__(self, workspace: Workspace, step: Step | None, *, everything: bool = False) -> None:
        super().__init__()
        self._workspace = workspace
        self._step = step
        self._everything = everything

    def compose(self) -> ComposeResult:
        """What, how, where."""
        session = self._workspace.session
        if session is None:
            return
        count = len(session.plan.steps)
        what = [("all", f"all {count} letters of the plan")]
        if self._step is not None:
            what.insert(0, ("one", f"this letter: {step_title(self._step.message)}"))
        known = [fmt for fmt, _ in FORMATS]
        fmt = self._workspace.settings.get("format")
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static("Save to a file", classes="title", markup=False)
            yield Static("What", classes="field", markup=False)
            yield Choice(what, "all" if self._everything or self._step is None else "one", widget_id="what")
            yield Static("As", classes="field", markup=False)
            yield Choice(FORMATS, fmt if fmt in known else "text", widget_id="format")
            yield Static("Into the folder", classes="field", markup=False)
            yield Input(
                str(default_folder(session, self._workspace.folder)),
                id="folder",
                select_on_focus=False,
                compact=True,
            )
            yield Static("A name that is taken gets a number; nothing is overwritten.", classes="hint",
                         markup=False)  # fmt: skip
            yield Static("", id="result", markup=False)
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
        session = self._workspace.session
        folder = self.query_one("#folder", Input).value.strip()
        if session is None or not folder:
            return
        everything = self.query_one("#what", Choice).value != "one" or self._step is None
        steps = session.plan.steps if everything or self._step is None else (self._step,)
        wanted = self.query_one("#format", Choice).value
        fmt: Format = next((fmt for fmt, _ in FORMATS if fmt == wanted), "text")
        self._workspace.remember("format", fmt)
        self._show(save_letters(session, steps, fmt, Path(folder)))
        self.app.post_message(CaseChanged())

    def _show(self, saved: Saved) -> None:
        lines = []
        if len(saved.paths) == 1:
            lines = [Content.styled("✓ Saved:", "$success"), Content(str(saved.paths[0]))]
        elif saved.paths:
            lines = [Content.assemble(("✓ Saved in ", "$success"), str(saved.paths[0].parent))]
            lines += [Content(f"  {path.name}") for path in saved.paths]
        lines += [Content.assemble(("✗ ", "$error bold"), problem) for problem in saved.problems]
        self.query_one("#result", Static).update(Content("\n").join([Content(""), *lines]))
        self.query_one("#close").focus()
        self.call_after_refresh(self.query_one(".dialog").scroll_end, animate=False)

    @on(Button.Pressed, "#close")
    def action_close(self) -> None:
        """Back to the letter."""
        self.dismiss()
