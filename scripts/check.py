"""Runs the project's checks, all of them or those named, each to its end, and sums them up.

    .venv/bin/python scripts/check.py [style format types layers wheel tests model]

The closing lines repeat what the test runner said last, so that a log's end tells the whole story.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PYTEST = (str(BIN / "python"), "-m", "pytest")

CHECKS: dict[str, tuple[str, ...]] = {
    "style": (str(BIN / "ruff"), "check", "."),
    "format": (str(BIN / "ruff"), "format", "--check", "."),
    "types": (str(BIN / "mypy"),),
    "layers": (str(BIN / "lint-imports"),),
    "wheel": (str(BIN / "python"), "scripts/check_wheel.py"),
    "tests": (*PYTEST, "-m", "not model", "-n", "2", "--dist", "worksteal"),
    "model": (*PYTEST, "-m", "model"),
}

_COUNT = re.compile(r"(\d+) (passed|failed|errors?|skipped|xfailed|xpassed)")
_CLOSING = re.compile(r"\d+ (passed|failed|errors?|skipped|deselected).* in [\d.]+s\b")


@dataclass(frozen=True)
class Outcome:
    """How one check ended; ``closing`` is the test runner's last line, where there was one."""

    name: str
    passed: bool
    seconds: float
    closing: str = ""


def run(name: str, command: tuple[str, ...]) -> Outcome:
    """Run one check, showing its output as it comes."""
    print(f"\n== {name}: {' '.join([Path(command[0]).name, *command[1:]])}", flush=True)
    started = time.monotonic()
    closing = ""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "NO_COLOR": "1"}
    process = subprocess.Popen(  # noqa: S603
        command,
        cwd=ROOT,
        env=environment,
        text=True,
        errors="replace",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert process.stdout is not None  # noqa: S101
    for line in process.stdout:
        print(line, end="", flush=True)
        if _CLOSING.search(line):
            closing = line.strip(" =\n")
    return Outcome(name, process.wait() == 0, time.monotonic() - started, closing)


def counts(outcomes: list[Outcome]) -> dict[str, int]:
    """How many tests passed, failed and were skipped, over all runs of the test runner."""
    found = [match for outcome in outcomes for match in _COUNT.findall(outcome.closing)]
    words = {"passed": ("passed", "xfailed"), "failed": ("failed", "error", "errors", "xpassed")}
    words["skipped"] = ("skipped",)
    return {word: sum(int(count) for count, kind in found if kind in kinds) for word, kinds in words.items()}


def main(names: list[str]) -> int:
    """Run the checks; 0 when all passed."""
    unknown = [name for name in names if name not in CHECKS]
    if unknown:
        print(f"No such check: {', '.join(unknown)}. There are: {', '.join(CHECKS)}.", file=sys.stderr)
        return 2
    outcomes = [run(name, CHECKS[name]) for name in names or CHECKS]
    print("\n== all checks")
    for outcome in outcomes:
        word = "ok" if outcome.passed else "FAILED"
        print(f"{outcome.name:8} {word:7} {outcome.seconds:6.1f} s  {outcome.closing}".rstrip())
    tests = counts(outcomes)
    if any(tests.values()):
        print(", ".join(f"{count} {word}" for word, count in tests.items()))
    return 0 if all(outcome.passed for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
