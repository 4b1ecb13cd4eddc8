from __future__ import annotations

import importlib
from collections import Counter

import pytest
from textual.widget import Widget

from tui.app import BowoutApp
from tui.commands import COMMANDS, Command
from tui.keys import EATEN
from tui.screens.base import BowoutScreen

SCREENS = {
    "home": ("tui.screens.home", "HomeScreen", "CaseList"),
    "checklist": ("tui.screens.checklist", "ChecklistScreen", "PeopleEditor"),
    "plan": ("tui.screens.plan", "PlanScreen", "StepList"),
    "journal": ("tui.screens.journal", "JournalScreen", "EntryList"),
    "charts": ("tui.screens.charts", "ChartsScreen", ""),
    "compare": ("tui.screens.compare", "CompareDialog", ""),
    "workbench": ("tui.screens.workbench", "WorkbenchScreen", "ProposalView"),
}


def owner(command: Command) -> type:
    if command.screen == "app":
        return BowoutApp
    module, screen, part = SCREENS[command.screen]
    found = getattr(importlib.import_module(module), part if command.part else screen)
    assert issubclass(found, Widget)
    return found


def test_ids_are_unique() -> None:
    assert [name for name, count in Counter(command.id for command in COMMANDS).items() if count > 1] == []


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_a_command_does_something(command: Command) -> None:
    assert callable(getattr(owner(command), f"action_{command.action}", None))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_no_key_that_a_terminal_eats_is_the_only_one(command: Command) -> None:
    assert set(command.keys.split(",")) - EATEN


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.available], ids=lambda command: command.id)
def test_whether_it_can_be_done_is_known(command: Command) -> None:
    module, screen, _ = SCREENS[command.screen]
    kind = getattr(importlib.import_module(module), screen)
    assert issubclass(kind, BowoutScreen)
    assert isinstance(getattr(kind, command.available), property)


@pytest.mark.parametrize("screen", [*SCREENS, "app"])
def test_no_key_does_two_things_at_once(screen: str) -> None:
    """Keys may be shared only by commands that cannot be available together."""
    keys = Counter(
        key for c in COMMANDS if c.screen == screen and not c.available for key in c.keys.split(",")
    )
    assert [key for key, count in keys.items() if count > 1] == []
