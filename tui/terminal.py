"""The terminal that the app was opened in."""

from __future__ import annotations

import select
import sys


def terminal_is_gone() -> bool:
    """Whether the window that the app was opened in has been closed."""
    watch = select.poll()
    watch.register(sys.__stdin__.fileno() if sys.__stdin__ else 0, 0)
    return any(event & select.POLLHUP for _, event in watch.poll(0))
