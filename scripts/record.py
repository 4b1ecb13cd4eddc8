"""Records docs/bowout.cast: the real app in a real terminal, with keys as a person would press them.

.venv/bin/python scripts/record.py

The file is an asciinema recording (version 2): `asciinema play docs/bowout.cast` shows it. The clock is the
one of the pictures, the data folder is fresh, and whatever is read or typed took that long.
"""

from __future__ import annotations

import codecs
import fcntl
import json
import os
import pty
import select
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CAST = ROOT / "docs" / "bowout.cast"
SIZE = (100, 30)
READ = 2.5  # seconds to look at what is new
TYPED = 0.05  # seconds between two keys of a word
LONGEST = 3.0  # a longer wait is shown as this

APP = """
from datetime import UTC, datetime, timedelta
from pathlib import Path
import time
from tui.app import BowoutApp
began = time.monotonic()
start = datetime(2026, 11, 24, 0, 40, tzinfo=UTC)
BowoutApp(Path("bowout"), clock=lambda: start + timedelta(seconds=time.monotonic() - began)).run()
"""

ENTER, ESCAPE, DOWN, RIGHT, F9, F10 = "\r", "\x1b", "\x1b[B", "\x1b[C", "\x1b[20~", "\x1b[21~"

WALK: tuple[tuple[str, float], ...] = (
    ("", READ),  # an empty home says what to press
    ("n", READ),
    ("Maya Lindqvist", 0.5), (ENTER, 0.5),
    ("Northwind Analytics", 0.5), (ENTER, 0.5),
    ("Senior Data Analyst", 0.5), (ENTER, 0.8),
    (DOWN, 0.4), (DOWN, 0.4), (DOWN, 0.6), (DOWN, READ),  # the final round
    (F9, READ),  # the plan
    (ENTER, READ),  # its first letter
    (RIGHT, 1.2), (DOWN, 1.5), (RIGHT, 1.2),  # over the tone pad
    ("b", READ), (ESCAPE, 1.0),  # two tones side by side
    ("s", 1.5), (ENTER, READ), (ESCAPE, 1.0),  # saved, and where
    (ESCAPE, 1.2), ("t", READ),  # told
    ("h", READ),  # home says what is next
    (F10, 0.5),
)  # fmt: skip


def record() -> Iterator[tuple[float, str]]:
    """What the terminal gets, and when."""
    with tempfile.TemporaryDirectory() as scratch:
        pid, terminal = pty.fork()
        if pid == 0:  # the child is the app
            os.chdir(scratch)
            os.environ.pop("COLORTERM", None)  # 256 colours say the same in half the bytes
            os.environ |= {"TERM": "xterm-256color", "TEXTUAL_ANIMATIONS": "none", "PYTHONPATH": str(ROOT)}
            os.execv(sys.executable, [sys.executable, "-c", APP])  # noqa: S606
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", SIZE[1], SIZE[0], 0, 0))
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        clock = Clock()
        yield from _read(terminal, decoder, clock, 6.0)  # until the app is up
        clock.restart()
        for keys, pause in WALK:
            for key in [keys] if keys.startswith("\x1b") else keys:
                os.write(terminal, key.encode())
                yield from _read(terminal, decoder, clock, TYPED)
            yield from _read(terminal, decoder, clock, pause)
        yield from _read(terminal, decoder, clock, 2.0)
        os.close(terminal)
        os.waitpid(pid, 0)


class Clock:
    """Seconds as they are shown: long waits are cut short."""

    def __init__(self) -> None:
        self.shown = 0.0
        self._last = time.monotonic()

    def restart(self) -> None:
        """What came before took a moment, however long it took."""
        self.shown, self._last = 0.5, time.monotonic()

    def tick(self) -> float:
        """The time now."""
        now = time.monotonic()
        self.shown += min(LONGEST, now - self._last)
        self._last = now
        return round(self.shown, 3)


def _read(
    terminal: int, decoder: codecs.IncrementalDecoder, clock: Clock, seconds: float
) -> Iterator[tuple[float, str]]:
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        if not select.select([terminal], [], [], left)[0]:
            return
        try:
            data = os.read(terminal, 65536)
        except OSError:  # the app has left
            return
        if text := decoder.decode(data):
            yield clock.tick(), text


def main() -> None:
    """Record, and write the file."""
    events = list(record())
    head = {"version": 2, "width": SIZE[0], "height": SIZE[1], "title": "Bowout: a first letter"}
    lines = [json.dumps(head), *(json.dumps([at, "o", text], ensure_ascii=False) for at, text in events)]
    CAST.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"docs/{CAST.name}: {events[-1][0]:.0f} s, {CAST.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
