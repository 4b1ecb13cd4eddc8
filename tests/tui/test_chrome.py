"""What frames every screen: the keys in one line, and that a key is heard at once."""

from __future__ import annotations

from typing import Any

import pytest
from app_driving import BENCH, OpenApp, at, screen_text, wait_until

from tui.messages import OpenCase
from tui.stylesheet import ReadOnceStylesheet
from tui.widgets.chrome import KeyBar


@pytest.mark.parametrize("width", [60, 80, 100, 120])
async def test_no_key_is_cut(open_app: OpenApp, example: dict[str, Any], width: int) -> None:
    async with open_app(example, progress=BENCH, size=(width, 30)) as pilot:
        await at(pilot, "workbench")
        bar = pilot.app.screen.query_one(KeyBar)
        await wait_until(lambda: bar.shown)
        await pilot.pause()
        line = screen_text(pilot).splitlines()[-1]
        whole = [key for key in bar.shown if f"{key.name} {key.label} " in f"{line} "]
        assert whole == list(bar.shown[: len(whole)])
        if len(whole) < len(bar.shown):
            assert "f1 more" in line, "whoever misses a key is told where they all are"


async def test_a_click_presses_the_key(open_app: OpenApp, example: dict[str, Any]) -> None:
    async with open_app(example, progress={"screen": "plan"}) as pilot:
        await at(pilot, "plan")
        bar = pilot.app.screen.query_one(KeyBar)
        await wait_until(lambda: "Checklist" in screen_text(pilot).splitlines()[-1])
        line = screen_text(pilot).splitlines()[-1]
        await pilot.click(bar, offset=(line.index("Checklist"), 0))
        await at(pilot, "checklist")


async def test_the_key_that_opens_a_case_is_seen_to_be_heard(open_app: OpenApp) -> None:
    seen: list[str] = []
    async with open_app() as pilot:
        home, told = pilot.app.screen, pilot.app.screen.post_message

        def posted(message: Any) -> bool:
            if isinstance(message, OpenCase):
                seen.append(screen_text(pilot))
            return told(message)

        home.post_message = posted  # type: ignore[method-assign]
        await pilot.press("n")
        await at(pilot, "checklist")
    assert "opening …" in seen[0]


async def test_a_sheet_is_read_once(
    open_app: OpenApp, example: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Textual would read all sheets anew with every screen: most of what a first key had to wait for."""
    read: list[object] = []
    parse = ReadOnceStylesheet._parse_rules

    def noted(self: ReadOnceStylesheet, css: str, read_from: Any, **more: Any) -> Any:
        before = len(self._parse_cache)
        rules = parse(self, css, read_from, **more)
        read.extend([(read_from, *more.values())] * (len(self._parse_cache) - before))
        return rules

    monkeypatch.setattr(ReadOnceStylesheet, "_parse_rules", noted)
    async with open_app(example, progress={"screen": "plan"}) as pilot:
        await at(pilot, "plan")
        await pilot.press("escape")
        await at(pilot, "checklist")
        await pilot.press("ctrl+g")
        await at(pilot, "plan")
        assert isinstance(pilot.app.stylesheet, ReadOnceStylesheet)
    assert read
    assert len(read) == len(set(read)), "a sheet was read twice"
