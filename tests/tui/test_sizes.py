from __future__ import annotations

from typing import Any

import pytest
from app_driving import OpenApp, at, place_of, screen_text, wait_until
from textual.widgets import OptionList

from tui.widgets.tone_pad import TonePad

SIZES = [(80, 24), (120, 36), (60, 20), (200, 60), (20, 6), (1, 1), (3, 2)]


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (20, 6)], ids=str)
async def test_every_screen_stands_every_size(
    open_app: OpenApp, example: dict[str, Any], size: tuple[int, int]
) -> None:
    async with open_app(example, size=size) as pilot:
        await at(pilot, "checklist")
        await pilot.press("ctrl+g")
        await at(pilot, "plan")
        assert pilot.app.screen.query_one(OptionList).option_count == 6
        await pilot.press("enter")
        await at(pilot, "workbench")
        for key, dialog in (("f1", "HelpScreen"), ("s", "SaveDialog"), ("e", "EditDialog")):
            await pilot.press(key)
            await wait_until(lambda name=dialog: place_of(pilot) == name)
            await pilot.pause()
            await pilot.press("escape")
            await at(pilot, "workbench")
        if size[0] >= 60:
            assert "formal" in screen_text(pilot)


async def test_the_window_may_change_at_any_moment(open_app: OpenApp, example: dict[str, Any]) -> None:
    async with open_app(example) as pilot:
        await at(pilot, "checklist")
        for place, key in (("plan", "ctrl+g"), ("workbench", "enter")):
            for size in SIZES:
                await pilot.resize_terminal(*size)
                await pilot.pause()
            await pilot.press(key)
            await at(pilot, place)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert pilot.app.screen.query_one(TonePad).region.width > 0
        await wait_until(lambda: "Dear" in screen_text(pilot))


async def test_without_colours_everything_can_still_be_told_apart(
    open_app: OpenApp, example: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_app(example) as pilot:
        await at(pilot, "checklist")
        text = screen_text(pilot)
        assert "(•) The final round" in text
        assert "● The basics" in text
