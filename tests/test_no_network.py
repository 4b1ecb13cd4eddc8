"""The promise that nothing is sent, kept by force: no process of the main job may make an internet socket."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

# Every Python process runs a module named sitecustomize at its start, so the model's process is under it too.
GUARD = """
import sys
def forbid(event, arguments):
    if event == "socket.__new__" and arguments[1] in (2, 10, 30):
        raise PermissionError("an internet socket")
    if event in ("socket.getaddrinfo", "socket.gethostbyname"):
        raise PermissionError("a host look-up")
sys.addaudithook(forbid)
"""


@pytest.fixture
def guarded(tmp_path: Path) -> dict[str, str]:
    """An environment in which every Python process refuses to make an internet socket."""
    guard = tmp_path / "guard"
    guard.mkdir()
    (guard / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    return {**os.environ, "PYTHONPATH": str(guard)}


def run(arguments: list[str], environment: dict[str, str], folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=120
    )


def test_the_guard_in_this_process_works() -> None:
    with pytest.raises(PermissionError):
        socket.socket(socket.AF_INET)
    with pytest.raises(PermissionError):
        socket.getaddrinfo("localhost", 80)
    asyncio.new_event_loop().close()


def test_the_guard_in_other_processes_works(guarded: dict[str, str], tmp_path: Path) -> None:
    done = run(["-c", "import socket; socket.socket(socket.AF_INET6)"], guarded, tmp_path)
    assert "an internet socket" in done.stderr


def bowout(*arguments: str, environment: dict[str, str], folder: Path) -> str:
    call = f"import sys; from tui.cli import main; sys.argv = ['bowout', *{list(arguments)!r}]; main()"
    done = run(["-c", call], environment, folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_from_an_example_case_to_saved_letters(guarded: dict[str, str], tmp_path: Path) -> None:
    at = {"environment": guarded, "folder": tmp_path}
    bowout("new", "--out", "case.toml", **at)
    assert bowout("plan", "case.toml", "--json", **at)
    saved = bowout("draft", "case.toml", "--out", "letters", **at).split()
    assert saved
    text = (tmp_path / saved[0]).read_text(encoding="utf-8")
    (tmp_path / "draft.txt").write_text(text, encoding="utf-8")
    assert bowout("check", "draft.txt", "draft.txt", **at)


@pytest.mark.model
def test_a_rewrite_by_the_model(guarded: dict[str, str], tmp_path: Path) -> None:
    at = {"environment": guarded, "folder": tmp_path}
    bowout("new", "--out", "case.toml", **at)
    (tmp_path / "draft.txt").write_text(
        bowout("draft", "case.toml", "--step", "withdraw", **at), encoding="utf-8"
    )
    assert bowout("rewrite", "draft.txt", "--formality", "formal", "--context", "high", **at)
