"""The app: opens cases, moves between screens, saves, and leaves at once when asked to."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from textual import events, work
from textual.app import SystemCommand
from textual.content import Content
from textual.notifications import SeverityLevel
from textual.screen import ModalScreen, Screen

from core.controls import without_controls
from core.errors import BowoutError, StoreError
from tui.bindings import bindings
from tui.commands import CONFIG, use_keys
from tui.crash import Crash, write_report
from tui.model import RewriterFactory
from tui.moving import MovingApp
from tui.screens.base import BowoutScreen
from tui.screens.home import HomeScreen
from tui.stylesheet import ReadOnceStylesheet
from tui.terminal import terminal_is_gone
from tui.theme import CONTRAST, NIGHT, PAPER
from tui.widgets.paths import broken_text
from tui.workspace import Clock, Workspace

_WATCH_TERMINAL = 2.0
_MODEL_DELAY = 0.5
_SWITCH = 0.0005
"""Seconds that a thread which gets something ready may keep the one that leaves waiting, again and again."""

_CLOSES_IN = 0.3
"""Seconds that a dialog gets at most to make something of a key before the next one is handed on."""

_TOAST_WIDTH, _TOAST_FRAME = 60, 4


class BowoutApp(MovingApp):
    """Bowout in a terminal.

    Args:
        folder: where the cases are; the data folder if not given.
        clock: says what time it is.
        rewriter: makes the rewriter when it is first wanted.
        case_id: a case to open at once.

    Attributes:
        on_leaving: told the exit code when everything is saved and only the terminal is left to put back.
    """

    TITLE = "Bowout"
    CSS_PATH = ["app.tcss", "screens/home.tcss"]  # noqa: RUF012  home is there from the start
    BINDINGS = bindings("app")
    ENABLE_COMMAND_PALETTE = True

    def __init__(
        self,
        folder: Path | None = None,
        clock: Clock | None = None,
        rewriter: RewriterFactory | None = None,
        case_id: str | None = None,
    ) -> None:
        super().__init__(Workspace(folder, clock, rewriter))
        self._case_id = case_id
        self._background: set[asyncio.Task[None]] = set()
        self._model_ends: asyncio.Task[None] | None = None
        self._crashed = False
        self.on_leaving: Callable[[int], object] = int  # nobody to tell
        self.register_theme(NIGHT)
        self.register_theme(PAPER)
        self.register_theme(CONTRAST)
        self._dress(self.workspace.settings.get("theme"))
        self._key_problems = self._use_own_keys()

    def _dress(self, theme: object) -> None:
        """Start in Bowout's own colours; setting the theme as one does later would read all sheets twice."""
        self.set_reactive(BowoutApp.theme, NIGHT.name)
        self.stylesheet = ReadOnceStylesheet(variables=self.get_css_variables())
        if isinstance(theme, str) and theme != NIGHT.name and theme in self.available_themes:
            self.theme = theme

    def _use_own_keys(self) -> tuple[str, ...]:
        """Take the keys of the config file, if there is one, and say what is wrong with them."""
        if not (self.workspace.folder / CONFIG).is_file():
            use_keys({})
            return ()
        from tui.keys import read_keys

        own = read_keys(self.workspace.folder)
        use_keys(own.keys)
        self.set_keymap(dict(own.keys))
        return own.problems

    async def on_event(self, event: events.Event) -> None:
        """Nothing that a terminal would act on comes in by a paste, and nothing at all when all is over."""
        if isinstance(event, events.InputEvent) and not self._screen_stack:
            return
        if isinstance(event, events.Paste):
            event.text = without_controls(event.text)
        may_close = isinstance(event, events.Key) and isinstance(self.screen, ModalScreen)
        await super().on_event(event)
        if may_close:  # what is typed after it may be for the screen below
            await self.taken_in(_CLOSES_IN)

    def get_default_screen(self) -> Screen[None]:
        """Home is under everything else."""
        return HomeScreen(self.workspace)

    def on_mount(self) -> None:
        """Listen for the system asking to leave, and open the case that was asked for."""
        self.theme_changed_signal.subscribe(self, lambda theme: self._keep_theme(theme.name))
        if sys.platform != "win32":
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGHUP):
                with suppress(RuntimeError, ValueError):  # not in the main thread
                    loop.add_signal_handler(number, self._asked_to_leave, number)
            self.set_interval(_WATCH_TERMINAL, self._leave_with_terminal)
        self.call_after_refresh(self._import_ahead)
        self.call_after_refresh(self._offer_recovery)
        if problems := self._key_problems:
            self.notify("\n".join(problems), title="Your keys", severity="warning", timeout=12, markup=False)
        if self._case_id is not None:
            self.call_after_refresh(self.open_case, self._case_id)

    def _leave_with_terminal(self) -> None:
        """Go when the window is gone: a parent such as make can keep the system's word of it to itself."""
        if not self.is_headless and terminal_is_gone():
            self._asked_to_leave(signal.SIGHUP)

    @work(thread=True)
    def _import_ahead(self) -> None:
        """What a case needs takes a while to load: not before the first frame, but right after."""
        import tui.screens.checklist  # noqa: F401
        from tui.state.ahead import get_ready

        get_ready()

    def _offer_recovery(self) -> None:
        """What an earlier run could not save is brought back, if its owner wants it."""
        try:
            found = self.workspace.recover()
        except StoreError as error:
            self.refused(error)
            return
        if not found:
            return
        from tui.screens.confirm import ConfirmDialog

        def answered(wanted: bool | None) -> None:
            problems = self.workspace.bring_back(found) if wanted else self.workspace.put_aside(found)
            for problem in problems:
                self.notify(problem, severity="warning", timeout=12, markup=False)
            self.home_again()

        titles = "\n".join(f"  {record.title}" for record in found)
        question = f"Bowout ended before it could save the last changes to:\n{titles}\nBring them back?"
        self.push_screen(ConfirmDialog(question, yes="Bring back", no="Put aside"), answered)

    def _keep_theme(self, name: str) -> None:
        self.workspace.remember("theme", name)

    # The model

    def warm_model_soon(self) -> None:
        """Load the model while its owner is busy with questions; not while the first of them is drawn."""
        self.set_timer(_MODEL_DELAY, self._warm_model)

    def _warm_model(self) -> None:
        task = asyncio.create_task(self.workspace.model.warm())
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    # Leaving

    async def action_quit(self) -> None:
        """Leave, with all that was typed before."""
        await self.taken_in()
        await self.leave()

    async def leave(self) -> None:
        """Save, stop the model and leave. If something would be lost, ask first."""
        sys.setswitchinterval(_SWITCH)
        lost = "" if await self.save_all() else "Your last changes could not be saved. Leave and lose them?"
        if not lost and any(getattr(screen, "holds_words", False) for screen in self.screen_stack):
            lost = "What you typed here is not kept yet. Leave and lose it?"
        if not lost:
            self.go()
            return
        from tui.screens.confirm import ConfirmDialog

        if not isinstance(self.screen, ConfirmDialog):  # else it is being asked
            await self.push_screen(
                ConfirmDialog(lost, yes="Leave", no="Stay"), lambda leave: self.go() if leave else None
            )

    def go(self, code: int = 0) -> None:
        """Leave. The model's process ends while the terminal is being put back as it was."""
        self.on_leaving(code)
        self._model_ends = asyncio.create_task(self.workspace.model.close())
        asyncio.get_running_loop().call_soon(self.exit, None, code)  # the kill goes first

    def _asked_to_leave(self, number: int) -> None:
        with suppress(BowoutError):
            self.workspace.save()
        self.go(128 + number)

    async def on_unmount(self) -> None:
        """Whatever ended the app: nothing typed is lost, and no model stays behind."""
        with suppress(BowoutError):
            self.workspace.save()
        for task in self._background:
            task.cancel()
        await (self._model_ends or self.workspace.model.close())

    def _handle_exception(self, error: Exception) -> None:
        """The program failed: save first, then write down where. Textual would print letters and all.

        This is Textual's own hook; a test makes sure that it is still asked.
        """
        if self._crashed or os.environ.get("BOWOUT_DEBUG"):
            if not self._crashed:
                super()._handle_exception(error)
            return
        self._crashed = True
        saved = True
        try:
            self.workspace.save()
        except Exception:  # whatever else is broken: the report and the terminal come next
            saved = False
        screen = next((s for s in reversed(self._screen_stack) if isinstance(s, BowoutScreen)), None)
        report = write_report(error, self.workspace.folder, screen.PLACE if screen is not None else "")
        super()._handle_exception(Crash(error, saved=saved, report=report))

    # Commands

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a message for a while. Paths in it are broken between names; nothing in it is markup."""
        width = min(_TOAST_WIDTH, self.size.width * 9 // 10) - _TOAST_FRAME
        plain = Content.from_markup(message).plain if markup else message  # Textual's own
        broken = broken_text(plain, max(1, width))
        super().notify(broken, title=title, severity=severity, timeout=timeout, markup=False)

    def action_help(self) -> None:
        """Show what can be done here."""
        from tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            place = str(getattr(self.screen, "PLACE", ""))
            self.push_screen(HelpScreen(place))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: ours, and of Textual's own what is of use here."""
        from tui.palette import commands_for

        return commands_for(self, self.workspace, screen, super().get_system_commands(screen))
