"""A long sentence can be read as a whole while it is typed, and enter still goes on."""

from __future__ import annotations

from typing import Any

from app_driving import OpenApp, app_of, at, screen_text, session_of, wait_until
from textual import events
from textual.pilot import Pilot

from core.checklist import answer
from tui.widgets.questions import QuestionList
from tui.widgets.sentence import Sentence

CLOSING = {"screen": "checklist", "at": "closing"}
LONG = (
    "I enjoyed hearing about your plans for the Lisbon office, and how the night rota came about after all."
)


def field(pilot: Pilot[None], question: str = "personal_line") -> Sentence:
    card = pilot.app.screen.query_one(QuestionList).card(question)
    assert card is not None
    assert isinstance(card.control, Sentence)
    return card.control


async def typed(pilot: Pilot[None], text: str) -> None:
    for character in text:
        pilot.app.post_message(events.Key(character, character))
    await pilot.pause()


async def test_it_grows_with_what_is_typed(open_app: OpenApp, example: dict[str, Any]) -> None:
    del example["personal_line"]
    async with open_app(example, size=(80, 24), progress=CLOSING) as pilot:
        await at(pilot, "checklist")
        field(pilot).focus()
        await wait_until(lambda: field(pilot).size.height == 1)
        await typed(pilot, LONG)
        await wait_until(lambda: field(pilot).size.height > 1)
        words = " ".join(screen_text(pilot).replace("│", " ").split())
        assert all(word in words for word in LONG.split())
        view = pilot.app.screen.query_one(QuestionList)
        await wait_until(lambda: view.region.contains_region(field(pilot).region))
        await wait_until(lambda: session_of(pilot).answers.get("personal_line") == LONG)
        await pilot.resize_terminal(60, 20)
        await wait_until(lambda: view.region.contains_region(field(pilot).region))


async def test_enter_goes_on_and_typing_ahead_lands_in_the_next_field(
    open_app: OpenApp, example: dict[str, Any]
) -> None:
    del example["personal_line"]
    example["closing"] = {}
    async with open_app(example, progress=CLOSING) as pilot:
        await at(pilot, "checklist")
        field(pilot, "closing.referral").focus()
        await typed(pilot, "Bo Lee")
        for key in ("enter", "A", "job"[0]):
            pilot.app.post_message(events.Key(key, None if key == "enter" else key))
        await wait_until(lambda: answer(session_of(pilot).answers, "closing.open_to") == "Aj")
        assert answer(session_of(pilot).answers, "closing.referral") == "Bo Lee"


async def test_a_paste_of_several_lines_is_one_sentence(open_app: OpenApp, example: dict[str, Any]) -> None:
    del example["personal_line"]
    async with open_app(example, progress=CLOSING) as pilot:
        await at(pilot, "checklist")
        field(pilot).focus()
        await wait_until(lambda: field(pilot).has_focus)
        pilot.app.post_message(events.Paste("I liked\nthe team\r\nand [the tea]."))
        await wait_until(
            lambda: session_of(pilot).answers.get("personal_line") == "I liked the team and [the tea]."
        )


async def test_what_is_typed_is_added_to_what_stands_there(
    open_app: OpenApp, example: dict[str, Any]
) -> None:
    async with open_app(example, progress=CLOSING) as pilot:
        await at(pilot, "checklist")
        field(pilot).focus()
        await wait_until(lambda: field(pilot).has_focus)
        await typed(pilot, " Too.")
        await wait_until(lambda: session_of(pilot).answers["personal_line"].endswith("Lisbon office. Too."))


async def test_a_hint_is_no_markup(open_app: OpenApp) -> None:
    async with open_app() as pilot:
        sentence = Sentence(placeholder="such as [b]this[/b")
        await app_of(pilot).screen.mount(sentence)
        await wait_until(lambda: "[b]this[/b" in screen_text(pilot))
