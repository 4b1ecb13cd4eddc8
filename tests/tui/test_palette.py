from __future__ import annotations

from typing import Any

from app_driving import OpenApp, app_of, at, place_of, wait_until

from tui.commands import COMMANDS, PLACES


def titles(pilot: Any) -> dict[str, str]:
    return {c.title: c.help for c in pilot.app.get_system_commands(pilot.app.screen)}


async def test_every_command_is_found_from_everywhere(open_app: OpenApp, example: dict[str, Any]) -> None:
    async with open_app(example) as pilot:
        await at(pilot, "checklist")
        found = titles(pilot)
        assert {"Plan", "Help", "Quit", "Theme", "Example · your cases", "Told · plan"} <= set(found)
        assert found["Example · your cases"].endswith("Goes there.")
        elsewhere = {(c.screen, c.label) for c in COMMANDS if c.screen in PLACES and c.screen != "checklist"}
        assert len({title for title in found if " · " in title}) == len(elsewhere)


async def test_a_command_of_another_place_leads_there(open_app: OpenApp, example: dict[str, Any]) -> None:
    async with open_app(example) as pilot:
        await at(pilot, "checklist")
        for title, place, key in (
            ("Told · plan", "plan", "t"),
            ("Rewrite · letter", "workbench", "r"),
            ("Example · your cases", "home", "x"),
        ):
            commands = pilot.app.get_system_commands(pilot.app.screen)
            next(command for command in commands if command.title == title).callback()
            await wait_until(lambda place=place: place_of(pilot) == place)
            wanted = f"Here it is the key {key}:"
            await wait_until(
                lambda wanted=wanted: any(wanted in n.message for n in app_of(pilot)._notifications)
            )


async def test_without_a_case_it_says_what_comes_first(open_app: OpenApp) -> None:
    async with open_app() as pilot:
        await at(pilot, "home")
        commands = pilot.app.get_system_commands(pilot.app.screen)
        next(command for command in commands if command.title == "Told · plan").callback()
        await wait_until(lambda: app_of(pilot)._notifications)
        assert place_of(pilot) == "home"
