"""``bowout rewrite`` and ``models``: with a scripted model process, and with the real one."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from core.rewrite.engine import Engine
from core.rewrite.rewriter import Rewriter
from tests.core.rewrite.conftest import FAKE, gguf
from tui.cli.group import cli

DRAFT = """Dear Ms. Okafor,

Thanks a lot for your time! I have decided to withdraw my application for the Analyst role.

Kind regards,
Maya Lindqvist
"""


def bowout(*args: str | Path, stdin: str | None = DRAFT, code: int = 0) -> Result:
    result = CliRunner().invoke(cli, [str(arg) for arg in args], input=stdin)
    assert result.exit_code == code, result.output
    return result


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return gguf(tmp_path / "small.gguf")


@pytest.fixture
def scripted(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """The command line's rewriter talks to the scripted process, in the mode that the test names."""
    command = [sys.executable, str(FAKE), request.param]
    monkeypatch.setattr("core.rewrite.rewriter.Rewriter", partial(Rewriter, command=command))
    monkeypatch.setattr("core.rewrite.speed.Engine", partial(Engine, command=command))
    monkeypatch.setenv("PYTHONPATH", str(FAKE.parents[1]))


@pytest.mark.parametrize("scripted", ["good"], indirect=True)
def test_a_rewrite_goes_to_stdout(scripted: None, model: Path) -> None:
    result = bowout("rewrite", "-", "--formality", "formal", "--model", model)
    before, after = DRAFT.split("Thanks a lot for your time!")
    assert result.stdout.startswith(before)  # how it is thanked is the rewriter's, the rest stays
    assert result.stdout.endswith(after)
    assert "Thanks a lot" not in result.stdout


@pytest.mark.parametrize("scripted", ["good"], indirect=True)
@pytest.mark.parametrize(
    "command", [["rewrite", "-", "--formality", "formal"], ["models", "bench"]], ids=" ".join
)
def test_a_model_can_be_set_once_in_the_home_folder(
    scripted: None, command: list[str], own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gguf(Path.home() / "mine.gguf")
    own_home.mkdir()
    (own_home / "config.toml").write_text('model = "~/mine.gguf"')
    bowout(*command)
    monkeypatch.setenv("BOWOUT_MODEL", "~/none.gguf")
    assert str(Path.home() / "none.gguf") in bowout(*command, code=4).stderr


@pytest.mark.parametrize("scripted", ["good"], indirect=True)
def test_json_has_the_agreed_shape(scripted: None, model: Path) -> None:
    data = json.loads(bowout("rewrite", "-", "--formality", "formal", "--model", model, "--json").stdout)
    assert set(data) == {"accepted", "text", "model", "changed", "attempts", "findings", "seconds"}
    assert data["accepted"] is True
    assert data["changed"] == [1]
    assert data["findings"] == []
    assert "I have decided to withdraw" in data["text"]


@pytest.mark.parametrize("scripted", ["die", "die-load", "hang", "garbage", "refuse"], indirect=True)
def test_without_a_working_model_the_draft_comes_back_with_exit_4(scripted: None, model: Path) -> None:
    args = ("rewrite", "-", "--formality", "formal", "--model", model, "--timeout", "1.5")
    result = bowout(*args, "--json", code=4)
    assert json.loads(result.stdout)["text"] == DRAFT
    assert json.loads(result.stdout)["accepted"] is False
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("scripted", ["good"], indirect=True)
def test_a_draft_that_leaks_is_exit_3_and_unchanged(scripted: None, model: Path, tmp_path: Path) -> None:
    case = {
        "you": {"name": "Maya Lindqvist"},
        "company": {"name": "Acme"},
        "role": "Analyst",
        "stage": "early",
        "private_notes": "my sister needs my help at home",
    }
    path = tmp_path / "case.json"
    path.write_text(json.dumps(case))
    leak = DRAFT.replace("Kind", "My sister needs my help at home.\n\nKind")
    result = bowout("rewrite", "-", "--case", path, "--model", model, "--json", stdin=leak, code=3)
    data = json.loads(result.stdout)
    assert (data["accepted"], data["text"], data["changed"]) == (False, leak, [])
    assert "private_leak" in [finding["code"] for finding in data["findings"]]
    assert bowout("rewrite", "-", "--case", path, "--model", model, stdin=leak, code=3).stdout == leak


@pytest.mark.model
@pytest.mark.parametrize("content", [b"", b"not a model", b"GGUF" + b"\0" * 64])
def test_a_file_that_is_no_model_is_exit_4(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.gguf"
    path.write_bytes(content)
    result = bowout("rewrite", "-", "--model", path, code=4)
    assert result.stdout == DRAFT
    assert str(path) in result.stderr
    bowout("models", "check", path, code=4)
    bowout("models", "check", tmp_path / "none.gguf", code=4)


def test_an_empty_draft_is_bad_input() -> None:
    assert bowout("rewrite", "-", stdin=" \n", code=2).stdout == ""


def test_an_interrupt_ends_the_model_process_too(model: Path, tmp_path: Path) -> None:
    program = (
        "import functools, sys\nimport core.rewrite.rewriter as r\nfrom tui.cli import main\n"
        f"command = [sys.executable, {str(FAKE)!r}, 'hang', {str(tmp_path / 'started')!r}]\n"
        "r.Rewriter = functools.partial(r.Rewriter, command=command)\n"
        f"main(['rewrite', {str(tmp_path / 'draft')!r}, '--formality=formal', '--model', {str(model)!r}])\n"
    )
    (tmp_path / "draft").write_text(DRAFT)
    root = {**os.environ, "PYTHONPATH": str(FAKE.parents[1])}
    process = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=root
    )
    until = time.monotonic() + 20
    while not (tmp_path / "started").exists() and time.monotonic() < until:
        time.sleep(0.05)
    (child,) = children(process.pid)
    time.sleep(0.5)
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=10)
    assert time.monotonic() - began < 2
    assert (process.returncode, out) == (130, b"")
    assert b"Traceback" not in err
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def children(pid: int) -> list[int]:
    listing = Path(f"/proc/{pid}/task/{pid}/children")
    if not listing.exists():
        pytest.skip("no /proc here")
    return [int(child) for child in listing.read_text().split()]


@pytest.mark.model
def test_the_default_model_is_listed_and_rewrites() -> None:
    assert "default" in bowout("models").stdout
    data = json.loads(bowout("rewrite", "-", "--formality", "formal", "--context", "high", "--json").stdout)
    assert data["accepted"] is True
    assert "withdraw my application for the Analyst role" in data["text"]
    assert data["model"]
