"""Asking for a proposal, whatever else is going on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app_driving import BENCH, EDITS, OpenApp, at, wait_until
from textual.pilot import Pilot

from core.rewrite.rewriter import Rewriter
from tui.screens.workbench import WorkbenchScreen
from tui.widgets.tone_pad import TonePad

Script = Callable[..., Callable[[], Rewriter]]


def bench(pilot: Pilot[None]) -> WorkbenchScreen:
    screen = pilot.app.screen
    assert isinstance(screen, WorkbenchScreen)
    return screen


async def test_a_rewrite_asked_for_right_after_a_tone_is_not_lost(
    open_app: OpenApp, example: dict[str, Any], fake_rewriter: Script
) -> None:
    """Two keys typed at once: the second overtook what the tone pad had to say of the first."""
    async with open_app(example, progress=BENCH, edits=EDITS, rewriter=fake_rewriter("good")) as pilot:
        await at(pilot, "workbench")
        before = bench(pilot).desk.tone
        pilot.app.screen.query_one(TonePad).action_move(1, 0)
        bench(pilot).action_rewrite()
        await wait_until(lambda: bench(pilot).review is not None)
        assert bench(pilot).desk.tone != before
