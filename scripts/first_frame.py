"""Starts a terminal program under a pseudo-terminal and measures when it first draws, and how it leaves.

    python scripts/first_frame.py PROGRAM [ARGUMENT ...]

Standard library only, so that it runs in any environment. The clock runs from the fork to the first
screenful: more than 500 printable bytes after the switch to the alternate screen.
"""

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
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

COLUMNS, ROWS = 120, 36
SETTLE = 1.0  # seconds after the frame at which memory is read
LIMIT = 60.0  # seconds to wait for the frame
SCREENFUL = 500  # printable bytes

_ALTERNATE = b"\x1b[?1049h"
_CONTROL = re.compile(rb"\x1b\[[0-9;?<>=]*[A-Za-z]|\x1b[\]P_^][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b.|[\x00-\x1f]")
# What programs ask a terminal, and what a plain xterm says.
_ANSWERS = (
    (re.compile(rb"\x1b\[c|\x1b\[0c"), b"\x1b[?62;22c"),
    (re.compile(rb"\x1b\[6n"), b"\x1b[1;1R"),
    (re.compile(rb"\x1b\[5n"), b"\x1b[0n"),
    (re.compile(rb"\x1b\[\?2026\$p"), b"\x1b[?2026;2$y"),
    (re.compile(rb"\x1b\[\?2048\$p"), b"\x1b[?2048;0$y"),
)


@dataclass(frozen=True)
class Frame:
    """What a start cost: seconds to the first screenful, CPU seconds and peak memory a second later."""

    seconds: float
    cpu: float
    peak_mb: float


class NoFrame(Exception):
    """The program drew nothing; carries what it wrote instead."""


def first_frame(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Frame:
    """Start the program, wait for its first screenful, let it settle, and end it.

    Raises:
        NoFrame: it ended, or drew nothing in time.
    """
    started = time.monotonic()
    child, terminal = _start(command, environment)
    try:
        drawn = _wait_for_frame(terminal, started)
        _drain(terminal, SETTLE)
    finally:
        os.kill(child, signal.SIGKILL)
        _, _, usage = os.wait4(child, 0)
        os.close(terminal)
    per_mb = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Frame(drawn - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / per_mb)


def seconds_to_leave(
    command: Sequence[str], keys: Sequence[tuple[str, float]], environment: Mapping[str, str] | None = None
) -> float:
    """Start the program, press keys, each followed by so many seconds; from the last one to its end.

    Raises:
        NoFrame: it drew nothing, or did not end.
    """
    child, terminal = _start(command, environment)
    ended = False
    try:
        _wait_for_frame(terminal, time.monotonic())
        _drain(terminal, SETTLE)
        for key, pause in keys[:-1]:
            os.write(terminal, key.encode())
            _drain(terminal, pause)
        os.write(terminal, keys[-1][0].encode())
        pressed = time.monotonic()
        while time.monotonic() - pressed < LIMIT:
            ended = os.waitpid(child, os.WNOHANG)[0] != 0
            if ended:
                return time.monotonic() - pressed
            _read(terminal, 0.002)
        raise NoFrame("it did not end")
    finally:
        if not ended:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        os.close(terminal)


def _start(command: Sequence[str], environment: Mapping[str, str] | None) -> tuple[int, int]:
    """The program's process and its terminal."""
    child, terminal = pty.fork()
    if child == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        wanted = {**(os.environ if environment is None else environment), "TERM": "xterm-256color"}
        os.execvpe(command[0], list(command), wanted)  # noqa: S606
    return child, terminal


def _wait_for_frame(terminal: int, started: float) -> float:
    output = b""
    while time.monotonic() - started < LIMIT:
        piece = _read(terminal, 0.5)
        if piece is None:
            break
        output += piece
        _answer(terminal, piece)
        _, found, screen = output.rpartition(_ALTERNATE)
        if found and len(_CONTROL.sub(b"", screen)) > SCREENFUL:
            return time.monotonic()
    text = _CONTROL.sub(b" ", output).decode(errors="replace").strip()
    raise NoFrame(text[-2000:] or "it wrote nothing")


def _drain(terminal: int, seconds: float) -> None:
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        piece = _read(terminal, left)
        if piece is None:
            raise NoFrame("it ended right after its first frame")
        _answer(terminal, piece)


def _read(terminal: int, timeout: float) -> bytes | None:
    """What came in ``timeout`` seconds; None when the program has closed its terminal."""
    ready, _, _ = select.select([terminal], [], [], timeout)
    if not ready:
        return b""
    try:
        return os.read(terminal, 65536) or None
    except OSError:
        return None


def _answer(terminal: int, piece: bytes) -> None:
    for question, answer in _ANSWERS:
        if question.search(piece):
            os.write(terminal, answer)


if __name__ == "__main__":
    try:
        frame = first_frame(sys.argv[1:])
    except NoFrame as failure:
        sys.exit(f"no first frame: {failure}")
    print(f"first frame {frame.seconds:.2f} s, CPU {frame.cpu:.2f} s, peak memory {frame.peak_mb:.0f} MB")
