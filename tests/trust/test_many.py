"""A few hundred cases; five thousand are `make trust`."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input, OptionList

from core.store import Cases
from tests.trust.driving import at, press, wait_until
from tests.trust.many import fill
from tests.tui.app_driving import OpenApp, screen_text


async def test_home_lays_out_only_what_anybody_would_scroll_through(
    open_app: OpenApp, own_home: Path
) -> None:
    fill(own_home, 300)
    async with open_app() as pilot:
        await at(pilot, "home")
        await wait_until(lambda: "the last 100 of 300" in screen_text(pilot))
        assert pilot.app.screen.query_one("#cases", OptionList).option_count == 100
        await press(pilot, "/")
        await wait_until(lambda: isinstance(pilot.app.focused, Input))
        await press(pilot, *"Role 277")
        await wait_until(lambda: "1 of 300" in screen_text(pilot))
        assert "the last" not in screen_text(pilot)


def test_the_newest_are_read_alone_and_damaged_ones_do_not_count(tmp_path: Path) -> None:
    cases = Cases(tmp_path)
    old = [cases.new({"role": str(number)}) for number in range(4)]
    damaged = cases.new()
    (tmp_path / "cases" / f"{damaged.id}.json").write_text("{")
    for record in old[:2]:
        cases.save(record)
    assert {record.id for record in cases.list(newest=2)} == {record.id for record in old[:2]}
    assert len(cases.list()) == 4
