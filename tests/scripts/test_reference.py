"""What can be looked up says what the code does."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from tui.cli.group import cli

ROOT = Path(__file__).resolve().parents[2]


def test_the_reference_and_the_man_page_are_current() -> None:
    command = [sys.executable, "scripts/reference.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_man_page_is_set_without_a_warning() -> None:
    groff = shutil.which("groff")
    if groff is None:
        pytest.skip("no groff here")
    command = [groff, "-man", "-Tutf8", "-ww", str(ROOT / "docs" / "bowout.1")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    for name in cli.list_commands(click.Context(cli)):
        assert f"bowout {name}" in done.stdout.replace("\x1b[1m", "").replace("\x1b[0m", "").replace(
            "\x08", ""
        )
