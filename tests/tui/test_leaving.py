"""The key to leave works wherever one is, and asks first where something would be lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from app_driving import BENCH, EDITS, OpenApp, app_of, at, place_of, wait_until

from core.store import Cases

PLAN = {"screen": "plan", "at": ""}


@pytest.mark.parametrize("key", ["ctrl+q", "f10"])
@pytest.mark.parametrize(
    ("progress", "keys", "dialog"),
    [
        (PLAN, "f1", "HelpScreen"),
        (PLAN, "ctrl+p", "CommandPalette"),
        (PLAN, "a", "OutcomeDialog"),
        (PLAN, "s", "SaveDialog"),
        (BENCH, "b", "compare"),
        (BENCH, "e", "EditDialog"),
    ],
)
async def test_one_key_leaves_whatever_dialog_is_open(
    open_app: OpenApp, example: dict[str, Any], progress: dict[str, str], keys: str, dialog: str, key: str
) -> None:
    async with open_app(example, progress=progress) as pilot:
        await at(pilot, progress["screen"])
        await pilot.press(keys)
        await wait_until(lambda: place_of(pilot) == dialog)
        await pilot.press(key)
        await wait_until(lambda: not app_of(pilot).is_running)


async def test_what_is_typed_in_the_editor_is_kept(
    open_app: OpenApp, own_home: Path, example: dict[str, Any]
) -> None:
    async with open_app(example, progress=BENCH, edits=EDITS) as pilot:
        await at(pilot, "workbench")
        await pilot.press("e")
        await at(pilot, "EditDialog")
        await pilot.press(*"Hello", "ctrl+q")
        await wait_until(lambda: not app_of(pilot).is_running)
    [case] = Cases(own_home).list()
    assert "Hello" in case.edits[BENCH["at"]]


async def test_words_that_only_done_keeps_are_asked_about(open_app: OpenApp, example: dict[str, Any]) -> None:
    async with open_app(example, progress=PLAN) as pilot:
        await at(pilot, "plan")
        await pilot.press("a")
        await at(pilot, "OutcomeDialog")
        await pilot.press("tab", *"kind", "ctrl+q")
        await at(pilot, "ConfirmDialog")
        await pilot.press("ctrl+q")  # it is being asked
        await pilot.press("n")
        await at(pilot, "OutcomeDialog")
        await pilot.press("ctrl+q")
        await at(pilot, "ConfirmDialog")
        await pilot.press("y")
        await wait_until(lambda: not app_of(pilot).is_running)
