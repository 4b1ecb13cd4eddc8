"""Private text that would show through another field is told of where one is, and nothing falls over."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app_driving import OpenApp, app_of, at, place_of, screen_text, session_of, shown, wait_until

from tui.screens.workbench import WorkbenchScreen

AT = {"screen": "workbench", "at": "call_confirmation"}
SAID = "What did you like"


async def test_an_open_letter_says_what_would_show(
    open_app: OpenApp, example: dict[str, Any], tmp_path: Path
) -> None:
    async with open_app(example, progress=AT | {"folder": str(tmp_path / "out")}) as pilot:
        await at(pilot, "workbench")
        session_of(pilot).answer("private_notes", example["personal_line"])
        await pilot.press("down")  # to another tone
        await wait_until(lambda: f"Your answer to “{SAID}" in shown(pilot, "#remark"))
        assert "repeats your private notes" in shown(pilot, "#remark")
        screen = pilot.app.screen
        assert isinstance(screen, WorkbenchScreen)
        assert not screen.check_action("rewrite", ())
        await pilot.press("c")
        assert app_of(pilot).clipboard == ""
        await pilot.press("b")
        await wait_until(lambda: place_of(pilot) == "compare")
        await wait_until(lambda: "repeats your private" in screen_text(pilot))
        await pilot.press("escape")
        await at(pilot, "workbench")
        await pilot.press("s")
        await wait_until(lambda: place_of(pilot) == "SaveDialog")
        await pilot.press("enter")
        await wait_until(lambda: "repeats your private notes" in shown(pilot, "#result"))
        assert not (tmp_path / "out").exists()
        await pilot.press("escape")
        await at(pilot, "workbench")
        session_of(pilot).answer("private_notes", "")
        await pilot.press("up")
        await wait_until(lambda: "This is the draft" in shown(pilot, "#remark"))


async def test_a_letter_that_would_show_it_does_not_open(open_app: OpenApp, example: dict[str, Any]) -> None:
    example["private_notes"] = example["personal_line"]
    async with open_app(example, progress=AT) as pilot:
        await at(pilot, "plan")
        await wait_until(lambda: app_of(pilot)._notifications)
        [notice] = app_of(pilot)._notifications
        assert SAID in notice.message
        assert "Change one of the two." in notice.message


async def test_the_checklist_says_it_as_well(open_app: OpenApp, example: dict[str, Any]) -> None:
    example["private_notes"] = example["personal_line"]
    async with open_app(example) as pilot:
        await at(pilot, "checklist")
        await wait_until(lambda: f"Your answer to “{SAID}" in " ".join(screen_text(pilot).split()))
