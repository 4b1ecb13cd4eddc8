"""What long runs of the app under Pilot share."""

from __future__ import annotations

import asyncio

import textual.app
import textual.pilot
from textual import events
from textual.pilot import Pilot

from tests.tui.app_driving import at, no_engine, place_of, wait_until
from tui.app import BowoutApp
from tui.state.session import Session

__all__ = ["app_of", "at", "brisk", "no_engine", "place_of", "press", "session_of", "wait_until"]

_NAMES = {" ": "space", "/": "slash", "*": "asterisk"}


def brisk() -> None:
    """Pilot waits after each pause until the whole process idles; here a moment is enough."""

    async def moment(*_: float) -> None:
        await asyncio.sleep(0.005)

    for module in (textual.app, textual.pilot):
        module.wait_for_idle = moment  # type: ignore[attr-defined]


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Send keys as fast as a fast typist, without waiting for what they do."""
    for key in keys:
        pilot.app.post_message(events.Key(_NAMES.get(key, key), key if len(key) == 1 else None))
        await asyncio.sleep(0.02)


def app_of(pilot: Pilot[None]) -> BowoutApp:
    """The app that a pilot drives."""
    assert isinstance(pilot.app, BowoutApp)
    return pilot.app


def session_of(app: BowoutApp) -> Session:
    """The open case."""
    assert app.workspace.session is not None
    return app.workspace.session
