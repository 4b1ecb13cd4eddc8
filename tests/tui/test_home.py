from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from app_driving import OpenApp, app_of, at, place_of, screen_text, session_of, wait_until
from textual.widgets import Input, OptionList

from core.record import CaseRecord
from core.store import Cases, Shelf


async def test_with_nothing_in_it_home_says_what_to_press(open_app: OpenApp, own_home: Path) -> None:
    async with open_app() as pilot:
        await wait_until(lambda: "answer a few questions" in screen_text(pilot))
        text = screen_text(pilot)
        assert "look at a worked example" in text
        assert str(own_home)[:40] in text


async def test_a_new_case_opens_the_checklist(open_app: OpenApp, own_home: Path) -> None:
    async with open_app() as pilot:
        await pilot.press("n")
        await at(pilot, "checklist")
        assert len(Cases(own_home).list()) == 1


async def test_your_name_is_asked_only_once(open_app: OpenApp, example: dict[str, Any]) -> None:
    async with open_app(example) as pilot:
        await at(pilot, "checklist")
        await pilot.press("escape", "escape")
        await at(pilot, "home")
        await pilot.press("n")
        await at(pilot, "checklist")
        assert session_of(pilot).answers["you"]["name"] == "Maya Lindqvist"
        assert "company" not in session_of(pilot).answers


async def test_the_example_does_not_become_you(open_app: OpenApp) -> None:
    async with open_app() as pilot:
        await pilot.press("x")
        await at(pilot, "checklist")
        await pilot.press("escape", "escape")
        await at(pilot, "home")
        await pilot.press("n")
        await at(pilot, "checklist")
        assert session_of(pilot).answers == {}


async def test_home_says_what_is_next_and_when(open_app: OpenApp, example: dict[str, Any]) -> None:
    async with open_app(example) as pilot:
        await at(pilot, "checklist")
        await pilot.press("escape", "escape")
        await at(pilot, "home")
        await wait_until(lambda: "next:" in screen_text(pilot))
        assert (
            "tell Ana Silva first · now is 11:30 in Tokyo, open until 17:00 (08:00 for you)"
            in screen_text(pilot)
        )


async def test_a_deleted_case_comes_back(open_app: OpenApp, example: dict[str, Any], own_home: Path) -> None:
    async with open_app(example) as pilot:
        await at(pilot, "checklist")
        await pilot.press("escape", "escape")
        await at(pilot, "home")
        cases = pilot.app.screen.query_one(OptionList)
        await wait_until(lambda: cases.option_count == 1)
        await pilot.press("d")
        await wait_until(lambda: cases.option_count == 0)
        assert Cases(own_home).list() == []
        await pilot.press("u")
        await wait_until(lambda: cases.option_count == 1)
        assert len(Cases(own_home).list()) == 1


async def test_a_damaged_case_is_named_and_kept(
    open_app: OpenApp, example: dict[str, Any], own_home: Path
) -> None:
    record = Cases(own_home).new(example)
    (own_home / "cases" / f"{record.id}.json").write_text('{"id": [/b')
    async with open_app() as pilot:
        await wait_until(lambda: app_of(pilot)._notifications)
        [notice] = list(app_of(pilot)._notifications)
        assert record.id in notice.message
        assert not notice.markup
        assert len(list((own_home / "aside").iterdir())) == 1


async def test_what_was_left_as_it_is_is_told_once(
    open_app: OpenApp, example: dict[str, Any], own_home: Path
) -> None:
    cases = Cases(own_home)
    newer = cases.new(example)
    path = own_home / "cases" / f"{newer.id}.json"
    path.write_text(path.read_text().replace('"version": 1', '"version": 99', 1))
    cases.new(example)
    async with open_app() as pilot:
        await wait_until(lambda: app_of(pilot)._notifications)
        listed = pilot.app.screen.query_one(OptionList)
        await wait_until(lambda: listed.option_count == 1)
        app_of(pilot).clear_notifications()
        await pilot.press("v", "v", "v")
        await wait_until(lambda: listed.option_count == 1)
        await pilot.pause()
        assert not list(app_of(pilot)._notifications)


