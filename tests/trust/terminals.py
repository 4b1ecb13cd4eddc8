"""Terminals that go away, shrink, stop and know little: the app ends or goes on, and leaves them well.

python -m tests.trust.terminals
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.terminal import BOWOUT, CTRL_Q, is_kept, leave, running, type_a_name
from tests.trust.processes import state
from tests.trust.quirks import QUIRKS

_WITHOUT = (
    "{} </dev/null",
    "{} | true",
    "{} <&-",
    "{} >&- 2>&-",
    "{} <&- >&- 2>&-",
    "{} help topics | head -1",
    "echo | {}",
)


def ends_by(home: Path, number: int) -> None:
    """A signal: what was typed is saved, the exit code tells, the terminal is as it was."""
    with running(home=home) as terminal:
        type_a_name(terminal)
        os.kill(terminal.pid, number)
        assert terminal.ended() == 128 + number
        assert terminal.is_restored
    assert is_kept(home)


def hung_up(home: Path) -> None:
    """The window is closed."""
    with running(home=home) as terminal:
        type_a_name(terminal)
        terminal.hang_up()
        assert terminal.ended() == 128 + signal.SIGHUP
    assert is_kept(home)


def killed(home: Path) -> None:
    """Killed without a word: nothing can be put back, but the next start does, and nothing saved is lost."""
    with running(home=home) as terminal:
        type_a_name(terminal)
        terminal.wait_for("saved ")
        os.kill(terminal.pid, signal.SIGKILL)
        assert terminal.ended() == -signal.SIGKILL
    assert is_kept(home)
    with running(home=home) as terminal:
        terminal.wait_for("New case")
        leave(terminal)


def stopped_and_continued(home: Path) -> None:
    """Stopped by the shell or the system, and continued: it goes on where it was."""
    with running(home=home) as terminal:
        type_a_name(terminal)
        os.kill(terminal.pid, signal.SIGSTOP)
        end = time.monotonic() + 10
        while state(terminal.pid) != "T" and time.monotonic() < end:
            time.sleep(0.01)
        terminal.press("x")
        os.kill(terminal.pid, signal.SIGCONT)
        terminal.wait_for("x")
        terminal.press("\x7f")
        terminal.wait_for("saved ")
        leave(terminal)
    assert is_kept(home)


def resized(home: Path) -> None:
    """Down to one character and to other odd sizes, in every screen, and back."""
    with running(home=home) as terminal:
        type_a_name(terminal)
        sizes = [(1, 1), (2, 2), (1, 200), (200, 1), (24, 80), (3, 10), (100, 300), (1, 1), (24, 80)]
        for key in ("", "\x07", "\x1b", "\x1b", "\x1bOP"):
            terminal.press(key)
            for rows, columns in sizes:
                terminal.resize(rows, columns)
                terminal.read(0.1)
        terminal.press(CTRL_Q)  # whatever is open
        ended = terminal.ended()
        assert ended == 0, [path.read_text() for path in (home / "crashes").glob("*")]
        assert terminal.is_restored
    assert is_kept(home)


def dumb(home: Path) -> None:
    """A terminal that can do nothing, or that nobody knows: it starts, and can be left."""
    for name in ("dumb", "vt100", "linux", "unknown-terminal", "screen", "tmux-256color", "xterm-direct", ""):
        with running(home=home, TERM=name) as terminal:
            terminal.wait_for("New case")
            leave(terminal)


def without_utf8(home: Path) -> None:
    """A locale without UTF-8: names of all scripts are kept all the same."""
    for locale in ("C", "POSIX"):
        with running(home=home, LC_ALL=locale, LANG=locale, PYTHONUTF8="0") as terminal:
            terminal.wait_for("New case")
            leave(terminal)


def without_a_terminal(home: Path) -> None:
    """No terminal, a closed one, or a pipe that nobody reads: said in words, and no traceback."""
    environment = {**os.environ, "BOWOUT_HOME": str(home)}
    for line in _WITHOUT:
        command = line.format(" ".join(BOWOUT))
        done = subprocess.run(
            ["sh", "-c", command], env=environment, capture_output=True, text=True, timeout=60, check=False
        )
        assert "Traceback" not in done.stderr, done.stderr
        assert done.returncode in (0, 2), done


def in_tmux(home: Path) -> None:
    """Under tmux: it draws, takes keys, survives a detached client and is left without a trace."""
    if shutil.which("tmux") is None:
        print("tmux is not installed", file=sys.stderr)
        return
    socket = str(home / "tmux")
    home.mkdir(exist_ok=True)

    def tmux(*arguments: str) -> str:
        command = ["tmux", "-S", socket, "-f", "/dev/null", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=30).stdout

    def shows(text: str) -> None:
        end = time.monotonic() + 60
        while text not in tmux("capture-pane", "-p"):
            assert time.monotonic() < end, tmux("capture-pane", "-p")
            time.sleep(0.1)

    tmux("new-session", "-d", "-x", "80", "-y", "24", "-e", f"BOWOUT_HOME={home / 'data'}", "sh")
    try:
        tmux("send-keys", " ".join(BOWOUT) + "; echo left $?", "Enter")
        shows("New case")
        tmux("send-keys", "n")
        shows("What is your name?")
        tmux("send-keys", "Ada")
        shows("saved ")
        tmux("resize-window", "-x", "20", "-y", "5")
        tmux("resize-window", "-x", "80", "-y", "24")
        tmux("send-keys", "C-q")
        shows("left 0")
    finally:
        subprocess.run(["tmux", "-S", socket, "kill-server"], capture_output=True, check=False)
    assert is_kept(home / "data")


ALL: dict[str, Callable[[Path], None]] = {
    "told to end": lambda home: ends_by(home, signal.SIGTERM),
    "hung up by signal": lambda home: ends_by(home, signal.SIGHUP),
    "window closed": hung_up,
    "killed": killed,
    "stopped and continued": stopped_and_continued,
    "resized": resized,
    "dumb and unknown terminals": dumb,
    "no UTF-8": without_utf8,
    "no terminal": without_a_terminal,
    "tmux": in_tmux,
    **QUIRKS,
}


def main(arguments: list[str]) -> int:
    """Try all of them, or those named; 0 when none broke."""
    broken = 0
    for name, function in ALL.items():
        if arguments and name not in arguments:
            continue
        with tempfile.TemporaryDirectory(prefix="bowout-terminal-") as folder:
            try:
                function(Path(folder) / "home")
            except (AssertionError, OSError, subprocess.SubprocessError) as error:
                broken += 1
                print(f"{name}: {str(error)[:500]}", flush=True)
            else:
                print(f"{name}: well", flush=True)
    print(json.dumps({"terminals": len(arguments or ALL), "broken": broken}))
    return bool(broken)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
