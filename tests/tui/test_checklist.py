from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from app_driving import HOSTILE, OpenApp, app_of, at, screen_text, session_of, shown, wait_until
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static, TextArea

from core.checklist import answer, is_answered, questions, sections
from core.store import Cases
from tui.screens.checklist import ChecklistScreen
from tui.widgets.letter_view import LetterText, LetterView
from tui.widgets.questions import QuestionList


def checklist(pilot: Pilot[None]) -> ChecklistScreen:
    screen = pilot.app.screen
    assert isinstance(screen, ChecklistScreen)
    return screen


def letter(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query_one(LetterText).content)


def control(pilot: Pilot[None], question: str) -> Any:
    card = pilot.app.screen.query_one(QuestionList).card(question)
    assert card is not None
    return card.control


async def type_text(pilot: Pilot[None], text: str) -> None:
    for character in text:
        pilot.app.post_message(events.Key(character, character))
    await pilot.pause()


async def test_the_letter_grows_while_one_types(open_app: OpenApp) -> None:
    async with open_app({}) as pilot:
        await at(pilot, "checklist")
        assert "‹company›" in letter(pilot)
        await type_text(pilot, "Ada Lovelace")
        await pilot.press("enter")
        await type_text(pilot, "O'Brien & Sons [EU] GmbH")
        await wait_until(lambda: "O'Brien & Sons [EU] GmbH" in letter(pilot))
        assert letter(pilot).endswith("Ada Lovelace")
        assert "the job" in shown(pilot, "#missing")


async def test_the_letter_in_sight_stays_when_a_call_comes_first(
    open_app: OpenApp, example: dict[str, Any]
) -> None:
    answers = {name: example[name] for name in ("you", "company", "role")}
    manager = {"name": "Priya Raman", "kind": "hiring_manager"}
    async with open_app(answers | {"stage": "early", "people": [manager]}) as pilot:
        await at(pilot, "checklist")
        await wait_until(lambda: "I have decided to withdraw" in letter(pilot))
        before = letter(pilot)
        session_of(pilot).answer("stage", "final")
        checklist(pilot)._show_letter()
        assert "call_script" in [step.message for step in session_of(pilot).plan.steps]
        assert letter(pilot) == before
        checklist(pilot).action_other_letter()
        assert "call" in letter(pilot)


async def test_keys_typed_ahead_land_where_they_should(open_app: OpenApp) -> None:
    async with open_app({}) as pilot:
        await at(pilot, "checklist")
        keys = [*"Ada", "enter", *"IBM", "enter", *"Nurse", "enter", "down", "enter"]
        for key in keys:
            pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await wait_until(lambda: answer(session_of(pilot).answers, "stage") is not None)
        await wait_until(lambda: checklist(pilot).section != "you")
        answers = session_of(pilot).answers
        assert (answers["you"]["name"], answers["company"]["name"], answers["role"]) == (
            "Ada",
            "IBM",
            "Nurse",
        )


async def test_what_is_missing_is_one_key_away(open_app: OpenApp, example: dict[str, Any]) -> None:
    del example["company"]["name"]
    async with open_app(example, progress={"screen": "checklist", "at": "closing"}) as pilot:
        await at(pilot, "checklist")
        assert shown(pilot, "#missing") == "Still needed (ctrl+o): the company"  # the key is never cut off
        await pilot.press("ctrl+o")
        await wait_until(lambda: checklist(pilot).section == "you")
        await wait_until(lambda: control(pilot, "company.name").has_focus)


async def test_a_question_comes_and_goes_with_the_answer_before_it(
    open_app: OpenApp, example: dict[str, Any]
) -> None:
    async with open_app(example, progress={"screen": "checklist", "at": "reason"}) as pilot:
        await at(pilot, "checklist")
        cards = pilot.app.screen.query_one(QuestionList)
        assert cards.card("reason.line") is not None
        control(pilot, "reason.kind").focus()
        await pilot.press("up")  # to "I would rather not say"
        await wait_until(lambda: answer(session_of(pilot).answers, "reason.kind") == "none")
        await wait_until(lambda: cards.card("reason.line") is None)
        assert control(pilot, "reason.kind").has_focus


