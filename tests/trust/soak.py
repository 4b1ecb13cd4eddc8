"""Use without end: new cases, tones, rewrites, cancels and a model that dies now and then.

    python -m tests.trust.soak --minutes 120 [--model PATH]

The real app under Pilot with the real model in its process. Each round is a person's whole visit; after
each one the process is asked for its memory, handles, threads and children. The figures at the end compare
the first half after warming up with the second: what leaks grows.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import signal
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from textual.pilot import Pilot
from textual.widgets import TextArea

from core.files import make_folder
from core.rewrite.models import cache_folder
from core.rewrite.rewriter import Rewriter
from tests.trust.driving import app_of, at, brisk, place_of, press, settled, wait_until
from tests.trust.processes import Sample, sample
from tui.app import BowoutApp
from tui.messages import Go
from tui.model import RewriterFactory, rewriter_for
from tui.screens.workbench import WorkbenchScreen

_COUNTED = ("rounds", "rewrites", "proposals", "cancels", "deaths")
_PATIENCE = 120.0
_WARM_UP = 0.2
"""That part of the samples at the beginning is not compared: caches fill."""

_SENTENCES = (
    "Thanks a lot for the chat on Tuesday!",
    "It's been great to meet you and the team.",
    "I loved hearing about your plans for the rota.",
    "I've taken a job with another firm, and I start there in May.",
    "Could you please stop the background check you've started on me?",
    "Sorry for the short notice, I know it's a pain.",
    "I hope our paths cross again.",
    "Please say hi to Bo from me.",
)


@dataclass
class Soak:
    """What was done, and how the process stood after each round."""

    samples: list[Sample]
    rounds: int = 0
    rewrites: int = 0
    proposals: int = 0
    cancels: int = 0
    deaths: int = 0
    seconds: float = 0.0

    @property
    def growth(self) -> float:
        """Megabytes between the median of the middle part and that of the last."""
        settled = [each.memory for each in self.samples[int(len(self.samples) * _WARM_UP) :]]
        half = len(settled) // 2
        return median(settled[half:]) - median(settled[:half]) if half else 0.0

    def figures(self) -> dict[str, object]:
        """The figures that a report needs."""
        settled = self.samples[int(len(self.samples) * _WARM_UP) :] or self.samples
        ends = (settled[0], settled[-1])
        return {
            "minutes": round(self.seconds / 60, 1),
            **{
                name: getattr(self, name) for name in ("rounds", "rewrites", "proposals", "cancels", "deaths")
            },
            "memory_mb": [round(each.memory, 1) for each in ends],
            "growth_mb": round(self.growth, 1),
            "model_mb": [round(each.child_memory, 1) for each in ends],
            "most_handles": max(each.handles for each in settled),
            "handles": [each.handles for each in ends],
            "threads": [each.threads for each in ends],
            "most_children": max(each.children for each in settled),
            "zombies": max(each.zombies for each in settled),
        }


async def soak(seconds: float, folder: Path, factory: RewriterFactory, rounds: int = 1_000_000) -> Soak:
    """Use the app until the time is over or the rounds are done."""
    done = Soak([])
    began = time.monotonic()
    made: list[Rewriter] = []

    def make() -> Rewriter:
        made.append(factory())
        return made[-1]

    app = BowoutApp(folder, rewriter=make)
    app.animation_level = "none"
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, "home")
        dice = random.Random(7)
        while time.monotonic() - began < seconds and done.rounds < rounds:
            await _visit(pilot, done, dice, made)
            done.rounds += 1
            done.seconds = time.monotonic() - began
            done.samples.append(sample())
            if done.rounds % 10 == 0:
                print(json.dumps({"round": done.rounds, **asdict(done.samples[-1])}), flush=True)
    left = [child for each in made if each._engine and (child := each._engine.pid)]
    assert not left, f"still running: {left}"
    return done


async def _visit(pilot: Pilot[None], done: Soak, dice: random.Random, made: list[Rewriter]) -> None:
    """A new case from nothing, then the worked example with its letters, then both are put away."""
    await press(pilot, "n")
    await at(pilot, "checklist")
    for word in ("Ada Lovelace", f"Company {dice.randrange(1000)}", "Nurse"):
        await press(pilot, *word, "enter")
    await press(pilot, "escape", "escape")
    await _home(pilot)
    await press(pilot, "d", "x")
    await wait_until(lambda: place_of(pilot) != "home", _PATIENCE)
    app_of(pilot).post_message(Go("workbench", "recruiter_notice"))
    await at(pilot, "workbench")
    for _ in range(3):
        await press(pilot, dice.choice("4567899"), dice.choice(["left", "right", "p", "down"]))
        await _edit(pilot, dice)
        await _rewrite(pilot, done, dice)
        await press(pilot, "b")
        await wait_until(lambda: place_of(pilot) == "compare", _PATIENCE)
        await press(pilot, "escape", "]")
        await at(pilot, "workbench")
    if done.rounds % 10 == 9 and made and made[-1]._engine and (pid := made[-1]._engine.pid):
        os.kill(pid, signal.SIGKILL)
        done.deaths += 1
        await _rewrite(pilot, done, dice)
    await press(pilot, "escape")
    await at(pilot, "plan")
    await press(pilot, "t", "h")
    await _home(pilot)
    await press(pilot, "d")


async def _edit(pilot: Pilot[None], dice: random.Random) -> None:
    """Words of one's own, so that the model has something to do."""
    await press(pilot, "e")
    await wait_until(lambda: isinstance(pilot.app.focused, TextArea), _PATIENCE)
    area = pilot.app.focused
    assert isinstance(area, TextArea)
    said = dice.sample(_SENTENCES, 4)
    area.text = f"Hi Ana,\n\n{' '.join(said)}\n\nI have decided to withdraw my application.\n\nCheers,\nMaya"
    await settled(pilot)
    await press(pilot, "escape")
    await at(pilot, "workbench")


