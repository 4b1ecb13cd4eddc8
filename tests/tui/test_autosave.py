"""What is typed while the disk takes its time: nobody waits, nothing is lost, nothing is there twice."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from app_driving import OpenApp, app_of, at, place_of, screen_text, session_of, wait_until
from textual.events import Key

from core.errors import StoreError
from core.store import Cases
from tui.app import BowoutApp
from tui.messages import Go
from tui.workspace import Workspace


class SlowDisk:
    """Holds up each save of these cases, or whatever else is named, until it is told to let go."""

    def __init__(self, cases: Cases, held: str = "save") -> None:
        self.begun, self.let_go, self.saves = threading.Event(), threading.Event(), 0
        self._held: Callable[[object], object] = getattr(cases, held)
        setattr(cases, held, self.hold)

    def hold(self, given: object) -> object:
        self.saves += 1
        self.begun.set()
        assert self.let_go.wait(60)
        return self._held(given)


def press(app: BowoutApp, *keys: str) -> None:
    for key in keys:
        app.post_message(Key(key, key if len(key) == 1 else None))


def names(home: Path) -> list[str]:
    return [record.answers.get("you", {}).get("name", "") for record in Cases(home).list()]


async def test_keys_are_taken_while_a_slow_disk_writes(open_app: OpenApp, own_home: Path) -> None:
    async with open_app() as pilot:
        await pilot.press("n")
        await at(pilot, "checklist")
        disk = SlowDisk(app_of(pilot).workspace.cases)
        await pilot.press(*"Ada")
        await wait_until(disk.begun.is_set)
        await pilot.press(*" Lovelace")
        assert session_of(pilot).answers["you"]["name"] == "Ada Lovelace"
        assert "saving" in screen_text(pilot)
        disk.let_go.set()
        await wait_until(lambda: not session_of(pilot).changed)
        await wait_until(lambda: "saved" in screen_text(pilot))
        assert disk.saves == 2  # one for each word
    assert names(own_home) == ["Ada Lovelace"]


async def test_leaving_waits_for_what_is_being_written_and_saves_the_rest(
    open_app: OpenApp, own_home: Path
) -> None:
    async with open_app() as pilot:
        await pilot.press("n")
        await at(pilot, "checklist")
        disk = SlowDisk(app_of(pilot).workspace.cases)
        await pilot.press(*"Ada")
        await wait_until(disk.begun.is_set)
        await pilot.press(*" L")
        threading.Timer(0.2, disk.let_go.set).start()
        assert await app_of(pilot).save_all()
        assert not session_of(pilot).changed
        assert names(own_home) == ["Ada L"]


@pytest.mark.parametrize("leave", [True, False])
async def test_what_is_shown_goes_on_while_a_slow_disk_is_waited_for(
    open_app: OpenApp, own_home: Path, *, leave: bool
) -> None:
    async with open_app() as pilot:
        app = app_of(pilot)
        await pilot.press("n")
        await at(pilot, "checklist")
        await pilot.press("tab", *"Acme")
        disk = SlowDisk(app.workspace.cases)
        if leave:
            press(app, "ctrl+q")
        else:
            app.post_message(Go("home"))
        await wait_until(disk.begun.is_set)
        await wait_until(lambda: "saving" in screen_text(pilot))
        assert app.is_running
        disk.let_go.set()
        await wait_until(lambda: not app.is_running if leave else place_of(pilot) == "home")
    [record] = Cases(own_home).list()
    assert record.answers["company"]["name"] == "Acme"


async def test_a_case_that_cannot_be_saved_is_not_left_behind(open_app: OpenApp, own_home: Path) -> None:
    async with open_app() as pilot:
        await pilot.press("n")
        await at(pilot, "checklist")
        cases = own_home / "cases"
        cases.rename(own_home / "held")
        cases.write_text("a file is in the way")
        await pilot.press(*"Ada", "escape", "escape")
        await wait_until(lambda: app_of(pilot)._told_problem)
        await pilot.pause()
        assert place_of(pilot) == "checklist"
        cases.unlink()
        (own_home / "held").rename(cases)
        await pilot.press("escape")
        await at(pilot, "home")


@pytest.mark.parametrize("typed", ["", "Ada"])
async def test_the_key_to_leave_does_not_wait_for_a_case_that_is_being_opened(
    open_app: OpenApp, own_home: Path, typed: str
) -> None:
    """But what was typed for that case comes first."""
    async with open_app() as pilot:
        app = app_of(pilot)
        disk = SlowDisk(app.workspace.cases, "new")
        press(app, "n")  # Pilot would wait until it is open
        await wait_until(disk.begun.is_set)
        press(app, *typed, "ctrl+q")
        if typed:
            await asyncio.sleep(0.1)
            assert app.is_running
            disk.let_go.set()
        await wait_until(lambda: not app.is_running)
        disk.let_go.set()
    assert not typed or names(own_home) == [typed]


async def test_what_is_typed_while_a_copy_is_made_goes_on_in_the_copy(own_home: Path) -> None:
    workspace = Workspace(own_home)
    session = workspace.begin()
    theirs = Cases(own_home)
    [record] = theirs.list()
    theirs.save(record)  # another window
    disk = SlowDisk(workspace.cases)
    session.answer("role", "Nurse")
    saving = asyncio.create_task(workspace.save_meanwhile())
    await asyncio.to_thread(disk.begun.wait)
    session.answer("company.name", "Acme")
    disk.let_go.set()
    assert "a case of its own" in workspace.save()  # which waits, and saves what came after
    assert await saving == ""
    assert not session.changed
    assert theirs.claim(session.record.id) is not None
    assert sorted(each.title for each in Cases(own_home).list()) == ["A new case", "Nurse, Acme"]


async def test_a_save_that_fails_in_the_background_is_told_and_tried_again(own_home: Path) -> None:
    workspace = Workspace(own_home)
    session = workspace.begin()
    session.answer("role", "Nurse")
    cases = own_home / "cases"
    held = own_home / "held"
    cases.rename(held)
    cases.write_text("a file is in the way")
    with pytest.raises(StoreError, match=r"where a folder should be.*is kept in"):
        await workspace.save_meanwhile()
    assert session.changed
    cases.unlink()
    held.rename(cases)
    assert workspace.save() == ""
    assert [each.title for each in Cases(own_home).list()] == ["Nurse"]
