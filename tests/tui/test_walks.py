"""What strangers stumbled over on their first walk through the app, each thing once."""

from __future__ import annotations

from typing import Any

import pytest
from app_driving import BENCH, NOW, OpenApp, at, place_of, screen_text, session_of, wait_until
from textual.pilot import Pilot
from textual.widgets import Button, Input, Static, TextArea

from core.checklist import answer, questions
from core.journal import Entry
from core.tone import PRESETS
from tui.screens.checklist import ChecklistScreen
from tui.screens.paste import Found
from tui.state.past import sum_of
from tui.widgets.choice import Choice
from tui.widgets.people import PeopleEditor
from tui.widgets.question import QuestionCard
from tui.widgets.questions import QuestionList
from tui.widgets.tone_pad import TonePad

PROCESS = {"screen": "checklist", "at": "process"}
PEOPLE = {"screen": "checklist", "at": "people"}
PLAN = {"screen": "plan", "at": ""}


def card(pilot: Pilot[None], question: str) -> QuestionCard:
    found = pilot.app.screen.query_one(QuestionList).card(question)
    assert found is not None
    return found


def place(pilot: Pilot[None], words: str) -> tuple[int, int]:
    """Where some words stand on the screen."""
    for y, line in enumerate(screen_text(pilot).splitlines()):
        if words in line:
            return line.index(words), y
    raise AssertionError(f"{words!r} is not on the screen")


async def test_words_meant_for_another_field_tick_nothing(open_app: OpenApp) -> None:
    async with open_app({"role": "Nurse"}, progress=PROCESS) as pilot:
        await at(pilot, "checklist")
        card(pilot, "channels.used").control.focus()
        await pilot.pause()
        await pilot.press(*"Europe", "slash", *"Lisbon")
        assert answer(session_of(pilot).answers, "channels.used") is None
        await pilot.press("space")
        await wait_until(lambda: answer(session_of(pilot).answers, "channels.used"))


async def test_a_country_takes_no_question_away(open_app: OpenApp) -> None:
    """Whoever types ahead would answer the wrong one; a question may only come."""
    async with open_app({"role": "Nurse"}, progress=PROCESS) as pilot:
        await at(pilot, "checklist")
        country = card(pilot, "company.country")
        country.control.focus()
        before = [each.question.id for each in pilot.app.screen.query_one(QuestionList).cards]
        await pilot.press(*"Japan", "enter", *"Lisbon", "enter")
        await wait_until(lambda: answer(session_of(pilot).answers, "you.timezone") == "Europe/Lisbon")
        assert [each.question.id for each in pilot.app.screen.query_one(QuestionList).cards] == before
    assert "company.timezone" in [q.id for q in questions({"company": {"country": "US"}})]


async def test_the_first_arrow_takes_the_first_answer_and_none_is_marked_before() -> None:
    choice = Choice([("a", "first"), ("b", "second")])
    assert "underline" not in str(choice._label(0).spans)
    told: list[Any] = []
    choice.post_message = lambda message: bool(told.append(message)) or True  # type: ignore[method-assign,assignment]
    choice.move(1)
    assert choice.value == "a"


async def test_back_from_the_plan_one_is_where_one_was(open_app: OpenApp, example: dict[str, Any]) -> None:
    async with open_app(example, progress={"screen": "checklist", "at": "you"}) as pilot:
        await at(pilot, "checklist")
        card(pilot, "stage").control.focus()
        await pilot.press("ctrl+g")
        await at(pilot, "plan")
        await pilot.press("escape")
        await at(pilot, "checklist")
        await wait_until(lambda: pilot.app.focused is card(pilot, "stage").control)


async def test_a_click_on_a_question_is_meant_for_its_field(
    open_app: OpenApp, example: dict[str, Any]
) -> None:
    async with open_app(example, progress={"screen": "checklist", "at": "you"}) as pilot:
        await at(pilot, "checklist")
        role = card(pilot, "role")
        for row in (0, 2):  # the question, and the blank line beneath the field
            card(pilot, "you.name").control.focus()
            await pilot.pause()
            await pilot.click(role, offset=(3, row))
            await wait_until(lambda: pilot.app.focused is role.control)


async def test_the_keys_never_go_nowhere(open_app: OpenApp, example: dict[str, Any]) -> None:
    async with open_app(example, progress={"screen": "checklist", "at": "reason"}) as pilot:
        await at(pilot, "checklist")
        share = card(pilot, "reason.share")
        share.control.focus()
        await pilot.pause()
        await share.remove()  # as when an answer elsewhere makes it matter no longer
        await wait_until(lambda: isinstance(getattr(pilot.app.focused, "parent", None), QuestionCard))


async def test_named_tones_can_be_clicked(open_app: OpenApp, example: dict[str, Any]) -> None:
    async with open_app(example, progress=BENCH, size=(100, 34)) as pilot:
        await at(pilot, "workbench")
        for name in ("Warm", "Formal and warm"):
            await pilot.click(offset=place(pilot, name))
            pad = pilot.app.screen.query_one(TonePad)
            await wait_until(lambda name=name, pad=pad: pad.tone == PRESETS[name])


async def test_the_welcome_can_be_clicked(open_app: OpenApp) -> None:
    async with open_app() as pilot:
        await wait_until(lambda: "answer a few questions" in screen_text(pilot))
        await pilot.click(offset=place(pilot, "answer a few questions"))
        await at(pilot, "checklist")