async def test_a_country_is_completed_and_a_wrong_one_is_named(
    open_app: OpenApp, example: dict[str, Any]
) -> None:
    del example["company"]["country"]
    async with open_app(example, progress={"screen": "checklist", "at": "process"}) as pilot:
        await at(pilot, "checklist")
        await type_text(pilot, "Atlantis")
        await pilot.press("enter")
        card = pilot.app.screen.query_one(QuestionList).card("company.country")
        assert card is not None
        await wait_until(lambda: card.has_class("-problem"))
        assert "Give the country's name" in str(card.query_one(".question-problem", Static).content)
        assert "Not understood (ctrl+o): In which country" in shown(pilot, "#missing")
        assert "◐ In touch so far" in screen_text(pilot)
        control(pilot, "company.country").value = "portu"
        control(pilot, "company.country").focus()
        await pilot.press("enter")
        await wait_until(lambda: answer(session_of(pilot).answers, "company.country") == "PT")
        await wait_until(lambda: not card.has_class("-problem"))


async def test_it_saves_itself_a_second_after_the_last_key(open_app: OpenApp, own_home: Path) -> None:
    async with open_app({}) as pilot:
        await at(pilot, "checklist")
        await type_text(pilot, "Ada")
        await wait_until(lambda: Cases(own_home).list()[0].answers == {"you": {"name": "Ada"}}, seconds=6)
        await wait_until(lambda: not session_of(pilot).changed and "saved" in shown(pilot, ".saved"))


async def test_reopening_lands_where_one_left(
    open_app: OpenApp, own_home: Path, example: dict[str, Any]
) -> None:
    async with open_app(example) as pilot:
        await at(pilot, "checklist")
        await pilot.press("ctrl+n", "ctrl+n")
        await wait_until(lambda: checklist(pilot).section == sections()[2].id)
        await pilot.press("escape", "escape")
        await at(pilot, "home")
        await wait_until(lambda: app_of(pilot).screen.query_one("#cases").has_focus)
        await pilot.press("enter")
        await at(pilot, "checklist")
        assert checklist(pilot).section == sections()[2].id


async def test_any_text_in_any_field_comes_back_as_typed(
    open_app: OpenApp, example: dict[str, Any], own_home: Path
) -> None:
    example["details"] = {"appointment": "x", "changed": "x"}
    example["answers"]["talk_would_help"] = True
    asked = [q for q in questions(example) if q.kind in ("line", "text") and not q.choices]
    async with open_app(example, size=(120, 50)) as pilot:
        await at(pilot, "checklist")
        for question in asked:
            if checklist(pilot).section != question.section:
                await checklist(pilot)._show_section(question.section)
            widget = control(pilot, question.id)
            widget.focus()
            if isinstance(widget, TextArea):
                widget.text = ""
            else:
                assert isinstance(widget, Input)
                widget.value = ""
            await wait_until(lambda field=widget: field.has_focus)
            await type_text(pilot, HOSTILE)
            await wait_until(lambda path=question.id: HOSTILE in str(answer(session_of(pilot).answers, path)))
            assert HOSTILE in screen_text(pilot)
        assert await app_of(pilot).save_all()
        [path] = (own_home / "cases").glob("*.json")
        saved = json.loads(path.read_text(encoding="utf-8"))["answers"]
        for question in asked:
            kept = answer(saved, question.id)
            assert kept in (HOSTILE, [HOSTILE])


async def test_any_name_of_a_person_comes_back_as_typed(open_app: OpenApp, example: dict[str, Any]) -> None:
    async with open_app(example, progress={"screen": "checklist", "at": "people"}) as pilot:
        await at(pilot, "checklist")
        await pilot.press("a")
        await wait_until(lambda: type(pilot.app.screen).__name__ == "PersonDialog")
        await wait_until(lambda: isinstance(pilot.app.focused, Input))
        await type_text(pilot, HOSTILE)
        await pilot.press("enter", "down", "down")  # name, then what part: interviewer
        await pilot.pause()
        await pilot.press("f2")
        await wait_until(lambda: len(session_of(pilot).answers["people"]) == 4)
        person = session_of(pilot).answers["people"][-1]
        assert (person["name"], person["kind"]) == (HOSTILE, "interviewer")
        await wait_until(lambda: HOSTILE in screen_text(pilot))
        people = control(pilot, "people")
        assert people.highlighted == len(people.people)  # on the line that adds the next one
        await pilot.press("up", "d")
        await wait_until(lambda: len(session_of(pilot).answers["people"]) == 3)
        await pilot.press("u")
        await wait_until(lambda: session_of(pilot).answers["people"][-1] == person)


