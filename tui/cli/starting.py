"""The way into Bowout: the app where nothing else is asked for, and the commands."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from tui.cli.opening import at_terminal, open_app


def main(args: Sequence[str] | None = None) -> None:
    """Run Bowout and exit."""
    _fill_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # letters hold all the world's letters, whatever the locale
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if (sys.argv[1:] if args is None else args) or not at_terminal() or _is_completing():
        from tui.cli.group import cli

        cli.main(args)
    from tui.cli.ending import ended

    sys.exit(ended(open_app))  # the commands' library would only delay the first frame


def _is_completing() -> bool:
    """Whether a shell asks what could be typed next: it calls the program without arguments."""
    return "_BOWOUT_COMPLETE" in os.environ


def _fill_closed_streams() -> None:
    """Whoever starts a program may close its streams; Python then has None in their place."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))
