"""However soon somebody leaves again, nothing breaks."""

from __future__ import annotations

from typing import Any

import pytest
from textual import events

from tests.trust.driving import app_of, press, wait_until
from tests.tui.app_driving import BENCH, OpenApp

PLACES = [{"screen": "checklist", "at": "you"}, {"screen": "plan", "at": ""}, BENCH]


@pytest.mark.parametrize("progress", PLACES, ids=lambda place: place["screen"])
async def test_leaving_while_a_screen_is_being_made(
    open_app: OpenApp, example: dict[str, Any], progress: dict[str, str]
) -> None:
    async with open_app(example, progress=progress) as pilot:
        app_of(pilot).exit()


@pytest.mark.parametrize("progress", PLACES[2:], ids=lambda place: place["screen"])
async def test_going_home_before_it_is_drawn(
    open_app: OpenApp, example: dict[str, Any], progress: dict[str, str]
) -> None:
    async with open_app(example, progress=progress) as pilot:
        await press(pilot, *["escape"] * 5, "enter", *["escape"] * 5, "n", *["escape"] * 5)
        await wait_until(lambda: not pilot.app._message_queue.qsize())
        await pilot.pause()
        assert app_of(pilot).is_running


async def test_leaving_before_a_screen_has_any_widgets(open_app: OpenApp, example: dict[str, Any]) -> None:
    """As happened in a window that was made small and large again: the screen came when all was over."""
    async with open_app(example, progress=PLACES[1]) as pilot:
        app = app_of(pilot)
        app.push_screen(app._made("checklist", None))
        app.exit()


async def test_a_key_that_comes_when_all_is_over(open_app: OpenApp, example: dict[str, Any]) -> None:
    """What no screen wanted comes to the app, and the screens may be gone by then."""
    async with open_app(example, progress=PLACES[1]) as pilot:
        app = app_of(pilot)
    assert app.screen_stack == []
    key = events.Key("escape", None)
    key._set_forwarded()
    await app.on_event(key)
