"""The app itself, used from home to the journal where there is no network, watched by the system.

    python -m tests.trust.private_app [--no-model]

As privacy.py does with the commands: the app runs in a terminal, under strace, in a network namespace without
an interface, with a umask that hides nothing. A case with private notes and a reason that is not shared is
opened, its letters saved, one rewritten by the model, the calendar and the journal written.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

from core.store import Cases
from tests.terminal import CTRL_Q, Terminal, running
from tests.trust.privacy import case, is_possible, left_behind, prepared, seen, watched

ENTER, ESCAPE, PLAN = "\r", "\x1b", "\x07"
_ROWS, _COLUMNS = 40, 120
_PATIENCE = 120.0


def use(here: Path, *, model: bool) -> list[str]:
    """Go through the whole job by keys; what was wrong, in words."""
    os.umask(0)
    environment = prepared(here, model=model)
    Cases(here / "home").new(case())
    with running(watched(here), size=(_ROWS, _COLUMNS), **environment) as terminal:
        _step(terminal, "", "Northwind Analytics")
        _step(terminal, ENTER, "The basics")
        _step(terminal, PLAN, "Whom to tell")
        _save(terminal, "s")
        _save(terminal, "c")
        _step(terminal, "t", "1 of 8 done")
        _step(terminal, "a", "A note to yourself")
        _close(terminal, "A note to yourself")
        _step(terminal, ENTER, "This is the draft")
        _rewrite(terminal, model=model)
        _save(terminal, "s")
        _step(terminal, ESCAPE, "Whom to tell")
        _step(terminal, "h", "Your cases")
        _step(terminal, "j", "Charts")
        _save(terminal, "s")
        terminal.press(CTRL_Q)
        assert terminal.ended(60) == 0
    return seen(here) + left_behind(here)


def _step(terminal: Terminal, keys: str, *wanted: str) -> str:
    """Press keys; what of the texts came to be shown."""
    terminal.output = b""
    terminal.press(keys)
    return terminal.wait_for(*wanted, seconds=_PATIENCE)


def _save(terminal: Terminal, key: str) -> None:
    _step(terminal, key, "Into the folder")
    _step(terminal, ENTER, "Open folder")
    _close(terminal, "Into the folder")


def _close(terminal: Terminal, title: str) -> None:
    """Close a dialog, and wait until it is gone: a screen that is drawn anew does not show it."""
    terminal.press(ESCAPE)
    for columns in range(_COLUMNS + 1, _COLUMNS + 60):
        terminal.output = b""
        terminal.resize(_ROWS, columns)
        for part in ("Bowout", "esc"):  # from the first line to the last
            terminal.wait_for(part, seconds=_PATIENCE)
        terminal.read(0.5)
        if title not in terminal.text:
            return
    raise AssertionError(f"{title!r} does not go")


def _rewrite(terminal: Terminal, *, model: bool) -> None:
    _step(terminal, "9", "Yours sincerely")
    ends = ("checked: ", "refused", "no better words") if model else ("at work", "unchanged")
    if _step(terminal, "r", *ends) == "checked: ":
        _step(terminal, "a", "yours", "draft")
    elif not model:
        terminal.press("x")


def main(arguments: list[str]) -> int:
    """Use it once; 0 when nothing was wrong."""
    if not is_possible():
        print("needs unshare with network namespaces, and strace")
        return 1
    with tempfile.TemporaryDirectory(prefix="bowout-private-") as folder:
        problems = use(Path(folder), model="--no-model" not in arguments)
    print("\n".join(problems) or "no socket, nothing written elsewhere, nothing private left or readable")
    print(json.dumps({"private_app": 1, "problems": len(problems)}))
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
