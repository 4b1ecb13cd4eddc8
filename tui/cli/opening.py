"""Opens the app, with as little loaded as can be."""

from __future__ import annotations

import sys


def at_terminal() -> bool:
    """Whether somebody sits at both ends."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def open_app(model: str | None = None) -> None:
    """Open the app; it ends the program."""
    from functools import partial

    from tui.terminal import patience_with_far_terminals

    patience_with_far_terminals()  # which Textual asks for when it is imported
    from tui.app import BowoutApp
    from tui.leaving import run_and_leave
    from tui.model import rewriter_for

    run_and_leave(BowoutApp(rewriter=partial(rewriter_for, model)))
