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

from tui.terminal import Attributes, how_it_is, put_back, terminal_is_gone

if TYPE_CHECKING:
    from tui.app import BowoutApp

_PATIENCE = 1.5
"""Seconds that putting the terminal back may take; one that is gone would be waited for in vain."""

_BUSY = 20.0
"""Seconds that it may take while the terminal is there: a machine may be busy, a terminal may stand still."""

_MAY_WAIT = 3000
"""So much may wait to be written: screens take up to 20 KB each, most of what is written far less."""

_last = threading.Lock()
"""Whoever has it ends the process."""


def run_and_leave(app: BowoutApp) -> NoReturn:
    """Run the app to its end, then end the process with its exit code."""
    _make_room()
    app.on_leaving = partial(leave_soon, how_it_is())
    asyncio.run(_run(app))
    raise AssertionError("the process has ended")


async def _run(app: BowoutApp) -> NoReturn:
    await app.run_async()
    # Inside the loop still: closing it would wait for the threads.
    leave(app.return_code or 0)


def _make_room() -> None:
    """Let the app go on while a terminal stands still, so that the key to leave is heard.

    Textual holds the whole app at the 31st thing that waits to be written; few of them make a screen.
    """
    from textual.drivers import _writer_thread

    _writer_thread.MAX_QUEUED_WRITES = _MAY_WAIT  # type: ignore[misc]


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
