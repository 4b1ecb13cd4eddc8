"""The palette: every command by its name, those of other places with where they work."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator
from typing import TYPE_CHECKING, cast

from textual.app import SystemCommand
from textual.screen import Screen

from tui.commands import COMMANDS, PLACES, Command, key_names
from tui.messages import Go, Place
from tui.screens.base import BowoutScreen

if TYPE_CHECKING:
    from textual.app import App

    from tui.workspace import Workspace

_LIKE_OURS = "Theme"
"""The one of Textual's own commands that says something to people."""


def commands_for(
    app: App[None], workspace: Workspace, screen: Screen[object], own: Iterable[SystemCommand]
) -> Iterator[SystemCommand]:
    """What can be done on this screen now, everywhere, and, once one types, elsewhere.

    Args:
        app: whose palette it is.
        workspace: knows the open case.
        screen: where it was opened.
        own: what Textual offers.
    """
    place = screen.PLACE if isinstance(screen, BowoutScreen) else ""
    for command in COMMANDS:
        if command.screen == "app" and command.action != "command_palette":
            yield SystemCommand(command.label, command.help, _run(app, "app", command))
        elif command.screen == place and (not command.available or getattr(screen, command.available)):
            if command.part and not hasattr(screen.focused, f"action_{command.action}"):
                continue
            target = "focused" if command.part else "screen"
            yield SystemCommand(command.label, command.help, _run(app, target, command))
        elif command.screen in PLACES and command.screen != place:
            title = f"{command.label} · {PLACES[command.screen]}"
            yield SystemCommand(
                title, f"{command.help} Goes there.", _visit(app, workspace, command), discover=False
            )
    yield from (command for command in own if command.title == _LIKE_OURS)


def _run(app: App[None], target: str, command: Command) -> Callable[[], Awaitable[None]]:
    async def run() -> None:
        places = {"app": app, "focused": app.screen.focused or app.screen, "screen": app.screen}
        await app.run_action(command.action, default_namespace=places[target])

    return run


def _visit(app: App[None], workspace: Workspace, command: Command) -> Callable[[], None]:
    """Go where a command works and say which key does it: it may need something to be marked first."""

    def visit() -> None:
        session = workspace.session
        if session is None and command.screen not in ("home", "journal"):
            app.notify("Open a case first: enter opens the marked one, n begins one.", markup=False)
            return
        steps = (session.next_step, *session.plan.steps) if session and command.screen == "workbench" else ()
        step = next((step.id for step in steps if step is not None), None)
        app.post_message(Go(cast("Place", command.screen), step))
        app.notify(f"Here it is the key {key_names(command)[0]}: {command.help}", markup=False)

    return visit
