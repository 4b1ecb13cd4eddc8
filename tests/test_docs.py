"""Every command in the docs is run, every snippet of a case is a case, and every link leads somewhere."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from core.catalogue import catalogue
from core.resources import data_folder
from tui.cli.group import cli

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted(
    path
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "models" / "README.md")
    if "bowout " in path.read_text(encoding="utf-8")
)
HOW_TO = ROOT / "docs" / "how-to.md"
LETTER = "Dear Ana,\n\nThank you for your time. I have decided to withdraw my application.\n\nBest,\nMaya\n"
EXAMPLE = (data_folder("templates") / "example_case.toml").read_text(encoding="utf-8")
NEEDS_MODEL = {"rewrite", "models"}
SHELL = re.compile(r"[|<>]")


@dataclass
class Section:
    """A heading, what is said under it, the snippets of a case there and the commands."""

    title: str
    words: str = ""
    snippets: list[str] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)


def sections(page: Path) -> Iterator[Section]:
    section, fence = Section(""), ""
    block: list[str] = []
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("```"):
            if fence == "```toml":
                section.snippets.append("\n".join(block))
            elif fence:
                section.commands += [
                    command(text) for text in block if re.match(r"\s*(bowout|printf) ", text)
                ]
            fence, block = ("", []) if fence else (line.strip(), [])
        elif fence:
            block.append(line)
        elif line.startswith("#"):
            yield section
            section = Section(line.strip("# "))
        else:
            section.words += f"{line}\n"
    yield section


def command(line: str) -> str:
    """A line of the docs without what is said beside it."""
    return re.split(r"\s{2,}|\s+#", line.strip())[0]


def changed(case: dict[str, Any], snippet: dict[str, Any]) -> dict[str, Any]:
    inner = {
        key: changed(case.get(key, {}), value) for key, value in snippet.items() if isinstance(value, dict)
    }
    return case | snippet | inner


def prepare(folder: Path, snippets: list[str] | None = None) -> None:
    case = tomllib.loads(EXAMPLE)
    for snippet in snippets or ():
        case = changed(case, tomllib.loads(snippet))
    (folder / "case.toml").write_text(json.dumps(case, default=lambda moment: moment.isoformat()))
    for name in ("letter.txt", "draft.txt", "rewrite.txt"):
        (folder / name).write_text(LETTER)
    pair = {"id": 1, "draft": LETTER, "rewrite": LETTER}
    (folder / "pairs.jsonl").write_text(json.dumps(pair) + "\n")


def run(line: str, folder: Path) -> str:
    """Run a line of the docs; what it wrote to stdout. What it is to write anew is taken away before."""
    words = shlex.split(line)
    for flag in ("--out", "--ics"):
        if flag in words and (old := folder / words[words.index(flag) + 1]).is_file():
            old.unlink()
    known = words[1:2] if words[0] == "bowout" else []
    if words == ["bowout"]:  # the app
        return ""
    allowed = {0, 4} if NEEDS_MODEL & {*known, *re.findall(r"bowout (\w+)", line)} else {0}
    if SHELL.search(line):
        done = subprocess.run(["sh", "-c", line], cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode in allowed, (line, done.stderr)
        return done.stdout
    result = CliRunner().invoke(cli, words[1:], input="Maya\nNorthwind\nAnalyst\n3\n")
    assert result.exit_code in allowed, (line, result.output)
    return result.stdout


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the docs speak of, and ``bowout`` on the path."""
    program = tmp_path / "bin" / "bowout"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tui.cli "$@"\n')
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("BOWOUT_MODEL", str(tmp_path / "no.gguf"))  # to be run here means to be understood
    folder = tmp_path / "desk"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HOME", str(folder))
    (folder / ".local/share/bash-completion/completions").mkdir(parents=True)
    return folder


def test_there_are_docs_to_run() -> None:
    counts = {
        str(page.relative_to(ROOT)): sum(len(section.commands) for section in sections(page))
        for page in PAGES
    }
    assert counts["README.md"] > 10
    assert counts["docs/tutorial.md"] > 8
    assert counts["docs/how-to.md"] > 60
    assert counts["docs/reference/cli.md"] > 30


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page != HOW_TO], ids=lambda page: str(page.relative_to(ROOT))
)
def test_every_command_of_a_page_runs(page: Path, desk: Path) -> None:
    prepare(desk)
    for section in sections(page):
        for line in section.commands:
            if not set(line) & set("[…") and not re.search(r"\b[A-Z]{2,}\b", line):  # not an outline of usage
                run(line, desk)


def test_every_how_to_does_what_it_says(desk: Path) -> None:
    """A page of many short parts: each has a case of its own, and the messages that it names are written."""
    for section in sections(HOW_TO):
        shutil.rmtree(desk / "letters", ignore_errors=True)
        prepare(desk, section.snippets)
        said = "\n".join(run(line, desk) for line in section.commands)
        if section.commands:
            said += run("bowout plan case.toml", desk) + "\n".join(section.commands)
        named = set(re.findall(r"`(\w+)`", section.words)) & set(catalogue())
        assert {message for message in named if message not in said} == set(), section.title


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
