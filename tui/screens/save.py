"""Asks what to save of the letters, how and where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual.widget import Widget
from textual.widgets import Static

from tui.messages import CaseChanged
from tui.saving import FORMATS, Saved, default_folder, save_letters_meanwhile
from tui.screens.file_dialog import FileDialog
from tui.state.session import Session
from tui.state.summary import step_title
from tui.widgets.choice import Choice
from tui.workspace import Workspace

if TYPE_CHECKING:
    from core.plan import Step


class SaveDialog(FileDialog):
    """Saves one letter or all of the plan.

    Args:
        workspace: what all screens share.
        session: the open case.
        step: the step at hand.
        everything: whether all letters are what is wanted first.
    """

    def __init__(
        self, workspace: Workspace, session: Session, step: Step | None, *, everything: bool = False
    ) -> None:
        super().__init__("Save to a file", default_folder(session, workspace.folder))
        self._workspace = workspace
        self._session = session
        self._step = step
        self._everything = everything or step is None

    def choices(self) -> Iterable[Widget]:
        """This letter or all, and in which format."""
        what = [("all", _all_of(self._session.plan.steps))]
        if self._step is not None:
            what.insert(0, ("one", f"this letter: {step_title(self._step.message)}"))
        usual = self._workspace.settings.get("format")
        fmt = usual if usual in dict(FORMATS) else "text"
        yield Static("What", classes="field", markup=False)
        yield Choice(what, "all" if self._everything else "one", widget_id="what")
        yield Static("As", classes="field", markup=False)
        yield Choice(FORMATS, fmt, widget_id="format")

    async def write(self, folder: Path) -> Saved:
        """Write the letters as they stand."""
        everything = self._step is None or self.chosen("#what") != "one"
        steps = self._session.plan.steps if everything or self._step is None else (self._step,)
        wanted = self.chosen("#format")
        fmt = next((fmt for fmt, _ in FORMATS if fmt == wanted), FORMATS[0][0])
        self._workspace.remember("format", fmt)
        saved = await save_letters_meanwhile(self._session, steps, fmt, folder)
        self.app.post_message(CaseChanged())
        return saved


def _all_of(steps: Sequence[Step]) -> str:
    """Everything in the plan, in words; a note to oneself is no letter."""
    notes = sum(step.channel == "note" for step in steps)
    letters = len(steps) - notes
    said = {1: "the letter", 2: "both letters"}.get(letters, f"all {letters} letters of the plan")
    return f"{said} and your note to yourself" if notes else said
