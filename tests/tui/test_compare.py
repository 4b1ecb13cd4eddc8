from __future__ import annotations

from typing import Any

from app_driving import BENCH, EDITS, OpenApp, at, place_of, screen_text, wait_until
from textual.pilot import Pilot

from core.tone import Context, Formality
from tui.screens.compare import ToneColumn
from tui.screens.workbench import WorkbenchScreen
from tui.widgets.letter_view import LetterText
from tui.widgets.words import new_words


async def opened(pilot: Pilot[None]) -> tuple[ToneColumn, ToneColumn]:
    await at(pilot, "workbench")
    await pilot.press("b")
    await wait_until(lambda: place_of(pilot) == "compare")
    await wait_until(lambda: len(pilot.app.screen.query(ToneColumn)) == 2)
    left, right = pilot.app.screen.query(ToneColumn)
    await wait_until(lambda: right.has_focus)
    return left, right


async def test_two_tones_stand_side_by_side(open_app: OpenApp, example: dict[str, Any]) -> None:
    async with open_app(example, progress=BENCH, size=(80, 24)) as pilot:
        left, right = await opened(pilot)
        assert left.tone != right.tone
        await pilot.press("3")
        await wait_until(lambda: right.tone.formality is Formality.CASUAL)
        assert right.tone.context is Context.HIGH
        await wait_until(lambda: "Hello Ana" in screen_text(pilot))
        assert "Dear Ana" in screen_text(pilot)
        await pilot.press("tab", "down")
        await wait_until(lambda: left.tone.formality is Formality.FORMAL)
        wanted = left.tone
        await pilot.press("enter")
        await at(pilot, "workbench")
        screen = pilot.app.screen
        assert isinstance(screen, WorkbenchScreen)
        await wait_until(lambda: screen.desk.tone == wanted)


async def test_ones_own_words_are_compared_and_stay(open_app: OpenApp, example: dict[str, Any]) -> None:
    async with open_app(example, progress=BENCH, edits=EDITS) as pilot:
        left, _ = await opened(pilot)
        assert left.own
        await wait_until(lambda: "I loved our talks" in str(left.query_one(LetterText).content))
        await pilot.press("escape")
        await at(pilot, "workbench")
        screen = pilot.app.screen
        assert isinstance(screen, WorkbenchScreen)
        assert "I loved our talks" in screen.desk.text


def test_only_what_differs_is_marked() -> None:
    marked = new_words("I thank you very much.", "I thank you [b] all.", "bold")
    assert marked.plain == "I thank you [b] all."
    assert [marked.plain[span.start : span.end] for span in marked.spans] == ["[b]", "all."]
