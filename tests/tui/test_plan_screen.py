from __future__ import annotations

from pathlib import Path
from typing import Any

from app_driving import NOW, OpenApp, at, place_of, screen_text, session_of, shown, wait_until
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from core.journal import Journal
from core.store import Cases
from tui.widgets.choice import Choice
from tui.widgets.sentence import Sentence

PLAN = {"screen": "plan", "at": ""}


async def test_the_plan_says_who_how_when_and_why(open_app: OpenApp, example: dict[str, Any]) -> None:
    async with open_app(example, progress=PLAN) as pilot:
        await at(pilot, "plan")
        text = screen_text(pilot)
        first = session_of(pilot).plan.steps[0]
        assert "! Tell the recruiter first  to Ana Silva  by email" in text
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
        assert "2 of 6 done" in screen_text(pilot)
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
        assert session_of(pilot).done == 0


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
        pilot.app.screen.query_one("#format", Choice).value = "eml"
        await pilot.pause()
        await pilot.press("enter")
        await wait_until(lambda: "Saved" in shown(pilot, "#result"))
        said = shown(pilot, "#result")
        files = sorted((tmp_path / "out").iterdir())
        assert len(files) == 6
        mails = [path for path in files if path.suffix == ".eml"]
        assert not any("reflection" in path.name for path in mails)  # a note to oneself is no mail
        assert len(mails) == 5
        assert str(tmp_path / "out") in said
        assert all(path.name in said for path in files)
        await pilot.press("escape")
        await at(pilot, "plan")
        await wait_until(lambda: f"Saved: {files[0]}"[:60] in screen_text(pilot))  # and there it stays
        assert all(path.stat().st_mode & 0o777 == 0o600 for path in files)


async def test_ticks_and_the_answer_reach_the_journal(
    open_app: OpenApp, example: dict[str, Any], own_home: Path
) -> None:
    async with open_app(example, progress=PLAN) as pilot:
        await at(pilot, "plan")
        await pilot.press("t")
        await wait_until(lambda: Journal(own_home).entries())
        [entry] = Journal(own_home).entries()
        assert (entry.outcome, entry.told, entry.decision) == ("waiting", NOW, "withdraw")
        await pilot.press("a")
        await wait_until(lambda: place_of(pilot) == "OutcomeDialog")
        await pilot.press("down", "down", "enter", *"Kind.", "enter")  # taken well, they asked why
        await at(pilot, "plan")
        await wait_until(lambda: Journal(own_home).entries()[0].answered)  # written while the plan is shown
        [entry] = Journal(own_home).entries()
        assert (entry.outcome, entry.answered, entry.note) == ("asked_why", NOW, "Kind.")
        assert "they asked why" in screen_text(pilot)


async def test_the_worked_example_does_not_reach_the_journal(
    open_app: OpenApp, example: dict[str, Any], own_home: Path
) -> None:
    async with open_app(example, progress={**PLAN, "example": True}) as pilot:
        await at(pilot, "plan")
        await pilot.press("t")
        await wait_until(lambda: session_of(pilot).done == 1)
        assert Journal(own_home).entries() == []


async def find(pilot: Pilot[None], words: str) -> None:
    """Find a letter outside the plan, and open it."""
    await pilot.press("m")
    await wait_until(lambda: place_of(pilot) == "CatalogueDialog")
    await pilot.press(*words, "enter")


async def test_a_letter_outside_the_plan_is_found_and_opens(
    open_app: OpenApp, example: dict[str, Any]
) -> None:
    async with open_app(example, progress=PLAN) as pilot:
        await at(pilot, "plan")
        await find(pilot, "nothing new")
        await at(pilot, "workbench")
        assert session_of(pilot).place == ("workbench", "reason_reply")
        assert "When they ask why" in screen_text(pilot)
        await pilot.press("escape")
        await at(pilot, "plan")
        await find(pilot, "no such letter")
        assert place_of(pilot) == "CatalogueDialog"


async def test_what_a_letter_lacks_is_asked_where_one_is(open_app: OpenApp, example: dict[str, Any]) -> None:
    async with open_app(example, progress=PLAN) as pilot:
        await at(pilot, "plan")
        await find(pilot, "come back")
        await wait_until(lambda: place_of(pilot) == "DetailsDialog")
        await wait_until(lambda: isinstance(pilot.app.focused, Sentence))
        await pilot.press("f2")
        await wait_until(lambda: "cannot be written without" in shown(pilot, ".problem"))
        await pilot.press(*"I moved", "enter", *"a talk", "enter", "enter")
        await at(pilot, "workbench")
        assert session_of(pilot).answers["details"]["changed"] == "I moved"
        assert "I moved" in screen_text(pilot)


async def test_whom_a_letter_lacks_is_asked_where_one_is(open_app: OpenApp, example: dict[str, Any]) -> None:
    async with open_app(example, progress=PLAN) as pilot:
        await at(pilot, "plan")
        await find(pilot, "tell a referee")
        await wait_until(lambda: place_of(pilot) == "PersonDialog")
        await wait_until(lambda: isinstance(pilot.app.focused, Input))
        await pilot.press(*"Ines", "f2")
        await at(pilot, "workbench")
        assert session_of(pilot).answers["people"][-1] == {"kind": "referee", "name": "Ines"}
        assert "to Ines" in screen_text(pilot)


async def test_the_times_go_into_a_calendar_file(
    open_app: OpenApp, example: dict[str, Any], tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    async with open_app(example, progress=PLAN | {"folder": str(folder)}) as pilot:
        await at(pilot, "plan")
        await pilot.press("c")
        await wait_until(lambda: place_of(pilot) == "CalendarDialog")
        await pilot.press("enter")
        await wait_until(lambda: "plan.ics" in screen_text(pilot))
        assert str(folder / "plan.ics") in shown(pilot, "#result")
        windows = sum(step.window is not None for step in session_of(pilot).plan.steps)
    text = (folder / "plan.ics").read_bytes().decode()
    assert text.count("BEGIN:VEVENT") >= windows == 5
    assert "ATTENDEE" not in text
    assert "DTSTART:20261124T023000Z" in text


async def test_a_plan_without_times_has_no_calendar(open_app: OpenApp, example: dict[str, Any]) -> None:
    from core.plan import Plan

    async with open_app(example, progress=PLAN) as pilot:
        await at(pilot, "plan")
        screen = pilot.app.screen
        assert screen.check_action("calendar", ())
        screen._plan = Plan(screen.plan.advice, "", (), ())  # type: ignore[attr-defined]
        assert not screen.check_action("calendar", ())