async def test_the_question_in_use_is_never_out_of_sight(open_app: OpenApp, example: dict[str, Any]) -> None:
    progress = {"screen": "checklist", "at": "process"}
    async with open_app(example, progress=progress, size=(80, 24)) as pilot:
        await at(pilot, "checklist")
        view = pilot.app.screen.query_one(QuestionList)
        for card in view.cards:
            card.control.focus()
            await wait_until(lambda control=card.control: control.has_focus)
            await wait_until(lambda shown=card.control: view.region.contains_region(shown.region))


async def test_the_first_question_is_in_sight_in_a_small_window(
    open_app: OpenApp, example: dict[str, Any]
) -> None:
    async with open_app(example, size=(60, 20)) as pilot:
        await at(pilot, "checklist")
        view = pilot.app.screen.query_one(QuestionList)

        def in_sight() -> bool:
            card = view.in_use
            return card is not None and view.region.contains_region(card.control.region)

        await wait_until(in_sight)
        for key in ("tab", "tab", "shift+tab", "ctrl+n", "shift+tab", "f7"):
            await pilot.press(key)
            await pilot.pause()
            await wait_until(lambda: in_sight() or not view.in_use)
        await pilot.resize_terminal(100, 30)
        await pilot.resize_terminal(40, 14)
        await wait_until(in_sight)


async def test_a_person_without_a_name_is_not_taken(open_app: OpenApp, example: dict[str, Any]) -> None:
    async with open_app(example, progress={"screen": "checklist", "at": "people"}) as pilot:
        await at(pilot, "checklist")
        await pilot.press("a")
        await wait_until(lambda: isinstance(pilot.app.focused, Input))
        await pilot.press("f2")
        await wait_until(lambda: "Still needed: name" in shown(pilot, ".problem"))
        await pilot.press("escape")
        await at(pilot, "checklist")
        assert len(session_of(pilot).answers["people"]) == 3


async def test_in_a_narrow_window_the_letter_takes_the_place_of_the_questions(
    open_app: OpenApp, example: dict[str, Any]
) -> None:
    async with open_app(example, size=(80, 24)) as pilot:
        await at(pilot, "checklist")
        view = pilot.app.screen.query_one(LetterView)
        assert not view.display
        await pilot.press("ctrl+l")
        await wait_until(lambda: view.display)
        assert not pilot.app.screen.query_one("#questions").display
        await pilot.press("escape")
        await wait_until(lambda: not view.display)


async def test_control_characters_do_not_reach_the_terminal(open_app: OpenApp) -> None:
    async with open_app({}) as pilot:
        await at(pilot, "checklist")
        control(pilot, "you.name").value = "Ada\x1b[31m\u202eRed"
        await wait_until(lambda: answer(session_of(pilot).answers, "you.name") == "Ada[31mRed")
        assert "\x1b" not in letter(pilot)


async def test_a_section_without_questions_is_not_offered(open_app: OpenApp) -> None:
    answers = {"you": {"name": "Ada"}, "company": {"name": "IBM"}, "role": "Nurse", "stage": "applied"}
    for stage, asked in (("applied", False), ("offer", True)):
        async with open_app(answers | {"stage": stage}) as pilot:
            await at(pilot, "checklist")
            listed = pilot.app.screen.query_one("#sections", OptionList)
            assert ("logistics" in [option.id for option in listed.options]) is asked


async def test_a_letter_that_is_due_when_the_screen_is_taken_down_is_no_failure(open_app: OpenApp) -> None:
    """On a busy machine it may be asked for when its place is gone already."""
    async with open_app() as pilot:
        await pilot.press("n")
        await at(pilot, "checklist")
        screen = checklist(pilot)
        await screen.query("#columns").remove()
        screen._show_letter()


async def test_a_section_half_done_goes_on_with_what_is_left(
    open_app: OpenApp, example: dict[str, Any]
) -> None:
    async with open_app(example, progress={"screen": "checklist", "at": "you"}) as pilot:
        await at(pilot, "checklist")
        screen = checklist(pilot)
        await screen._show_section("process", focus=True)
        open_ones = [
            c.question.id
            for c in screen._list.cards
            if not is_answered(session_of(pilot).answers, c.question.id)
        ]
        assert open_ones
        assert screen._list.in_use is not None
        assert screen._list.in_use.question.id == open_ones[0]


async def test_a_checklist_on_its_way_out_judges_nothing(open_app: OpenApp) -> None:
    async with open_app({}) as pilot:
        await at(pilot, "checklist")
        screen = checklist(pilot)
        await screen.query_one(QuestionList).remove()  # as when it is left while an answer is to be judged
        screen.on_descendant_blur()
        await pilot.pause()
        assert pilot.app.is_running
