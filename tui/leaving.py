"""Runs the app and leaves at once when it is done.

An interpreter that ends by itself takes its time: it waits for every thread that still reads a model or
loads a screen, and takes apart what the system frees in an instant anyway. When the app has ended, all is
saved and synced to disk, the model's process is gone and the terminal is as it was, so there is nothing left
to do but go.
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
import time
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, NoReturn

from tui.terminal import (
    Attributes,
    how_it_is,
    put_back,
    room_for_what_is_not_shown_yet,
    terminal_is_gone,
)

if TYPE_CHECKING:
    from tui.app import BowoutApp

_PATIENCE = 1.5
"""Seconds that putting the terminal back may take; one that is gone would be waited for in vain."""

_BUSY = 20.0
"""Seconds that it may take while the terminal is there: a machine may be busy, a terminal may stand still."""

_last = threading.Lock()
"""Whoever has it ends the process."""


def run_and_leave(app: BowoutApp) -> NoReturn:
    """Run the app to its end, then end the process with its exit code."""
    room_for_what_is_not_shown_yet()
    app.on_leaving = partial(leave_soon, how_it_is())
    asyncio.run(_run(app))
    raise AssertionError("the process has ended")


async def _run(app: BowoutApp) -> NoReturn:
    await app.run_async()
    # Inside the loop still: closing it would wait for the threads.
    leave(app.return_code or 0)


def leave_soon(before: Attributes | None, code: int) -> None:
    """End the process in a while, if it has not ended by then, with the terminal as it was before."""
    threading.Thread(target=_end_late, args=(before, code), daemon=True).start()


def _end_late(before: Attributes | None, code: int) -> None:
    time.sleep(_PATIENCE)
    end = time.monotonic() + _BUSY
    while time.monotonic() < end and not terminal_is_gone():
        time.sleep(0.1)
    with _last:
        put_back(before)
        os._exit(code)


def leave(code: int) -> NoReturn:
    """End the process without waiting for anything, once what it has said is out."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # the terminal may be gone, or the stream closed
            stream.flush()
    with _last:
        os._exit(code)
