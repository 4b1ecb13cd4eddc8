"""A program in a terminal of its own: what it is told, what it shows, and how it ends."""

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
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from core.store import Cases

ROOT = Path(__file__).parents[1]
BOWOUT = (sys.executable, "-m", "tui.cli")
CTRL_Q = "\x11"
_ESCAPES = re.compile(rb"\x1b\[[0-9;?<>=]*[a-zA-Z]|\x1b[()][A-Z0-9]|\x1b[=>]")
_SWITCHES = ((b"\x1b[?1049h", b"\x1b[?1049l"), (b"\x1b[?1000h", b"\x1b[?1000l"), (b"\x1b[?25l", b"\x1b[?25h"))


class Terminal:
    """A child on a pseudo terminal, and everything that it wrote."""

    def __init__(self, pid: int, master: int) -> None:
        self.pid, self.master, self.output = pid, master, b""

    @property
    def text(self) -> str:
        """What was written, without what only moves the cursor."""
        return _ESCAPES.sub(b"", self.output).decode("utf-8", "replace")

    @property
    def has_ended(self) -> bool:
        """Whether the program is gone; ``ended`` says how."""
        return os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None

    @property
    def is_restored(self) -> bool:
        """Out of the alternate screen, mouse off, cursor on: each said, and said last."""
        return all(self.output.rfind(off) > self.output.rfind(on) for on, off in _SWITCHES)

    def read(self, seconds: float = 0.05, most: int = 65536) -> None:
        """Take in what there is, waiting so long at most."""
        try:
            if select.select([self.master], [], [], seconds)[0]:
                self.output += os.read(self.master, most)
        except OSError:
            time.sleep(seconds)

    def _read_the_rest(self) -> None:
        before = -1
        while len(self.output) > before:
            before = len(self.output)
            self.read(0.2)

    def wait_for(self, *texts: str, seconds: float = 30.0) -> str:
        """Read until one of the texts is shown. Says which."""
        end = time.monotonic() + seconds
        while True:
            shown = self.text
            for text in texts:
                if text in shown:
                    return text
            assert time.monotonic() < end, f"no {' or '.join(map(repr, texts))} in {shown[-2000:]!r}"
            self.read()

    def wait_and_forget(self, *texts: str, seconds: float = 30.0) -> str:
        """Read until one of the texts is shown, and look only at what comes after that from now on."""
        found = self.wait_for(*texts, seconds=seconds)
        self.output = b""
        return found

    def press_until(self, key: str, text: str, seconds: float = 30.0) -> None:
        """Press a key, and again where nothing comes of it: a dialog on its way out still takes keys."""
        end = time.monotonic() + seconds
        while text not in self.text:
            assert time.monotonic() < end, f"no {text!r} after {key!r} in {self.text[-2000:]!r}"
            self.press(key)
            with suppress(AssertionError):
                self.wait_for(text, seconds=2)

    def press(self, keys: str) -> None:
        """Send keys as a terminal would."""
        self.send(keys.encode())

    def send(self, data: bytes) -> None:
        """Send bytes, whole characters or not."""
        os.write(self.master, data)

    def resize(self, rows: int, columns: int) -> None:
        """Give the window another size; the program is told."""
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def hang_up(self) -> None:
        """Close the window."""
        os.close(self.master)

    def ended(self, seconds: float = 15.0) -> int:
        """The exit code, minus the signal that killed it; fails if it does not come."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self._read_the_rest()
                return os.waitstatus_to_exitcode(status)
            self.read(0.01)
        raise AssertionError("still running")


@contextmanager
def running(
    command: Sequence[str] = BOWOUT,
    *,
    home: Path | None = None,
    size: tuple[int, int] = (24, 80),
    **environment: str,
) -> Iterator[Terminal]:
    """A program in a terminal, the app if none is given; with a data folder of its own if one is given."""
    own = {"BOWOUT_HOME": str(home)} if home is not None else {}
    wanted = {**os.environ, "TERM": "xterm-256color", **own, **environment}
    pid, master = pty.fork()
    if pid == 0:
        os.chdir(ROOT)
        os.execvpe(command[0], list(command), wanted)
    terminal = Terminal(pid, master)
    terminal.resize(*size)
    try:
        yield terminal
    finally:
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        with suppress(OSError):
            os.close(master)


def python(program: str) -> tuple[str, ...]:
    """The command that runs a program of a few lines."""
    return (sys.executable, "-c", program)


def type_a_name(terminal: Terminal) -> None:
    """A new case of the app with a name in it, not saved yet."""
    terminal.wait_for("New case")
    terminal.press("n")
    terminal.wait_for("What is your name?")
    terminal.press("Ada")
    terminal.wait_for("Ada")


def leave(terminal: Terminal) -> None:
    """Quit by its key: the program ends well and the terminal is as it was."""
    terminal.press(CTRL_Q)
    assert terminal.ended() == 0
    assert terminal.is_restored


def is_kept(home: Path) -> bool:
    """Whether the name is in a file; a case with nothing but a name goes into the trash on the way home."""
    cases = Cases(home)
    records = [*cases.list(), *cases.list("trash")]
    return [record.answers.get("you", {}).get("name") for record in records] == ["Ada"]
