"""The app as a process in a terminal of its own: how it ends, and what it leaves behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path
from typing import Any

from app_driving import BENCH, EDIT, FAKE_WORKER

from core.store import Cases
from tests.terminal import CTRL_Q, ROOT, Terminal, python, running, type_a_name


def assert_kept(home: Path) -> None:
    [record] = Cases(home).list()
    assert record.answers == {"you": {"name": "Ada"}}


def test_a_signal_saves_and_leaves_the_terminal_as_it_was(own_home: Path) -> None:
    with running() as terminal:
        type_a_name(terminal)
        os.kill(terminal.pid, signal.SIGTERM)
        assert terminal.ended() == 128 + signal.SIGTERM
        assert terminal.is_restored
    assert_kept(own_home)


def test_a_window_that_is_closed_saves_and_leaves_nothing_running(own_home: Path) -> None:
    with running() as terminal:
        type_a_name(terminal)
        terminal.hang_up()
        assert terminal.ended() == 128 + signal.SIGHUP
    assert_kept(own_home)


def test_what_is_typed_right_before_the_key_to_leave_is_kept(own_home: Path) -> None:
    """In one burst, as a slow line sends it: the key overtook what the field had not taken in."""
    with running() as terminal:
        type_a_name(terminal)
        terminal.press(" Lovelace" + CTRL_Q)
        assert terminal.ended() == 0
    [record] = Cases(own_home).list()
    assert record.answers == {"you": {"name": "Ada Lovelace"}}


def test_a_closed_window_is_noticed_though_a_parent_keeps_it_quiet(own_home: Path) -> None:
    """As make does: it takes the signal that the window is gone, and waits for the app to end."""
    parent = (
        "import signal, subprocess, sys\n"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "sys.exit(subprocess.call([sys.executable, '-m', 'tui.cli']))\n"
    )
    with running(python(parent)) as terminal:
        type_a_name(terminal)
        terminal.hang_up()
        assert terminal.ended() == 128 + signal.SIGHUP
    assert_kept(own_home)


def test_quitting_waits_for_no_thread(own_home: Path) -> None:
    """Such as one that loads a model: here one that takes a minute."""
    program = (
        "import time; from tui.app import BowoutApp; from tui.leaving import run_and_leave; "
        "run_and_leave(BowoutApp(rewriter=lambda: time.sleep(60)))"
    )
    with running(python(program)) as terminal:
        type_a_name(terminal)
        terminal.press(CTRL_Q)
        assert terminal.ended() == 0
        assert terminal.is_restored
    assert_kept(own_home)


def test_quitting_ends_a_model_at_work(own_home: Path, tiny_model: Path, example: dict[str, Any]) -> None:
    cases = Cases(own_home)
    record = cases.new(example)
    record.progress, record.edits = BENCH, {BENCH["at"]: EDIT}
    cases.save(record)
    program = (
        "import sys; from pathlib import Path; from tui.app import BowoutApp; "
        "from tui.leaving import run_and_leave; from core.rewrite.rewriter import Rewriter; "
        f"command = [sys.executable, {str(FAKE_WORKER)!r}, 'hang', {str(own_home)!r}]; "
        f"make = lambda: Rewriter(Path({str(tiny_model)!r}), command=command); "
        f"run_and_leave(BowoutApp(rewriter=make, case_id={record.id!r}))"
    )

    def workers() -> list[str]:
        ps = subprocess.run(["ps", "-ww", "-eo", "args"], capture_output=True, text=True, check=True)
        lines = ps.stdout.splitlines()
        return [line for line in lines if "fake_worker" in line and line.endswith(str(own_home))]

    with running(python(program)) as terminal:
        terminal.wait_for("plain English")
        terminal.press("r")
        terminal.wait_for("at work")
        end = time.monotonic() + 30
        while not workers():
            assert time.monotonic() < end
            terminal.read()
        terminal.press(CTRL_Q)
        assert terminal.ended() == 0
        assert terminal.is_restored
    assert workers() == []


def test_a_terminal_that_takes_nothing_more_is_given_back(own_home: Path) -> None:
    """As over a line that stands still: what was not shown is thrown away, how it was is put back."""
    program = (
        "import tui.leaving; from tui.app import BowoutApp; tui.leaving._BUSY = 0.5; "
        "tui.leaving.run_and_leave(BowoutApp())"
    )
    with running(python(program), size=(60, 200)) as terminal:
        keys = termios.tcgetattr(terminal.master)
        type_a_name(terminal)
        for columns in range(150, 200):  # each a screen to be drawn, and nobody reads
            terminal.resize(60, columns)
            time.sleep(0.05)
        terminal.press(CTRL_Q)
        end = time.monotonic() + 60
        while not terminal.has_ended:
            assert time.monotonic() < end
            time.sleep(0.1)
        assert terminal.ended() == 0
        assert terminal.is_restored, terminal.output[-400:]
        assert termios.tcgetattr(terminal.master) == keys
    assert_kept(own_home)


def test_a_terminal_far_away_gets_more_time_for_a_sequence(own_home: Path) -> None:
    """A paste whose closing bracket comes in two parts ends all the same, and keys work after it."""
    with running(SSH_CONNECTION="192.0.2.1 50000 192.0.2.2 22") as terminal:
        terminal.wait_for("New case")
        terminal.press("n")
        terminal.wait_for("What is your name?")
        for part in ("\x1b[200~Ad", "a\x1b[20", "1~"):
            terminal.press(part)
            terminal.read(0.2)
            time.sleep(0.2)
        terminal.wait_for("Ada")
        terminal.press(CTRL_Q)
        assert terminal.ended() == 0
    assert_kept(own_home)


def test_a_crash_saves_first_and_tells_nobody_what_was_written(own_home: Path) -> None:
    program = (
        "from tui.app import BowoutApp; from tui.leaving import run_and_leave\n"
        "def fail(app): name = app.workspace.session.answers['you']['name']; raise ValueError(name)\n"
        "BowoutApp.action_help = fail; run_and_leave(BowoutApp())"
    )
    with running(python(program)) as terminal:
        type_a_name(terminal)
        terminal.press("\x1bOP")  # f1
        assert terminal.ended() == 1
        assert terminal.is_restored
    panel = terminal.output[terminal.output.rfind(b"\x1b[?1049l") :].decode()
    assert "Your work is saved." in panel
    assert "Ada" not in panel
    assert_kept(own_home)
    [report] = (own_home / "crashes").iterdir()
    assert report.stat().st_mode & 0o777 == 0o600
    text = report.read_text(encoding="utf-8")
    assert "ValueError" in text
    assert "in fail" in text
    assert "Ada" not in text
    assert str(own_home) not in text


def drawn_whole(terminal: Terminal) -> None:
    """Read until every drawing that has begun has ended, however busy the machine is."""
    for _ in range(20):
        terminal.read(0.5)
        if terminal.output.count(b"\x1b[?2026h") == terminal.output.count(b"\x1b[?2026l"):
            return


def test_typing_never_clears_the_screen() -> None:
    """What is cleared and drawn again flickers; and a terminal that can is told when a drawing is whole."""
    with running() as terminal:
        terminal.wait_for("New case")
        terminal.press("\x1b[?2026;2$y")  # as a terminal that draws whole frames answers
        type_a_name(terminal)
        drawn_whole(terminal)
        terminal.output = b""
        for letter in " Lovelace":
            terminal.press(letter)
        terminal.wait_for("e")
        terminal.press("\t")
        drawn_whole(terminal)
        drawn = terminal.output
    assert b"\x1b[2J" not in drawn
    assert b"\x1b[?1049" not in drawn
    assert drawn.count(b"\x1b[?2026h") == drawn.count(b"\x1b[?2026l") > 0
    assert len(drawn) < 40_000, "a few keys draw what they change, not the whole screen each"


def test_the_first_screen_imports_nothing_heavy() -> None:
    code = (
        "import sys; import tui.app; "
        "print([m for m in ('pydantic', 'jinja2', 'babel', 'llama_cpp', 'core.compose', 'core.plan', "
        "'core.rewrite.rewriter') if m in sys.modules])"
    )
    assert os.popen(f'cd "{ROOT}" && "{sys.executable}" -c "{code}"').read().strip() == "[]"
