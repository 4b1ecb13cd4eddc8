"""The app as a process in a terminal of its own: how it ends, and what it leaves behind."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core.store import Cases

ROOT = Path(__file__).parents[2]
ESCAPES = re.compile(rb"\x1b\[[0-9;?<>=]*[a-zA-Z]|\x1b[()][A-Z0-9]|\x1b[=>]")


class Terminal:
    """A child on a pseudo terminal, and everything it wrote."""

    def __init__(self, pid: int, master: int) -> None:
        self.pid, self.master, self.output = pid, master, b""

    def read(self, seconds: float = 0.05) -> None:
        if select.select([self.master], [], [], seconds)[0]:
            try:
                self.output += os.read(self.master, 65536)
            except OSError:
                time.sleep(seconds)

    def wait_for(self, text: str, seconds: float = 30.0) -> None:
        end = time.monotonic() + seconds
        while text.encode() not in ESCAPES.sub(b"", self.output):
            assert time.monotonic() < end, ESCAPES.sub(b"", self.output)[-2000:]
            self.read()

    def press(self, keys: str) -> None:
        os.write(self.master, keys.encode())

    def ended(self, seconds: float = 10.0) -> tuple[int, float]:
        """Exit code, and how long it took to get there."""
        began = time.monotonic()
        while time.monotonic() < began + seconds:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                took = time.monotonic() - began
                self.read(0.2)
                return os.waitstatus_to_exitcode(status), took
            self.read(0.01)
        raise AssertionError("still running")


@contextmanager
def running(*, rows: int = 24, columns: int = 80) -> Iterator[Terminal]:
    pid, master = pty.fork()
    if pid == 0:
        os.chdir(ROOT)
        os.environ["TERM"] = "xterm-256color"
        os.execv(sys.executable, [sys.executable, "-m", "tui.cli"])
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    terminal = Terminal(pid, master)
    try:
        yield terminal
    finally:
        try:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        except (ProcessLookupError, ChildProcessError):
            pass
        os.close(master)


def is_restored(output: bytes) -> bool:
    """Out of the alternate screen, mouse off, cursor on."""
    on_off = [
        (b"\x1b[?1049h", b"\x1b[?1049l"),
        (b"\x1b[?1000h", b"\x1b[?1000l"),
        (b"\x1b[?25l", b"\x1b[?25h"),
    ]
    return all(output.rfind(off) > output.rfind(on) for on, off in on_off)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_saves_and_leaves_the_terminal_as_it_was(number: signal.Signals, own_home: Path) -> None:
    with running() as terminal:
        terminal.wait_for("New case")
        terminal.press("n")
        terminal.wait_for("What is your name?")
        terminal.press("Ada")
        terminal.wait_for("Ada")
        os.kill(terminal.pid, number)
        code, _ = terminal.ended()
        assert code == 128 + number
        assert is_restored(terminal.output)
    [record] = Cases(own_home).list()
    assert record.answers == {"you": {"name": "Ada"}}


def test_quitting_is_quick_and_clean(own_home: Path) -> None:
    with running() as terminal:
        terminal.wait_for("New case")
        terminal.press("n")
        terminal.wait_for("What is your name?")
        terminal.press("Ada")
        terminal.wait_for("Ada")
        terminal.press("\x11")  # ctrl+q
        code, took = terminal.ended()
        assert code == 0
        assert took < 1.5  # a busy machine; a wait for the model would be many times longer
        assert is_restored(terminal.output)
    [record] = Cases(own_home).list()
    assert record.answers == {"you": {"name": "Ada"}}


def test_the_first_screen_imports_nothing_heavy() -> None:
    code = (
        "import sys; import tui.app; "
        "print([m for m in ('pydantic', 'jinja2', 'babel', 'llama_cpp', 'core.compose', 'core.plan', "
        "'core.rewrite.rewriter') if m in sys.modules])"
    )
    assert os.popen(f'cd "{ROOT}" && "{sys.executable}" -c "{code}"').read().strip() == "[]"
