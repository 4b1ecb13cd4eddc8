"""What leaves the app in a real process: the clipboard, the file manager, and the mail that is opened."""

from __future__ import annotations

import base64
import email
import json
import os
import time
from email import policy
from pathlib import Path
from typing import Any

import pytest
from app_driving import BENCH

from core.store import Cases
from tests.terminal import Terminal, python, running

WORDS = "Dear Ana,\n\nThank you – grüße from Zoë. " + "It was good to talk with you all. " * 9 + "\n\nMaya 🙂"
_FAKE = """#!/bin/sh
printf '%s\\n' "$0" "$@" > {log}.args
cat > {log}.bytes
"""


def fake(folder: Path, name: str) -> Path:
    """A program that writes down what it was called with and what it was given."""
    folder.mkdir(exist_ok=True)
    program = folder / name
    program.write_text(_FAKE.format(log=folder / name), encoding="utf-8")
    program.chmod(0o755)
    return Path(f"{program}.args")


def read(path: Path, seconds: float = 30.0) -> str:
    """What a file says, once it is there and whole."""
    end = time.monotonic() + seconds
    while not path.is_file() or not path.read_text(encoding="utf-8"):
        assert time.monotonic() < end, f"{path} was never written"
        time.sleep(0.02)
    return path.read_text(encoding="utf-8")


@pytest.fixture
def program(own_home: Path, example: dict[str, Any]) -> tuple[str, ...]:
    """The app on a letter in its owner's words, which saves mails."""
    cases = Cases(own_home)
    record = cases.new(example)
    record.progress, record.edits = BENCH, {BENCH["at"]: WORDS}
    cases.save(record)
    (own_home / "settings.json").write_text(json.dumps({"format": "eml"}), encoding="utf-8")
    return python(
        "from tui.app import BowoutApp; from tui.leaving import run_and_leave; "
        f"run_and_leave(BowoutApp(case_id={record.id!r}))"
    )


def on_bench(terminal: Terminal) -> None:
    terminal.wait_for("plain English")
    terminal.wait_for("Zoë")


@pytest.mark.parametrize(
    ("name", "desktop"), [("wl-copy", "WAYLAND_DISPLAY"), ("xclip", "DISPLAY"), ("xsel", "DISPLAY")]
)
def test_the_letter_reaches_both_clipboards(
    program: tuple[str, ...], tmp_path: Path, name: str, desktop: str
) -> None:
    called = fake(tmp_path / "bin", name)
    path = f"{tmp_path / 'bin'}:/usr/bin:/bin"
    nowhere = {"DISPLAY": "", "WAYLAND_DISPLAY": "", desktop: ":9"}
    with running(program, size=(34, 100), **nowhere, PATH=path) as terminal:
        on_bench(terminal)
        terminal.press("c")
        assert str(tmp_path) in read(called)
        taken = read(called.with_suffix(".bytes"))
        told = b"\x1b]52;c;" + base64.b64encode(taken.encode()) + b"\x07"
        end = time.monotonic() + 30
        while told not in terminal.output:
            assert time.monotonic() < end, "the terminal was not given the letter"
            terminal.read()
    assert taken.rstrip("\n").endswith(WORDS)


def test_the_mail_is_one_and_its_folder_opens(
    program: tuple[str, ...], tmp_path: Path, own_home: Path
) -> None:
    called = fake(tmp_path / "bin", "xdg-open")
    with running(program, size=(34, 100), DISPLAY=":9", PATH=f"{tmp_path / 'bin'}:{os.environ['PATH']}") as t:
        on_bench(t)
        t.press("s")
        t.wait_for("Save to a file")
        t.press("\r")
        t.wait_for("Open folder")
        t.press("\x1b")
        t.wait_for("Saved")
        time.sleep(0.3)
        t.press("o")
        folder = Path(read(called).splitlines()[1])
    [saved] = folder.glob("*.eml")
    assert folder.is_relative_to(own_home)
    data = saved.read_bytes()
    mail = email.message_from_bytes(data, policy=policy.SMTP.clone(raise_on_defect=True))
    assert mail["X-Unsent"] == "1"
    assert mail["Subject"].startswith("My decision: Senior Data Analyst")
    assert mail.get_content_charset() == "utf-8"
    body = mail.get_body()  # type: ignore[attr-defined]
    assert body.get_content().replace("\r\n", "\n").rstrip("\n") == WORDS
    assert all(len(line) <= 78 for line in data.splitlines()), "no mail program has to fold it"
    assert mail["Bcc"] is None
    assert mail["Date"] is None, "it is a draft: the day is that of its sending"
