"""A disk that refuses or is slow, under a real process. The app in use on such disks is `make trust`."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.files import spare_folder
from core.store import Cases
from tests.terminal import CTRL_Q, ROOT, running
from tests.trust.faults import Faults, is_possible

SAVE = """
import sys, time
from pathlib import Path
from core.errors import StoreError
from core.store import Cases
cases = Cases(Path(sys.argv[1]))
[record] = cases.list()
record.answers["role"] = "Nurse"
began = time.monotonic()
try:
    cases.save(record)
except StoreError as error:
    print(error, cases.checkpoint(record))
print(time.monotonic() - began)
"""
pytestmark = pytest.mark.skipif(not is_possible(), reason="no C compiler")


@pytest.fixture
def faults(tmp_path: Path) -> Faults:
    return Faults(tmp_path)


def saved(home: Path, faults: Faults) -> list[str]:
    command = [sys.executable, "-c", SAVE, str(home)]
    environment = {**os.environ, **faults.environment}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.EDQUOT, "your share of the disk is full"), (errno.EROFS, "is read-only")],
)
def test_what_a_disk_refuses_is_said_and_kept_elsewhere(
    faults: Faults, own_home: Path, tmp_path: Path, number: int, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    Cases(own_home).new({"role": "Analyst"})
    faults.refuse(own_home, number)
    said, _ = saved(own_home, faults)
    faults.over()
    assert words in said
    [kept] = spare_folder(own_home).iterdir()
    assert said.endswith(str(kept))
    [record] = Cases(own_home).recover()
    assert record.answers == {"role": "Nurse"}
    [before] = Cases(own_home).list()
    assert before.answers == {"role": "Analyst"}


def test_a_slow_disk_is_waited_for(faults: Faults, own_home: Path) -> None:
    Cases(own_home).new()
    faults.slow(own_home, 100)
    [seconds] = saved(own_home, faults)
    assert float(seconds) >= 0.3  # the file, its name, its folder
    [record] = Cases(own_home).list()
    assert record.answers == {"role": "Nurse"}


def test_the_app_says_that_it_waits_for_a_slow_disk(faults: Faults, own_home: Path) -> None:
    """Opening, saving letters, going home: each says so while it waits, and is done in the end."""
    with running(home=own_home, size=(34, 100), **faults.environment) as terminal:
        terminal.wait_for("New case")
        faults.slow(own_home, 150)
        terminal.press("x")
        terminal.wait_and_forget("opening")
        terminal.wait_and_forget("Why we ask")
        terminal.press("\x07")
        terminal.wait_and_forget("Told")
        terminal.press("s")
        terminal.wait_and_forget("Into the folder")
        terminal.press("\r")
        terminal.wait_and_forget("saving")
        terminal.wait_and_forget("Saved in")
        terminal.wait_and_forget("reflection_note")
        terminal.press("\r")
        terminal.wait_and_forget("Told")
        terminal.press_until("h", "New case")
        assert "saving" in terminal.text
        terminal.press(CTRL_Q)
        assert terminal.ended() == 0
        faults.over()
    assert len(list((own_home / "letters").rglob("*.txt"))) > 1
    [record] = Cases(own_home).list()
    assert record.progress["saved"]
