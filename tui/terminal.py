"""The terminal that the app was opened in."""

from __future__ import annotations

import os
import select
import sys
import termios
import time
from contextlib import suppress

_FAR = "400"
"""Milliseconds that the rest of a key's sequence may take over a network; Textual waits a quarter of it."""


def patience_with_far_terminals() -> None:
    """Wait longer for the rest of what a terminal sends, where it stands at the other end of ssh.

    A paste whose closing bracket is cut in two by the line would never end otherwise. Who has set
    ``ESCDELAY``, as for other programs, keeps it.
    """
    if "SSH_CONNECTION" in os.environ or "SSH_TTY" in os.environ:
        os.environ.setdefault("ESCDELAY", _FAR)


def terminal_is_gone() -> bool:
    """Whether the window that the app was opened in has been closed."""
    watch = select.poll()
    watch.register(sys.__stdin__.fileno() if sys.__stdin__ else 0, 0)
    return any(event & select.POLLHUP for _, event in watch.poll(0))


Attributes = list[int | list[bytes | int]]
"""How a terminal takes keys, as ``termios`` says it."""

_PUT_BACK = (
    b"\x18\x1b[0m\x1b[?2026l"  # end what was cut in the middle
    b"\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1004l\x1b[?2004l\x1b[?2048l\x1b[<u"
    b"\x1b[?1049l\x1b[?25h"
)


def how_it_is() -> Attributes | None:
    """How the terminal takes keys now; nothing where there is none."""
    with suppress(OSError, ValueError, AttributeError, termios.error):
        return termios.tcgetattr(sys.__stdin__.fileno())  # type: ignore[union-attr]
    return None


def put_back(before: Attributes | None) -> None:
    """Give a terminal that takes too long back as it was, and throw away what it has not shown yet.

    Whatever else the program wants to draw goes nowhere from now on.
    """
    if before is None or sys.__stderr__ is None:
        return
    with suppress(OSError, ValueError, termios.error):
        screen = sys.__stderr__.fileno()  # where Textual draws
        own = os.dup(screen)
        os.dup2(os.open(os.devnull, os.O_WRONLY), screen)
        os.set_blocking(own, False)
        for _ in range(40):
            for flow in (termios.TCOOFF, termios.TCOON):  # wakes who waits for room in it, and now gives up
                termios.tcflow(own, flow)
            termios.tcflush(own, termios.TCOFLUSH)
            with suppress(BlockingIOError):
                os.write(own, _PUT_BACK)
                break
            time.sleep(0.05)
        os.set_blocking(own, True)  # it is the shell's, too
        termios.tcsetattr(own, termios.TCSANOW, before)
