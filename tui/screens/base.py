"""What all full screens do: frame, commands from the table, clocks, save state."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.css.query import NoMatches
from textual.events import Mount
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

from tui.commands import find
from tui.state.session import Session
from tui.widgets.chrome import BottomBar, TopBar
from tui.workspace import Workspace

_CLOCK_SECONDS = 20.0
WIDE = 100


class BowoutScreen(Screen[None]):
    """A screen with the case and clocks above it and its keys below.

    Args:
        workspace: what all screens share.
    """

    PLACE: ClassVar[str] = ""
    """Its name in the table of commands."""

    PLACE_LABEL: ClassVar[str] = ""
    """What its owner calls it."""

    NEEDS_CASE: ClassVar[bool] = True
    """Whether it shows the open case, so that nothing can be done here once that is closed."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]  # noqa: RUF012

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace

    @property
    def session(self) -> Session:
        """The open case."""
        session = self.workspace.session
        if session is None:
            raise RuntimeError(f"the {self.PLACE} screen needs an open case")
        return session

    def body(self) -> Iterable[Widget]:
        """The screen's own widgets."""
        return ()

    def compose(self) -> ComposeResult:
        """Frame and body."""
        yield TopBar()
        yield from self.body()
        yield BottomBar()

    async def _dispatch_message(self, message: Message) -> None:
        """Whoever opened a screen may have left again before it is made: not a failure then."""
        try:
            await super()._dispatch_message(message)
        except (NoMatches, RuntimeError):
            if not self._is_going:
                raise

    @property
    def _is_going(self) -> bool:
        closed = self.NEEDS_CASE and self.workspace.session is None
        return closed or not self.is_attached or self._pruning

    @on(Mount)
    def _start(self) -> None:
        """Start the clocks."""
        self.show_top()
        self.set_interval(_CLOCK_SECONDS, self.show_top)

    def show_top(self) -> None:
        """Show title and clocks anew."""
        session = self.workspace.session
        if session is None:
            self.query_one(TopBar).show(self.PLACE_LABEL, "")
            return
        from tui.state.clocks import both_clocks

        clocks = both_clocks(session.case, session.clock())
        self.query_one(TopBar).show(self.PLACE_LABEL, session.title, clocks)

    def show_saved(self) -> None:
        """Show whether everything is saved."""
        session = self.workspace.session
        text = ""
        if session is not None:
            if session.changed:
                text = "saving …"
            elif session.saved_at is not None:
                from core.calendar import zone_of_you

                text = f"saved {session.saved_at.astimezone(zone_of_you(session.case)):%H:%M}"
        for bar in self.query(BottomBar):
            bar.show_saved(text)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """A command that cannot be used now is neither shown nor run."""
        if not self.is_mounted or not self.children:
            return False  # a key that comes before the screen is made, or after it was taken apart
        if self.workspace.session is None and self.NEEDS_CASE:
            return False  # the case is closed already, and this screen is on its way out
        command = find(self.PLACE, action)
        if command is not None and command.available:
            return bool(getattr(self, command.available))
        return True
