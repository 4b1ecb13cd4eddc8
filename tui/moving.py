"""Goes from case to case and from screen to screen.

Whatever waits for a disk, or for code to be loaded, waits beside the screen's own thread: what is shown goes
on, and keys are kept in their order for what comes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from textual import events, on
from textual.message import Message
from textual.widget import Widget

from core.errors import BowoutError
from tui.autosave import SavingApp
from tui.commands import find, key_names
from tui.messages import Go, OpenCase, Place
from tui.screens.base import BowoutScreen
from tui.screens.home import HomeScreen
from tui.state.stand_ins import in_words

if TYPE_CHECKING:
    from tui.state.session import Session
    from tui.workspace import Workspace

_TAKES_IN = 1.0
"""Seconds that a field gets at most to take in what was typed into it."""

_STAGES = 2
"""A widget hears of a key, and tells itself what became of it, before it tells those above it."""

Opened = tuple["Session", str]
"""A case, and what its owner should know about it."""


class MovingApp(SavingApp):
    """An app that opens cases and shows their screens."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._opening: asyncio.Task[Opened] | None = None
        self._awaited = False  # a screen, for which nothing has been typed yet

    def post_message(self, message: Message) -> bool:
        """A key to leave does not wait for a screen that is on its way, only for what was typed for it."""
        if self._awaited and isinstance(message, events.Key):
            self._awaited = False
            leave = find("app", "quit")
            if leave is not None and message.key in key_names(leave):
                if self._opening is not None:
                    self._opening.cancel()
                self.run_worker(self.leave(), group="leaving")
                return True
        return super().post_message(message)

    async def taken_in(self, seconds: float = _TAKES_IN) -> None:
        """Let what was typed before reach the answers: a key goes to its field, and from there upwards.

        Args:
            seconds: that it gets at most.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                for node in self.focused.ancestors_with_self if self.focused is not None else ():
                    for _ in range(_STAGES if isinstance(node, Widget) else 0):
                        passed = asyncio.Event()
                        if node.call_later(passed.set):
                            await passed.wait()

    def warm_model_soon(self) -> None:
        """Load the model while its owner is busy with questions."""
        raise NotImplementedError

    async def leave(self) -> None:
        """Save, and go if nothing is lost by it."""
        raise NotImplementedError

    # Cases

    @on(OpenCase)
    async def _open_wanted(self, event: OpenCase) -> None:
        if event.case_id is not None:
            await self.open_case(event.case_id, event.step)
        else:
            await self._open(lambda: (self.workspace.begin(example=event.example), ""))

    async def open_case(self, case_id: str, step: str | None = None) -> None:
        """Open a case of the store, where it was left or at a step."""
        await self._open(partial(self.workspace.resume, case_id), step)

    async def _open(self, read: Callable[[], Opened], step: str | None = None) -> None:
        self._awaited = True
        self.run_worker(_get_letters_ready, thread=True, group="ahead")
        opening = self._opening = asyncio.create_task(asyncio.to_thread(_with_its_questions, read))
        try:
            await asyncio.wait([opening])
        finally:
            self._opening = None
        if opening.cancelled():
            return
        try:
            session, notice = opening.result()
        except BowoutError as error:
            self.refused(error)
            return
        if notice:
            self.notify(notice, severity="warning", timeout=12, markup=False)
        place, at = ("workbench", step) if step is not None else session.place
        known: Place = "plan" if place == "plan" else "workbench" if place == "workbench" else "checklist"
        self._show(known, at if known == "workbench" else None)

    def refused(self, error: BowoutError) -> None:
        """Say why something could not be opened, at home."""
        self.notify(str(error), severity="error", timeout=12, markup=False)
        self.home_again()

    def home_again(self) -> None:
        """Look at the cases anew."""
        for screen in self.screen_stack:
            if isinstance(screen, HomeScreen):
                screen.on_screen_resume()

    # Screens

    @on(Go)
    async def _go(self, event: Go) -> None:
        if event.place not in ("home", "journal"):
            self._show(event.place, event.step)
            return
        if not await self.save_all():
            return  # its owner was told, and has the case still
        await self.workspace.close_meanwhile()
        while len(self.screen_stack) > 1:
            self.pop_screen()
        if event.place == "journal":
            from tui.screens.journal import JournalScreen

            self.push_screen(JournalScreen(self.workspace))

    def _show(self, place: Place, step: str | None = None) -> None:
        self._awaited = True
        self.warm_model_soon()
        screen = self._made(place, step)
        if len(self.screen_stack) > 1:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)
        self.call_later(self._is_there)  # which comes when the screen is made

    def _is_there(self) -> None:
        self._awaited = False
        self._save_meanwhile()  # where one is now, too

    def _made(self, place: Place, step: str | None) -> BowoutScreen:
        if place == "workbench" and self.workspace.session is not None:
            from tui.screens.workbench import WorkbenchScreen
            from tui.state.desk import Desk
            from tui.state.lacking import lacks_something

            session = self.workspace.session
            if step is not None and not lacks_something(session, step):
                found, step = session.step(step), None
                try:
                    if found is not None and Desk(session, found).draft:
                        return WorkbenchScreen(self.workspace, found)
                except BowoutError as error:
                    self.notify(in_words(error), severity="warning", timeout=12, markup=False)
            place = "plan"
        if place == "plan":
            from tui.screens.plan import PlanScreen

            return PlanScreen(self.workspace, step)
        from tui.screens.checklist import ChecklistScreen

        return ChecklistScreen(self.workspace)


def _get_letters_ready() -> None:
    from tui.state.ahead import get_letters_ready

    get_letters_ready()


def _with_its_questions(read: Callable[[], Opened]) -> Opened:
    """A case, and with it all that its first screen takes long to get."""
    session, notice = read()
    import tui.screens.checklist  # noqa: F401

    _ = session.asked  # which takes long the first time
    return session, notice
