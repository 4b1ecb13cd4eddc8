"""A disk that takes seconds for each flush and each new name, under the app while somebody types.

    python -m tests.trust.slow [--milliseconds 3000]

The app in a terminal, on a disk that is slow but well. Each key has to be seen while the disk is at work, and
so has the next screen; the app says that it is saving; what it then shows as saved is in the file; leaving
by key and by signal loses nothing, and neither does a kill of what had been shown as saved.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from core.store import Cases
from tests.terminal import CTRL_Q, Terminal, running, type_a_name
from tests.trust.faults import Faults, is_possible

KEYS = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ"
PLAN = "\x07"
_BETWEEN = 0.25
_PATIENCE = 180.0


def name_in(home: Path) -> str:
    """The name as it stands in the file of the one case there is."""
    cases = Cases(home)
    [record] = [*cases.recover(), *cases.list()][:1] or cases.list("trash")
    assert not cases.notices, cases.notices
    return str(record.answers["you"]["name"])


def seen(terminal: Terminal, keys: str, wanted: str) -> float:
    """Seconds from a key until what it does is seen."""
    terminal.output = b""
    began = time.monotonic()
    terminal.press(keys)
    terminal.wait_for(wanted, seconds=_PATIENCE)
    return time.monotonic() - began


def typed(terminal: Terminal) -> float:
    """Type a word while the disk is at work. The longest that a key was waited for."""
    terminal.press("x")
    terminal.wait_and_forget("saving", seconds=_PATIENCE)
    slowest = 0.0
    for key in KEYS:
        slowest = max(slowest, seen(terminal, key, key))
        terminal.read(_BETWEEN)
    return slowest


def goes_on(home: Path, faults: Faults, milliseconds: int) -> dict[str, float]:
    """Type, see each key, wait until all is shown as saved; then open the plan while it saves again."""
    with running(home=home, **faults.environment) as terminal:
        type_a_name(terminal)
        terminal.wait_for("saved ")
        faults.slow(home, milliseconds)
        slowest = typed(terminal)
        began = time.monotonic()
        terminal.wait_and_forget("saved ", seconds=_PATIENCE)
        waited = time.monotonic() - began
        assert name_in(home) == f"Adax{KEYS}"
        terminal.press("y")
        terminal.wait_for("saving")
        plan = seen(terminal, PLAN, "Told")
        terminal.press(CTRL_Q)
        assert terminal.ended(_PATIENCE) == 0
        assert terminal.is_restored
        faults.over()
    assert name_in(home) == f"Adax{KEYS}y"
    return {"slowest_key": round(slowest, 2), "plan": round(plan, 2), "saved_after": round(waited, 1)}


def ends(home: Path, faults: Faults, milliseconds: int, number: int) -> None:
    """A signal in the middle of a save: it ends when all is in the file; a kill keeps what was saved."""
    with running(home=home, **faults.environment) as terminal:
        type_a_name(terminal)
        terminal.wait_for("saved ")
        faults.slow(home, milliseconds)
        typed(terminal)
        os.kill(terminal.pid, number)
        killed = number == signal.SIGKILL
        assert terminal.ended(_PATIENCE) == (-number if killed else 128 + number)
        faults.over()
    name = name_in(home)
    assert f"Adax{KEYS}".startswith(name), name
    assert len(name) >= len("Ada") if killed else name == f"Adax{KEYS}", name


def main(arguments: list[str]) -> int:
    """Try all of it; 0 when nobody waited and nothing was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--milliseconds", type=int, default=3000)
    slow = parser.parse_args(arguments).milliseconds
    if not is_possible():
        print("needs a C compiler (cc) and /proc")
        return 1
    figures: dict[str, float] = {}
    parts: dict[str, Callable[[Path, Faults], object]] = {
        "typing": lambda home, faults: figures.update(goes_on(home, faults, slow)),
        "told to end": lambda home, faults: ends(home, faults, slow, signal.SIGTERM),
        "killed": lambda home, faults: ends(home, faults, slow, signal.SIGKILL),
    }
    broken = 0
    for name, part in parts.items():
        with tempfile.TemporaryDirectory(prefix="bowout-slow-") as folder:
            try:
                part(Path(folder, "home"), Faults(Path(folder)))
            except AssertionError as error:
                broken += 1
                print(f"{name}: {str(error)[:500]}", flush=True)
            else:
                print(f"{name}: well", flush=True)
    if figures and max(figures["slowest_key"], figures["plan"]) > slow / 1000:  # a save is several of these
        broken += 1
        print("a key was kept waiting for the disk")
    print(json.dumps({"milliseconds": slow, **figures, "broken": broken}))
    return bool(broken)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
