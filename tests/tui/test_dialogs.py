"""A dialog stands in the middle, over what it is about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from app_driving import OpenApp, at, place_of, screen_text, wait_until
from textual import events
from textual.pilot import Pilot
from textual.screen import ModalScreen

from tui.commands import key_of
from tui.screens.confirm import ConfirmDialog
from tui.screens.details import DetailsDialog
from tui.screens.help import HelpScreen
from tui.screens.person import PersonDialog
from tui.widgets.questions import QuestionList


async def asked_for_a_person(pilot: Pilot[None]) -> None:
    await at(pilot, "checklist")
    await pilot.press("a")
    await wait_until(lambda: place_of(pilot) == "PersonDialog")


@pytest.mark.parametrize("size", [(100, 34), (120, 40), (80, 24)])
async def test_somebody_is_asked_about_in_the_middle_of_the_page(
    open_app: OpenApp, example: dict[str, Any], size: tuple[int, int]
) -> None:
    async with open_app(example, progress={"screen": "checklist", "at": "people"}, size=size) as pilot:
        await asked_for_a_person(pilot)
        box = pilot.app.screen.query_one(".dialog")
        await wait_until(lambda: box.region.width)
        assert abs(box.region.x - (size[0] - box.region.right)) <= 1
        assert abs(box.region.y - (size[1] - box.region.bottom)) <= 1
        assert pilot.app.screen.styles.background.a < 1  # the page is seen through it
        assert "Somebody in the process" in screen_text(pilot)


@pytest.mark.parametrize("dialog", [PersonDialog, DetailsDialog])
def test_dialogs_that_ask_questions_look_like_the_others(dialog: type[ModalScreen[Any]]) -> None:
    """Styles follow the first base of a class only."""
    assert "ModalScreen" in dialog._css_type_names


async def test_a_dialog_asked_for_while_the_app_ends_is_no_failure(
    open_app: OpenApp, example: dict[str, Any], own_home: Path
) -> None:
    async with open_app(example) as pilot:
        pilot.app._exit = True  # from here on Textual makes no widgets
        await pilot.app.push_screen(HelpScreen("home"))
        await pilot.pause()
        assert not pilot.app.screen.query("#help")
        assert pilot.app._exception is None
    assert not list(own_home.glob("crashes/*"))


def section_in_use(pilot: Pilot[None]) -> str:
    card = pilot.app.screen.query_one(QuestionList).in_use
    return card.question.section if card is not None else ""


@pytest.mark.parametrize("answer", [["escape"], ["n"], ["enter"], ["tab", "enter"]])
async def test_a_key_right_after_the_one_that_closes_a_dialog_is_for_the_screen_below(
    open_app: OpenApp, example: dict[str, Any], answer: list[str]
) -> None:
    async with open_app(example, progress={"screen": "checklist", "at": "people"}) as pilot:
        await at(pilot, "checklist")
        pilot.app.push_screen(ConfirmDialog("Leave?", yes="Leave", no="Stay"))
        await wait_until(lambda: place_of(pilot) == "ConfirmDialog" and pilot.app.focused is not None)
        for key in (*answer, key_of("checklist.next")):
            pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await wait_until(
            lambda: place_of(pilot) == "checklist" and section_in_use(pilot) not in ("", "people")
        )
