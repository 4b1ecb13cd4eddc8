"""What long runs of the app under Pilot share."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import textual.app
import textual.pilot
from textual import events
from textual.pilot import Pilot, WaitForScreenTimeout

from tests.tui.app_driving import no_engine, place_of, wait_until
from tui.app import BowoutApp
from tui.state.session import Session

__all__ = ["app_of", "at", "brisk", "no_engine", "place_of", "press", "session_of", "settled", "wait_until"]

_PATIENCE = 120.0
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


async def at(pilot: Pilot[None], place: str) -> None:
    """Wait until a screen is shown and drawn."""
    await wait_until(lambda: place_of(pilot) == place and pilot.app.screen.is_mounted, _PATIENCE)
    await settled(pilot)


async def settled(pilot: Pilot[None]) -> None:
    """Wait until a screen has done what it was asked: on a busy machine longer than Pilot's half minute."""
    for _ in range(4):
        with suppress(WaitForScreenTimeout):
            await pilot.pause()
            await pilot.pause()
            return
    raise AssertionError("the screen does nothing any more")


def app_of(pilot: Pilot[None]) -> BowoutApp:
    """The app that a pilot drives."""
    assert isinstance(pilot.app, BowoutApp)
    return pilot.app


def session_of(app: BowoutApp) -> Session:
    """The open case."""
    assert app.workspace.session is not None
    return app.workspace.session
