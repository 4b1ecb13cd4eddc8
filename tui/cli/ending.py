"""How a run ends: the exit codes of the contract, and a plain line for whatever went wrong."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from typing import Any

from core.errors import EXIT_BAD_INPUT, EXIT_BUG, EXIT_INTERRUPTED, EXIT_OK, BowoutError


def ended(run: Callable[[], Any]) -> int:
    """The exit code of a run; whatever went wrong is said in one plain line."""
    try:
        result = run()
    except (Exception, KeyboardInterrupt) as error:
        return _said(error)
    return result if isinstance(result, int) else EXIT_OK


def _said(error: BaseException) -> int:
    import click  # not before it is wanted: the app does without

    from tui.cli.talk import say

    if isinstance(error, click.ClickException):
        error.show()
        return EXIT_BAD_INPUT
    if isinstance(error, (click.Abort, KeyboardInterrupt)):
        say("Interrupted.")
        return EXIT_INTERRUPTED
    if isinstance(error, BowoutError):
        say(str(error))
        return error.exit_code
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EIO):
        say(f"The result cannot be written: {error.strerror}.")  # click writes help by itself
        return EXIT_BAD_INPUT
    if isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG:
        say("The name of a file is too long. Give a shorter one.")
        return EXIT_BAD_INPUT
    if os.environ.get("BOWOUT_DEBUG"):
        import traceback

        traceback.print_exception(error)
    else:
        say(f"Bowout has a bug here, sorry: {type(error).__name__}. BOWOUT_DEBUG=1 shows where.")
    return EXIT_BUG
