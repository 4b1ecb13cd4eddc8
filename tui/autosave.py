"""Saves the open case by itself, while its owner types on."""

from __future__ import annotations

from textual import on, work
from textual.app import App
from textual.timer import Timer

from core.errors import StoreError
from tui.messages import CaseChanged
from tui.screens.base import BowoutScreen
from tui.workspace import Workspace

_AUTOSAVE_SECONDS = 1.0
_RETRY_SECONDS = 10.0


class SavingApp(App[None]):
    """An app that saves soon after a change, tries again where that fails, and says how it stands."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self._autosave: Timer | None = None
        self._told_problem = ""

    @on(CaseChanged)
    def _case_changed(self) -> None:
        self._save_in(_AUTOSAVE_SECONDS)
        self._show_saved()

    def _save_in(self, seconds: float) -> None:
        self._stop_autosave()
        self._autosave = self.set_timer(seconds, self._save_meanwhile)

    def _stop_autosave(self) -> None:
        if self._autosave is not None:
            self._autosave.stop()
            self._autosave = None

    @work(exclusive=True, group="saving")
    async def _save_meanwhile(self) -> None:
        """Save while its owner goes on: a disk may take seconds. What changed meanwhile is saved next."""
        self._stop_autosave()
        try:
            notice = await self.workspace.save_meanwhile()
        except StoreError as error:
            self._cannot_save(str(error))
            return
        self._is_saved(notice)
        session = self.workspace.session
        if session is not None and session.changed and self._autosave is None:
            self._save_in(_AUTOSAVE_SECONDS)

    async def save_all(self) -> bool:
        """Save all of the open case before it is left, and say so. Says whether all is safe.

        A disk may take seconds: what is shown goes on meanwhile, and says that it is being saved.
        """
        self._stop_autosave()
        self._show_saved()
        try:
            notice = await self.workspace.save_all()
        except StoreError as error:
            self._told_problem = ""  # who asks to leave is told again
            self._cannot_save(str(error))
            return False
        self._is_saved(notice)
        return True

    def _is_saved(self, notice: str) -> None:
        self._told_problem = ""
        if notice:
            self.notify(notice, severity="warning", timeout=12, markup=False)
        self._show_saved()

    def _cannot_save(self, problem: str) -> None:
        """Say so once, keep what can be kept, and try again by itself."""
        if problem != self._told_problem:
            self._told_problem = problem
            self.notify(f"{problem} It will be tried again.", severity="error", timeout=12, markup=False)
        self._save_in(_RETRY_SECONDS)

    def _show_saved(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, BowoutScreen):
                screen.show_saved()
