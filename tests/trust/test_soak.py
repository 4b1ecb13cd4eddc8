"""Use without end leaves nothing behind. Hours of it, with the real model, are `make trust`."""

from __future__ import annotations

import gc
from typing import Any

from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import TextArea

from tests.trust.driving import at, press, wait_until
from tests.trust.processes import Sample
from tests.trust.soak import Soak, flat
from tests.tui.app_driving import BENCH, OpenApp


async def opened_and_closed(pilot: Pilot[None], times: int) -> None:
    for _ in range(times):
        await press(pilot, "e")
        await wait_until(lambda: isinstance(pilot.app.focused, TextArea))
        await press(pilot, "escape")
        await at(pilot, "workbench")


def alive(kind: type) -> int:
    gc.collect()
    return sum(isinstance(each, kind) for each in gc.get_objects())


async def test_what_is_closed_is_let_go(open_app: OpenApp, example: dict[str, Any]) -> None:
    """An app that is open all day may not hold every key and every text area that it has ever shown."""
    async with open_app(example, progress=BENCH) as pilot:
        await at(pilot, "workbench")
        await opened_and_closed(pilot, 1)
        widgets = alive(Widget)
        await opened_and_closed(pilot, 4)
        await wait_until(lambda: alive(TextArea) <= 3)  # the last one may still be on its way out
        assert alive(Widget) < widgets + 40


def test_growth_would_be_seen() -> None:
    def samples(**growing: float) -> list[Sample]:
        still = {
            "memory": 100.0,
            "handles": 9,
            "threads": 3,
            "children": 1,
            "zombies": 0,
            "child_memory": 1.0,
        }
        return [Sample(**(still | {k: still[k] + n * v for k, v in growing.items()})) for n in range(50)]  # type: ignore[arg-type]

    assert flat(Soak(samples())) == []
    for name in ("memory", "handles", "children", "zombies"):
        assert flat(Soak(samples(**{name: 1}))) != []