async def test_what_has_been_told_keeps_its_reason(open_app: OpenApp, example: dict[str, Any]) -> None:
    async with open_app(example, progress=PLAN) as pilot:
        await at(pilot, "plan")
        why = session_of(pilot).plan.steps[0].why[:50]
        await pilot.press("t")
        await wait_until(lambda: "1 of 6 done" in screen_text(pilot))
        assert why in screen_text(pilot)


async def test_the_plan_waits_as_long_as_the_letter_promises(
    open_app: OpenApp, example: dict[str, Any]
) -> None:
    async with open_app(example, progress=PLAN) as pilot:
        await at(pilot, "plan")
        text = screen_text(pilot)
        assert "After Ana's answer" in text or "After Ana Silva's answer" in text
        assert "no public holiday" in text
        assert "! should not wait" in text


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (100, 34)])
async def test_why_it_is_asked_is_never_cut(
    open_app: OpenApp, example: dict[str, Any], size: tuple[int, int]
) -> None:
    async with open_app(example, progress={"screen": "checklist", "at": "you"}, size=size) as pilot:
        await at(pilot, "checklist")
        screen = pilot.app.screen
        assert isinstance(screen, ChecklistScreen)
        box = screen.query_one("#why", Static)
        tallest = int(box.styles.max_height.value) if box.styles.max_height else 0
        cut = []
        for section in screen._sections:
            await screen._show_section(section.id)
            for each in screen.query_one(QuestionList).cards:
                screen._explain(each)
                content = box.content
                if content.get_height({}, box.region.width - 2) > tallest:
                    cut.append(each.question.id)
        assert cut == []


async def test_hints_fit_their_fields(open_app: OpenApp, example: dict[str, Any]) -> None:
    async with open_app(example, progress={"screen": "checklist", "at": "you"}, size=(100, 34)) as pilot:
        await at(pilot, "checklist")
        screen = pilot.app.screen
        assert isinstance(screen, ChecklistScreen)
        for section in screen._sections:
            await screen._show_section(section.id)
            await pilot.pause()
            for field in screen.query(Input):
                assert len(str(field.placeholder)) <= field.content_size.width, field.placeholder


async def test_a_person_is_asked_about_with_the_reason_and_the_keys(open_app: OpenApp) -> None:
    async with open_app({"role": "Nurse"}, progress=PEOPLE, size=(100, 34)) as pilot:
        await at(pilot, "checklist")
        pilot.app.screen.query_one(PeopleEditor).action_add()
        await wait_until(lambda: place_of(pilot) == "PersonDialog")
        await wait_until(lambda: "ctrl+g done" in screen_text(pilot))
        await wait_until(lambda: "Is English their first language?" in screen_text(pilot))
        await wait_until(lambda: "( ) no" in screen_text(pilot))
        card(pilot, "given_name").control.focus()
        await wait_until(lambda: "Dear Ms. Mori" in screen_text(pilot))


async def test_parts_are_set_where_people_are_found(open_app: OpenApp) -> None:
    async with open_app({"role": "Nurse"}, progress=PEOPLE) as pilot:
        await at(pilot, "checklist")
        pilot.app.screen.query_one(PeopleEditor).action_paste()
        await wait_until(lambda: place_of(pilot) == "PasteDialog")
        pilot.app.screen.query_one(
            TextArea
        ).text = "From: Lena Fischer (HR) <l@x.example>, Jo Ek <j@x.example>"
        await wait_until(lambda: "Lena Fischer · l@x.example · HR" in screen_text(pilot))
        pilot.app.screen.query_one(Found).focus()
        await pilot.press("down", "left")
        await wait_until(lambda: "Jo Ek · j@x.example · hiring manager" in screen_text(pilot))
        await pilot.press("tab")
        assert isinstance(pilot.app.focused, Button)
        await pilot.press("enter")
        await at(pilot, "checklist")
        await wait_until(lambda: session_of(pilot).answers.get("people"))
        assert [p["kind"] for p in session_of(pilot).answers["people"]] == ["hr", "hiring_manager"]


async def test_saving_all_counts_letters_and_names_the_note(
    open_app: OpenApp, example: dict[str, Any]
) -> None:
    async with open_app(example, progress=PLAN) as pilot:
        await at(pilot, "plan")
        await pilot.press("s")
        await wait_until(lambda: "all 5 letters of the plan and your note to yourself" in screen_text(pilot))


async def test_what_has_just_happened_hides_no_remark(open_app: OpenApp, example: dict[str, Any]) -> None:
    async with open_app(example, progress=BENCH, size=(100, 34), notices=True) as pilot:
        await at(pilot, "workbench")
        await pilot.press("c")
        await wait_until(lambda: "Sent to the clipboard" in screen_text(pilot))
        assert "r to ask the model for other words." in screen_text(pilot)


def test_one_exit_has_no_half() -> None:
    def exits(count: int) -> list[Entry]:
        return [Entry(str(n), "Nurse", "St. Anne's", decided=NOW, told=NOW) for n in range(count)]

    assert sum_of(exits(1)).startswith("1 exit · told on the day")
    assert sum_of(exits(2)).startswith("2 exits · half of them told on the day")
