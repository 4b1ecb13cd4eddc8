"""One answer of several, under the keys that people try first."""

from __future__ import annotations

from typing import Any

from app_driving import OpenApp, at, session_of, wait_until

from core.checklist import answer
from tui.widgets.choice import Choice
from tui.widgets.questions import QuestionList


async def test_space_takes_an_answer_and_never_loses_it(open_app: OpenApp, example: dict[str, Any]) -> None:
    async with open_app(example, progress={"screen": "checklist", "at": "you"}) as pilot:
        await at(pilot, "checklist")

        def stage() -> Any:
            return answer(session_of(pilot).answers, "stage")

        card = pilot.app.screen.query_one(QuestionList).card("stage")
        assert card is not None
        card.control.focus()
        await pilot.pause()
        before = stage()
        await pilot.press("space", "space")
        assert stage() == before
        await pilot.press("backspace")
        await wait_until(lambda: stage() is None)
        await pilot.press("space")
        await wait_until(lambda: stage() == before)


def test_where_there_may_be_several_space_ticks_and_unticks() -> None:
    choice = Choice([("a", "first"), ("b", "second")], many=True)
    choice.post_message = lambda message: True  # type: ignore[method-assign,assignment]  # no app around it
    choice.pick()
    assert choice.value == ["a"]
    choice.pick()
    assert choice.value == []
