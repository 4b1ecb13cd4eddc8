"""What tests of the app share: waiting, looking at the screen, and where one is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Static

from core.errors import EngineMissing
from core.rewrite.rewriter import Rewriter
from tui.app import BowoutApp
from tui.state.session import Session

NOW = datetime(2026, 11, 24, 2, 30, tzinfo=UTC)  # a Tuesday, 11:30 in Tokyo
FAKE_WORKER = Path(__file__).parents[1] / "fake_worker.py"
HOSTILE = "Acme [EU] [/b {{7*7}}"
BENCH = {"screen": "workbench", "at": "recruiter_notice"}
EDIT = (
    "Hi Ana,\n\nThanks a lot for your help! I'm grateful, and I loved our talks.\n\n"
    "I have decided to withdraw my application for the Senior Data Analyst role at Northwind Analytics.\n\n"
    "Kind regards,\nMaya Lindqvist"
)
EDITS = {BENCH["at"]: EDIT}

OpenApp = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


async def wait_until(met: Callable[[], object], seconds: float = 10.0) -> None:
    """Wait for something to become true, however busy the machine is."""
    for _ in range(int(seconds / 0.02)):
        if met():
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"did not happen within {seconds} s: {met}")


def app_of(pilot: Pilot[None]) -> BowoutApp:
    app = pilot.app
    assert isinstance(app, BowoutApp)
    return app


def session_of(pilot: Pilot[None]) -> Session:
    session = app_of(pilot).workspace.session
    assert session is not None
    return session


def place_of(pilot: Pilot[None]) -> str:
    return str(getattr(pilot.app.screen, "PLACE", type(pilot.app.screen).__name__))


async def at(pilot: Pilot[None], place: str) -> None:
    """Wait until a screen is shown and drawn."""
    await wait_until(lambda: place_of(pilot) == place and pilot.app.screen.is_mounted)
    await pilot.pause()
    await pilot.pause()


def shown(pilot: Pilot[None], selector: str) -> str:
    """The text of a Static."""
    return str(pilot.app.screen.query_one(selector, Static).content)


def screen_text(pilot: Pilot[None]) -> str:
    """All characters on the screen, line by line; nothing before it is laid out."""
    width, _ = pilot.app.size
    lines = pilot.app.screen._compositor.render_strips()
    return "\n".join(line.text[:width] for line in lines)


def no_engine() -> Rewriter:
    raise EngineMissing("The model engine is not installed. Install it with: pip install 'bowout[model]'")
