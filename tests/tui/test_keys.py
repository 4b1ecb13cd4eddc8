from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from app_driving import BENCH, OpenApp, app_of, at, place_of, screen_text, wait_until

from tui.commands import COMMANDS, key_of, use_keys
from tui.keys import checked, read_keys


@pytest.fixture(autouse=True)
def default_keys() -> Iterator[None]:
    yield
    use_keys({})


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"workbench.rewriet": "f3"}, "Did you mean workbench.rewrite?"),
        ({"zzz": "f3"}, "F1 lists them all"),
        ({"workbench.rewrite": 3}, 'needs a key such as "f3"'),
        ({"workbench.rewrite": []}, 'needs a key such as "f3"'),
        ({"workbench.rewrite": "ctrl-r"}, "is no key"),
        ({"workbench.rewrite": "f99"}, "is no key"),
        ({"workbench.rewrite": "e"}, "workbench.rewrite and workbench.edit would share a key (e)"),
        ({"workbench.rewrite": "ctrl+s"}, "many terminals keep ctrl+s to themselves"),
        ({"checklist.plan": "p"}, "would be typed into the field"),
        ({"app.help": "?"}, "would be typed into the field"),
        ({"workbench.copy": "f10"}, "workbench.copy and app.quit would share a key"),
        ([], "keys is no table"),
    ],
    ids=str,
)
def test_what_cannot_be_used_is_named_with_its_mend(table: object, said: str) -> None:
    found = checked(table)
    assert not found.keys
    assert said in " ".join(found.problems)


def test_what_can_be_used_is_used() -> None:
    table = {
        "workbench.rewrite": "f3",
        "home.new": ["n", "insert"],
        "plan.told": "ctrl+t",
        "home.search": "!",
        "workbench.copy": ["ctrl+s", "c"],
        "home.leave": "Q",
    }
    found = checked(table)
    assert found.problems == ()
    assert found.keys["home.new"] == "n,insert"
    assert found.keys["home.search"] == "exclamation_mark"


def test_keys_may_be_swapped() -> None:
    found = checked({"workbench.edit": "c", "workbench.copy": "e"})
    assert found.problems == ()


def test_the_default_keys_pass_their_own_check() -> None:
    table = {c.id: c.keys.split(",") for c in COMMANDS if c.screen not in ("app", "checklist")}
    assert checked(table).problems == ()


def test_a_file_that_is_no_toml_is_named(own_home: Path) -> None:
    assert read_keys(own_home).problems == ()
    own_home.mkdir(exist_ok=True)
    (own_home / "config.toml").write_text("[keys\n")
    assert "config.toml cannot be read" in read_keys(own_home).problems[0]


async def test_own_keys_work_and_are_shown(
    open_app: OpenApp, own_home: Path, example: dict[str, Any]
) -> None:
    own_home.mkdir(exist_ok=True)
    (own_home / "config.toml").write_text(
        '[keys]\n"workbench.save" = "f3"\n"workbench.undoo" = "z"\n"app.help" = ["f2", "f1"]\n'
    )
    async with open_app(example, progress=BENCH) as pilot:
        await at(pilot, "workbench")
        await wait_until(lambda: any("workbench.undo?" in n.message for n in app_of(pilot)._notifications))
        assert key_of("workbench.save") == "f3"
        await pilot.press("s")
        assert place_of(pilot) == "workbench"
        await pilot.press("f3")
        await wait_until(lambda: place_of(pilot) == "SaveDialog")
        await pilot.press("escape", "f2")
        await wait_until(lambda: place_of(pilot) == "HelpScreen")
        await wait_until(lambda: "f3             Save" in screen_text(pilot))
