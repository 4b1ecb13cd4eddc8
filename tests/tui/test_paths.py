"""Paths are shown so that a file's name can be read in one piece, however narrow the window."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from app_driving import BENCH, OpenApp, app_of, at, place_of, screen_text, shown, wait_until
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content
from textual.widgets import Input

from tui.widgets.paths import broken, broken_text

DEEP = (
    "/srv/people/maya/documents/leaving well/letters/Senior-Data-Analyst-Northwind-Analytics/01-withdraw.txt"
)


def test_a_line_ends_between_two_names() -> None:
    lines = [line.plain for line in broken(Content(f"Saved: {DEEP}"), 40).wrap(40)]
    names = re.split(r"(?<=/)", DEEP.replace(" ", "/"))
    assert all(any(name.strip("/") in line for line in lines) for name in names)
    assert lines[-1].endswith("01-withdraw.txt")


@given(st.text(alphabet="ab/\\ é世\n", max_size=80), st.integers(1, 30))
def test_nothing_is_added_but_line_breaks(text: str, width: int) -> None:
    made = broken_text(text, width)
    assert made.replace("\n", "") == text.replace("\n", "")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (100, 34)], ids=str)
async def test_the_name_of_a_saved_file_is_whole(
    open_app: OpenApp, example: dict[str, Any], tmp_path: Path, size: tuple[int, int]
) -> None:
    folder = tmp_path / "letters-to-people" / "Senior-Data-Analyst-Northwind-Analytics-of-Tokyo"
    async with open_app(example, size=size, progress=BENCH) as pilot:
        await at(pilot, "workbench")
        await pilot.press("s")
        await wait_until(lambda: place_of(pilot) == "SaveDialog")
        pilot.app.screen.query_one("#folder", Input).value = str(folder)
        await pilot.press("enter")
        await wait_until(lambda: "01-recruiter_notice.txt" in screen_text(pilot))
        assert str(folder / "01-recruiter_notice.txt") in shown(pilot, "#result")
        assert folder.name in screen_text(pilot)
        await pilot.press("escape")
        await at(pilot, "workbench")
        await wait_until(lambda: "01-recruiter_notice.txt" in screen_text(pilot))  # and there it stays
        await pilot.press("o")  # no desktop here, so the folder is named
        await wait_until(lambda: f"{folder.name}" in screen_text(pilot).replace("\n", ""))
        assert any(folder.name in notice.message for notice in app_of(pilot)._notifications)


async def test_the_path_can_be_copied_in_one_piece(
    open_app: OpenApp, example: dict[str, Any], tmp_path: Path
) -> None:
    folder = tmp_path / "somewhere" / "with-a-long-name-that-does-not-fit-on-one-line-of-a-dialog"
    async with open_app(example, size=(80, 24), progress=BENCH | {"folder": str(folder)}) as pilot:
        await at(pilot, "workbench")
        await pilot.press("s")
        await wait_until(lambda: place_of(pilot) == "SaveDialog")
        await pilot.press("enter")
        await wait_until(lambda: pilot.app.screen.query_one("#copy").display)
        pilot.app.screen.query_one("#copy").focus()
        await pilot.press("enter")
        await wait_until(lambda: app_of(pilot).clipboard == str(folder / "01-recruiter_notice.txt"))


async def test_a_toast_breaks_no_name(open_app: OpenApp) -> None:
    async with open_app(size=(80, 24)) as pilot:
        app_of(pilot).notify(f"Saved: {DEEP}", markup=False)
        await wait_until(lambda: app_of(pilot)._notifications)
        [notice] = app_of(pilot)._notifications
        assert notice.message.split("\n")[-1] == "01-withdraw.txt"
        assert notice.message.replace("\n", "") == f"Saved: {DEEP}"


async def test_a_folder_that_cannot_be_written_is_said_in_the_dialog(
    open_app: OpenApp, example: dict[str, Any], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    async with open_app(example, progress=BENCH | {"folder": str(tmp_path / "file")}) as pilot:
        await at(pilot, "workbench")
        await pilot.press("s")
        await wait_until(lambda: place_of(pilot) == "SaveDialog")
        await pilot.press("enter")
        await wait_until(lambda: "✗" in shown(pilot, "#result"))
        assert place_of(pilot) == "SaveDialog"
