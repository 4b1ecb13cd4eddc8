"""The examples of CONTRIBUTING.md, followed to the letter in a copy of the project: no code changes."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_BLOCK = re.compile(r"^( *)```(?:toml|jinja)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"(?:# |\{#- )(templates/\S+)(?: -#\})?\n")
_COMPOSE = """
import json, sys
from core.case import load_case
from core.compose import compose
from core.tone import all_tones
case = load_case(sys.stdin.read())[0]
letters = {str(tone): compose(case, sys.argv[1], tone=tone).text for tone in all_tones()}
print(json.dumps(letters))
"""
CASE = json.dumps(
    {
        "you": {"name": "Maya Lindqvist"},
        "company": {"name": "Northwind Analytics"},
        "role": "Data Analyst",
        "stage": "offer",
        "reason": {"kind": "timing"},
        "details": {"reply_by": "Friday"},
    }
)


def add(root: Path, block: str) -> None:
    """What a contributor does: put the lines into the file, under their heading where it is there already."""
    found = _FILE.match(block)
    assert found, block
    path, lines = root / found[1], block[found.end() :]
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    heading, _, rest = lines.partition("\n")
    if heading.startswith("[") and f"\n{heading}\n" in f"\n{before}":
        path.write_text(
            f"\n{before}".replace(f"\n{heading}\n", f"\n{heading}\n{rest}", 1)[1:], encoding="utf-8"
        )
    else:
        path.write_text(before + "\n" * bool(before) + lines, encoding="utf-8")


def run(root: Path, *command: str) -> str:
    """A Python command in the copy."""
    place = os.environ | {"PYTHONPATH": str(root)}
    done = subprocess.run(
        [sys.executable, *command],
        cwd=root,
        input=CASE,
        env=place,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with the examples added."""
    root = tmp_path_factory.mktemp("project")
    for name in ("core", "tui", "templates"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for indent, block in _BLOCK.findall((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")):
        add(root, textwrap.dedent(f"{indent}{block.removeprefix(indent)}"))
    return root


def test_the_phrase_is_said_in_its_tone_and_nowhere_else(copy: Path) -> None:
    letters = json.loads(run(copy, "-c", _COMPOSE, "withdraw"))
    said = {tone for tone, text in letters.items() if "I'm afraid the timing just isn't right" in text}
    assert said == {"casual · high"}


def test_the_message_is_written_in_every_tone(copy: Path) -> None:
    letters = json.loads(run(copy, "-c", _COMPOSE, "more_time"))
    assert len(letters) == 18
    assert all("my answer by Friday" in text and "the offer" in text for text in letters.values())


def test_the_message_is_there_for_people(copy: Path) -> None:
    text = run(copy, "-m", "tui.cli", "draft", "-", "--step", "more_time", "--formality", "formal")
    assert "Subject: Your offer: Data Analyst" in text
    assert "I would be grateful if I might give you my answer by Friday." in text
