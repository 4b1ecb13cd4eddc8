"""What only a process of its own can show: pipes, interrupts, streams and what was imported."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

BOWOUT = [sys.executable, "-m", "tui.cli"]


def run(*args: str, **how: object) -> subprocess.CompletedProcess[str]:
    done: subprocess.CompletedProcess[str] = subprocess.run(  # type: ignore[call-overload]
        [*BOWOUT, *args], capture_output=True, text=True, encoding="utf-8", timeout=60, check=False, **how
    )
    return done


def test_results_go_to_stdout_and_talk_to_stderr() -> None:
    case = {"you": {"name": "Zoë 山田"}, "company": {"name": "A\u202e"}, "role": "R", "stage": "early"}
    for locale in ("C", "C.UTF-8", "POSIX"):
        done = run(
            "draft", "-", "--step", "withdraw", input=json.dumps(case), env={**os.environ, "LC_ALL": locale}
        )
        assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "Zoë 山田")
        assert "removed" in done.stderr


def test_a_reader_who_has_read_enough_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run([*BOWOUT, "schema"], stdout=writing, stderr=subprocess.PIPE, check=False)
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("args", [["schema"], ["--help"], ["ask"]], ids=" ".join)
def test_a_full_disk_is_not_taken_for_success(args: list[str]) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no /dev/full here")
    with full.open("w") as out:
        done = subprocess.run(
            [*BOWOUT, *args], input=b"Maya\nAcme\nBaker\n3\n", stdout=out, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith(b"The result cannot be written: ")
    assert b"bug" not in done.stderr


@pytest.mark.parametrize(("stream", "args", "code"), [(0, "plan -", 2), (1, "schema", 0), (2, "plan /no", 2)])
def test_a_closed_stream_is_an_empty_one(stream: int, args: str, code: int) -> None:
    closed = "<&-" if stream == 0 else f"{stream}>&-"
    line = f'"$0" -m tui.cli {args} {closed}'
    done = subprocess.run(["sh", "-c", line, sys.executable], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (code, "")
    assert "bug" not in done.stderr


def test_an_interrupt_is_exit_130() -> None:
    process = subprocess.Popen(
        [*BOWOUT, "plan", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    time.sleep(1.0)  # by then it waits for its input
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=10)
    assert process.returncode == 130
    assert out == b""
    assert err.split() == [b"Interrupted."]


def test_unknown_commands_do_not_start_anything_heavy() -> None:
    probe = (
        "import sys\nfrom tui.cli import main\n"
        "try: main(['nonsense'])\nexcept SystemExit as error: code = error.code\n"
        "heavy = {'textual', 'pydantic', 'jinja2', 'babel', 'llama_cpp', 'asyncio'} & set(sys.modules)\n"
        "print(code, sorted(heavy))"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=False)
    assert done.stdout == "2 []\n"
