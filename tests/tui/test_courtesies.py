"""A line in the reader's own language, added on the workbench and taken out again."""

from __future__ import annotations

from typing import Any

from app_driving import BENCH, EDIT, EDITS, OpenApp, at, place_of, screen_text, shown, wait_until
from textual.pilot import Pilot
from textual.widgets import OptionList

from core.courtesy import line, suggested
from core.tone import Formality, Tone
from tui.screens.workbench import WorkbenchScreen
from tui.state.courtesies import with_line, without_line
from tui.state.desk import Desk, Sheet

NEUTRAL, FORMAL = line("ja", "thanks", Tone()), line("ja", "thanks", Tone(Formality.FORMAL))


def desk(pilot: Pilot[None]) -> Desk:
    screen = pilot.app.screen
    assert isinstance(screen, WorkbenchScreen)
    return screen.desk


async def choose(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press("l")
    await wait_until(lambda: place_of(pilot) == "CourtesyDialog")
    await pilot.press(*keys, "enter")
    await at(pilot, "workbench")
    await pilot.pause()


async def test_the_language_of_the_country_comes_first_with_all_that_is_to_know(
    open_app: OpenApp, example: dict[str, Any]
) -> None:
    example["company"]["country"] = "JP"
    async with open_app(example, progress=BENCH) as pilot:
        await at(pilot, "workbench")
        await pilot.press("l")
        await wait_until(lambda: place_of(pilot) == "CourtesyDialog")
        listed = pilot.app.screen.query_one("#found", OptionList)
        assert [option.id for option in listed.options[:2]] == ["ja", "ja:greeting"]
        seen = screen_text(pilot)
        for part in ("Japanese", "O-jikan o itadaki", "Thank you for giving me your time", "polite with"):
            assert part in seen


async def test_it_is_added_follows_the_tone_and_is_taken_out(
    open_app: OpenApp, example: dict[str, Any]
) -> None:
    example["company"]["country"] = "JP"
    example["tone"] = {"formality": "neutral"}
    async with open_app(example, progress=BENCH) as pilot:
        await at(pilot, "workbench")
        before = desk(pilot).text
        await choose(pilot)
        assert f"\n\n{NEUTRAL.text}\n\n" in desk(pilot).text
        await pilot.press("down")
        await wait_until(lambda: FORMAL.text in desk(pilot).text)
        assert NEUTRAL.text not in desk(pilot).text
        await pilot.press("up")
        await choose(pilot, "up", *"take out")
        assert desk(pilot).text == before
        await pilot.press("u")
        await wait_until(lambda: NEUTRAL.text in desk(pilot).text)


async def test_in_ones_own_words_only_the_line_comes_and_goes(
    open_app: OpenApp, example: dict[str, Any]
) -> None:
    async with open_app(example, progress=BENCH, edits=EDITS) as pilot:
        await at(pilot, "workbench")
        await choose(pilot, *"japanese greet")
        assert line("ja", "greeting", desk(pilot).tone).text in desk(pilot).text
        await choose(pilot, *"take out")
        assert desk(pilot).text == EDIT


async def test_a_new_draft_and_the_tone_of_all_letters_keep_it(
    open_app: OpenApp, example: dict[str, Any]
) -> None:
    async with open_app(example, progress=BENCH) as pilot:
        await at(pilot, "workbench")
        await choose(pilot, *"japanese thanks")
        here, session = desk(pilot), desk(pilot).session
        here.write(f"{here.text}\n\nPS")
        here.start_over()
        assert here.sheet.courtesy == "ja"
        other = next(step for step in session.plan.steps if step.id != here.step.id)
        Desk(session, other).use_tone_everywhere()
        kept = Sheet.from_data(session.noted("sheets")[here.step.id], Tone())
        assert kept == Sheet(Desk(session, other).tone, courtesy="ja")


async def test_what_a_reader_speaks_is_suggested_beside_the_tone(
    open_app: OpenApp, example: dict[str, Any]
) -> None:
    for person in example["people"]:
        person |= {"native_english": False, "language": "Japanese"}
    async with open_app(example, progress=BENCH) as pilot:
        await at(pilot, "workbench")
        assert "p plain English" in shown(pilot, ".suggestion")
        assert "l a line in Japanese" in shown(pilot, ".suggestion")
        await pilot.press("p")
        await choose(pilot)
        assert "✓ plain English" in shown(pilot, ".suggestion")
        assert "✓ a line in Japanese" in shown(pilot, ".suggestion")


async def test_no_line_in_a_note_or_a_call(open_app: OpenApp, example: dict[str, Any]) -> None:
    note = BENCH | {"at": "reflection_note"}
    async with open_app(example, progress=note) as pilot:
        await at(pilot, "workbench")
        await pilot.press("l")
        await pilot.pause()
        assert place_of(pilot) == "workbench"


def test_a_readers_language_goes_before_the_country() -> None:
    assert suggested("CH", ["Italian"])[:2] == ("it", "de")
    assert suggested("TW") == ("zh-Hant",)
    assert suggested("NO") == ("nb",)
    assert suggested("GB", ["Klingon"]) == suggested(None) == ()


def test_a_line_stands_before_the_signature_where_there_is_one() -> None:
    letter, note = "Dear Hana,\n\nNo.\n\nBest,\nMaya", "No."
    signed = with_line(letter, "ja", Tone(), signed=True)
    assert signed == f"Dear Hana,\n\nNo.\n\n{NEUTRAL.text}\n\nBest,\nMaya"
    assert with_line(note, "ja", Tone(), signed=False) == f"No.\n\n{NEUTRAL.text}"
    assert with_line(note, "xx", Tone(), signed=False) == note
    assert without_line(signed.replace(NEUTRAL.text, FORMAL.text), "ja") == letter
