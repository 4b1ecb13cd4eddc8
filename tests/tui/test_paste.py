from __future__ import annotations

from typing import Any

from app_driving import HOSTILE, OpenApp, at, place_of, screen_text, session_of, wait_until
from textual import events
from textual.pilot import Pilot
from textual.widgets import TextArea

from tui.widgets.people import PeopleEditor, merged

PEOPLE = {"screen": "checklist", "at": "people"}
MAIL = f"""From: "Silva, Ana" <ana@talent.example>
To: Maya Lindqvist <maya@home.example>, Bo {HOSTILE.replace("[", "").split()[0]} <bo@north.example>

Kind regards,
Bo Acme
Head of Data
"""


def people(pilot: Pilot[None]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = session_of(pilot).answers.get("people", [])
    return found


async def test_people_are_shown_before_they_are_added(open_app: OpenApp, example: dict[str, Any]) -> None:
    example["people"] = []
    async with open_app(example, progress=PEOPLE, size=(80, 24)) as pilot:
        await at(pilot, "checklist")
        await wait_until(lambda: isinstance(pilot.app.focused, PeopleEditor))
        await pilot.press("p")
        await wait_until(lambda: place_of(pilot) == "PasteDialog")
        pilot.app.screen.query_one(TextArea).text = MAIL
        await wait_until(lambda: "Ana Silva · ana@talent.example · recruiter" in screen_text(pilot))
        assert "Bo Acme · bo@north.example · hiring manager" in screen_text(pilot)
        assert people(pilot) == []
        await pilot.press("tab", "space", "f2")  # without Ana
        await at(pilot, "checklist")
        await wait_until(lambda: people(pilot))
        assert people(pilot) == [{"name": "Bo Acme", "email": "bo@north.example", "kind": "hiring_manager"}]


async def test_a_paste_on_the_list_is_read_at_once(open_app: OpenApp, example: dict[str, Any]) -> None:
    async with open_app(example, progress=PEOPLE) as pilot:
        await at(pilot, "checklist")
        before = people(pilot)
        editor = pilot.app.screen.query_one(PeopleEditor)
        editor.focus()
        editor.post_message(events.Paste("From: Zoe Zhao <zoe@x.example>\x1b[31m"))
        await wait_until(lambda: place_of(pilot) == "PasteDialog")
        await wait_until(lambda: "Zoe Zhao · zoe@x.example" in screen_text(pilot))
        await pilot.press("enter")
        await at(pilot, "checklist")
        await wait_until(lambda: len(people(pilot)) == len(before) + 1)
        assert people(pilot)[:-1] == before


async def test_a_text_that_names_nobody_says_what_would(open_app: OpenApp, example: dict[str, Any]) -> None:
    async with open_app(example, progress=PEOPLE) as pilot:
        await at(pilot, "checklist")
        before = people(pilot)
        pilot.app.screen.query_one(PeopleEditor).action_paste()
        await wait_until(lambda: place_of(pilot) == "PasteDialog")
        pilot.app.screen.query_one(TextArea).text = "hello [/b there"
        await wait_until(lambda: "Nobody is named" in screen_text(pilot))
        await pilot.press("f2", "escape")
        await at(pilot, "checklist")
        assert people(pilot) == before


def test_somebody_known_only_gets_what_was_lacking() -> None:
    known = [{"name": "Ana Silva", "kind": "recruiter", "rapport": True}]
    found = [{"name": "ana silva", "kind": "interviewer", "email": "a@x.example", "guessed": True}]
    assert merged(known, found) == [
        {"name": "Ana Silva", "kind": "recruiter", "rapport": True, "email": "a@x.example"}
    ]
    assert known == [{"name": "Ana Silva", "kind": "recruiter", "rapport": True}]