async def _rewrite(pilot: Pilot[None], done: Soak, dice: random.Random) -> None:
    screen = pilot.app.screen
    assert isinstance(screen, WorkbenchScreen)
    await press(pilot, "r")
    if dice.random() < 0.3:
        await asyncio.sleep(dice.random())
        await press(pilot, "x")
        done.cancels += 1
    await wait_until(lambda: screen.is_idle, _PATIENCE)
    done.rewrites += 1
    if screen.has_proposal:
        done.proposals += 1
        await press(pilot, *dice.choice([("a", "u"), ("*", "a"), ("d",)]))
    problem = app_of(pilot).workspace.model.problem
    assert not problem, problem


async def _home(pilot: Pilot[None]) -> None:
    await wait_until(lambda: place_of(pilot) == "home", _PATIENCE)
    await wait_until(lambda: pilot.app.screen.query_one("#cases").has_focus, _PATIENCE)
    await settled(pilot)


def flat(soak: Soak, megabytes: float = 15.0) -> list[str]:
    """What grew, in words; nothing when all is flat."""
    settled = soak.samples[int(len(soak.samples) * _WARM_UP) :]
    problems = []
    if soak.growth > megabytes:
        problems.append(f"memory grew by {soak.growth:.1f} MB")
    if settled[-1].handles > settled[0].handles + 5:
        problems.append(f"handles went from {settled[0].handles} to {settled[-1].handles}")
    if any(each.zombies for each in settled):
        problems.append("dead processes were not collected")
    if any(each.children > 1 for each in settled):
        problems.append("more than one model process")
    return problems


def main(arguments: list[str]) -> int:
    """Soak for so many minutes; 0 when all stayed flat."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=120)
    parser.add_argument("--model", help="another GGUF file than the default model")
    options = parser.parse_args(arguments)
    brisk()
    with tempfile.TemporaryDirectory(prefix="bowout-soak-") as folder:
        os.environ.pop("BOWOUT_HOME", None)
        lend_cache(cache_folder(), Path(folder))
        os.environ["BOWOUT_HOME"] = folder
        done = asyncio.run(soak(options.minutes * 60, Path(folder), lambda: rewriter_for(options.model)))
    problems = flat(done)
    print(json.dumps(done.figures()))
    print("\n".join(problems) or "flat: no memory, no handle and no process was left behind")
    return bool(problems)


def lend_cache(there: Path, home: Path) -> None:
    """The copies of models that are made at first use, which takes a while, for a home of its own."""
    here = make_folder(home / "cache")
    for path in there.glob("*.gguf"):
        with suppress(OSError):  # on another disk it is made anew
            (here / path.name).hardlink_to(path)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
