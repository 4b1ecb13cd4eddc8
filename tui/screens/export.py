"""Asks where to write what is no letter: the journal, and the plan's times for a calendar."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual.widget import Widget
from textual.widgets import Static

from core.files import save_text
from tui.saving import Saved, default_folder
from tui.screens.file_dialog import FileDialog
from tui.widgets.choice import Choice

if TYPE_CHECKING:
    from core.journal import Entry
    from tui.state.session import Session
    from tui.workspace import Workspace

_FORMATS = (("csv", "a table for a spreadsheet (.csv)"), ("md", "Markdown (.md)"))


class JournalDialog(FileDialog):
    """Writes entries of the journal.

    Args:
        workspace: what all screens share.
        entries: what to write.
    """

    def __init__(self, workspace: Workspace, entries: Sequence[Entry]) -> None:
        count = "1 line" if len(entries) == 1 else f"{len(entries)} lines"
        kept = workspace.settings.get("journal_folder")
        folder = Path(kept) if isinstance(kept, str) and kept else workspace.folder / "letters"
        super().__init__(f"Save the journal: {count}", folder)
        self._workspace = workspace
        self._entries = entries

    def choices(self) -> Iterable[Widget]:
        """In which format."""
        yield Static("As", classes="field", markup=False)
        yield Choice(_FORMATS, "csv", widget_id="format")

    async def write(self, folder: Path) -> Saved:
        """Write it, and remember where to."""
        from core.journal import to_csv, to_markdown

        fmt = "md" if self.chosen("#format") == "md" else "csv"
        text = to_markdown(self._entries) if fmt == "md" else to_csv(self._entries)
        path = await asyncio.to_thread(save_text, folder, f"journal.{fmt}", text)
        self._workspace.remember("journal_folder", str(folder))
        return Saved((path,), ())


class CalendarDialog(FileDialog):
    """Writes the plan's times as a calendar file.

    Args:
        workspace: what all screens share.
        session: the open case.
    """

    def __init__(self, workspace: Workspace, session: Session) -> None:
        super().__init__(
            "Save the times as a calendar file (.ics)", default_folder(session, workspace.folder)
        )
        self._session = session

    def choices(self) -> Iterable[Widget]:
        """What is in it, and who sees it."""
        count = sum(step.window is not None for step in self._session.plan.steps)
        steps = "1 step" if count == 1 else f"{count} steps"
        about = f"The office hours for {steps}, for your own calendar: nobody is invited, nothing is sent. "
        shared = "Where others see your calendar, they may see the company's name."
        yield Static(about + shared, classes="hint", markup=False)

    async def write(self, folder: Path) -> Saved:
        """Write it as the plan stands."""
        from core.ics import as_calendar

        text = as_calendar(self._session.case, self._session.plan.steps, self._session.clock())
        return Saved((await asyncio.to_thread(save_text, folder, "plan.ics", text),), ())
