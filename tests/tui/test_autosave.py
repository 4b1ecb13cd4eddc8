"""What is typed while the disk takes its time: nobody waits, nothing is lost, nothing is there twice."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from app_driving import OpenApp, app_of, at, screen_text, session_of, wait_until

from core.errors import StoreError
from core.record import CaseRecord
from core.store import Cases
from tui.workspace import Workspace


class SlowDisk:
    """Holds up each save of these cases until it is told to let go."""

    def __init__(self, cases: Cases) -> None:
        self.begun, self.let_go, self.saves = threading.Event(), threading.Event(), 0
        self._save: Callable[[CaseRecord], None] = cases.save
        cases.save = self.save  # type: ignore[method-assign]

    def save(self, record: CaseRecord) -> None:
        self.saves += 1
        self.begun.set()
        assert self.let_go.wait(60)
        self._save(record)


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
        assert app_of(pilot).save_now()
        assert not session_of(pilot).changed
        assert names(own_home) == ["Ada L"]


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
