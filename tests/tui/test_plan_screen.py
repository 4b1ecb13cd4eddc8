from __future__ import annotations

from pathlib import Path
from typing import Any

from app_driving import OpenApp, at, place_of, screen_text, session_of, shown, wait_until
from textual.widgets import OptionList

from core.store import Cases

PLAN = {"screen": "plan", "at": ""}


async def test_the_plan_says_who_how_when_and_why(open_app: OpenApp, example: dict[str, Any]) -> None:
    async with open_app(example, progress=PLAN) as pilot:
        await at(pilot, "plan")
        text = screen_text(pilot)
        first = session_of(pilot).plan.steps[0]
        assert "to Ana Silva  by email  ! urgent" in text
        assert "now, until 17:00 Tokyo · 08:00 you" in text
        assert first.why[:60] in text
        assert shown(pilot, "#advice-text").startswith("Go ahead")


async def test_a_step_opens_on_the_workbench(open_app: OpenApp, example: dict[str, Any]) -> None:
    async with open_app(example, progress=PLAN) as pilot:
        await at(pilot, "plan")
        await pilot.press("down", "enter")
        await at(pilot, "workbench")
        assert session_of(pilot).place == ("workbench", session_of(pilot).plan.steps[1].id)


async def test_ticks_are_kept(open_app: OpenApp, example: dict[str, Any], own_home: Path) -> None:
    async with open_app(example, progress=PLAN) as pilot:
        await at(pilot, "plan")
        await pilot.press("t", "down", "w")
        await wait_until(lambda: "waiting for an answer" in screen_text(pilot))
        assert "1 of 6 told" in screen_text(pilot)
        await pilot.press("h")
        await at(pilot, "home")
    [record] = Cases(own_home).list()
    steps = [step for step, _ in record.progress["ticks"].items()]
    assert [record.progress["ticks"][step] for step in steps] == ["told", "waiting"]


async def test_a_tick_can_be_taken_back(open_app: OpenApp, example: dict[str, Any]) -> None:
    async with open_app(example, progress=PLAN) as pilot:
        await at(pilot, "plan")
        await pilot.press("t", "t")
        await pilot.pause()
        assert session_of(pilot).told == 0


async def test_an_incomplete_case_has_a_plan_that_says_so(open_app: OpenApp) -> None:
    async with open_app({"role": "Nurse"}, progress=PLAN) as pilot:
        await at(pilot, "plan")
        assert "A first guess, until you answer: your name, the company" in shown(pilot, "#advice-text")
        assert pilot.app.screen.query_one(OptionList).option_count > 0


async def test_all_letters_are_saved_at_once(
    open_app: OpenApp, example: dict[str, Any], tmp_path: Path
) -> None:
    async with open_app(example, progress=PLAN | {"folder": str(tmp_path / "out")}) as pilot:
        await at(pilot, "plan")
        await pilot.press("s")
        await wait_until(lambda: place_of(pilot) == "SaveDialog")
        await pilot.pause()
        await pilot.press("enter")
        await wait_until(lambda: "Saved" in shown(pilot, "#result"))
        said = shown(pilot, "#result")
        files = sorted((tmp_path / "out").iterdir())
        assert len(files) == 6
        assert all(str(path) in said for path in files)
        assert all(path.stat().st_mode & 0o777 == 0o600 for path in files)
