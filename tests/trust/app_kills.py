"""The app itself, killed while somebody types: what it had shown as saved is there.

    python -m tests.trust.app_kills --rounds 100

Each round opens the app in a terminal, types, waits until the screen says that it is saved, types on and
kills it (signal 9) at a random moment of the next seconds: between keys, before, in and after the autosave.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

from core.store import Cases
from tests.terminal import running


def kill_while_typing(home: Path, dice: random.Random) -> tuple[str, str]:
    """What was shown as saved, and all that was typed."""
    with running(home=home) as terminal:
        terminal.wait_for("New case")
        terminal.press("n")
        terminal.wait_for("What is your name?")
        typed = ""
        for _ in range(dice.randint(1, 3)):
            word = f"w{dice.randrange(10_000):04d}"
            terminal.press(word)
            typed += word
            terminal.wait_for(word[-1])
            terminal.wait_and_forget("saving", seconds=60)
            terminal.wait_and_forget("saved ", seconds=60)
        saved, more = typed, f"x{dice.randrange(10_000):04d}" * 5
        until = time.monotonic() + dice.random() * 2.0
        for key in more:
            if time.monotonic() > until:
                break
            terminal.press(key)
            typed += key
            terminal.read(0.02)
        while time.monotonic() < until:
            terminal.read(0.02)
        os.kill(terminal.pid, signal.SIGKILL)
        terminal.ended()
    return saved, typed


def kept(home: Path) -> list[str]:
    """The names in all cases and in what is recovered; damaged files are an error."""
    cases = Cases(home)
    found = [*cases.recover(), *cases.list()]
    assert not cases.notices, cases.notices
    return [str(record.answers.get("you", {}).get("name", "")) for record in found]


def rounds(count: int, seed: int) -> list[str]:
    """Kill that many apps; what was lost."""
    dice, lost = random.Random(seed), []
    for number in range(count):
        with tempfile.TemporaryDirectory(prefix="bowout-app-") as folder:
            saved, typed = kill_while_typing(Path(folder), dice)
            names = kept(Path(folder))
            if not any(name.startswith(saved) and typed.startswith(name) for name in names):
                lost.append(f"round {number}: {saved} was shown as saved, {names} is there")
    return lost


def main(arguments: list[str]) -> int:
    """Kill as many as asked for; 0 when nothing was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args(arguments)
    began = time.monotonic()
    lost = rounds(options.rounds, options.seed)
    seconds = round(time.monotonic() - began, 1)
    print(json.dumps({"kills": options.rounds, "lost": len(lost), "seed": options.seed, "seconds": seconds}))
    print("\n".join(lost) or "nothing that was shown as saved was lost")
    return bool(lost)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
