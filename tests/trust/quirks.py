"""What lies between an app and a person far away: slow lines, sequences cut in two, no terminal of one's own.

As far as it can be tried without a second machine: over ssh the app sees just this.
"""

from __future__ import annotations

import shlex
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

from core.store import Cases
from tests.terminal import BOWOUT, CTRL_Q, Terminal, is_kept, leave, running, type_a_name

_FAR = "192.0.2.1 50000 192.0.2.2 22"
_JITTER = 0.2
"""Between two packets of one sequence; near by, half of that makes an escape the key of that name."""

_PAUSE = 0.7
"""Between two pieces of a text."""


def name_of(home: Path) -> str:
    """What stands in the name's field of the one case there is."""
    cases = Cases(home)
    [record] = [*cases.list(), *cases.list("trash")]
    return str(record.answers["you"]["name"])


def in_pieces(terminal: Terminal, pause: float, *pieces: bytes) -> None:
    """Send something with pauses in it, as a bad line does."""
    for piece in pieces:
        terminal.send(piece)
        end = time.monotonic() + pause
        while time.monotonic() < end:
            terminal.read(0.01)


def recorded(home: Path) -> None:
    """Under script, which is a terminal in a terminal, as ssh is."""
    with running(["script", "-qec", shlex.join(BOWOUT), "/dev/null"], home=home) as terminal:
        type_a_name(terminal)
        leave(terminal)
    assert is_kept(home)


def in_no_session(home: Path) -> None:
    """In a session of its own: there is a terminal, but it sends no signals and is not /dev/tty."""
    with running(["setsid", "-w", *BOWOUT], home=home) as terminal:
        type_a_name(terminal)
        leave(terminal)
    assert is_kept(home)


def odd_sizes(home: Path) -> None:
    """An environment that tells nonsense of the window, and one that tells nothing."""
    for odd in (
        {"COLUMNS": "", "LINES": ""},
        {"COLUMNS": "-3", "LINES": "many"},
        {"COLUMNS": "0", "LINES": "0"},
    ):
        with running(home=home, **odd) as terminal:
            terminal.wait_for("New case")
            leave(terminal)


def without_colours(home: Path) -> None:
    """No 24-bit colours, or none at all: it draws, and says the same."""
    for term, none in (("xterm", ""), ("linux", "1")):
        with running(home=home, COLORTERM="", TERM=term, NO_COLOR=none) as terminal:
            terminal.wait_for("New case")
            leave(terminal)


def into_a_file(home: Path) -> None:
    """Its output goes into a file: it says that it needs a terminal, or can be left by its key."""
    home.mkdir(parents=True, exist_ok=True)
    with running(["sh", "-c", f"{shlex.join(BOWOUT)} > {home / 'out.txt'}"], home=home) as terminal:
        end = time.monotonic() + 10
        while time.monotonic() < end and not terminal.has_ended:
            terminal.press(CTRL_Q)
            terminal.read(0.5)
        assert terminal.ended() in (0, 2)
    assert "Traceback" not in terminal.text


def pasted_in_pieces(home: Path) -> None:
    """A bracketed paste that comes in pieces, cut in a word, in a character and in its own brackets."""
    with running(home=home, SSH_CONNECTION=_FAR) as terminal:
        terminal.wait_for("New case")
        terminal.press("n")
        terminal.wait_for("What is your name?")
        in_pieces(terminal, _JITTER, b"\x1b[2", b"00~Zo")
        in_pieces(terminal, _PAUSE, b"\xc3", b"\xab \xc3\x85ngst", "röm".encode())
        in_pieces(terminal, _JITTER, b"\x1b[20", b"1~")
        terminal.wait_for("saved ")
        leave(terminal)
    assert name_of(home) == "Zoë Ångström", name_of(home)


def mouse_in_pieces(home: Path) -> None:
    """Reports of the mouse that are cut in half write nothing into the field that has the focus."""
    with running(home=home, SSH_CONNECTION=_FAR) as terminal:
        type_a_name(terminal)
        for report in (b"\x1b[<35;100;12M", b"\x1b[<64;70;12M", b"\x1b[<65;70;12M"):
            for at in (1, 3, 6, len(report) - 1):
                in_pieces(terminal, _JITTER, report[:at], report[at:])
        terminal.press("!")  # the field has the focus still
        terminal.wait_for("saved ")
        terminal.read(2.0)
        leave(terminal)
    assert name_of(home) == "Ada!", name_of(home)


def slow(home: Path) -> None:
    """A line that carries a kilobyte a second: keys are taken, nothing is lost, and it is left well."""
    with running(home=home) as terminal:
        crawl(terminal, 8)
        terminal.press("n")
        crawl(terminal, 4)
        terminal.press("Ada")
        crawl(terminal, 4)
        terminal.press(CTRL_Q)
        crawl(terminal, 120)
        assert terminal.ended() == 0
        assert terminal.is_restored, terminal.output[-300:]
    assert is_kept(home)


def crawl(terminal: Terminal, seconds: float) -> None:
    """Take in a kilobyte a second, for so long or until the program has ended."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        terminal.read(0.0, 100)
        time.sleep(0.1)
        if terminal.has_ended:
            return


QUIRKS: dict[str, Callable[[Path], None]] = {
    "a session of its own": in_no_session,
    "odd sizes": odd_sizes,
    "no colours": without_colours,
    "into a file": into_a_file,
    "paste in pieces": pasted_in_pieces,
    "mouse in pieces": mouse_in_pieces,
    "a slow line": slow,
}
if shutil.which("script"):
    QUIRKS["recorded"] = recorded
else:
    print("script is not installed", file=sys.stderr)