async def test_a_shelf_that_is_slow_to_read_does_not_come_up_under_another(
    open_app: OpenApp, example: dict[str, Any], own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Cases(own_home).new(example)
    begun, may_go_on = threading.Event(), threading.Event()
    really = Cases.list

    def slow(self: Cases, shelf: Shelf = "cases", **newest: int) -> list[CaseRecord]:
        if shelf == "archive":
            begun.set()
            may_go_on.wait(10)
        return really(self, shelf, **newest)

    async with open_app() as pilot:
        listed = pilot.app.screen.query_one(OptionList)
        await wait_until(lambda: listed.option_count == 1)
        monkeypatch.setattr(Cases, "list", slow)
        await pilot.press("v")
        await wait_until(begun.is_set)
        await pilot.press("v", "v")  # past the trash to the cases again
        await wait_until(lambda: listed.option_count == 1)
        may_go_on.set()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert listed.option_count == 1


async def test_another_window_does_not_ask_about_what_this_one_asks_about(
    open_app: OpenApp, example: dict[str, Any], own_home: Path
) -> None:
    case_id = unsaved(own_home, example)
    program = (
        "import sys; from core.files import home; from core.store import Cases; "
        "sys.exit(len(Cases(home()).recover()))"
    )
    async with open_app() as pilot:
        await wait_until(lambda: place_of(pilot) == "ConfirmDialog")
        assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
        await pilot.press("y")
        await at(pilot, "home")
        assert Cases(own_home).load(case_id).answers == example
        assert Cases(own_home).claim(case_id) is None  # and it is free to be opened


def unsaved(home: Path, example: dict[str, Any]) -> str:
    """What a run leaves behind that ended before it could save."""
    cases = Cases(home)
    record = cases.new({**example, "role": "Nurse"})
    record.answers = example
    cases.checkpoint(record)
    return record.id


async def test_what_an_earlier_run_could_not_save_comes_back(
    open_app: OpenApp, example: dict[str, Any], own_home: Path
) -> None:
    case_id = unsaved(own_home, example)
    async with open_app() as pilot:
        await wait_until(lambda: place_of(pilot) == "ConfirmDialog")
        await wait_until(lambda: "Senior Data Analyst, Northwind Analytics" in screen_text(pilot))
        await pilot.press("y")
        await at(pilot, "home")
        assert Cases(own_home).load(case_id).answers == example
        await wait_until(lambda: "Senior Data Analyst" in screen_text(pilot))
    assert list((own_home / "recovery").glob("*.json")) == []


async def test_what_an_earlier_run_could_not_save_can_be_put_aside(
    open_app: OpenApp, example: dict[str, Any], own_home: Path
) -> None:
    case_id = unsaved(own_home, example)
    async with open_app() as pilot:
        await wait_until(lambda: place_of(pilot) == "ConfirmDialog")
        await pilot.press("n")
        await at(pilot, "home")
        assert Cases(own_home).load(case_id).answers["role"] == "Nurse"
    assert len(list((own_home / "aside").iterdir())) == 1


async def test_what_cannot_be_saved_is_kept_for_the_next_start(
    open_app: OpenApp, example: dict[str, Any], own_home: Path
) -> None:
    async with open_app(example) as pilot:
        await at(pilot, "checklist")
        session = session_of(pilot)
        path = own_home / "cases" / f"{session.record.id}.json"
        path.unlink()
        path.symlink_to(own_home)  # nothing is written through a link
        session.answer("role", "Nurse")
        assert not await app_of(pilot).save_all()
        path.unlink()
        recovered = json.loads(next((own_home / "recovery").glob("*.json")).read_text())
        assert recovered["answers"]["role"] == "Nurse"
        assert await app_of(pilot).save_all()
    assert Cases(own_home).load(session.record.id).answers["role"] == "Nurse"


async def test_cases_are_found_and_put_away_and_brought_back(
    open_app: OpenApp, example: dict[str, Any], own_home: Path
) -> None:
    cases = Cases(own_home)
    for role in ("Nurse", "Clerk", "Cook"):
        cases.new({**example, "role": role, "people": [{"name": f"{role} Smith", "kind": "hr"}]})
    async with open_app() as pilot:
        listed = pilot.app.screen.query_one(OptionList)
        await wait_until(lambda: listed.option_count == 3)
        await pilot.press("slash")
        await wait_until(lambda: isinstance(pilot.app.focused, Input))
        await pilot.press(*"k smith")
        await wait_until(lambda: listed.option_count == 2)
        assert "2 of 3" in screen_text(pilot)
        await pilot.press("u", "x", "x", "enter")  # letters go into the search
        await wait_until(lambda: listed.option_count == 0)
        await pilot.press("escape")
        await wait_until(lambda: listed.option_count == 3)
        title = str(listed.get_option_at_index(0).prompt).splitlines()[0]
        await pilot.press("a")
        await wait_until(lambda: listed.option_count == 2)
        assert len(cases.list("archive")) == 1
        await pilot.press("v")
        await wait_until(lambda: listed.option_count == 1)
        assert title in screen_text(pilot)
        await pilot.press("enter")
        await wait_until(lambda: listed.option_count == 0)
        await pilot.press("escape")
        await wait_until(lambda: listed.option_count == 3)


async def test_a_case_left_at_once_leaves_nothing_behind(open_app: OpenApp, own_home: Path) -> None:
    async with open_app() as pilot:
        await pilot.press("n")
        await at(pilot, "checklist")
        await pilot.press("escape", "escape")
        await at(pilot, "home")
        await wait_until(lambda: Cases(own_home).list() == [])


async def test_a_case_can_be_deleted_for_good(
    open_app: OpenApp, example: dict[str, Any], own_home: Path
) -> None:
    cases = Cases(own_home)
    record = cases.new(example)
    cases.delete(record.id)
    async with open_app() as pilot:
        listed = pilot.app.screen.query_one(OptionList)
        await pilot.press("v", "v")
        await wait_until(lambda: listed.option_count == 1)
        await pilot.press("d")
        await wait_until(lambda: place_of(pilot) == "ConfirmDialog")
        await pilot.press("n")
        await at(pilot, "home")
        assert len(cases.list("trash")) == 1
        await pilot.press("d")
        await wait_until(lambda: place_of(pilot) == "ConfirmDialog")
        await pilot.press("y")
        await at(pilot, "home")
        await wait_until(lambda: cases.list("trash") == [])
    assert [path for path in own_home.rglob(f"{record.id}*") if path.suffix == ".json"] == []
